import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { StoreRefusedError } from './errors'
import { eventReader, listeners } from './event-log'
import { lockFile } from './file-lock'
import { looksByNumber } from './looks'
import { migrationsFolder } from './migrations-folder'
import type { Tables } from './schema'
import * as sqliteTables from './schema.sqlite'
import { sqliteQueries, statementCache } from './sqlite-queries'
import { whySqliteIsUnsafe } from './sqlite-version'
import type { Db, Reader, Store } from './store'
import { createWriteQueue } from './write-queue'
import { assertOutsideWrite, scopeHere, toTx } from './write-scope'

const tables: Tables = sqliteTables
const largestBatch = 64
/** Bytes; SQLite itself takes no more than about two thousand million. */
const mostMapped = 2_000_000_000

/**
 * Opens a SQLite file, which this process then owns. Writes go through one connection with group commit; reads have a
 * read-only connection and see the newest commit with each statement.
 * @param file path of the database; folders are made
 * @throws StoreRefusedError another process has the file, or the library is not safe
 */
export async function openSqlite(file: string): Promise<Store> {
  mkdirSync(dirname(file), { recursive: true })
  const unlock = lockForThisProcess(file)
  let writer: Database.Database
  try {
    writer = openWriter(file)
  } catch (cause) {
    unlock()
    throw cause
  }
  const reader = new Database(file, { readonly: true, timeout: 5_000 })
  const checkpointer = new Worker(new URL('./checkpoint-worker.mjs', import.meta.url), { workerData: { file }, execArgv: [] })
  checkpointer.unref()

  const readDb: Db = { q: sqliteQueries(statementCache(reader)), t: tables }
  const appended = listeners()
  const writeDb: Db = { q: sqliteQueries(statementCache(writer), scopeHere), t: tables }
  const queue = createWriteQueue(
    writer,
    (scope) => toTx(writeDb, scope),
    largestBatch,
    appended.call,
  )

  const read: Store['read'] = async (query) => {
    assertOutsideWrite('read')
    return query(readDb)
  }
  return {
    engine: 'sqlite',
    read,
    async readThrough(query) {
      assertOutsideWrite('read')
      // Not for every read: a mapped page that cannot be read from the disk ends the process, where a read would be refused.
      const mapped = new Database(file, { readonly: true, timeout: 5_000 })
      try {
        mapped.pragma(`mmap_size = ${mostMapped}`)
        return await query({ q: sqliteQueries(statementCache(mapped)), t: tables })
      } finally {
        mapped.close()
      }
    },
    async write(effect) {
      assertOutsideWrite('write')
      return queue.submit(effect)
    },
    waited: queue.waited,
    // One writer at a time: when an event can be seen, nothing older is still running.
    events: { ...eventReader(read, sql`1`), ...looksByNumber(read), onAppended: appended.add },
    async migrate() {
      // SQLite changes many a table by rebuilding it, which needs foreign keys off; the pragma does nothing in a transaction.
      writer.pragma('foreign_keys = OFF')
      migrate(drizzle({ client: writer }), { migrationsFolder: migrationsFolder('sqlite') })
      const broken = writer.pragma('foreign_key_check') as unknown[]
      writer.pragma('foreign_keys = ON')
      if (broken.length > 0) throw new StoreRefusedError(`a migration left ${broken.length} rows without the row they refer to`)
    },
    async close() {
      await queue.close()
      const ended = new Promise((resolve) => checkpointer.once('exit', resolve))
      // Alone it may not keep a process alive; now its end is waited for.
      checkpointer.ref()
      checkpointer.postMessage('close')
      await ended
      reader.close()
      writer.close()
      unlock()
    },
  }
}

/**
 * Opens a SQLite file to read beside the process that owns it, such as a running server.
 * @throws StoreRefusedError there is no such file
 */
export function openSqliteReader(file: string): Reader {
  if (!existsSync(file)) throw new StoreRefusedError(`there is no database ${file}`)
  const reader = new Database(file, { readonly: true, timeout: 5_000 })
  const db: Db = { q: sqliteQueries(statementCache(reader)), t: tables }
  return {
    read: async (query) => query(db),
    async close() {
      reader.close()
    },
  }
}

function openWriter(file: string): Database.Database {
  const writer = new Database(file, { timeout: 5_000 })
  const reason = whySqliteIsUnsafe(writer.prepare('select sqlite_version()').pluck().get() as string)
  if (reason) {
    writer.close()
    throw new StoreRefusedError(reason)
  }
  writer.pragma('journal_mode = WAL')
  // FULL: a commit is on the disk before anyone is told of it. The checkpointer thread empties the log.
  writer.pragma('synchronous = FULL')
  writer.pragma('foreign_keys = ON')
  writer.pragma('wal_autocheckpoint = 0')
  return writer
}

/** One process per file: group commit and the in-process wake-up of followers know only their own process. */
function lockForThisProcess(file: string): () => void {
  const unlock = lockFile(`${file}.lock`)
  if (unlock === null) throw new StoreRefusedError(`${file} is in use by another process; stop that one first, or use Postgres for several processes`)
  return unlock
}
