// Copies a database and looks through it, in a thread of its own: both take as long as the file is large. Plain JavaScript, so that
// no loader is needed in the thread.
import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'

const { file, into, mostDamage } = workerData

/** One statement sees one moment, whatever is written meanwhile. Pages that are free are left out. */
function copy() {
  const source = new Database(file, { readonly: true, fileMustExist: true, timeout: 5_000 })
  try {
    source.prepare('vacuum into ?').run(into)
  } finally {
    source.close()
  }
}

function look() {
  const database = new Database(into ?? file, { readonly: true, fileMustExist: true, timeout: 5_000 })
  try {
    // What is counted and what is checked is of one moment.
    database.exec('begin')
    const names = database.prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' and name not like '\\_\\_%' escape '\\' order by name").pluck().all()
    const rows = Object.fromEntries(names.map((name) => [name, database.prepare(`select count(*) from "${name}"`).pluck().get()]))
    const pages = database.pragma(`integrity_check(${mostDamage})`, { simple: false }).map((row) => row.integrity_check).filter((said) => said !== 'ok')
    const broken = database.prepare('select "table" || \': \' || count(*) || \' rows without the row of \' || parent || \' they refer to\' from pragma_foreign_key_check group by "table", parent order by 1').pluck().all()
    const migrations = database.prepare("select count(*) from sqlite_master where name = '__drizzle_migrations'").pluck().get() === 1
    const migratedTo = migrations ? Number(database.prepare('select max(created_at) from __drizzle_migrations').pluck().get() ?? 0) : 0
    return { rows, migratedTo, damage: [...pages, ...broken].slice(0, mostDamage) }
  } finally {
    database.close()
  }
}

try {
  if (into !== null) copy()
  parentPort.postMessage(look())
} catch (error) {
  // SQLite's words are about pages and disks, and never hold a value.
  parentPort.postMessage({ refused: `${into ?? file}: ${error.message} (${error.code ?? error.name})` })
}
