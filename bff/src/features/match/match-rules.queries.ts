import { and, desc, eq, isNotNull, isNull, lte } from 'drizzle-orm'
import type { Db } from '../../store/store'

/** The version that ranks in a province at `now`, or null while only the built-in one is there. */
export const versionInForce = async ({ q, t }: Db, province: string, now: number): Promise<number | null> => {
  const [row] = await q
    .select({ version: t.matchRules.version })
    .from(t.matchRules)
    .where(and(eq(t.matchRules.province, province), isNotNull(t.matchRules.confirmedBy), isNull(t.matchRules.droppedAt), lte(t.matchRules.effectiveFrom, now)))
    .orderBy(desc(t.matchRules.effectiveFrom))
    .limit(1)
  return row?.version ?? null
}

export const findMatchRules = async ({ q, t }: Db, province: string, version: number) => {
  const [row] = await q.select().from(t.matchRules).where(and(eq(t.matchRules.province, province), eq(t.matchRules.version, version)))
  return row ?? null
}

/** The province (two digits) a market lies in, or null when there is no such market. */
export const provinceOfMarket = async ({ q, t }: Db, marketId: string): Promise<string | null> =>
  (await q.select({ regionCode: t.markets.regionCode }).from(t.markets).where(eq(t.markets.id, marketId)))[0]?.regionCode.slice(0, 2) ?? null
