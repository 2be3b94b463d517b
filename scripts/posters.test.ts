import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '@market/bff/store/open-store'
import type { Store } from '@market/bff/store/store'
import { afterAll, beforeAll, expect, test } from 'vitest'

const hex = (byte: string): string => byte.repeat(32)
const keys = { TOKEN_KEY: hex('11'), VAULT_KEYS: `1:${hex('22')}`, INDEX_KEY: hex('33'), CODE_KEY: hex('44') }

let folder: string
let out: string
let store: Store
/** Open all the while, as a running server has it. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'posters-'))
  out = join(folder, 'out', 'posters')
  await writeFile(join(folder, 'keys.json'), JSON.stringify(keys))
  store = await openStore({ engine: 'sqlite', file: join(folder, 'market.sqlite') })
  await store.migrate()
  const market = { kind: 'comprehensive', level: 'city', address: '路 1 号', lat: 34, lng: 112, opensAt: '04:00', closesAt: '20:00', hotline: '0379-12333', complaintPhone: '12333' } as const
  await store.write(async ({ q, t }) => {
    await q.insert(t.regions).values([
      { code: '41', parentCode: null, kind: 'province', name: '河南省', path: '/41/', wageTier: null },
      { code: '4103', parentCode: '41', kind: 'city', name: '洛阳市', path: '/41/4103/', wageTier: null },
      { code: '4105', parentCode: '41', kind: 'city', name: '安阳市', path: '/41/4105/', wageTier: null },
    ])
    await q.insert(t.markets).values([
      { ...market, id: 'market-03', name: '洛阳市零工市场', regionCode: '4103', path: '/41/4103/market-03/' },
      { ...market, id: 'market-05', name: '安阳市零工市场', regionCode: '4105', path: '/41/4105/market-05/' },
      { ...market, id: 'market-06', name: '殷都区零工市场', regionCode: '4105', path: '/41/4105/market-06/' },
    ])
    await q.insert(t.gates).values([
      { id: 'gate-031', marketId: 'market-03', name: '东门', createdAt: 1 },
      { id: 'gate-032', marketId: 'market-03', name: '3 号门', createdAt: 2 },
      { id: 'gate-051', marketId: 'market-05', name: '东门', createdAt: 1 },
    ])
    await q.insert(t.codes).values(['gate-031', 'gate-032', 'gate-051'].map((targetId) => ({ token: `g${targetId}`, kind: 'gate' as const, targetId, createdAt: 1 })))
  })
})
afterAll(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

const run = (words: readonly string[], more: Record<string, string> = { PUBLIC_URL: 'https://market.example.cn' }) => {
  const { DATABASE_URL: _elsewhere, PUBLIC_URL: _other, ...env } = process.env
  return new Promise<{ code: number; said: string }>((tell) => {
    execFile(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'posters.ts'), ...words], { cwd: import.meta.dirname, env: { ...env, ...more, CI: 'true', DATA_FOLDER: folder } }, (error, said, problem) =>
      tell({ code: error ? 1 : 0, said: said + problem }))
  })
}

test('every gate of a region has its poster, beside a running server', async () => {
  const { code, said } = await run(['--out', out, '--region', '4103'])
  expect(said).toContain('2 written, 0 unchanged')
  expect(code).toBe(0)
  expect((await readdir(out)).sort()).toEqual(['洛阳市零工市场-3_号门-A4.pdf', '洛阳市零工市场-东门-A4.pdf'].sort())
  expect((await readFile(join(out, '洛阳市零工市场-东门-A4.pdf'))).subarray(0, 5).toString()).toBe('%PDF-')
})

test('run again it completes what is missing or broken and leaves the rest, and names who has none', async () => {
  const kept = join(out, '洛阳市零工市场-东门-A4.pdf')
  const { ino } = await stat(kept)
  await writeFile(join(out, '洛阳市零工市场-3_号门-A4.pdf'), 'broken off')
  await writeFile(join(out, '洛阳市零工市场-旧门-A4.pdf'), 'of a gate that was closed')
  const { code, said } = await run(['--out', out])
  expect(code).toBe(0)
  expect(said).toContain('2 written, 1 unchanged')
  expect(said).toContain('殷都区零工市场：还没有入口')
  expect(said).toContain('洛阳市零工市场-旧门-A4.pdf')
  expect((await stat(kept)).ino).toBe(ino)
  expect((await readdir(out)).filter((file) => file.endsWith('.part'))).toEqual([])
})

test.each([
  ['without a folder', ['--size', 'A3'], '--out <folder>'],
  ['with an unknown size', ['--out', 'x', '--size', 'A0'], '--size A4|A3'],
  ['with an unknown option', ['--out', 'x', '--colour'], '--out <folder>'],
  ['for an unknown region', ['--out', 'x', '--region', '4199'], 'there is no region 4199'],
])('%s it says what to write, and writes nothing', async (_what, words, expected) => {
  const { code, said } = await run(words)
  expect(code).toBe(1)
  expect(said).toContain(expected)
  expect(said).not.toContain('    at ')
})

test('without the address of the server it prints no code that leads nowhere', async () => {
  const { code, said } = await run(['--out', out], {})
  expect(code).toBe(1)
  expect(said).toContain('PUBLIC_URL is not set')
})
