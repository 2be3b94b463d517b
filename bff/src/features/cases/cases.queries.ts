import { aliasedTable, and, asc, count, desc, eq, gte, inArray, isNull, lt, max, ne, or, sql, type SQL } from 'drizzle-orm'
import type { CaseKind, CaseOutcome } from '@market/shared/cases/cases.rules'
import type { Tables } from '../../store/schema'
import { inScope, type Scope } from '../../store/scope'
import type { Db, Tx } from '../../store/store'

/** False when such a case about the same thing is open already. */
export const insertCase = async ({ q, t }: Tx, row: Tables['cases']['$inferInsert']): Promise<boolean> => {
  const opened = await q.insert(t.cases).values(row).onConflictDoNothing().returning({ id: t.cases.id })
  return opened.length === 1
}

const select = ({ q, t }: Db) => {
  const about = aliasedTable(t.people, 'about')
  const owner = aliasedTable(t.people, 'owner')
  return q
    .select({ row: t.cases, marketName: t.markets.name, aboutMasked: about.nameMasked, ownerMasked: owner.nameMasked })
    .from(t.cases)
    .leftJoin(t.markets, eq(t.markets.id, t.cases.marketId))
    .leftJoin(about, eq(about.id, t.cases.aboutPersonId))
    .leftJoin(owner, eq(owner.id, t.cases.ownerId))
}

export type CaseRow = Awaited<ReturnType<typeof select>>[number]

/** Where a person decides cases of one kind: they may be staff here and inspector there. */
export type Decides = { kind: CaseKind; scope: Scope }

const decidedBy = ({ t }: Db, places: readonly Decides[]): SQL =>
  or(...places.map(({ kind, scope }) => and(eq(t.cases.kind, kind), inScope(t.cases.scopePath, scope)))) ?? sql`1 = 0`

/** Soonest deadline first. */
export const openCases = (db: Db, places: readonly Decides[], { ownerId, limit }: { ownerId?: string | undefined; limit: number }): Promise<CaseRow[]> =>
  select(db)
    .where(and(decidedBy(db, places), isNull(db.t.cases.closedAt), ownerId === undefined ? undefined : eq(db.t.cases.ownerId, ownerId)))
    .orderBy(asc(db.t.cases.dueAt), asc(db.t.cases.id))
    .limit(limit)

export const countOverdue = (db: Db, places: readonly Decides[], now: number): Promise<number> =>
  db.q.$count(db.t.cases, and(decidedBy(db, places), isNull(db.t.cases.closedAt), lt(db.t.cases.dueAt, now)))

/** How many of a kind wait at one place. */
export const countOpenAt = (db: Db, kind: CaseKind, scopePath: string): Promise<number> =>
  db.q.$count(db.t.cases, and(eq(db.t.cases.scopePath, scopePath), eq(db.t.cases.kind, kind), isNull(db.t.cases.closedAt)))

export const casesOf = (db: Db, personId: string, limit: number): Promise<CaseRow[]> =>
  select(db).where(eq(db.t.cases.openedBy, personId)).orderBy(desc(db.t.cases.openedAt), desc(db.t.cases.id)).limit(limit)

export const findCase = async (db: Db, id: string): Promise<CaseRow | null> => (await select(db).where(eq(db.t.cases.id, id)))[0] ?? null

/** The open case about a thing, else the last one that was closed. */
export const findCaseAbout = async (db: Db, kind: CaseKind, subjectId: string): Promise<CaseRow | null> => {
  const rows = await select(db)
    .where(and(eq(db.t.cases.kind, kind), eq(db.t.cases.subjectId, subjectId)))
    .orderBy(desc(db.t.cases.openedAt))
    .limit(1)
  return rows[0] ?? null
}

/** Nobody becomes responsible for what they asked for or what is about themselves. */
const notOf = ({ t }: Db, personId: string): SQL | undefined =>
  and(
    or(isNull(t.cases.openedBy), ne(t.cases.openedBy, personId)),
    or(isNull(t.cases.aboutPersonId), ne(t.cases.aboutPersonId, personId)),
  )

/** True when the person is responsible now: also when they were already. */
export const takeCase = async (tx: Tx, id: string, personId: string, now: number): Promise<boolean> => {
  const { q, t } = tx
  const taken = await q
    .update(t.cases)
    .set({ ownerId: personId, takenAt: now })
    .where(and(eq(t.cases.id, id), isNull(t.cases.closedAt), or(isNull(t.cases.ownerId), eq(t.cases.ownerId, personId)), notOf(tx, personId)))
    .returning({ id: t.cases.id })
  return taken.length === 1
}

export const releaseCase = async ({ q, t }: Tx, id: string, personId: string): Promise<boolean> => {
  const released = await q
    .update(t.cases)
    .set({ ownerId: null, takenAt: null })
    .where(and(eq(t.cases.id, id), isNull(t.cases.closedAt), eq(t.cases.ownerId, personId)))
    .returning({ id: t.cases.id })
  return released.length === 1
}

export const releaseCasesOf = async ({ q, t }: Tx, personId: string, scope: Scope): Promise<void> => {
  await q
    .update(t.cases)
    .set({ ownerId: null, takenAt: null })
    .where(and(eq(t.cases.ownerId, personId), isNull(t.cases.closedAt), inScope(t.cases.scopePath, scope)))
}

/** Closes an open case that this person may decide; they become its owner when nobody was. */
export const closeCase = async (tx: Tx, id: string, personId: string, outcome: CaseOutcome, now: number): Promise<boolean> => {
  const { q, t } = tx
  const closed = await q
    .update(t.cases)
    .set({ ownerId: personId, closedAt: now, closedBy: personId, outcome })
    .where(and(eq(t.cases.id, id), isNull(t.cases.closedAt), or(isNull(t.cases.ownerId), eq(t.cases.ownerId, personId)), notOf(tx, personId)))
    .returning({ id: t.cases.id })
  return closed.length === 1
}

/** Takes back an open case that nobody needs to decide any more. */
export const withdrawCase = async ({ q, t }: Tx, kind: CaseKind, subjectId: string, now: number): Promise<void> => {
  await q
    .update(t.cases)
    .set({ closedAt: now, outcome: 'withdrawn' })
    .where(and(eq(t.cases.kind, kind), eq(t.cases.subjectId, subjectId), isNull(t.cases.closedAt)))
}

export const countDecidedBy = async ({ q, t }: Db, { scope, personIds, since }: { scope: Scope; personIds: readonly string[]; since: number }) => {
  if (personIds.length === 0) return []
  const rows = await q
    .select({ personId: t.cases.closedBy, times: count(), lastAt: max(t.cases.closedAt) })
    .from(t.cases)
    .where(and(inArray(t.cases.closedBy, [...new Set(personIds)]), inScope(t.cases.scopePath, scope), gte(t.cases.closedAt, since)))
    .groupBy(t.cases.closedBy)
  return rows.flatMap(({ personId, times, lastAt }) => (personId === null ? [] : [{ personId, times, lastAt: Number(lastAt) }]))
}
