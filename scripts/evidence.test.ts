import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '@market/bff/store/open-store'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { agreementMaker, factsOf, writeLog, writeMade, type MadeAgreement } from '../bff/test/support/evidence-rows'
import { makeInstallation } from '../bff/test/support/installation'
import { insertMarketWithJob } from '../bff/test/support/rows'
import { step } from './progress.mjs'

/** More than one stretch that a thread takes in hand. */
const agreements = 90

let folder: string
let bundle: string
let keys: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evidence-'))
  ;[bundle, keys] = [join(folder, 'bundle.jsonl'), join(folder, 'public-keys.json')]
  const { ring, authority, file } = makeInstallation(folder)
  const store = await openStore({ engine: 'sqlite', file })
  await store.migrate()
  const people = await store.write((tx) => insertMarketWithJob(tx, 1))
  const make = agreementMaker(ring, authority)
  const made: MadeAgreement[] = []
  for (let number = 0; number < agreements; number += 1) made.push(await make(number, people))
  await writeMade(store, made)
  await writeLog(store, ring, made.flatMap(factsOf).sort((one, other) => one.at - other.at), 100)
  await store.close()
}, 300_000)
afterAll(() => rm(folder, { recursive: true }))

type Ended = { code: number; said: string; refused: string }
const run = (name: string, ...words: string[]): Promise<Ended> => {
  const { DATABASE_URL: _elsewhere, KEY_FOLDER: _keys, COSIGN_KEY_FOLDER: _cosign, ...env } = process.env
  return new Promise((tell) => {
    execFile(process.execPath, ['--import', 'tsx', join(import.meta.dirname, `${name}.ts`), ...words], { cwd: import.meta.dirname, env: { ...env, DATA_FOLDER: folder } }, (error, said, refused) =>
      tell({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, said, refused }))
  })
}
const verify = (file: string, ...more: string[]): Promise<Ended> => run('verify-evidence', file, '--keys', keys, ...more)

/** The bundle with one bit of the text behind `before` turned, in its line `at`. */
async function flipped(before: string, { line = 0 } = {}): Promise<{ file: string; number: number }> {
  const lines = (await readFile(bundle, 'utf8')).split('\n')
  const number = lines.findIndex((text, index) => index >= line && text.includes(before))
  const text = lines[number] as string
  const at = text.indexOf(before) + before.length + 2
  lines[number] = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1)
  const file = join(folder, 'flipped.jsonl')
  await writeFile(file, lines.join('\n'))
  return { file, number: number + 1 }
}

test('what a server exports, somebody else verifies with its public keys and nothing more', async () => {
  const exported = await run('export-evidence', '--out', bundle)
  expect(exported).toMatchObject({ code: 0, refused: '' })
  expect(exported.said).toMatch(/✓ 导出 .* \d+ 行\n$/)
  const told = await run('keys', 'public')
  expect(told.code).toBe(0)
  await writeFile(keys, told.said)
  const { code, said } = await verify(bundle, '--threads', '0')
  expect({ code, said }).toMatchObject({ code: 0, said: expect.stringContaining('✓ 没有发现改动') as string })
  expect(said).toContain(`日志 ${3 * agreements} 条，签名根 3 个，协议 ${agreements} 份`)
})

test('on threads it finds the same', async () => {
  const { code, said } = await verify(bundle, '--threads', '2')
  expect(code).toBe(0)
  expect(said).toContain('✓ 没有发现改动')
  expect(said).toContain(`日志 ${3 * agreements} 条，签名根 3 个，协议 ${agreements} 份`)
})

test('whoever waits reads how far it is', async () => {
  const said: string[] = []
  const printed = vi.spyOn(console, 'log').mockImplementation((text: string) => void said.push(text))
  await step('核对', async (note) => {
    note('1000 行')
    await pause(250)
  }, () => ({}), 50)
  printed.mockRestore()
  expect(said.slice(0, 2)).toEqual(['  … 核对', expect.stringMatching(/… 核对 {2}0\.\d s {2}1000 行$/) as string])
  expect(said.at(-1)).toMatch(/✓ 核对 {2}0\.\d s$/)
})

