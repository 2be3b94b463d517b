import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { endpoints } from '@market/shared/api'
import { crewsEndpoints } from '@market/shared/crews/crews.contract'
import { identityEndpoints } from '@market/shared/identity/identity.contract'
import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import { consent } from '@market/shared/register/consent'
import { staffRoles } from '@market/shared/words/lists'
import { minute } from '@market/shared/words/time'
import { buildApp } from '../src/app'
import { answersKeptFor } from '../src/http/kept-answers'
import { noCrowd } from '../src/http/waiting-room'
import { createTestApp, usualGateways, type TestApp, type TestPerson } from './support/app'
import { unloading } from './support/journey'
import { keyRing } from './support/keys'
import { idNumber } from './support/people'
import { rowsAtRest } from './support/rows-of-all-tables'

/** An act is done once, however often it is sent: what the key of a request promises, on every endpoint that changes something. */
describe('an act that is sent again', () => {
  let app: TestApp
  let marketId: string
  /** The authority answers when it is let. */
  let release: () => void
  let held: Promise<void>
  let waiting = 0

  /** With every role there is. */
  let everybody: TestPerson

  const hold = (): void => {
    waiting = 0
    held = new Promise((resolve) => {
      release = resolve
    })
  }
  const identity = {
    ...usualGateways.identity,
    checkPerson: () => {
      waiting += 1
      return held.then(() => 'match' as const)
    },
  }

  beforeAll(async () => {
    held = Promise.resolve()
    app = await createTestApp({ gateways: { identity } })
    ;({ marketId } = await app.market())
    everybody = await app.person({ worker: {}, employer: {}, grants: staffRoles.map((role) => ({ role, scopePath: '/41/' })) })
  })
  afterAll(() => app.close())

  it('is refused without a key, whatever it is, before anything of it is read', async () => {
    const before = await rowsAtRest(app)
    for (const { action, method, path } of endpoints.filter(({ changes }) => changes)) {
      const url = path.replace(/:\w+/g, 'x'.repeat(12))
      const response = await app.app.inject({ method, url, headers: { authorization: `Bearer ${everybody.token}`, 'content-type': 'application/json' }, payload: '{"broken":' })
      expect({ status: response.statusCode, code: response.json<{ code: string }>().code }, action).toEqual({ status: 400, code: 'idempotency_key_missing' })
    }
    expect(await rowsAtRest(app)).toEqual(before)
  })

  it('whatever is sent with another method than GET needs a key, but for what only looks and for entering and leaving, which have their own', () => {
    expect(endpoints.filter(({ method, changes }) => method !== 'GET' && !changes).map(({ action }) => action).sort()).toEqual([
      'crews.look', 'demo.login_code', 'gates.screen_code', 'register.read_id_card', 'scan.scan', 'session.refresh', 'session.sign_in', 'session.sign_out', 'session.sign_out_everywhere',
      'sign.preview_template', 'supervision.try_rulebook',
    ])
    expect(endpoints.filter(({ method, changes }) => method === 'GET' && changes)).toEqual([])
  })

  it('while the first is still being done is told so, changes nothing, and gets the first one’s answer afterwards', async () => {
    const person = await app.person({ newcomer: true })
    const key = crypto.randomUUID()
    const body = { name: '王建国', idNumber: idNumber(), consent: consent.version }
    hold()
    const first = person.raw(identityEndpoints.check, { body, key })
    await vi.waitFor(() => expect(waiting).toBe(1), { timeout: 10_000 })
    const before = await rowsAtRest(app)
    expect(await person.refused(identityEndpoints.check, { body, key })).toMatchObject({ status: 409, code: 'request_in_progress' })
    expect(await rowsAtRest(app)).toEqual(before)
    release()
    const done = await first
    expect(done.status).toBe(200)
    expect((await person.raw(identityEndpoints.check, { body, key })).text).toBe(done.text)
  })

  it('to another server at the same time is one act with one answer', async () => {
    const person = await app.person({ newcomer: true })
    const other = await buildApp({ config: app.config, store: app.store, clock: app.clock, gateways: { ...usualGateways, identity }, keyRing, crowd: noCrowd })
    await other.app.ready()
    const request = {
      method: identityEndpoints.check.method, url: identityEndpoints.check.path, payload: { name: '王建国', idNumber: idNumber(), consent: consent.version },
      headers: { 'authorization': `Bearer ${person.token}`, 'idempotency-key': crypto.randomUUID() },
    }
    hold()
    const asked = [app.app, other.app].map((server) => server.inject(request))
    await vi.waitFor(() => expect(waiting).toBe(2), { timeout: 10_000 })
    release()
    const [first, second] = await Promise.all(asked)
    await other.app.close()
    expect(first?.statusCode).toBe(200)
    expect(second?.body).toBe(first?.body)
    expect(await app.store.read(({ q, t }) => q.$count(t.verifications, eq(t.verifications.personId, person.personId)))).toBe(1)
  })

  it('after a refusal is judged anew: a refusal is not kept', async () => {
    const employer = await app.person({ employer: {} })
    const key = crypto.randomUUID()
    expect(await employer.refused(jobsEndpoints.create, { body: unloading(marketId, { headcount: 501 }), key })).toMatchObject({ code: 'invalid_fields' })
    expect(await employer.raw(jobsEndpoints.create, { body: unloading(marketId), key })).toMatchObject({ status: 200 })
  })

  it('with the same key and another address is refused, also without a body', async () => {
    const employer = await app.person({ employer: {} })
    const ids = [await employer.call(jobsEndpoints.create, { body: unloading(marketId) }), await employer.call(jobsEndpoints.create, { body: unloading(marketId) })].map(({ id }) => id)
    const key = crypto.randomUUID()
    await employer.call(jobsEndpoints.close, { params: { jobId: ids[0] ?? '' }, key })
    expect(await employer.refused(jobsEndpoints.close, { params: { jobId: ids[1] ?? '' }, key })).toMatchObject({ status: 422, code: 'idempotency_key_reused' })
  })

  it('is answered as the first time for seven days, and is a new act when its answer has been deleted', async () => {
    const worker = await app.person({ worker: {} })
    const key = crypto.randomUUID()
    const start = app.clock.now()
    const first = await worker.raw(crewsEndpoints.make, { body: { name: '老王班' }, key })
    expect(first.status).toBe(200)
    app.clock.set(start + answersKeptFor)
    await app.chores.runAll()
    expect((await worker.raw(crewsEndpoints.make, { body: { name: '老王班' }, key })).text).toBe(first.text)
    app.clock.set(start + answersKeptFor + minute)
    await app.chores.runAll()
    expect(await worker.refused(crewsEndpoints.make, { body: { name: '老王班' }, key })).toMatchObject({ status: 409, code: 'already_in_crew' })
    app.clock.set(start)
  })
})
