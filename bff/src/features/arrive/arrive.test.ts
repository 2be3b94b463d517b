import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { applyEndpoints, type Application } from '@market/shared/apply/apply.contract'
import { arriveEndpoints } from '@market/shared/arrive/arrive.contract'
import { marketTag, passGoodMs } from '@market/shared/arrive/pass.rules'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { minute } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { testKeys } from '../../../test/support/config'
import { apply, arrive, hired, post, unloading } from '../../../test/support/journey'
import { keyRing } from '../../../test/support/keys'
import { byPoster, type TestMarket } from '../../../test/support/market'
import { madeUpPass, phoneKey, showPass, shown } from '../../../test/support/work-pass'
import { codeLink, parseCode } from '@market/shared/scan/scan.rules'
import { makePrintedToken } from '../scan/codes'
import { workPasses } from '../scan/passes'

let app: TestApp
let market: TestMarket
let employer: TestPerson
let staff: TestPerson
let worker: TestPerson
let hiredOne: Application
let startsAt: number

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

// A new market for every test: its figures of the day are counted from nothing.
beforeEach(async () => {
  app.clock.set(monday0440)
  market = await app.market()
  employer = await app.person({ employer: {} })
  staff = await app.person({ staffOf: market.marketId })
  worker = await app.person({ worker: {} })
  const job = await post(employer, unloading(market.marketId))
  startsAt = job.startsAt
  hiredOne = await hired(worker, employer, job.id)
})

const passOf = (person = worker, applicationId = hiredOne.id) => showPass(person, applicationId)
const scan = (code: string, changes: { by?: TestPerson; scanId?: string; capturedAt?: number } = {}) =>
  (changes.by ?? staff).call(arriveEndpoints.confirm, { body: { code, scanId: changes.scanId ?? uuidv7(), capturedAt: changes.capturedAt ?? app.clock.now() } })
const scansKept = (scanId: string) => app.store.read(({ q, t }) => q.select().from(t.scans).where(eq(t.scans.scanId, scanId)))
const arrivalsOf = (applicationId: string) => app.store.read(({ q, t }) => q.select().from(t.arrivals).where(eq(t.arrivals.applicationId, applicationId)))
const eventsAbout = (subjectId: string, kind: string) =>
  app.store.read(({ q, t }) => q.select().from(t.events).where(and(eq(t.events.subjectId, subjectId), eq(t.events.kind, kind))).orderBy(t.events.seq))

const slipOf = async (person: TestPerson, revokedAt: number | null = null) => {
  const token = makePrintedToken('person', testKeys.code)
  await app.store.write(async ({ q, t }) => {
    await q.insert(t.codes).values({ token, kind: 'person', targetId: person.personId, createdAt: app.clock.now(), revokedAt })
  })
  return codeLink('https://market.test', token)
}

const nobody = { applicationId: null, workerMasked: null, number: null, jobTitle: null, address: null, startsAt: null, since: null }

