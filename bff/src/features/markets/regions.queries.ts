import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { Db } from '../../store/store'

const selectRegions = ({ q, t }: Db) => q.select({ code: t.regions.code, name: t.regions.name, kind: t.regions.kind, path: t.regions.path }).from(t.regions)
export type RegionRow = Awaited<ReturnType<typeof selectRegions>>[number]

export const findRegion = async (db: Db, code: string): Promise<RegionRow | null> => (await selectRegions(db).where(eq(db.t.regions.code, code)))[0] ?? null

/** The regions a path goes through, from the province down; a market's own id in it is passed over. */
export const regionsOnPath = async (db: Db, path: string): Promise<RegionRow[]> => {
  const rows = await selectRegions(db).where(inArray(db.t.regions.code, path.split('/').filter((code) => code !== '')))
  return rows.sort((one, other) => one.path.length - other.path.length)
}

export const childrenOf = async (db: Db, codes: readonly string[]): Promise<RegionRow[]> =>
  codes.length === 0 ? [] : selectRegions(db).where(inArray(db.t.regions.parentCode, [...codes])).orderBy(asc(db.t.regions.code))

/** Every market that is not closed, as the coverage counts it. */
export const placedMarkets = ({ q, t }: Db) =>
  q
    .select({ id: t.markets.id, name: t.markets.name, kind: t.markets.kind, level: t.markets.level, regionCode: t.markets.regionCode, path: t.markets.path })
    .from(t.markets)
    .where(isNull(t.markets.closedAt))
    .orderBy(asc(t.markets.name), asc(t.markets.id))

export const countCities = ({ q, t }: Db): Promise<number> => q.$count(t.regions, and(eq(t.regions.kind, 'city')))
