import { and, desc, eq, inArray, isNotNull, isNull, lte, ne, or, sql } from 'drizzle-orm'
import type { CheckIn } from '@market/shared/check-in/check-in.contract'
import { closingAfter, type OpeningHours } from '@market/shared/check-in/check-in.rules'
import type { LeaveReason } from '@market/shared/words/lists'
import { given, prepared } from '../../store/prepared'
import { isPresent, waitingSince } from '../../store/presence'
import type { Tables } from '../../store/schema'
import type { Db, Tx } from '../../store/store'

const columns = ({ t }: Db) => ({
  id: t.checkIns.id,
  marketId: t.checkIns.marketId,
  marketName: t.markets.name,
  // Without a gate it was at the desk.
  gateName: sql<string>`coalesce(${t.gates.name}, '服务台')`,
  day: t.checkIns.day,
  number: t.checkIns.number,
  at: t.checkIns.at,
  assurance: t.checkIns.assurance,
  waitingSince: waitingSince(t.checkIns),
  leftAt: t.checkIns.leftAt,
  leftReason: t.checkIns.leftReason,
})

const selectCheckIns = (db: Db) => {
  const { q, t } = db
  return q
    .select({ checkIn: columns(db), closesAt: t.markets.closesAt })
    .from(t.checkIns)
    .innerJoin(t.markets, eq(t.markets.id, t.checkIns.marketId))
    .leftJoin(t.gates, eq(t.gates.id, t.checkIns.gateId))
}

/** Who is there comes before who has left, then the latest. */
const newestFirst = ({ t: { checkIns } }: Db) => [sql`case when ${checkIns.leftAt} is null then 0 else 1 end`, desc(waitingSince(checkIns)), desc(checkIns.id)]

/** The check-in that counts for this person at a market: where they are present, also since yesterday, or else that of the day. */
export const findCheckIn = async (db: Db, marketId: string, day: string, personId: string, now: number): Promise<CheckIn | null> => {
  const { checkIns } = db.t
  const [row] = await selectCheckIns(db)
    .where(and(eq(checkIns.marketId, marketId), eq(checkIns.personId, personId), or(eq(checkIns.day, day), isPresent(checkIns, now))))
    .orderBy(...newestFirst(db))
    .limit(1)
  return row?.checkIn ?? null
}

/** The same in any market; one of yesterday whose market has closed since does not count, also before anybody was sent home. */
export const findLatestCheckIn = async (db: Db, day: string, personId: string, now: number): Promise<CheckIn | null> => {
  const { checkIns } = db.t
  const rows = await selectCheckIns(db)
    .where(and(eq(checkIns.personId, personId), or(eq(checkIns.day, day), isPresent(checkIns, now))))
    .orderBy(...newestFirst(db))
  return rows.find(({ checkIn, closesAt }) => checkIn.day === day || closingAfter({ closesAt }, checkIn.waitingSince) > now)?.checkIn ?? null
}

const counterOf = (marketId: string, day: string): string => `queue:${marketId}:${day}`

/** The next number of the market's day. On Postgres whoever takes one holds the counter until the transaction ends. */
export const takeNumber = async ({ q, t }: Tx, marketId: string, day: string): Promise<number> => {
  const [row] = await q
    .insert(t.counters)
    .values({ name: counterOf(marketId, day), value: 1 })
    .onConflictDoUpdate({ target: t.counters.name, set: { value: sql`${t.counters.value} + 1` } })
    .returning({ value: t.counters.value })
  if (row === undefined) throw new Error('a counter always gives a number')
  return row.value
}

/** Gives back the number just taken in the same transaction. Nobody can have taken the next one: the counter is still held. */
export const returnNumber = async ({ q, t }: Tx, marketId: string, day: string): Promise<void> => {
  await q.update(t.counters).set({ value: sql`${t.counters.value} - 1` }).where(eq(t.counters.name, counterOf(marketId, day)))
}

/** False when this person has checked in at this market on this day already. */
export const insertCheckIn = async ({ q, t }: Tx, checkIn: typeof t.checkIns.$inferInsert): Promise<boolean> => {
  const inserted = await q.insert(t.checkIns).values(checkIn).onConflictDoNothing().returning({ id: t.checkIns.id })
  return inserted.length > 0
}

/** Brings back somebody who had left, as sure as what they come back by; false when they are there. */
export const bringBack = async ({ q, t }: Tx, id: string, since: number, assurance: CheckIn['assurance']): Promise<boolean> => {
  const returned = await q
    .update(t.checkIns)
    .set({ leftAt: null, leftReason: null, waitingSince: since, assurance })
    .where(and(eq(t.checkIns.id, id), isNotNull(t.checkIns.leftAt)))
    .returning({ id: t.checkIns.id })
  return returned.length > 0
}

