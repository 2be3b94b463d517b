import { and, desc, eq, exists, gt, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm'
import type { AgreementState } from '@market/shared/journey'
import type { Party } from '@market/shared/sign/sign.rules'
import type { Db, Tx } from '../../store/store'
import type { PreparedDraft } from './agreement-drafts'

/** Both parties as sealed, for the agreement's text. */
export async function findParties({ q, t }: Db, workerId: string, employerId: string) {
  const [worker] = await q
    .select({ nameSealed: t.people.nameSealed, idNumberSealed: t.people.idNumberSealed })
    .from(t.people)
    .where(eq(t.people.id, workerId))
  const [employer] = await q
    .select({
      kind: t.employers.kind,
      name: t.employers.name,
      creditCode: t.employers.creditCode,
      contactNameSealed: t.employers.contactNameSealed,
      nameSealed: t.people.nameSealed,
      idNumberSealed: t.people.idNumberSealed,
    })
    .from(t.employers)
    .innerJoin(t.people, eq(t.people.id, t.employers.personId))
    .where(eq(t.employers.personId, employerId))
  return { worker, employer }
}

/**
 * Inserts a draft. Somebody who withdrew and applies again gets a new one in place of the old, which never came into
 * force; half a signature under it, which is handwriting and so biometric data, goes with it.
 */
export async function insertDraft(tx: Tx, { agreementId, ...prepared }: PreparedDraft): Promise<void> {
  const { q, t } = tx
  const draft = { id: agreementId, status: 'draft' as const, ...prepared }
  const inserted = await q.insert(t.agreements).values(draft).onConflictDoNothing().returning({ id: t.agreements.id })
  if (inserted.length > 0) return
  await deleteUnsigned(tx, prepared.applicationId)
  await q.insert(t.agreements).values(draft)
}

/** What is not agreed yet, and may be replaced. */
const unsigned: AgreementState[] = ['draft', 'signed_by_worker', 'signed_by_employer']

async function deleteUnsigned({ q, t }: Tx, applicationId: string): Promise<void> {
  const signatures = await q
    .select({ id: t.signatures.id })
    .from(t.signatures)
    .innerJoin(t.agreements, eq(t.agreements.id, t.signatures.agreementId))
    .where(eq(t.agreements.applicationId, applicationId))
  const ids = signatures.map(({ id }) => id)
  if (ids.length > 0) {
    await q.delete(t.strokes).where(inArray(t.strokes.signatureId, ids))
    await q.delete(t.signatures).where(inArray(t.signatures.id, ids))
  }
  await q.delete(t.agreements).where(and(eq(t.agreements.applicationId, applicationId), inArray(t.agreements.status, unsigned)))
}

/** An agreement with who its parties are and how far its application has come. */
export async function findAgreement({ q, t }: Db, agreementId: string) {
  const [row] = await q
    .select({
      agreement: t.agreements,
      state: t.applications.state,
      workerId: t.applications.workerId,
      workerMasked: t.people.nameMasked,
      employerId: t.jobs.employerId,
      marketId: t.jobs.marketId,
    })
    .from(t.agreements)
    .innerJoin(t.applications, eq(t.applications.id, t.agreements.applicationId))
    .innerJoin(t.jobs, eq(t.jobs.id, t.applications.jobId))
    .innerJoin(t.people, eq(t.people.id, t.applications.workerId))
    .where(eq(t.agreements.id, agreementId))
  return row ?? null
}
export type AgreementRow = NonNullable<Awaited<ReturnType<typeof findAgreement>>>

/** The signatures there are, worker's first, each with its sealed handwriting. */
export async function findSignatures({ q, t }: Db, agreementId: string) {
  const rows = await q
    .select({ signature: t.signatures, strokesSealed: t.strokes.dataSealed })
    .from(t.signatures)
    .leftJoin(t.strokes, eq(t.strokes.signatureId, t.signatures.id))
    .where(eq(t.signatures.agreementId, agreementId))
  return rows.sort((one, other) => other.signature.party.localeCompare(one.signature.party))
}
export type SignatureRow = Awaited<ReturnType<typeof findSignatures>>[number]

export type NewSignature = {
  id: string
  agreementId: string
  party: Party
  personId: string
  signedAt: number
  strokeHash: string
  payload: string
  signature: string
  keyId: string
  strokesSealed: string
}

/** False when this party has signed already. */
export async function insertSignature({ q, t }: Tx, { strokesSealed, ...signature }: NewSignature): Promise<boolean> {
  const inserted = await q.insert(t.signatures).values(signature).onConflictDoNothing().returning({ id: t.signatures.id })
  if (inserted.length === 0) return false
  await q.insert(t.strokes).values({ signatureId: signature.id, dataSealed: strokesSealed })
  return true
}

/**
 * Notes on the agreement that a party signed: the first makes it half signed, the second binds both. Null when neither fits, and
 * when who signs is not verified at `now`.
 */
export async function markSigned({ q, t }: Tx, agreementId: string, { party, personId }: { party: Party; personId: string }, now: number): Promise<AgreementState | null> {
  const mine: AgreementState = party === 'worker' ? 'signed_by_worker' : 'signed_by_employer'
  const others: AgreementState = party === 'worker' ? 'signed_by_employer' : 'signed_by_worker'
  const { status } = t.agreements
  const [row] = await q
    .update(t.agreements)
    .set({
      status: sql`case when ${status} = 'draft' then ${mine} else 'signed' end`,
      // The cast is for Postgres: it takes a bare parameter beside a null for text.
      signedAt: sql`case when ${status} = 'draft' then null else cast(${now} as bigint) end`,
    })
    .where(and(
      eq(t.agreements.id, agreementId),
      inArray(status, ['draft', others]),
      exists(q.select({ one: sql`1` }).from(t.people).where(and(eq(t.people.id, personId), gt(t.people.verifiedUntil, now)))),
    ))
    .returning({ status })
  return row?.status ?? null
}

/** Agreements of a worker or an employer that have a paper, newest first. */
export const agreementsOfParty = async ({ q, t }: Db, personId: string, limit: number) => {
  const rows = await q
    .select({ agreementId: t.agreements.id, terms: t.agreements.terms })
    .from(t.applications)
    .innerJoin(t.agreements, eq(t.agreements.applicationId, t.applications.id))
    .innerJoin(t.jobs, eq(t.jobs.id, t.applications.jobId))
    .where(and(or(eq(t.applications.workerId, personId), eq(t.jobs.employerId, personId)), isNotNull(t.agreements.paperMadeAt), isNull(t.agreements.erasedAt)))
    .orderBy(desc(t.applications.appliedAt))
    .limit(limit)
  return rows.map(({ agreementId, terms }) => ({ agreementId, jobTitle: terms.title, startsAt: terms.startsAt }))
}

/** How a signed agreement came to its end; null while it has not. */
export const findEnding = async ({ q, t }: Db, agreementId: string) => {
  const [row] = await q.select().from(t.agreementEndings).where(eq(t.agreementEndings.agreementId, agreementId))
  return row ?? null
}
