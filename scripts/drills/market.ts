import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, type StoreConfig } from '@market/bff/store/open-store'
import { createVault } from '@market/bff/store/vault'
import { testKeys } from '../../bff/test/support/config'
import { createMarket } from '../../bff/test/support/market'
import { createPerson, type SignedIn } from '../../bff/test/support/people'

/** A market with workers who come and go. */
export type DrillMarket = { store: StoreConfig; people: SignedIn[]; gateToken: string; ahead: number }

export const vault = createVault({ keys: testKeys.vault, indexKeys: testKeys.index })

/** Eight in the morning: the market is open for many hours. */
const startsAt = Date.parse('2026-11-23T08:00:00+08:00')

export async function makeMarket(store: StoreConfig, workers: number): Promise<DrillMarket> {
  const ahead = startsAt - Date.now()
  const opened = await openStore(store)
  await opened.migrate()
  const { gateToken } = await createMarket(opened)
  const people: SignedIn[] = []
  for (let number = 0; number < workers; number += 1) people.push(await createPerson(opened, vault, startsAt, { worker: {} }))
  await opened.close()
  return { store, people, gateToken, ahead }
}

/** Runs a drill on an SQLite file of its own. */
export async function onSqlite<T>(drill: (store: StoreConfig) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'market-drill-'))
  try {
    return await drill({ engine: 'sqlite', file: join(folder, 'market.sqlite') })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
