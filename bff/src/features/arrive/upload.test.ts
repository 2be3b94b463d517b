import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { applyEndpoints, type Application } from '@market/shared/apply/apply.contract'
import { arriveEndpoints } from '@market/shared/arrive/arrive.contract'
import { offlineEndpoints } from '@market/shared/arrive/offline.contract'
import { passGoodMs } from '@market/shared/arrive/pass.rules'
import { auditEndpoints } from '@market/shared/audit/audit.contract'
import { day, hour, minute } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { testKeys } from '../../../test/support/config'
import { hired, post, unloading } from '../../../test/support/journey'
import type { TestMarket } from '../../../test/support/market'
import { staffPhone, type StaffPhone } from '../../../test/support/staff-phone'
import { madeUpPass, phoneKey, showPass, shown } from '../../../test/support/work-pass'
import { makePrintedToken } from '../scan/codes'

let app: TestApp
let market: TestMarket
let employer: TestPerson
let staff: TestPerson
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
  employer = await app.person({ employer: {} })
  staff = await app.person({ staffOf: market.marketId })
  worker = await app.person({ worker: {} })
  hiredOne = await hired(worker, employer, (await post(employer, unloading(market.marketId))).id)
  phone = staffPhone(staff, market.marketId)
  code = await showPass(worker, hiredOne.id)
})

const scansOf = (deviceId: string) => app.store.read(({ q, t }) => q.select().from(t.scans).where(eq(t.scans.deviceId, deviceId)).orderBy(t.scans.sequence))
const arrivalsOf = (applicationId: string) => app.store.read(({ q, t }) => q.select().from(t.arrivals).where(eq(t.arrivals.applicationId, applicationId)))
const events = (kind: string, subjectId: string) => app.store.read(({ q, t }) => q.select().from(t.events).where(and(eq(t.events.kind, kind), eq(t.events.subjectId, subjectId))).orderBy(t.events.seq))
const verdictOf = async (at = app.clock.now()) => (await phone.send(at)).verdicts[0]
const arrivedAt = async () => (await worker.call(applyEndpoints.get, { params: { applicationId: hiredOne.id } })).arrivedAt
const revokePhone = (deviceId: string) => app.store.write(async ({ q, t }) => {
  await q.update(t.staffPhones).set({ revokedAt: app.clock.now(), revokedBy: staff.personId }).where(eq(t.staffPhones.deviceId, deviceId))
})