describe('the work pass', () => {
  const asked = (person: TestPerson, applicationId: string, phone = '') => ({ params: { applicationId }, body: { deviceKey: phoneKey(person.personId, phone).publicKey } })

  test('is there once both have signed, for a day, to be renewed long before; it holds nothing about the person', async () => {
    await worker.call(checkInEndpoints.create, { body: byPoster(market.gateToken) })
    const pass = await worker.call(arriveEndpoints.workPass, asked(worker, hiredOne.id))
    expect(pass).toMatchObject({
      linkStart: 'https://market.test/q/', serverNow: monday0440, renewAt: monday0440 + 6 * 60 * minute, expiresAt: monday0440 + 24 * 60 * minute,
      workerMasked: '王*国', number: 1, jobTitle: '卸货搬运', startsAt,
    })
    const parsed = parseCode(shown(pass, phoneKey(worker.personId), monday0440))
    const read = 'token' in parsed ? workPasses(keyRing.pass).read(parsed.token) : null
    expect(read).toMatchObject({ status: 'genuine', shownAt: monday0440, facts: { applicationId: hiredOne.id, market: marketTag(market.marketId), startsAt, endsAt: startsAt + 9 * 60 * minute, expiresAt: pass.expiresAt } })
  })

  test('is not there before both have signed, nor after arrival, nor for anybody else', async () => {
    const job = await post(employer, unloading(market.marketId))
    const newcomer = await app.person({ worker: {} })
    const { id } = await apply(newcomer, job.id)
    expect(await newcomer.refused(arriveEndpoints.workPass, asked(newcomer, id))).toMatchObject({ code: 'step_not_allowed' })
    expect(await newcomer.refused(arriveEndpoints.workPass, asked(newcomer, hiredOne.id))).toMatchObject({ code: 'not_found' })
    await arrive(worker, staff, hiredOne.id, app.clock.now())
    expect(await worker.refused(arriveEndpoints.workPass, asked(worker, hiredOne.id))).toMatchObject({ code: 'step_not_allowed' })
  })

  test('needs no network for a day: a code signed hours after the credential counts', async () => {
    app.clock.set(startsAt - 24 * 60 * minute + 6 * 60 * minute)
    const pass = await worker.call(arriveEndpoints.workPass, asked(worker, hiredOne.id))
    app.clock.set(startsAt)
    expect(await scan(shown(pass, phoneKey(worker.personId), app.clock.now()))).toMatchObject({ reason: 'accepted' })
  })

  test('of yesterday’s credential is over', async () => {
    const pass = await worker.call(arriveEndpoints.workPass, asked(worker, hiredOne.id))
    app.clock.set(pass.expiresAt + 1)
    expect(await scan(shown(pass, phoneKey(worker.personId), app.clock.now()))).toMatchObject({ reason: 'expired_code' })
  })

  test('is on one phone: on the next it counts, on the one before it is revoked', async () => {
    const [old, taken] = [await showPass(worker, hiredOne.id), await showPass(worker, hiredOne.id, 'second phone')]
    expect(await scan(old)).toMatchObject({ ...nobody, reason: 'revoked' })
    expect(await scan(taken)).toMatchObject({ reason: 'accepted' })
  })

  test('cannot be shown by a phone that has only seen the credential', async () => {
    const pass = await worker.call(arriveEndpoints.workPass, asked(worker, hiredOne.id))
    expect(await scan(shown(pass, phoneKey('somebody else'), app.clock.now()))).toMatchObject({ ...nobody, reason: 'bad_signature' })
  })

  test.each([['nothing', ''], ['a private key', 'a'.repeat(64)], ['capitals', `02${'A'.repeat(64)}`]])('is made for a phone’s public key, not for %s', async (_name, deviceKey) => {
    expect(await worker.refused(arriveEndpoints.workPass, { params: { applicationId: hiredOne.id }, body: { deviceKey } })).toMatchObject({ status: 400, code: 'invalid_fields' })
  })
})

