import { sql, type Placeholder, type SQL } from 'drizzle-orm'
import type { Db, Queries } from './store'
import type { Tables } from './schema'

/** What drizzle has built, before it is given to the engine. */
export type Builds<Row> = { prepare(name: string): Prepared<Row> }
type Prepared<Row> = { execute(values: Record<string, unknown>): Promise<Row[]> }

/**
 * A statement that is asked with every request: drizzle builds its text once for each place to query, which takes longer than the
 * statement itself. There are two of them on either engine, one for reads and one for writes. Values that differ are
 * `sql.placeholder('name')`; they reach the engine as they are, so only what columns hold without a conversion may be one.
 * @returns runs it with the values by name
 */
export function prepared<Row, Values extends Record<string, unknown>>(build: (db: Db) => Builds<Row>): (db: Db, values: Values) => Promise<Row[]> {
  const built = new WeakMap<Queries, Prepared<Row>>()
  return async (db, values) => {
    let statement = built.get(db.q)
    if (statement === undefined) {
      // Postgres' driver is given its own name for each text: see `statementNames`.
      statement = build(db).prepare('prepared')
      built.set(db.q, statement)
    }
    return statement.execute(values)
  }
}

/** A value by name where drizzle takes no placeholder as it is: in what an UPDATE sets. */
export const given = (name: string): SQL => sql`${sql.placeholder(name)}`

/**
 * The same for a statement with a few texts, each built once. What it depends on is all that `build` is told, and small enough to be a
 * name; values stay values, so that nobody's get into a text that is kept.
 */
export function preparedTexts<Row, Which extends object, Values extends Record<string, unknown>>(build: (db: Db, which: Which) => Builds<Row>): (db: Db, which: Which, values: Values) => Promise<Row[]> {
  const texts = new Map<string, (db: Db, values: Values) => Promise<Row[]>>()
  return (db, which, values) => {
    const name = JSON.stringify(which)
    let text = texts.get(name)
    if (text === undefined) texts.set(name, (text = prepared<Row, Values>((at) => build(at, which))))
    return text(db, values)
  }
}

/** The longest list whose text is built once: who has more to ask for asks several times. */
export const mostListed = 64
/** Lists are filled up to one of these lengths by naming their first again; longer ones have a text of their own each time. */
const lengths = [1, 4, 16, mostListed]

/**
 * The same for a statement with a list in it, for `inArray`: one statement however long the list is, and its text is built once for the
 * lengths that come often. None is asked for an empty one.
 */
export function preparedList<Row, Item extends string | number, Values extends Record<string, unknown> = Record<string, never>>(
  build: (db: Db, list: Placeholder[]) => Builds<Row>,
): (db: Db, list: readonly Item[], values: Values) => Promise<Row[]> {
  const ofLength = (length: number) => prepared<Row, Record<string, unknown>>((db) => build(db, Array.from({ length }, (_, place) => sql.placeholder(`item${place}`))))
  const often = new Map(lengths.map((length) => [length, ofLength(length)]))
  return async (db, list, values) => {
    const items = [...new Set(list)]
    if (items.length === 0) return []
    const length = lengths.find((one) => one >= items.length) ?? items.length
    const named = Array.from({ length }, (_, place) => [`item${place}`, items[place] ?? items[0]] as const)
    return (often.get(length) ?? ofLength(length))(db, { ...values, ...Object.fromEntries(named) })
  }
}

/** Rows of one statement: more make a text of their own for each number of them. */
const mostRows = 16

type PreparedRows = { statement: Prepared<unknown>; names: string[][] }

/**
 * Inserts rows of one table whose columns are the same in each; the text for so many rows is built once. Values are converted as
 * without it, but for null in a column of JSON, which would become the word.
 */
export function preparedInsert<Name extends keyof Tables>(table: Name): (db: Db, rows: readonly Tables[Name]['$inferInsert'][]) => Promise<void> {
  const built = new WeakMap<Queries, Map<string, PreparedRows>>()
  return async (db, rows) => {
    const columns = Object.keys(rows[0] ?? {}).sort()
    let texts = built.get(db.q)
    if (texts === undefined) built.set(db.q, (texts = new Map()))
    for (let from = 0; from < rows.length; from += mostRows) {
      const some = rows.slice(from, from + mostRows)
      const key = `${some.length} ${columns.join(' ')}`
      let text = texts.get(key)
      if (text === undefined) {
        // Made once as well: a name that is put together for each value takes as long as the value.
        const names = some.map((_row, index) => columns.map((column) => `${column}${index}`))
        const values = names.map((ofRow) => Object.fromEntries(ofRow.map((name, at) => [columns[at], sql.placeholder(name)])))
        text = { statement: db.q.insert(db.t[table]).values(values as never).prepare('prepared') as unknown as Prepared<unknown>, names }
        texts.set(key, text)
      }
      const values: Record<string, unknown> = {}
      for (const [index, row] of some.entries()) {
        for (const [at, name] of (text.names[index] ?? []).entries()) {
          const column = columns[at] as keyof typeof row
          // One that a row does not have is missed by drizzle, which refuses the whole.
          if (column in row) values[name] = row[column]
        }
      }
      await text.statement.execute(values)
    }
  }
}
