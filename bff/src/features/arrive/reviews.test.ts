import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { applyEndpoints, type Application } from '@market/shared/apply/apply.contract'
import { arriveEndpoints } from '@market/shared/arrive/arrive.contract'
import { reviewEndpoints } from '@market/shared/arrive/review.contract'
import type { Finding } from '@market/shared/arrive/review.rules'
import { auditEndpoints } from '@market/shared/audit/audit.contract'
import { casesEndpoints } from '@market/shared/cases/cases.contract'
import { inboxEndpoints } from '@market/shared/inbox/inbox.contract'
import { day, hour, minute } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { arrive, hired, post, unloading } from '../../../test/support/journey'
import type { TestMarket } from '../../../test/support/market'
import { staffPhone, type StaffPhone } from '../../../test/support/staff-phone'
import { showPass } from '../../../test/support/work-pass'

let app: TestApp
let market: TestMarket
let manager: TestPerson
let staff: TestPerson
let employer: TestPerson
let worker: TestPerson
let hiredOne: Application
let phone: StaffPhone
let code: string

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.clock.set(monday0440)
  market = await app.market()
  manager = await app.person({ name: '郑管事', grants: [{ role: 'manager', marketId: market.marketId }] })
  staff = await app.person({ name: '钱值班', staffOf: market.marketId })
  employer = await app.person({ employer: {} })
  worker = await app.person({ worker: {} })
  hiredOne = await hired(worker, employer, (await post(employer, unloading(market.marketId))).id)
  phone = staffPhone(staff, market.marketId)
  code = await showPass(worker, hiredOne.id)
})

const revokePhone = () => app.store.write(async ({ q, t }) => {
  await q.update(t.staffPhones).set({ revokedAt: app.clock.now(), revokedBy: manager.personId }).where(eq(t.staffPhones.deviceId, phone.deviceId))
})
/** A scan of a phone that is out of use comes in; the id by which it is decided. */
const setAside = async (at = app.clock.now()): Promise<string> => {
  await phone.upload([{}], app.clock.now())
  await revokePhone()
  phone.scan(code, at)
  await phone.send(app.clock.now())
  return onlyCase()
}
const waiting = async (person = manager) => (await person.call(casesEndpoints.queue, { query: { kind: 'arrival' } })).cases
const onlyCase = async (): Promise<string> => {
  const [one, ...others] = await waiting()
  if (one === undefined || others.length > 0) throw new Error('not one case')
  return one.subjectId
}
const see = (scanId: string, person = manager) => person.call(reviewEndpoints.see, { params: { scanId } })
const deciding = (scanId: string, finding: Finding = 'was_there') => ({ params: { scanId }, body: { finding } })
const decide = (scanId: string, finding?: Finding, person = manager) => person.call(reviewEndpoints.decide, deciding(scanId, finding))
const arrivals = () => app.store.read(({ q, t }) => q.select().from(t.arrivals).where(eq(t.arrivals.applicationId, hiredOne.id)))
const told = async (person: TestPerson) => {
  await app.feed.caughtUp()
  return (await person.call(inboxEndpoints.list)).messages.filter(({ kind }) => kind === 'scan.to_review')
}
const auditOf = async (scanId: string) => (await manager.call(auditEndpoints.list, { query: { actorId: manager.personId } })).entries.filter(({ subjectId }) => subjectId === scanId)

