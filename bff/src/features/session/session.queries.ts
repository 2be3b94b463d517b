import { and, eq, gt, isNull } from 'drizzle-orm'
import type { Me } from '@market/shared/session/session.contract'
import { isGranted } from '../../store/scope'
import type { Db, Tx } from '../../store/store'

/** The person of this openid, made now if there is none: two phones entering at once are one person (unique index). */
export async function findOrCreatePerson({ q, t }: Tx, person: { id: string; openid: string; createdAt: number }): Promise<string> {
  const [created] = await q.insert(t.people).values(person).onConflictDoNothing({ target: t.people.openid }).returning({ id: t.people.id })
  if (created) return created.id
  const [known] = await q.select({ id: t.people.id }).from(t.people).where(eq(t.people.openid, person.openid))
  if (!known) throw new Error('a person who is there cannot be found')
  return known.id
}

export async function insertSession(
  { q, t }: Tx,
  session: { id: string; personId: string; refreshHash: string; createdAt: number; refreshedAt: number; expiresAt: number },
): Promise<void> {
  await q.insert(t.sessions).values(session)
}

/** Replaces the refresh token of a living session, if `from` is its current one. Gives the person, or null. */
export async function rotateSession(
  { q, t }: Tx,
  { id, from, to, now, expiresAt }: { id: string; from: string; to: string; now: number; expiresAt: number },
): Promise<string | null> {
  const [rotated] = await q
    .update(t.sessions)
    .set({ refreshHash: to, previousRefreshHash: from, refreshedAt: now, expiresAt })
    .where(and(eq(t.sessions.id, id), eq(t.sessions.refreshHash, from), isNull(t.sessions.revokedAt), gt(t.sessions.expiresAt, now)))
    .returning({ personId: t.sessions.personId })
  return rotated?.personId ?? null
}

export async function findLivingSession({ q, t }: Db, id: string, now: number) {
  const [session] = await q
    .select({ personId: t.sessions.personId, previousRefreshHash: t.sessions.previousRefreshHash, refreshedAt: t.sessions.refreshedAt })
    .from(t.sessions)
    .where(and(eq(t.sessions.id, id), isNull(t.sessions.revokedAt), gt(t.sessions.expiresAt, now)))
  return session ?? null
}

export async function revokeSession({ q, t }: Tx, id: string, now: number): Promise<void> {
  await q.update(t.sessions).set({ revokedAt: now }).where(and(eq(t.sessions.id, id), isNull(t.sessions.revokedAt)))
}

export async function revokeSessionsOf({ q, t }: Tx, personId: string, now: number): Promise<void> {
  await q.update(t.sessions).set({ revokedAt: now }).where(and(eq(t.sessions.personId, personId), isNull(t.sessions.revokedAt)))
}

/** A person as shown to themselves; null when there is no such person. A grant counts from its first to its last instant. */
export async function findMe({ q, t }: Db, personId: string, now: number): Promise<Me | null> {
  const [row] = await q
    .select({
      nameMasked: t.people.nameMasked,
      phoneMasked: t.people.phoneMasked,
      skillLevel: t.workers.skillLevel,
      wishedPayFen: t.workers.wishedPayFen,
      wishedPayUnit: t.workers.wishedPayUnit,
      employerKind: t.employers.kind,
      employerName: t.employers.name,
      employerVerifiedUntil: t.employers.verifiedUntil,
      verifiedUntil: t.people.verifiedUntil,
    })
    .from(t.people)
    .leftJoin(t.workers, eq(t.workers.personId, t.people.id))
    .leftJoin(t.employers, eq(t.employers.personId, t.people.id))
    .where(eq(t.people.id, personId))
  if (!row) return null
  const { skillLevel, wishedPayFen, wishedPayUnit, employerKind, employerName, employerVerifiedUntil } = row
  const worker =
    skillLevel !== null && wishedPayFen !== null && wishedPayUnit !== null
      ? { trades: await findTrades({ q, t }, personId), skillLevel, wishedPayFen, wishedPayUnit }
      : null
  const employer = employerKind !== null && employerName !== null ? { kind: employerKind, name: employerName, verifiedUntil: employerVerifiedUntil } : null
  const grants = await findGrants({ q, t }, personId, now)
  const desk = grants.find(({ role }) => role === 'staff')
  const staff = desk?.marketId ? { marketId: desk.marketId, marketName: desk.scopeName } : null
  return {
    personId,
    roles: [...(worker ? ['worker' as const] : []), ...(employer ? ['employer' as const] : []), ...new Set(grants.map(({ role }) => role))],
    nameMasked: row.nameMasked,
    phoneMasked: row.phoneMasked,
    worker,
    employer,
    verifiedUntil: row.verifiedUntil,
    staff,
    grants,
  }
}

/** What a person is granted at `now`, with the name of the region or market it is for. */
async function findGrants({ q, t }: Db, personId: string, now: number): Promise<Me['grants']> {
  const rows = await q
    .select({
      role: t.grants.role,
      scopePath: t.grants.scopePath,
      marketId: t.grants.marketId,
      untilAt: t.grants.untilAt,
      marketName: t.markets.name,
      regionName: t.regions.name,
    })
    .from(t.grants)
    .leftJoin(t.markets, eq(t.markets.id, t.grants.marketId))
    .leftJoin(t.regions, eq(t.regions.path, t.grants.scopePath))
    .where(and(eq(t.grants.personId, personId), isGranted(t.grants, now)))
    .orderBy(t.grants.fromAt, t.grants.id)
  return rows.map(({ marketName, regionName, ...grant }) => ({ ...grant, scopeName: marketName ?? regionName ?? '' }))
}

async function findTrades({ q, t }: Db, personId: string): Promise<string[]> {
  const rows = await q.select({ trade: t.workerTrades.trade }).from(t.workerTrades).where(eq(t.workerTrades.personId, personId)).orderBy(t.workerTrades.trade)
  return rows.map(({ trade }) => trade)
}
