import { AppError } from '@market/shared/errors'
import type { Coverage, Region } from '@market/shared/markets/markets.contract'
import { countCovered, coverageState, coverageStates, groupByChild, systemCount, tallyMarkets } from '@market/shared/markets/coverage.rules'
import type { Scope } from '../../store/scope'
import type { Db, Store } from '../../store/store'
import { childrenOf, countCities, findRegion, placedMarkets, regionsOnPath, type RegionRow } from './regions.queries'

const province = '41'

const toRegion = ({ code, name, kind }: RegionRow): Region => ({ code, name, kind })

/** Streets have villages below them, and nobody asks for fifty thousand of those at once. */
const goesDeeper = ({ kind }: RegionRow): boolean => kind === 'province' || kind === 'city' || kind === 'county'

/** The region a grant is for, or the one its market stands in. */
const regionOfScope = (scope: Scope): string | undefined => {
  const highest = [...scope].sort((one, other) => one.length - other.length)[0] ?? ''
  return highest.split('/').filter((part) => /^\d{2,12}$/.test(part)).at(-1)
}

export type CoverageService = ReturnType<typeof coverageService>

/** The tree of regions, and where in it there is a market or station. Where markets are is no secret: nothing here has a scope. */
export const coverageService = ({ store }: { store: Store }) => {
  const regionAndAbove = async (db: Db, code: string) => {
    const found = await findRegion(db, code)
    if (found === null) throw new AppError('not_found')
    return { found, above: (await regionsOnPath(db, found.path)).filter((region) => region.code !== code).map(toRegion) }
  }

  /** Everything below these regions down to the streets. */
  const belowOf = async (db: Db, regions: readonly RegionRow[]): Promise<RegionRow[]> => {
    const next = await childrenOf(db, regions.filter(goesDeeper).map(({ code }) => code))
    return next.length === 0 ? [] : [...next, ...(await belowOf(db, next))]
  }

  return {
    /** @throws AppError not_found */
    regions: (under: string | undefined): Promise<{ region: Region; above: Region[]; children: Region[] }> =>
      store.read(async (db) => {
        const { found, above } = await regionAndAbove(db, under ?? province)
        return { region: toRegion(found), above, children: (await childrenOf(db, [found.code])).map(toRegion) }
      }),

    /**
     * How far markets and stations reach in a region; without one in the region the caller answers for.
     * @throws AppError not_found
     */
    coverage: (code: string | undefined, scope: Scope): Promise<Coverage> =>
      store.read(async (db) => {
        const { found, above } = await regionAndAbove(db, code ?? regionOfScope(scope) ?? province)
        const markets = await placedMarkets(db)
        const tallies = tallyMarkets(markets)
        const children = await childrenOf(db, [found.code])
        const below = [...children, ...(await belowOf(db, children))]
        const groups = groupByChild(children, below)
        return {
          region: toRegion(found),
          above,
          system: systemCount(markets, await countCities(db)),
          levels: countCovered(below, tallies),
          here: markets.filter(({ regionCode }) => regionCode === found.code).map(({ id, name, kind }) => ({ id, name, kind })),
          children: children
            .map((child) => {
              const tally = tallies.get(child.code)
              return {
                region: toRegion(child),
                state: coverageState(child.kind, tally),
                markets: (tally?.markets ?? 0) + (tally?.marketsBelow ?? 0),
                stations: (tally?.stations ?? 0) + (tally?.stationsBelow ?? 0),
                levels: countCovered(groups.get(child.code) ?? [], tallies),
              }
            })
            .sort((one, other) => coverageStates.indexOf(other.state) - coverageStates.indexOf(one.state)),
        }
      }),
  }
}
