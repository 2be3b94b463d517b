import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { applyEndpoints, type Application } from '@market/shared/apply/apply.contract'
import { arriveEndpoints } from '@market/shared/arrive/arrive.contract'
import { byHandEndpoints } from '@market/shared/arrive/by-hand.contract'
import { latestByHand, type ByHandReason } from '@market/shared/arrive/by-hand.rules'
import { reviewEndpoints } from '@market/shared/arrive/review.contract'
import type { Finding } from '@market/shared/arrive/review.rules'
import { casesEndpoints } from '@market/shared/cases/cases.contract'
import { inboxEndpoints } from '@market/shared/inbox/inbox.contract'
import { settleEndpoints } from '@market/shared/settle/settle.contract'
import { suggestSettlement } from '@market/shared/settle/settle.rules'
import { day, hour } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { apply, arrive, hired, post, unloading } from '../../../test/support/journey'
import type { TestMarket } from '../../../test/support/market'
import { insertWorker } from '../../../test/support/rows'
import { hoursOver } from '../apply/hours-over'

let app: TestApp
let market: TestMarket
let staff: TestPerson
let colleague: TestPerson
let employer: TestPerson
let worker: TestPerson
let job: Awaited<ReturnType<typeof post>>
let signed: Application

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.clock.set(monday0440)
  market = await app.market()
  staff = await app.person({ name: '钱值班', staffOf: market.marketId })
  colleague = await app.person({ staffOf: market.marketId })
  employer = await app.person({ employer: {} })
  worker = await app.person({ worker: {} })
  job = await post(employer, unloading(market.marketId))
  signed = await hired(worker, employer, job.id)
})

const entering = (reason: ByHandReason = 'worked_unscanned', applicationId = signed.id) => ({ body: { scanId: uuidv7(), applicationId, reason } })
const enter = (reason?: ByHandReason, person = staff) => person.call(byHandEndpoints.enter, entering(reason))
const waiting = async (person = colleague) => (await person.call(casesEndpoints.queue, { query: { kind: 'by_hand' } })).cases
const onlyCase = async (): Promise<string> => {
  const [one, ...others] = await waiting()
  if (one === undefined || others.length > 0) throw new Error('not one case')
  return one.subjectId
}
const decide = async (finding: Finding = 'employer_says_so') => colleague.call(reviewEndpoints.decide, { params: { scanId: await onlyCase() }, body: { finding } })
const arrivals = () => app.store.read(({ q, t }) => q.select().from(t.arrivals).where(eq(t.arrivals.applicationId, signed.id)))
const seen = () => worker.call(applyEndpoints.get, { params: { applicationId: signed.id } })
const turn = async (at: number) => {
  app.clock.set(at)
  await hoursOver({ store: app.store }).run(at)
}

describe('who worked and was never scanned', () => {
  test('is entered once the hours are over, and arrived at the start when another person says so', async () => {
    app.clock.set(job.endsAt + hour)
    expect(await enter()).toMatchObject({ waits: true, word: '等同事确认', workerMasked: '王*国' })
    expect(await arrivals()).toEqual([])
    const scanId = await onlyCase()
    expect(await colleague.call(reviewEndpoints.see, { params: { scanId } }))
      .toMatchObject({ cause: 'worked_unscanned', capturedAt: job.startsAt, uploadedAt: job.endsAt + hour, counted: false, mayAccept: true, verdict: null })
    expect(await decide()).toMatchObject({ counted: true, worker: { arrivedAt: job.startsAt } })
    expect(await arrivals()).toMatchObject([{ at: job.startsAt, shown: 'by_hand', confirmedBy: staff.personId }])
    expect(await seen()).toMatchObject({ state: 'arrived', arrivedAt: job.startsAt })
  })

  test('who stands there as absent, too: then the work is finished as agreed, and hours and pay go their way', async () => {
    await turn(job.endsAt + 3 * day)
    expect((await seen()).state).toBe('absent')
    await enter()
    await decide()
    const finished = await worker.call(arriveEndpoints.finish, { params: { applicationId: signed.id } })
    expect(finished).toMatchObject({ state: 'finished', arrivedAt: job.startsAt, finishedAt: job.endsAt })
    const suggested = suggestSettlement(finished.terms, finished.arrivedAt, finished.finishedAt, app.clock.now())
    expect(suggested).toEqual({ minutes: 480, amountFen: 26_000 })
    const params = { params: { applicationId: signed.id } }
    await employer.call(settleEndpoints.propose, { ...params, body: { ...suggested, note: '' } })
    await worker.call(settleEndpoints.agree, { ...params, body: suggested })
    await employer.call(settleEndpoints.pay, { ...params, body: { how: 'cash' } })
    expect(await worker.call(settleEndpoints.confirmPayment, params)).toMatchObject({ state: 'settled' })
  })

  test('is told so in words that send nobody to work', async () => {
    await turn(job.endsAt + 2 * day)
    await enter()
    await decide()
    await app.feed.caughtUp()
    expect((await worker.call(inboxEndpoints.list)).messages[0]).toMatchObject({ title: '到岗补上了' })
    expect((await employer.call(inboxEndpoints.list)).messages[0]).toMatchObject({ title: '工人的到岗补上了' })
  })

  test('stays absent when nobody confirms it, and may be entered again', async () => {
    await turn(job.endsAt + 2 * day)
    await enter()
    await decide('was_not_there')
    expect([(await seen()).state, await arrivals()]).toEqual(['absent', []])
    expect(await enter()).toMatchObject({ waits: true })
  })

  test('is entered for as long as a late scan is taken, and no longer', async () => {
    await turn(job.endsAt + latestByHand + 1)
    // Nobody is signed in for so long.
    const someone = await app.person({ staffOf: market.marketId })
    expect(await enter('worked_unscanned', someone)).toMatchObject({ waits: false, word: '时间不对', say: '收工以后 30 天里才能这样报。' })
    app.clock.set(job.endsAt + latestByHand)
    expect(await enter('worked_unscanned', someone)).toMatchObject({ waits: true })
  })

  test('is entered for that reason after the hours only, and after the hours for no other', async () => {
    app.clock.set(job.endsAt)
    expect(await enter()).toMatchObject({ waits: false, word: '时间不对' })
    app.clock.set(job.endsAt + 1)
    expect(await enter('phone_dead')).toMatchObject({ waits: false, word: '时间不对', say: expect.stringContaining('没到岗核实') as string })
    expect(await waiting()).toEqual([])
  })

  test('is confirmed by nobody who entered them, nor by themselves, nor from another market', async () => {
    app.clock.set(job.endsAt + hour)
    await enter()
    const scanId = await onlyCase()
    const deciding = { params: { scanId }, body: { finding: 'was_there' as const } }
    expect(await staff.refused(reviewEndpoints.decide, deciding)).toMatchObject({ status: 403, code: 'own_case' })
    const there = await app.market({ regionCode: '4105' })
    const stranger = await app.person({ staffOf: there.marketId })
    expect(await stranger.refused(byHandEndpoints.enter, entering())).toMatchObject({ status: 404, code: 'not_found' })
    expect(await stranger.refused(reviewEndpoints.decide, deciding)).toMatchObject({ status: 404, code: 'not_found' })
    expect(await arrivals()).toEqual([])
  })

  test('who was scanned after all is not entered', async () => {
    await arrive(worker, staff, signed.id, app.clock.now())
    app.clock.set(job.endsAt + hour)
    expect(await enter()).toMatchObject({ waits: false, word: '到过岗了' })
  })
})

