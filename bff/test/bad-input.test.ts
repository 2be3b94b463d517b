import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endpoints } from '@market/shared/api'
import type { Audience } from '@market/shared/endpoint'
import { errorCodes } from '@market/shared/errors'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { exchangeEndpoints } from '@market/shared/exchange/exchange.contract'
import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import { marketsEndpoints } from '@market/shared/markets/markets.contract'
import { scanEndpoints } from '@market/shared/scan/scan.contract'
import { sessionEndpoints } from '@market/shared/session/session.contract'
import { supervisionEndpoints } from '@market/shared/supervision/supervision.contract'
import { accessTokenLifetime, accessTokens } from '../src/http/access-token'
import { createTestApp, type TestApp, type TestPerson } from './support/app'
import { unloading } from './support/journey'
import { rowsAtRest } from './support/rows-of-all-tables'

/** Whatever is sent, the answer is a code of the closed list in words, and a refused request leaves every row as it was. */
describe('bad input', () => {
  let app: TestApp
  let employer: TestPerson
  let worker: TestPerson
  let marketId: string

  beforeAll(async () => {
    app = await createTestApp()
    ;({ marketId } = await app.market())
    employer = await app.person({ employer: {} })
    worker = await app.person({ worker: {} })
  })
  afterAll(() => app.close())

  const send = async (options: InjectOptions) => {
    const before = await rowsAtRest(app)
    const response = await app.app.inject(options)
    expect(await rowsAtRest(app)).toEqual(before)
    const body = response.json<{ code: string; message: string; requestId: string; stack?: unknown }>()
    expect(errorCodes).toContain(body.code)
    expect(body.message).toMatch(/[一-龥]/)
    expect(body.requestId).not.toBe('')
    expect(response.body).not.toMatch(/stack|node_modules|SQLITE|select |insert /i)
    return { status: response.statusCode, code: body.code, headers: response.headers, body }
  }
  const asEmployer = () => ({ authorization: `Bearer ${employer.token}`, 'idempotency-key': crypto.randomUUID() })

  it('an unknown route is 404 and says so', async () => {
    expect(await send({ method: 'GET', url: '/api/nothing' })).toMatchObject({ status: 404, code: 'unknown_route' })
    expect(await send({ method: 'POST', url: '/api/%zz' })).toMatchObject({ status: 404, code: 'unknown_route' })
  })

  it('a known route with another method is 405 and lists what it allows', async () => {
    const answer = await send({ method: 'DELETE', url: '/api/jobs' })
    expect(answer).toMatchObject({ status: 405, code: 'method_not_allowed' })
    expect(answer.headers.allow).toBe('POST, GET')
    for (const path of new Set(endpoints.map((endpoint) => endpoint.path))) {
      expect((await app.app.inject({ method: 'PATCH', url: path.replace(/:\w+/g, 'x'.repeat(12)) })).statusCode).toBe(405)
    }
  })

  it('another content type is 415', async () => {
    for (const type of ['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded']) {
      expect(await send({ method: 'POST', url: '/api/jobs', headers: { ...asEmployer(), 'content-type': type }, payload: 'a=b' })).toMatchObject({
        status: 415,
        code: 'unsupported_media_type',
      })
    }
  })

  it('an oversized body is 413', async () => {
    const payload = JSON.stringify({ ...unloading(marketId), description: 'x'.repeat(70_000) })
    expect(await send({ method: 'POST', url: '/api/jobs', headers: { ...asEmployer(), 'content-type': 'application/json' }, payload })).toMatchObject({
      status: 413,
      code: 'payload_too_large',
    })
  })

  it.each(['{', '{"a":', 'null x', '{"__proto__":{"admin":true}}', '{"constructor":{"prototype":{"admin":true}}}'])(
    'broken or poisoned JSON is 400: %s', async (payload) => {
      expect(await send({ method: 'POST', url: '/api/jobs', headers: { ...asEmployer(), 'content-type': 'application/json' }, payload })).toMatchObject({
        status: 400,
        code: 'malformed_json',
      })
    })

  it('no body, or one that is no object, names what is missing', async () => {
    for (const payload of ['', 'null', '[]', '"x"', '7']) {
      expect(await send({ method: 'POST', url: '/api/jobs', headers: { ...asEmployer(), 'content-type': 'application/json' }, payload })).toMatchObject({
        status: 400,
        code: 'invalid_fields',
      })
    }
  })

  it.each([[-1], [0], [1e9], ['20'], [null], [3.5], [{}], [[]], [true]])('a head-count of %j is 400 and names the field', async (headcount) => {
    const answer = await employer.refused(jobsEndpoints.create, { body: { ...unloading(marketId), headcount: headcount as number } })
    expect(answer).toMatchObject({ status: 400, code: 'invalid_fields' })
    expect(answer.fields?.map(({ field }) => field)).toEqual(['headcount'])
  })

  it('everything that is wrong is said at once', async () => {
    const answer = await employer.raw(jobsEndpoints.create, { body: { ...unloading(marketId), headcount: '3', payFen: -5, title: 7, role: 'admin' } })
    expect(answer.status).toBe(400)
    const { fields } = answer.body as { fields: { field: string; message: string }[] }
    expect(fields.map(({ field }) => field).sort()).toEqual(['headcount', 'payFen', 'role', 'title'])
    for (const { message } of fields) expect(message).toMatch(/[一-龥]/)
  })

  it('a role smuggled into a body is refused, and changes nothing', async () => {
    const answer = await app.stranger.raw(sessionEndpoints.signIn, { body: { code: 'x', role: 'admin' } })
    expect(answer).toMatchObject({ status: 400, body: { fields: [{ field: 'role' }] } })
  })

  it('a property that no schema knows is not repeated where it is no name of one: it may be somebody’s number', async () => {
    const number = '41010519850307' + '1234'
    const answer = await send({ method: 'POST', url: '/api/jobs', headers: asEmployer(), payload: { ...unloading(marketId), [number]: 1 } })
    expect(answer).toMatchObject({ status: 400, code: 'invalid_fields', body: { fields: [{ field: '…' }] } })
    expect(JSON.stringify(answer.body)).not.toContain(number)
  })

  it('a change without an idempotency key, or with an odd one, is refused', async () => {
    for (const key of [undefined, 'short', '带空格 的钥匙', 'x'.repeat(81)]) {
      const headers = { authorization: `Bearer ${employer.token}`, ...(key === undefined ? {} : { 'idempotency-key': Buffer.from(key).toString('latin1') }) }
      expect(await send({ method: 'POST', url: '/api/jobs', headers, payload: unloading(marketId) })).toMatchObject({ status: 400, code: 'idempotency_key_missing' })
    }
  })

  it('the same key with another body is refused, with the same body answered again', async () => {
    const key = crypto.randomUUID()
    const body = unloading(marketId)
    const first = await employer.raw(jobsEndpoints.create, { body, key })
    expect(first.status).toBe(200)
    expect((await employer.raw(jobsEndpoints.create, { body, key })).text).toBe(first.text)
    expect(await employer.refused(jobsEndpoints.create, { body: { ...body, headcount: 9 }, key })).toMatchObject({
      status: 422,
      code: 'idempotency_key_reused',
    })
    expect((await worker.raw(jobsEndpoints.list, {})).body).toMatchObject({ jobs: [{ headcount: 3 }] })
  })

  it('the same key from another person is another act', async () => {
    const key = crypto.randomUUID()
    const other = await app.person({ employer: {} })
    const mine = (await employer.raw(jobsEndpoints.create, { body: unloading(marketId), key })).body as { id: string }
    const theirs = (await other.raw(jobsEndpoints.create, { body: unloading(marketId), key })).body as { id: string }
    expect(theirs.id).not.toBe(mine.id)
  })

  it('ten taps at once with one key are one job', async () => {
    const someone = await app.person({ employer: {} })
    const key = crypto.randomUUID()
    const answers = await Promise.all(Array.from({ length: 10 }, () => someone.raw(jobsEndpoints.create, { body: unloading(marketId), key })))
    const bodies = new Set(answers.filter(({ status }) => status === 200).map(({ text }) => text))
    expect(bodies.size).toBe(1)
    for (const { status, body } of answers) if (status !== 200) expect(body).toMatchObject({ code: 'request_in_progress' })
    expect((await someone.call(jobsEndpoints.mine)).jobs).toHaveLength(1)
  })

  describe('tokens', () => {
    it('none is 401', async () => {
      expect(await app.stranger.refused(sessionEndpoints.me)).toMatchObject({ status: 401, code: 'unauthenticated' })
    })
    it.each(['Basic abc', 'Bearer', 'Bearer not-a-token', 'bearer a.b.c'])('%s is 401', async (authorization) => {
      expect(await send({ method: 'GET', url: '/api/me', headers: { authorization } })).toMatchObject({ status: 401, code: 'unauthenticated' })
    })
    it('one signed by somebody else, or by nobody, is 401', async () => {
      const [, payload = ''] = worker.token.split('.')
      const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')
      const forged = [worker.token.slice(0, -4) + 'AAAA', `${none}.${payload}.`, worker.token.replace(payload, Buffer.from('{"sub":"x","sid":"y","exp":9999999999}').toString('base64url'))]
      for (const token of forged) expect(await app.withToken(token).refused(sessionEndpoints.me)).toMatchObject({ status: 401, code: 'unauthenticated' })
    })
    it('an expired one is 401 and says that it expired, so that the phone refreshes', async () => {
      const token = accessTokens(app.app.jwt).sign(worker, app.clock.now()).token
      app.clock.advance(accessTokenLifetime + 1000)
      expect(await app.withToken(token).refused(sessionEndpoints.me)).toMatchObject({ status: 401, code: 'token_expired' })
      app.clock.advance(-accessTokenLifetime - 1000)
      expect(await app.withToken(token).call(sessionEndpoints.me)).toMatchObject({ personId: worker.personId })
    })
  })

  describe('who may do what', () => {
    it('every endpoint that is not for everyone refuses a stranger', async () => {
      for (const endpoint of endpoints.filter(({ who }) => who !== 'everyone')) {
        const url = endpoint.path.replace(/:\w+/g, 'x'.repeat(12))
        expect((await app.app.inject({ method: endpoint.method, url })).statusCode, endpoint.action).toBe(401)
      }
    })
    it('every endpoint for a role refuses a person without it', async () => {
      const nobody = await app.person()
      for (const endpoint of endpoints.filter(({ who }) => who !== 'everyone' && who !== 'signed_in')) {
        const url = endpoint.path.replace(/:\w+/g, 'x'.repeat(12))
        const response = await app.app.inject({ method: endpoint.method, url, headers: { authorization: `Bearer ${nobody.token}` } })
        expect(response.statusCode, endpoint.action).toBe(403)
        expect(response.json()).toMatchObject({ code: isRegistration(endpoint.who) ? 'not_registered' : 'forbidden' })
      }
    })
    it('another person’s object is 404, as if it were not there', async () => {
      const { id: jobId } = await employer.call(jobsEndpoints.create, { body: unloading(marketId) })
      const application = await worker.call(applyEndpoints.create, { params: { jobId } })
      const stranger = await app.person({ worker: {}, employer: {} })
      expect(await stranger.refused(applyEndpoints.get, { params: { applicationId: application.id } })).toMatchObject({ status: 404, code: 'not_found' })
      expect(await stranger.refused(applyEndpoints.ofJob, { params: { jobId } })).toMatchObject({ status: 404, code: 'not_found' })
      expect(await stranger.refused(applyEndpoints.withdraw, { params: { applicationId: application.id } })).toMatchObject({ status: 404, code: 'not_found' })
    })
  })

  it('a code of ten kilobytes, of emoji or of another site means nothing, and says so', async () => {
    for (const code of ['x'.repeat(10_000), '🧧'.repeat(50), 'https://evil.example/q/gabc', '', ' ', '\u0000', 'javascript:alert(1)']) {
      expect(await worker.call(scanEndpoints.scan, { body: { code } })).toMatchObject({ meaning: 'unknown', next: 'nothing', gate: null, jobId: null })
    }
  })

  it('a number or a sign that no column holds is refused or finds nothing, on both engines', async () => {
    const officer = await app.person({ grants: [{ role: 'officer', scopePath: '/41/' }] })
    expect((await officer.raw(marketsEndpoints.managed, { query: { name: '\u0000' } })).status).toBe(200)
    expect((await officer.raw(marketsEndpoints.managed, { query: { after: '/41/\u0000' } })).status).toBe(400)
    expect((await app.stranger.raw(exchangeEndpoints.jobs, { query: { trade: '\u0000' } })).status).toBe(400)
    const version = 99_999_999_999
    const staff = await app.person({ staffOf: (await app.market()).marketId })
    expect((await staff.raw(checkInEndpoints.people, { query: { trade: '\u0000' } })).status).toBe(400)
    expect((await staff.raw(supervisionEndpoints.publish, { params: { jobId: 'job-unknown' }, body: { version } })).status).toBe(400)
    const importId = 'import-unknown'
    const sender = await app.person({ employer: {} })
    expect((await sender.raw(exchangeEndpoints.badRows, { params: { importId }, query: { afterLine: version } })).status).toBe(400)
  })
})

/** Somebody without the role can get it by registering; a grant nobody can give themselves. */
const isRegistration = (who: Audience): boolean => [who].flat().every((role) => role === 'worker' || role === 'employer')
