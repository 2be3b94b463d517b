import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { applyEndpoints, type Application } from '@market/shared/apply/apply.contract'
import { arriveEndpoints } from '@market/shared/arrive/arrive.contract'
import { byHandEndpoints } from '@market/shared/arrive/by-hand.contract'
import { reviewEndpoints } from '@market/shared/arrive/review.contract'
import type { Finding } from '@market/shared/arrive/review.rules'
import { auditEndpoints } from '@market/shared/audit/audit.contract'
import { casesEndpoints } from '@market/shared/cases/cases.contract'
import { inboxEndpoints } from '@market/shared/inbox/inbox.contract'
import { hour, minute } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { apply, arrive, hired, post, unloading } from '../../../test/support/journey'
import type { TestMarket } from '../../../test/support/market'
import { staffPhone } from '../../../test/support/staff-phone'
import { showPass } from '../../../test/support/work-pass'

let app: TestApp
let market: TestMarket
let manager: TestPerson
let staff: TestPerson
let colleague: TestPerson
let employer: TestPerson
let worker: TestPerson
let hiredOne: Application

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.clock.set(monday0440)
  market = await app.market()
  manager = await app.person({ grants: [{ role: 'manager', marketId: market.marketId }] })
  staff = await app.person({ name: '钱值班', staffOf: market.marketId })
  colleague = await app.person({ staffOf: market.marketId })
  employer = await app.person({ employer: {} })
  worker = await app.person({ worker: {} })
  hiredOne = await hired(worker, employer, (await post(employer, unloading(market.marketId))).id)
})

const entry = (applicationId = hiredOne.id, scanId = uuidv7()) => ({ body: { scanId, applicationId, reason: 'phone_dead' as const } })
const enter = (person = staff, applicationId = hiredOne.id, scanId = uuidv7()) => person.call(byHandEndpoints.enter, entry(applicationId, scanId))
const waiting = async (person = colleague) => (await person.call(casesEndpoints.queue, { query: { kind: 'by_hand' } })).cases
const onlyCase = async (): Promise<string> => {
  const [one, ...others] = await waiting()
  if (one === undefined || others.length > 0) throw new Error('not one case')
  return one.subjectId
}
const deciding = (scanId: string, finding: Finding = 'was_there') => ({ params: { scanId }, body: { finding } })
const decide = (scanId: string, finding?: Finding, person = colleague) => person.call(reviewEndpoints.decide, deciding(scanId, finding))
const arrivals = (applicationId = hiredOne.id) => app.store.read(({ q, t }) => q.select().from(t.arrivals).where(eq(t.arrivals.applicationId, applicationId)))
const scansKept = (applicationId = hiredOne.id) => app.store.read(({ q, t }) => q.select().from(t.scans).where(eq(t.scans.applicationId, applicationId)))
const onDuty = async (person = staff) => (await person.call(arriveEndpoints.duty)).people.find(({ applicationId }) => applicationId === hiredOne.id)

