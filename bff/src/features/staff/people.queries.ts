import { and, eq, gt, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Db, Tx } from '../../store/store'

const selectPeople = ({ q, t }: Db) =>
  q.select({ personId: t.people.id, nameMasked: t.people.nameMasked, phoneMasked: t.people.phoneMasked, verifiedUntil: t.people.verifiedUntil }).from(t.people)

export type FoundPerson = Awaited<ReturnType<typeof selectPeople>>[number]

/** Checked people with this phone number; two at most, for more than one is as good as none. */
export const verifiedByPhone = (db: Db, indexes: readonly string[], now: number): Promise<FoundPerson[]> =>
  selectPeople(db).where(and(inArray(db.t.people.phoneIndex, [...indexes]), gt(db.t.people.verifiedUntil, now))).limit(2)

/** Registered people with this phone number, checked or not; two at most. */
export const registeredByPhone = (db: Db, indexes: readonly string[]): Promise<FoundPerson[]> =>
  selectPeople(db).where(and(inArray(db.t.people.phoneIndex, [...indexes]), isNotNull(db.t.people.nameSealed))).limit(2)

export const findPerson = async (db: Db, personId: string): Promise<FoundPerson | null> => {
  const [row] = await selectPeople(db).where(eq(db.t.people.id, personId))
  return row ?? null
}

/** Counts a search of this person in an hour and gives how many there have been. */
export const countSearch = async ({ q, t }: Tx, personId: string, hourNumber: number): Promise<number> => {
  const [row] = await q
    .insert(t.counters)
    .values({ name: `person-search:${personId}:${hourNumber}`, value: 1 })
    .onConflictDoUpdate({ target: t.counters.name, set: { value: sql`${t.counters.value} + 1` } })
    .returning({ value: t.counters.value })
  if (row === undefined) throw new Error('a counter always gives a number')
  return row.value
}
