import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signingKeysOf } from '@market/bff/crypto/signing-keys'
import { generateKeyPair, signer, sm3 } from '@market/bff/crypto/sm2'
import { openTestAuthority, testKeyRing } from '@market/bff/crypto/test-authority'
import { verifyTimestamp } from '@market/bff/crypto/timestamp'
import { textPlace } from '@market/bff/features/sign/agreement-drafts'
import { signatureMaker } from '@market/bff/features/sign/make-signature'
import { recordSealer } from '@market/bff/features/sign/record-sealer'
import { sealing } from '@market/bff/features/sign/sealing'
import { testTimestamps } from '@market/bff/gateways/tsa/tsa.sandbox'
import { openStore } from '@market/bff/store/open-store'
import type { Store } from '@market/bff/store/store'
import { createVault } from '@market/bff/store/vault'
import { firstForms } from '@market/shared/sign/first-template'
import { agreementText } from '@market/shared/sign/agreement-text'
import { agreementsOf, insertBothSignatures, setWording, wantNoPapers } from '../../../bff/test/support/bench-agreements'
import { insertDraftAgreement, insertMarketWithJob, insertWorker, terms } from '../../../bff/test/support/rows'
import { handwriting } from '../../../bff/test/support/journey'
import { cpuMs, line, quantile, short } from '../figures'
import { fifty } from './fifty'

const inTurns = 100
/** The first few warm up: tables are made, code is compiled, statements are built. */
const rounds = 14
const warming = 4

const codeKey = Buffer.alloc(32, 1)
const vault = createVault({ keys: [{ version: 1, key: Buffer.alloc(32, 2) }], indexKey: Buffer.alloc(32, 3) })

/** Sealing: its CPU beside that of raw signatures in turns, then fifty a second with their papers on this machine's cores. */
export async function seals(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'market-bench-'))
  const store = await openStore({ engine: 'sqlite', file: join(folder, 'market.sqlite') })
  await store.migrate()
  const authority = openTestAuthority(join(folder, 'authority'))
  const ring = testKeyRing(authority)
  const keys = signingKeysOf(ring.seal, { sandbox: true })
  const sign = signatureMaker({ vault, keys })
  const ids = await drafts(store, rounds * inTurns)
  const parts = { store, clock: { now: Date.now }, vault, codeKey, test: true }

  /** Both sign: what a request does besides its statements, and the statements. */
  const signBoth = async (agreementIds: readonly string[]): Promise<void> => {
    const rows = await agreementsOf(store, agreementIds)
    const now = Date.now()
    const made = rows.flatMap((agreement) => (['worker', 'employer'] as const).map((party) => sign({ agreement }, { party, personId: people[party], strokes: handwriting(), signedAt: now, confirmedBy: 'sms', witnessId: null })))
    await insertBothSignatures(store, agreementIds, made, now)
  }

  // The authority's own work is another machine's: its token is made once, and checked each time as a client does.
  const hash = Buffer.alloc(32, 1)
  const { token } = await testTimestamps(authority, Date.now).stamp(hash)
  const stamp = () => {
    const verdict = verifyTimestamp(token, { hash, roots: ring.roots })
    return verdict.valid ? Promise.resolve({ token, at: verdict.at }) : Promise.reject(new Error(verdict.why))
  }
  const own = signer(generateKeyPair().privateKey)
  const message = Buffer.alloc(1024, 'agreement')
  const rawTurns = (): number => {
    const since = process.cpuUsage()
    for (let turn = 0; turn < inTurns; turn += 1) own.sign(message)
    return cpuMs(since) / inTurns
  }
  const rawMs: number[] = []
  const sealMs: number[] = []
  const moreMs: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const some = ids.splice(0, inTurns)
    // Raw ones on either side of it: how fast the machine is changes from one second to the next.
    const before = rawTurns()
    const since = process.cpuUsage()
    await signBoth(some)
    await sealing({ ...parts, sealer: recordSealer(ring), tsa: { stamp } }).run()
    const seal = cpuMs(since) / some.length
    const raw = (before + rawTurns()) / 2
    // Their papers are not asked for: fifty a second come later.
    await wantNoPapers(store, some)
    if (round < warming) continue
    rawMs.push(raw)
    sealMs.push(seal)
    moreMs.push(seal - 3 * raw)
  }
  line('CPU of a raw SM2 signature, ms', short(quantile(rawMs, 0.5)))
  line('CPU of a two-party seal without its paper, ms', `${short(quantile(sealMs, 0.5))} (by round ${sealMs.map(short).join(', ')})`)
  line('  less three raw signatures: middle, best round', `${short(quantile(moreMs, 0.5))} ms, ${short(Math.min(...moreMs))} ms`)
  await store.close()
  await rm(folder, { recursive: true })
  await fifty()
}

const people = { worker: '', employer: '' }

/** Agreements of one job that nobody has signed yet. */
async function drafts(store: Store, count: number): Promise<string[]> {
  const wording: Parameters<typeof setWording>[1][number][] = []
  const personal = { worker: { name: '王建国', idNumber: '11010519491231002X' }, employer: { kind: 'business' as const, name: '测试公司', creditCode: '91350100M000100Y43', responsible: '李明', legalRepresentative: null } }
  await store.write(async (tx) => {
    const { jobId, employerId } = await insertMarketWithJob(tx, count)
    people.employer = employerId
    for (let number = 0; number < count; number += 1) {
      const workerId = await insertWorker(tx)
      people.worker = workerId
      const id = await insertDraftAgreement(tx, jobId, workerId)
      const text = agreementText({ agreementId: id, kind: 'task_based', reason: '一天干活超过 4 小时。', terms, draftedAt: Date.now(), ...personal }, firstForms.task_based, '2026-11-2')
      wording.push({ id, workerId, textSealed: vault.seal(text, textPlace(id)), textHash: sm3(text), nameSealed: vault.seal('王建国', { table: 'people', column: 'name_sealed', row: workerId }) })
    }
  })
  await setWording(store, wording)
  return wording.map(({ id }) => id)
}
