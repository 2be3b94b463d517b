import { sql } from 'drizzle-orm'
import * as pg from 'drizzle-orm/pg-core'
import * as lite from 'drizzle-orm/sqlite-core'

/**
 * The one vocabulary in which tables are described. It has two implementations, `postgresColumns` and
 * `sqliteColumns`; `defineSchema` is written once and called with each. Nothing else in the product may import
 * `drizzle-orm/pg-core` or `drizzle-orm/sqlite-core`.
 *
 * Columns have no names here: a column is called like its key, in snake_case (`monthlyFen` → `monthly_fen`).
 */
export const postgresColumns = {
  /** A uuidv7 (or another short key) made by the application. */
  id: () => pg.text(),
  /** Text, optionally narrowed to a closed set of words. */
  text: <T extends string = string>() => pg.text().$type<T>(),
  /** A whole number within ±2,147,483,647. */
  integer: () => pg.integer(),
  /** An instant: UTC milliseconds since 1970. */
  instant: () => pg.bigint({ mode: 'number' }),
  /** An amount of money: whole fen. */
  fen: () => pg.bigint({ mode: 'number' }),
  /** A whole number up to ±2^53. */
  bigint: () => pg.bigint({ mode: 'number' }),
  boolean: () => pg.boolean(),
  /** A fraction in double precision (latitude, longitude). */
  real: () => pg.doublePrecision(),
  /** JSON kept as the text that was written: key order survives, equality and DISTINCT do not exist. */
  json: <T>() => pg.json().$type<T>(),
  /** The ever-growing number of a row, given by the database, and the table's primary key. */
  sequence: () => pg.bigint({ mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  /** The id of the transaction that wrote the row. SQLite has one writer at a time and needs none: there it is 0. */
  transactionId: () => pg.bigint({ mode: 'number' }).notNull().default(sql`(pg_current_xact_id()::text::bigint)`),
  table: withNamedColumns(pg.pgTable),
  index: pg.index,
  uniqueIndex: pg.uniqueIndex,
  primaryKey: pg.primaryKey,
  check: pg.check,
}

/** The vocabulary as feature code and `defineSchema` see it. */
export type Columns = typeof postgresColumns

/** A reference to a column, needed as a return type where a table refers to itself. */
export type AnyColumn = pg.AnyPgColumn

const sqliteImplementation = {
  id: () => lite.text(),
  text: () => lite.text(),
  integer: () => lite.integer(),
  instant: () => lite.integer(),
  fen: () => lite.integer(),
  bigint: () => lite.integer(),
  boolean: () => lite.integer({ mode: 'boolean' }),
  real: () => lite.real(),
  json: () => lite.text({ mode: 'json' }),
  // AUTOINCREMENT: a number is never given twice, even after the newest row was deleted.
  sequence: () => lite.integer().primaryKey({ autoIncrement: true }),
  transactionId: () => lite.integer().notNull().default(0),
  table: withNamedColumns(lite.sqliteTable),
  index: lite.index,
  uniqueIndex: lite.uniqueIndex,
  primaryKey: lite.primaryKey,
  check: lite.check,
} satisfies Record<keyof Columns, unknown>

/**
 * The same vocabulary for SQLite, typed as the Postgres one so that tables and queries have one type each.
 * Sound as far as the port goes: both sides build the same keys with the same JavaScript values (text, number,
 * boolean, parsed JSON, null), and `schema.test.ts` compares the two databases that come out of it.
 */
export const sqliteColumns = sqliteImplementation as unknown as Columns

/** Gives every column its snake_case name before the table is built; drizzle would take the key as it stands. */
function withNamedColumns<TableFunction extends typeof pg.pgTable | typeof lite.sqliteTable>(table: TableFunction): TableFunction {
  const build = table as (name: string, columns: Record<string, object>, extras?: unknown) => unknown
  return ((name: string, columns: Record<string, object>, extras?: unknown) => {
    for (const [key, builder] of Object.entries(columns)) {
      const { config } = builder as { config: { name: string; keyAsName: boolean } }
      config.name = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
      config.keyAsName = false
    }
    return build(name, columns, extras)
  }) as unknown as TableFunction
}
