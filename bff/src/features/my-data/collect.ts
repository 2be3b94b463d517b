import { dataClassNames, type DataClass } from '@market/shared/my-data/data-classes'
import { maskIdNumber, maskName, maskPhone } from '@market/shared/words/mask'
import type { TableName } from '../../store/personal-data/declaration'
import { namesOf, personalRows, personalTables, type Cell, type PersonalRow } from '../../store/personal-rows'
import type { Store } from '../../store/store'
import { VaultError, type Place, type Vault } from '../../store/vault'
import { unreadable } from './my-data.text'

/** Rows of one table that are given out at a time, the newest; whoever has more (lists of postings) asks at the desk. */
const most = 10_000

export type Value = string | number | boolean | null | object
export type Entry = { column: string; label: string; value: Value }
export type Collected = { class: DataClass; tables: { table: TableName; rows: Entry[][]; isCut: boolean }[] }

const inDatabase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/**
 * Everything that is given out about a person, by class. Names of others are masked, and so is the ID number always: an unlocked
 * phone that was stolen shall not yield it, and its owner has it on the card.
 */
export async function collect({ store, vault }: { store: Store; vault: Vault }, personId: string): Promise<Collected[]> {
  const { tables, names } = await store.read(async (db) => {
    const read: { table: TableName; class: DataClass; rows: PersonalRow[] }[] = []
    for (const one of personalTables) read.push({ table: one.table, class: one.about.class, rows: await personalRows(db, one, personId, most) })
    const ids = (as: Cell['as']): string[] => read.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.flatMap((cell) => (cell.as === as && typeof cell.value === 'string' ? [cell.value] : []))))
    return { tables: read, names: await namesOf(db, { people: ids('person'), markets: ids('market') }) }
  })
  const openOrNull = (place: Place, sealed: string): string | null => {
    try {
      return vault.open(sealed, place)
    } catch (error) {
      if (error instanceof VaultError) return null
      throw error
    }
  }
  // An own number may be under any of its keys; opened beside the read, because that takes its time.
  const valueOf = (table: TableName, row: string, { column, as, value }: Cell): Value => {
    if (value === null || value === undefined || value === '') return null
    if (as === null || typeof value !== 'string') return value as Value
    if (as === 'person' || as === 'market') return value === personId ? '本人' : (names.get(value) ?? '*')
    const place: Place = { table: inDatabase(table), column: inDatabase(column), row }
    const plain = openOrNull(place, value)
    // One value that cannot be read must not cost somebody all others.
    if (plain === null) return unreadable
    return { opened: (text: string) => text, name: maskName, phone: maskPhone, id_number: maskIdNumber }[as](plain)
  }
  return dataClassNames.map((name) => ({
    class: name,
    tables: tables.filter((one) => one.class === name && one.rows.length > 0).map(({ table, rows }) => ({
      table,
      isCut: rows.length === most,
      rows: rows.map(({ key, cells }) => cells.map((cell): Entry => ({ column: cell.column, label: cell.label, value: valueOf(table, key, cell) }))),
    })),
  }))
}
