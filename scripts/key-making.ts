import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCertificate } from '@market/bff/crypto/certificate'
import { certificateRequest, distinguishedName } from '@market/bff/crypto/certificate-making'
import { findChain } from '@market/bff/crypto/chain'
import { KeyFilesRefused, folderOf, keyFileName, keyUses, listKeys, readRoots, writeKey, writeRoots, type KeyFolders, type KeyUse } from '@market/bff/crypto/key-files'
import { newPrivateKey, sm2PrivateKey, type PrivateKey } from '@market/bff/crypto/private-key'
import type { TestAuthority } from '@market/bff/crypto/test-authority'
import type { CertificateAuthority } from '@market/bff/gateways/ca/ca'

/** What stands in a certificate, for whoever opens a signed paper. */
const names: Record<KeyUse, string> = { seal: '协议封存', log: '存证记录', cosign: '存证副签', document: '协议文件签章', pass: '工作码' }

export type KeyMaking = {
  folders: KeyFolders
  use: KeyUse
  ca: CertificateAuthority
  /** Who the certificate is for. */
  organization: string
  /** A key that exists already, from before keys were files. */
  key?: PrivateKey
}

/**
 * Makes the next key of a use and has it certified; the server signs with it from its next start on. Nothing is written
 * unless all of it is right.
 * @returns the files' number
 * @throws AppError upstream_unavailable; KeyFilesRefused for a CA that our roots do not vouch for
 */
export async function makeKey({ folders, use, ca, organization, key = newPrivateKey(keyUses[use]) }: KeyMaking): Promise<number> {
  const roots = readRoots(folders)
  const before = existsSync(folderOf(folders, use)) ? listKeys(folders, use) : []
  const number = (before.at(-1)?.number ?? 0) + 1
  const chain = (await ca.enrol(certificateRequest(key, distinguishedName(organization, `${organization}${names[use]} ${number}`)))).map(readCertificate)
  const [own] = chain
  const found = own && findChain({ leaf: own, others: chain, roots, at: Date.now(), use: 'sign' })
  if (!found?.trusted) throw new KeyFilesRefused(`the CA's certificate is not good (${found?.why ?? 'none'}): roots.pem in ${folders.folder} must hold the root of this CA`)
  writeKey(folders, use, number, { key, chain })
  return number
}

/**
 * What the demo needs to start: test roots, and a key of each use. An installation from before keys were files keeps the
 * keys it signed with, so that its agreements stay verifiable.
 */
export async function completeDemoKeys({ folders, authority, ca, keysFile }: { folders: KeyFolders; authority: TestAuthority; ca: CertificateAuthority; keysFile: string }): Promise<void> {
  if (!existsSync(join(folders.folder, 'roots.pem'))) writeRoots(folders, authority.roots)
  const { SIGNING_KEYS: earlier, ...rest } = JSON.parse(readFileSync(keysFile, 'utf8')) as Record<string, string>
  const secrets = earlier?.split(',') ?? []
  for (const [index, secret] of secrets.entries()) {
    if (existsSync(join(folders.folder, keyFileName('seal', index + 1, 'key')))) continue
    await makeKey({ folders, use: 'seal', ca, organization: '零工市场测试', key: sm2PrivateKey(secret) })
  }
  if (earlier !== undefined) {
    // A secret in two places is lost twice as easily. Written beside and moved, so that a crash loses none.
    writeFileSync(`${keysFile}.part`, JSON.stringify(rest, null, 2), { mode: 0o600 })
    renameSync(`${keysFile}.part`, keysFile)
  }
  for (const use of Object.keys(keyUses) as KeyUse[]) {
    if (listKeys(folders, use).every(({ key }) => key === null)) await makeKey({ folders, use, ca, organization: '零工市场测试' })
  }
}