describe('a scan by staff', () => {
  test('of a hired worker is an arrival, told to all', async () => {
    const result = await scan(await passOf())
    expect(result).toMatchObject({ status: 'accepted', reason: 'accepted', word: '到岗了', workerMasked: '王*国', jobTitle: '卸货搬运', startsAt, since: monday0440, arrivedToday: 1 })
    expect(await worker.call(applyEndpoints.get, { params: { applicationId: hiredOne.id } })).toMatchObject({ state: 'arrived', arrivedAt: monday0440 })
    expect(await arrivalsOf(hiredOne.id)).toMatchObject([{ scanId: result.scanId, confirmedBy: staff.personId, marketId: market.marketId, at: monday0440 }])
    expect(await eventsAbout(hiredOne.id, 'arrival.confirmed')).toHaveLength(1)
  })

  test('second_scan_with_the_same_id_keeps_one_arrival and gives the same verdict', async () => {
    const code = await passOf()
    const first = await scan(code, { scanId: 'scan-0001' })
    app.clock.advance(5 * minute)
    expect(await scan(code, { scanId: 'scan-0001' })).toEqual(first)
    expect(await scansKept('scan-0001')).toHaveLength(1)
    expect(await arrivalsOf(hiredOne.id)).toHaveLength(1)
  })

  test('the same arrival under a new scan id: already_arrived, with the first time', async () => {
    const code = await passOf()
    await scan(code)
    app.clock.advance(30_000)
    expect(await scan(code)).toMatchObject({ status: 'refused', reason: 'already_arrived', since: monday0440, say: '今天 04:40 已经确认过，不用再扫。', workerMasked: '王*国', arrivedToday: 1 })
  })

  test('eight phones scan one worker at once: one arrival, seven hear since when', async () => {
    const code = await passOf()
    const results = await Promise.all(Array.from({ length: 8 }, () => scan(code)))
    expect(results.map(({ reason }) => reason).sort()).toEqual(['accepted', ...Array<string>(7).fill('already_arrived')].sort())
    expect(new Set(results.map(({ since }) => since))).toEqual(new Set([monday0440]))
    expect(await arrivalsOf(hiredOne.id)).toHaveLength(1)
  })

  test('one scan uploaded eight times at once is one scan', async () => {
    const code = await passOf()
    const results = await Promise.all(Array.from({ length: 8 }, () => scan(code, { scanId: 'scan-0008' })))
    expect(results.map(({ reason }) => reason)).toEqual(Array(8).fill('accepted'))
    expect(await scansKept('scan-0008')).toHaveLength(1)
  })

  test('a scan id that somebody else used tells nothing of their scan', async () => {
    const code = await passOf()
    await scan(code, { scanId: 'scan-0009' })
    const colleague = await app.person({ staffOf: market.marketId })
    expect(await scan(code, { scanId: 'scan-0009', by: colleague })).toMatchObject({ ...nobody, status: 'refused', reason: 'duplicate_upload' })
  })

  test('of another market’s worker shows nothing of the person, and leaves the application as it was', async () => {
    const elsewhere = await app.person({ staffOf: (await app.market()).marketId })
    expect(await scan(await passOf(), { by: elsewhere })).toMatchObject({ ...nobody, status: 'refused', reason: 'wrong_market', arrivedToday: 0 })
    expect(await worker.call(applyEndpoints.get, { params: { applicationId: hiredOne.id } })).toMatchObject({ state: 'signed', arrivedAt: null })
  })

  test('a worker whose place was cancelled is told apart from one not yet hired', async () => {
    const code = await passOf()
    await worker.call(applyEndpoints.cancel, { params: { applicationId: hiredOne.id }, body: { reason: '家里有事' } })
    expect(await scan(code)).toMatchObject({ status: 'refused', reason: 'cancelled' })
    const newcomer = await app.person({ worker: {} })
    const { id } = await apply(newcomer, (await post(employer, unloading(market.marketId))).id)
    const forged = madeUpPass({ applicationId: id }, app.clock.now())
    expect(await scan(forged)).toMatchObject({ status: 'refused', reason: 'not_hired', workerMasked: '王*国' })
    expect(await scan(madeUpPass({ applicationId: uuidv7() }, app.clock.now()))).toMatchObject({ ...nobody, reason: 'not_hired' })
  })

  test('a screenshot of a pass after its window: expired_code', async () => {
    const code = await passOf()
    app.clock.advance(passGoodMs + 1_000)
    expect(await scan(code)).toMatchObject({ status: 'refused', reason: 'expired_code' })
  })

  test('a request that had to be repeated counts from when it was scanned, for ten minutes', async () => {
    const code = await passOf()
    const capturedAt = app.clock.now()
    app.clock.advance(9 * minute)
    expect(await scan(code, { capturedAt })).toMatchObject({ reason: 'accepted', since: capturedAt })
  })

  test('later than that an old picture is an old picture, whatever time is claimed for it', async () => {
    const code = await passOf()
    const capturedAt = app.clock.now()
    app.clock.advance(11 * minute)
    expect(await scan(code, { capturedAt })).toMatchObject({ reason: 'expired_code' })
  })

  test('a pass two minutes in the future: clock_skew', async () => {
    const code = shown(await worker.call(arriveEndpoints.workPass, { params: { applicationId: hiredOne.id }, body: { deviceKey: phoneKey(worker.personId).publicKey } }), phoneKey(worker.personId), app.clock.now() + 2 * minute)
    expect(await scan(code)).toMatchObject({ status: 'refused', reason: 'clock_skew' })
  })

  test('a staff phone whose clock is an hour wrong turns nobody away', async () => {
    expect(await scan(await passOf(), { capturedAt: app.clock.now() - 60 * minute })).toMatchObject({ reason: 'accepted', since: monday0440 })
  })

  test('one letter changed: bad_signature', async () => {
    const code = await passOf()
    const changed = code.slice(0, -1) + (code.endsWith('0') ? '1' : '0')
    expect(await scan(changed)).toMatchObject({ ...nobody, status: 'refused', reason: 'bad_signature' })
  })

  test.each([
    ['ten thousand letters', 'x'.repeat(10_000)],
    ['emoji', '😀😀😀'],
    ['another site’s link', 'https://evil.example/q/pay?to=me'],
    ['nothing', ''],
    ['a gate code', makePrintedToken('gate', testKeys.code)],
  ])('%s gets a clear answer, and is kept', async (_name, code) => {
    const result = await scan(code)
    expect(result).toMatchObject({ ...nobody, status: 'refused', reason: 'bad_signature', word: '不是工作码' })
    expect(await scansKept(result.scanId)).toMatchObject([{ result: 'bad_signature', applicationId: null, staffId: staff.personId }])
  })

  test('more than three hours early or after the end: outside_window', async () => {
    const tomorrow = unloading(market.marketId, { startsAt: monday0440 + 181 * minute, endsAt: monday0440 + 600 * minute })
    const other = await app.person({ worker: {} })
    const early = await hired(other, employer, (await post(employer, tomorrow)).id)
    expect(await scan(await passOf(other, early.id))).toMatchObject({ status: 'refused', reason: 'outside_window', workerMasked: '王*国' })
    app.clock.advance(minute)
    expect(await scan(await passOf(other, early.id))).toMatchObject({ reason: 'accepted' })
    app.clock.set(startsAt + 9 * 60 * minute + 1)
    expect(await scan(await passOf())).toMatchObject({ reason: 'outside_window' })
  })

  test('refused scans are kept with their reason, and told', async () => {
    app.clock.set(startsAt + 10 * 60 * minute)
    const result = await scan(await passOf())
    const [kept] = await scansKept(result.scanId)
    expect(kept).toMatchObject({ result: 'outside_window', applicationId: hiredOne.id, marketId: market.marketId })
    expect(await eventsAbout(kept?.id ?? '', 'scan.refused')).toMatchObject([{ data: { staffId: staff.personId, result: 'outside_window', applicationId: hiredOne.id } }])
  })

  test('staff cannot confirm themselves: 403, and it is kept', async () => {
    const both = await app.person({ worker: {}, staffOf: market.marketId })
    const application = await hired(both, employer, (await post(employer, unloading(market.marketId))).id)
    const body = { code: await passOf(both, application.id), scanId: 'scan-self', capturedAt: app.clock.now() }
    expect(await both.refused(arriveEndpoints.confirm, { body })).toMatchObject({ code: 'forbidden', status: 403 })
    expect(await scansKept('scan-self')).toMatchObject([{ result: 'forbidden', staffId: both.personId, applicationId: application.id }])
    expect(await arrivalsOf(application.id)).toEqual([])
  })

  test('workers and employers cannot confirm anybody', async () => {
    const body = { code: await passOf(), scanId: uuidv7(), capturedAt: app.clock.now() }
    expect(await worker.refused(arriveEndpoints.confirm, { body })).toMatchObject({ code: 'forbidden' })
    expect(await employer.refused(arriveEndpoints.confirm, { body })).toMatchObject({ code: 'forbidden' })
  })
})

