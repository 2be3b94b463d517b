import { parseArgs } from 'node:util'
import { loadConfig } from '@market/bff/config'
import { installGrant, InstallationRefused } from '@market/bff/features/staff/first-grant'
import { StoreRefusedError } from '@market/bff/store/errors'
import { openStore } from '@market/bff/store/open-store'
import { createVault } from '@market/bff/store/vault'
import { staffRoles, type StaffRole } from '@market/shared/words/lists'
import { installationEnvironment } from './installation'

/**
 * `npm run grant -- --phone 13812345678 --role officer --scope 41`: the first rights of an installation. Reads the server's
 * environment, or the keys that `npm start` made in `DATA_FOLDER`. An SQLite file is in use while its server runs: stop it first.
 */

const usage = `npm run grant -- --phone <11 digits> --scope <region code or market id> [--role officer] [--force]`

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { phone: { type: 'string' }, role: { type: 'string', default: 'officer' }, scope: { type: 'string' }, force: { type: 'boolean', default: false } } })
  const { phone, role, scope, force } = values
  const isRole = (word: string): word is StaffRole => staffRoles.some((known) => known === word)
  if (phone === undefined || scope === undefined || !isRole(role)) throw new InstallationRefused(`${usage}\n  roles: ${staffRoles.join(', ')}`)
  const config = loadConfig({ PUBLIC_URL: 'http://127.0.0.1', ...installationEnvironment() })
  const store = await openStore(config.store)
  try {
    await store.migrate()
    const vault = createVault({ keys: config.keys.vault, indexKeys: config.keys.index })
    console.log(`给了 · granted   ${await installGrant({ store, vault }, { phone, role, scope, force }, Date.now())}`)
  } finally {
    await store.close()
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof InstallationRefused || error instanceof StoreRefusedError ? error.message : error)
  process.exitCode = 1
})
