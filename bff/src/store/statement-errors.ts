import Database from 'better-sqlite3'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import { DatabaseError } from 'pg'
import { StatementError, UniqueViolation } from './errors'
import * as postgresTables from './schema.postgres'

interface UniqueKey {
  readonly constraint: string
  readonly table: string
  readonly columns: readonly string[]
}

/** Every unique key of the schema. Index names are the same on both engines, so one list serves both. */
const uniqueKeys: readonly UniqueKey[] = Object.values(postgresTables).flatMap((table: PgTable) => {
  const { name, columns, indexes, primaryKeys } = getTableConfig(table)
  const inline = columns.filter((column) => column.primary).map((column) => column.name)
  const composite = primaryKeys.flatMap((key) => key.columns.map((column) => column.name))
  const unique = indexes.filter(({ config }) => config.unique).map(({ config }) => ({
    constraint: config.name ?? '',
    table: name,
    columns: config.columns.map((column) => ('name' in column ? column.name ?? '' : '')),
  }))
  return [{ constraint: `${name}_pkey`, table: name, columns: [...inline, ...composite] }, ...unique]
})

/** What the engine reported, as an error that carries no values and reads the same on both engines. */
export function toStatementError(cause: unknown, statement: string): Error {
  if (cause instanceof DatabaseError) return fromPostgres(cause, statement)
  if (cause instanceof Database.SqliteError) return fromSqlite(cause, statement)
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return new StatementError(cause.code, statement)
  // node-postgres reports a socket that went away, one that is silent for too long, and a pool without a free connection in time, as
  // a bare Error without a code.
  if (cause instanceof Error && /connect|client|read timeout/i.test(cause.message)) return new StatementError('CONNECTION_LOST', statement)
  return new StatementError(cause instanceof Error ? cause.name : 'UNKNOWN', statement)
}

function fromPostgres(cause: DatabaseError, statement: string): StatementError {
  const code = cause.code ?? 'UNKNOWN'
  if (code !== '23505') return new StatementError(code, statement)
  const key = uniqueKeys.find(({ constraint }) => constraint === cause.constraint)
    // A primary key of several columns is named after all of them; here every primary key is '<table>_pkey'.
    ?? uniqueKeys.find(({ constraint }) => constraint === `${cause.table}_pkey`)
  return key ? new UniqueViolation(code, statement, key.table, key.columns, key.constraint) : new StatementError(code, statement)
}

function fromSqlite(cause: InstanceType<typeof Database.SqliteError>, statement: string): StatementError {
  // "UNIQUE constraint failed: check_ins.market_id, check_ins.day, check_ins.person_id"
  const failed = /^UNIQUE constraint failed: (.+)$/.exec(cause.message)?.[1]
  if (failed === undefined) return new StatementError(cause.code, statement)
  const paths = failed.split(', ').map((path) => path.split('.'))
  const table = paths[0]?.[0]
  const columns = paths.map((path) => path[1]).join()
  const key = uniqueKeys.find((candidate) => candidate.table === table && candidate.columns.join() === columns)
  return key ? new UniqueViolation(cause.code, statement, key.table, key.columns, key.constraint) : new StatementError(cause.code, statement)
}
