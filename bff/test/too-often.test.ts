import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identityEndpoints } from '@market/shared/identity/identity.contract'
import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import { consent } from '@market/shared/register/consent'
import { sessionEndpoints } from '@market/shared/session/session.contract'
import { hour } from '@market/shared/words/time'
import { accessTokens } from '../src/http/access-token'
import { createTestApp, usualGateways, type TestApp } from './support/app'
import { idNumber } from './support/people'

/** Whoever asks without end waits; nobody else does, for a whole market stands behind one address. */
describe('asking too often', () => {
  let app: TestApp
  const most = 5

  beforeAll(async () => {
    const identity = { ...usualGateways.identity, checkPerson: () => Promise.resolve('mismatch' as const) }
    app = await createTestApp({ requestsPerMinute: most, gateways: { identity } })
  })
  afterAll(() => app.close())

  const phone = () => crypto.randomUUID()
  const lookFrom = (headers: Record<string, string>, remoteAddress = '203.0.113.7') => app.app.inject({ method: 'GET', url: '/api/jobs', headers, remoteAddress })
  const statusesOf = async (times: number, headers: Record<string, string>, address?: string): Promise<number[]> => {
    const statuses: number[] = []
    for (let time = 0; time < times; time++) statuses.push((await lookFrom(headers, address)).statusCode)
    return statuses
  }

  it('slows a person down, and not the others', async () => {
    const [eager, calm] = [await app.person(), await app.person()]
    for (let count = 0; count < most; count++) await eager.call(sessionEndpoints.me)
    expect(await eager.refused(sessionEndpoints.me)).toMatchObject({ status: 429, code: 'rate_limited' })
    await calm.call(sessionEndpoints.me)
  })

  it('counts a person on all their phones together', async () => {
    const person = await app.person()
    const sessionId = `second-${person.sessionId}`.slice(0, 36)
    await app.store.write(async ({ q, t }) => {
      await q.insert(t.sessions).values({ id: sessionId, personId: person.personId, refreshHash: sessionId, createdAt: 0, refreshedAt: 0, expiresAt: app.clock.now() + hour })
    })
    const second = app.withToken(accessTokens(app.app.jwt).sign({ personId: person.personId, sessionId }, app.clock.now()).token)
    for (let count = 0; count < most; count++) await (count % 2 === 0 ? person : second).call(sessionEndpoints.me)
    for (const caller of [person, second]) expect(await caller.refused(sessionEndpoints.me)).toMatchObject({ code: 'rate_limited' })
  })

  it('slows no phone of a market down because others behind the same address look as well', async () => {
    for (let count = 0; count < 10 * most; count++) expect((await lookFrom({ 'x-device': phone() })).statusCode).toBe(200)
  })

  it('slows a phone down on which nobody is signed in, wherever it goes, and says for how many seconds', async () => {
    const device = phone()
    expect(await statusesOf(most, { 'x-device': device })).toEqual(Array<number>(most).fill(200))
    const refused = await lookFrom({ 'x-device': device }, '203.0.113.99')
    expect(refused.statusCode).toBe(429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(30)
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60)
  })

  it('counts a program that names no phone, or an odd one, by its address', async () => {
    expect(await statusesOf(most, {}, '198.51.100.1')).toEqual(Array<number>(most).fill(200))
    expect(await statusesOf(2, { 'x-device': 'short' }, '198.51.100.1')).toEqual([429, 429])
    expect(await statusesOf(1, {}, '198.51.100.2')).toEqual([200])
  })

  it('never counts pages: a phone loads them before it can say which it is', async () => {
    for (let count = 0; count < 3 * most; count++) {
      expect((await app.app.inject({ method: 'GET', url: '/q/gabc', remoteAddress: '198.51.100.3' })).statusCode).toBe(302)
    }
  })

  it('a request without its key counts as well', async () => {
    const person = await app.person({ employer: {} })
    const send = () => app.app.inject({ method: 'POST', url: jobsEndpoints.create.path, headers: { authorization: `Bearer ${person.token}` }, payload: {} })
    for (let count = 0; count < most; count++) expect((await send()).statusCode).toBe(400)
    expect((await send()).statusCode).toBe(429)
  })

  it('what has a number for each day is worth another try tomorrow', async () => {
    const patient = await createTestApp({ gateways: { identity: { ...usualGateways.identity, checkPerson: () => Promise.resolve('mismatch') } } })
    const person = await patient.person({ newcomer: true })
    const { method, path } = identityEndpoints.check
    const check = () => patient.app.inject({
      method, url: path, payload: { name: '王建国', idNumber: idNumber(), consent: consent.version },
      headers: { 'authorization': `Bearer ${person.token}`, 'idempotency-key': crypto.randomUUID() },
    })
    for (let count = 0; count < 8; count++) await check()
    const refused = await check()
    expect(refused.statusCode).toBe(429)
    // It is 04:40 in the market.
    expect(Number(refused.headers['retry-after'])).toBe((19 * 60 + 20) * 60)
    await patient.close()
  })
})
