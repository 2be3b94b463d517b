import { and, desc, eq, gt, gte, inArray, isNull, lt, max, sql, type Placeholder } from 'drizzle-orm'
import type { JobToMatch } from '@market/shared/match/facts'
import { furthestStart } from '@market/shared/jobs/jobs.rules'
import { applicationStates, isBusy, mayApplyAgain } from '@market/shared/journey'
import { day } from '@market/shared/words/time'
import { preparedList } from '../../store/prepared'
import type { Tables } from '../../store/schema'
import type { Db } from '../../store/store'

const busyStates = applicationStates.filter(isBusy)
/** What keeps a worker from applying, or from being offered a place by staff: somebody in the queue may be offered one. */
const takenStates = { applying: applicationStates.filter((state) => !mayApplyAgain(state)), offering: applicationStates.filter((state) => !mayApplyAgain(state) && state !== 'queued') }
export type For = keyof typeof takenStates

/** What registered workers wish, with what tells whether they are of age. People who are not workers are missing. */
const selectWishes = preparedList<Wishes, string>(({ q, t }, ids) =>
  q
    .select({
      personId: t.workers.personId, wishedPayFen: t.workers.wishedPayFen, wishedPayUnit: t.workers.wishedPayUnit, skillLevel: t.workers.skillLevel,
      idNumberSealed: t.people.idNumberSealed,
    })
    .from(t.workers)
    .innerJoin(t.people, eq(t.people.id, t.workers.personId))
    .where(inArray(t.workers.personId, ids)))
type Wishes = Pick<Tables['workers']['$inferSelect'], 'personId' | 'wishedPayFen' | 'wishedPayUnit' | 'skillLevel'> & Pick<Tables['people']['$inferSelect'], 'idNumberSealed'>
export const findWishes = (db: Db, personIds: readonly string[]) => selectWishes(db, personIds, {})

export const findIdNumbers = ({ q, t }: Db, personIds: readonly string[]) =>
  q
    .select({ personId: t.workers.personId, idNumberSealed: t.people.idNumberSealed })
    .from(t.workers)
    .innerJoin(t.people, eq(t.people.id, t.workers.personId))
    .where(inArray(t.workers.personId, [...personIds]))

const selectTrades = preparedList<{ personId: string; trade: string }, string>(({ q, t: { workerTrades } }, ids) =>
  q.select({ personId: workerTrades.personId, trade: workerTrades.trade }).from(workerTrades).where(inArray(workerTrades.personId, ids)).orderBy(workerTrades.trade))
export const tradesOf = (db: Db, personIds: readonly string[]) => selectTrades(db, personIds, {})

/** Somebody who comes back has the check-in of that day again, which may be older than one elsewhere: never by more than this. */
const oneDayApart = 2 * day

/** Where each was last seen, the first row of each: where they are, or else the market of the latest check-in. Reads no more than the last days of each. */
const selectLastMarkets = preparedList<{ personId: string; lat: number; lng: number; regionCode: string }, string>(({ q, t }, ids) => {
  const latest = q
    .select({ personId: t.checkIns.personId, at: max(t.checkIns.at).as('latest_at') })
    .from(t.checkIns)
    .where(inArray(t.checkIns.personId, ids))
    .groupBy(t.checkIns.personId)
    .as('latest')
  return q
    .select({ personId: t.checkIns.personId, lat: t.markets.lat, lng: t.markets.lng, regionCode: t.markets.regionCode })
    .from(latest)
    .innerJoin(t.checkIns, and(eq(t.checkIns.personId, latest.personId), gt(t.checkIns.at, sql`${latest.at} - ${oneDayApart}`)))
    .innerJoin(t.markets, eq(t.markets.id, t.checkIns.marketId))
    .orderBy(desc(isNull(t.checkIns.leftAt)), desc(t.checkIns.at))
})
export const lastMarkets = (db: Db, personIds: readonly string[]) => selectLastMarkets(db, personIds, {})

/**
 * Work begins thirty days after it was posted or changed at the latest. So much longer ago nobody has applied to what still lies
 * ahead, whatever was put off in between; and an index of applications by worker and time ends there, however long the history.
 */
const longestAhead = 3 * furthestStart
const maybeAhead = ({ t: { applications } }: Db, ids: Placeholder[]) =>
  and(inArray(applications.workerId, ids), gt(applications.appliedAt, sql.placeholder('since')))

