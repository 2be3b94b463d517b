import { setImmediate as nextTurn } from 'node:timers/promises'
import { and, asc, eq, exists, gt, inArray, isNull, lt, ne, or } from 'drizzle-orm'
import type { ApplicationState } from '@market/shared/journey'
import { isPresent, waitingSince } from '../../store/presence'
import type { Db } from '../../store/store'

/** What a proposal is made from: who is there, which places are free, and what is not to be asked again. */

const refused: ApplicationState[] = ['withdrawn', 'lapsed']

export type Present = { personId: string; number: number; waitingSince: number; crewId: string | null }

/** People read at once: a millisecond or two. */
const atOnce = 128

/** Everybody in a market now, who has waited longest first, with the crew they are in; read in parts, so that nobody waits while a crowd is counted. */
export async function everybodyPresent(db: Db, marketId: string, now: number): Promise<Present[]> {
  const all: Awaited<ReturnType<typeof somePresent>> = []
  for (let after = ''; ; ) {
    const some = await somePresent(db, marketId, now, after)
    all.push(...some)
    const last = some.at(-1)
    if (last === undefined) break
    after = last.id
    await nextTurn()
  }
  all.sort((one, other) => one.waitingSince - other.waitingSince || (one.id < other.id ? -1 : 1))
  return all.map(({ id: _id, ...present }) => present)
}

/** Some of those in a market now, behind this check-in. */
const somePresent = ({ q, t }: Db, marketId: string, now: number, after: string) =>
  q
    .select({ id: t.checkIns.id, personId: t.checkIns.personId, number: t.checkIns.number, waitingSince: waitingSince(t.checkIns), crewId: t.crews.id })
    .from(t.checkIns)
    .innerJoin(t.workers, eq(t.workers.personId, t.checkIns.personId))
    .leftJoin(t.crewMembers, and(eq(t.crewMembers.personId, t.checkIns.personId), isNull(t.crewMembers.leftAt)))
    .leftJoin(t.crews, and(eq(t.crews.id, t.crewMembers.crewId), isNull(t.crews.closedAt)))
    .where(and(eq(t.checkIns.marketId, marketId), isPresent(t.checkIns, now), gt(t.checkIns.id, after)))
    .orderBy(asc(t.checkIns.id))
    .limit(atOnce)

/** Who of these people is in a market now. */
export const presentOf = async ({ q, t: { checkIns } }: Db, marketId: string, personIds: readonly string[], now: number): Promise<Set<string>> => {
  const rows = await q.select({ personId: checkIns.personId }).from(checkIns).where(and(eq(checkIns.marketId, marketId), inArray(checkIns.personId, [...personIds]), isPresent(checkIns, now)))
  return new Set(rows.map(({ personId }) => personId))
}

/** Who of those in a market is being asked about a place. */
export const withOpenOffer = async ({ q, t }: Db, marketId: string, now: number): Promise<Set<string>> => {
  const rows = await q
    .select({ personId: t.applications.workerId })
    .from(t.applications)
    .where(and(
      eq(t.applications.state, 'offered'),
      exists(q.select({ id: t.checkIns.id }).from(t.checkIns).where(and(eq(t.checkIns.personId, t.applications.workerId), eq(t.checkIns.marketId, marketId), isPresent(t.checkIns, now)))),
    ))
  return new Set(rows.map(({ personId }) => personId))
}

/**
 * Jobs of a market with a free place that begin before `until` (UTC ms). Where the employer chooses there is nothing to
 * give away.
 */
export const openPlaces = async ({ q, t: { jobs } }: Db, marketId: string, now: number, until: number): Promise<string[]> => {
  const rows = await q
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(
      eq(jobs.marketId, marketId), eq(jobs.status, 'open'), gt(jobs.startsAt, now), lt(jobs.startsAt, until), lt(jobs.filled, jobs.headcount),
      ne(jobs.hiring, 'employer_chooses'), or(isNull(jobs.confirmedUntil), gt(jobs.confirmedUntil, now)),
    ))
    .orderBy(jobs.startsAt, jobs.id)
  return rows.map(({ id }) => id)
}

/** One word for a pair of person and job. */
export const pairOf = (personId: string, jobId: string): string => `${personId} ${jobId}`

/** Pairs that were asked in one of a market's rounds after `since` and said no, or did not answer. */
export const refusedPairs = async ({ q, t }: Db, marketId: string, since: number): Promise<Set<string>> => {
  const rows = await q
    .select({ personId: t.applications.workerId, jobId: t.applications.jobId })
    .from(t.dispatchPeople)
    .innerJoin(t.dispatches, eq(t.dispatches.id, t.dispatchPeople.dispatchId))
    .innerJoin(t.applications, eq(t.applications.id, t.dispatchPeople.applicationId))
    .where(and(eq(t.dispatches.marketId, marketId), gt(t.dispatches.confirmedAt, since), inArray(t.applications.state, refused)))
  return new Set(rows.map(({ personId, jobId }) => pairOf(personId, jobId)))
}