describe('a scan that is sent later', () => {
  test('is an arrival of when it was scanned', async () => {
    const upload = phone.scan(code, monday0440)
    app.clock.advance(2 * hour)
    expect(await phone.send(app.clock.now())).toMatchObject({
      verdicts: [{ scanId: upload.scanId, sequence: 1, outcome: 'kept', problem: null, review: null, result: { status: 'accepted', reason: 'accepted', workerMasked: '王*国', since: monday0440 } }],
      gaps: [],
    })
    expect(await arrivalsOf(hiredOne.id)).toMatchObject([{ at: monday0440, confirmedBy: staff.personId, scanId: upload.scanId }])
    expect(await scansOf(phone.deviceId)).toMatchObject([{ sequence: 1, provisional: 'accepted', result: 'accepted', capturedAt: monday0440, at: monday0440 + 2 * hour }])
    expect(phone.state.waiting).toEqual([])
  })

  test('sent again after a lost answer, and again at the same time, is one scan with one verdict', async () => {
    const upload = phone.scan(code, monday0440)
    app.clock.advance(hour)
    await phone.send(app.clock.now(), 'answer-lost')
    expect(phone.state.waiting).toMatchObject([{ scanId: upload.scanId }])
    const again = await Promise.all([phone.send(app.clock.now()), phone.upload([upload], app.clock.now())])
    for (const { verdicts } of again) expect(verdicts).toMatchObject([{ outcome: 'kept', review: null, result: { reason: 'accepted', since: monday0440 } }])
    expect(await scansOf(phone.deviceId)).toHaveLength(1)
    expect(await arrivalsOf(hiredOne.id)).toHaveLength(1)
  })

  test('of a slip counts too', async () => {
    const token = makePrintedToken('person', testKeys.code)
    await app.store.write(async ({ q, t }) => {
      await q.insert(t.codes).values({ token, kind: 'person', targetId: worker.personId, createdAt: monday0440 })
    })
    phone.scan(token, monday0440)
    app.clock.advance(hour)
    expect(await verdictOf()).toMatchObject({ result: { reason: 'accepted', shown: 'slip', since: monday0440 } })
  })

  test('of a screenshot is expired_code, from a clock ahead clock_skew, altered bad_signature, by another server unknown_key', async () => {
    const pass = await worker.call(arriveEndpoints.workPass, { params: { applicationId: hiredOne.id }, body: { deviceKey: phoneKey(worker.personId).publicKey } })
    phone.scan(code, monday0440 + passGoodMs + 1_000)
    phone.scan(shown(pass, phoneKey(worker.personId), monday0440 + 2 * minute), monday0440)
    phone.scan(code.slice(0, -1) + (code.endsWith('0') ? '1' : '0'), monday0440)
    // A letter of the key's id.
    phone.scan(`${code.slice(0, 26)}${code.charAt(26) === '7' ? '8' : '7'}${code.slice(27)}`, monday0440)
    app.clock.advance(hour)
    const { verdicts } = await phone.send(app.clock.now())
    expect(verdicts.map(({ result }) => result?.reason)).toEqual(['expired_code', 'clock_skew', 'bad_signature', 'unknown_key'])
    expect(await arrivalsOf(hiredOne.id)).toEqual([])
    expect((await scansOf(phone.deviceId)).map(({ result }) => result)).toEqual(['expired_code', 'clock_skew', 'bad_signature', 'unknown_key'])
  })

  test('of another market’s worker is wrong_market and shows nobody', async () => {
    const elsewhere = await app.market()
    phone = staffPhone(await app.person({ staffOf: elsewhere.marketId }), elsewhere.marketId)
    phone.scan(code, monday0440)
    expect(await verdictOf()).toMatchObject({ outcome: 'kept', result: { reason: 'wrong_market', applicationId: null, workerMasked: null, jobTitle: null } })
  })
})

describe('two phones without a network', () => {
  test.each(['the earlier first', 'the later first'])('that scan one worker give one arrival, of the earlier scan, and somebody looks at it: %s on the net again', async (order) => {
    const colleague = await app.person({ staffOf: market.marketId })
    const other = staffPhone(colleague, market.marketId)
    const first = phone.scan(code, monday0440)
    const second = other.scan(code, monday0440 + 10_000)
    app.clock.advance(hour)
    const phones = order === 'the earlier first' ? [phone, other] : [other, phone]
    const [accepted, flagged] = [await phones[0]?.send(app.clock.now()), await phones[1]?.send(app.clock.now())]
    expect(accepted?.verdicts).toMatchObject([{ review: null, result: { reason: 'accepted' } }])
    expect(flagged?.verdicts).toMatchObject([{ outcome: 'kept', review: 'two_phones', result: { reason: 'already_arrived', since: monday0440 } }])
    expect(await arrivalsOf(hiredOne.id)).toMatchObject([{ at: monday0440, scanId: first.scanId, confirmedBy: staff.personId }])
    expect(await arrivedAt()).toBe(monday0440)
    const loser = order === 'the earlier first' ? second : first
    const [kept] = await app.store.read(({ q, t }) => q.select().from(t.scans).where(eq(t.scans.scanId, loser.scanId)))
    expect(kept).toMatchObject({ review: 'two_phones', applicationId: hiredOne.id })
    expect(await events('scan.to_review', kept?.id ?? '')).toHaveLength(1)
    expect(await events('arrival.earlier', hiredOne.id)).toHaveLength(order === 'the earlier first' ? 0 : 1)
  })

  test('leave the hours alone once the work is over', async () => {
    const other = staffPhone(await app.person({ staffOf: market.marketId }), market.marketId)
    phone.scan(code, monday0440)
    other.scan(code, monday0440 + 10_000)
    app.clock.advance(hour)
    await other.send(app.clock.now())
    app.clock.advance(9 * hour)
    await worker.call(arriveEndpoints.finish, { params: { applicationId: hiredOne.id } })
    expect(await verdictOf()).toMatchObject({ review: 'two_phones', result: { reason: 'already_arrived' } })
    expect(await arrivedAt()).toBe(monday0440 + 10_000)
    expect(await arrivalsOf(hiredOne.id)).toMatchObject([{ at: monday0440 + 10_000 }])
  })
})

