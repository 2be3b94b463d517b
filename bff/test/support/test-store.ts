import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { openStore, type StoreConfig } from '../../src/store/open-store'
import type { Store } from '../../src/store/store'
import { databaseUrl, onServer } from './postgres-database'

/** The engine this test project runs on. */
export const engine = inject('engine')

export interface TestPlace {
  readonly config: StoreConfig
  remove(): Promise<void>
}

export interface TestStore {
  readonly store: Store
  /** How to open the same data once more: on Postgres from the same test, on SQLite after `close`. */
  readonly config: StoreConfig
  /** Removes the data without closing: for tests that close the store themselves. */
  remove(): Promise<void>
  close(): Promise<void>
}

/** An empty place for a store of this project's engine, not shared with any other test file. */
export async function createTestPlace(): Promise<TestPlace> {
  if (engine === 'sqlite') {
    const folder = await mkdtemp(join(tmpdir(), 'market-store-'))
    return { config: { engine, file: join(folder, 'market.db') }, remove: () => rm(folder, { recursive: true }) }
  }
  const server = inject('postgresUrl')
  const database = `market_test_${randomBytes(6).toString('hex')}`
  await onServer(server, `create database ${database} template ${inject('postgresTemplate')}`)
  return {
    config: { engine, url: databaseUrl(server, database) },
    remove: () => onServer(server, `drop database ${database} with (force)`),
  }
}

/** An open, migrated, empty store; `close` removes all of it. */
export async function createTestStore(): Promise<TestStore> {
  const { config, remove } = await createTestPlace()
  const store = await openStore(config)
  await store.migrate()
  return {
    store,
    config,
    remove,
    async close() {
      await store.close()
      await remove()
    },
  }
}