describe('a scan that was set aside', () => {
  test('is a case of who runs the market, with what was scanned, by whom, when and why', async () => {
    app.clock.advance(hour)
    const scanId = await setAside(monday0440)
    expect(await waiting()).toMatchObject([{ kind: 'arrival', aboutMasked: '王*国', mayDecide: true }])
    expect(await see(scanId)).toMatchObject({
      cause: 'revoked_phone', capturedAt: monday0440, uploadedAt: monday0440 + hour, staffMasked: '钱*班', provisional: 'accepted', verdict: null, counted: false, mayAccept: true,
      worker: { nameMasked: '王*国', jobTitle: '卸货搬运', arrivedAt: null }, case: { closedAt: null, outcome: null, ownerMine: false, mayDecide: true },
    })
    expect(await staff.refused(reviewEndpoints.see, { params: { scanId } })).toMatchObject({ status: 404 })
    expect((await staff.call(casesEndpoints.queue, { query: {} })).cases).toEqual([])
  })

  test('that is accepted is an arrival of when it was scanned, once, with everything that follows', async () => {
    const scanId = await setAside(monday0440)
    app.clock.advance(2 * hour)
    expect(await decide(scanId)).toMatchObject({ counted: true, worker: { arrivedAt: monday0440 }, case: { outcome: 'accepted', ownerMine: true } })
    expect(await arrivals()).toMatchObject([{ at: monday0440, confirmedBy: staff.personId, shown: 'by_hand' }])
    expect((await worker.call(applyEndpoints.get, { params: { applicationId: hiredOne.id } }))).toMatchObject({ state: 'arrived', arrivedAt: monday0440 })
    expect(await auditOf(scanId)).toMatchObject([{ action: 'arrive.decide_review', purpose: 'was_there', aboutMasked: '王*国' }])
    await app.feed.caughtUp()
    expect((await worker.call(inboxEndpoints.list)).messages.map(({ kind }) => kind)).toContain('arrival.confirmed')
    expect(await waiting()).toEqual([])
  })

  test('that is refused makes nobody arrive, and is decided', async () => {
    const scanId = await setAside()
    expect(await decide(scanId, 'was_not_there')).toMatchObject({ counted: false, case: { outcome: 'refused' } })
    expect(await arrivals()).toEqual([])
    expect(await auditOf(scanId)).toMatchObject([{ purpose: 'was_not_there' }])
    expect(await waiting()).toEqual([])
  })

  test('is decided once: sent again it gets its answer, and another decision is too late', async () => {
    const scanId = await setAside()
    const first = await manager.raw(reviewEndpoints.decide, { ...deciding(scanId), key: 'decision-0001' })
    const again = await manager.raw(reviewEndpoints.decide, { ...deciding(scanId), key: 'decision-0001' })
    expect([first.status, again.body]).toEqual([200, first.body])
    expect(await manager.refused(reviewEndpoints.decide, deciding(scanId, 'was_not_there'))).toMatchObject({ status: 409, code: 'step_not_allowed' })
    expect(await arrivals()).toHaveLength(1)
    expect(await auditOf(scanId)).toHaveLength(1)
  })

  test('of two who decide at the same moment one does', async () => {
    const scanId = await setAside()
    const other = await app.person({ grants: [{ role: 'manager', marketId: market.marketId }] })
    const answers = await Promise.all([manager, other, manager].map((person) => person.raw(reviewEndpoints.decide, deciding(scanId))))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    expect(await arrivals()).toHaveLength(1)
  })

  test('is never decided by who scanned, nor by who is scanned', async () => {
    const both = await app.person({ staffOf: market.marketId, grants: [{ role: 'manager', marketId: market.marketId }] })
    phone = staffPhone(both, market.marketId)
    const scanId = await setAside()
    expect(await see(scanId, both)).toMatchObject({ case: { mayDecide: false } })
    expect(await both.refused(reviewEndpoints.decide, deciding(scanId))).toMatchObject({ status: 403, code: 'own_case' })
    expect(await arrivals()).toEqual([])
    const scanned = await app.person({ worker: {}, grants: [{ role: 'manager', marketId: market.marketId }] })
    const theirs = await hired(scanned, employer, (await post(employer, unloading(market.marketId))).id)
    phone.scan(await showPass(scanned, theirs.id), app.clock.now())
    await phone.send(app.clock.now())
    const own = (await waiting()).find(({ subjectId }) => subjectId !== scanId)?.subjectId ?? ''
    expect(await scanned.refused(reviewEndpoints.decide, deciding(own))).toMatchObject({ code: 'own_case' })
  })

  test('of staff who scanned themselves cannot be let count by anybody', async () => {
    const both = await app.person({ worker: {}, staffOf: market.marketId })
    const own = await hired(both, employer, (await post(employer, unloading(market.marketId))).id)
    phone = staffPhone(both, market.marketId)
    code = await showPass(both, own.id)
    const scanId = await setAside()
    expect(await see(scanId)).toMatchObject({ worker: { jobTitle: '卸货搬运' }, mayAccept: false })
    expect(await manager.refused(reviewEndpoints.decide, deciding(scanId))).toMatchObject({ status: 409, code: 'cannot_arrive' })
    expect(await app.store.read(({ q, t }) => q.select().from(t.arrivals).where(eq(t.arrivals.applicationId, own.id)))).toEqual([])
  })

  test('of a screenshot says what the server made of it', async () => {
    phone.scan(code, monday0440 + 10 * minute)
    app.clock.advance(3 * day)
    await phone.send(app.clock.now())
    expect(await see(await onlyCase())).toMatchObject({ cause: 'late', verdict: 'expired_code', counted: false, mayAccept: true })
  })

  test('is not there for the manager of another market', async () => {
    const scanId = await setAside()
    const stranger = await app.person({ grants: [{ role: 'manager', marketId: (await app.market({ regionCode: '4105' })).marketId }] })
    expect(await stranger.refused(reviewEndpoints.see, { params: { scanId } })).toMatchObject({ status: 404, code: 'not_found' })
    expect(await stranger.refused(reviewEndpoints.decide, deciding(scanId))).toMatchObject({ status: 404, code: 'not_found' })
    expect(await waiting(stranger)).toEqual([])
    expect(await arrivals()).toEqual([])
  })

  test('of another market’s worker, or of nobody, says nobody and cannot be let count', async () => {
    const elsewhere = await app.market({ regionCode: '4105' })
    phone = staffPhone(await app.person({ staffOf: elsewhere.marketId }), elsewhere.marketId)
    const there = await app.person({ grants: [{ role: 'manager', marketId: elsewhere.marketId }] })
    await phone.upload([{}], app.clock.now())
    await revokePhone()
    phone.scan(code, app.clock.now())
    phone.scan('not-a-code', app.clock.now())
    await phone.send(app.clock.now())
    const both = await waiting(there)
    expect(both).toMatchObject([{ aboutMasked: null }, { aboutMasked: null }])
    for (const { subjectId } of both) {
      expect(await see(subjectId, there)).toMatchObject({ worker: null, mayAccept: false })
      expect(await there.refused(reviewEndpoints.decide, deciding(subjectId))).toMatchObject({ status: 409, code: 'cannot_arrive' })
      expect(await decide(subjectId, 'not_clear', there)).toMatchObject({ case: { outcome: 'refused' } })
    }
    expect(await arrivals()).toEqual([])
  })

  test('of a place that is gone cannot be let count, and stays to be decided', async () => {
    phone.scan(code, monday0440)
    await worker.call(applyEndpoints.cancel, { params: { applicationId: hiredOne.id }, body: { reason: '家里有事' } })
    app.clock.advance(hour)
    await phone.send(app.clock.now())
    const scanId = await onlyCase()
    expect(await see(scanId)).toMatchObject({ cause: 'cancelled', mayAccept: false })
    expect(await manager.refused(reviewEndpoints.decide, deciding(scanId))).toMatchObject({ status: 409, code: 'cannot_arrive' })
    expect(await waiting()).toHaveLength(1)
    expect(await decide(scanId, 'was_not_there')).toMatchObject({ case: { outcome: 'refused' } })
  })

  test('of who was confirmed by another scan since moves the arrival to the earlier of the two', async () => {
    const colleague = await app.person({ staffOf: market.marketId })
    const scanId = await setAside(monday0440)
    app.clock.advance(20 * minute)
    await arrive(worker, colleague, hiredOne.id, app.clock.now())
    expect(await arrivals()).toMatchObject([{ at: monday0440 + 20 * minute, confirmedBy: colleague.personId }])
    expect(await decide(scanId)).toMatchObject({ counted: true, worker: { arrivedAt: monday0440 } })
    expect(await arrivals()).toMatchObject([{ at: monday0440, confirmedBy: staff.personId }])
  })
})