describe('what changed meanwhile', () => {
  test('a worker who has cancelled is recorded as cancelled, for somebody to look at', async () => {
    phone.scan(code, monday0440)
    await worker.call(applyEndpoints.cancel, { params: { applicationId: hiredOne.id }, body: { reason: '家里有事' } })
    app.clock.advance(hour)
    expect(await verdictOf()).toMatchObject({ outcome: 'kept', review: 'cancelled', result: { reason: 'cancelled' } })
    expect(await scansOf(phone.deviceId)).toMatchObject([{ result: 'cancelled', review: 'cancelled', applicationId: hiredOne.id }])
  })

  test('three days later it counts, and somebody looks at it', async () => {
    phone.scan(code, monday0440)
    app.clock.advance(3 * day)
    expect(await verdictOf()).toMatchObject({ outcome: 'kept', review: 'late', result: { reason: 'accepted', since: monday0440 } })
    expect(await arrivalsOf(hiredOne.id)).toMatchObject([{ at: monday0440 }])
  })

  test('from a phone that was revoked it is kept apart, not dropped, and changes nothing', async () => {
    await phone.upload([{}], app.clock.now())
    await revokePhone(phone.deviceId)
    const upload = phone.scan(code, monday0440)
    expect(await verdictOf()).toMatchObject({ outcome: 'kept', review: 'revoked_phone', result: { status: 'refused', reason: 'revoked', workerMasked: null } })
    expect(await arrivalsOf(hiredOne.id)).toEqual([])
    expect((await scansOf(phone.deviceId)).filter(({ scanId }) => scanId === upload.scanId)).toMatchObject([{ review: 'revoked_phone', applicationId: hiredOne.id, provisional: 'accepted' }])
  })

  test('from somebody who is not staff any more as well; a stranger’s is refused', async () => {
    phone.scan(code, monday0440)
    await app.store.write(async ({ q, t }) => {
      await q.update(t.grants).set({ endedAt: app.clock.now(), endedBy: staff.personId }).where(eq(t.grants.personId, staff.personId))
    })
    app.clock.advance(minute)
    expect(await verdictOf()).toMatchObject({ outcome: 'kept', review: 'former_staff', result: { status: 'refused', workerMasked: null } })
    expect(await arrivalsOf(hiredOne.id)).toEqual([])
    const body = { marketId: market.marketId, deviceId: uuidv7(), sentAt: app.clock.now(), items: [phone.scan(code, monday0440)] }
    for (const stranger of [worker, employer, await app.person({ staffOf: (await app.market()).marketId })]) expect(await stranger.refused(offlineEndpoints.upload, { body })).toMatchObject({ status: 403, code: 'forbidden' })
    expect(await scansOf(body.deviceId)).toEqual([])
  })
})

describe('a phone’s clock', () => {
  test.each([['an hour ahead', hour], ['an hour behind', -hour], ['two days behind', -2 * day]])('that is %s and known to be is corrected', async (_name, wrongBy) => {
    Object.assign(phone, { wrongBy, clockOffset: -wrongBy })
    phone.scan(code, monday0440)
    app.clock.advance(2 * hour)
    expect(await verdictOf()).toMatchObject({ review: null, result: { reason: 'accepted', since: monday0440 } })
  })

  test('that nobody knew to be wrong is seen by the server, and somebody looks at it', async () => {
    phone.wrongBy = hour
    phone.scan(code, monday0440)
    app.clock.advance(2 * hour)
    expect(await verdictOf()).toMatchObject({ review: 'clock', result: { reason: 'accepted', since: monday0440 } })
  })

  test('that was set right before it sent is taken as it was', async () => {
    Object.assign(phone, { wrongBy: hour, clockOffset: -hour })
    phone.scan(code, monday0440)
    phone.wrongBy = 0
    app.clock.advance(2 * hour)
    expect(await verdictOf()).toMatchObject({ review: 'clock', result: { reason: 'accepted', since: monday0440 } })
  })
})

