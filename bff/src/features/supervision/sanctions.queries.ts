import { and, desc, eq, inArray, isNull, ne, or, sql, type SQL } from 'drizzle-orm'
import type { Tables } from '../../store/schema'
import { inScope, type Scope } from '../../store/scope'
import type { Db, Tx } from '../../store/store'

const selectSanctions = ({ q, t }: Db) =>
  q
    .select({
      sanction: t.sanctions,
      jobTitle: t.jobs.title,
      marketId: t.jobs.marketId,
      marketPath: t.markets.path,
      nameMasked: t.people.nameMasked,
      employerName: t.employers.name,
      appeal: { at: t.appeals.at, decidedAt: t.appeals.decidedAt, upheld: t.appeals.upheld, answer: t.appeals.answer },
    })
    .from(t.sanctions)
    .innerJoin(t.people, eq(t.people.id, t.sanctions.personId))
    .leftJoin(t.employers, eq(t.employers.personId, t.sanctions.personId))
    .leftJoin(t.jobs, eq(t.jobs.id, t.sanctions.jobId))
    .leftJoin(t.markets, eq(t.markets.id, t.jobs.marketId))
    .leftJoin(t.appeals, and(eq(t.appeals.against, 'sanction'), eq(t.appeals.targetId, t.sanctions.id)))

export type SanctionRow = Awaited<ReturnType<typeof selectSanctions>>[number]

export const sanctionsOf = async (db: Db, personId: string, limit: number): Promise<SanctionRow[]> =>
  selectSanctions(db).where(eq(db.t.sanctions.personId, personId)).orderBy(desc(db.t.sanctions.at), desc(db.t.sanctions.id)).limit(limit)

export const findSanction = async (db: Db, id: string): Promise<SanctionRow | null> => (await selectSanctions(db).where(eq(db.t.sanctions.id, id)))[0] ?? null

/** Stops of posting in scope that wait for a second person, oldest first. */
export const openProposals = async (db: Db, scope: Scope, limit: number): Promise<SanctionRow[]> =>
  selectSanctions(db).where(and(waits(db), inScope(db.t.markets.path, scope))).orderBy(db.t.sanctions.at, db.t.sanctions.id).limit(limit)

const waits = ({ t: { sanctions } }: Db): SQL | undefined => and(eq(sanctions.kind, 'blacklist'), isNull(sanctions.confirmedBy), isNull(sanctions.liftedAt))

/** Points of these people, to be summed by what is left of them. */
export const pointEntries = async ({ q, t }: Db, personIds: readonly string[]) =>
  personIds.length === 0
    ? []
    : q
      .select({ personId: t.sanctions.personId, points: t.sanctions.points, at: t.sanctions.at, liftedAt: t.sanctions.liftedAt })
      .from(t.sanctions)
      .where(inArray(t.sanctions.personId, [...personIds]))

export const insertSanction = async ({ q, t }: Tx, row: Tables['sanctions']['$inferInsert']): Promise<void> => {
  await q.insert(t.sanctions).values(row)
}

/** The business' code, so that a new account under the same licence is stopped too. */
export const creditCodeOf = async ({ q, t }: Db, personId: string): Promise<string | null> => {
  const [row] = await q.select({ creditCode: t.employers.creditCode }).from(t.employers).where(eq(t.employers.personId, personId))
  return row?.creditCode ?? null
}

/** A stop of posting that has not been decided or run out: a second one is not proposed beside it. */
export const hasOpenStop = async ({ q, t }: Db, personId: string, now: number): Promise<boolean> => {
  const { sanctions } = t
  const rows = await q
    .select({ id: sanctions.id })
    .from(sanctions)
    .where(and(eq(sanctions.personId, personId), eq(sanctions.kind, 'blacklist'), isNull(sanctions.liftedAt), or(isNull(sanctions.untilAt), sql`${sanctions.untilAt} > ${now}`)))
    .limit(1)
  return rows.length > 0
}

/** Whether this person made the report that a sanction came from: they are not the second person who looks at it. */
export const hasOpenedCase = async ({ q, t }: Db, caseId: string | null, personId: string): Promise<boolean> => {
  if (caseId === null) return false
  const rows = await q.select({ id: t.cases.id }).from(t.cases).where(and(eq(t.cases.id, caseId), eq(t.cases.openedBy, personId))).limit(1)
  return rows.length > 0
}

/** A second person confirms; false for the first, and when it was decided already. It never begins before its notice has run out. */
export const confirmSanction = async (tx: Tx, id: string, by: string, fromAt: number): Promise<boolean> => {
  const { q, t } = tx
  const confirmed = await q
    .update(t.sanctions)
    .set({ confirmedBy: by, fromAt })
    .where(and(eq(t.sanctions.id, id), waits(tx), ne(t.sanctions.proposedBy, by)))
    .returning({ id: t.sanctions.id })
  return confirmed.length === 1
}

export const dropSanction = async (tx: Tx, id: string, by: string, now: number): Promise<boolean> => {
  const { q, t } = tx
  const dropped = await q.update(t.sanctions).set({ liftedAt: now, liftedBy: by }).where(and(eq(t.sanctions.id, id), waits(tx))).returning({ id: t.sanctions.id })
  return dropped.length === 1
}

export const liftSanction = async ({ q, t }: Tx, id: string, by: string, now: number): Promise<boolean> => {
  const lifted = await q.update(t.sanctions).set({ liftedAt: now, liftedBy: by }).where(and(eq(t.sanctions.id, id), isNull(t.sanctions.liftedAt))).returning({ id: t.sanctions.id })
  return lifted.length === 1
}

/**
 * Makes postings of these employers wait for this write, as admitting one does: a posting and a stop at the same moment
 * must not miss each other. The rows keep their values.
 */
export const queueEmployers = async ({ q, t }: Tx, personId: string, creditCode: string | null): Promise<void> => {
  await q
    .update(t.employers)
    .set({ registeredAt: sql`${t.employers.registeredAt}` })
    .where(creditCode === null ? eq(t.employers.personId, personId) : or(eq(t.employers.personId, personId), eq(t.employers.creditCode, creditCode)))
}
