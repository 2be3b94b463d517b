import { aliasedTable, and, desc, eq, exists, gt, inArray, isNotNull, isNull, lt, lte, ne, notInArray, or, sql, type SQL } from 'drizzle-orm'
import type { Authority } from '@market/shared/staff/staff.rules'
import { giversOf, proposalLasts } from '@market/shared/staff/staff.rules'
import type { Tables } from '../../store/schema'
import { inScope, isGranted, type Scope } from '../../store/scope'
import type { Db, Tx } from '../../store/store'

/** `/41/4103/` → `/41/`, `/41/4103/`: wherever a grant would have to be held to cover the path. */
const pathsAbove = (path: string): string[] => {
  const names = path.split('/').filter((name) => name !== '')
  return names.map((_, index) => `/${names.slice(0, index + 1).join('/')}/`)
}

/** The condition that a grant allows its person to give `wanted` at `now`: the rule of `mayGive` as a statement. */
const gives = (grants: Tables['grants'], wanted: Authority, now: number): SQL | undefined =>
  and(
    isGranted(grants, now),
    inArray(grants.scopePath, pathsAbove(wanted.scopePath)),
    or(...giversOf[wanted.role].map(({ role, where }) => and(eq(grants.role, role), where === 'below' ? ne(grants.scopePath, wanted.scopePath) : undefined))),
  )

/**
 * Whether this person may give `wanted` now, and keeps it so until the write is over: an ending at the same moment waits.
 * The update changes nothing; it is how both engines are told that this row is relied on.
 */
export const holdGiver = async ({ q, t }: Tx, personId: string, wanted: Authority, now: number): Promise<boolean> => {
  const held = await q
    .update(t.grants)
    .set({ personId })
    .where(and(eq(t.grants.personId, personId), gives(t.grants, wanted, now)))
    .returning({ id: t.grants.id })
  return held.length > 0
}

/** Up to so many who may give `wanted` at `now`, other than these; those nearest to the place first. */
export const giversOtherThan = async ({ q, t }: Db, personIds: readonly string[], wanted: Authority, limit: number, now: number): Promise<string[]> => {
  const rows = await q
    .select({ personId: t.grants.personId })
    .from(t.grants)
    .where(and(gives(t.grants, wanted, now), notInArray(t.grants.personId, [...personIds])))
    .groupBy(t.grants.personId)
    .orderBy(sql`max(length(${t.grants.scopePath})) desc`, desc(t.grants.personId))
    .limit(limit)
  return rows.map(({ personId }) => personId)
}

/** What these people hold at `now`. */
export const authorityOf = async ({ q, t }: Db, personIds: readonly string[], now: number): Promise<(Authority & { personId: string })[]> =>
  personIds.length === 0
    ? []
    : q
        .select({ personId: t.grants.personId, role: t.grants.role, scopePath: t.grants.scopePath })
        .from(t.grants)
        .where(and(inArray(t.grants.personId, [...new Set(personIds)]), isGranted(t.grants, now)))

const selectGrants = ({ q, t }: Db) => {
  const person = aliasedTable(t.people, 'person')
  const proposer = aliasedTable(t.people, 'proposer')
  const granter = aliasedTable(t.people, 'granter')
  const ender = aliasedTable(t.people, 'ender')
  return q
    .select({
      row: t.grants,
      personMasked: person.nameMasked,
      marketName: t.markets.name,
      regionName: t.regions.name,
      proposerMasked: proposer.nameMasked,
      granterMasked: granter.nameMasked,
      enderMasked: ender.nameMasked,
    })
    .from(t.grants)
    .leftJoin(person, eq(person.id, t.grants.personId))
    .leftJoin(t.markets, eq(t.markets.id, t.grants.marketId))
    .leftJoin(t.regions, eq(t.regions.path, t.grants.scopePath))
    .leftJoin(proposer, eq(proposer.id, t.grants.proposedBy))
    .leftJoin(granter, eq(granter.id, t.grants.grantedBy))
    .leftJoin(ender, eq(ender.id, t.grants.endedBy))
}

/** A grant with the names of everybody in it. */
export type GrantRow = Awaited<ReturnType<typeof selectGrants>>[number]

export const findGrant = async (db: Db, id: string, scope: Scope): Promise<GrantRow | null> => {
  const [row] = await selectGrants(db).where(and(eq(db.t.grants.id, id), inScope(db.t.grants.scopePath, scope)))
  return row ?? null
}

/** Waiting for its second person, and not for too long. */
const isOpen = (grants: Tables['grants'], now: number): SQL | undefined =>
  and(isNull(grants.grantedAt), isNull(grants.endedAt), gt(grants.proposedAt, now - proposalLasts), or(isNull(grants.untilAt), gt(grants.untilAt, now)))

/** Counts now or will, if nobody ends it. */
const isCurrent = (grants: Tables['grants'], now: number): SQL | undefined =>
  and(isNotNull(grants.grantedAt), isNull(grants.endedAt), or(isNull(grants.untilAt), gt(grants.untilAt, now)))

const isPast = (grants: Tables['grants'], now: number): SQL | undefined =>
  or(
    isNotNull(grants.endedAt),
    lte(grants.untilAt, now),
    and(isNull(grants.grantedAt), or(isNull(grants.proposedAt), lte(grants.proposedAt, now - proposalLasts))),
  )

