import { fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { KeyRing } from '@market/bff/crypto/key-files'
import { signingKeysOf } from '@market/bff/crypto/signing-keys'
import { generateKeyPair, signer, sm3 } from '@market/bff/crypto/sm2'
import { openTestAuthority, testKeyRing } from '@market/bff/crypto/test-authority'
import { verifyTimestamp } from '@market/bff/crypto/timestamp'
import { textPlace } from '@market/bff/features/sign/agreement-drafts'
import { signatureMaker } from '@market/bff/features/sign/make-signature'
import { paperMaking } from '@market/bff/features/sign/paper-making'
import { recordSealer } from '@market/bff/features/sign/record-sealer'
import { sealing } from '@market/bff/features/sign/sealing'
import { openChores } from '@market/bff/feed/chores'
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
import { cpuMs, line, longestTurn, quantile, short } from '../figures'
import { fifty } from './fifty'

const inTurns = 100
/** The first ones warm up, as a server does in its first minute: tables are made, code is compiled, statements are built. */
const rounds = 50
const warming = 30

/** So many are sealed in a second, for so many seconds; some of them are signed at the same moment. */
const [perSecond, seconds, atOnce] = [50, 20, 5]

const codeKey = Buffer.alloc(32, 1)
const vault = createVault({ keys: [{ version: 1, key: Buffer.alloc(32, 2) }], indexKeys: [Buffer.alloc(32, 3)] })

/** Sealing: its CPU beside that of raw signatures in turns, fifty a second with their papers on this machine's cores, and the same through the whole server. */
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
  line('  less three raw signatures: middle, best round', `${short(quantile(moreMs, 0.5))} ms, ${short(Math.min(...moreMs))} ms (by round ${moreMs.map(short).join(', ')})`)
  await steadily({ ...parts, ring, folder, signBoth, ids })
  await store.close()
  await rm(folder, { recursive: true })
  await fifty()
}

type Steady = Pick<Parameters<typeof sealing>[0], 'store' | 'clock' | 'vault' | 'codeKey' | 'test'> & { ring: KeyRing; folder: string; signBoth: (ids: readonly string[]) => Promise<void>; ids: readonly string[] }

/** Fifty a second are signed, whether or not the ones before are done, and the chores seal them and make their papers. */
async function steadily({ ring, folder, signBoth, ids, ...parts }: Steady): Promise<void> {
  const child = fork(fileURLToPath(new URL('tsa-server.ts', import.meta.url)), [join(folder, 'authority'), '0'])
  const url = await new Promise<string>((resolve) => child.once('message', (address) => resolve(String(address))))
  const tsa = tsaOverHttp({ url, user: '', password: '', roots: ring.roots }, { clock: parts.clock })
  const printer = openAgreementPrinter()
  const log = { error: (problem: object) => { throw new Error(JSON.stringify(problem)) } }
  const chores = openChores({
    chores: [sealing({ ...parts, sealer: recordSealer(ring), tsa }).chore, paperMaking({ ...parts, printer, document: ring.document, tsa, publicUrl: 'https://market.test', sealedBy: '测试' }).chore],
    clock: parts.clock, log,
  })
  chores.start()
  const acts: Promise<void>[] = []
  const [used, start] = [process.cpuUsage(), performance.now()]
  const longest = await longestTurn(async () => {
    for (let group = 0; group * atOnce < ids.length; group += 1) {
      const left = start + (group * atOnce * 1_000) / perSecond - performance.now()
      if (left > 0) await new Promise((resolve) => setTimeout(resolve, left))
      acts.push(signBoth(ids.slice(group * atOnce, (group + 1) * atOnce)))
    }
    await Promise.all(acts)
  })
  const signedFor = (performance.now() - start) / 1_000
  const isSigned = ({ status }: { status: string }): boolean => status === 'signed'
  while ((await agreementsOf(parts.store, ids)).some(isSigned)) await new Promise((resolve) => setTimeout(resolve, 20))
  const [sealedFor, cpu] = [(performance.now() - start) / 1_000, cpuMs(used)]
  const papers = await parts.store.read(({ q, t }) => q.$count(t.agreementPapers))
  const waits = (await agreementsOf(parts.store, ids)).map(({ signedAt, sealedAt }) => (sealedAt ?? 0) - (signedAt ?? 0))
  line('asked to seal: a second, for seconds; the last was sealed after', `${perSecond}, ${short(signedFor)}; ${short(sealedFor)} s`)
  line('from the second signature to the seal, ms: p50, p99, longest', [quantile(waits, 0.5), quantile(waits, 0.99), Math.max(...waits)].map(short).join(', '))
  line('longest turn of the event loop; CPU with papers, of one core', `${short(longest)} ms; ${short(cpu / sealedFor / 10)} %`)
  line('papers made meanwhile, in their own thread', `${papers} of ${ids.length}`)
  await chores.stop()
  child.disconnect()
  await printer.close()
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
