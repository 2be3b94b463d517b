import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { inScope, type Scope } from '../../store/scope'
import type { Db } from '../../store/store'

/** A region or a market: where a right may be held. `code` is a region's. */
export type PlaceRow = { kind: 'region' | 'market'; path: string; name: string; code: string | null; marketId: string | null }

const regionsOf = ({ q, t }: Db) => q.select({ path: t.regions.path, name: t.regions.name, code: t.regions.code }).from(t.regions)
const marketsOf = ({ q, t }: Db) => q.select({ path: t.markets.path, name: t.markets.name, marketId: t.markets.id }).from(t.markets)
type Region = Awaited<ReturnType<typeof regionsOf>>[number]
type Market = Awaited<ReturnType<typeof marketsOf>>[number]

const region = (row: Region): PlaceRow => ({ ...row, kind: 'region', marketId: null })
const market = (row: Market): PlaceRow => ({ ...row, kind: 'market', code: null })

/** What stands at these paths. */
export const placesAt = async (db: Db, paths: readonly string[]): Promise<PlaceRow[]> => {
  if (paths.length === 0) return []
  const { regions, markets } = db.t
  const found = await regionsOf(db).where(inArray(regions.path, [...paths])).orderBy(asc(regions.code))
  const standing = await marketsOf(db).where(inArray(markets.path, [...paths])).orderBy(asc(markets.name), asc(markets.id))
  return [...found.map(region), ...standing.map(market)]
}

export const findPlace = async (db: Db, path: string, scope: Scope): Promise<PlaceRow | null> => {
  const { regions, markets } = db.t
  const [found] = await regionsOf(db).where(and(eq(regions.path, path), inScope(regions.path, scope)))
  if (found) return region(found)
  const [standing] = await marketsOf(db).where(and(eq(markets.path, path), inScope(markets.path, scope), isNull(markets.closedAt)))
  return standing ? market(standing) : null
}

/** Markets directly in a region, then the regions below it. */
export const placesUnder = async (db: Db, code: string): Promise<PlaceRow[]> => {
  const { regions, markets } = db.t
  const standing = await marketsOf(db).where(and(eq(markets.regionCode, code), isNull(markets.closedAt))).orderBy(asc(markets.name), asc(markets.id))
  const found = await regionsOf(db).where(eq(regions.parentCode, code)).orderBy(asc(regions.code))
  return [...standing.map(market), ...found.map(region)]
}

/** Which of these regions have a region or a market below them. */
export const codesWithMore = async ({ q, t }: Db, codes: readonly string[]): Promise<Set<string>> => {
  if (codes.length === 0) return new Set()
  const below = await q.selectDistinct({ code: t.regions.parentCode }).from(t.regions).where(inArray(t.regions.parentCode, [...codes]))
  const standing = await q.selectDistinct({ code: t.markets.regionCode }).from(t.markets).where(and(inArray(t.markets.regionCode, [...codes]), isNull(t.markets.closedAt)))
  return new Set([...below, ...standing].flatMap(({ code }) => (code === null ? [] : [code])))
}

export const findMarketInScope = async (db: Db, marketId: string, scope: Scope): Promise<Market | null> => {
  const [row] = await marketsOf(db).where(and(eq(db.t.markets.id, marketId), inScope(db.t.markets.path, scope)))
  return row ?? null
}

/** By a region's code or a market's id, anywhere. */
export const findPlaceNamed = async (db: Db, name: string): Promise<PlaceRow | null> => {
  const [found] = await regionsOf(db).where(eq(db.t.regions.code, name))
  if (found) return region(found)
  const [standing] = await marketsOf(db).where(eq(db.t.markets.id, name))
  return standing ? market(standing) : null
}