describe('a scan that counted', () => {
  test.each(['was_there', 'was_not_there'] as const)('stays as it is when it is looked at: %s', async (finding) => {
    phone.scan(code, monday0440)
    app.clock.advance(3 * day)
    await phone.send(app.clock.now())
    const before = await arrivals()
    const scanId = await onlyCase()
    expect(await see(scanId)).toMatchObject({ cause: 'late', counted: true, mayAccept: true, worker: { arrivedAt: monday0440 } })
    expect(await decide(scanId, finding)).toMatchObject({ counted: true, case: { outcome: finding === 'was_there' ? 'accepted' : 'refused' } })
    expect(await arrivals()).toEqual(before)
  })

  test('of a second phone too', async () => {
    const other = staffPhone(await app.person({ staffOf: market.marketId }), market.marketId)
    phone.scan(code, monday0440)
    other.scan(code, monday0440 + 10_000)
    app.clock.advance(hour)
    await phone.send(app.clock.now())
    await other.send(app.clock.now())
    const scanId = await onlyCase()
    expect(await see(scanId)).toMatchObject({ cause: 'two_phones', counted: true })
    await decide(scanId)
    expect(await arrivals()).toMatchObject([{ at: monday0440 }])
    expect(await manager.refused(reviewEndpoints.decide, deciding(scanId))).toMatchObject({ code: 'step_not_allowed' })
  })
})

