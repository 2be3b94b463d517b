import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openStore } from '@market/bff/store/open-store'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { installationWithAgreements, type BackedUp } from '../bff/test/support/backed-up'

const agreements = 8

let here: BackedUp
let into: string
beforeAll(async () => {
  here = await installationWithAgreements(agreements)
  into = join(here.data, 'restored.sqlite')
}, 300_000)
afterAll(() => here.remove())

type Ended = { code: number; said: string; refused: string }
const run = (name: string, words: readonly string[] = [], changes: Record<string, string | undefined> = {}): Promise<Ended> => {
  const { DATABASE_URL: _elsewhere, KEY_FOLDER: _keys, COSIGN_KEY_FOLDER: _cosign, SQLITE_FILE: _file, ...env } = process.env
  return new Promise((tell) => {
    execFile(process.execPath, ['--import', 'tsx', join(import.meta.dirname, `${name}.ts`), ...words], { cwd: import.meta.dirname, env: { ...env, DATA_FOLDER: here.data, BACKUP_FOLDER: here.backups, ...changes } }, (error, said, refused) =>
      tell({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, said, refused }))
  })
}
const newest = async (): Promise<string> => join(here.backups, (await readdir(here.backups)).filter((name) => name.endsWith('.backup')).sort().at(-1) as string)

test('a backup made beside a running server is restored by one command, and verified', async () => {
  const store = await here.open()
  const made = await run('backup')
  await store.write(({ q, t }) => q.insert(t.counters).values({ name: 'after the backup', value: 1 }).returning())
  await store.close()
  expect(made).toMatchObject({ code: 0, refused: '' })
  expect(made.said).toMatch(/market-\d{8}T\d{6}Z\.backup\n {2}\d+ 行，存证日志 24 条，用钥匙 backup-1 加密\n$/)
  const restored = await run('restore', [await newest(), '--into', into])
  expect(restored).toMatchObject({ code: 0, refused: '' })
  expect(restored.said).toMatch(/agreements +8\n/)
  expect(restored.said).toMatch(/存证日志 24 条，签名根 3 个，协议 8 份\n {4}根 [0-9a-f]{64}（前 24 条）/)
  expect(restored.said).toMatch(/✓ 都对得上\n$/)
  const copy = await openStore({ engine: 'sqlite', file: into })
  expect(await copy.read(({ q, t }) => Promise.all([q.$count(t.agreements), q.$count(t.counters)]))).toEqual([agreements, 0])
  await copy.close()
})

test('what cannot be done is said in words, and how: by default a backup goes where the server’s database is, and never over it', async () => {
  const asked: [Ended, number, string][] = [
    [await run('restore', [await newest()]), 2, 'market.sqlite is there already'],
    [await run('restore'), 2, 'npm run restore --'],
    [await run('backup', [], { DATABASE_URL: 'postgres://127.0.0.1/market', BACKUP_FOLDER: undefined }), 1, 'Postgres is backed up by its own tools'],
  ]
  for (const [{ code, refused }, expected, words] of asked) {
    expect({ code, refused }).toMatchObject({ code: expected, refused: expect.stringContaining(words) as string })
    expect(refused).not.toContain('    at ')
  }
})

test('a database that is there is verified in the same way, and a change is found', async () => {
  const store = await here.open()
  const { code, said } = await run('check-database')
  expect({ code, said }).toMatchObject({ code: 0, said: expect.stringContaining('✓ 都对得上') as string })
  await store.write(({ q, t }) => q.update(t.agreements).set({ textHash: 'changed' }).returning())
  expect(await run('check-database')).toMatchObject({ code: 1, said: expect.stringMatching(/✗ 协议 .*\n[^]*✗ 一共 \d+ 处对不上/) as string })
  await store.close()
})
