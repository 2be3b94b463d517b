import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { eq } from 'drizzle-orm'
import { evidenceEndpoints, type SignedRoot } from '@market/shared/evidence/evidence.contract'
import { readLeafData, rootStatement } from '@market/shared/evidence/evidence.rules'
import { provesConsistency, provesInclusion } from '@market/shared/evidence/merkle'
import { hour } from '@market/shared/words/time'
import { memoryHere } from '../../crypto/cosign-memory'
import { signingKeys } from '../../crypto/signing-keys'
import { generateKeyPair, verify } from '../../crypto/sm2'
import { openFeed } from '../../feed/feed'
import { createTestApp, type TestApp } from '../../../test/support/app'
import { rowsOf } from '../../../test/support/rows-of-all-tables'
import { cosigner, CosignRefused } from './cosigner'
import { evidenceFollower } from './evidence.follower'
import { evidenceService } from './evidence.service'
import { rootSigning } from './root-signing'
import { commitmentOf, fromHex, leafOf, sha256 } from './tree'

const parties = { applicationId: 'application', workerId: 'worker', employerId: 'employer' }
const fingerprint = (number: number): string => number.toString(16).padStart(64, '0')
const subject = (number: number): string => `agreement-${String(number).padStart(4, '0')}`

let app: TestApp
let sealed: number
beforeEach(async () => {
  app = await createTestApp()
  sealed = 0
})
afterEach(() => app.close())

const tell = (event: Parameters<Parameters<Parameters<TestApp['store']['write']>[0]>[0]['append']>[0]) => app.store.write((tx) => tx.append(event))

/** So many agreements are sealed, one after the other. */
async function seal(count: number): Promise<void> {
  for (let done = 0; done < count; done += 1) {
    sealed += 1
    await tell({ kind: 'agreement.sealed', subjectId: subject(sealed), marketId: null, at: app.clock.now() + sealed, data: { ...parties, recordSha256: fingerprint(sealed) } })
  }
  await app.feed.caughtUp()
}

const entriesOf = () => app.store.read(({ q, t }) => q.select().from(t.evidenceEntries).orderBy(t.evidenceEntries.leafIndex))
const latest = (): Promise<SignedRoot> => app.stranger.call(evidenceEndpoints.latestRoot)
async function signHourly(): Promise<SignedRoot> {
  app.clock.advance(hour)
  await app.chores.runAll()
  return latest()
}

describe('the log', () => {
  test('takes up seals, papers and ends in the order in which they happened, each under a salt of its own', async () => {
    await seal(1)
    const at = app.clock.now()
    await tell({ kind: 'agreement.paper_made', subjectId: subject(1), marketId: null, at, data: { ...parties, sha256: fingerprint(8), sm3: fingerprint(9), bytes: 51_000 } })
    await tell({ kind: 'agreement.ended', subjectId: subject(1), marketId: null, at, data: { ...parties, how: 'carried_out', recordSha256: fingerprint(7) } })
    await app.feed.caughtUp()
    const entries = await entriesOf()
    expect(entries.map(({ leafIndex, kind, leafData }) => ({ leafIndex, kind, facts: readLeafData(leafData ?? '') }))).toEqual([
      { leafIndex: 0, kind: 'agreement.sealed', facts: { kind: 'agreement.sealed', subjectId: subject(1), sha256: fingerprint(1), at: at + 1 } },
      { leafIndex: 1, kind: 'agreement.paper_made', facts: { kind: 'agreement.paper_made', subjectId: subject(1), sha256: fingerprint(8), sm3: fingerprint(9), bytes: 51_000, at } },
      { leafIndex: 2, kind: 'agreement.ended', facts: { kind: 'agreement.ended', subjectId: subject(1), sha256: fingerprint(7), at } },
    ])
    expect(new Set(entries.map(({ salt }) => salt)).size).toBe(3)
    for (const { salt, leafData, commitment } of entries) expect(commitmentOf(salt ?? '', leafData ?? '')).toBe(commitment)
  })

  test('a fact told twice has one entry, and a seal of before there was a record has none', async () => {
    await seal(2)
    const before = await entriesOf()
    await tell({ kind: 'agreement.sealed', subjectId: subject(1), marketId: null, at: 5, data: { ...parties, recordSha256: fingerprint(99) } })
    await tell({ kind: 'agreement.sealed', subjectId: 'agreement-of-before', marketId: null, at: 5, data: parties })
    await app.feed.caughtUp()
    expect(await entriesOf()).toEqual(before)
  })

  test('deriving everything again changes nothing: history is not written a second time', async () => {
    await seal(5)
    const rows = async () => {
      const { evidenceEntries, evidenceNodes } = await rowsOf(app.store)
      return { evidenceEntries, evidenceNodes }
    }
    const before = await rows()
    await app.feed.rebuild('evidence')
    expect(await rows()).toEqual(before)
  })

  test('two processes that follow at once leave no gap and no entry twice', async () => {
    const second = openFeed({ store: app.store, clock: app.clock, followers: [evidenceFollower], log: { error: () => undefined } })
    second.start()
    await Promise.all(Array.from({ length: 40 }, (_, at) =>
      tell({ kind: 'agreement.sealed', subjectId: subject(at + 1), marketId: null, at, data: { ...parties, recordSha256: fingerprint(at) } })))
    await Promise.all([app.feed.caughtUp(), second.caughtUp()])
    await second.stop()
    const entries = await entriesOf()
    expect(entries.map(({ leafIndex }) => leafIndex)).toEqual(Array.from({ length: 40 }, (_, at) => at))
    expect(new Set(entries.map(({ subjectId }) => subjectId)).size).toBe(40)
    expect(app.feed.status().filter(({ state }) => state === 'stopped')).toEqual([])
    expect((await signHourly()).size).toBe(40)
  })
})

