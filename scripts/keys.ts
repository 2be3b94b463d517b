import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { loadConfig } from '@market/bff/config'
import { listBackupKeys, makeBackupKey } from '@market/bff/crypto/backup-keys'
import { KeyFilesRefused, keyUses, listKeys, type KeyUse } from '@market/bff/crypto/key-files'
import { openTestAuthority } from '@market/bff/crypto/test-authority'
import { caOverHttp } from '@market/bff/gateways/ca/ca.http'
import { startCaSandbox } from '@market/bff/gateways/ca/ca.sandbox'
import type { CertificateAuthority } from '@market/bff/gateways/ca/ca'
import { trustedKeysText } from '@market/bff/features/evidence/trusted-keys'
import { AppError } from '@market/shared/errors'
import { installationEnvironment } from './installation'
import { makeKey } from './key-making'

/**
 * `npm run keys -- make seal`: the next key of a use, certified by the CA of `CA_URL`, `CA_USER`, `CA_PASSWORD` for
 * `CA_ORGANIZATION`; in the folder of `npm start` by its test CA. `make backup`: the next one that backups are encrypted with, which
 * nobody certifies. `npm run keys -- list`: what there is.
 * `npm run keys -- public`: what whoever verifies has to trust, as `npm run verify-evidence` reads it.
 */

const usage = `npm run keys -- make <${[...Object.keys(keyUses), 'backup'].join('|')}>\nnpm run keys -- list\nnpm run keys -- public`
const isUse = (word: string): word is KeyUse => Object.hasOwn(keyUses, word)
const day = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** The CA of the environment; without one the demo's own, for as long as this command runs. */
async function withAuthority(work: (ca: CertificateAuthority, organization: string) => Promise<void>): Promise<void> {
  const { CA_URL: url, CA_USER: user = '', CA_PASSWORD: password = '', CA_ORGANIZATION: organization } = process.env
  if (url !== undefined) {
    if (organization === undefined) throw new KeyFilesRefused('CA_ORGANIZATION is not set: who the certificate is for, as registered with the CA')
    return work(caOverHttp({ url, user, password }), organization)
  }
  const folder = join(resolve(process.env.DATA_FOLDER ?? '.data'), 'test-authority')
  if (!existsSync(folder)) throw new KeyFilesRefused('CA_URL is not set: the EST address of the CA that certifies keys')
  const access = { user: 'keys', password: randomBytes(16).toString('hex') }
  const sandbox = await startCaSandbox({ authority: openTestAuthority(folder), ...access })
  try {
    await work(caOverHttp({ url: sandbox.url, ...access }), '零工市场测试')
  } finally {
    await sandbox.close()
  }
}

async function main(): Promise<void> {
  const [act, word = '', ...more] = process.argv.slice(2)
  const { keyFolders: folders } = loadConfig({ PUBLIC_URL: 'http://127.0.0.1', ...installationEnvironment() })
  if (act === 'make' && isUse(word) && more.length === 0) {
    await withAuthority(async (ca, organization) => {
      const number = await makeKey({ folders, use: word, ca, organization })
      console.log(`做好了 · made   ${word}-${number}; the server signs with it from its next start on`)
    })
  } else if (act === 'make' && word === 'backup' && more.length === 0) {
    const number = makeBackupKey(folders.folder)
    console.log(`做好了 · made   backup-${number}; the next backup is encrypted with it. Keep a copy of it away from this machine: without it no backup can be opened`)
  } else if (act === 'list' && word === '') {
    for (const use of Object.keys(keyUses) as KeyUse[]) {
      const all = listKeys(folders, use)
      const present = all.findLast(({ key }) => key !== null)
      if (all.length === 0) console.log(`${use}: none`)
      for (const one of all) {
        const [own] = one.chain
        console.log(`${use}-${one.number}  ${one === present ? 'signs' : one.key ? 'verifies' : 'retired'}  ${own ? `${own.name}  ${day(own.from)} to ${day(own.to)}` : ''}`)
      }
    }
    const backups = listBackupKeys(folders.folder)
    for (const { number, id } of backups) console.log(`backup-${number}  ${number === backups.at(-1)?.number ? 'encrypts' : 'opens'}  ${id}`)
  } else if (act === 'public' && word === '') {
    console.log(trustedKeysText(folders))
  } else throw new KeyFilesRefused(usage)
}

main().catch((error: unknown) => {
  console.error(error instanceof KeyFilesRefused || error instanceof AppError ? error.message : error)
  process.exitCode = 1
})
