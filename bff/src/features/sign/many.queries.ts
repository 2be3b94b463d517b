import { and, eq, exists, gt, inArray, sql } from 'drizzle-orm'
import { stepsOf, type AgreementState } from '@market/shared/journey'
import type { Db, Tx } from '../../store/store'
import { selectAgreements, type AgreementRow, type NewSignature } from './sign.queries'

/** Those of a job that its employer may sign. A job has at most 500 places. */
export const agreementsOfJob = (db: Db, jobId: string): Promise<AgreementRow[]> => {
  const { applications } = db.t
  return selectAgreements(db).where(and(eq(applications.jobId, jobId), inArray(applications.state, stepsOf('sign_as_employer').map(([from]) => from))))
}

/** Inserts those that are the first of their party; gives the ids of their agreements. */
export async function insertSignatures({ q, t }: Tx, signatures: readonly NewSignature[]): Promise<Set<string>> {
  if (signatures.length === 0) return new Set()
  const rows = signatures.map(({ strokesSealed: _strokesSealed, ...row }) => row)
  const inserted = await q.insert(t.signatures).values(rows).onConflictDoNothing().returning({ agreementId: t.signatures.agreementId })
  const agreementIds = new Set(inserted.map(({ agreementId }) => agreementId))
  const strokes = signatures.filter(({ agreementId }) => agreementIds.has(agreementId)).map(({ id, strokesSealed }) => ({ signatureId: id, dataSealed: strokesSealed }))
  if (strokes.length > 0) await q.insert(t.strokes).values(strokes)
  return agreementIds
}

/** Notes on agreements that their employer, verified at `now`, signed; gives the new status of each that it was noted on. */
export async function markManySigned({ q, t }: Tx, agreementIds: readonly string[], employerId: string, now: number): Promise<Map<string, AgreementState>> {
  if (agreementIds.length === 0) return new Map()
  const { status, id } = t.agreements
  const rows = await q
    .update(t.agreements)
    .set({
      status: sql`case when ${status} = 'draft' then 'signed_by_employer' else 'signed' end`,
      // The cast is for Postgres: it takes a bare parameter beside a null for text.
      signedAt: sql`case when ${status} = 'draft' then null else cast(${now} as bigint) end`,
    })
    .where(and(
      inArray(id, [...agreementIds]),
      inArray(status, ['draft', 'signed_by_worker']),
      exists(q.select({ one: sql`1` }).from(t.people).where(and(eq(t.people.id, employerId), gt(t.people.verifiedUntil, now)))),
    ))
    .returning({ id, status })
  return new Map(rows.map((row) => [row.id, row.status]))
}
