import { and, desc, eq, gt, gte, isNotNull, isNull, lte, max, ne, or, sql } from 'drizzle-orm'
import { prepared } from '../../store/prepared'
import type { Tables } from '../../store/schema'
import type { ProvinceVersions } from '../../store/schema/province-versions'
import type { Db, Tx } from '../../store/store'

export type NewVersion = { province: string; version: number; content: unknown; note: string; proposedBy: string; proposedAt: number }

type InForce = { version: number; effectiveFrom: number | null; note: string }

const inForceOf = (tableOf: (t: Tables) => ProvinceVersions) => {
  const select = prepared<InForce, { province: string; now: number }>(({ q, t }) => {
    const table = tableOf(t)
    return q
      .select({ version: table.version, effectiveFrom: table.effectiveFrom, note: table.note })
      .from(table)
      .where(and(eq(table.province, sql.placeholder('province')), isNotNull(table.confirmedBy), isNull(table.droppedAt), lte(table.effectiveFrom, sql.placeholder('now'))))
      .orderBy(desc(table.effectiveFrom))
      .limit(1)
  })
  return async (db: Db, province: string, now: number): Promise<InForce | null> => (await select(db, { province, now }))[0] ?? null
}

/** The statements by which a province's versions are proposed, confirmed, dropped and found. @param tableOf the table they stand in */
export const versionStatements = (tableOf: (t: Tables) => ProvinceVersions) => ({
  /** The version in force in a province at `now`, or null while only the built-in one is there. */
  inForce: inForceOf(tableOf),

  /** Versions that are or will be in force, by their day. */
  confirmed({ q, t }: Db, province: string) {
    const table = tableOf(t)
    return q
      .select({ version: table.version, effectiveFrom: table.effectiveFrom })
      .from(table)
      .where(and(eq(table.province, province), isNotNull(table.confirmedBy), isNull(table.droppedAt)))
      .orderBy(table.effectiveFrom)
  },

  async find({ q, t }: Db, province: string, version: number) {
    const table = tableOf(t)
    const [row] = await q.select().from(table).where(and(eq(table.province, province), eq(table.version, version)))
    return row ?? null
  },

  /** Versions without their content, newest first. */
  list({ q, t }: Db, province: string, limit: number) {
    const table = tableOf(t)
    return q
      .select({
        version: table.version, note: table.note, proposedBy: table.proposedBy, proposedAt: table.proposedAt,
        confirmedAt: table.confirmedAt, effectiveFrom: table.effectiveFrom, droppedAt: table.droppedAt,
      })
      .from(table)
      .where(eq(table.province, province))
      .orderBy(desc(table.version))
      .limit(limit)
  },

  async newest({ q, t }: Db, province: string): Promise<number> {
    const table = tableOf(t)
    const [row] = await q.select({ version: max(table.version) }).from(table).where(eq(table.province, province))
    return Number(row?.version ?? 0)
  },

  /** False when another proposal took the number first. */
  async insert({ q, t }: Tx, row: NewVersion): Promise<boolean> {
    const table = tableOf(t)
    return (await q.insert(table).values(row).onConflictDoNothing().returning({ version: table.version })).length === 1
  },

  /**
   * Makes decisions about one province's versions wait for each other: without it two confirmed at once would each not see
   * the other. The row keeps its values.
   */
  async holdProvince({ q, t }: Tx, province: string): Promise<void> {
    await q.update(t.regions).set({ name: sql`${t.regions.name}` }).where(eq(t.regions.code, province))
  },

  /** Whether another version was confirmed since this one was proposed, or waits for its day: this one does not have what that one changed. */
  async isOvertaken({ q, t }: Db, { province, version, proposedAt, now }: { province: string; version: number; proposedAt: number; now: number }): Promise<boolean> {
    const table = tableOf(t)
    const confirmedSince = gte(table.confirmedAt, proposedAt)
    const waitsForItsDay = gt(table.effectiveFrom, now)
    const rows = await q
      .select({ version: table.version })
      .from(table)
      .where(and(eq(table.province, province), ne(table.version, version), isNull(table.droppedAt), or(confirmedSince, waitsForItsDay)))
      .limit(1)
    return rows.length > 0
  },

  /** A second person puts it in force; false for the first, and when it was decided already. */
  async confirm({ q, t }: Tx, { province, version, by, now, effectiveFrom }: { province: string; version: number; by: string; now: number; effectiveFrom: number }): Promise<boolean> {
    const table = tableOf(t)
    const confirmed = await q
      .update(table)
      .set({ confirmedBy: by, confirmedAt: now, effectiveFrom })
      .where(and(eq(table.province, province), eq(table.version, version), isNull(table.confirmedBy), isNull(table.droppedAt), ne(table.proposedBy, by)))
      .returning({ version: table.version })
    return confirmed.length === 1
  },

  /** Takes back what is not in force yet, confirmed or not. Its day is free for another one. */
  async drop({ q, t }: Tx, province: string, version: number, now: number): Promise<boolean> {
    const table = tableOf(t)
    const dropped = await q
      .update(table)
      .set({ droppedAt: now, effectiveFrom: null })
      .where(and(
        eq(table.province, province), eq(table.version, version), isNull(table.droppedAt),
        or(isNull(table.confirmedBy), gt(table.effectiveFrom, now)),
      ))
      .returning({ version: table.version })
    return dropped.length === 1
  },
})

/** The province (two digits) a market lies in, or null when there is no such market. */
export const provinceOfMarket = async (db: Db, marketId: string): Promise<string | null> => (await selectRegion(db, { marketId }))[0]?.regionCode.slice(0, 2) ?? null

const selectRegion = prepared<{ regionCode: string }, { marketId: string }>(({ q, t: { markets } }) =>
  q.select({ regionCode: markets.regionCode }).from(markets).where(eq(markets.id, sql.placeholder('marketId'))))
