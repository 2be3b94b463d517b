import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '@market/bff/store/open-store'
import { createVault } from '@market/bff/store/vault'
import { expect, test } from 'vitest'

const hex = (byte: string): string => byte.repeat(32)
const key = (version: number) => ({ version, key: Buffer.from(hex(`${version}${version}`), 'hex') })
const indexKey = Buffer.from(hex('33'), 'hex')
const place = { table: 'people', column: 'phone_sealed', row: 'person-0001' }

test('after a new key everything is sealed with it by one command, and what cannot be opened is said', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'reseal-'))
  await writeFile(join(folder, 'keys.json'), JSON.stringify({ TOKEN_KEY: hex('11'), VAULT_KEYS: `1:${hex('11')}`, INDEX_KEY: hex('33'), CODE_KEY: hex('44') }))
  const withStore = async <T>(use: (store: Awaited<ReturnType<typeof openStore>>) => Promise<T>): Promise<T> => {
    const store = await openStore({ engine: 'sqlite', file: join(folder, 'market.sqlite') })
    await store.migrate()
    return use(store).finally(() => store.close())
  }
  const phone = () => withStore((store) => store.read(async ({ q, t }) => (await q.select({ sealed: t.people.phoneSealed }).from(t.people))[0]?.sealed ?? ''))
  const earlier = createVault({ keys: [key(1)], indexKeys: [indexKey] })
  await withStore((store) => store.write(({ q, t }) => q.insert(t.people).values({ id: place.row, phoneSealed: earlier.seal('13812345678', place), phoneIndex: earlier.blindIndex('phone', '13812345678'), createdAt: 1 })))
  const { DATABASE_URL: _elsewhere, ...env } = process.env
  const reseal = (VAULT_KEYS: string, INDEX_KEY = hex('33')) =>
    new Promise<{ code: number; said: string }>((tell) => {
      execFile(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'reseal.ts')], { cwd: import.meta.dirname, env: { ...env, DATA_FOLDER: folder, VAULT_KEYS, INDEX_KEY } }, (error, out, problem) =>
        tell({ code: error ? 1 : 0, said: out + problem }))
    })

  const first = await reseal(`1:${hex('11')},2:${hex('22')}`)
  expect(first).toMatchObject({ code: 0, said: expect.stringMatching(/people\.phone_sealed.*1 looked at, 1 sealed anew/) as string })
  expect(first.said).not.toContain('138')
  expect(createVault({ keys: [key(2)], indexKeys: [indexKey] }).open(await phone(), place)).toBe('13812345678')
  const lost = await reseal(`1:${hex('11')},4:${hex('44')}`)
  expect(lost).toMatchObject({ code: 1, said: expect.stringContaining('1 unreadable') as string })
  expect(lost.said).toContain('person-0001')
  expect(createVault({ keys: [key(2)], indexKeys: [indexKey] }).open(await phone(), place)).toBe('13812345678')

  const numbers = (indexKeys: string) => reseal(`1:${hex('11')},2:${hex('22')}`, indexKeys)
  const index = () => withStore((store) => store.read(async ({ q, t }) => (await q.select({ index: t.people.phoneIndex }).from(t.people))[0]?.index))
  expect(await numbers(`${hex('33')},${hex('55')}`)).toMatchObject({ code: 0, said: expect.stringMatching(/people\.phone_index.*1 looked at, 1 indexed anew/) as string })
  expect(await index()).toBe(createVault({ keys: [key(2)], indexKeys: [Buffer.from(hex('55'), 'hex')] }).blindIndex('phone', '13812345678'))
  expect(await numbers(hex('55'))).toMatchObject({ code: 0, said: expect.stringMatching(/people\.phone_index.*1 looked at, 0 indexed anew/) as string })
  await rm(folder, { recursive: true })
})
