import { fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { signingKeysOf } from '@market/bff/crypto/signing-keys'
import { generateKeyPair, signer, sm3 } from '@market/bff/crypto/sm2'
import { openTestAuthority, testKeyRing } from '@market/bff/crypto/test-authority'
import { verifyTimestamp } from '@market/bff/crypto/timestamp'
import { textPlace } from '@market/bff/features/sign/agreement-drafts'
import { signatureMaker } from '@market/bff/features/sign/make-signature'
import { paperMaking } from '@market/bff/features/sign/paper-making'
import { recordSealer } from '@market/bff/features/sign/record-sealer'
import { sealing } from '@market/bff/features/sign/sealing'
import { tsaOverHttp } from '@market/bff/gateways/tsa/tsa.http'
import { testTimestamps } from '@market/bff/gateways/tsa/tsa.sandbox'
import { openAgreementPrinter } from '@market/bff/paper/agreement-printer'
import { openStore } from '@market/bff/store/open-store'
import type { Store } from '@market/bff/store/store'
import { createVault } from '@market/bff/store/vault'
import { firstForms } from '@market/shared/sign/first-template'
import { agreementText } from '@market/shared/sign/agreement-text'
import { agreementsOf, insertBothSignatures, setWording, wantNoPapers } from '../../../bff/test/support/bench-agreements'
import { insertDraftAgreement, insertMarketWithJob, insertWorker, terms } from '../../../bff/test/support/rows'
import { handwriting } from '../../../bff/test/support/journey'
import { cpuMs, line, longestTurn, mean, quantile, short } from '../figures'

const inTurns = 200
const rounds = 5
/** Agreements that are signed in a second, for so many seconds. */
const perSecond = 50
const seconds = 20

const codeKey = Buffer.alloc(32, 1)
const vault = createVault({ keys: [{ version: 1, key: Buffer.alloc(32, 2) }], indexKey: Buffer.alloc(32, 3) })

/** Sealing: its CPU beside that of raw signatures, and fifty a second with their papers, on this machine's cores. */
export async function seals(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'market-bench-'))
  const store = await openStore({ engine: 'sqlite', file: join(folder, 'market.sqlite') })
  await store.migrate()
  const authority = openTestAuthority(join(folder, 'authority'))
  const ring = testKeyRing(authority)
  const keys = signingKeysOf(ring.seal, { sandbox: true })
  const sign = signatureMaker({ vault, keys })
  const ids = await drafts(store, rounds * inTurns + perSecond * seconds)
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
  const rawMs: number[] = []
  const sealMs: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const since = process.cpuUsage()
    for (let turn = 0; turn < inTurns; turn += 1) own.sign(message)
    rawMs.push(cpuMs(since) / inTurns)
    const some = ids.splice(0, inTurns)
    const before = process.cpuUsage()
    await signBoth(some)
    await sealing({ ...parts, sealer: recordSealer(ring), tsa: { stamp } }).run()
    sealMs.push(cpuMs(before) / some.length)
    // Their papers are not asked for: fifty a second come later.
    await wantNoPapers(store, some)
  }
  const [raw, seal] = [quantile(rawMs, 0.5), quantile(sealMs, 0.5)]
  line('CPU of a raw SM2 signature, ms', short(raw))
  line('CPU of a two-party seal without its paper, ms', `${short(seal)} (by round ${sealMs.map(short).join(', ')})`)
  line('  less three raw signatures', `${short(seal - 3 * raw)} ms`)

  const child = fork(fileURLToPath(new URL('tsa-server.ts', import.meta.url)), [join(folder, 'authority')])
  const url = await new Promise<string>((resolve) => child.once('message', (address) => resolve(String(address))))
  const tsa = tsaOverHttp({ url, user: '', password: '', roots: ring.roots })
  const printer = openAgreementPrinter()
  const seal50 = sealing({ ...parts, sealer: recordSealer(ring), tsa })
  const papers = paperMaking({ ...parts, printer, document: ring.document, tsa, publicUrl: 'https://market.test', sealedBy: '测试' })
  const inLine = ids.slice()
  const sealed = inLine.slice()
  const running = new Set<Promise<void>>()
  const every = (ms: number, work: () => Promise<void>): NodeJS.Timeout => {
    let busy = false
    return setInterval(() => {
      if (busy) return
      busy = true
      const turn = work().finally(() => { busy = false; running.delete(turn) })
      running.add(turn)
    }, ms)
  }
  const start = performance.now()
  const timers = [every(seal50.chore.everyMs, seal50.run), every(papers.chore.everyMs, papers.run), every(1_000 / perSecond, () => (inLine.length === 0 ? Promise.resolve() : signBoth(inLine.splice(0, 1))))]
  const longest = await longestTurn(async () => {
    while (inLine.length > 0) await new Promise((resolve) => setTimeout(resolve, 50))
  })
  const signedFor = (performance.now() - start) / 1_000
  const made = () => store.read(({ q, t }) => q.select({ id: t.agreementPapers.agreementId }).from(t.agreementPapers))
  const papersAtOnce = (await made()).length
  while ((await agreementsOf(store, sealed)).some(({ status }) => status === 'signed')) await new Promise((resolve) => setTimeout(resolve, 50))
  for (const timer of timers) clearInterval(timer)
  await Promise.all(running)
  const waits = (await agreementsOf(store, sealed)).map(({ signedAt, sealedAt }) => (sealedAt ?? 0) - (signedAt ?? 0))
  line('signed and sealed a second', `${short(waits.length / signedFor)} for ${short(signedFor)} s`)
  line('from the second signature to the seal, ms: p50, p99, mean', [quantile(waits, 0.5), quantile(waits, 0.99), mean(waits)].map(short).join(', '))
  line('papers made meanwhile (their own thread)', `${papersAtOnce} of ${waits.length}`)
  line('longest turn of the event loop', `${short(longest)} ms`)
  child.disconnect()
  await printer.close()
  await store.close()
  await rm(folder, { recursive: true })
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
