import { fork, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildApp } from '@market/bff/app'
import type { Clock } from '@market/bff/clock'
import { openTestAuthority, testKeyRing } from '@market/bff/crypto/test-authority'
import { tsaOverHttp } from '@market/bff/gateways/tsa/tsa.http'
import { accessTokens } from '@market/bff/http/access-token'
import { openStore } from '@market/bff/store/open-store'
import type { Store } from '@market/bff/store/store'
import { noCrowd } from '@market/bff/http/waiting-room'
import { createVault } from '@market/bff/store/vault'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { AppError } from '@market/shared/errors'
import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import { signEndpoints } from '@market/shared/sign/sign.contract'
import { agreementsOf, wantNoPapers } from '../../../bff/test/support/bench-agreements'
import { monday0440 } from '../../../bff/test/support/clock'
import { testConfig } from '../../../bff/test/support/config'
import { handwriting, unloading } from '../../../bff/test/support/journey'
import { createMarket } from '../../../bff/test/support/market'
import { createPerson, usualPhone, type SignedIn } from '../../../bff/test/support/people'
import { callerOf, type Call } from '../../seed/demo/caller'
import { cpuMs, line, longestTurn, mean, quantile, short } from '../figures'

/** Agreements that are signed in a second by both, for so many seconds; before them some that nobody measures. */
const perSecond = 50
const seconds = 20
const warming = 150
const placesOfJob = 50
/** Between the worker's tap and the employer's. */
const employerAfterMs = 40

type Waiting = { id: string; textHash: string; worker: SignedIn; employer: SignedIn }

/**
 * Fifty agreements a second signed by both through the whole server, whose chores seal them and make their papers: 100 requests a
 * second that begin when it is time, whether or not earlier ones are answered. The timestamp authority is a process of its own.
 */
export async function fifty(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'market-bench-'))
  const store = await openStore({ engine: 'sqlite', file: join(folder, 'market.sqlite') })
  await store.migrate()
  const authority = openTestAuthority(join(folder, 'authority'))
  const keyRing = testKeyRing(authority)
  // Before dawn, when the postings of the tests are still to come; from there it runs as any clock.
  const offset = monday0440 - Date.now()
  const clock: Clock = { now: () => Date.now() + offset }
  const child = fork(fileURLToPath(new URL('tsa-server.ts', import.meta.url)), [join(folder, 'authority'), String(offset)])
  const url = await new Promise<string>((resolve) => child.once('message', (address) => resolve(String(address))))
  const away = () => Promise.reject(new AppError('upstream_unavailable'))
  const config = testConfig()
  const { app } = await buildApp({
    config, store, clock, keyRing, requestsPerMinute: 1_000_000_000, crowd: noCrowd,
    gateways: {
      wechat: { sessionFromCode: away, readIdCard: away, sendMessage: away, phoneNumber: (code) => Promise.resolve(code) },
      identity: { checkPerson: away, checkBusiness: away, compareFace: null },
      sms: null,
      tsa: tsaOverHttp({ url, user: '', password: '', roots: keyRing.roots }, { clock }),
    },
  })
  await app.ready()
  const vault = createVault({ keys: config.keys.vault, indexKeys: config.keys.index })
  const tokens = accessTokens(app.jwt)
  const call = callerOf(app)
  const as = (person: SignedIn) => ({ token: tokens.sign(person, clock.now()).token, key: randomUUID() })
  const waiting = await prepare({ store, clock, call, as, person: (facts) => createPerson(store, vault, clock.now(), facts) })

  const refused: string[] = []
  const tookMs: number[] = []
  const sign = async ({ id, textHash }: Waiting, person: SignedIn, understoodPayFen: number | null): Promise<void> => {
    const start = performance.now()
    const reply = await call(signEndpoints.sign, { params: { agreementId: id }, body: { textHash, understoodPayFen, strokes: handwriting(), confirm: { kind: 'wechat_phone', code: usualPhone } } }, as(person))
    tookMs.push(performance.now() - start)
    if (!reply.ok) refused.push(reply.code)
  }
  /** Each at its time, none waiting for another. */
  const signAll = async (some: readonly Waiting[]): Promise<void> => {
    const start = performance.now()
    const acts = some.map(async (one, place) => {
      await until(start + (place * 1_000) / perSecond)
      await sign(one, one.worker, 26_000)
      await until(start + (place * 1_000) / perSecond + employerAfterMs)
      await sign(one, one.employer, null)
    })
    await Promise.all(acts)
  }
  const areSealed = async (ids: readonly string[]): Promise<boolean> => (await agreementsOf(store, ids)).every(({ status }) => status === 'sealed')

  const warm = waiting.splice(0, warming)
  await signAll(warm)
  while (!(await areSealed(warm.map(({ id }) => id)))) await new Promise((resolve) => setTimeout(resolve, 100))
  await wantNoPapers(store, warm.map(({ id }) => id))
  tookMs.splice(0)

  const ids = waiting.map(({ id }) => id)
  const authorityBefore = await cpuOf(child)
  const [used, start, loop] = [process.cpuUsage(), performance.now(), performance.eventLoopUtilization()]
  const longest = await longestTurn(() => signAll(waiting))
  const tookSeconds = (performance.now() - start) / 1_000
  const [cpu, busy] = [cpuMs(used), performance.eventLoopUtilization(loop).utilization]
  const authorityCpu = (await cpuOf(child)) - authorityBefore
  const papers = await store.read(({ q, t }) => q.select({ id: t.agreementPapers.agreementId }).from(t.agreementPapers))
  while (!(await areSealed(ids))) await new Promise((resolve) => setTimeout(resolve, 50))
  const waits = (await agreementsOf(store, ids)).map(({ signedAt, sealedAt }) => (sealedAt ?? 0) - (signedAt ?? 0))
  if (refused.length > 0) throw new Error(`${refused.length} signatures were refused: ${refused[0] ?? ''}`)
  const three = (values: readonly number[]): string => [quantile(values, 0.5), quantile(values, 0.99), Math.max(...values)].map(short).join(', ')
  line('asked: agreements a second, for seconds', `${perSecond}, ${seconds}`)
  line('signed by both and sealed a second', `${short(waits.length / tookSeconds)} for ${short(tookSeconds)} s`)
  line('from the second signature to the seal, ms: p50, p99, longest', three(waits))
  line('a request that signs, ms: p50, p99, longest', three(tookMs))
  line('its mean', `${short(mean(tookMs))} ms`)
  line('CPU of the server’s process, papers and those who ask included', `${short(cpu / tookSeconds / 10)} % of one core, ${short(cpu / waits.length)} ms an agreement`)
  line('its event loop was busy; CPU of the authority', `${short(busy * 100)} %; ${short(authorityCpu / tookSeconds / 10)} % of one core`)
  line('papers made meanwhile, in their own thread', `${papers.filter(({ id }) => ids.includes(id)).length} of ${waits.length}`)
  line('longest turn of the event loop', `${short(longest)} ms`)
  await wantNoPapers(store, ids)
  await app.close()
  child.disconnect()
  await store.close()
  await rm(folder, { recursive: true })
}

