import type { MarketLine, Overview } from '@market/shared/monitor/monitor.contract'
import { byNeed, noFigures, shortagesOf, usualDay } from '@market/shared/monitor/monitor.rules'
import { day, marketDay } from '@market/shared/words/time'
import type { Scope } from '../../store/scope'
import type { Store } from '../../store/store'
import { countFreePlaces, countMarkets, countOpenCases, countPresent, findDays, findMarketsOfDay } from './monitor.queries'

/** How far back what is usual is looked for. */
const usualOver = 14 * day
const mostMarkets = 50
const mostShortages = 5

export type MonitorService = ReturnType<typeof monitorService>

/** What those who answer for markets see of them: sums, nobody's name. */
export const monitorService = ({ store }: { store: Store }) => ({
  /** The market day of `now` (UTC ms) in a scope. */
  overview: (scope: Scope, now: number): Promise<Overview> =>
    store.read(async (db) => {
      const today = marketDay(now)
      const ofToday = await findMarketsOfDay(db, scope, today)
      const cases = await countOpenCases(db, scope, now)
      const places = await countFreePlaces(db, scope, now)
      const present = await countPresent(db, scope, now, places.map(({ trade }) => trade))
      return {
        day: today,
        marketCount: await countMarkets(db, scope),
        today: ofToday.reduce((sum, { figures }) => plus(sum, figures), noFigures),
        usual: usualDay(await findDays(db, scope, marketDay(now - usualOver), today)),
        openPlaces: places.reduce((sum, one) => sum + one.places, 0),
        shortages: shortagesOf(places, present).slice(0, mostShortages),
        markets: lines(ofToday, cases).sort(byNeed).slice(0, mostMarkets),
      }
    }),
})

const plus = (one: Overview['today'], other: Overview['today']): Overview['today'] => ({
  checkedIn: one.checkedIn + other.checkedIn,
  applied: one.applied + other.applied,
  signed: one.signed + other.signed,
  arrived: one.arrived + other.arrived,
  settled: one.settled + other.settled,
})

/** Markets with figures, with cases, or with both. */
function lines(
  ofToday: readonly Pick<MarketLine, 'marketId' | 'name' | 'figures'>[],
  cases: readonly { marketId: string; name: string; open: number; overdue: number }[],
): MarketLine[] {
  const found = new Map<string, MarketLine>()
  for (const { marketId, name, figures } of ofToday) found.set(marketId, { marketId, name, figures, openCases: 0, overdueCases: 0 })
  for (const { marketId, name, open, overdue } of cases) {
    found.set(marketId, { ...(found.get(marketId) ?? { marketId, name, figures: noFigures }), openCases: open, overdueCases: overdue })
  }
  return [...found.values()]
}
