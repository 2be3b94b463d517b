import { and, desc, eq, exists, gt, isNull, notExists, or, sql } from 'drizzle-orm'
import type { Flaw } from '@market/shared/identity/flaws'
import { refuseNumberOfOthers } from '../../store/number-of-others'
import { prepared } from '../../store/prepared'
import type { Tables } from '../../store/schema'
import type { Db, Tx } from '../../store/store'

export type Of = 'person' | 'employer' | 'licence'

const selectStanding = ({ q, t }: Db) =>
  q
    .select({
      personId: t.people.id,
      nameSealed: t.people.nameSealed,
      nameMasked: t.people.nameMasked,
      idNumberSealed: t.people.idNumberSealed,
      idNumberIndex: t.people.idNumberIndex,
      verifiedUntil: t.people.verifiedUntil,
      isWorker: t.workers.personId,
      employerKind: t.employers.kind,
      employerName: t.employers.name,
      creditCode: t.employers.creditCode,
      employerVerifiedUntil: t.employers.verifiedUntil,
    })
    .from(t.people)
    .leftJoin(t.workers, eq(t.workers.personId, t.people.id))
    .leftJoin(t.employers, eq(t.employers.personId, t.people.id))

export type StandingRow = Awaited<ReturnType<typeof selectStanding>>[number]
const selectStandingOf = prepared<StandingRow, { personId: string }>((db) => selectStanding(db).where(eq(db.t.people.id, sql.placeholder('personId'))))

/** Everything about a person and, where they are one, the employer that their standing follows from. */
export const findStanding = async (db: Db, personId: string): Promise<StandingRow | null> => (await selectStandingOf(db, { personId }))[0] ?? null

export const findEmployerOf = async ({ q, t }: Db, jobId: string): Promise<string | null> => {
  const [row] = await q.select({ employerId: t.jobs.employerId }).from(t.jobs).where(eq(t.jobs.id, jobId))
  return row?.employerId ?? null
}

/** Conditions for the row of an employer who may post at `now`; for use in a statement over `employers`. */
const employerMayPost = ({ q, t }: Db, now: number) =>
  and(
    or(eq(t.employers.kind, 'household'), gt(t.employers.verifiedUntil, now)),
    exists(q.select({ one: sql`1` }).from(t.people).where(and(eq(t.people.id, t.employers.personId), gt(t.people.verifiedUntil, now)))),
  )

/** Notes that an employer posts, if they may at `now`. False when person or employer is not verified. */
export const admitPosting = async (tx: Tx, personId: string, now: number): Promise<boolean> => {
  const { q, t } = tx
  const admitted = await q
    .update(t.employers)
    .set({ lastPostedAt: now })
    .where(and(eq(t.employers.personId, personId), employerMayPost(tx, now)))
    .returning({ personId: t.employers.personId })
  return admitted.length === 1
}

export const insertVerification = async ({ q, t }: Tx, row: Tables['verifications']['$inferInsert']): Promise<boolean> => {
  const inserted = await q.insert(t.verifications).values(row).onConflictDoNothing().returning({ id: t.verifications.id })
  return inserted.length === 1
}

export type Decision = { state: 'passed' | 'refused'; decidedAt: number; decidedBy: string | null; validUntil?: number; missing?: Flaw[]; note?: string | null }

/** Decides a submission that is still pending; false when it was decided meanwhile. */
export const decideVerification = async ({ q, t }: Tx, id: string, decision: Decision): Promise<boolean> => {
  const decided = await q
    .update(t.verifications)
    .set(decision)
    .where(and(eq(t.verifications.id, id), eq(t.verifications.state, 'pending')))
    .returning({ id: t.verifications.id })
  return decided.length === 1
}

export const setPersonVerified = async ({ q, t }: Tx, personId: string, until: number): Promise<void> => {
  await q.update(t.people).set({ verifiedUntil: until, remindedDays: null }).where(eq(t.people.id, personId))
}

export const setEmployerVerified = async ({ q, t }: Tx, personId: string, until: number): Promise<void> => {
  await q.update(t.employers).set({ verifiedUntil: until, remindedDays: null }).where(eq(t.employers.personId, personId))
}