describe('somebody with nothing to scan', () => {
  test('is entered with a reason, and has not arrived until another person says so', async () => {
    expect(await enter()).toEqual({ waits: true, word: '等同事确认', say: expect.stringContaining('还不算到岗') as string, workerMasked: '王*国', number: null, jobTitle: '卸货搬运' })
    expect(await arrivals()).toEqual([])
    expect(await onDuty()).toMatchObject({ byHand: true, arrivedAt: null, state: 'signed' })
    expect(await scansKept()).toMatchObject([{ result: 'entered', review: 'phone_dead', staffId: staff.personId, deviceId: null }])
    app.clock.advance(10 * minute)
    const scanId = await onlyCase()
    expect(await colleague.call(reviewEndpoints.see, { params: { scanId } })).toMatchObject({ cause: 'phone_dead', staffMasked: '钱*班', counted: false, mayAccept: true, worker: { nameMasked: '王*国' } })
    expect(await decide(scanId)).toMatchObject({ counted: true, worker: { arrivedAt: monday0440 } })
    expect(await arrivals()).toMatchObject([{ at: monday0440, shown: 'by_hand', confirmedBy: staff.personId }])
    expect(await onDuty()).toMatchObject({ byHand: false, arrivedAt: monday0440 })
    expect((await worker.call(applyEndpoints.get, { params: { applicationId: hiredOne.id } })).state).toBe('arrived')
  })

  test('leaves two entries in the audit: who entered them and why, who confirmed it', async () => {
    await enter()
    await decide(await onlyCase())
    const entries = (await manager.call(auditEndpoints.list, { query: {} })).entries.filter(({ action }) => action.startsWith('arrive.'))
    expect(entries.map(({ action, actor, purpose }) => ({ action, by: actor.personId, purpose }))).toEqual([
      { action: 'arrive.decide_review', by: colleague.personId, purpose: 'was_there' },
      { action: 'arrive.by_hand', by: staff.personId, purpose: 'phone_dead' },
    ])
  })

  test('who is not there after all does not arrive, and may be entered again', async () => {
    await enter()
    await decide(await onlyCase(), 'was_not_there')
    expect(await arrivals()).toEqual([])
    expect(await enter()).toMatchObject({ waits: true })
    await decide(await onlyCase(), 'was_there', manager)
    expect(await arrivals()).toHaveLength(1)
  })

  test('is one entry, however often and by however many they are entered', async () => {
    const scanId = uuidv7()
    const answers = await Promise.all([enter(staff, hiredOne.id, scanId), enter(staff, hiredOne.id, scanId), enter(), enter(colleague)])
    for (const answer of answers) expect(answer).toMatchObject({ waits: true })
    expect(await waiting(manager)).toHaveLength(1)
    expect(await scansKept()).toHaveLength(1)
  })

  test('who is scanned meanwhile needs nobody to confirm them: the case is over, and the arrival is of the scan', async () => {
    await enter()
    const scanId = await onlyCase()
    app.clock.advance(5 * minute)
    await arrive(worker, colleague, hiredOne.id, app.clock.now())
    expect(await waiting()).toEqual([])
    expect(await colleague.call(reviewEndpoints.see, { params: { scanId } }))
      .toMatchObject({ counted: false, worker: { arrivedAt: app.clock.now() }, case: { closedAt: app.clock.now(), outcome: 'withdrawn' } })
    expect(await colleague.refused(reviewEndpoints.decide, deciding(scanId))).toMatchObject({ code: 'step_not_allowed' })
    expect(await arrivals()).toMatchObject([{ at: monday0440 + 5 * minute, shown: 'work_pass', confirmedBy: colleague.personId }])
    expect(await enter()).toMatchObject({ waits: false, word: '到过岗了' })
  })

  test('who is scanned and entered at the same moment has arrived, and no case is left over', async () => {
    for (let round = 0; round < 5; round += 1) {
      const one = await app.person({ worker: {} })
      const theirs = await hired(one, employer, (await post(employer, unloading(market.marketId))).id)
      await Promise.all([arrive(one, colleague, theirs.id, app.clock.now()), enter(staff, theirs.id)])
      expect(await arrivals(theirs.id)).toMatchObject([{ shown: 'work_pass' }])
    }
    expect(await waiting()).toEqual([])
  })

  test('who is scanned and confirmed at the same moment has arrived once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const one = await app.person({ worker: {} })
      const theirs = await hired(one, employer, (await post(employer, unloading(market.marketId))).id)
      await enter(staff, theirs.id)
      const [scanned, decided] = await Promise.all([arrive(one, colleague, theirs.id, app.clock.now()), manager.raw(reviewEndpoints.decide, deciding(await onlyCase()))])
      expect([scanned.reason, decided.status]).toEqual(decided.status === 200 ? ['already_arrived', 200] : ['accepted', 409])
      expect(await arrivals(theirs.id)).toHaveLength(1)
      expect(await waiting()).toEqual([])
    }
  })

  test('who runs the market is told of it, and the one who entered is not', async () => {
    await enter()
    await app.feed.caughtUp()
    expect((await manager.call(inboxEndpoints.list)).messages).toMatchObject([{ kind: 'scan.to_review', title: '有人工到岗等着确认' }])
    expect((await staff.call(inboxEndpoints.list)).messages).toEqual([])
  })
})

