import { and, eq, exists, gt, inArray, or, sql } from 'drizzle-orm'
import { stepsOf, type AgreementState } from '@market/shared/journey'
import type { Db, Tx } from '../../store/store'
import { insertStrokes, isLicensed, selectAgreements, type AgreementRow, type LicensedWork, type NewSignature } from './sign.queries'

/** Those of a job that its employer may sign. A job has at most 500 places. */
export const agreementsOfJob = (db: Db, jobId: string): Promise<AgreementRow[]> => {
  const { applications } = db.t
  return selectAgreements(db).where(and(eq(applications.jobId, jobId), inArray(applications.state, stepsOf('sign_as_employer').map(([from]) => from))))
}

/** Inserts those that are the first of their party; gives the ids of their agreements. */
export async function insertSignatures(tx: Tx, signatures: readonly NewSignature[]): Promise<Set<string>> {
  if (signatures.length === 0) return new Set()
  const rows = signatures.map(({ strokesSealed: _strokesSealed, ...row }) => row)
  const { q, t } = tx
  const inserted = await q.insert(t.signatures).values(rows).onConflictDoNothing().returning({ agreementId: t.signatures.agreementId })
  const agreementIds = new Set(inserted.map(({ agreementId }) => agreementId))
  const strokes = signatures.filter(({ agreementId }) => agreementIds.has(agreementId)).map(({ id, strokesSealed }) => ({ signatureId: id, dataSealed: strokesSealed }))
  await insertStrokes(tx, strokes)
  return agreementIds
}

/** An agreement as it was read: its text, and who is to do which work under it. */
export type ReadAgreement = { agreementId: string; textHash: string; workerId: string; work: LicensedWork }

/**
 * Notes on agreements that their employer, verified at `now`, signed; gives the new status of each that it was noted on. It is not
 * noted on one whose text is another by now, or whose worker has lost the licence that the work takes.
 */
export async function markManySigned(tx: Tx, agreements: readonly ReadAgreement[], employerId: string, now: number): Promise<Map<string, AgreementState>> {
  if (agreements.length === 0) return new Map()
  const { q, t } = tx
  const { status, id, textHash } = t.agreements
  const rows = await q
    .update(t.agreements)
    .set({
      status: sql`case when ${status} = 'draft' then 'signed_by_employer' else 'signed' end`,
      // The cast is for Postgres: it takes a bare parameter beside a null for text.
      signedAt: sql`case when ${status} = 'draft' then null else cast(${now} as bigint) end`,
    })
    .where(and(
      or(...agreements.map((one) => and(eq(id, one.agreementId), eq(textHash, one.textHash), isLicensed(tx, one.workerId, one.work)))),
      inArray(status, ['draft', 'signed_by_worker']),
      exists(q.select({ one: sql`1` }).from(t.people).where(and(eq(t.people.id, employerId), gt(t.people.verifiedUntil, now)))),
    ))
    .returning({ id, status })
  return new Map(rows.map((row) => [row.id, row.status]))
}
