import { and, asc, eq, getTableColumns, getTableName, isNotNull, sql, type SQL } from 'drizzle-orm'
import type { AnyColumn } from './columns'
import type { Tables } from './schema'
import type { Store } from './store'
import { VaultError, type Place, type Vault } from './vault'

/** Values opened and sealed between two moments at which others may work, and written at once. */
const batch = 100

/** What names a row for the vault, where it is not the one column that is the primary key. */
const severalKeys: Partial<Record<keyof Tables, readonly string[]>> = { idempotencyResults: ['personId', 'key'] }

export type SealedColumn = {
  table: keyof Tables
  /** As in the code, and with its table as in the database. */
  key: string
  name: string
  column: AnyColumn
  /** Together they name the row. */
  keys: readonly AnyColumn[]
}

/** Every column that holds the vault's values, known by its name: see `defineSchema`. @throws Error where nothing names a row */
export function sealedColumns(tables: Tables): SealedColumn[] {
  return (Object.keys(tables) as (keyof Tables)[]).flatMap((table) => {
    const columns = getTableColumns(tables[table]) as Record<string, AnyColumn>
    const keys = (severalKeys[table] ?? Object.keys(columns).filter((name) => columns[name]?.primary)).flatMap((name) => columns[name] ?? [])
    const sealed = Object.entries(columns).filter(([name]) => name.endsWith('Sealed'))
    if (sealed.length > 0 && keys.length === 0) throw new Error(`nothing names a row of ${table}`)
    return sealed.map(([key, column]) => ({ table, key, name: `${getTableName(tables[table])}.${column.name}`, column, keys }))
  })
}

export type Resealed = {
  looked: number
  resealed: number
  /** Rows whose value nobody can open, because its key is gone or it was changed. It is left as it is. */
  unreadable: string[]
}

type Row = { keys: string[]; value: string }

/**
 * Seals each value of a column anew that is not under the vault's newest key. Where a value was changed meanwhile the change
 * stands: it was sealed with the newest key. Broken off it has done a part, and goes through the rest when it is begun again.
 * @param note is told after each batch
 */
export async function resealColumn({ store, vault }: { store: Store; vault: Vault }, sealed: SealedColumn, note: (sofar: Resealed) => void = () => undefined): Promise<Resealed> {
  const sofar: Resealed = { looked: 0, resealed: 0, unreadable: [] }
  const { column } = sealed
  for (let after: string[] | null = null; ;) {
    const rows = await rowsBehind(store, sealed, after)
    if (rows.length === 0) return sofar
    after = rows.at(-1)?.keys ?? null
    const anew: (Row & { sealed: string })[] = []
    for (const row of rows) {
      const place: Place = { table: getTableName(column.table), column: column.name, row: row.keys.join('|') }
      try {
        if (vault.isOutdated(row.value)) anew.push({ ...row, sealed: vault.seal(vault.open(row.value, place), place) })
      } catch (error) {
        if (!(error instanceof VaultError)) throw error
        sofar.unreadable.push(place.row)
      }
    }
    sofar.looked += rows.length
    if (anew.length > 0) sofar.resealed += await putIn(store, sealed, anew)
    note(sofar)
  }
}

/** The next rows in the order of their keys that hold a value. */
const rowsBehind = (store: Store, { table, column, keys }: SealedColumn, after: readonly string[] | null): Promise<Row[]> =>
  store.read(async ({ q, t }) => {
    const behind: SQL | undefined = after === null ? undefined : sql`(${sql.join([...keys], sql`, `)}) > (${sql.join(after.map((key) => sql`${key}`), sql`, `)})`
    const rows = await q
      .select({ value: column, first: keys[0] as AnyColumn, second: keys[1] ?? (keys[0] as AnyColumn) })
      .from(t[table] as Tables['people'])
      // Where there was nothing to keep there is an empty text.
      .where(and(isNotNull(column), sql`${column} <> ''`, behind))
      .orderBy(...keys.map((key) => asc(key)))
      .limit(batch)
    return rows.map(({ value, first, second }) => ({ value: value as string, keys: [first as string, second as string].slice(0, keys.length) }))
  })

/** @returns how many were still what they had been */
const putIn = (store: Store, { table, key, column, keys }: SealedColumn, anew: readonly (Row & { sealed: string })[]): Promise<number> =>
  store.write(async ({ q, t }) => {
    let put = 0
    for (const { keys: values, value, sealed } of anew) {
      const row = and(...keys.map((one, index) => eq(one, values[index])), eq(column, value))
      put += (await q.update(t[table] as Tables['people']).set({ [key]: sealed }).where(row).returning({ first: keys[0] as AnyColumn })).length
    }
    return put
  })
