import { sql } from 'drizzle-orm'
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

/** Rows of one statement: more make a text of their own for each number of them. */
const mostRows = 16

/**
 * Inserts rows of one table whose columns are the same in each; the text for so many rows is built once. Values are converted as
 * without it, but for null in a column of JSON, which would become the word.
 */
export function preparedInsert<Name extends keyof Tables>(table: Name): (db: Db, rows: readonly Tables[Name]['$inferInsert'][]) => Promise<void> {
  const built = new WeakMap<Queries, Map<string, Prepared<unknown>>>()
  return async (db, rows) => {
    const columns = Object.keys(rows[0] ?? {}).sort()
    let statements = built.get(db.q)
    if (statements === undefined) built.set(db.q, (statements = new Map()))
    for (let from = 0; from < rows.length; from += mostRows) {
      const some = rows.slice(from, from + mostRows)
      const name = `${some.length} ${columns.join(' ')}`
      let statement = statements.get(name)
      if (statement === undefined) {
        const values = some.map((_row, index) => Object.fromEntries(columns.map((column) => [column, sql.placeholder(`${column}${index}`)])))
        statement = db.q.insert(db.t[table]).values(values as never).prepare('prepared') as unknown as Prepared<unknown>
        statements.set(name, statement)
      }
      const values: Record<string, unknown> = {}
      for (const [index, row] of some.entries()) {
        for (const [column, value] of Object.entries(row)) values[`${column}${index}`] = value
      }
      await statement.execute(values)
    }
  }
}
