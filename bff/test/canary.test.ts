import { Writable } from 'node:stream'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { endpoints } from '@market/shared/api'
import { exchangeEndpoints } from '@market/shared/exchange/exchange.contract'
import { myDataEndpoints } from '@market/shared/my-data/my-data.contract'
import { hour } from '@market/shared/words/time'
import { evidenceLines } from '../src/features/evidence/export'
import { identityOverHttp } from '../src/gateways/identity/identity.http'
import { startIdentitySandbox, type IdentitySandbox } from '../src/gateways/identity/identity.sandbox'
import { smsOverHttp } from '../src/gateways/sms/sms.http'
import { startSmsSandbox, type SmsSandbox } from '../src/gateways/sms/sms.sandbox'
import { createTestApp, type TestApp } from './support/app'
import { canariesIn, formsOf, type Canaries } from './support/canaries'
import { testConfig } from './support/config'
import { post, unloading } from './support/journey'
import { rowsOf } from './support/rows-of-all-tables'
import { liveADay, type WholeDay } from './support/whole-day'

/** Two people whose names and numbers are known live a whole day; then they are looked for wherever nobody may be named. */
describe('names and numbers of people', () => {
  const log: string[] = []
  const refusals: string[] = []
  const requestLines: string[] = []
  let app: TestApp
  let lived: WholeDay
  let identity: IdentitySandbox
  let messages: SmsSandbox
  let canaries: Canaries

  const found = (texts: readonly string[]): string[] => [...new Set(texts.flatMap((text) => canariesIn(text, canaries)))]

  beforeAll(async () => {
    const stream = new Writable({ write: (line: Buffer, _encoding, done) => (log.push(line.toString()), done()) })
    const now = (): number => app.clock.now()
    const sms = { appId: 'sms-test', appSecret: 'secret-test', signName: '零工市场', templates: { sign_code: 'SMS_1' } }
    const fetched = globalThis.fetch
    vi.stubGlobal('fetch', (input: string | URL, init: RequestInit = {}) => {
      requestLines.push(`${init.method ?? 'GET'} ${String(input)} ${JSON.stringify(init.headers ?? {})}`)
      return fetched(input, init)
    })
    messages = await startSmsSandbox({ ...sms, templates: { SMS_1: ['code'] }, limits: [], now })
    const { identity: key } = testConfig()
    identity = await startIdentitySandbox({ ...key, now })
    const smsClient = smsOverHttp({ ...sms, apiBase: messages.url }, { clock: { now } })
    app = await createTestApp({ logger: { level: 'trace', stream }, config: { sms: { ...sms, apiBase: messages.url } }, gateways: { sms: smsClient } })
    const inject = app.app.inject.bind(app.app) as (options: InjectOptions) => Promise<LightMyRequestResponse>
    const listening = async (options: InjectOptions): Promise<LightMyRequestResponse> => {
      const answer = await inject(options)
      if (answer.statusCode >= 400) refusals.push(`${JSON.stringify(answer.headers)} ${answer.body}`)
      return answer
    }
    app.app.inject = listening as unknown as typeof app.app.inject

    lived = await liveADay(app)
    const { worker, employer } = lived
    canaries = {
      workerName: worker.known.name, workerNumber: worker.known.idNumber, workerPhone: worker.known.phone,
      employerName: employer.known.name, employerNumber: employer.known.idNumber, employerPhone: employer.known.phone,
    }
    // The real clients, as they speak to an authority and to who sends messages.
    await identityOverHttp({ ...key, apiBase: identity.url, faceScene: null }, { clock: { now } }).checkPerson(worker.known)
    await worker.call(myDataEndpoints.sendCode)
    expect(requestLines.length).toBeGreaterThanOrEqual(2)
  })
  afterAll(async () => {
    vi.unstubAllGlobals()
    await app.close()
    await identity.close()
    await messages.close()
  })

  test('what is planted is found, in whatever way it is written', () => {
    const { exact, lower } = formsOf(canaries.workerName ?? '')
    for (const form of [...exact, ...lower]) expect(canariesIn(`before ${form} after`, canaries)).toContain('workerName')
    for (const before of ['', 'a', 'ab', 'abc']) {
      const bytes = Buffer.from(`${before}${canaries.workerNumber ?? ''}, and more`)
      for (const encoding of ['base64', 'base64url', 'hex'] as const) expect(canariesIn(bytes.toString(encoding), canaries)).toEqual(['workerNumber'])
    }
    app.app.log.info({ name: canaries.employerName }, 'planted')
    expect(found(log)).toEqual(['employerName'])
    log.pop()
    expect(canariesIn('a text about nobody 13800000000 410302196001150010', canaries)).toEqual([])
  })

  test('stand in no line of the log, at its lowest level', () => {
    expect(log.length).toBeGreaterThan(20)
    expect(found(log)).toEqual([])
  })

  test('stand in no event, and in no column of any table that is not sealed but those that hold a person’s own words', async () => {
    const rows = await rowsOf(app.store)
    expect(rows.events?.length).toBeGreaterThan(10)
    const tables = Object.entries(rows).filter(([, ofTable]) => found(ofTable.map(String)).length > 0).map(([table]) => table)
    // What the worker called the crew, and so what a follower may not repeat.
    expect(tables).toEqual(['crews'])
  })

  test('stand in no line of a request to others', () => {
    expect(found(requestLines)).toEqual([])
  })

  test('stand in no refusal, whatever part of a request they were put into', async () => {
    const { worker, employer } = lived
    const nobody = await app.person({ worker: {}, employer: {} })
    for (const endpoint of endpoints.filter(({ action }) => !action.startsWith('session.') && action !== 'my_data.close')) {
      const known = endpoint.method === 'POST' ? worker.known : employer.known
      const params = Object.fromEntries(Array.from(endpoint.path.matchAll(/:(\w+)/g), ([, name]) => [name, known.phone]))
      const query = { q: known.name, after: known.idNumber, [known.phone]: known.phone }
      const body = endpoint.method === 'POST' ? { ...known, [known.phone]: known.name, code: known.idNumber } : undefined
      await nobody.raw(endpoint, { params, query, ...(body === undefined ? {} : { body }) })
    }
    for (const payload of [`{"name":"${worker.known.name}`, `${worker.known.phone}`, `[${worker.known.phone},]`]) {
      await app.app.inject({ method: 'POST', url: '/api/workers', payload, headers: { 'content-type': 'application/json', 'authorization': `Bearer ${nobody.token}`, 'idempotency-key': crypto.randomUUID() } })
    }
    await app.app.inject({ method: 'GET', url: `/${encodeURIComponent(worker.known.name)}/${worker.known.phone}` })
    expect(refusals.length).toBeGreaterThan(100)
    expect(found(refusals)).toEqual([])
    expect(found(log)).toEqual([])
  })

  test('stand in nothing that is handed out: feed, bundle of evidence, hall, somebody else’s file', async () => {
    const { market, employer, staff } = lived
    const { known } = employer
    await post(employer, unloading(market.marketId, { contactName: known.name, contactPhone: known.phone, startsAt: app.clock.now() + 20 * hour, endsAt: app.clock.now() + 29 * hour }))
    await app.chores.runAll()
    const bundle: string[] = []
    for await (const line of evidenceLines((query) => app.store.read(query))) bundle.push(JSON.stringify(line))
    expect(bundle.length).toBeGreaterThan(0)
    const stranger = await app.person({ name: '赵六', phone: '13711110000', worker: {} })
    const handed = [(await stranger.raw(myDataEndpoints.page)).text, (await stranger.raw(myDataEndpoints.record)).text, (await staff.raw(myDataEndpoints.record)).text]
    for (const endpoint of endpoints.filter(({ who, method, params, path }) => who === 'everyone' && method === 'GET' && (params === undefined || path.includes(':marketId')))) {
      handed.push((await app.stranger.raw(endpoint, { params: { marketId: market.marketId } })).text)
    }
    handed.push((await staff.raw(exchangeEndpoints.jobs)).text)
    expect(found([...bundle, ...handed])).toEqual([])
  })
})
