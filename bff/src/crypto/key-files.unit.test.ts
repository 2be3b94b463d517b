import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { distinguishedName } from './certificate-making'
import { signCms, verifyCms } from './cms'
import { keyUses, openKeyRing, writeKey, writeRoots, type KeyUse } from './key-files'
import { newPrivateKey, type PrivateKey } from './private-key'
import { keyIdOf, signingKeysOf } from './signing-keys'
import { certifyForTest, openTestAuthority } from './test-authority'

const authority = openTestAuthority()
const now = Date.UTC(2026, 10, 26)
const year = 365 * 86_400_000
let above: string
let folder: string
const at = (name: string): string => join(folder, name)
const folders = () => ({ folder, cosignFolder: folder })
const add = (use: KeyUse, number: number, changes: { key?: PrivateKey; to?: number } = {}): PrivateKey => {
  const key = changes.key ?? newPrivateKey(keyUses[use])
  writeKey(folders(), use, number, { key, chain: certifyForTest(authority, { subject: distinguishedName('测试', use), spki: key.spki, algorithm: key.algorithm, from: now - year, to: changes.to ?? now + year }) })
  return key
}
const uses = Object.keys(keyUses) as KeyUse[]
beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), 'keys-'))
  folder = join(above, 'keys')
  writeRoots(folders(), authority.roots)
  for (const use of uses) add(use, 1)
})
afterEach(() => rmSync(above, { recursive: true }))
const open = () => openKeyRing(folders(), now)

test('keys that were written are read, and sign', () => {
  const ring = open()
  for (const use of uses) {
    const { key, chain } = ring[use]
    if (key === null) throw new Error('it was written a moment ago')
    const content = Buffer.from(use)
    expect(verifyCms(signCms({ key, chain, content, at: now }), { content, roots: ring.roots })).toMatchObject({ valid: true, signer: { name: use } })
  }
})

test('the newest key signs; an earlier one verifies, also when only its certificate is left', () => {
  const before = signingKeysOf(open().seal, { sandbox: false })
  const signed = before.keyId
  for (let number = 2; number <= 10; number += 1) add('seal', number)
  unlinkSync(at('seal-1.key.pem'))
  const ring = open()
  const after = signingKeysOf(ring.seal, { sandbox: false })
  expect(ring.seal.number).toBe(10)
  expect(after.keyId).not.toBe(signed)
  expect(after.publicKey(signed)).toBe(before.publicKey(signed))
  expect(keyIdOf(after.publicKey(signed) ?? '')).toBe(signed)
  expect(after.publicKey('0'.repeat(16))).toBeNull()
})

test('the key of the second signature may live in another folder', () => {
  const cosignFolder = join(above, 'cosign')
  mkdirSync(cosignFolder, { mode: 0o700 })
  for (const part of ['key', 'cert']) renameSync(at(`cosign-1.${part}.pem`), join(cosignFolder, `cosign-1.${part}.pem`))
  expect(openKeyRing({ folder, cosignFolder }, now).cosign.number).toBe(1)
  expect(open).toThrow('npm run keys -- make cosign')
})

test('a server that has only the certificate of the second signature starts, and leaves signing to the one that has the key', () => {
  unlinkSync(at('cosign-1.key.pem'))
  const { cosign } = open()
  expect(cosign.key).toBeNull()
  expect(cosign.all.map(({ number }) => number)).toEqual([1])
  unlinkSync(at('cosign-1.cert.pem'))
  expect(open).toThrow('npm run keys -- make cosign')
})

test.each<[string, () => void, RegExp]>([
  ['a folder that others can enter', () => chmodSync(folder, 0o750), /keys is open to others. Run: chmod 700 /],
  ['a key that others can read', () => chmodSync(at('seal-1.key.pem'), 0o640), /seal-1\.key\.pem is open to others. Run: chmod 600 /],
  ['roots that others can change', () => chmodSync(at('roots.pem'), 0o622), /roots\.pem is open to others/],
  ['a folder that is a link', () => { renameSync(folder, join(above, 'elsewhere')); symlinkSync(join(above, 'elsewhere'), folder) }, /keys must be a folder itself/],
  ['a key that is a link', () => { renameSync(at('log-1.key.pem'), join(above, 'elsewhere')); symlinkSync(join(above, 'elsewhere'), at('log-1.key.pem')) }, /log-1\.key\.pem is a link/],
  ['a key that is a folder', () => { unlinkSync(at('log-1.key.pem')); mkdirSync(at('log-1.key.pem'), { mode: 0o700 }) }, /log-1\.key\.pem is no file/],
  ['no folder', () => renameSync(folder, join(above, 'elsewhere')), /keys does not exist/],
  ['a use without a key', () => unlinkSync(at('document-1.key.pem')), /there is no key for document in .*make document/],
  ['a key without its certificate', () => unlinkSync(at('seal-1.cert.pem')), /seal-1\.key\.pem has no certificate/],
  ['the certificate of another key', () => renameSync(at('log-1.cert.pem'), at('seal-1.cert.pem')), /seal-1\.cert\.pem is the certificate of another key/],
  ['a key of another kind', () => { add('seal', 2, { key: newPrivateKey('p256') }) }, /seal-2\.key\.pem must be a sm2 key/],
  ['rubbish', () => writeFileSync(at('seal-1.key.pem'), '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n'), /seal-1\.key\.pem: the private key cannot be read/],
  ['a certificate that has ended', () => { add('seal', 2, { to: now - 1000 }) }, /seal-2\.cert\.pem is not good \(expired\).*make seal/],
  ['a CA we do not know', () => { unlinkSync(at('roots.pem')); writeRoots(folders(), openTestAuthority().roots) }, /seal-1\.cert\.pem is not good \(untrusted\)/],
  ['one key for two uses', () => { add('cosign', 2, { key: add('log', 2) }) }, /three different keys/],
])('%s stops the start, and the message says what to do', (_what, spoil, message) => {
  spoil()
  expect(open).toThrow(message)
})

test('a key that exists is never written over', () => {
  expect(() => add('seal', 1)).toThrow('EEXIST')
})
