import { isOpenAt } from '@market/shared/check-in/check-in.rules'
import { AppError } from '@market/shared/errors'
import type { Market, MarketToday } from '@market/shared/markets/markets.contract'
import { metresBetween, type Place } from '@market/shared/markets/markets.rules'
import { marketDay } from '@market/shared/words/time'
import type { Db, Store } from '../../store/store'
import { allMarkets, countOpenPlaces, countPresentByTrade, countServed, findMarket, findMarketDay, findMarketName } from './markets.queries'

export type MarketService = ReturnType<typeof marketService>

/** What other features and pages may know of markets. Nothing here holds personal data. */
export const marketService = ({ store }: { store: Store }) => {
  const existing = async (db: Db, marketId: string) => {
    const found = await findMarket(db, marketId)
    if (!found) throw new AppError('not_found')
    return found
  }

  /** A market in which things go on. @throws AppError not_found, market_gone when it was closed for good */
  const getIn = async (db: Db, marketId: string): Promise<Market> => {
    const { market, closedAt } = await existing(db, marketId)
    if (closedAt !== null) throw new AppError('market_gone')
    return market
  }

  return {
    /**
     * Markets and stations, nearest first, or by name where no place is given.
     * @param openAt only those open at this instant (UTC ms); null for all
     * @param limit at most 200
     */
    async list(from: Place | null, openAt: number | null, limit: number): Promise<{ market: Market; distanceMetres: number | null }[]> {
      const markets = (await store.read(allMarkets)).filter((market) => openAt === null || isOpenAt(market, openAt))
      const withDistance = markets.map((market) => ({ market, distanceMetres: from ? metresBetween(from, market) : null }))
      if (from) withDistance.sort((one, other) => (one.distanceMetres ?? 0) - (other.distanceMetres ?? 0))
      return withDistance.slice(0, limit)
    },

    /**
     * A market's figures of the day of `now` (UTC ms).
     * @throws AppError not_found
     */
    async today(marketId: string, now: number): Promise<MarketToday> {
      const day = marketDay(now)
      return store.read(async (db) => {
        const { market } = await existing(db, marketId)
        const figures = await findMarketDay(db, marketId, day)
        return {
          market,
          day,
          checkedIn: figures?.checkedIn ?? 0,
          applied: figures?.applied ?? 0,
          signed: figures?.signed ?? 0,
          arrived: figures?.arrived ?? 0,
          settled: figures?.settled ?? 0,
          openPlaces: await countOpenPlaces(db, marketId, now),
          presentByTrade: await countPresentByTrade(db, marketId, now),
        }
      })
    },

    /** How many people checked in at a market from one day (`YYYY-MM-DD`) until before another, and on how many days anybody did. */
    served: (db: Db, marketId: string, days: { from: string; until: string }): Promise<{ people: number; days: number }> => countServed(db, marketId, days),

    getIn,

    /** @throws AppError not_found */
    async nameIn(db: Db, marketId: string): Promise<string> {
      const name = await findMarketName(db, marketId)
      if (name === null) throw new AppError('not_found')
      return name
    },
  }
}
