import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { applyEndpoints, type Application } from '@market/shared/apply/apply.contract'
import { arriveEndpoints } from '@market/shared/arrive/arrive.contract'
import { settleEndpoints } from '@market/shared/settle/settle.contract'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { arrive, hired, post, unloading } from '../../../test/support/journey'
import { rowsAtRest } from '../../../test/support/rows-of-all-tables'

let app: TestApp
let marketId: string
let employer: TestPerson
let staff: TestPerson
let worker: TestPerson
let done: Application

beforeAll(async () => {
  app = await createTestApp()
  marketId = (await app.market()).marketId
  employer = await app.person({ employer: {} })
  staff = await app.person({ staffOf: marketId })
})
afterAll(() => app.close())

// Each test has its own worker, who has done the day's work.
beforeEach(async () => {
  app.clock.set(monday0440)
  worker = await app.person({ worker: {} })
  const job = await post(employer, unloading(marketId))
  const application = await hired(worker, employer, job.id)
  await arrive(worker, staff, application.id, app.clock.now())
  app.clock.set(job.endsAt)
  done = await worker.call(arriveEndpoints.finish, { params: { applicationId: application.id } })
})

const aDay = { minutes: 480, amountFen: 26_000 }
const params = () => ({ params: { applicationId: done.id } })
const propose = (changes: Partial<typeof aDay & { note: string }> = {}) => employer.call(settleEndpoints.propose, { ...params(), body: { ...aDay, note: '', ...changes } })
const refusedProposal = (changes: object) => employer.refused(settleEndpoints.propose, { ...params(), body: { ...aDay, note: '', ...changes } })
const agree = (shown = aDay) => worker.call(settleEndpoints.agree, { ...params(), body: shown })
const pay = () => employer.call(settleEndpoints.pay, { ...params(), body: { how: 'cash' } })
const eventsOf = async (kind: string) =>
  (await app.store.read(({ q, t }) => q.select({ data: t.events.data }).from(t.events).where(and(eq(t.events.subjectId, done.id), eq(t.events.kind, kind))))).map(({ data }) => data)

describe('hours and pay', () => {
  test('stated by the employer, agreed by the worker, paid, received: settled', async () => {
    expect(await propose()).toMatchObject({ state: 'hours_proposed', settlement: { ...aDay, round: 1, note: null, agreedAt: null } })
    expect(await agree()).toMatchObject({ state: 'hours_agreed', settlement: { agreedAt: app.clock.now() } })
    expect(await pay()).toMatchObject({ state: 'paid', settlement: { paidHow: 'cash', paidAt: app.clock.now(), receivedAt: null } })
    expect(await worker.call(settleEndpoints.confirmPayment, params())).toMatchObject({ state: 'settled', settlement: { receivedAt: app.clock.now() } })
    const sides = { workerId: worker.personId, employerId: employer.personId }
    expect(await eventsOf('hours.proposed')).toEqual([{ ...sides, ...aDay, round: 1 }])
    expect(await eventsOf('hours.agreed')).toEqual([{ ...sides, ...aDay }])
    expect(await eventsOf('payment.recorded')).toEqual([{ ...sides, amountFen: 26_000 }])
    expect(await eventsOf('payment.confirmed')).toEqual([{ ...sides, amountFen: 26_000 }])
  })

  test('less than agreed needs a reason that the worker reads; less than the minimum wage is refused; nothing changes', async () => {
    const before = await rowsAtRest(app)
    expect(await refusedProposal({ amountFen: 25_999 })).toMatchObject({ code: 'invalid_fields', fields: [{ field: 'note' }] })
    expect(await refusedProposal({ amountFen: 15_679, note: '下雨停工' })).toMatchObject({ code: 'invalid_fields', fields: [{ field: 'amountFen', message: expect.stringContaining('156.8 元') as string }] })
    expect(await rowsAtRest(app)).toEqual(before)
    expect(await propose({ amountFen: 25_000, note: '打碎一箱' })).toMatchObject({ settlement: { amountFen: 25_000, note: '打碎一箱' } })
  })

  test.each([
    ['no minutes', { minutes: 0 }, 'minutes'],
    ['more than a day', { minutes: 1_441 }, 'minutes'],
    ['half a fen', { amountFen: 26_000.5 }, 'amountFen'],
    ['text for money', { amountFen: '26000' }, 'amountFen'],
  ])('%s is refused by name', async (_name, changes, field) => {
    expect(await refusedProposal(changes)).toMatchObject({ code: 'invalid_fields', fields: [{ field }] })
  })

  test('the worker agrees to what was on the screen, or is shown the new figures', async () => {
    await propose()
    await propose({ amountFen: 27_000 })
    expect(await worker.refused(settleEndpoints.agree, { ...params(), body: aDay })).toMatchObject({ code: 'hours_changed' })
    expect(await worker.call(applyEndpoints.get, params())).toMatchObject({ state: 'hours_proposed', settlement: { amountFen: 27_000, round: 2, agreedAt: null } })
    expect(await agree({ minutes: 480, amountFen: 27_000 })).toMatchObject({ state: 'hours_agreed' })
  })

  test('agreeing and changing at the same moment never leave the worker with figures not seen', async () => {
    await propose()
    const [agreed, changed] = await Promise.all([
      worker.raw(settleEndpoints.agree, { ...params(), body: aDay }),
      employer.raw(settleEndpoints.propose, { ...params(), body: { minutes: 480, amountFen: 20_000, note: '活没干完' } }),
    ])
    const { state, settlement } = await worker.call(applyEndpoints.get, params())
    // Exactly one of the two was in time.
    expect([agreed.status, changed.status].sort()).toEqual([200, 409])
    expect({ state, amountFen: settlement?.amountFen }).toEqual(
      agreed.status === 200 ? { state: 'hours_agreed', amountFen: 26_000 } : { state: 'hours_proposed', amountFen: 20_000 },
    )
  })

  test('a dispute needs a reason; the employer states anew, and the round counts on', async () => {
    await propose({ minutes: 420, amountFen: 22_750 })
    expect(await worker.refused(settleEndpoints.dispute, { ...params(), body: { reason: '  ' } })).toMatchObject({ code: 'invalid_fields', fields: [{ field: 'reason' }] })
    expect(await worker.call(settleEndpoints.dispute, { ...params(), body: { reason: '少算一小时' } })).toMatchObject({ state: 'hours_disputed', settlement: { disputedReason: '少算一小时' } })
    expect(await eventsOf('hours.disputed')).toEqual([{ workerId: worker.personId, employerId: employer.personId, round: 1 }])
    expect(await propose()).toMatchObject({ state: 'hours_proposed', settlement: { ...aDay, round: 2, disputedReason: null } })
  })
})

