import { and, eq, inArray, isNull, lt, or } from 'drizzle-orm'
import { applicationStates, isEnded } from '@market/shared/journey'
import type { Tx } from '../../store/store'

const ended = applicationStates.filter(isEnded)
const unsigned = ['draft', 'signed_by_worker', 'signed_by_employer'] as const

/**
 * Deletes drafts, with what one side signed, of applications that ended before an instant (UTC ms) without an agreement.
 * @returns how many, at most `limit`
 */
export async function eraseUnsigned({ q, t }: Tx, before: number, limit: number): Promise<number> {
  const rows = await q
    .select({ id: t.agreements.id })
    .from(t.agreements)
    .innerJoin(t.applications, eq(t.applications.id, t.agreements.applicationId))
    .where(and(inArray(t.agreements.status, [...unsigned]), inArray(t.applications.state, ended), lt(t.applications.updatedAt, before)))
    .limit(limit)
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return 0
  await deleteStrokes({ q, t }, ids)
  await q.delete(t.signatures).where(inArray(t.signatures.agreementId, ids))
  await q.delete(t.agreements).where(and(inArray(t.agreements.id, ids), inArray(t.agreements.status, [...unsigned])))
  return ids.length
}

/**
 * Deletes text, handwriting and paper of sealed agreements whose time is over. What is only signed waits: without a seal nothing
 * would be left of it.
 * @returns how many, at most `limit`
 */
export async function eraseAgreements({ q, t }: Tx, { endedBefore, neverEndedBefore, now, limit }: { endedBefore: number; neverEndedBefore: number; now: number; limit: number }): Promise<number> {
  const rows = await q
    .select({ id: t.agreements.id })
    .from(t.agreements)
    .innerJoin(t.applications, eq(t.applications.id, t.agreements.applicationId))
    .innerJoin(t.jobs, eq(t.jobs.id, t.applications.jobId))
    .leftJoin(t.agreementEndings, eq(t.agreementEndings.agreementId, t.agreements.id))
    .where(and(
      eq(t.agreements.status, 'sealed'),
      isNull(t.agreements.erasedAt),
      or(lt(t.agreementEndings.endedAt, endedBefore), and(isNull(t.agreementEndings.endedAt), lt(t.jobs.endsAt, neverEndedBefore))),
    ))
    .limit(limit)
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return 0
  await deleteStrokes({ q, t }, ids)
  await q.delete(t.agreementPapers).where(inArray(t.agreementPapers.agreementId, ids))
  // The terms stay: they name no worker, and a household only masked.
  await q.update(t.agreements).set({ textSealed: '', erasedAt: now }).where(and(inArray(t.agreements.id, ids), isNull(t.agreements.erasedAt)))
  return ids.length
}

const deleteStrokes = async ({ q, t }: Pick<Tx, 'q' | 't'>, agreementIds: string[]): Promise<void> => {
  const ofThem = q.select({ id: t.signatures.id }).from(t.signatures).where(inArray(t.signatures.agreementId, agreementIds))
  await q.delete(t.strokes).where(inArray(t.strokes.signatureId, ofThem))
}