describe('those who run a market', () => {
  const more = async (from: number) => {
    for (let at = 0; at < 12; at += 1) phone.scan(`not-a-code-${from + at}`, app.clock.now())
    await phone.send(app.clock.now())
  }

  test('are told of the first scan that waits, and again only when all are decided', async () => {
    await phone.upload([{}], app.clock.now())
    await revokePhone()
    await more(0)
    await more(12)
    expect(await waiting()).toHaveLength(24)
    expect(await told(manager)).toMatchObject([{ title: '有扫码要您核对', body: expect.stringContaining('这部手机已经停用') as string }])
    for (const { subjectId } of await waiting()) await decide(subjectId, 'not_clear')
    await more(24)
    expect(await told(manager)).toHaveLength(2)
    expect(await told(staff)).toEqual([])
  })

  test('of another market are not', async () => {
    const stranger = await app.person({ grants: [{ role: 'manager', marketId: (await app.market({ regionCode: '4105' })).marketId }] })
    await setAside()
    expect(await told(stranger)).toEqual([])
  })
})

test('a scan that nobody has to look at is no case', async () => {
  phone.scan(code, monday0440)
  const [verdict] = (await phone.send(app.clock.now())).verdicts
  const [kept] = await app.store.read(({ q, t }) => q.select().from(t.scans).where(eq(t.scans.scanId, verdict?.scanId ?? '')))
  expect(await manager.refused(reviewEndpoints.see, { params: { scanId: kept?.id ?? '' } })).toMatchObject({ status: 404 })
  expect(await waiting()).toEqual([])
  expect((await staff.call(arriveEndpoints.duty)).arrived).toBe(1)
})

describe('all scans of one phone that wait', () => {
  const all = (finding: Finding, person = manager) => person.call(reviewEndpoints.decideOfPhone, { params: { deviceId: phone.deviceId }, body: { finding } })
  const other = async () => {
    const person = await app.person({ worker: {} })
    const application = await hired(person, employer, (await post(employer, unloading(market.marketId))).id)
    return { application, code: await showPass(person, application.id) }
  }
  /** Two of people expected here, and one of nobody, come from a phone that is out of use. */
  const threeWait = async () => {
    const second = await other()
    await phone.upload([{}], app.clock.now())
    await revokePhone()
    for (const shown of [code, second.code, 'not one of ours']) phone.scan(shown, app.clock.now())
    await phone.send(app.clock.now())
    expect(await waiting()).toHaveLength(3)
    return second.application
  }
  const stateOf = async ({ id }: Application) => (await employer.call(applyEndpoints.get, { params: { applicationId: id } })).state

  test('are accepted in one decision; what could not count stays to be decided', async () => {
    const second = await threeWait()
    expect(await all('was_there')).toEqual({ decided: 2, left: 1 })
    expect([await stateOf(hiredOne), await stateOf(second)]).toEqual(['arrived', 'arrived'])
    expect(await all('not_clear')).toEqual({ decided: 1, left: 0 })
    expect(await waiting()).toEqual([])
  })

  test('are refused in one decision, each with its own entry in the audit', async () => {
    const second = await threeWait()
    expect(await all('was_not_there')).toEqual({ decided: 3, left: 0 })
    expect([await stateOf(hiredOne), await stateOf(second)]).toEqual(['signed', 'signed'])
    const entries = (await manager.call(auditEndpoints.list, { query: { actorId: manager.personId } })).entries.filter(({ action }) => action === 'arrive.decide_review')
    expect(entries.map(({ purpose }) => purpose)).toEqual(['was_not_there', 'was_not_there', 'was_not_there'])
  })

  test('stay where they are for who took them on, for who scanned, and outside of the market', async () => {
    await threeWait()
    const colleague = await app.person({ grants: [{ role: 'manager', marketId: market.marketId }] })
    const [one] = await waiting()
    await colleague.call(casesEndpoints.take, { params: { caseId: one?.id ?? '' } })
    const there = await app.market({ regionCode: '4105' })
    const stranger = await app.person({ grants: [{ role: 'manager', marketId: there.marketId }] })
    expect(await stranger.refused(reviewEndpoints.decideOfPhone, { params: { deviceId: phone.deviceId }, body: { finding: 'not_clear' } })).toMatchObject({ status: 404, code: 'not_found' })
    expect(await all('not_clear')).toEqual({ decided: 2, left: 1 })
  })
})
