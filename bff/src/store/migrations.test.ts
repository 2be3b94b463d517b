import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { drizzle as drizzleSqlite } from 'drizzle-orm/better-sqlite3'
import { migrate as migrateSqlite } from 'drizzle-orm/better-sqlite3/migrator'
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres'
import { migrate as migratePostgres } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { afterEach, expect, inject, test } from 'vitest'
import { runChild } from '../../test/support/child'
import { databaseUrl, onServer } from '../../test/support/postgres-database'
import { engine } from '../../test/support/test-store'
import { inspectDatabase } from './database-facts'
import { migrationsFolder, newestMigration } from './migrations-folder'
import { openStore, type StoreConfig } from './open-store'

const cleanUps: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

const temporaryFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'market-old-store-'))
  cleanUps.push(() => rm(folder, { recursive: true }))
  return folder
}

/** The migrations as they were when the first `count` of them were all. */
async function firstMigrations(count: number): Promise<string> {
  const folder = await temporaryFolder()
  await cp(migrationsFolder(engine), folder, { recursive: true })
  const journal = join(folder, 'meta/_journal.json')
  const all = JSON.parse(await readFile(journal, 'utf8')) as { entries: unknown[] }
  await writeFile(journal, JSON.stringify({ ...all, entries: all.entries.slice(0, count) }))
  return folder
}

/** A database of before, with rows in it. */
async function oldStore(rows: readonly string[]): Promise<StoreConfig> {
  const migrations = await firstMigrations(1)
  if (engine === 'sqlite') {
    const file = join(await temporaryFolder(), 'market.db')
    const client = new Database(file)
    migrateSqlite(drizzleSqlite({ client }), { migrationsFolder: migrations })
    for (const row of rows) client.exec(row)
    client.close()
    return { engine, file }
  }
  const server = inject('postgresUrl')
  const database = `market_old_${randomBytes(6).toString('hex')}`
  await onServer(server, `create database ${database}`)
  cleanUps.push(() => onServer(server, `drop database ${database} with (force)`))
  const client = new pg.Client({ connectionString: databaseUrl(server, database) })
  await client.connect()
  await migratePostgres(drizzlePostgres({ client }), { migrationsFolder: migrations })
  for (const row of rows) await client.query(row)
  await client.end()
  return { engine, url: databaseUrl(server, database) }
}

const before = [
  "insert into regions (code, parent_code, kind, name) values ('41', null, 'province', '河南省'), ('4103', '41', 'city', '洛阳市'), ('410311', '4103', 'county', '洛龙区')",
  `insert into markets (id, kind, level, name, region_code, address, lat, lng, opens_at, closes_at, demo)
   values ('market-1', 'comprehensive', 'city', '洛阳市零工市场', '4103', '开元大道', 34.6, 112.4, '05:00', '18:00', false)`,
  `insert into markets (id, kind, level, name, region_code, address, lat, lng, opens_at, closes_at, demo)
   values ('market-2', 'station', 'street', '开元路街道零工服务站', '410311', '开元路', 34.6, 112.4, '05:00', '18:00', false)`,
  "insert into gates (id, market_id, name, created_at) values ('gate-1', 'market-1', '东门', 5)",
  "insert into people (id, openid, demo, created_at) values ('person-1', 'one', false, 1), ('person-2', 'two', false, 1)",
  "insert into grants (id, person_id, role, market_id, from_at) values ('grant-1', 'person-1', 'staff', 'market-1', 7)",
  "insert into check_ins (id, market_id, gate_id, person_id, day, number, at, assurance) values ('check-in-1', 'market-1', 'gate-1', 'person-2', '2026-11-23', 1, 9, 'low')",
  "insert into workers (person_id, wished_pay_fen, wished_pay_unit, skill_level, registered_at) values ('person-2', 20000, 'day', 'junior', 1)",
  "insert into employers (person_id, kind, name, contact_name_sealed, registered_at) values ('person-1', 'business', '洛阳宏运', 'sealed', 1)",
  `insert into jobs (id, employer_id, market_id, status, trade, title, description, requirements, headcount, filled, address, lat, lng, starts_at, ends_at, break_minutes,
     pay_fen, pay_unit, settle_when, settle_how, contact_name_sealed, contact_name_masked, contact_phone_sealed, contact_phone_masked, perks, version, posted_at)
   values ('job-1', 'person-1', 'market-1', 'open', '4-02-05-01', '卸货', '', '', 1, 1, '1 号库', 34.6, 112.4, 20, 40, 0, 20000, 'day', 'same_day', 'cash', '', '', '', '', '[]', 2, 2)`,
  `insert into applications (id, job_id, worker_id, state, job_version, terms, applied_at, updated_at)
   values ('application-1', 'job-1', 'person-2', 'applied', 1, '{"jobVersion":1,"startsAt":20,"endsAt":1764000000000}', 3, 3)`,
]

/** Brings it up to date and looks whether everything of `before` is there. */
async function expectUpToDate(config: StoreConfig): Promise<void> {
  const store = await openStore(config)
  cleanUps.push(() => store.close())
  await store.migrate()
  const paths = await store.read(async ({ q, t }) => [
    ...(await q.select({ path: t.regions.path }).from(t.regions)), ...(await q.select({ path: t.markets.path }).from(t.markets)),
  ])
  expect(paths.map(({ path }) => path).sort()).toEqual(['/41/', '/41/4103/', '/41/4103/410311/', '/41/4103/410311/market-2/', '/41/4103/market-1/'])
  const [grant] = await store.read(({ q, t }) => q.select().from(t.grants))
  expect(grant).toMatchObject({ id: 'grant-1', role: 'staff', marketId: 'market-1', scopePath: '/41/4103/market-1/', fromAt: 7, grantedAt: 7, endedAt: null })
  const [checkIn] = await store.read(({ q, t }) => q.select().from(t.checkIns))
  expect(checkIn).toMatchObject({ id: 'check-in-1', gateId: 'gate-1', personId: 'person-2', number: 1, assurance: 'low' })
  // Hours as they were agreed on, whatever the posting says now.
  expect(await store.read(({ q, t }) => q.select().from(t.applications))).toMatchObject([{ id: 'application-1', terms: { endsAt: 1_764_000_000_000 }, endsAt: 1_764_000_000_000 }])
}

test('an installation of before keeps its markets and its staff when it is brought up to date', async () => {
  await expectUpToDate(await oldStore(before))
})

test('a migration that is killed midway leaves the database as it was, and the next start brings it up to date', async () => {
  const config = await oldStore(before)
  const untouched = await inspectDatabase(config)
  for (const statement of [6, 60, 120]) {
    expect(await runChild('die-in-migration', config, String(statement))).toMatchObject({ signal: 'SIGKILL' })
    expect(await inspectDatabase(config)).toEqual(untouched)
  }
  await expectUpToDate(config)
  expect(await inspectDatabase(config)).toMatchObject({ migratedTo: newestMigration(engine), damage: [] })
})
