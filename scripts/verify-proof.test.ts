import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeProof } from '@market/bff/features/evidence/proof-file'
import { proofParts } from '@market/bff/features/evidence/proof-parts'
import { openStore } from '@market/bff/store/open-store'
import { createVault } from '@market/bff/store/vault'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testKeys } from '../bff/test/support/config'
import { evidenceKeys, signRoots, writeAgreements } from '../bff/test/support/sealed-agreements'

let folder: string
let file: string
const keys = evidenceKeys()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proof-'))
  file = join(folder, '用工协议-2026-11-23.proof.json')
  const store = await openStore({ engine: 'sqlite', file: join(folder, 'market.db') })
  await store.migrate()
  const vault = createVault({ keys: testKeys.vault, indexKeys: testKeys.index })
  const [agreementId = ''] = await writeAgreements({ store, vault, keys }, ['ended', 'sealed'])
  await signRoots(store, keys, 3_600_000)
  const parts = await store.read((db) => proofParts(db, agreementId))
  await store.close()
  if (parts === null) throw new Error('both keys have signed')
  await writeFile(file, writeProof(parts, Buffer.from(`%PDF-1.7 ${agreementId}`).toString('base64'), keys.log, 9))
  await writeFile(join(folder, 'keys.json'), keys.publicKeys)
})
afterAll(() => rm(folder, { recursive: true }))

/** The command that people run, with nothing of this installation at hand. */
const verify = (name: string) => new Promise<{ code: number; said: string }>((tell) => {
  execFile(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'verify-evidence.ts'), name, '--keys', join(folder, 'keys.json')], { cwd: import.meta.dirname }, (error, said, problem) => tell({ code: typeof error?.code === 'number' ? error.code : 0, said: said + problem }))
})

test('what a party downloaded proves itself to the command, by public keys alone', async () => {
  const { code, said } = await verify(file)
  expect(said).toMatch(/工人 .*签字/)
  expect(said).toContain('有两把钥匙签名')
  expect(said).toContain('没有发现改动')
  expect(code).toBe(0)
})

test('one bit changed in it ends with 1 and says where, also under another name', async () => {
  const forged = join(folder, 'renamed.json')
  await writeFile(forged, (await readFile(file, 'utf8')).replace(/"pdf":"./, '"pdf":"K'))
  const { code, said } = await verify(forged)
  expect(said).toContain('存证包里的 PDF：和存进日志的指纹对不上')
  expect(code).toBe(1)
})
