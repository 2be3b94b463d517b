import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from '@market/bff/app'
import { generateKeyPair, sign } from '@market/bff/crypto/sm2'
import { accessTokens } from '@market/bff/http/access-token'
import { openStore } from '@market/bff/store/open-store'
import { createVault } from '@market/bff/store/vault'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { AppError } from '@market/shared/errors'
import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import { signEndpoints } from '@market/shared/sign/sign.contract'
import { mostAtOnce } from '@market/shared/sign/sign.rules'
import { testConfig } from '../../../bff/test/support/config'
import { handwriting, unloading } from '../../../bff/test/support/journey'
import { monday0440 } from '../../../bff/test/support/clock'
import { createMarket } from '../../../bff/test/support/market'
import { createPerson, usualPhone, type SignedIn } from '../../../bff/test/support/people'
import { noCrowd } from '@market/bff/http/waiting-room'
import { openTestAuthority, testKeyRing } from '@market/bff/crypto/test-authority'
import { callerOf } from '../../seed/demo/caller'
import { cpuMs, line, mean, quantile, short } from '../figures'

const rounds = 12

/** An employer signs the agreements of one job in one act, thirty at once: the server's time, on SQLite in a file, beside as many raw SM2 signatures. */
export async function many(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'market-bench-'))
  const store = await openStore({ engine: 'sqlite', file: join(folder, 'market.sqlite') })
  await store.migrate()
  const config = testConfig()
  const away = () => Promise.reject(new AppError('upstream_unavailable'))
  const { app } = await buildApp({
    config, store, clock: { now: () => monday0440 }, requestsPerMinute: 1_000_000_000, crowd: noCrowd,
    gateways: {
      wechat: { sessionFromCode: away, readIdCard: away, sendMessage: away, phoneNumber: (code) => Promise.resolve(code) },
      identity: { checkPerson: away, checkBusiness: away, compareFace: null },
      sms: null,
      tsa: { stamp: away },
    },
    keyRing: testKeyRing(openTestAuthority()),
  })
  await app.ready()
  const { marketId } = await createMarket(store)
  const vault = createVault({ keys: config.keys.vault, indexKeys: config.keys.index })
  const tokens = accessTokens(app.jwt)
  const call = callerOf(app)
  const as = (person: SignedIn) => ({ token: tokens.sign(person, monday0440).token, key: randomUUID() })

  const [ms, cpu]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    const employer = await createPerson(store, vault, monday0440, { employer: {} })
    const job = await call(jobsEndpoints.create, { body: unloading(marketId, { headcount: mostAtOnce }) }, as(employer))
    if (!job.ok) throw new Error(`the posting was refused: ${job.code}`)
    const params = { jobId: job.body.id }
    for (let place = 0; place < mostAtOnce; place += 1) await call(applyEndpoints.create, { params }, as(await createPerson(store, vault, monday0440, { worker: {} })))
    const waiting = await call(signEndpoints.ofJob, { params }, as(employer))
    if (!waiting.ok) throw new Error(`the list was refused: ${waiting.code}`)
    const agreements = waiting.body.agreements.map(({ id, textHash }) => ({ agreementId: id, textHash }))
    const [used, start] = [process.cpuUsage(), performance.now()]
    const signed = await call(signEndpoints.signMany, { params, body: { agreements, strokes: handwriting(), confirm: { kind: 'wechat_phone', code: usualPhone } } }, as(employer))
    ms.push(performance.now() - start)
    cpu.push(cpuMs(used))
    if (!signed.ok || signed.body.results.filter(({ verdict }) => verdict === 'signed').length !== mostAtOnce) throw new Error('not all were signed')
  }
  const { privateKey } = generateKeyPair()
  const raw = Array.from({ length: 300 }, (_, message) => {
    const start = performance.now()
    sign(`agreement ${message}`, privateKey)
    return performance.now() - start
  })
  await app.close()
  await store.close()
  await rm(folder, { recursive: true })
  line('one act for so many agreements', String(mostAtOnce))
  line('server time, middle · longest of the rounds', `${short(quantile(ms, 0.5))} ms · ${short(Math.max(...ms))} ms`)
  line('CPU of an act', `${short(quantile(cpu, 0.5))} ms`)
  line('one raw SM2 signature in the same run', `${short(mean(raw))} ms`)
  line('server time in raw signatures, for each agreement', short(quantile(ms, 0.5) / mostAtOnce / mean(raw)))
}
