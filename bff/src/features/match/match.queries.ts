import { desc, eq } from 'drizzle-orm'
import type { Place } from '@market/shared/markets/markets.rules'
import type { Db } from '../../store/store'

/** What a worker wishes; null when not registered as one. */
export const findWishes = async ({ q, t }: Db, personId: string) => {
  const [wish] = await q
    .select({ wishedPayFen: t.workers.wishedPayFen, wishedPayUnit: t.workers.wishedPayUnit })
    .from(t.workers)
    .where(eq(t.workers.personId, personId))
  if (wish === undefined) return null
  const trades = await q.select({ trade: t.workerTrades.trade }).from(t.workerTrades).where(eq(t.workerTrades.personId, personId))
  return { ...wish, trades: trades.map(({ trade }) => trade) }
}

/** Where the worker was last seen: the market of the latest check-in. */
export const lastMarketPlace = async ({ q, t }: Db, personId: string): Promise<Place | null> => {
  const [row] = await q
    .select({ lat: t.markets.lat, lng: t.markets.lng })
    .from(t.checkIns)
    .innerJoin(t.markets, eq(t.markets.id, t.checkIns.marketId))
    .where(eq(t.checkIns.personId, personId))
    .orderBy(desc(t.checkIns.at))
    .limit(1)
  return row ?? null
}
