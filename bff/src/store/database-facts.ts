import { Worker } from 'node:worker_threads'
import pg from 'pg'
import { StoreRefusedError } from './errors'
import type { StoreConfig } from './open-store'

/** What a database is made of, to hold a copy against it. */
export type DatabaseFacts = {
  /** Rows by table, in SQL names; empty ones too. */
  rows: Readonly<Record<string, number>>
  /** When the newest migration in it was made, UTC ms; 0 for none. */
  migratedTo: number
  /** What the engine finds wrong with it: pages, indexes, rows that refer to nothing. Empty where all is well. */
  damage: readonly string[]
}

/** So much is said of what is wrong: behind one broken page there may be thousands of rows. */
const mostDamage = 20

/**
 * Copies an SQLite database as it is now into another file, also while a server writes, and looks through the copy. In a thread of its
 * own: neither holds up the server.
 * @param into an empty file, or none yet
 * @throws Error a disk that is full, or a page that cannot be read
 */
export const snapshotSqlite = (file: string, into: string): Promise<DatabaseFacts> => inThread({ file, into })

/** Looks through every page and row. @throws StoreRefusedError it cannot be read */
export const inspectDatabase = (config: StoreConfig): Promise<DatabaseFacts> =>
  config.engine === 'sqlite' ? inThread({ file: config.file, into: null }) : inspectPostgres(config.url)

function inThread(work: { file: string; into: string | null }): Promise<DatabaseFacts> {
  const thread = new Worker(new URL('./database-facts-worker.mjs', import.meta.url), { workerData: { ...work, mostDamage }, execArgv: [] })
  return new Promise((resolve, reject) => {
    thread.once('message', (answer: DatabaseFacts | { refused: string }) => {
      if ('refused' in answer) reject(new StoreRefusedError(answer.refused))
      else resolve(answer)
    })
    thread.once('error', reject)
    thread.once('exit', () => reject(new StoreRefusedError('the thread that looks through the database ended')))
  })
}

/** In one transaction, so that the counts are of one moment. */
async function inspectPostgres(url: string): Promise<DatabaseFacts> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const all = async <Row extends pg.QueryResultRow>(statement: string): Promise<Row[]> => (await client.query<Row>(statement)).rows
  try {
    await client.query('begin transaction isolation level repeatable read read only')
    const tables = await all<{ name: string }>("select table_name as name from information_schema.tables where table_schema = 'public' order by table_name")
    const rows: Record<string, number> = {}
    // Every column is read, so that a page or a long value that cannot be read is found.
    for (const { name } of tables) rows[name] = Number((await all<{ rows: string }>(`select count(md5(x::text)) as rows from public."${name}" x`))[0]?.rows)
    const keys = await all<{ constraint: string; child: string; parent: string; joined: string; present: string; validated: boolean }>(`
      select c.conname as constraint, c.conrelid::regclass::text as child, c.confrelid::regclass::text as parent, c.convalidated as validated,
        string_agg(format('p.%I = c.%I', b.attname, a.attname), ' and ') as joined, string_agg(format('c.%I is not null', a.attname), ' and ') as present
      from pg_constraint c, unnest(c.conkey, c.confkey) as k(child, parent)
      join pg_attribute a on true join pg_attribute b on true
      where c.contype = 'f' and c.connamespace = 'public'::regnamespace and a.attrelid = c.conrelid and a.attnum = k.child and b.attrelid = c.confrelid and b.attnum = k.parent
      group by c.oid, c.conname, c.conrelid, c.confrelid, c.convalidated order by c.conname`)
    const damage: string[] = []
    for (const { constraint, child, parent, joined, present, validated } of keys) {
      if (!validated) damage.push(`${constraint}: not validated`)
      const broken = Number((await all<{ rows: string }>(`select count(*) as rows from ${child} c where ${present} and not exists (select 1 from ${parent} p where ${joined})`))[0]?.rows)
      if (broken > 0) damage.push(`${child}: ${broken} rows without the row of ${parent} they refer to`)
    }
    for (const { name } of await all<{ name: string }>('select indexrelid::regclass::text as name from pg_index where not indisvalid')) damage.push(`${name}: an index that is not valid`)
    const [newest] = await all<{ at: string | null }>("select max(created_at) as at from drizzle.__drizzle_migrations")
    return { rows, migratedTo: Number(newest?.at ?? 0), damage: damage.slice(0, mostDamage) }
  } finally {
    await client.end()
  }
}
