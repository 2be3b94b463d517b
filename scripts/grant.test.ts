import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '@market/bff/store/open-store'
import { createVault } from '@market/bff/store/vault'
import { expect, test } from 'vitest'

const hex = (byte: string): string => byte.repeat(32)

test('the first officer of an installation is made from the console, with the keys that npm start made', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'grant-'))
  const keys = { TOKEN_KEY: hex('11'), VAULT_KEYS: `1:${hex('22')}`, INDEX_KEY: hex('33'), CODE_KEY: hex('44') }
  await writeFile(join(folder, 'keys.json'), JSON.stringify(keys))
  const file = join(folder, 'market.sqlite')
  const withStore = async <T>(use: (store: Awaited<ReturnType<typeof openStore>>) => Promise<T>): Promise<T> => {
    const store = await openStore({ engine: 'sqlite', file })
    await store.migrate()
    return use(store).finally(() => store.close())
  }
  const vault = createVault({ keys: [{ version: 1, key: Buffer.from(hex('22'), 'hex') }], indexKeys: [Buffer.from(hex('33'), 'hex')] })
  await withStore((store) => store.write(async ({ q, t }) => {
    await q.insert(t.regions).values({ code: '41', parentCode: null, kind: 'province', name: '河南省', path: '/41/', wageTier: null })
    await q.insert(t.people).values({ id: 'person-0001', nameSealed: 'sealed', nameMasked: '钱*任', phoneMasked: '137****0001', phoneIndex: vault.blindIndex('phone', '13700000001'), createdAt: 1 })
  }))
  const { DATABASE_URL: _elsewhere, ...env } = process.env
  const run = (...words: string[]) =>
    new Promise<{ code: number; said: string }>((tell) => {
      execFile(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'grant.ts'), ...words], { cwd: import.meta.dirname, env: { ...env, DATA_FOLDER: folder } }, (error, out, problem) =>
        tell({ code: error ? 1 : 0, said: out + problem }))
    })

  expect(await run()).toMatchObject({ code: 1, said: expect.stringContaining('--phone') as string })
  expect(await run('--phone', '13700000009', '--scope', '41')).toMatchObject({ code: 1, said: expect.stringContaining('nobody is registered') as string })
  expect(await run('--phone', '13700000001', '--scope', '41')).toEqual({ code: 0, said: '给了 · granted   钱*任 137****0001 · 主管部门 · 河南省\n' })
  expect(await withStore((store) => store.read(({ q, t }) => q.select({ personId: t.grants.personId, role: t.grants.role, scopePath: t.grants.scopePath }).from(t.grants))))
    .toEqual([{ personId: 'person-0001', role: 'officer', scopePath: '/41/' }])
  await rm(folder, { recursive: true })
})
