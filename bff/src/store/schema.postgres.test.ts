import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { shapeOfPostgres, shapeOfSqlite } from '../../test/support/database-shape'
import { createTestStore } from '../../test/support/test-store'
import { openStore } from './open-store'
import * as postgresTables from './schema.postgres'

test('both migrated databases have the same tables, columns, keys, indexes and checks', async () => {
  const postgres = await createTestStore()
  const folder = await mkdtemp(join(tmpdir(), 'market-parity-'))
  const file = join(folder, 'market.db')
  const sqlite = await openStore({ engine: 'sqlite', file })
  await sqlite.migrate()

  const onSqlite = shapeOfSqlite(file)
  const onPostgres = await shapeOfPostgres(postgres.config.engine === 'postgres' ? postgres.config.url : '')
  expect(onSqlite).toEqual(onPostgres)
  expect(Object.keys(onPostgres)).toHaveLength(Object.keys(postgresTables).length)
  // The comparison itself sees the things it compares.
  expect(onPostgres.jobs).toMatchObject({
    columns: { closed_at: 'integer?', lat: 'real', title: 'text' },
    primaryKey: ['id'],
    foreignKeys: ['employer_id -> employers.person_id', 'market_id -> markets.id'],
    checks: ['jobs_never_overfilled'],
  })
  expect(onPostgres.check_ins?.indexes).toContain('check_ins_once_a_day (market_id, day, person_id) unique')
  expect(onPostgres.inbox_messages?.indexes).toContain('inbox_messages_unread (person_id) partial')

  await sqlite.close()
  await postgres.close()
  await rm(folder, { recursive: true })
})
