import { createHash } from 'node:crypto'
import { and, eq, isNull, lt, or, sql } from 'drizzle-orm'
import type { ApiScope } from '@market/shared/endpoint'
import { AppError } from '@market/shared/errors'
import { marketDay, minute } from '@market/shared/words/time'
import type { Store } from '../store/store'
import type { Caller } from './caller'

/** Other systems' keys: what they look like, how they are kept, and who stands behind one. */

const keyPattern = /^zg_[\w-]{43}$/

/** What is stored of a key: 256 random bits need no slower hash. Hex. */
export const hashOfKey = (key: string): string => createHash('sha256').update(key).digest('hex')

/** The last use is noted this often at most: a system that asks every second must not write its row every second. */
const notedEvery = minute

/**
 * The account behind a key, with nothing but what the account is registered as: no grant works through a key. Each call
 * counts, in one statement with the quota, so that a hundred at once are not a hundred over it.
 * @throws AppError unauthenticated (unknown or revoked), forbidden (not made for this), quota_used
 */
export const apiKeyLookup = (store: Store) => async (key: string, apiScope: ApiScope, now: number): Promise<Caller> => {
  if (!keyPattern.test(key)) throw new AppError('unauthenticated')
  const found = await store.read(async ({ q, t }) => {
    const [row] = await q.select().from(t.apiKeys).where(and(eq(t.apiKeys.keyHash, hashOfKey(key)), isNull(t.apiKeys.revokedAt)))
    return row
  })
  if (found === undefined) throw new AppError('unauthenticated')
  const { id, employerId, scopes, dailyQuota } = found
  if (!scopes.includes(apiScope)) throw new AppError('forbidden')
  const counted = await store.write(async ({ q, t }) => {
    const uses = await q
      .insert(t.apiKeyUses)
      .values({ keyId: id, day: marketDay(now), used: 1 })
      .onConflictDoUpdate({
        target: [t.apiKeyUses.keyId, t.apiKeyUses.day],
        set: { used: sql`${t.apiKeyUses.used} + 1` },
        setWhere: lt(t.apiKeyUses.used, dailyQuota),
      })
      .returning({ used: t.apiKeyUses.used })
    await q.update(t.apiKeys).set({ lastUsedAt: now }).where(and(eq(t.apiKeys.id, id), or(isNull(t.apiKeys.lastUsedAt), lt(t.apiKeys.lastUsedAt, now - notedEvery))))
    return uses.length > 0
  })
  if (!counted) throw new AppError('quota_used')
  return { personId: employerId, sessionId: id, roles: ['employer'], grants: [], staffMarketId: null }
}
