import { aliasedTable, and, count, desc, eq, gte, inArray, max, ne, sql } from 'drizzle-orm'
import type { StaffRole } from '@market/shared/words/lists'
import type { Tables } from '../../store/schema'
import { inScope, isGranted, type Scope } from '../../store/scope'
import type { Db, Tx } from '../../store/store'

export const insertEntry = async ({ q, t }: Tx, entry: Tables['auditEntries']['$inferInsert']): Promise<void> => {
  await q.insert(t.auditEntries).values(entry)
}

export type EntriesWanted = {
  scope: Scope
  actorId?: string | undefined
  aboutPersonId?: string | undefined
  action?: string | undefined
  /** Only entries behind this one. */
  after?: { at: number; id: string } | undefined
  limit: number
}

/** Newest first; the order is total, so a page never repeats or skips. */
export const listEntries = ({ q, t }: Db, { scope, actorId, aboutPersonId, action, after, limit }: EntriesWanted) => {
  const { auditEntries: entries } = t
  const actor = aliasedTable(t.people, 'actor')
  const about = aliasedTable(t.people, 'about')
  return q
    .select({ row: entries, actorMasked: actor.nameMasked, aboutMasked: about.nameMasked, marketName: t.markets.name, regionName: t.regions.name })
    .from(entries)
    .leftJoin(actor, eq(actor.id, entries.actorId))
    .leftJoin(about, eq(about.id, entries.aboutPersonId))
    .leftJoin(t.markets, eq(t.markets.path, entries.scopePath))
    .leftJoin(t.regions, eq(t.regions.path, entries.scopePath))
    .where(and(
      inScope(entries.scopePath, scope),
      actorId === undefined ? undefined : eq(entries.actorId, actorId),
      aboutPersonId === undefined ? undefined : eq(entries.aboutPersonId, aboutPersonId),
      action === undefined ? undefined : eq(entries.action, action),
      after === undefined ? undefined : sql`(${entries.at}, ${entries.id}) < (${after.at}, ${after.id})`,
    ))
    .orderBy(desc(entries.at), desc(entries.id))
    .limit(limit)
}

/** How often each of these people did what in a scope since an instant, and when last. */
export const countEntries = async ({ q, t }: Db, { scope, actorIds, since }: { scope: Scope; actorIds: readonly string[]; since: number }) => {
  if (actorIds.length === 0) return []
  const { auditEntries: entries } = t
  const rows = await q
    .select({ actorId: entries.actorId, action: entries.action, times: count(), lastAt: max(entries.at) })
    .from(entries)
    .where(and(inArray(entries.actorId, [...new Set(actorIds)]), inScope(entries.scopePath, scope), gte(entries.at, since)))
    .groupBy(entries.actorId, entries.action)
  return rows.map((row) => ({ ...row, lastAt: Number(row.lastAt) }))
}

/** Those with one of these roles over a place, the nearest first, but for one person. */
export const watchersOf = async ({ q, t }: Db, { path, roles, but, limit, now }: { path: string; roles: readonly StaffRole[]; but: string; limit: number; now: number }): Promise<string[]> => {
  const { grants } = t
  const rows = await q
    .select({ personId: grants.personId })
    .from(grants)
    .where(and(isGranted(grants, now), inArray(grants.role, [...roles]), sql`${path} like ${grants.scopePath} || '%'`, ne(grants.personId, but)))
    .groupBy(grants.personId)
    .orderBy(sql`max(length(${grants.scopePath})) desc`, grants.personId)
    .limit(limit)
  return rows.map(({ personId }) => personId)
}

export const pathOfMarket = async ({ q, t: { markets } }: Db, marketId: string): Promise<string | null> => {
  const [row] = await q.select({ path: markets.path }).from(markets).where(eq(markets.id, marketId))
  return row?.path ?? null
}

/** False when it was noted before. */
export const noteOnce = async ({ q, t }: Tx, name: string): Promise<boolean> =>
  (await q.insert(t.counters).values({ name, value: 1 }).onConflictDoNothing().returning({ name: t.counters.name })).length > 0