describe('the money', () => {
  test('who did not get it says so; the employer pays again', async () => {
    await propose()
    await agree()
    await pay()
    expect(await worker.refused(settleEndpoints.disputePayment, { ...params(), body: { reason: '' } })).toMatchObject({ code: 'invalid_fields' })
    expect(await worker.call(settleEndpoints.disputePayment, { ...params(), body: { reason: '微信没收到' } })).toMatchObject({ state: 'payment_disputed', settlement: { disputedReason: '微信没收到' } })
    expect(await worker.refused(settleEndpoints.confirmPayment, params())).toMatchObject({ code: 'step_not_allowed' })
    expect(await pay()).toMatchObject({ state: 'paid', settlement: { disputedReason: null } })
    expect(await worker.call(settleEndpoints.confirmPayment, params())).toMatchObject({ state: 'settled' })
  })

  test('nothing is paid before both agree on it, and nothing moves after it is settled', async () => {
    await propose()
    expect(await employer.refused(settleEndpoints.pay, { ...params(), body: { how: 'cash' } })).toMatchObject({ code: 'step_not_allowed' })
    await agree()
    await pay()
    await worker.call(settleEndpoints.confirmPayment, params())
    expect(await refusedProposal({})).toMatchObject({ code: 'step_not_allowed' })
    expect(await worker.refused(settleEndpoints.confirmPayment, params())).toMatchObject({ code: 'step_not_allowed' })
  })

  test('eight taps on 已收到 settle it once', async () => {
    await propose()
    await agree()
    await pay()
    const answers = await Promise.all(Array.from({ length: 8 }, () => worker.raw(settleEndpoints.confirmPayment, params())))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(7).fill(409)])
    expect(await eventsOf('payment.confirmed')).toHaveLength(1)
  })
})

describe('whose step it is', () => {
  test('an employer cannot agree for the worker, nor a worker state the pay, nor a stranger anything', async () => {
    const stranger = await app.person({ worker: {}, employer: {} })
    const proposal = { ...params(), body: { ...aDay, note: '' } }
    expect(await worker.refused(settleEndpoints.propose, proposal)).toMatchObject({ code: 'not_registered' })
    expect(await stranger.refused(settleEndpoints.propose, proposal)).toMatchObject({ code: 'not_found' })
    await propose()
    expect(await employer.refused(settleEndpoints.agree, { ...params(), body: aDay })).toMatchObject({ code: 'not_registered' })
    expect(await stranger.refused(settleEndpoints.agree, { ...params(), body: aDay })).toMatchObject({ code: 'not_found' })
  })

  test('a worker who is an employer elsewhere cannot state the pay of their own work', async () => {
    const both = await app.person({ worker: {}, employer: {} })
    app.clock.set(monday0440)
    const application = await hired(both, employer, (await post(employer, unloading(marketId))).id)
    await arrive(both, staff, application.id, app.clock.now())
    const proposal = { params: { applicationId: application.id }, body: { ...aDay, note: '' } }
    expect(await both.refused(settleEndpoints.propose, proposal)).toMatchObject({ code: 'not_found' })
  })
})
