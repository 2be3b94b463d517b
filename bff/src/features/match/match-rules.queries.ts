import { and, desc, eq, gt, gte, isNotNull, isNull, lte, max, ne, or, sql } from 'drizzle-orm'
import type { MatchRules } from '@market/shared/match/match-rules'
import type { Db, Tx } from '../../store/store'

/** The version that ranks in a province at `now`, or null while only the built-in one is there. */
export const versionInForce = async ({ q, t }: Db, province: string, now: number): Promise<{ version: number; effectiveFrom: number | null; note: string } | null> => {
  const [row] = await q
    .select({ version: t.matchRules.version, effectiveFrom: t.matchRules.effectiveFrom, note: t.matchRules.note })
    .from(t.matchRules)
    .where(and(eq(t.matchRules.province, province), isNotNull(t.matchRules.confirmedBy), isNull(t.matchRules.droppedAt), lte(t.matchRules.effectiveFrom, now)))
    .orderBy(desc(t.matchRules.effectiveFrom))
    .limit(1)
  return row ?? null
}

/** Versions that are or will be in force, by their day. */
export const confirmedVersions = ({ q, t }: Db, province: string) =>
  q
    .select({ version: t.matchRules.version, effectiveFrom: t.matchRules.effectiveFrom })
    .from(t.matchRules)
    .where(and(eq(t.matchRules.province, province), isNotNull(t.matchRules.confirmedBy), isNull(t.matchRules.droppedAt)))
    .orderBy(t.matchRules.effectiveFrom)

export const findMatchRules = async ({ q, t }: Db, province: string, version: number) => {
  const [row] = await q.select().from(t.matchRules).where(and(eq(t.matchRules.province, province), eq(t.matchRules.version, version)))
  return row ?? null
}

/** Versions without their content, newest first. */
export const listMatchRules = async ({ q, t }: Db, province: string, limit: number) =>
  q
    .select({
      version: t.matchRules.version, note: t.matchRules.note, proposedBy: t.matchRules.proposedBy, proposedAt: t.matchRules.proposedAt,
      confirmedAt: t.matchRules.confirmedAt, effectiveFrom: t.matchRules.effectiveFrom, droppedAt: t.matchRules.droppedAt,
    })
    .from(t.matchRules)
    .where(eq(t.matchRules.province, province))
    .orderBy(desc(t.matchRules.version))
    .limit(limit)

export const newestVersion = async ({ q, t }: Db, province: string): Promise<number> => {
  const [row] = await q.select({ version: max(t.matchRules.version) }).from(t.matchRules).where(eq(t.matchRules.province, province))
  return Number(row?.version ?? 0)
}

/** False when another proposal took the number first. */
export const insertMatchRules = async ({ q, t }: Tx, row: { province: string; version: number; content: MatchRules; note: string; proposedBy: string; proposedAt: number }): Promise<boolean> => {
  const inserted = await q.insert(t.matchRules).values(row).onConflictDoNothing().returning({ version: t.matchRules.version })
  return inserted.length === 1
}

/**
 * Makes decisions about one province's rules wait for each other: without it two versions confirmed at once would each not see
 * the other. The row keeps its values.
 */
export const holdProvince = async ({ q, t }: Tx, province: string): Promise<void> => {
  await q.update(t.regions).set({ name: sql`${t.regions.name}` }).where(eq(t.regions.code, province))
}

/** Whether another version was confirmed since this one was proposed, or waits for its day: this one does not have what that one changed. */
export const isOvertaken = async ({ q, t }: Db, { province, version, proposedAt, now }: { province: string; version: number; proposedAt: number; now: number }): Promise<boolean> => {
  const confirmedSince = gte(t.matchRules.confirmedAt, proposedAt)
  const waitsForItsDay = gt(t.matchRules.effectiveFrom, now)
  const rows = await q
    .select({ version: t.matchRules.version })
    .from(t.matchRules)
    .where(and(eq(t.matchRules.province, province), ne(t.matchRules.version, version), isNull(t.matchRules.droppedAt), or(confirmedSince, waitsForItsDay)))
    .limit(1)
  return rows.length > 0
}

/** A second person puts it in force; false for the first, and when it was decided already. */
export const confirmMatchRules = async ({ q, t }: Tx, { province, version, by, now, effectiveFrom }: { province: string; version: number; by: string; now: number; effectiveFrom: number }): Promise<boolean> => {
  const confirmed = await q
    .update(t.matchRules)
    .set({ confirmedBy: by, confirmedAt: now, effectiveFrom })
    .where(and(eq(t.matchRules.province, province), eq(t.matchRules.version, version), isNull(t.matchRules.confirmedBy), isNull(t.matchRules.droppedAt), ne(t.matchRules.proposedBy, by)))
    .returning({ version: t.matchRules.version })
  return confirmed.length === 1
}

/** Takes back what is not in force yet, confirmed or not. Its day is free for another one. */
export const dropMatchRules = async ({ q, t }: Tx, province: string, version: number, now: number): Promise<boolean> => {
  const dropped = await q
    .update(t.matchRules)
    .set({ droppedAt: now, effectiveFrom: null })
    .where(and(
      eq(t.matchRules.province, province), eq(t.matchRules.version, version), isNull(t.matchRules.droppedAt),
      or(isNull(t.matchRules.confirmedBy), gt(t.matchRules.effectiveFrom, now)),
    ))
    .returning({ version: t.matchRules.version })
  return dropped.length === 1
}

/** The province (two digits) a market lies in, or null when there is no such market. */
export const provinceOfMarket = async ({ q, t }: Db, marketId: string): Promise<string | null> =>
  (await q.select({ regionCode: t.markets.regionCode }).from(t.markets).where(eq(t.markets.id, marketId)))[0]?.regionCode.slice(0, 2) ?? null

/** A province by its code, or the first one there is. */
export const findProvince = async ({ q, t }: Db, code: string | null): Promise<{ code: string; name: string } | null> => {
  const [row] = await q
    .select({ code: t.regions.code, name: t.regions.name })
    .from(t.regions)
    .where(and(eq(t.regions.kind, 'province'), code === null ? undefined : eq(t.regions.code, code)))
    .orderBy(t.regions.code)
    .limit(1)
  return row ?? null
}
