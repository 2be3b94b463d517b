import { isOpenAt } from '@market/shared/check-in/check-in.rules'
import { AppError } from '@market/shared/errors'
import { dayPayFen } from '@market/shared/jobs/jobs.rules'
import { metresBetween, type Place } from '@market/shared/markets/markets.rules'
import type { Seeker } from '@market/shared/match/facts'
import { hardRuleBroken, type HardRule } from '@market/shared/match/hard-rules'
import { bestMatches } from '@market/shared/match/match.rules'
import { matchReasons } from '@market/shared/match/reasons'
import { fittingTrades } from '@market/shared/match/score'
import type { Destination, TransferOption } from '@market/shared/transfer/transfer.contract'
import { aheadMinutes, leaveBy, mostTravelMinutes, travelMinutes } from '@market/shared/transfer/transfer.rules'
import { day, minute, startOfMarketDay } from '@market/shared/words/time'
import type { Db } from '../../store/store'
import type { MatchService } from '../match/match.service'
import { findOpenings, hoursAfterLeaving, type Opening } from './openings.queries'
import { findDestinations } from './transfer.queries'

/** Jobs named of one market: the rest stand on its own page. */
const mostJobsShown = 3

export type Reachable = { market: Destination; distanceMetres: number; travelMinutes: number }

/** Markets within reach of a place, nearest first. */
export const marketsWithinReach = async (db: Db, from: Place): Promise<Reachable[]> =>
  [...(await findDestinations(db, null)).values()]
    .map((market) => {
      const distanceMetres = metresBetween(from, market)
      return { market, distanceMetres, travelMinutes: travelMinutes(distanceMetres) }
    })
    .filter((one) => one.travelMinutes <= mostTravelMinutes)
    .sort((one, other) => one.distanceMetres - other.distanceMetres)

/** Until when places count that somebody would go to another market for. @param now UTC ms */
export const horizon = (now: number): number => now + aheadMinutes * minute

type From = Place & { marketId: string }

/** What is asked of matching. */
export type Matching = Pick<MatchService, 'seekersOf' | 'jobFactsOf' | 'rulesInForce'>

/**
 * Workers as matching would know them once they have left `from`: they stand there, and what is given back by going promises
 * nothing. Seven statements for up to 5,000; who is not registered as one is missing.
 */
export async function seekersLeaving(db: Db, match: Matching, workerIds: readonly string[], from: From, now: number): Promise<Map<string, Seeker>> {
  const seekers = await match.seekersOf(db, workerIds, now)
  const promised = await hoursAfterLeaving(db, workerIds, from.marketId, startOfMarketDay(now) + day)
  return new Map([...seekers].map(([id, seeker]) => [id, { ...seeker, place: { lat: from.lat, lng: from.lng }, busy: promised.get(id) ?? [] }]))
}

/** What keeps each of these workers from a job, once they have left `from`; who may take it is missing. */
export async function rulesAgainst(db: Db, match: Matching, workerIds: readonly string[], jobId: string, from: From, now: number): Promise<Map<string, HardRule>> {
  const rules = await match.rulesInForce(db, from.marketId, now)
  const job = (await match.jobFactsOf(db, [jobId], rules)).get(jobId)
  if (job === undefined) throw new AppError('not_found')
  const broken = new Map<string, HardRule>()
  for (const [workerId, seeker] of await seekersLeaving(db, match, workerIds, from, now)) {
    const rule = hardRuleBroken(job, seeker, now)
    if (rule !== null) broken.set(workerId, rule)
  }
  return broken
}

/**
 * Markets within reach with places that fit one worker by the published rules of where they are: a trade of their own or one
 * related to it, no hard rule against it, in time after the way, at a market that is open when they come. The order is that
 * of matching: the best job first, and the market of the best job; of equal ones the nearest.
 * @param only this market; null for all but the one they come from
 */
export async function transferOptions(
  db: Db, { match, workerId, from, only, now }: { match: Matching; workerId: string; from: From; only: string | null; now: number },
): Promise<TransferOption[]> {
  const reachable = (await marketsWithinReach(db, from)).filter(
    ({ market, travelMinutes: way }) => market.id !== from.marketId && (only === null || market.id === only) && isOpenAt(market, now + way * minute),
  )
  const seeker = reachable.length === 0 ? undefined : (await seekersLeaving(db, match, [workerId], from, now)).get(workerId)
  if (seeker === undefined) return []
  const rules = await match.rulesInForce(db, from.marketId, now)
  const ways = new Map(reachable.map(({ market, travelMinutes: way }) => [market.id, way]))
  const openings = (await findOpenings(db, { trades: [...fittingTrades(rules, seeker.trades)], marketIds: [...ways.keys()], now, until: horizon(now) }))
    .filter((job) => job.startsAt >= now + (ways.get(job.marketId) ?? 0) * minute)
  const byId = new Map(openings.map((job) => [job.id, job]))
  const facts = await match.jobFactsOf(db, [...byId.keys()], rules)
  const ranked = bestMatches([...facts.values()], seeker, rules, now, facts.size).flatMap(({ job, score }) => {
    const opening = byId.get(job.id)
    return opening === undefined ? [] : [{ ...opening, score, reasons: matchReasons(job, seeker, rules, now) }]
  })
  return reachable
    .flatMap((reach) => {
      const jobs = ranked.filter((job) => job.marketId === reach.market.id)
      const [best] = jobs
      return best === undefined ? [] : [{ score: best.score, option: optionOf(reach, jobs) }]
    })
    .sort((one, other) => other.score - one.score || one.option.distanceMetres - other.option.distanceMetres)
    .map(({ option }) => option)
}

const optionOf = ({ market, distanceMetres, travelMinutes: way }: Reachable, jobs: readonly (Opening & { reasons: string[] })[]): TransferOption => ({
  market,
  distanceMetres,
  travelMinutes: way,
  places: jobs.reduce((sum, job) => sum + job.headcount - job.filled, 0),
  bestDayPayFen: Math.max(...jobs.map(dayPayFen)),
  leaveBy: leaveBy(jobs.map(({ startsAt }) => startsAt), way),
  jobs: jobs.slice(0, mostJobsShown).map(({ id, title, trade, payFen, payUnit, startsAt, endsAt, address, headcount, filled, reasons }) => ({
    id, title, trade, payFen, payUnit, startsAt, endsAt, address, places: headcount - filled, reasons,
  })),
})
