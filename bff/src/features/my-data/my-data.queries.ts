import { and, asc, count, eq, gt, inArray, isNotNull, isNull, lte, not, or, sql, type SQL } from 'drizzle-orm'
import { importPhases } from '@market/shared/exchange/import-phases'
import { applicationStates, isOver, type ApplicationState } from '@market/shared/journey'
import { waitingFor, waitsForOtherSide, type OpenThing } from '@market/shared/my-data/data-classes'
import type { Db, Tx } from '../../store/store'

const afterWork: readonly ApplicationState[] = ['finished', 'hours_proposed', 'hours_disputed', 'hours_agreed', 'paid', 'payment_disputed']
const beforeThat = applicationStates.filter((state) => !isOver(state) && !afterWork.includes(state))
const running = importPhases.filter((phase) => !['done', 'refused', 'failed'].includes(phase))

/** Everything a person has begun that somebody else still waits for, and what was decided about them and runs on. */
export async function openThingsOf({ q, t }: Db, personId: string, now: number): Promise<{ thing: OpenThing; count: number }[]> {
  const one = async (rows: PromiseLike<{ count: number }[]>): Promise<number> => Number((await rows)[0]?.count ?? 0)
  const { applications, jobs, imports, cases, sanctions, crews, crewMembers, transfers, grants, marketOperators } = t
  /** Not for ever: what only the other side can bring on keeps nobody longer than this. */
  const keeps = (side: 'worker' | 'employer'): SQL | undefined =>
    or(not(inArray(applications.state, [...waitingFor(side)])), gt(applications.updatedAt, now - waitsForOtherSide))
  const theirs = (states: readonly ApplicationState[]): SQL | undefined => and(
    inArray(applications.state, [...states]),
    or(and(eq(applications.workerId, personId), keeps('worker')), and(eq(jobs.employerId, personId), keeps('employer'))),
  )
  const ofApplications = (states: readonly ApplicationState[]) =>
    q.select({ count: count() }).from(applications).innerJoin(jobs, eq(jobs.id, applications.jobId)).where(theirs(states))
  const counted: Record<OpenThing, number> = {
    work: await one(ofApplications(beforeThat)),
    wages: await one(ofApplications(afterWork)),
    // The start ends a posting by itself, whatever its row says.
    posting: await one(q.select({ count: count() }).from(jobs).where(and(eq(jobs.employerId, personId), inArray(jobs.status, ['in_review', 'open']), gt(jobs.startsAt, now)))),
    import: await one(q.select({ count: count() }).from(imports).where(and(eq(imports.employerId, personId), inArray(imports.phase, running)))),
    case: await one(q.select({ count: count() }).from(cases).where(and(isNull(cases.closedAt), or(eq(cases.openedBy, personId), eq(cases.aboutPersonId, personId))))),
    // One that counts or is proposed: a new account under the same number would have none of it.
    sanction: await one(q.select({ count: count() }).from(sanctions).where(and(
      eq(sanctions.personId, personId), eq(sanctions.kind, 'blacklist'), isNull(sanctions.liftedAt), or(isNull(sanctions.untilAt), gt(sanctions.untilAt, now))))),
    crew: await one(q.select({ count: count() }).from(crews).where(and(eq(crews.leaderId, personId), isNull(crews.closedAt))))
      + await one(q.select({ count: count() }).from(crewMembers).where(and(eq(crewMembers.personId, personId), isNull(crewMembers.leftAt)))),
    transfer: await one(q.select({ count: count() }).from(transfers).where(and(eq(transfers.workerId, personId), eq(transfers.state, 'moving')))),
    grant: await one(q.select({ count: count() }).from(grants).where(and(eq(grants.personId, personId), isNull(grants.endedAt), or(isNull(grants.untilAt), gt(grants.untilAt, now)))))
      + await one(q.select({ count: count() }).from(marketOperators).where(and(eq(marketOperators.employerId, personId), isNull(marketOperators.untilAt)))),
  }
  return (Object.entries(counted) as [OpenThing, number][]).flatMap(([thing, times]) => (times === 0 ? [] : [{ thing, count: times }]))
}

export const findClosing = async ({ q, t }: Db, personId: string) => {
  const [row] = await q
    .select({ askedAt: t.accountClosures.askedAt, dueAt: t.accountClosures.dueAt })
    .from(t.accountClosures)
    .where(and(eq(t.accountClosures.personId, personId), isNull(t.accountClosures.closedAt)))
  return row ?? null
}

export const hasPhone = async ({ q, t }: Db, personId: string): Promise<boolean> =>
  (await q.select({ id: t.people.id }).from(t.people).where(and(eq(t.people.id, personId), isNotNull(t.people.phoneIndex)))).length > 0

/** False when it was asked for already: then the first request stands. */
export const askForClosing = async ({ q, t }: Tx, closing: { personId: string; askedAt: number; dueAt: number }): Promise<boolean> =>
  (await q.insert(t.accountClosures).values(closing).onConflictDoNothing().returning({ personId: t.accountClosures.personId })).length > 0

/** False when there is nothing to take back, or it was done. */
export const takeClosingBack = async ({ q, t }: Tx, personId: string): Promise<boolean> =>
  (await q.delete(t.accountClosures).where(and(eq(t.accountClosures.personId, personId), isNull(t.accountClosures.closedAt))).returning({ personId: t.accountClosures.personId })).length > 0

/** Whose time has come, the longest overdue first: behind `after`, where some of them have to wait. */
export const dueClosings = ({ q, t: { accountClosures: closures } }: Db, now: number, after: string, limit: number) =>
  q.select({ personId: closures.personId }).from(closures).where(and(isNull(closures.closedAt), lte(closures.dueAt, now), gt(closures.personId, after))).orderBy(asc(closures.personId)).limit(limit)

export const keptClosings = ({ q, t: { accountClosures: closures } }: Db, closedBefore: number, limit: number) =>
  q.select({ personId: closures.personId }).from(closures).where(and(isNull(closures.forgottenAt), lte(closures.closedAt, closedBefore))).orderBy(asc(closures.closedAt)).limit(limit)

/** False when it was taken back meanwhile, or another server has done it. */
export const markClosed = async ({ q, t: { accountClosures: closures } }: Tx, personId: string, now: number): Promise<boolean> =>
  (await q.update(closures).set({ closedAt: now }).where(and(eq(closures.personId, personId), isNull(closures.closedAt), lte(closures.dueAt, now))).returning({ personId: closures.personId })).length > 0

export const markForgotten = async ({ q, t: { accountClosures: closures } }: Tx, personId: string, now: number): Promise<boolean> =>
  (await q.update(closures).set({ forgottenAt: now }).where(and(eq(closures.personId, personId), isNotNull(closures.closedAt), isNull(closures.forgottenAt))).returning({ personId: closures.personId })).length > 0

/** Whoever takes a place holds their row as a worker, whoever posts theirs as an employer: behind this one they find nobody to be. */
export const holdPerson = async ({ q, t: { workers, employers } }: Tx, personId: string): Promise<void> => {
  await q.update(workers).set({ registeredAt: sql`${workers.registeredAt}` }).where(eq(workers.personId, personId))
  await q.update(employers).set({ registeredAt: sql`${employers.registeredAt}` }).where(eq(employers.personId, personId))
}