describe('fifty at once', () => {
  test('a poison item in the middle gets its own refusal, and the other 49 succeed', async () => {
    const job = await post(employer, unloading(market.marketId, { headcount: 50 }))
    const people = await Promise.all(Array.from({ length: 6 }, async () => {
      const person = await app.person({ worker: {} })
      return { person, id: (await hired(person, employer, job.id)).id }
    }))
    const codes = await Promise.all(people.map(({ person, id }) => showPass(person, id)))
    // Six workers; the other scans are of codes that are none, each with a verdict of its own.
    const items: unknown[] = Array.from({ length: 50 }, (_, at) => phone.scan(codes[at] ?? `not-a-code-${at}`, monday0440))
    items[3] = { ...(items[3] as object), code: 'x'.repeat(10_000) }
    items[4] = null
    items[5] = { ...(items[5] as object), scanId: '不是编号' }
    app.clock.advance(hour)
    const { verdicts, gaps } = await phone.upload(items, app.clock.now())
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 50 }, (_, at) => (at >= 3 && at <= 5 ? 'dead' : 'kept')))
    expect(verdicts.slice(0, 3).map(({ result }) => result?.reason)).toEqual(['accepted', 'accepted', 'accepted'])
    for (const { problem, result } of verdicts.slice(3, 6)) expect([problem, result]).toEqual([expect.stringMatching(/[一-龥]。$/) as string, null])
    // The number of what could not be read at all is not known; those of the other two came.
    expect(gaps).toEqual([{ from: 5, to: 5 }])
    await phone.upload(items, app.clock.now())
    expect(await scansOf(phone.deviceId)).toHaveLength(50)
  })

  test('fifty-one, or none, are refused before anything is looked at', async () => {
    const item = phone.scan(code, monday0440)
    const body = { marketId: market.marketId, deviceId: phone.deviceId, sentAt: app.clock.now() }
    expect(await staff.refused(offlineEndpoints.upload, { body: { ...body, items: Array.from({ length: 51 }, () => item) } })).toMatchObject({ status: 400, code: 'invalid_fields' })
    expect(await staff.refused(offlineEndpoints.upload, { body: { ...body, items: [] } })).toMatchObject({ status: 400, code: 'invalid_fields' })
    expect(await scansOf(phone.deviceId)).toEqual([])
  })

  test('staff who scanned themselves are refused, and it is kept and audited', async () => {
    const both = await app.person({ worker: {}, staffOf: market.marketId })
    const own = await hired(both, employer, (await post(employer, unloading(market.marketId))).id)
    phone = staffPhone(both, market.marketId)
    phone.scan(await showPass(both, own.id), monday0440)
    phone.scan(code, monday0440)
    expect((await phone.send(app.clock.now())).verdicts).toMatchObject([{ outcome: 'dead', result: null }, { outcome: 'kept', result: { reason: 'accepted' } }])
    expect(await arrivalsOf(own.id)).toEqual([])
    expect(await scansOf(phone.deviceId)).toMatchObject([{ result: 'forbidden', applicationId: own.id }, { result: 'accepted' }])
    const manager = await app.person({ grants: [{ role: 'manager', marketId: market.marketId }] })
    expect((await manager.call(auditEndpoints.list, { query: { actorId: both.personId } })).entries).toMatchObject([{ purpose: 'own_arrival', subjectId: own.id }])
    expect(phone.state.toLookAt).toMatchObject([{ applicationId: null, fate: { kind: 'not_taken' } }])
  })

  test('a pass that nobody was given out, of a place that is signed, is revoked', async () => {
    phone.scan(madeUpPass({ applicationId: hiredOne.id }, monday0440), monday0440)
    expect(await verdictOf()).toMatchObject({ result: { reason: 'revoked', workerMasked: null } })
  })
})
