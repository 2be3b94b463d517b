import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Audience, Role } from '@market/shared/endpoint'
import { AppError } from '@market/shared/errors'
import { staffRoles, type StaffRole } from '@market/shared/words/lists'
import { prepared } from '../store/prepared'
import { isGranted, type Scope } from '../store/scope'
import type { Store } from '../store/store'
import type { AccessTokens } from './access-token'

/** A right that counts now: a role for everything below a node of the tree. */
export type Grant = { role: StaffRole; scopePath: string; marketId: string | null }

/** The person behind a request, as the database knows them at this moment. */
export type Caller = {
  personId: string
  sessionId: string
  roles: readonly Role[]
  grants: readonly Grant[]
  /** The market whose desk a member of staff works at; null for everybody else. */
  staffMarketId: string | null
}

type SessionRow = { personId: string; workerId: string | null; employerId: string | null; role: StaffRole | null; scopePath: string | null; marketId: string | null }

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
  const rows = await store.read((db) => findSession(db, { sessionId: claims.sessionId, now }))
  const [row] = rows
  if (!row) throw new AppError('session_revoked')
  // The session was moved to the account this phone was bound to at the desk: its next token is that person's.
  if (row.personId !== claims.personId) throw new AppError('token_expired')
  const grants = rows.flatMap(({ role, scopePath, marketId }): Grant[] => (role === null || scopePath === null ? [] : [{ role, scopePath, marketId }]))
  const roles: Role[] = []
  if (row.workerId) roles.push('worker')
  if (row.employerId) roles.push('employer')
  roles.push(...new Set(grants.map(({ role }) => role)))
  return {
    personId: row.personId,
    sessionId: claims.sessionId,
    roles,
    grants,
    staffMarketId: grants.find(({ role }) => role === 'staff')?.marketId ?? null,
  }
}

/** One row for each grant of the person; one without a grant for everybody else; none when the session is over. */
const findSession = prepared<SessionRow, { sessionId: string; now: number }>(({ q, t }) => {
  const [sessionId, now] = [sql.placeholder('sessionId'), sql.placeholder('now')]
  return q
    .select({
      personId: t.sessions.personId,
      workerId: t.workers.personId,
      employerId: t.employers.personId,
      role: t.grants.role,
      scopePath: t.grants.scopePath,
      marketId: t.grants.marketId,
    })
    .from(t.sessions)
    .leftJoin(t.workers, eq(t.workers.personId, t.sessions.personId))
    .leftJoin(t.employers, eq(t.employers.personId, t.sessions.personId))
    .leftJoin(t.grants, and(eq(t.grants.personId, t.sessions.personId), isGranted(t.grants, now)))
    .where(and(eq(t.sessions.id, sessionId), isNull(t.sessions.revokedAt), gt(t.sessions.expiresAt, now)))
    .orderBy(t.grants.fromAt, t.grants.id)
})

const rolesOf = (who: Exclude<Audience, 'everyone' | 'signed_in'>): readonly Role[] => (typeof who === 'string' ? [who] : who)
const isGrantedRole = (role: Role): role is StaffRole => staffRoles.some((granted) => granted === role)

/** @throws AppError unauthenticated, not_registered (worker or employer pages), forbidden (pages that need a grant) */
export function requireAudience(who: Exclude<Audience, 'everyone'>, caller: Caller | null): void {
  if (!caller) throw new AppError('unauthenticated')
  if (who === 'signed_in') return
  const roles = rolesOf(who)
  if (roles.some((role) => caller.roles.includes(role))) return
  throw new AppError(roles.some(isGrantedRole) ? 'forbidden' : 'not_registered')
}

/** Where the caller may do what an endpoint is for: the scopes of those of their grants whose role it names. */
export function scopeFor(who: Audience, caller: Caller | null): Scope {
  if (caller === null || who === 'everyone' || who === 'signed_in') return []
  const roles = rolesOf(who)
  return caller.grants.filter(({ role }) => roles.includes(role)).map(({ scopePath }) => scopePath)
}
