import { and, count, desc, eq, isNull } from 'drizzle-orm'
import type { Tables } from '../../store/schema'
import type { Db, Tx } from '../../store/store'

const selectKeys = ({ q, t }: Db, day: string) =>
  q
    .select({ key: t.apiKeys, usedToday: t.apiKeyUses.used })
    .from(t.apiKeys)
    .leftJoin(t.apiKeyUses, and(eq(t.apiKeyUses.keyId, t.apiKeys.id), eq(t.apiKeyUses.day, day)))
export type KeyRow = Awaited<ReturnType<typeof selectKeys>>[number]

export const keysOf = (db: Db, employerId: string, day: string): Promise<KeyRow[]> =>
  selectKeys(db, day).where(eq(db.t.apiKeys.employerId, employerId)).orderBy(desc(db.t.apiKeys.createdAt), desc(db.t.apiKeys.id)).limit(100)

export const findKey = async (db: Db, keyId: string, employerId: string, day: string): Promise<KeyRow | null> =>
  (await selectKeys(db, day).where(and(eq(db.t.apiKeys.id, keyId), eq(db.t.apiKeys.employerId, employerId))))[0] ?? null

export const countKeys = async ({ q, t }: Db, employerId: string): Promise<number> =>
  (await q.select({ keys: count() }).from(t.apiKeys).where(and(eq(t.apiKeys.employerId, employerId), isNull(t.apiKeys.revokedAt))))[0]?.keys ?? 0

export const insertKey = async ({ q, t }: Tx, row: Tables['apiKeys']['$inferInsert']): Promise<void> => {
  await q.insert(t.apiKeys).values(row)
}

/** One that was revoked stays revoked since then. */
export const revokeKey = async ({ q, t }: Tx, keyId: string, employerId: string, now: number): Promise<void> => {
  await q.update(t.apiKeys).set({ revokedAt: now }).where(and(eq(t.apiKeys.id, keyId), eq(t.apiKeys.employerId, employerId), isNull(t.apiKeys.revokedAt)))
}
