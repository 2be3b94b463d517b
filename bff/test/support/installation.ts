import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openKeyRing, writeKey, writeRoots, type KeyRing, type KeyUse } from '../../src/crypto/key-files'
import { openTestAuthority, testKeyRing, type TestAuthority } from '../../src/crypto/test-authority'

export type Installation = { authority: TestAuthority; ring: KeyRing; file: string; cosignFolder: string }

/** A data folder as `npm start` leaves it, without its tables: for commands that run beside a server. */
export function makeInstallation(folder: string): Installation {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const key = (): string => randomBytes(32).toString('hex')
  const keysFolder = join(folder, 'keys')
  const authority = openTestAuthority(join(folder, 'test-authority'))
  const made = testKeyRing(authority)
  writeFileSync(join(folder, 'keys.json'), JSON.stringify({ TOKEN_KEY: key(), VAULT_KEYS: `1:${key()}`, INDEX_KEY: key(), CODE_KEY: key() }), { mode: 0o600 })
  const folders = { folder: keysFolder, cosignFolder: keysFolder }
  writeRoots(folders, made.roots)
  for (const use of ['seal', 'log', 'cosign', 'document', 'pass'] satisfies KeyUse[]) writeKey(folders, use, 1, made[use])
  return openInstallation(folder)
}

export function openInstallation(folder: string): Installation {
  const keysFolder = join(folder, 'keys')
  return { authority: openTestAuthority(join(folder, 'test-authority')), ring: openKeyRing({ folder: keysFolder, cosignFolder: keysFolder }, Date.now()), file: join(folder, 'market.sqlite'), cosignFolder: keysFolder }
}