/** A check-in by a printed code alone counts for more from now on. False where it did before, or they have left. */
export const raiseAssurance = async ({ q, t }: Tx, id: string): Promise<boolean> => {
  const raised = await q.update(t.checkIns).set({ assurance: 'high' }).where(and(eq(t.checkIns.id, id), ne(t.checkIns.assurance, 'high'), isNull(t.checkIns.leftAt))).returning({ id: t.checkIns.id })
  return raised.length > 0
}

/**
 * Makes the check-ins of one person wait for each other, whatever the market: two scans at once must not leave somebody
 * present in two places. The row keeps its values.
 */
export const queuePerson = async ({ q, t }: Tx, personId: string): Promise<void> => {
  await q.update(t.workers).set({ registeredAt: sql`${t.workers.registeredAt}` }).where(eq(t.workers.personId, personId))
}

export type Left = { id: string; marketId: string; personId: string }

/**
 * Ends the presence of somebody, wherever they are; gives what ended. `exceptMarketId`: not there. `cameUntil`: nor who came later.
 */
export const leaveEverywhere = (tx: Tx, personId: string, reason: LeaveReason, now: number, { exceptMarketId, cameUntil }: { exceptMarketId?: string; cameUntil?: number } = {}): Promise<Left[]> =>
  // A market that is none: every one is another. A moment that never comes: everybody came before.
  endPresence(tx, { personId, reason, now, exceptMarketId: exceptMarketId ?? '', cameUntil: cameUntil ?? Number.MAX_SAFE_INTEGER })

const endPresence = prepared<Left, { personId: string; reason: LeaveReason; now: number; exceptMarketId: string; cameUntil: number }>(({ q, t: { checkIns } }) =>
  q
    .update(checkIns)
    .set({ leftAt: given('now'), leftReason: given('reason') })
    .where(and(
      eq(checkIns.personId, sql.placeholder('personId')),
      isNull(checkIns.leftAt),
      lte(waitingSince(checkIns), sql.placeholder('cameUntil')),
      ne(checkIns.marketId, sql.placeholder('exceptMarketId')),
    ))
    .returning({ id: checkIns.id, marketId: checkIns.marketId, personId: checkIns.personId }))

/** Ends these presences, of those which have not ended. */
export const leaveAll = ({ q, t }: Tx, ids: readonly string[], reason: LeaveReason, at: number): Promise<Left[]> =>
  q
    .update(t.checkIns)
    .set({ leftAt: at, leftReason: reason })
    .where(and(inArray(t.checkIns.id, [...ids]), isNull(t.checkIns.leftAt)))
    .returning({ id: t.checkIns.id, marketId: t.checkIns.marketId, personId: t.checkIns.personId })

/** Markets in which anybody is present, with their hours, and since when the first of them waits. */
export const marketsWithPeople = async ({ q, t }: Db): Promise<({ marketId: string; since: number } & OpeningHours)[]> =>
  q
    .select({ marketId: t.markets.id, opensAt: t.markets.opensAt, closesAt: t.markets.closesAt, since: sql<number>`min(${waitingSince(t.checkIns)})`.mapWith(Number) })
    .from(t.checkIns)
    .innerJoin(t.markets, eq(t.markets.id, t.checkIns.marketId))
    .where(isNull(t.checkIns.leftAt))
    .groupBy(t.markets.id, t.markets.opensAt, t.markets.closesAt)

/** People at a market who wait the longest, with since when. */
export const longestPresent = ({ q, t }: Db, marketId: string, limit: number): Promise<{ id: string; since: number }[]> =>
  q
    .select({ id: t.checkIns.id, since: waitingSince(t.checkIns) })
    .from(t.checkIns)
    .where(and(eq(t.checkIns.marketId, marketId), isNull(t.checkIns.leftAt)))
    .orderBy(waitingSince(t.checkIns))
    .limit(limit)

/** When the work of an application begins, UTC ms. */
export const startOfWork = async (db: Db, applicationId: string): Promise<number | null> => (await selectTerms(db, { applicationId }))[0]?.terms.startsAt ?? null

const selectTerms = prepared<{ terms: Tables['applications']['$inferSelect']['terms'] }, { applicationId: string }>(({ q, t: { applications } }) =>
  q.select({ terms: applications.terms }).from(applications).where(eq(applications.id, sql.placeholder('applicationId'))))