describe('roots', () => {
  test('nothing is signed while there is nothing to sign', async () => {
    await app.chores.runAll()
    expect(await app.stranger.refused(evidenceEndpoints.latestRoot)).toMatchObject({ code: 'not_found', status: 404 })
  })

  test('are signed by the log and by the co-signer, hourly, when something was added', async () => {
    await seal(3)
    const first = await signHourly()
    expect(first.size).toBe(3)
    for (const signed of [first.log, first.cosigner]) expect(verify(rootStatement(first), signed?.signature ?? '', signed?.publicKey ?? '')).toBe(true)
    expect(first.logId).toBe((await entriesOf())[0]?.commitment)
    await seal(1)
    app.clock.advance(hour / 2)
    await app.chores.runAll()
    expect((await latest()).size).toBe(3)
    expect((await signHourly()).size).toBe(4)
    const again = await signHourly()
    expect(again).toEqual(await app.stranger.call(evidenceEndpoints.root, { params: { size: 4 } }))
    expect(await app.stranger.call(evidenceEndpoints.root, { params: { size: 3 } })).toEqual(first)
    expect(await app.stranger.refused(evidenceEndpoints.root, { params: { size: 2 } })).toMatchObject({ code: 'not_found' })
  })
})

describe('proofs', () => {
  test('of inclusion verify with what anybody can fetch, and give away no salt', async () => {
    await seal(11)
    await signHourly()
    for (let number = 1; number <= 11; number += 1) {
      const answer = await app.stranger.call(evidenceEndpoints.inclusion, { params: { kind: 'agreement.sealed', subjectId: subject(number) } })
      const { index, commitment, root, proof } = answer
      expect(index).toBe(number - 1)
      expect(provesInclusion(sha256, { leaf: leafOf(commitment), index, size: root?.size ?? 0, root: fromHex(root?.root ?? ''), proof: proof.map(fromHex) })).toBe(true)
      expect(JSON.stringify(answer)).not.toContain((await entriesOf())[index]?.salt)
    }
  })

  test('an entry that no root covers yet is there without a proof; one that never was is not there', async () => {
    await seal(1)
    const params = { kind: 'agreement.sealed', subjectId: subject(1) } as const
    expect(await app.stranger.call(evidenceEndpoints.inclusion, { params })).toMatchObject({ index: 0, root: null, proof: [] })
    expect(await app.stranger.refused(evidenceEndpoints.inclusion, { params: { ...params, kind: 'agreement.ended' } })).toMatchObject({ code: 'not_found' })
  })

  test('of consistency verify between any two roots, up to the newest signed one and no further', async () => {
    const roots: SignedRoot[] = []
    for (const more of [1, 3, 1, 4, 7]) {
      await seal(more)
      roots.push(await signHourly())
    }
    await seal(1)
    for (const [at, old] of roots.entries()) {
      for (const root of roots.slice(at)) {
        const { proof } = await app.stranger.call(evidenceEndpoints.consistency, { query: { from: old.size, to: root.size } })
        expect(provesConsistency(sha256, { oldSize: old.size, oldRoot: fromHex(old.root), size: root.size, root: fromHex(root.root), proof: proof.map(fromHex) })).toBe(true)
      }
    }
    for (const query of [{ from: 5, to: 4 }, { from: 1, to: 17 }]) expect(await app.stranger.refused(evidenceEndpoints.consistency, { query })).toMatchObject({ code: 'not_found' })
    expect(await app.stranger.refused(evidenceEndpoints.consistency, { query: { from: 0, to: 4 } })).toMatchObject({ status: 400 })
  })

  test('a party gets what the entry commits to, until the agreement is deleted for good', async () => {
    await seal(3)
    const { size } = await signHourly()
    const service = evidenceService({ store: app.store, keys: { log: keys.log, cosign: keys.cosign } })
    const proof = await app.store.read((db) => service.proofOf(db, 'agreement.sealed', subject(2)))
    expect(proof).toMatchObject({ entry: { index: 1 }, root: { size } })
    expect(commitmentOf(proof?.entry.salt ?? '', proof?.entry.leafData ?? '')).toBe(proof?.entry.commitment)
    await app.store.write((tx) => service.unlink(tx, subject(2)))
    expect(await app.store.read((db) => service.proofOf(db, 'agreement.sealed', subject(2)))).toBeNull()
    expect(await app.stranger.call(evidenceEndpoints.inclusion, { params: { kind: 'agreement.sealed', subjectId: subject(2) } })).toMatchObject({ index: 1, root: { size } })
    await app.feed.rebuild('evidence')
    expect(await entriesOf()).toHaveLength(3)
  })
})