describe('two people', () => {
  test('whoever entered somebody does not confirm it, as a manager neither', async () => {
    const both = await app.person({ staffOf: market.marketId, grants: [{ role: 'manager', marketId: market.marketId }] })
    await enter(both)
    expect(await both.refused(reviewEndpoints.decide, deciding(await onlyCase()))).toMatchObject({ status: 403, code: 'own_case' })
    expect(await arrivals()).toEqual([])
  })

  test('nobody enters themselves, nor confirms themselves', async () => {
    const workingStaff = await app.person({ worker: {}, staffOf: market.marketId })
    const theirs = await hired(workingStaff, employer, (await post(employer, unloading(market.marketId))).id)
    expect(await workingStaff.refused(byHandEndpoints.enter, entry(theirs.id))).toMatchObject({ status: 403, code: 'own_case' })
    await enter(staff, theirs.id)
    expect(await workingStaff.refused(reviewEndpoints.decide, deciding(await onlyCase()))).toMatchObject({ code: 'own_case' })
    expect(await arrivals(theirs.id)).toEqual([])
  })

  test('of another market find nothing', async () => {
    await enter()
    const there = await app.market({ regionCode: '4105' })
    const stranger = await app.person({ staffOf: there.marketId })
    expect(await stranger.refused(byHandEndpoints.enter, entry())).toMatchObject({ status: 404, code: 'not_found' })
    expect(await stranger.refused(reviewEndpoints.decide, deciding(await onlyCase()))).toMatchObject({ status: 404, code: 'not_found' })
    expect(await waiting(stranger)).toEqual([])
  })

  test('staff decide about no other scan that was set aside', async () => {
    const phone = staffPhone(staff, market.marketId)
    phone.scan(await showPass(worker, hiredOne.id), monday0440)
    await worker.call(applyEndpoints.cancel, { params: { applicationId: hiredOne.id }, body: { reason: '家里有事' } })
    await phone.send(app.clock.now())
    const [one] = (await manager.call(casesEndpoints.queue, { query: { kind: 'arrival' } })).cases
    expect(await colleague.refused(reviewEndpoints.decide, deciding(one?.subjectId ?? '', 'not_clear'))).toMatchObject({ status: 404 })
  })
})

describe('whoever cannot be confirmed now', () => {
  test('before both have signed, or at another time, is not entered, and it is kept', async () => {
    const other = await app.person({ worker: {} })
    const { id } = await apply(other, (await post(employer, unloading(market.marketId))).id)
    expect(await enter(staff, id)).toMatchObject({ waits: false, word: '还没签好' })
    app.clock.advance(12 * hour)
    expect(await enter()).toMatchObject({ waits: false, word: '时间不对' })
    expect(await waiting()).toEqual([])
    expect(await scansKept()).toMatchObject([{ result: 'outside_window', review: null }])
  })

  test('a phone that sends a scan under the number of an entry learns nothing, and confirms nobody', async () => {
    const scanId = uuidv7()
    await enter(staff, hiredOne.id, scanId)
    const code = await showPass(worker, hiredOne.id)
    expect(await staff.call(arriveEndpoints.confirm, { body: { code, scanId, capturedAt: app.clock.now() } })).toMatchObject({ status: 'refused', reason: 'duplicate_upload' })
    const phone = staffPhone(staff, market.marketId)
    phone.scan(code, app.clock.now(), { scanId })
    expect((await phone.send(app.clock.now())).verdicts).toMatchObject([{ outcome: 'kept', review: null, result: { reason: 'duplicate_upload' } }])
    expect(await arrivals()).toEqual([])
  })
})
