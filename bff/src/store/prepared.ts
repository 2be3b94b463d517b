import type { Db, Queries } from './store'

type Built<Row> = { prepare(name: string): { execute(values: Record<string, unknown>): Promise<Row[]> } }

/**
 * A read that is asked with every request: drizzle builds its text once for each place to query, which takes longer than the
 * statement itself. Values that differ are `sql.placeholder('name')`; they reach the engine as they are, so only what columns
 * hold without a conversion may be one. Within a write nothing is gained: each has a place of its own.
 * @returns runs it with the values by name
 */
export function preparedRead<Row, Values extends Record<string, unknown>>(build: (db: Db) => Built<Row>): (db: Db, values: Values) => Promise<Row[]> {
  const built = new WeakMap<Queries, ReturnType<Built<Row>['prepare']>>()
  return async (db, values) => {
    let statement = built.get(db.q)
    if (statement === undefined) {
      // Postgres' driver is given its own name for each text: see `statementNames`.
      statement = build(db).prepare('read')
      built.set(db.q, statement)
    }
    return statement.execute(values)
  }
}
