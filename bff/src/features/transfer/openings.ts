import { overlaps } from '@market/shared/apply/apply.rules'
import { isOpenAt } from '@market/shared/check-in/check-in.rules'
import { dayPayFen } from '@market/shared/jobs/jobs.rules'
import { metresBetween, type Place } from '@market/shared/markets/markets.rules'
import type { Destination, TransferOption } from '@market/shared/transfer/transfer.contract'
import { aheadMinutes, leaveBy, mostTravelMinutes, travelMinutes } from '@market/shared/transfer/transfer.rules'
import { day, minute, startOfMarketDay } from '@market/shared/words/time'
import type { Db } from '../../store/store'
import type { ApplyService } from '../apply/apply.service'
import { findOpenings, hoursAfterLeaving } from './openings.queries'
import { findDestinations, tradesOf } from './transfer.queries'

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

/**
 * Markets within reach with places that fit one worker: of their trades, in hours that are theirs to give, in time after the
 * way, at a market that is open when they come. The best paid come first, of equal ones the nearest.
 * @param only this market; null for all but the one they come from
 */
export async function transferOptions(
  db: Db, { apply, workerId, from, only, now }: { apply: Pick<ApplyService, 'takenBy'>; workerId: string; from: From; only: string | null; now: number },
): Promise<TransferOption[]> {
  const reachable = (await marketsWithinReach(db, from)).filter(
    ({ market, travelMinutes: way }) => market.id !== from.marketId && (only === null || market.id === only) && isOpenAt(market, now + way * minute),
  )
  const trades = (await tradesOf(db, [workerId])).get(workerId) ?? []
  const { jobIds } = await apply.takenBy(db, workerId)
  const promised = await hoursAfterLeaving(db, workerId, from.marketId, startOfMarketDay(now) + day)
  const openings = await findOpenings(db, { workerId, trades, marketIds: reachable.map(({ market }) => market.id), now, until: horizon(now) })
  const fitting = openings.filter((job) => !jobIds.includes(job.id) && !promised.some((hours) => overlaps(hours, job)))
  return reachable
    .flatMap(({ market, distanceMetres, travelMinutes: way }): TransferOption[] => {
      const jobs = fitting.filter((job) => job.marketId === market.id && job.startsAt >= now + way * minute).sort((one, other) => dayPayFen(other) - dayPayFen(one) || one.startsAt - other.startsAt)
      const [best] = jobs
      if (best === undefined) return []
      return [{
        market,
        distanceMetres,
        travelMinutes: way,
        places: jobs.reduce((sum, job) => sum + job.headcount - job.filled, 0),
        bestDayPayFen: dayPayFen(best),
        leaveBy: leaveBy(jobs.map(({ startsAt }) => startsAt), way),
        jobs: jobs.slice(0, mostJobsShown).map(({ id, title, trade, payFen, payUnit, startsAt, endsAt, address, headcount, filled }) => ({
          id, title, trade, payFen, payUnit, startsAt, endsAt, address, places: headcount - filled,
        })),
      }]
    })
    .sort((one, other) => other.bestDayPayFen - one.bestDayPayFen || one.distanceMetres - other.distanceMetres)
}
