import type { MarketKind } from '../words/lists'
import type { RegionKind } from './market-names.rules'

/**
 * Where there is a market or station and where there is none yet (policy clause 二: one provincial market, one in each of the
 * 19 cities, N county and specialised ones, and stations in streets, townships and villages).
 */

export type RegionNode = { code: string; kind: RegionKind; path: string }
/** A market that is not closed. Its path is its region's with its own id behind it. */
export type PlacedMarket = { kind: MarketKind; level: RegionKind; regionCode: string; path: string }

/** Markets and stations in a region itself, and in the regions below it. */
export type Tally = { markets: number; stations: number; marketsBelow: number; stationsBelow: number }

const nothing: Tally = { markets: 0, stations: 0, marketsBelow: 0, stationsBelow: 0 }

/** What stands in which region, by its code. A region that has nothing anywhere in it is missing. */
export function tallyMarkets(markets: readonly PlacedMarket[]): Map<string, Tally> {
  const tallies = new Map<string, Tally>()
  for (const { kind, regionCode, path } of markets) {
    for (const code of path.split('/').slice(1, -2)) {
      const tally = tallies.get(code) ?? { ...nothing }
      const here = code === regionCode
      if (kind === 'station') tally[here ? 'stations' : 'stationsBelow'] += 1
      else tally[here ? 'markets' : 'marketsBelow'] += 1
      tallies.set(code, tally)
    }
  }
  return tallies
}

/**
 * `covered`: the region has what the policy asks of it – province, cities and counties a market of their own, a street or township
 * a station in itself or in one of its villages. `partly`: there is something further down only. `none`: nothing yet.
 */
export const coverageStates = ['covered', 'partly', 'none'] as const
export type CoverageState = (typeof coverageStates)[number]

export function coverageState(kind: RegionKind, tally: Tally = nothing): CoverageState {
  const own = tally.markets + tally.stations
  const below = tally.marketsBelow + tally.stationsBelow
  const covered = kind === 'street' || kind === 'village' ? own + below > 0 : tally.markets > 0
  if (covered) return 'covered'
  return own + below > 0 ? 'partly' : 'none'
}

/** The 1 + 19 + N of clause (二), with the stations beside it. */
export type SystemCount = { provincial: number; cities: number; citiesInAll: number; local: number; stations: number }

/** @param cities how many cities there are: 17 prefectures, 济源 and 航空港区 */
export function systemCount(markets: readonly PlacedMarket[], cities: number): SystemCount {
  const comprehensiveAt = (level: RegionKind) => markets.filter((market) => market.kind === 'comprehensive' && market.level === level)
  const provincial = comprehensiveAt('province').length
  // Two halls of one city cover one city.
  const covered = new Set(comprehensiveAt('city').map(({ regionCode }) => regionCode)).size
  const stations = markets.filter(({ kind }) => kind === 'station').length
  const local = markets.filter(({ kind, level }) => kind === 'specialised' || (kind === 'comprehensive' && level === 'county')).length
  return { provincial, cities: covered, citiesInAll: cities, local, stations }
}

export type LevelCount = { kind: RegionKind; all: number; covered: number }

/** How many of the regions of each kind are covered, from the top down; kinds that do not occur are left out. */
export function countCovered(regions: readonly RegionNode[], tallies: ReadonlyMap<string, Tally>): LevelCount[] {
  const counts = new Map<RegionKind, LevelCount>()
  for (const { code, kind } of regions) {
    const count = counts.get(kind) ?? { kind, all: 0, covered: 0 }
    count.all += 1
    if (coverageState(kind, tallies.get(code)) === 'covered') count.covered += 1
    counts.set(kind, count)
  }
  const order: RegionKind[] = ['province', 'city', 'county', 'street', 'village']
  return order.flatMap((kind) => counts.get(kind) ?? [])
}

/** The regions of `below` under each of the children, by the child's code. */
export function groupByChild<R extends RegionNode>(children: readonly RegionNode[], below: readonly R[]): Map<string, R[]> {
  const depth = children[0] === undefined ? 0 : children[0].path.split('/').length - 2
  const groups = new Map<string, R[]>(children.map(({ code }) => [code, []]))
  for (const region of below) {
    const child = region.path.split('/')[depth]
    if (child !== undefined && child !== region.code) groups.get(child)?.push(region)
  }
  return groups
}