describe('the duty list', () => {
  test('has everybody hired for today at this market, and nobody else', async () => {
    await apply(await app.person({ worker: {} }), hiredOne.job.id)
    const tomorrow = unloading(market.marketId, { startsAt: startsAt + 24 * 60 * minute, endsAt: startsAt + 30 * 60 * minute })
    await hired(await app.person({ worker: {} }), employer, (await post(employer, tomorrow)).id)
    const second = await hired(await app.person({ name: '李明', worker: {} }), employer, hiredOne.job.id)
    await arrive(worker, staff, hiredOne.id, app.clock.now())
    const duty = await staff.call(arriveEndpoints.duty)
    expect(duty).toMatchObject({ market: { id: market.marketId }, expected: 2, arrived: 1 })
    expect(duty.people.map(({ applicationId, workerMasked, state, arrivedAt }) => [applicationId, workerMasked, state, arrivedAt])).toEqual([
      [hiredOne.id, '王*国', 'arrived', monday0440],
      [second.id, '李*', 'signed', null],
    ])
    const elsewhere = await app.person({ staffOf: (await app.market()).marketId })
    expect(await elsewhere.call(arriveEndpoints.duty)).toMatchObject({ expected: 0, people: [] })
  })
})

describe('下工', () => {
  test('the worker or the employer ends the work, once, after arrival', async () => {
    const finish = { params: { applicationId: hiredOne.id } }
    expect(await worker.refused(arriveEndpoints.finish, finish)).toMatchObject({ code: 'step_not_allowed' })
    await arrive(worker, staff, hiredOne.id, app.clock.now())
    app.clock.set(startsAt + 9 * 60 * minute)
    expect(await employer.call(arriveEndpoints.finish, finish)).toMatchObject({ state: 'finished', finishedAt: startsAt + 9 * 60 * minute })
    expect(await worker.refused(arriveEndpoints.finish, finish)).toMatchObject({ code: 'step_not_allowed' })
    expect(await staff.refused(arriveEndpoints.finish, finish)).toMatchObject({ code: 'not_found' })
    expect(await eventsAbout(hiredOne.id, 'work.finished')).toHaveLength(1)
  })
})