const cpuOf = (authority: ChildProcess): Promise<number> => {
  authority.send('cpu')
  return new Promise((resolve) => authority.once('message', (used) => resolve(Number(used))))
}

const until = async (at: number): Promise<void> => {
  const left = at - performance.now()
  if (left > 0) await new Promise((resolve) => setTimeout(resolve, left))
}

type Preparing = {
  store: Store
  clock: Clock
  call: Call
  as(person: SignedIn): { token: string; key: string }
  person(facts: Parameters<typeof createPerson>[3]): Promise<SignedIn>
}

/** Agreements that wait for both, each with its own worker; fifty have an employer and a job in common. */
async function prepare({ store, call, as, person }: Preparing): Promise<Waiting[]> {
  const { marketId } = await createMarket(store)
  const waiting: Waiting[] = []
  const count = warming + perSecond * seconds
  while (waiting.length < count) {
    const employer = await person({ employer: {} })
    const job = await call(jobsEndpoints.create, { body: unloading(marketId, { headcount: placesOfJob }) }, as(employer))
    if (!job.ok) throw new Error(`the posting was refused: ${job.code}`)
    const workers = new Map<string, SignedIn>()
    for (let place = 0; place < placesOfJob; place += 1) {
      const worker = await person({ worker: {} })
      const applied = await call(applyEndpoints.create, { params: { jobId: job.body.id } }, as(worker))
      if (!applied.ok) throw new Error(`an application was refused: ${applied.code}`)
      workers.set(applied.body.agreement?.id ?? '', worker)
    }
    for (const { id, textHash } of await agreementsOf(store, [...workers.keys()])) {
      const worker = workers.get(id)
      if (worker !== undefined) waiting.push({ id, textHash, worker, employer })
    }
  }
  return waiting.slice(0, count)
}
