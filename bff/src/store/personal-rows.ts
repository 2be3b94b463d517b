import { and, desc, eq, getTableColumns, inArray, or, sql, type SQL } from 'drizzle-orm'
import type { AnyColumn } from './columns'
import { personalData } from './personal-data'
import type { AboutPeople, Fate, Shown, ShownAs, TableName } from './personal-data/declaration'
import type { Tables } from './schema'
import type { Db, Tx } from './store'

/** What the declarations say, as statements. Tables differ in type and are asked alike, so here they are all taken for one. */

type AnyDeclaration = Omit<AboutPeople<'people'>, 'of' | 'show' | 'atClosing' | 'inTheEnd'> & {
  of: readonly (string | { column: string; in: TableName })[]
  show: Readonly<Record<string, Shown | undefined>>
  atClosing: Fate<'people'>
  inTheEnd?: Fate<'people'>
}

export type PersonalTable = { table: TableName; about: AnyDeclaration }

/** Tables that hold something about people, each behind those it refers to. */
export const personalTables: readonly PersonalTable[] = (Object.keys(personalData) as TableName[]).flatMap((table) => {
  const about = personalData[table]
  return 'nobody' in about ? [] : [{ table, about: about as unknown as AnyDeclaration }]
})

const aboutOf = (table: TableName): AnyDeclaration => {
  const found = personalTables.find((one) => one.table === table)
  if (found === undefined) throw new Error(`${table} is declared to be about nobody`)
  return found.about
}

const tableIn = (t: Tables, table: TableName): Tables['people'] => t[table] as Tables['people']

const columnsIn = (t: Tables, table: TableName): Record<string, AnyColumn> => getTableColumns(tableIn(t, table))

const columnIn = (t: Tables, table: TableName, name: string): AnyColumn => {
  const column = columnsIn(t, table)[name]
  if (column === undefined) throw new Error(`${table} has no ${name}`)
  return column
}

/** The one column by which others refer to a row. */
const keyOf = (t: Tables, table: TableName): AnyColumn => {
  const keys = Object.values(columnsIn(t, table)).filter(({ primary }) => primary)
  if (keys.length !== 1) throw new Error(`${table} has no single key`)
  return keys[0] as AnyColumn
}

/** The condition that a row is about a person. */
function isAbout({ q, t }: Pick<Db, 'q' | 't'>, table: TableName, personId: string): SQL {
  const conditions = aboutOf(table).of.map((link) =>
    typeof link === 'string'
      ? eq(columnIn(t, table, link), personId)
      : inArray(columnIn(t, table, link.column), q.select({ key: keyOf(t, link.in) }).from(tableIn(t, link.in)).where(isAbout({ q, t }, link.in, personId))))
  return or(...conditions) ?? sql`1 = 0`
}

export type Cell = {
  /** As in the code: also the name for programs. */
  column: string
  label: string
  as: ShownAs | null
  value: unknown
}
/** One row as far as it is shown; `key` is what the vault knows it by. */
export type PersonalRow = { key: string; cells: Cell[] }

const shownAs = (shown: Shown): { label: string; as: ShownAs | null } => (typeof shown === 'string' ? { label: shown, as: null } : { label: shown[0], as: shown[1] })

/** Rows of a table about a person with the columns that are shown, the newest first where keys grow; at most `limit`. */
export async function personalRows({ q, t }: Db, { table, about }: PersonalTable, personId: string, limit: number): Promise<PersonalRow[]> {
  const shown = Object.entries(about.show).flatMap(([name, one]) => (one === undefined ? [] : [{ column: name, ...shownAs(one) }]))
  if (shown.length === 0) return []
  const columns = columnsIn(t, table)
  const keys = Object.keys(columns).filter((name) => columns[name]?.primary)
  // Postgres knows no order of JSON.
  const ordered = Object.entries(columns).filter(([, column]) => (keys.length > 0 ? column.primary : column.dataType !== 'json')).map(([, column]) => desc(column))
  const rows: Record<string, unknown>[] = await q
    .select(columns as Record<string, Tables['people']['id']>)
    .from(tableIn(t, table))
    .where(isAbout({ q, t }, table, personId))
    .orderBy(...ordered)
    .limit(limit)
  return rows.map((row) => ({ key: String(row[keys[0] ?? '']), cells: shown.map((cell) => ({ ...cell, value: row[cell.column] })) }))
}

/** Rows of a table by their own numbers: those that are about a person and still there. */
export const idsAbout = async ({ q, t }: Db, table: TableName, personId: string): Promise<string[]> =>
  (await q.select({ key: keyOf(t, table) }).from(tableIn(t, table)).where(isAbout({ q, t }, table, personId))).map(({ key }) => String(key))

/** Deletes and empties what is about a person as its table says; within the write that notes it, for half of it would be worse than none. */
export async function erasePersonalRows({ q, t }: Tx, personId: string, when: 'atClosing' | 'inTheEnd'): Promise<void> {
  // What refers to others goes before them.
  for (const { table, about } of [...personalTables].reverse()) {
    const fate = about[when] ?? about.atClosing
    if (fate === 'stay') continue
    const theirs = and(isAbout({ q, t }, table, personId))
    if (fate === 'delete') await q.delete(tableIn(t, table)).where(theirs)
    else await q.update(tableIn(t, table)).set(fate).where(theirs)
  }
}

/** Masked names of people, and names of markets, by their ids. */
export async function namesOf({ q, t }: Db, { people, markets }: { people: readonly string[]; markets: readonly string[] }): Promise<ReadonlyMap<string, string>> {
  const some = (ids: readonly string[]): string[] => [...new Set(ids)]
  const rows = [
    ...(people.length === 0 ? [] : await q.select({ id: t.people.id, name: t.people.nameMasked }).from(t.people).where(inArray(t.people.id, some(people)))),
    ...(markets.length === 0 ? [] : await q.select({ id: t.markets.id, name: t.markets.name }).from(t.markets).where(inArray(t.markets.id, some(markets)))),
  ]
  return new Map(rows.map(({ id, name }) => [id, name ?? '*']))
}
