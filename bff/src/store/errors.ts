import { DrizzleQueryError } from 'drizzle-orm'

/** A `write` (or `read`) was called inside a `write`. One command is one write; inside it, use its tx. */
export class NestedWriteError extends Error {
  override readonly name = 'NestedWriteError'
  constructor(operation: 'read' | 'write') {
    super(`store.${operation} was called inside a write; use the tx of that write`)
  }
}

/** An effect awaited something other than its own statements: a network call, a timer, a file, a thread. */
export class EffectWaitedError extends Error {
  override readonly name = 'EffectWaitedError'
  constructor() {
    super('an effect inside write awaited something other than its own statements; do that before the write')
  }
}

/** A tx was used after its write had ended: a statement was not awaited, or the tx was kept. */
export class TxEndedError extends Error {
  override readonly name = 'TxEndedError'
  constructor() {
    super('this tx has ended; every statement of a write must be awaited inside it')
  }
}

/** The store cannot be opened; the message says why and is meant for the person who starts the process. */
export class StoreRefusedError extends Error {
  override readonly name = 'StoreRefusedError'
}

/**
 * A statement failed. The message has the engine's code and the statement's text, never its values: they may be
 * personal data, and drizzle's and Postgres' own messages would print them.
 */
export class StatementError extends Error {
  override readonly name: string = 'StatementError'
  constructor(
    /** SQLSTATE on Postgres, 'SQLITE_…' on SQLite, Node's error code when the server cannot be reached. */
    readonly code: string,
    readonly statement: string,
  ) {
    super(`statement failed (${code}): ${statement}`)
  }

  /** The same effect may succeed when it is run again from its start: a deadlock or a serialization failure. */
  get isConflict(): boolean {
    return this.code === '40001' || this.code === '40P01'
  }

  /** The connection is gone, or silent for so long that nothing more is expected of it. */
  get isConnectionLost(): boolean {
    return this.code === 'CONNECTION_LOST'
  }

  /** The database is not there at the moment; nothing is wrong with the statement. */
  get isUnavailable(): boolean {
    return /^(08|57P|53|E[A-Z]{4,}|SQLITE_BUSY|SQLITE_FULL|SQLITE_IOERR|CONNECTION_LOST)/.test(this.code)
  }
}

/** A row with the same key is already there. Same names on both engines. */
export class UniqueViolation extends StatementError {
  override readonly name = 'UniqueViolation'
  constructor(
    code: string,
    statement: string,
    /** Table in SQL, e.g. 'check_ins'. */
    readonly table: string,
    /** Columns in SQL, in the order of the index, e.g. ['market_id', 'day', 'person_id']. */
    readonly columns: readonly string[],
    /** The unique index's name in schema.ts, or '<table>_pkey' for the primary key. */
    readonly constraint: string,
  ) {
    super(code, statement)
  }
}

/**
 * The unique violation behind an error, also where the query builder has wrapped it (on Postgres, inside an effect).
 * After one the write is lost on both engines: let it out of `write`, or avoid it with `onConflictDoNothing`.
 */
export function uniqueViolationIn(error: unknown): UniqueViolation | undefined {
  const unwrapped = withoutValues(error)
  return unwrapped instanceof UniqueViolation ? unwrapped : undefined
}

/** Whether a row could not go, or not come, because of another that refers to it. The write is lost, as after any failed statement. */
export function isForeignKeyViolation(error: unknown): boolean {
  const unwrapped = withoutValues(error)
  return unwrapped instanceof StatementError && (unwrapped.code === '23503' || unwrapped.code === 'SQLITE_CONSTRAINT_FOREIGNKEY')
}

/** drizzle wraps a failed statement in an error whose message lists all values; this is the error without them. */
export function withoutValues(error: unknown): unknown {
  return error instanceof DrizzleQueryError && error.cause ? error.cause : error
}
