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
  let origin = ''
  let market: TestMarket
  let ticking: NodeJS.Timeout

  beforeAll(async () => {
    app = await createTestApp({ crowd: { load: () => load, now: () => clock } })
    // Nobody has to wait in earnest.
    ticking = setInterval(() => { clock += 200 }, 1)
    market = await app.market()
    // Who is turned away never gets as far as what `inject` calls.
    origin = await app.app.listen({ port: 0, host: '127.0.0.1' })
  })
  beforeEach(() => { load = 0 })
  afterAll(async () => {
    clearInterval(ticking)
    await app.close()
  })

  const ask = async (path: string, { method = 'GET', headers = {}, payload }: { method?: string; headers?: Record<string, string>; payload?: string } = {}) => {
    const answer = await fetch(`${origin}${path}`, { method, headers, ...(payload === undefined ? {} : { body: payload }) })
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }
  const send = ({ method, path }: Endpoint, token: string, key: string, body?: object) =>
    ask(path, { method, headers: { 'authorization': `Bearer ${token}`, 'idempotency-key': key, ...(body ? { 'content-type': 'application/json' } : {}) }, ...(body ? { payload: JSON.stringify(body) } : {}) })

  it('refuses browsing with words and a time to ask again, while a scan and a check-in are served', async () => {
    const worker = await app.person({ worker: {} })
    load = 80
    const look = await ask(jobsEndpoints.list.path)
    expect(look.status).toBe(503)
    expect(JSON.parse(look.text)).toEqual({ code: 'service_busy', message: '现在人多，请过几秒再试。', requestId: expect.any(String) as string })
    expect(Number(look.headers.get('retry-after'))).toBeGreaterThanOrEqual(3)
    expect(Number(look.headers.get('retry-after'))).toBeLessThanOrEqual(10)
    expect(await worker.call(scanEndpoints.scan, { body: { code: market.gateToken } })).toMatchObject({ meaning: 'gate', next: 'check_in' })
    expect(await worker.call(checkInEndpoints.create, { body: byPoster(market.gateToken) })).toMatchObject({ leftAt: null })
  })

  it('knows how urgent something is that is asked by an id, with a question behind it, or by a path that nobody has', async () => {
    load = 80
    const { status } = await ask(`${jobsEndpoints.get.path.replace(':jobId', randomUUID())}?from=share`)
    const post = async (path: string) => (await ask(path, { method: 'POST', payload: '{}', headers: { 'content-type': 'application/json' } })).status
    expect([status, await post(jobsEndpoints.close.path.replace(':jobId', randomUUID())), (await ask('/api/nothing/of/that/kind')).status]).toEqual([503, 401, 404])
    load = 120
    expect(await post('/api/nothing/of/that/kind')).toBe(503)
  })

  it('writes nothing of what is turned away, and the same key does it once afterwards', async () => {
    const worker = await app.person({ worker: {} })
    const key = randomUUID()
    load = 120
    expect((await send(crewsEndpoints.make, worker.token, key, { name: '老王班' })).status).toBe(503)
    const rowsOf = () => app.store.read(async ({ q, t }) => q.select().from(t.idempotencyResults).where(eq(t.idempotencyResults.personId, worker.personId)))
    expect(await rowsOf()).toEqual([])
    load = 0
    const [first, again] = [await send(crewsEndpoints.make, worker.token, key, { name: '老王班' }), await send(crewsEndpoints.make, worker.token, key, { name: '老王班' })]
    expect(first.status).toBe(200)
    expect(again.text).toBe(first.text)
    expect(await rowsOf()).toHaveLength(1)
  })

  it('turns a stranger away before anybody is looked up and a body is read', async () => {
    load = 120
    const answer = await ask(crewsEndpoints.make.path, { method: 'POST', headers: { 'authorization': 'Bearer made-up', 'content-type': 'application/json' }, payload: '{' })
    expect(answer.status).toBe(503)
  })

  it('turns a check-in away only when it would be answered much too late', async () => {
    const worker = await app.person({ worker: {} })
    load = 1_000
    const refused = await send(checkInEndpoints.create, worker.token, randomUUID(), byPoster(market.gateToken))
    expect(refused.status).toBe(503)
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(2)
  })

  it('always says that it lives', async () => {
    load = 1_000
    expect(JSON.parse((await ask('/health')).text)).toEqual({ alive: true })
    expect(JSON.parse((await ask('/ready')).text)).toEqual({ ready: true })
  })
})