/** Newest first. */
export const verificationsOf = ({ q, t }: Db, personId: string, of: Of, limit: number) =>
  q.select().from(t.verifications).where(and(eq(t.verifications.personId, personId), eq(t.verifications.kind, of)))
    .orderBy(desc(t.verifications.submittedAt), desc(t.verifications.id)).limit(limit)
export type VerificationRow = Awaited<ReturnType<typeof verificationsOf>>[number]

/** The check that counts now, by its id. */
export const lastPassed = async ({ q, t }: Db, personId: string, of: Of): Promise<string | null> => {
  const [row] = await q
    .select({ id: t.verifications.id })
    .from(t.verifications)
    .where(and(eq(t.verifications.personId, personId), eq(t.verifications.kind, of), eq(t.verifications.state, 'passed')))
    .orderBy(desc(t.verifications.decidedAt), desc(t.verifications.id))
    .limit(1)
  return row?.id ?? null
}

export type OwnIdentity = {
  nameSealed: string
  nameMasked: string
  idNumberSealed: string
  idNumberIndex: string
  consentVersion: string
  consentedAt: number
}

/**
 * Binds a name and a number to somebody who has none, or corrects them while they were never verified: until then nothing was
 * posted or signed under them. False when they are somebody's already, or while staff compare the old ones with a picture:
 * they would accept one person and verify another.
 * @param identity.indexes of the number under every key in use
 * @param identity.confirmed the authority has said that these belong together: then nobody need compare anything
 * @throws UniqueViolation `people_id_number` when another account has the number
 */
export const bindOwnIdentity = async (tx: Tx, personId: string, { identity, indexes, confirmed }: { identity: OwnIdentity; indexes: readonly string[]; confirmed: boolean }): Promise<boolean> => {
  const { q, t } = tx
  await refuseNumberOfOthers(tx, personId, indexes)
  const waiting = q
    .select({ one: sql`1` })
    .from(t.verifications)
    .where(and(eq(t.verifications.personId, personId), eq(t.verifications.kind, 'person'), eq(t.verifications.state, 'pending')))
  const bound = await q
    .update(t.people)
    .set(identity)
    .where(and(
      eq(t.people.id, personId),
      or(isNull(t.people.idNumberIndex), isNull(t.people.verifiedUntil)),
      confirmed ? undefined : notExists(waiting),
    ))
    .returning({ id: t.people.id })
  if (bound.length === 0) return false
  // A household's name is the person's own, and stands masked where everybody sees its jobs.
  await q.update(t.employers).set({ name: identity.nameMasked }).where(and(eq(t.employers.personId, personId), eq(t.employers.kind, 'household')))
  return true
}

/** Whether name and number are still those that were checked; on Postgres they stay so until the write ends. */
export const holdOwnIdentity = async ({ q, t }: Tx, { personId, nameSealed, idNumberSealed }: Pick<StandingRow, 'personId' | 'nameSealed' | 'idNumberSealed'>): Promise<boolean> => {
  if (nameSealed === null || idNumberSealed === null) return false
  const held = await q
    .update(t.people)
    .set({ idNumberSealed })
    .where(and(eq(t.people.id, personId), eq(t.people.nameSealed, nameSealed), eq(t.people.idNumberSealed, idNumberSealed)))
    .returning({ id: t.people.id })
  return held.length === 1
}

export const findMarketPath = async ({ q, t }: Db, marketId: string): Promise<string | null> => {
  const [row] = await q.select({ path: t.markets.path }).from(t.markets).where(and(eq(t.markets.id, marketId), isNull(t.markets.closedAt)))
  return row?.path ?? null
}

/** What waits for staff about a submission, and who has it. */
export const findOpenCase = async ({ q, t }: Db, verificationId: string, kind: 'identity' | 'licence'): Promise<{ dueAt: number; ownerMasked: string | null } | null> => {
  const [row] = await q
    .select({ dueAt: t.cases.dueAt, ownerMasked: t.people.nameMasked })
    .from(t.cases)
    .leftJoin(t.people, eq(t.people.id, t.cases.ownerId))
    .where(and(eq(t.cases.kind, kind), eq(t.cases.subjectId, verificationId), isNull(t.cases.closedAt)))
  return row ?? null
}

export const setCase = async ({ q, t }: Tx, id: string, caseId: string): Promise<void> => {
  await q.update(t.verifications).set({ caseId }).where(eq(t.verifications.id, id))
}
