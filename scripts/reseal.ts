import { loadConfig } from '@market/bff/config'
import { StoreRefusedError } from '@market/bff/store/errors'
import { openStore } from '@market/bff/store/open-store'
import { indexedNumbers, reindexColumn } from '@market/bff/store/reindexing'
import { resealColumn, sealedColumns } from '@market/bff/store/resealing'
import { createVault } from '@market/bff/store/vault'
import { installationEnvironment } from './installation'
import { step } from './progress.mjs'

/**
 * `npm run reseal`: after a new key was appended to `VAULT_KEYS` or `INDEX_KEY`, everything that is still under an older one is sealed,
 * or indexed, with the new one.
 * It may be broken off and begun again. An SQLite file is in use while its server runs: stop it first. Only when this has
 * found nothing that is left may the older key be taken out, and it is still needed for backups made before.
 */
async function main(): Promise<void> {
  const config = loadConfig({ PUBLIC_URL: 'http://127.0.0.1', ...installationEnvironment() })
  const store = await openStore(config.store)
  let unreadable = 0
  let doubled = 0
  try {
    await store.migrate()
    const vault = createVault({ keys: config.keys.vault, indexKeys: config.keys.index })
    for (const column of await store.read(({ t }) => Promise.resolve(sealedColumns(t)))) {
      const done = await step(
        column.name,
        (note) => resealColumn({ store, vault }, column, ({ looked, resealed }) => note(`${looked} looked at, ${resealed} sealed anew`)),
        ({ looked, resealed, unreadable: rows }) => ({ mark: rows.length > 0 ? '✗' : '✓', say: `${looked} looked at, ${resealed} sealed anew${rows.length > 0 ? `, ${rows.length} unreadable` : ''}` }),
      )
      // Which ones: ids say nothing of anybody.
      for (const row of done.unreadable.slice(0, 20)) console.log(`    ${row}`)
      unreadable += done.unreadable.length
    }
    for (const number of indexedNumbers) {
      const done = await step(
        number.name,
        (note) => reindexColumn({ store, vault }, number, ({ looked, reindexed }) => note(`${looked} looked at, ${reindexed} indexed anew`)),
        ({ looked, reindexed, unreadable: rows, doubled: twins }) => ({
          mark: rows.length + twins.length > 0 ? '✗' : '✓',
          say: `${looked} looked at, ${reindexed} indexed anew${rows.length > 0 ? `, ${rows.length} unreadable` : ''}${twins.length > 0 ? `, ${twins.length} whose number another account has` : ''}`,
        }),
      )
      for (const row of [...done.unreadable, ...done.doubled].slice(0, 20)) console.log(`    ${row}`)
      unreadable += done.unreadable.length
      doubled += done.doubled.length
    }
  } finally {
    await store.close()
  }
  if (doubled > 0) {
    console.error(`有重号 · ${doubled} ID numbers belong to two accounts; keep every older key of INDEX_KEY until one of each is closed`)
    process.exitCode = 1
  }
  if (unreadable > 0) {
    console.error(`读不出 · ${unreadable} values cannot be opened with the keys that are there; keep every older key`)
    process.exitCode = 1
  } else if (doubled === 0) console.log('都换好了 · everything is under the newest key')
}

main().catch((error: unknown) => {
  console.error(error instanceof StoreRefusedError ? error.message : error)
  process.exitCode = 1
})
