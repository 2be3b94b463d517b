import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { crewsEndpoints } from '@market/shared/crews/crews.contract'
import type { Endpoint } from '@market/shared/endpoint'
import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import { scanEndpoints } from '@market/shared/scan/scan.contract'
import { createTestApp, type TestApp } from './support/app'
import { byPoster, type TestMarket } from './support/market'

/** More is asked than can be answered: what waits at a gate comes first, and what is turned away is as if it had never been asked. */
describe('more than can be answered', () => {
  /** How long what was let in waits for the store, ms. */
  let load = 0
  let clock = 0
  let app: TestApp
  let market: TestMarket
  let ticking: NodeJS.Timeout

  beforeAll(async () => {
    app = await createTestApp({ crowd: { load: () => load, now: () => clock } })
    // Nobody has to wait in earnest.
    ticking = setInterval(() => { clock += 200 }, 1)
    market = await app.market()
  })
  beforeEach(() => { load = 0 })
  afterAll(async () => {
    clearInterval(ticking)
    await app.close()
  })

  const send = (endpoint: Endpoint, token: string, key: string, body?: object) =>
    app.app.inject({ method: endpoint.method, url: endpoint.path, headers: { 'authorization': `Bearer ${token}`, 'idempotency-key': key }, ...(body ? { payload: body } : {}) })

  it('refuses browsing with words and a time to ask again, while a scan and a check-in are served', async () => {
    const worker = await app.person({ worker: {} })
    load = 80
    const look = await app.app.inject({ url: jobsEndpoints.list.path })
    expect(look.statusCode).toBe(503)
    expect(look.json()).toEqual({ code: 'service_busy', message: '现在人多，请过几秒再试。', requestId: expect.any(String) as string })
    expect(Number(look.headers['retry-after'])).toBeGreaterThanOrEqual(3)
    expect(Number(look.headers['retry-after'])).toBeLessThanOrEqual(10)
    expect(await worker.call(scanEndpoints.scan, { body: { code: market.gateToken } })).toMatchObject({ meaning: 'gate', next: 'check_in' })
    expect(await worker.call(checkInEndpoints.create, { body: byPoster(market.gateToken) })).toMatchObject({ leftAt: null })
  })

  it('writes nothing of what is turned away, and the same key does it once afterwards', async () => {
    const worker = await app.person({ worker: {} })
    const key = randomUUID()
    load = 120
    expect((await send(crewsEndpoints.make, worker.token, key, { name: '老王班' })).statusCode).toBe(503)
    const rowsOf = () => app.store.read(async ({ q, t }) => q.select().from(t.idempotencyResults).where(eq(t.idempotencyResults.personId, worker.personId)))
    expect(await rowsOf()).toEqual([])
    load = 0
    const [first, again] = [await send(crewsEndpoints.make, worker.token, key, { name: '老王班' }), await send(crewsEndpoints.make, worker.token, key, { name: '老王班' })]
    expect(first.statusCode).toBe(200)
    expect(again.body).toBe(first.body)
    expect(await rowsOf()).toHaveLength(1)
  })

  it('turns a stranger away before anybody is looked up and a body is read', async () => {
    load = 120
    const answer = await app.app.inject({ method: 'POST', url: crewsEndpoints.make.path, headers: { 'authorization': 'Bearer made-up', 'content-type': 'application/json' }, payload: '{' })
    expect(answer.statusCode).toBe(503)
  })

  it('turns a check-in away only when it would be answered much too late', async () => {
    const worker = await app.person({ worker: {} })
    load = 1_000
    const refused = await send(checkInEndpoints.create, worker.token, randomUUID(), byPoster(market.gateToken))
    expect(refused.statusCode).toBe(503)
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(2)
  })

  it('always says that it lives', async () => {
    load = 1_000
    expect((await app.app.inject({ url: '/health' })).json()).toEqual({ alive: true })
    expect((await app.app.inject({ url: '/ready' })).json()).toEqual({ ready: true })
  })
})
