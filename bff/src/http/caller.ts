import { and, eq, gt, isNull, lte, or } from 'drizzle-orm'
import type { Audience, Role } from '@market/shared/endpoint'
import { AppError } from '@market/shared/errors'
import type { Db, Store } from '../store/store'
import type { AccessTokens } from './access-token'

/** The person behind a request, as the database knows them at this moment. */
export type Caller = {
  personId: string
  sessionId: string
  roles: readonly Role[]
  /** The market a member of staff is granted; null for everybody else. */
  staffMarketId: string | null
}

/**
 * Looks the session up on every request, so that a session ended or a grant taken away counts at once and not when
 * the token runs out.
 * @throws AppError unauthenticated, token_expired, session_revoked
 */
export const callerLookup = (store: Store, tokens: AccessTokens) => async (authorization: string | undefined, now: number): Promise<Caller | null> => {
  if (authorization === undefined) return null
  const [scheme, token] = authorization.split(' ')
  if (scheme !== 'Bearer' || !token) throw new AppError('unauthenticated')
  const claims = tokens.verify(token, now)
  const row = await store.read((db) => findSession(db, claims.sessionId, now))
  if (!row || row.personId !== claims.personId) throw new AppError('session_revoked')
  const roles: Role[] = []
  if (row.workerId) roles.push('worker')
  if (row.employerId) roles.push('employer')
  if (row.staffMarketId) roles.push('staff')
  return { personId: row.personId, sessionId: claims.sessionId, roles, staffMarketId: row.staffMarketId }
}

const findSession = async ({ q, t }: Db, sessionId: string, now: number) => {
  const rows = await q
    .select({ personId: t.sessions.personId, workerId: t.workers.personId, employerId: t.employers.personId, staffMarketId: t.grants.marketId })
    .from(t.sessions)
    .leftJoin(t.workers, eq(t.workers.personId, t.sessions.personId))
    .leftJoin(t.employers, eq(t.employers.personId, t.sessions.personId))
    .leftJoin(
      t.grants,
      and(
        eq(t.grants.personId, t.sessions.personId),
        eq(t.grants.role, 'staff'),
        lte(t.grants.fromAt, now),
        or(isNull(t.grants.untilAt), gt(t.grants.untilAt, now)),
      ),
    )
    .where(and(eq(t.sessions.id, sessionId), isNull(t.sessions.revokedAt), gt(t.sessions.expiresAt, now)))
    .limit(1)
  return rows[0]
}

/** @throws AppError unauthenticated, not_registered (worker or employer pages), forbidden (staff pages) */
export function requireAudience(who: Exclude<Audience, 'everyone'>, caller: Caller | null): void {
  if (!caller) throw new AppError('unauthenticated')
  if (who === 'signed_in' || caller.roles.includes(who)) return
  throw new AppError(who === 'staff' ? 'forbidden' : 'not_registered')
}
