import { and, asc, eq, gt, isNotNull } from 'drizzle-orm'
import { uniqueViolationIn } from './errors'
import type { Store } from './store'
import { VaultError, type Vault } from './vault'

/** Rows read between two moments at which others may work, and written at once. */
const batch = 100

/** What is looked up by equality, and the sealed value beside it that says what it should be. */
export const indexedNumbers = [
  { name: 'people.id_number_index', purpose: 'id_number', index: 'idNumberIndex', sealed: 'idNumberSealed', place: 'id_number_sealed' },
  { name: 'people.phone_index', purpose: 'phone', index: 'phoneIndex', sealed: 'phoneSealed', place: 'phone_sealed' },
] as const
export type IndexedNumber = (typeof indexedNumbers)[number]

export type Reindexed = {
  looked: number
  reindexed: number
  /** People whose number nobody can open: they are found under the older key only. */
  unreadable: string[]
  /** People whose ID number somebody else has under the newest key: staff have to say whose account it is. */
  doubled: string[]
}

type Row = { id: string; index: string; sealed: string }

/**
 * Writes each index of a column anew that is not under the newest key. Where a number was changed meanwhile the change stands: it was
 * written under the newest key. Broken off it has done a part, and goes through the rest when it is begun again.
 * @param note is told after each batch
 */
export async function reindexColumn({ store, vault }: { store: Store; vault: Vault }, number: IndexedNumber, note: (sofar: Reindexed) => void = () => undefined): Promise<Reindexed> {
  const sofar: Reindexed = { looked: 0, reindexed: 0, unreadable: [], doubled: [] }
  for (let after = ''; ;) {
    const rows = await rowsBehind(store, number, after)
    if (rows.length === 0) return sofar
    after = rows.at(-1)?.id ?? after
    const anew: (Row & { newest: string })[] = []
    for (const row of rows) {
      try {
        const newest = vault.blindIndex(number.purpose, vault.open(row.sealed, { table: 'people', column: number.place, row: row.id }))
        if (newest !== row.index) anew.push({ ...row, newest })
      } catch (error) {
        if (!(error instanceof VaultError)) throw error
        sofar.unreadable.push(row.id)
      }
    }
    sofar.looked += rows.length
    if (anew.length > 0) await putAll(store, number, anew, sofar)
    note(sofar)
  }
}

const rowsBehind = (store: Store, { index, sealed }: IndexedNumber, after: string): Promise<Row[]> =>
  store.read(async ({ q, t: { people } }) => {
    const rows = await q.select({ id: people.id, index: people[index], sealed: people[sealed] }).from(people)
      .where(and(isNotNull(people[index]), gt(people.id, after))).orderBy(asc(people.id)).limit(batch)
    return rows.map((row) => ({ id: row.id, index: row.index ?? '', sealed: row.sealed ?? '' }))
  })

/** All at once; where one of them meets somebody else's number, one by one, so that only that one is left. */
async function putAll(store: Store, number: IndexedNumber, anew: readonly (Row & { newest: string })[], sofar: Reindexed): Promise<void> {
  try {
    sofar.reindexed += await putIn(store, number, anew)
  } catch (error) {
    if (uniqueViolationIn(error)?.constraint !== 'people_id_number') throw error
    const [first] = anew
    if (first !== undefined && anew.length === 1) sofar.doubled.push(first.id)
    else for (const one of anew) await putAll(store, number, [one], sofar)
  }
}

/** @returns how many were still what they had been */
const putIn = (store: Store, { index, sealed }: IndexedNumber, anew: readonly (Row & { newest: string })[]): Promise<number> =>
  store.write(async ({ q, t: { people } }) => {
    let put = 0
    for (const row of anew) {
      const same = and(eq(people.id, row.id), eq(people[index], row.index), eq(people[sealed], row.sealed))
      put += (await q.update(people).set({ [index]: row.newest }).where(same).returning({ id: people.id })).length
    }
    return put
  })