describe('the list of whom nobody confirmed', () => {
  const listed = (person = staff, after?: string) => person.call(byHandEndpoints.unconfirmed, { query: after === undefined ? {} : { after } })
  const ids = async (person = staff) => (await listed(person)).people.map(({ applicationId }) => applicationId)

  test('has who had signed once the hours are over, masked, with what they were expected for, until they are confirmed', async () => {
    app.clock.set(job.endsAt)
    expect(await ids()).toEqual([])
    app.clock.set(job.endsAt + 1)
    const one = { applicationId: signed.id, workerMasked: '王*国', jobTitle: '卸货搬运', address: signed.terms.address, startsAt: job.startsAt, endsAt: job.endsAt }
    expect(await listed()).toEqual({ people: [{ ...one, byHand: false }], next: null })
    await turn(job.endsAt + 2 * day)
    await enter()
    expect(await listed()).toEqual({ people: [{ ...one, byHand: true }], next: null })
    await decide()
    expect(await ids()).toEqual([])
  })

  test('has nobody who was scanned, never signed, or could be entered no more', async () => {
    await arrive(worker, staff, signed.id, app.clock.now())
    const [absent, unsigned] = [await app.person({ worker: {} }), await app.person({ worker: {} })]
    const never = await hired(absent, employer, job.id)
    await apply(unsigned, job.id)
    await turn(job.endsAt + latestByHand)
    const someone = await app.person({ staffOf: market.marketId })
    expect(await ids(someone)).toEqual([never.id])
    app.clock.advance(1)
    expect(await ids(someone)).toEqual([])
  })

  test('is of one market', async () => {
    app.clock.set(job.endsAt + hour)
    const there = await app.market({ regionCode: '4105' })
    expect(await ids(await app.person({ staffOf: there.marketId }))).toEqual([])
  })

  test('is read page by page, newest hours first, with nobody twice and nobody left out', async () => {
    const before = (hours: number) => job.endsAt - Math.floor(hours / 2) * hour
    await app.store.write(async (tx) => {
      const [row] = await tx.q.select().from(tx.t.applications).where(eq(tx.t.applications.id, signed.id))
      if (row === undefined) throw new Error('there is one')
      for (let n = 1; n <= 44; n += 1) await tx.q.insert(tx.t.applications).values({ ...row, id: uuidv7(), workerId: await insertWorker(tx), state: n % 3 === 0 ? 'signed' : 'absent', endsAt: before(n) })
    })
    app.clock.set(job.endsAt + 1)
    const pages = [await listed()]
    for (let next = pages[0]?.next ?? null; next !== null; next = pages.at(-1)?.next ?? null) pages.push(await listed(staff, next))
    expect(pages.map(({ people }) => people.length)).toEqual([20, 20, 5])
    const all = pages.flatMap(({ people }) => people.map(({ applicationId }) => applicationId))
    const rows = await app.store.read(({ q, t }) => q.select({ id: t.applications.id, endsAt: t.applications.endsAt }).from(t.applications).where(eq(t.applications.jobId, job.id)))
    expect(all).toEqual(rows.sort((one, other) => Number(other.endsAt) - Number(one.endsAt) || (one.id < other.id ? 1 : -1)).map(({ id }) => id))
    expect(await staff.refused(byHandEndpoints.unconfirmed, { query: { after: 'x' } })).toMatchObject({ code: 'invalid_fields' })
  })
})