export type GrantsWanted = { state: 'open' | 'current' | 'past'; scope: Scope; after: string | undefined; limit: number }

/** Newest first: ids grow with time. */
export const listGrants = (db: Db, { state, scope, after, limit }: GrantsWanted, now: number): Promise<GrantRow[]> => {
  const { grants } = db.t
  const wanted = { open: isOpen, current: isCurrent, past: isPast }[state](grants, now)
  return selectGrants(db)
    .where(and(inScope(grants.scopePath, scope), wanted, after === undefined ? undefined : lt(grants.id, after)))
    .orderBy(desc(grants.id))
    .limit(limit)
}

/** Everything one person was ever given or proposed for in a scope, newest first. */
export const grantsOfPerson = (db: Db, personId: string, scope: Scope): Promise<GrantRow[]> =>
  selectGrants(db).where(and(eq(db.t.grants.personId, personId), inScope(db.t.grants.scopePath, scope))).orderBy(desc(db.t.grants.id))

/** Who works at exactly this place now, by role and then longest first. */
export const grantsAt = (db: Db, path: string, now: number): Promise<GrantRow[]> =>
  selectGrants(db).where(and(eq(db.t.grants.scopePath, path), isGranted(db.t.grants, now))).orderBy(db.t.grants.role, db.t.grants.fromAt, db.t.grants.id)

type Key = Authority & { personId: string }
const isOf = (grants: Tables['grants'], { personId, role, scopePath }: Key): SQL | undefined =>
  and(eq(grants.personId, personId), eq(grants.role, role), eq(grants.scopePath, scopePath))

/** Ends proposals that nobody confirmed in time: they would stand in the way of a new one. */
export const clearLapsed = async ({ q, t }: Tx, key: Key, now: number): Promise<void> => {
  await q
    .update(t.grants)
    .set({ endedAt: now })
    .where(and(
      isOf(t.grants, key), isNull(t.grants.grantedAt), isNull(t.grants.endedAt),
      or(lte(t.grants.proposedAt, now - proposalLasts), lte(t.grants.untilAt, now)),
    ))
}

/** False when such a proposal is open already. */
export const insertProposal = async ({ q, t }: Tx, proposal: Tables['grants']['$inferInsert']): Promise<boolean> => {
  const inserted = await q.insert(t.grants).values(proposal).onConflictDoNothing().returning({ id: t.grants.id })
  return inserted.length === 1
}

/** Whether the person holds the same right already on one of the days of this grant. Asked after the guarded write, in it. */
export const overlapsAnother = async ({ q, t }: Tx, grant: Key & { id: string; fromAt: number; untilAt: number | null }): Promise<boolean> => {
  const rows = await q
    .select({ id: t.grants.id })
    .from(t.grants)
    .where(and(
      isOf(t.grants, grant), ne(t.grants.id, grant.id), isNotNull(t.grants.grantedAt), isNull(t.grants.endedAt),
      or(isNull(t.grants.untilAt), gt(t.grants.untilAt, grant.fromAt)),
      grant.untilAt === null ? undefined : lt(t.grants.fromAt, grant.untilAt),
    ))
    .limit(1)
  return rows.length > 0
}

/** Confirms an open proposal by somebody who is neither its proposer nor its person, while the proposer could still propose it. */
export const confirmGrant = async ({ q, t }: Tx, { id, wanted, by }: { id: string; wanted: Authority; by: string }, now: number): Promise<boolean> => {
  const ofProposer = aliasedTable(t.grants, 'of_proposer')
  const confirmed = await q
    .update(t.grants)
    .set({ grantedBy: by, grantedAt: now })
    .where(and(
      eq(t.grants.id, id), isOpen(t.grants, now), ne(t.grants.personId, by), ne(t.grants.proposedBy, by),
      exists(q.select({ id: ofProposer.id }).from(ofProposer).where(and(eq(ofProposer.personId, t.grants.proposedBy), gives(ofProposer, wanted, now)))),
    ))
    .returning({ id: t.grants.id })
  return confirmed.length === 1
}

export const refuseGrant = async ({ q, t }: Tx, id: string, by: string, now: number): Promise<boolean> => {
  const refused = await q
    .update(t.grants)
    .set({ endedBy: by, endedAt: now })
    .where(and(eq(t.grants.id, id), isOpen(t.grants, now)))
    .returning({ id: t.grants.id })
  return refused.length === 1
}

export const endGrant = async ({ q, t }: Tx, id: string, by: string, now: number): Promise<boolean> => {
  const ended = await q
    .update(t.grants)
    .set({ endedBy: by, endedAt: now })
    .where(and(eq(t.grants.id, id), isCurrent(t.grants, now)))
    .returning({ id: t.grants.id })
  return ended.length === 1
}

export const officersInForce = ({ q, t }: Db, now: number): Promise<{ personId: string; scopePath: string }[]> =>
  q.select({ personId: t.grants.personId, scopePath: t.grants.scopePath }).from(t.grants).where(and(eq(t.grants.role, 'officer'), isGranted(t.grants, now)))