const keys = {
  log: signingKeys([generateKeyPair().privateKey], { sandbox: true }),
  cosign: signingKeys([generateKeyPair().privateKey], { sandbox: true }),
}

describe('the co-signer', () => {
  /** The log with two keys of its own, as it is run. */
  const signing = () => rootSigning({ store: app.store, keys: keys.log, cosigner: cosigner({ store: app.store, memory: memoryHere(), keys: keys.cosign, logKey: (keyId) => keys.log.publicKey(keyId) }) })
  const rewrite = (leafIndex: number, commitment: string) => app.store.write(async ({ q, t }) => {
    await q.update(t.evidenceEntries).set({ commitment }).where(eq(t.evidenceEntries.leafIndex, leafIndex))
  })

  test('signs with a key of its own', async () => {
    await seal(2)
    await signing().signNow(app.clock.now())
    const [root] = await app.store.read(({ q, t }) => q.select().from(t.evidenceRoots))
    expect(root).toMatchObject({ size: 2, keyId: keys.log.keyId, cosignKeyId: keys.cosign.keyId })
  })

  test('refuses a log that was rewritten with the log’s own key: the fork has no second signature', async () => {
    await seal(3)
    await signing().signNow(1)
    // Somebody with the whole database writes a tree that fits their forged first entry, and grows it.
    await app.store.write(async ({ q, t }) => {
      await q.delete(t.evidenceEntries)
      await q.delete(t.evidenceNodes)
      await q.delete(t.evidenceRoots)
    })
    await seal(6)
    await expect(signing().signNow(2)).rejects.toThrow(CosignRefused)
    const roots = await app.store.read(({ q, t }) => q.select().from(t.evidenceRoots))
    expect(roots).toMatchObject([{ size: 6, cosignature: null }])
    await expect(signing().signNow(3)).rejects.toThrow('does not begin with')
  })

  test('refuses a log that got shorter, a root the log has not signed, and another root of the same size', async () => {
    await seal(3)
    await signing().signNow(1)
    const asked = cosigner({ store: app.store, memory: memoryHere(), keys: keys.cosign, logKey: (keyId) => keys.log.publicKey(keyId) })
    const statement = (size: number, root: string) => {
      const facts = { logId: fingerprint(1), size, root, at: 9 }
      return { ...facts, signature: keys.log.sign(rootStatement(facts)), keyId: keys.log.keyId }
    }
    const nothing = () => Promise.resolve([])
    await expect(asked.cosign(statement(2, fingerprint(5)), nothing)).rejects.toThrow('had 3 entries and has 2')
    await expect(asked.cosign(statement(3, fingerprint(5)), nothing)).rejects.toThrow(CosignRefused)
    await expect(asked.cosign(statement(4, fingerprint(5)), () => Promise.resolve([fingerprint(1)]))).rejects.toThrow(CosignRefused)
    await expect(asked.cosign({ ...statement(4, fingerprint(5)), at: 10 }, nothing)).rejects.toThrow('not signed by the log')
    await expect(asked.cosign({ ...statement(4, fingerprint(5)), keyId: keys.cosign.keyId }, nothing)).rejects.toThrow('not signed by the log')
  })

  test('signs the same root again when it was cut off before its signature was kept', async () => {
    await seal(3)
    await signing().signNow(1)
    await app.store.write(async ({ q, t }) => {
      await q.update(t.evidenceRoots).set({ cosignature: null, cosignKeyId: null })
    })
    await signing().signNow(2)
    const [root] = await app.store.read(({ q, t }) => q.select().from(t.evidenceRoots))
    expect(root?.cosignKeyId).toBe(keys.cosign.keyId)
  })

  test('two servers that sign at once leave one root with both signatures', async () => {
    await seal(4)
    await Promise.all([signing().signNow(1), signing().signNow(1), signing().signNow(2)])
    const roots = await app.store.read(({ q, t }) => q.select().from(t.evidenceRoots))
    expect(roots).toHaveLength(1)
    await rewrite(3, fingerprint(0))
    await seal(1)
    // What a root was signed over is the tree; that an entry no longer fits its leaf is for the verifier to find.
    await signing().signNow(5)
    expect((await app.store.read(({ q, t }) => q.select().from(t.evidenceRoots))).at(-1)).toMatchObject({ size: 5, cosignKeyId: keys.cosign.keyId })
  })
})
