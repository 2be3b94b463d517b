import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { StatementError, StoreRefusedError, TxEndedError, withoutValues } from './errors'
import { eventReader } from './event-log'
import { looksBySnapshot } from './looks'
import { migrationsFolder } from './migrations-folder'
import { createNotifications } from './postgres-notifications'
import { postgresReads, postgresWrites, statementNames } from './postgres-queries'
import type { Tables } from './schema'
import * as postgresTables from './schema.postgres'
import { toStatementError } from './statement-errors'
import type { Db, Store, Tx } from './store'
import { waitingLine } from './waiting-line'
import { assertOutsideWrite, newWriteScope, runInScope, toTx, type WriteScope } from './write-scope'

const tables: Tables = postgresTables
const largestAttempts = 5
/** After so long Postgres gives up a statement. */
const statementMs = 30_000
/** Any fixed number: whoever holds this advisory lock is migrating. */
const migrationLock = 4101_0001

/**
 * Opens a Postgres database, which any number of processes may share. A write is one READ COMMITTED transaction, run
 * again after a deadlock or a serialization failure. Reads use connections on which Postgres itself refuses changes;
 * each statement sees the newest commit, as on SQLite.
 * @param url as `postgres://user:password@host:port/database`
 * @param connections how many connections writes and reads may use, each
 * @param answerWithinMs so long a statement may be unanswered before its connection is given up; more than Postgres itself gives it
 * @throws StoreRefusedError the database cannot be reached
 */
export async function openPostgres(url: string, connections = 10, { answerWithinMs = statementMs + 5_000 } = {}): Promise<Store> {
  // count() and sums come as bigint and numeric, which pg gives as text. Ours are fen, ms and counts: exact below 2^53,
  // and plain numbers on SQLite. drizzle asks the global parsers only, so there is no narrower place for this.
  pg.types.setTypeParser(pg.types.builtins.INT8, Number)
  pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)

  const writers = poolOf(url, connections, answerWithinMs, '')
  const readers = poolOf(url, connections, answerWithinMs, '-c default_transaction_read_only=on')
  try {
    await readers.query('select 1')
  } catch (cause) {
    await Promise.all([writers.end(), readers.end()])
    throw new StoreRefusedError(`Postgres cannot be reached: ${toStatementError(cause, 'select 1').message}`)
  }
  const nameOf = statementNames()
  const notifications = createNotifications(url, writers)
  const line = waitingLine()
  const readDb: Db = { q: postgresReads(() => line.until(readers.connect()), nameOf), t: tables }
  const clients = new WeakMap<WriteScope, pg.PoolClient>()
  const writeDb: Db = {
    q: postgresWrites((scope) => {
      const client = clients.get(scope)
      if (client === undefined) throw new TxEndedError()
      return client
    }, nameOf),
    t: tables,
  }

  const read: Store['read'] = async (query) => {
    assertOutsideWrite('read')
    try {
      return await query(readDb)
    } catch (error) {
      throw withoutValues(error)
    }
  }

  async function attempt<T>(effect: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await line.until(writers.connect()).catch((cause: unknown) => {
      throw toStatementError(cause, 'connect')
    })
    const scope = newWriteScope()
    clients.set(scope, client)
    const statement = (text: string) => client.query(text).catch((cause: unknown) => {
      throw toStatementError(cause, text)
    })
    let broken = false
    try {
      await statement('begin isolation level read committed')
      const value = await runInScope(scope, toTx(writeDb, scope), effect)
      // A statement that nobody awaited may have failed unseen; Postgres then answers COMMIT with ROLLBACK.
      const { command } = await statement('commit')
      if (command !== 'COMMIT') throw new StatementError('25P02', 'commit')
      if (scope.appended > 0) notifications.send()
      return value
    } catch (cause) {
      const error = withoutValues(cause)
      // Whoever did not answer is not asked again: the connection goes, and Postgres rolls back what was on it.
      if (error instanceof StatementError && error.isConnectionLost) broken = true
      else await statement('rollback').catch(() => { broken = true })
      throw error
    } finally {
      client.release(broken)
    }
  }

  return {
    engine: 'postgres',
    read,
    readThrough: read,
    async write(effect) {
      assertOutsideWrite('write')
      for (let attempts = 1; ; attempts += 1) {
        try {
          return await attempt(effect)
        } catch (error) {
          if (!(error instanceof StatementError && error.isConflict) || attempts >= largestAttempts) throw error
          // Those who collided must not collide again at once.
          await delay(Math.random() * 10 * 2 ** attempts)
        }
      }
    },
    waited: line.waited,
    // A transaction can commit after one with a higher number, so a follower that goes up to the largest number skips
    // it. Below the oldest transaction still running, as this statement's own snapshot sees it, nothing can appear any more.
    events: {
      ...looksBySnapshot(read),
      ...eventReader(read, sql`${tables.events.xid} < pg_snapshot_xmin(pg_current_snapshot())::text::bigint`),
      onAppended: notifications.onReceived,
    },
    async migrate() {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      try {
        await client.query('select pg_advisory_lock($1)', [migrationLock])
        await migrate(drizzle({ client }), { migrationsFolder: migrationsFolder('postgres') })
      } finally {
        // Ending the session lets go of the lock.
        await client.end()
      }
    },
    async close() {
      await notifications.close()
      await Promise.all([writers.end(), readers.end()])
    },
  }
}

function poolOf(url: string, connections: number, answerWithinMs: number, extraOptions: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    application_name: 'market-bff',
    connectionTimeoutMillis: Math.min(10_000, answerWithinMs),
    // Postgres' own limit says nothing when the way to it has gone silent: a firewall that forgot the connection, a machine that is off.
    query_timeout: answerWithinMs,
    // An effect that hangs must not hold its rows, and with them the followers' horizon, for ever.
    options: `-c idle_in_transaction_session_timeout=10s -c statement_timeout=${statementMs} ${extraOptions}`.trim(),
  })
  // A lost connection is an 'error' event on the pool when idle and on the client when in use. Without a listener it would
  // end the process; the statement it hits is rejected anyway, and the pool replaces the connection.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}
