import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { applyEndpoints, type Application } from '@market/shared/apply/apply.contract'
import { slipHash, verifyOnPhone } from '@market/shared/arrive/device-key'
import { offlineEndpoints } from '@market/shared/arrive/offline.contract'
import { judgeOffline } from '@market/shared/arrive/offline.rules'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { hour } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { testKeys } from '../../../test/support/config'
import { arrive, hired, post, unloading } from '../../../test/support/journey'
import { byPoster, type TestMarket } from '../../../test/support/market'
import { phoneKey, showPass } from '../../../test/support/work-pass'
import { makePrintedToken } from '../scan/codes'

let app: TestApp
let market: TestMarket
let employer: TestPerson
let staff: TestPerson
let worker: TestPerson
let hiredOne: Application

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

beforeEach(async () => {
  app.clock.set(monday0440)
  market = await app.market()
  employer = await app.person({ employer: {} })
  staff = await app.person({ staffOf: market.marketId })
  worker = await app.person({ worker: {} })
  hiredOne = await hired(worker, employer, (await post(employer, unloading(market.marketId))).id)
})

const roster = () => staff.call(offlineEndpoints.roster)
const judge = async (code: string, at = app.clock.now()) =>
  judgeOffline(code, at, { roster: await roster(), fetchedAt: app.clock.now(), clockOffset: 0, confirmed: new Map(), verify: verifyOnPhone, slipHash })
const workAt = async (startsAt: number, hours: number) => {
  const person = await app.person({ worker: {} })
  return (await hired(person, employer, (await post(employer, unloading(market.marketId, { startsAt, endsAt: startsAt + hours * hour }))).id)).id
}

describe('the roster of a gate without a network', () => {
  test('has who may be confirmed until tomorrow noon, masked, and nobody of another market', async () => {
    await worker.call(checkInEndpoints.create, { body: byPoster(market.gateToken) })
    const midnight = Date.parse('2026-11-23T00:00:00+08:00')
    const tomorrow = await workAt(midnight + 29 * hour, 6)
    await workAt(midnight + 37 * hour, 4)
    const list = await roster()
    expect(list).toMatchObject({ marketId: market.marketId, validUntil: midnight + 36 * hour, revoked: [] })
    expect(list.people.map(({ applicationId }) => applicationId)).toEqual([hiredOne.id, tomorrow])
    expect(list.people[0]).toEqual({
      applicationId: hiredOne.id, workerMasked: '王*国', number: 1, jobTitle: '卸货搬运', address: hiredOne.job.address,
      startsAt: hiredOne.terms.startsAt, endsAt: hiredOne.terms.endsAt, state: 'signed', arrivedAt: null, slips: [],
    })
    const elsewhere = await app.person({ staffOf: (await app.market()).marketId })
    expect((await elsewhere.call(offlineEndpoints.roster)).people).toEqual([])
    expect(JSON.stringify(list)).not.toContain('王建国')
    expect(await worker.refused(offlineEndpoints.roster)).toMatchObject({ status: 403 })
  })

  test('is all a phone needs to tell a genuine pass, and whose it is', async () => {
    const code = await showPass(worker, hiredOne.id)
    expect(await judge(code)).toMatchObject({ reason: 'accepted', tone: 'green', person: { workerMasked: '王*国' }, warnings: [] })
    expect(await judge(code, app.clock.now() + hour)).toMatchObject({ reason: 'expired_code' })
    await arrive(worker, staff, hiredOne.id, app.clock.now())
    expect(await judge(code)).toMatchObject({ reason: 'already_arrived', since: monday0440 })
  })

  test('knows passes that count no more: of a place that was cancelled, and of a phone that was left', async () => {
    const old = await showPass(worker, hiredOne.id)
    const taken = await showPass(worker, hiredOne.id, 'second phone')
    expect((await roster()).revoked).toEqual([{ applicationId: hiredOne.id, why: 'moved', deviceKey: phoneKey(worker.personId, 'second phone').publicKey }])
    expect(await judge(old)).toMatchObject({ reason: 'revoked', tone: 'amber' })
    expect(await judge(taken)).toMatchObject({ reason: 'accepted' })
    await worker.call(applyEndpoints.cancel, { params: { applicationId: hiredOne.id }, body: { reason: '家里有事' } })
    expect((await roster()).revoked).toEqual([{ applicationId: hiredOne.id, why: 'cancelled', deviceKey: null }])
    expect(await judge(taken)).toMatchObject({ reason: 'cancelled', tone: 'red' })
    // A day later no phone can show it any more.
    app.clock.advance(24 * hour)
    expect((await roster()).revoked).toEqual([])
  })

  test('knows slips by a hash, never by their token, and not those that were revoked', async () => {
    const [token, revoked] = [makePrintedToken('person', testKeys.code), makePrintedToken('person', testKeys.code)]
    await app.store.write(async ({ q, t }) => {
      const code = { kind: 'person' as const, targetId: worker.personId, createdAt: monday0440 }
      await q.insert(t.codes).values([{ ...code, token }, { ...code, token: revoked, revokedAt: monday0440 }])
    })
    const list = await roster()
    expect(list.people[0]?.slips).toEqual([slipHash(list.slipSalt, token)])
    expect(JSON.stringify(list)).not.toContain(token)
    expect(await judge(token)).toMatchObject({ reason: 'accepted', shown: 'slip', person: { applicationId: hiredOne.id } })
    expect(await judge(revoked)).toMatchObject({ reason: 'not_hired', tone: 'amber' })
  })

  test('costs nothing to fetch again while nothing has changed', async () => {
    const fetch = (tag?: string) => app.app.inject({ method: 'GET', url: '/api/roster', headers: { authorization: `Bearer ${staff.token}`, ...(tag ? { 'if-none-match': tag } : {}) } })
    const first = await fetch()
    const tag = String(first.headers['etag'])
    app.clock.advance(60_000)
    expect(await fetch(tag)).toMatchObject({ statusCode: 304, body: '' })
    await arrive(worker, staff, hiredOne.id, app.clock.now())
    expect(await fetch(tag)).toMatchObject({ statusCode: 200 })
  })
})
