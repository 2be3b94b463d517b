import { and, desc, eq, ne, sql } from 'drizzle-orm'
import type { CheckIn } from '@market/shared/check-in/check-in.contract'
import type { Db, Tx } from '../../store/store'

const selectCheckIns = ({ q, t }: Db) =>
  q
    .select({
      id: t.checkIns.id,
      marketId: t.checkIns.marketId,
      marketName: t.markets.name,
      // Without a gate it was at the desk.
      gateName: sql<string>`coalesce(${t.gates.name}, '服务台')`,
      day: t.checkIns.day,
      number: t.checkIns.number,
      at: t.checkIns.at,
      assurance: t.checkIns.assurance,
    })
    .from(t.checkIns)
    .innerJoin(t.markets, eq(t.markets.id, t.checkIns.marketId))
    .leftJoin(t.gates, eq(t.gates.id, t.checkIns.gateId))

export const findCheckIn = async (db: Db, marketId: string, day: string, personId: string): Promise<CheckIn | null> => {
  const { checkIns } = db.t
  const [row] = await selectCheckIns(db).where(and(eq(checkIns.marketId, marketId), eq(checkIns.day, day), eq(checkIns.personId, personId)))
  return row ?? null
}

export const findLatestCheckIn = async (db: Db, day: string, personId: string): Promise<CheckIn | null> => {
  const { checkIns } = db.t
  const [row] = await selectCheckIns(db)
    .where(and(eq(checkIns.personId, personId), eq(checkIns.day, day)))
    .orderBy(desc(checkIns.at), desc(checkIns.id))
    .limit(1)
  return row ?? null
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

/** Staff have seen the person: a check-in by a printed code alone counts for more from now on. */
export const raiseAssurance = async ({ q, t }: Tx, id: string): Promise<void> => {
  await q.update(t.checkIns).set({ assurance: 'high' }).where(and(eq(t.checkIns.id, id), ne(t.checkIns.assurance, 'high')))
}
