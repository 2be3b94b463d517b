import { and, count, eq, gt, gte, inArray, isNull, lt, lte, ne, notExists, or, sql } from 'drizzle-orm'
import { applicationStates, isBusy, nextState } from '@market/shared/journey'
import type { PayUnit } from '@market/shared/words/lists'
import { isPresent } from '../../store/presence'
import type { Db } from '../../store/store'
import { placeColumns } from './transfer.queries'

/** Longest list of jobs that is looked at for one worker. */
const mostJobs = 2_000

const isOpenSoon = ({ t: { jobs } }: Db, now: number, until: number) => [
  eq(jobs.status, 'open'),
  gt(jobs.startsAt, now),
  lte(jobs.startsAt, until),
  lt(jobs.filled, jobs.headcount),
  or(isNull(jobs.confirmedUntil), gt(jobs.confirmedUntil, now)),
]

export type Opening = { id: string; marketId: string; title: string; trade: string; payFen: number; payUnit: PayUnit; startsAt: number; endsAt: number; breakMinutes: number; address: string; headcount: number; filled: number }

/**
 * Jobs at these markets, of one of these trades, that begin until `until` and have a place that whoever comes may have at
 * once: nobody is sent over the land for a place that an employer may give to somebody else. Whether one person may take it
 * is asked of the hard rules.
 */
export const findOpenings = (db: Db, { trades, marketIds, now, until }: { trades: readonly string[]; marketIds: readonly string[]; now: number; until: number }): Promise<Opening[]> => {
  const { q, t: { jobs } } = db
  if (trades.length === 0 || marketIds.length === 0) return Promise.resolve([])
  return q
    .select({
      id: jobs.id, marketId: jobs.marketId, title: jobs.title, trade: jobs.trade, payFen: jobs.payFen, payUnit: jobs.payUnit,
      startsAt: jobs.startsAt, endsAt: jobs.endsAt, breakMinutes: jobs.breakMinutes, address: jobs.address, headcount: jobs.headcount, filled: jobs.filled,
    })
    .from(jobs)
    .where(and(
      ...isOpenSoon(db, now, until),
      inArray(jobs.trade, [...trades]),
      inArray(jobs.marketId, [...marketIds]),
      ne(jobs.hiring, 'employer_chooses'),
    ))
    .orderBy(jobs.startsAt, jobs.id)
    .limit(mostJobs)
}

/** Jobs of a market that anybody who comes may have a place at and that begin from `from` until `until`, the first first. */
export const openingsAt = (db: Db, { marketId, now, from, until, limit }: { marketId: string; now: number; from: number; until: number; limit: number }) => {
  const { q, t: { jobs } } = db
  return q
    .select(placeColumns(db))
    .from(jobs)
    .where(and(
      ...isOpenSoon(db, now, until),
      eq(jobs.marketId, marketId),
      gte(jobs.startsAt, from),
      ne(jobs.hiring, 'employer_chooses'),
      or(isNull(jobs.publicFrom), lte(jobs.publicFrom, now)),
    ))
    .orderBy(jobs.startsAt, jobs.id)
    .limit(limit)
}

/**
 * Hours these workers have promised, by worker. What is not signed by both, stands at the market they would leave and begins
 * before `before` (UTC ms) is given back by going, and so promises nothing.
 */
export const hoursAfterLeaving = async ({ q, t }: Db, workerIds: readonly string[], marketId: string, before: number): Promise<Map<string, { startsAt: number; endsAt: number }[]>> => {
  const rows = await q
    .select({ workerId: t.applications.workerId, state: t.applications.state, terms: t.applications.terms, marketId: t.jobs.marketId })
    .from(t.applications)
    .innerJoin(t.jobs, eq(t.jobs.id, t.applications.jobId))
    .where(and(inArray(t.applications.workerId, [...workerIds]), inArray(t.applications.state, applicationStates.filter(isBusy))))
  const found = new Map<string, { startsAt: number; endsAt: number }[]>()
  for (const { workerId, state, terms: { startsAt, endsAt }, marketId: at } of rows) {
    if (at === marketId && startsAt < before && nextState(state, 'withdraw') !== null) continue
    found.set(workerId, [...(found.get(workerId) ?? []), { startsAt, endsAt }])
  }
  return found
}

export type AtMarket = { marketId: string; trade: string }

/** Places free at these markets in jobs that begin until `until`, by trade. */
export const countPlaces = async (db: Db, marketIds: readonly string[], now: number, until: number): Promise<(AtMarket & { places: number })[]> => {
  const { q, t: { jobs } } = db
  const rows = await q
    .select({ marketId: jobs.marketId, trade: jobs.trade, places: sql<string | number | null>`sum(${jobs.headcount} - ${jobs.filled})` })
    .from(jobs)
    .where(and(...isOpenSoon(db, now, until), inArray(jobs.marketId, [...marketIds])))
    .groupBy(jobs.marketId, jobs.trade)
  return rows.map((row) => ({ ...row, places: Number(row.places ?? 0) }))
}

/** People who are present at these markets and hold no place at a job that is not over, by trade. Somebody with two trades counts in both. */
export const countFree = ({ q, t }: Db, marketIds: readonly string[], now: number): Promise<(AtMarket & { people: number })[]> =>
  q
    .select({ marketId: t.checkIns.marketId, trade: t.workerTrades.trade, people: count() })
    .from(t.checkIns)
    .innerJoin(t.workerTrades, eq(t.workerTrades.personId, t.checkIns.personId))
    .where(and(
      inArray(t.checkIns.marketId, [...marketIds]),
      isPresent(t.checkIns, now),
      notExists(
        q
          .select({ id: t.applications.id })
          .from(t.applications)
          .innerJoin(t.jobs, eq(t.jobs.id, t.applications.jobId))
          .where(and(eq(t.applications.workerId, t.checkIns.personId), inArray(t.applications.state, ['offered', ...applicationStates.filter(isBusy)]), gt(t.jobs.endsAt, now))),
      ),
    ))
    .groupBy(t.checkIns.marketId, t.workerTrades.trade)
