import { and, asc, eq, gt, inArray, isNotNull, isNull, notExists, sql, type SQL } from 'drizzle-orm'
import type { MarketDetails } from '@market/shared/markets/profile.rules'
import { inScope, type Scope } from '../../store/scope'
import type { Db, Tx } from '../../store/store'

export const findMarketRow = async ({ q, t }: Db, marketId: string) => {
  const [row] = await q.select().from(t.markets).where(eq(t.markets.id, marketId))
  return row ?? null
}
export type MarketRow = NonNullable<Awaited<ReturnType<typeof findMarketRow>>>

export const findMarketInScope = async ({ q, t }: Db, marketId: string, scope: Scope): Promise<MarketRow | null> => {
  const [row] = await q.select().from(t.markets).where(and(eq(t.markets.id, marketId), inScope(t.markets.path, scope)))
  return row ?? null
}

/** Markets and stations right below one, by name. */
export const marketsUnder = ({ q, t }: Db, parentId: string) =>
  q
    .select({ id: t.markets.id, name: t.markets.name, kind: t.markets.kind })
    .from(t.markets)
    .where(and(eq(t.markets.parentId, parentId), isNull(t.markets.closedAt)))
    .orderBy(asc(t.markets.name), asc(t.markets.id))

/** The comprehensive market of the nearest region above, by the codes of the regions from the province down. */
export const findParentMarket = async ({ q, t }: Db, codes: readonly string[]): Promise<string | null> => {
  if (codes.length === 0) return null
  const rows = await q
    .select({ id: t.markets.id, regionCode: t.markets.regionCode })
    .from(t.markets)
    .where(and(inArray(t.markets.regionCode, [...codes]), eq(t.markets.kind, 'comprehensive'), isNull(t.markets.closedAt)))
    .orderBy(asc(t.markets.name), asc(t.markets.id))
  return [...codes].reverse().flatMap((code) => rows.filter(({ regionCode }) => regionCode === code))[0]?.id ?? null
}

/** False when a market of that name exists, also a closed one. */
export const insertMarket = async ({ q, t }: Tx, market: typeof t.markets.$inferInsert): Promise<boolean> => {
  const inserted = await q.insert(t.markets).values(market).onConflictDoNothing({ target: t.markets.name }).returning({ id: t.markets.id })
  return inserted.length === 1
}

/** False when the market is out of scope, closed, or not at this version any more. */
export const updateDetails = async ({ q, t }: Tx, marketId: string, version: number, scope: Scope, details: MarketDetails): Promise<boolean> => {
  const updated = await q
    .update(t.markets)
    .set({ ...details, version: version + 1 })
    .where(and(eq(t.markets.id, marketId), eq(t.markets.version, version), isNull(t.markets.closedAt), inScope(t.markets.path, scope)))
    .returning({ id: t.markets.id })
  return updated.length === 1
}

/** False when it is out of scope, closed already, or has a job that has not begun and is open or waits for staff: they may publish it. */
export const closeMarket = async ({ q, t }: Tx, marketId: string, scope: Scope, now: number): Promise<boolean> => {
  const waiting = q
    .select({ id: t.jobs.id })
    .from(t.jobs)
    .where(and(eq(t.jobs.marketId, marketId), inArray(t.jobs.status, ['open', 'in_review']), gt(t.jobs.startsAt, now)))
  const closed = await q
    .update(t.markets)
    .set({ closedAt: now, version: sql`${t.markets.version} + 1` })
    .where(and(eq(t.markets.id, marketId), isNull(t.markets.closedAt), inScope(t.markets.path, scope), notExists(waiting)))
    .returning({ id: t.markets.id })
  return closed.length === 1
}

/** The gates of a closed market open nothing any more. */
export const revokeGates = async ({ q, t }: Tx, marketId: string, now: number): Promise<void> => {
  const gates = await q.update(t.gates).set({ revokedAt: now }).where(and(eq(t.gates.marketId, marketId), isNull(t.gates.revokedAt))).returning({ id: t.gates.id })
  if (gates.length === 0) return
  const ids = gates.map(({ id }) => id)
  await q.update(t.codes).set({ revokedAt: now }).where(and(eq(t.codes.kind, 'gate'), inArray(t.codes.targetId, ids), isNull(t.codes.revokedAt)))
}

export const reopenMarket = async ({ q, t }: Tx, marketId: string, scope: Scope): Promise<boolean> => {
  const opened = await q
    .update(t.markets)
    .set({ closedAt: null, version: sql`${t.markets.version} + 1` })
    .where(and(eq(t.markets.id, marketId), isNotNull(t.markets.closedAt), inScope(t.markets.path, scope)))
    .returning({ id: t.markets.id })
  return opened.length === 1
}

/** Markets in scope in the order of their paths, which is that of the tree. */
export const marketsInScope = ({ q, t }: Db, scope: Scope, { name, after, limit }: { name: string | undefined; after: string | undefined; limit: number }) =>
  q
    .select({
      id: t.markets.id, name: t.markets.name, kind: t.markets.kind, level: t.markets.level, address: t.markets.address, closedAt: t.markets.closedAt,
      path: t.markets.path, profile: t.markets.profile,
    })
    .from(t.markets)
    .where(and(inScope(t.markets.path, scope), name === undefined ? undefined : contains(t.markets.name, name), after === undefined ? undefined : gt(t.markets.path, after)))
    .orderBy(asc(t.markets.path))
    .limit(limit)

const contains = (column: Parameters<typeof eq>[0], text: string): SQL => sql`${column} like ${`%${text.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`
