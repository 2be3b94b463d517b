import { execFile } from 'node:child_process'
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openKeyRing } from '@market/bff/crypto/key-files'
import { generateKeyPair } from '@market/bff/crypto/sm2'
import { keyIdOf, signingKeysOf } from '@market/bff/crypto/signing-keys'
import { openTestAuthority } from '@market/bff/crypto/test-authority'
import { caOverHttp } from '@market/bff/gateways/ca/ca.http'
import { startCaSandbox, type CaSandbox } from '@market/bff/gateways/ca/ca.sandbox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { completeDemoKeys, makeKey } from './key-making'
import { storyLength } from './seed/demo/plan'

let data: string
let sandbox: CaSandbox
const access = { user: 'market', password: 'secret' }
const hex = (byte: string): string => byte.repeat(32)
const earlier = generateKeyPair()
const folders = () => ({ folder: join(data, 'keys'), cosignFolder: join(data, 'keys') })
const complete = async () => completeDemoKeys({ folders: folders(), authority: openTestAuthority(join(data, 'test-authority')), ca: caOverHttp({ url: sandbox.url, ...access }), keysFile: join(data, 'keys.json') })
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'keys-'))
  sandbox = await startCaSandbox({ authority: openTestAuthority(join(data, 'test-authority')), ...access })
  await writeFile(join(data, 'keys.json'), JSON.stringify({ TOKEN_KEY: hex('11'), VAULT_KEYS: `1:${hex('22')}`, INDEX_KEY: hex('33'), CODE_KEY: hex('44'), SIGNING_KEYS: earlier.privateKey }))
})
afterAll(async () => {
  await sandbox.close()
  await rm(data, { recursive: true })
})

const run = (...words: string[]) => {
  const { KEY_FOLDER: _folder, CA_URL: _ca, ...env } = process.env
  return new Promise<{ code: number; said: string }>((tell) => {
    execFile(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'keys.ts'), ...words], { cwd: import.meta.dirname, env: { ...env, DATA_FOLDER: data } }, (error, said, problem) => tell({ code: error ? 1 : 0, said: said + problem }))
  })
}

test('an installation from before keys were files keeps its key as seal-1, in one place only', async () => {
  await complete()
  const ring = openKeyRing(folders(), Date.now())
  expect(signingKeysOf(ring.seal, { sandbox: true }).keyId).toBe(keyIdOf(earlier.publicKey))
  expect(await readFile(join(data, 'keys.json'), 'utf8')).not.toContain(earlier.privateKey)
  expect((await stat(join(data, 'keys', 'seal-1.key.pem'))).mode & 0o777).toBe(0o600)
  const files = await readdir(join(data, 'keys'))
  await complete()
  expect(await readdir(join(data, 'keys'))).toEqual(files)
})

test('what the demo tells of from before it was installed was sealed with certificates that were good then', async () => {
  await complete()
  const { seal: { chain }, document } = openKeyRing(folders(), Date.now())
  for (const [own] of [chain, document.chain]) expect(own?.from).toBeLessThan(Date.now() - storyLength)
})

test('the next key is made by a command, signs from then on, and the earlier one still verifies', async () => {
  const made = await run('make', 'seal')
  expect(made).toMatchObject({ code: 0, said: expect.stringContaining('seal-2') as string })
  const { code, said } = await run('list')
  expect(code).toBe(0)
  expect(said).toMatch(/seal-1 {2}verifies .*\nseal-2 {2}signs /)
  expect(said).toMatch(/cosign-1 {2}signs /)
  const keys = signingKeysOf(openKeyRing(folders(), Date.now()).seal, { sandbox: true })
  expect(keys.keyId).not.toBe(keyIdOf(earlier.publicKey))
  expect(keys.publicKey(keyIdOf(earlier.publicKey))).toBe(earlier.publicKey)
})

test('a CA that is away, or that our roots do not vouch for, leaves nothing behind', async () => {
  const files = await readdir(join(data, 'keys'))
  sandbox.fail('unavailable')
  await expect(makeKey({ folders: folders(), use: 'log', ca: caOverHttp({ url: sandbox.url, ...access }), organization: '测试' })).rejects.toThrow('status 503')
  const strange = await startCaSandbox({ authority: openTestAuthority(), ...access })
  await expect(makeKey({ folders: folders(), use: 'log', ca: caOverHttp({ url: strange.url, ...access }), organization: '测试' })).rejects.toThrow('roots.pem')
  await strange.close()
  expect(await readdir(join(data, 'keys'))).toEqual(files)
})

test('keys of backups are made and listed; the newest encrypts, and only the owner may read them', async () => {
  expect((await run('make', 'backup')).said).toContain('backup-1')
  expect((await run('make', 'backup')).said).toContain('backup-2')
  expect((await run('list')).said).toMatch(/backup-1 {2}opens {2}[0-9a-f]{16}\nbackup-2 {2}encrypts {2}[0-9a-f]{16}\n/)
  expect((await stat(join(data, 'keys', 'backup-2.key'))).mode & 0o777).toBe(0o600)
})

test.each([[['make']], [['make', 'stamp']], [['list', 'seal']], [[]]])('%j: it says what to write', async (words) => {
  const { code, said } = await run(...words)
  expect(code).toBe(1)
  expect(said).toContain('npm run keys -- make <seal|log|cosign|document|pass|backup>')
  expect(said).not.toContain('    at ')
})
