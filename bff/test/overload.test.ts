import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { crewsEndpoints } from '@market/shared/crews/crews.contract'
import type { Endpoint } from '@market/shared/endpoint'
import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import { scanEndpoints } from '@market/shared/scan/scan.contract'
import type { Load } from '../src/http/load-gauge'
import { createTestApp, type TestApp } from './support/app'
import type { TestMarket } from './support/market'

/** More is asked than can be answered: what waits at a gate comes first, and what is turned away is as if it had never been asked. */
describe('more than can be answered', () => {
  const calm: Load = { waited: 0, behindFor: 0 }
  const behind = (waited: number): Load => ({ waited, behindFor: 2_000 })
  let load = calm
  let app: TestApp
  let market: TestMarket

  beforeAll(async () => {
    app = await createTestApp({ loadGauge: () => load })
    market = await app.market()
  })
  beforeEach(() => { load = calm })
  afterAll(() => app.close())

  const send = (endpoint: Endpoint, token: string, key: string, body?: object) =>
    app.app.inject({ method: endpoint.method, url: endpoint.path, headers: { 'authorization': `Bearer ${token}`, 'idempotency-key': key }, ...(body ? { payload: body } : {}) })

  it('refuses browsing with words and a time to ask again, while a scan and a check-in are served', async () => {
    const worker = await app.person({ worker: {} })
    load = behind(60)
    const look = await app.app.inject({ url: jobsEndpoints.list.path })
    expect(look.statusCode).toBe(503)
    expect(look.json()).toEqual({ code: 'service_busy', message: '现在人多，请过几秒再试。', requestId: expect.any(String) as string })
    expect(Number(look.headers['retry-after'])).toBeGreaterThanOrEqual(3)
    expect(Number(look.headers['retry-after'])).toBeLessThanOrEqual(10)
    expect(await worker.call(scanEndpoints.scan, { body: { code: market.gateToken } })).toMatchObject({ meaning: 'gate', next: 'check_in' })
    expect(await worker.call(checkInEndpoints.create, { body: { code: market.gateToken } })).toMatchObject({ leftAt: null })
  })

  it('writes nothing of what is turned away, and the same key does it once afterwards', async () => {
    const worker = await app.person({ worker: {} })
    const key = randomUUID()
    load = behind(150)
    expect((await send(crewsEndpoints.make, worker.token, key, { name: '老王班' })).statusCode).toBe(503)
    const rowsOf = () => app.store.read(async ({ q, t }) => q.select().from(t.idempotencyResults).where(eq(t.idempotencyResults.personId, worker.personId)))
    expect(await rowsOf()).toEqual([])
    load = calm
    const [first, again] = [await send(crewsEndpoints.make, worker.token, key, { name: '老王班' }), await send(crewsEndpoints.make, worker.token, key, { name: '老王班' })]
    expect(first.statusCode).toBe(200)
    expect(again.body).toBe(first.body)
    expect(await rowsOf()).toHaveLength(1)
  })

  it('turns a stranger away before anybody is looked up and a body is read', async () => {
    load = behind(150)
    const answer = await app.app.inject({ method: 'POST', url: crewsEndpoints.make.path, headers: { 'authorization': 'Bearer made-up', 'content-type': 'application/json' }, payload: '{' })
    expect(answer.statusCode).toBe(503)
  })

  it('turns a check-in away only when it would be answered much too late', async () => {
    const worker = await app.person({ worker: {} })
    load = behind(1_000)
    const refused = await send(checkInEndpoints.create, worker.token, randomUUID(), { code: market.gateToken })
    expect(refused.statusCode).toBe(503)
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(2)
  })

  it('lets a burst wait that passes', async () => {
    load = { waited: 200, behindFor: 100 }
    expect((await app.app.inject({ url: jobsEndpoints.list.path })).statusCode).toBe(200)
  })

  it('always says that it lives', async () => {
    load = behind(5_000)
    expect((await app.app.inject({ url: '/health' })).json()).toEqual({ alive: true })
    expect((await app.app.inject({ url: '/ready' })).json()).toEqual({ ready: true })
  })
})
