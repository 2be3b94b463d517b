import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { databaseUrl, onServer } from '../../test/support/postgres-database'
import { insertMarketWithJob } from '../../test/support/rows'
import { createTestStore, type TestStore } from '../../test/support/test-store'
import { inspectDatabase } from './database-facts'
import { newestMigration } from './migrations-folder'

let place: TestStore
const copy = `market_copy_${randomBytes(6).toString('hex')}`
const server = inject('postgresUrl')
const copyConfig = { engine: 'postgres', url: databaseUrl(server, copy) } as const
beforeAll(async () => {
  place = await createTestStore()
  await place.store.write((tx) => insertMarketWithJob(tx, 1))
})
afterAll(() => place.remove())
afterAll(() => onServer(server, `drop database if exists ${copy} with (force)`))

test('a copy of a database has the same rows in every table and nothing wrong; a row that is missing in it is found', async () => {
  const original = await inspectDatabase(place.config)
  expect(original).toMatchObject({ migratedTo: newestMigration('postgres'), damage: [], rows: { jobs: 1, markets: 1, people: 1, applications: 0 } })
  await place.store.close()
  await onServer(server, `create database ${copy} template ${new URL(place.config.engine === 'postgres' ? place.config.url : '').pathname.slice(1)}`)
  expect(await inspectDatabase(copyConfig)).toEqual(original)

  const client = new pg.Client({ connectionString: copyConfig.url })
  await client.connect()
  // As after a restore that was told to go on past its errors.
  await client.query('set session_replication_role = replica')
  await client.query('delete from people')
  await client.end()
  const { damage, rows } = await inspectDatabase(copyConfig)
  expect(rows.people).toBe(0)
  expect(damage).toContain('employers: 1 rows without the row of people they refer to')
})