/** The hours that each has promised to jobs and that are not over at `now` (UTC ms). */
const selectPromised = preparedList<{ personId: string; terms: Tables['applications']['$inferSelect']['terms'] }, string, { since: number }>((db, ids) =>
  db.q
    .select({ personId: db.t.applications.workerId, terms: db.t.applications.terms })
    .from(db.t.applications)
    .where(and(maybeAhead(db, ids), inArray(db.t.applications.state, busyStates))))
export const promisedHours = async (db: Db, personIds: readonly string[], now: number) => {
  const rows = await selectPromised(db, personIds, { since: now - longestAhead })
  return rows.flatMap(({ personId, terms: { startsAt, endsAt } }) => (endsAt > now ? [{ personId, startsAt, endsAt }] : []))
}

/** The jobs each may not take once more. Of those that have begun at `now` (UTC ms) none is missed: they are closed to everybody. */
const selectTaken = (what: For) => preparedList<{ personId: string; jobId: string }, string, { since: number; now: number }>((db, ids) => {
  const { q, t } = db
  return q
    .select({ personId: t.applications.workerId, jobId: t.applications.jobId })
    .from(t.applications)
    .innerJoin(t.jobs, eq(t.jobs.id, t.applications.jobId))
    .where(and(maybeAhead(db, ids), inArray(t.applications.state, takenStates[what]), gt(t.jobs.startsAt, sql.placeholder('now'))))
})
const taken = { applying: selectTaken('applying'), offering: selectTaken('offering') }
export const takenJobs = (db: Db, personIds: readonly string[], what: For, now: number) => taken[what](db, personIds, { since: now - longestAhead, now })

/** The employers each has been settled with, each once. */
const selectKnownEmployers = preparedList<{ personId: string; employerId: string }, string>(({ q, t }, ids) =>
  q
    .selectDistinct({ personId: t.applications.workerId, employerId: t.jobs.employerId })
    .from(t.applications)
    .innerJoin(t.jobs, eq(t.jobs.id, t.applications.jobId))
    .where(and(inArray(t.applications.workerId, ids), eq(t.applications.state, 'settled'))))
export const knownEmployers = (db: Db, personIds: readonly string[]) => selectKnownEmployers(db, personIds, {})

const selectJobsToMatch = ({ q, t }: Db) =>
  q
    .select({
      id: t.jobs.id, employerId: t.jobs.employerId, trade: t.jobs.trade, lat: t.jobs.lat, lng: t.jobs.lng, startsAt: t.jobs.startsAt, endsAt: t.jobs.endsAt,
      breakMinutes: t.jobs.breakMinutes, payFen: t.jobs.payFen, payUnit: t.jobs.payUnit, status: t.jobs.status, headcount: t.jobs.headcount, filled: t.jobs.filled,
      confirmedUntil: t.jobs.confirmedUntil, publicFrom: t.jobs.publicFrom, postedAt: t.jobs.postedAt,
    })
    .from(t.jobs)

const selectListed = preparedList<JobToMatch, string>((db, ids) => selectJobsToMatch(db).where(inArray(db.t.jobs.id, ids)))
export const jobsToMatch = (db: Db, jobIds: readonly string[]): Promise<JobToMatch[]> => selectListed(db, jobIds, {})

/** Open jobs with a place left that have not begun at `now`, in the order of their start: what is behind `after`. */
export const openJobsPage = (db: Db, { now, after, limit }: { now: number; after: { startsAt: number; id: string }; limit: number }): Promise<JobToMatch[]> => {
  const { jobs } = db.t
  const behind = sql`(${jobs.startsAt}, ${jobs.id}) > (${after.startsAt}, ${after.id})`
  return selectJobsToMatch(db)
    // A pair is compared row by row on SQLite; the instant alone lets it begin where the page before ended.
    .where(and(eq(jobs.status, 'open'), gte(jobs.startsAt, after.startsAt), gt(jobs.startsAt, now), lt(jobs.filled, jobs.headcount), behind))
    .orderBy(jobs.startsAt, jobs.id)
    .limit(limit)
}

export const marketOfJob = async ({ q, t }: Db, jobId: string): Promise<string | null> =>
  (await q.select({ marketId: t.jobs.marketId }).from(t.jobs).where(eq(t.jobs.id, jobId)))[0]?.marketId ?? null