test('the database itself is verified beside a server, too', async () => {
  const { code, said } = await verify(join(folder, 'market.sqlite'), '--threads', '2')
  expect(said).toContain('✓ 没有发现改动')
  expect(said).toContain('没有给保险柜的钥匙')
  expect(code).toBe(0)
})

test.each([['0'], ['2']])('one bit turned in a signature ends with 1 and names the place (threads: %s)', async (threads) => {
  const { file, number } = await flipped('"signature":"', { line: 280 })
  const { code, said } = await verify(file, '--threads', threads)
  expect(code).toBe(1)
  const [, id] = /"id":"([^"]+)","kind"/.exec((await readFile(file, 'utf8')).split('\n')[number - 1] as string) ?? []
  expect(said).toContain(`✗ 协议 ${id}`)
  expect(said).toContain('整个文件：和导出时不一样')
  expect(said).toMatch(/✗ 一共 \d+ 处对不上\n$/)
})

test('one bit turned in an entry ends with 1 and names it', async () => {
  const { file } = await flipped('"commitment":"', { line: 100 })
  const { code, said } = await verify(file)
  expect(code).toBe(1)
  expect(said).toMatch(/✗ 日志第 \d+ 条：内容和当时存进日志的承诺对不上/)
  expect(said).toMatch(/算出来的根不一样：第 \d+ 到 \d+ 条之间有改动/)
})

test('a line that is an agreement no more is named by its number, on threads as without', async () => {
  const lines = (await readFile(bundle, 'utf8')).split('\n')
  const at = lines.findIndex((text) => text.startsWith('{"applicationId":'))
  lines[at] = (lines[at] as string).replace('{"applicationId":', '{"applicationId": ')
  const file = join(folder, 'spelt.jsonl')
  await writeFile(file, lines.join('\n'))
  for (const threads of ['0', '2']) {
    const { code, said } = await verify(file, '--threads', threads)
    expect(code).toBe(1)
    expect(said).toContain(`文件第 ${at + 1} 行：不是规范的一行，被改过`)
  }
})

test('a bundle that was cut ends with 1', async () => {
  const whole = await readFile(bundle, 'utf8')
  const file = join(folder, 'cut.jsonl')
  await writeFile(file, whole.slice(0, whole.length / 2))
  expect(await verify(file)).toMatchObject({ code: 1, refused: expect.stringContaining('没有完整的结尾') as string })
  await writeFile(file, whole.slice(0, whole.lastIndexOf('\n', whole.length / 2) + 1))
  expect(await verify(file)).toMatchObject({ code: 1, said: expect.stringContaining('没有结尾，后面少了内容') as string })
})

test('without what it needs it says what is missing, in words and without a trace', async () => {
  const missing = join(folder, 'nowhere.json')
  const wrong = join(folder, 'wrong.json')
  await writeFile(wrong, '{"signing":[]}')
  const asked: [Ended, number, string][] = [
    [await run('verify-evidence', bundle), 2, 'npm run verify-evidence --'],
    [await verify(bundle, '--threads', 'many'), 2, 'npm run verify-evidence --'],
    [await verify(join(folder, 'nowhere.jsonl')), 2, 'nowhere.jsonl'],
    [await run('verify-evidence', bundle, '--keys', missing), 2, 'nowhere.json'],
    [await run('verify-evidence', bundle, '--keys', wrong), 2, '公钥文件里 signing'],
    [await run('export-evidence'), 1, 'npm run export-evidence -- --out'],
  ]
  for (const [{ code, refused }, expected, words] of asked) {
    expect({ code, refused }).toMatchObject({ code: expected, refused: expect.stringContaining(words) as string })
    expect(refused).not.toContain('    at ')
  }
})

test('an export without its key folder says what to do, and leaves half a bundle to nobody', async () => {
  const [here, away, out] = [join(folder, 'keys'), join(folder, 'keys-away'), join(folder, 'never.jsonl')]
  await rename(here, away)
  const { code, refused } = await run('export-evidence', '--out', out)
  await rename(away, here)
  expect(code).toBe(1)
  expect(refused).toMatch(/keys does not exist\. Make keys: npm run keys -- make seal/)
  expect(refused).not.toContain('    at ')
  await expect(readFile(out)).rejects.toThrow('ENOENT')
})