describe('a printed slip in the place of the work pass', () => {
  test('confirms the arrival of who is hired here, and is marked', async () => {
    const result = await scan(await slipOf(worker))
    expect(result).toMatchObject({ status: 'accepted', shown: 'slip', applicationId: hiredOne.id, workerMasked: '王*国' })
    expect(result.say).toContain('身份证')
    expect(await arrivalsOf(hiredOne.id)).toMatchObject([{ shown: 'slip', confirmedBy: staff.personId }])
    expect(await eventsAbout(hiredOne.id, 'arrival.confirmed')).toHaveLength(1)
  })

  test('after the pass was scanned gives the first arrival, and the other way round', async () => {
    await scan(await passOf())
    expect(await scan(await slipOf(worker))).toMatchObject({ reason: 'already_arrived', shown: 'slip', since: app.clock.now() })
    expect(await arrivalsOf(hiredOne.id)).toMatchObject([{ shown: 'work_pass' }])
  })

  test('scanned by two staff at the same moment gives one arrival', async () => {
    const [code, other] = [await slipOf(worker), await app.person({ staffOf: market.marketId })]
    const results = await Promise.all([scan(code), scan(code, { by: other })])
    expect(results.map(({ reason }) => reason).sort()).toEqual(['accepted', 'already_arrived'])
    expect(await arrivalsOf(hiredOne.id)).toHaveLength(1)
  })

  test('of somebody who is hired for nothing here says so', async () => {
    const idle = await app.person({ worker: {} })
    expect(await scan(await slipOf(idle))).toMatchObject({ reason: 'not_hired', shown: 'slip', ...nobody })
  })

  test('of another market’s worker shows nobody', async () => {
    const elsewhere = await app.market()
    expect(await scan(await slipOf(worker), { by: await app.person({ staffOf: elsewhere.marketId }) })).toMatchObject({ reason: 'wrong_market', ...nobody })
  })

  test('that was revoked, or that nobody printed, confirms nothing and shows nobody', async () => {
    expect(await scan(await slipOf(worker, app.clock.now()))).toMatchObject({ reason: 'revoked', ...nobody })
    expect(await scan(makePrintedToken('person', testKeys.code))).toMatchObject({ reason: 'bad_signature', ...nobody })
    expect(await scan(makePrintedToken('person', new Uint8Array(32)))).toMatchObject({ reason: 'bad_signature', ...nobody })
    expect(await arrivalsOf(hiredOne.id)).toEqual([])
  })

  test('of staff themselves is refused: nobody confirms their own arrival', async () => {
    const both = await app.person({ worker: {}, staffOf: market.marketId })
    await hired(both, employer, hiredOne.job.id)
    const refusal = await both.refused(arriveEndpoints.confirm, { body: { code: await slipOf(both), scanId: uuidv7(), capturedAt: app.clock.now() } })
    expect(refusal).toMatchObject({ status: 403, code: 'forbidden' })
  })

  test('counts only from three hours before the work until it is over', async () => {
    const later = await app.person({ worker: {} })
    const begins = monday0440 + 5 * 60 * minute
    await hired(later, employer, (await post(employer, unloading(market.marketId, { startsAt: begins, endsAt: begins + 8 * 60 * minute }))).id)
    const code = await slipOf(later)
    expect(await scan(code)).toMatchObject({ reason: 'outside_window', workerMasked: '王*国' })
    app.clock.set(begins + 8 * 60 * minute + 1)
    expect(await scan(code)).toMatchObject({ reason: 'not_hired', ...nobody })
  })
})
