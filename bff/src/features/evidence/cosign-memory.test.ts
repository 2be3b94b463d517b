import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hour } from '@market/shared/words/time'
import { cosignMemoryFile, memoryInFolder } from '../../crypto/cosign-memory'
import { KeyFilesRefused } from '../../crypto/key-files'
import { signingKeys } from '../../crypto/signing-keys'
import { generateKeyPair } from '../../crypto/sm2'
import { openChores } from '../../feed/chores'
import { createTestApp, type TestApp } from '../../../test/support/app'
import { cosigner, CosignRefused } from './cosigner'
import { CosignOverdue, rootSigning } from './root-signing'

const fingerprint = (number: number): string => number.toString(16).padStart(64, '0')
const log = signingKeys([generateKeyPair().privateKey], { sandbox: true })
const cosign = signingKeys([generateKeyPair().privateKey], { sandbox: true })

let app: TestApp
let folder: string
let told: number
beforeEach(async () => {
  app = await createTestApp()
  folder = mkdtempSync(join(tmpdir(), 'cosign-'))
  told = 0
})
afterEach(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

/** A server that has the co-signer's folder; `null` one that has not. */
const server = (at: string | null = folder) => rootSigning({ store: app.store, keys: log, cosigner: at === null ? null : cosigner({ store: app.store, memory: memoryInFolder(at), keys: cosign, logKey: (keyId) => log.publicKey(keyId) }) })
const remembered = (): unknown => JSON.parse(readFileSync(join(folder, cosignMemoryFile), 'utf8'))
const roots = () => app.store.read(({ q, t }) => q.select().from(t.evidenceRoots).orderBy(t.evidenceRoots.size))

async function seal(count: number): Promise<void> {
  for (let done = 0; done < count; done += 1) {
    told += 1
    const subjectId = `agreement-${told}`
    await app.store.write((tx) => tx.append({ kind: 'agreement.sealed', subjectId, marketId: null, at: told, data: { applicationId: 'application', workerId: 'worker', employerId: 'employer', recordSha256: fingerprint(told) } }))
  }
  await app.feed.caughtUp()
}

/** All that the database says of the log, the co-signer's place in it included. */
const everything = () => app.store.read(async ({ q, t }) => ({
  entries: await q.select().from(t.evidenceEntries), nodes: await q.select().from(t.evidenceNodes), roots: await q.select().from(t.evidenceRoots), cosigner: await q.select().from(t.evidenceCosigner),
}))
const forget = () => app.store.write(async ({ q, t }) => {
  for (const table of [t.evidenceEntries, t.evidenceNodes, t.evidenceRoots, t.evidenceCosigner]) await q.delete(table)
})
async function playBack({ entries, nodes, roots: signed, cosigner: memory }: Awaited<ReturnType<typeof everything>>): Promise<void> {
  await forget()
  await app.store.write(async ({ q, t }) => {
    await q.insert(t.evidenceEntries).values(entries)
    await q.insert(t.evidenceNodes).values(nodes)
    await q.insert(t.evidenceRoots).values(signed)
    await q.insert(t.evidenceCosigner).values(memory)
  })
}

describe('the co-signer’s memory', () => {
  test('lies beside its key, for its owner alone, and says the newest root it signed', async () => {
    await seal(3)
    await server().signNow(1)
    const [root] = await roots()
    expect(root?.cosignKeyId).toBe(cosign.keyId)
    expect(remembered()).toMatchObject({ size: 3, root: root?.root })
    expect(statSync(join(folder, cosignMemoryFile)).mode & 0o777).toBe(0o600)
    await seal(2)
    await server().signNow(2)
    expect(remembered()).toMatchObject({ size: 5 })
  })

  test('a database played in from an older backup and grown anew gets no second signature, though it fits by itself', async () => {
    await seal(2)
    await server().signNow(1)
    const backup = await everything()
    await seal(3)
    await server().signNow(2)
    const true5 = remembered()
    await playBack(backup)
    await seal(2)
    await expect(server().signNow(3)).rejects.toMatchObject({ name: 'CosignRefused', code: 'LOG_IS_SHORTER' })
    await seal(4)
    await expect(server().signNow(4)).rejects.toThrow(CosignRefused)
    expect((await roots()).map(({ size, cosignature }) => [size, cosignature !== null])).toEqual([[2, true], [4, false], [8, false]])
    expect(remembered()).toEqual(true5)
  })

  test('a fork of the same length, or longer, is refused too', async () => {
    await seal(2)
    await server().signNow(1)
    const backup = await everything()
    await seal(2)
    await server().signNow(2)
    await playBack(backup)
    await seal(2)
    await expect(server().signNow(3)).rejects.toMatchObject({ code: 'LOG_WAS_REWRITTEN' })
    await seal(3)
    await playBack({ ...(await everything()), roots: backup.roots })
    await expect(server().signNow(4)).rejects.toMatchObject({ code: 'LOG_WAS_REWRITTEN' })
  })

  test('a database written anew from the first entry on is another log', async () => {
    await seal(2)
    await server().signNow(1)
    await forget()
    await seal(4)
    await expect(server().signNow(2)).rejects.toMatchObject({ code: 'ANOTHER_LOG' })
    expect((await roots()).map(({ cosignature }) => cosignature)).toEqual([null])
  })

  test('what is refused stands in the server’s log at every turn, by name and reason', async () => {
    await seal(2)
    await server().signNow(1)
    await forget()
    await seal(3)
    const said: object[] = []
    const { chore } = server()
    const chores = openChores({ chores: [{ ...chore, everyMs: 5 }], clock: { now: () => 2 }, log: { error: (context) => void said.push(context) } })
    chores.start()
    await expect.poll(() => said.length).toBeGreaterThan(1)
    await chores.stop()
    expect(said[0]).toMatchObject({ chore: 'evidence-roots', error: 'CosignRefused ANOTHER_LOG' })
  })

  test('without one it begins with what the database says it signed', async () => {
    await seal(2)
    await server().signNow(1)
    rmSync(join(folder, cosignMemoryFile))
    await seal(1)
    await server().signNow(2)
    expect(remembered()).toMatchObject({ size: 3 })
  })

  test.each<[string, () => void, string]>([
    ['one that others can change', () => chmodSync(join(folder, cosignMemoryFile), 0o666), 'is open to others'],
    ['one in a folder that others can enter', () => chmodSync(folder, 0o755), 'is open to others'],
    ['one that was cut', () => writeFileSync(join(folder, cosignMemoryFile), '{"logId":"'), 'put it back from a copy'],
    ['one that says nothing', () => writeFileSync(join(folder, cosignMemoryFile), '{}'), 'put it back from a copy'],
  ])('%s is not believed, and nothing is signed', async (_what, spoil, message) => {
    await seal(1)
    await server().signNow(1)
    await seal(1)
    spoil()
    const refused = server().signNow(2)
    await expect(refused).rejects.toThrow(KeyFilesRefused)
    await expect(refused).rejects.toThrow(message)
    expect((await roots()).at(-1)).toMatchObject({ size: 2, cosignature: null })
  })

  test('what a crash left half written is passed over', async () => {
    await seal(1)
    await server().signNow(1)
    writeFileSync(join(folder, `${cosignMemoryFile}.part`), '{"lo', { mode: 0o600 })
    await seal(1)
    await server().signNow(2)
    expect(remembered()).toMatchObject({ size: 2 })
  })
})

describe('several servers', () => {
  test('one that has not the co-signer’s key leaves its roots waiting; whoever has it signs them all, in their order', async () => {
    for (const at of [1, 2, 3]) {
      await seal(2)
      await server(null).signNow(at)
    }
    expect((await roots()).map(({ cosignature }) => cosignature)).toEqual([null, null, null])
    await server().signNow(4)
    expect((await roots()).map(({ size, cosignKeyId }) => [size, cosignKeyId])).toEqual([[2, cosign.keyId], [4, cosign.keyId], [6, cosign.keyId]])
  })

  test('and says so loudly when nobody came for two hours', async () => {
    await seal(1)
    await server(null).signNow(hour)
    await server(null).signNow(3 * hour)
    await expect(server(null).signNow(3 * hour + 1)).rejects.toThrow(CosignOverdue)
  })

  test('several that share the folder never sign two different roots, and are never taken for a fork', async () => {
    for (const at of [1, 2, 3, 4, 5]) {
      await seal(1)
      await server(null).signNow(at)
    }
    await seal(1)
    await Promise.all([server().signNow(6), server().signNow(6), server().signNow(7)])
    const signed = await roots()
    expect(signed.map(({ size, cosignKeyId }) => [size, cosignKeyId])).toEqual([1, 2, 3, 4, 5, 6].map((size) => [size, cosign.keyId]))
    expect(remembered()).toMatchObject({ size: 6, root: signed.at(-1)?.root })
  })
})
