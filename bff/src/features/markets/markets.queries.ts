import { and, count, eq, gt, gte, isNull, lt, sql, sum } from 'drizzle-orm'
import type { Market } from '@market/shared/markets/markets.contract'
import { isPresent } from '../../store/presence'
import type { Db } from '../../store/store'

/** The province's number for labour matters, where a market has not published its own. */
const provinceHotline = '12333'

const selectMarkets = ({ q, t }: Db) =>
  q.select({ market: t.markets, regionName: t.regions.name }).from(t.markets).innerJoin(t.regions, eq(t.regions.code, t.markets.regionCode))

const toMarket = ({ market, regionName }: Awaited<ReturnType<typeof selectMarkets>>[number]): Market => ({
  id: market.id,
  kind: market.kind,
  level: market.level,
  name: market.name,
  regionName,
  address: market.address,
  lat: market.lat,
  lng: market.lng,
  opensAt: market.opensAt,
  closesAt: market.closesAt,
  hotline: market.hotline ?? provinceHotline,
  complaintPhone: market.complaintPhone ?? provinceHotline,
  demo: market.demo,
})

/** Every market and station that is not closed for good, by name. */
export const allMarkets = async (db: Db): Promise<Market[]> =>
  (await selectMarkets(db).where(isNull(db.t.markets.closedAt)).orderBy(db.t.markets.name, db.t.markets.id)).map(toMarket)

export const findMarket = async (db: Db, marketId: string): Promise<{ market: Market; closedAt: number | null } | null> => {
  const [row] = await selectMarkets(db).where(eq(db.t.markets.id, marketId))
  return row ? { market: toMarket(row), closedAt: row.market.closedAt } : null
}

export const findMarketName = async ({ q, t }: Db, marketId: string): Promise<string | null> => {
  const [row] = await q.select({ name: t.markets.name }).from(t.markets).where(eq(t.markets.id, marketId))
  return row?.name ?? null
}

/** The day's counts as followers have them; null on a day on which nothing has happened yet. */
export const findMarketDay = async ({ q, t }: Db, marketId: string, day: string) => {
  const [row] = await q.select().from(t.marketDays).where(and(eq(t.marketDays.marketId, marketId), eq(t.marketDays.day, day)))
  return row ?? null
}

/** Places still free in jobs that have not begun. */
export const countOpenPlaces = async ({ q, t }: Db, marketId: string, now: number): Promise<number> => {
  const [row] = await q
    .select({ places: sql<string | number | null>`sum(${t.jobs.headcount} - ${t.jobs.filled})` })
    .from(t.jobs)
    .where(and(eq(t.jobs.marketId, marketId), eq(t.jobs.status, 'open'), gt(t.jobs.startsAt, now)))
  return Number(row?.places ?? 0)
}

/** Who is in the market now, by trade. Somebody with two trades counts in both: either employer may ask for them. */
export const countPresentByTrade = async ({ q, t }: Db, marketId: string, now: number): Promise<{ trade: string; people: number }[]> => {
  const rows = await q
    .select({ trade: t.workerTrades.trade, people: count() })
    .from(t.checkIns)
    .innerJoin(t.workerTrades, eq(t.workerTrades.personId, t.checkIns.personId))
    .where(and(eq(t.checkIns.marketId, marketId), isPresent(t.checkIns, now)))
    .groupBy(t.workerTrades.trade)
  return rows.sort((one, other) => other.people - one.people || one.trade.localeCompare(other.trade))
}

export const countServed = async ({ q, t }: Db, marketId: string, { from, until }: { from: string; until: string }): Promise<{ people: number; days: number }> => {
  const { marketDays } = t
  const [row] = await q
    .select({ people: sum(marketDays.checkedIn), days: count() })
    .from(marketDays)
    .where(and(eq(marketDays.marketId, marketId), gte(marketDays.day, from), lt(marketDays.day, until), gt(marketDays.checkedIn, 0)))
  return { people: Number(row?.people ?? 0), days: row?.days ?? 0 }
}
