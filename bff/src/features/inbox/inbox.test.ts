import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { arriveEndpoints } from '@market/shared/arrive/arrive.contract'
import { inboxEndpoints } from '@market/shared/inbox/inbox.contract'
import { settleEndpoints } from '@market/shared/settle/settle.contract'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { apply, arrive, hired, post, sign, unloading } from '../../../test/support/journey'

let app: TestApp
let marketId: string
let employer: TestPerson
let staff: TestPerson
let worker: TestPerson
let jobId: string

beforeAll(async () => {
  app = await createTestApp()
  marketId = (await app.market()).marketId
  staff = await app.person({ staffOf: marketId })
})
afterAll(() => app.close())

beforeEach(async () => {
  app.clock.set(monday0440)
  employer = await app.person({ name: '李宏运', phone: '13900001234', employer: {} })
  worker = await app.person({ worker: {} })
  jobId = (await post(employer, unloading(marketId))).id
})

const inboxOf = async (person: TestPerson) => {
  await app.feed.caughtUp()
  return person.call(inboxEndpoints.list)
}
const titlesOf = async (person: TestPerson) => (await inboxOf(person)).messages.map(({ title }) => title)

/** The whole day, to the money in hand. */
async function settled() {
  const { id } = await hired(worker, employer, jobId)
  await arrive(worker, staff, id, app.clock.now())
  const params = { applicationId: id }
  await worker.call(arriveEndpoints.finish, { params })
  await employer.call(settleEndpoints.propose, { params, body: { minutes: 480, amountFen: 26_000, note: '' } })
  await worker.call(settleEndpoints.dispute, { params, body: { reason: '多干了一会儿' } })
  await employer.call(settleEndpoints.propose, { params, body: { minutes: 540, amountFen: 30_000, note: '' } })
  await worker.call(settleEndpoints.agree, { params, body: { minutes: 540, amountFen: 30_000 } })
  await employer.call(settleEndpoints.pay, { params, body: { how: 'cash' } })
  await worker.call(settleEndpoints.disputePayment, { params, body: { reason: '没收到' } })
  await employer.call(settleEndpoints.pay, { params, body: { how: 'wechat' } })
  await worker.call(settleEndpoints.confirmPayment, { params })
  return id
}

describe('a message to the other side', () => {
  test('for each step of the day, newest first', async () => {
    await settled()
    expect(await titlesOf(employer)).toEqual([
      '工人收到工钱了', '工人说没收到工钱', '工人认可了工时和工钱', '工人说工时或工钱不对', '活干完了', '工人到岗了', '协议签好了', '工人签好字了', '有人报名了',
    ])
    expect(await titlesOf(worker)).toEqual(['雇主说工钱付了', '雇主说工钱付了', '雇主填好了工时和工钱', '雇主填好了工时和工钱', '到岗确认好了', '协议签好了'])
  })

  test('says the figures, and leads to the application', async () => {
    const id = await settled()
    const { messages } = await inboxOf(worker)
    expect(messages[2]).toMatchObject({ kind: 'hours.proposed', body: '9 小时，300 元。对不对？请您看一下。', applicationId: id, readAt: null })
  })

  test('holds no name, no phone, no place', async () => {
    await settled()
    const all = JSON.stringify([await inboxOf(worker), await inboxOf(employer)])
    expect(all).not.toMatch(/王建国|王\*国|李宏运|13900001234|农贸|农批/)
  })

  test('when the employer signs first the worker is called to sign, and not when the agreement is complete', async () => {
    const { agreement } = await apply(worker, jobId)
    await sign(employer, agreement?.id ?? '', 'employer')
    expect(await titlesOf(worker)).toEqual(['雇主签好字了'])
    app.clock.advance(1_000)
    await sign(worker, agreement?.id ?? '', 'worker')
    expect(await titlesOf(worker)).toEqual(['协议签好了', '雇主签好字了'])
    expect(await titlesOf(employer)).toEqual(['协议签好了', '有人报名了'])
  })

  test('who withdraws, declines or cancels is not told; the other is', async () => {
    const first = await apply(worker, jobId)
    await worker.call(applyEndpoints.withdraw, { params: { applicationId: first.id } })
    expect(await titlesOf(employer)).toEqual(['有人取消了报名', '有人报名了'])
    expect(await titlesOf(worker)).toEqual([])
    const second = await app.person({ worker: {} })
    const declined = await apply(second, jobId)
    await employer.call(applyEndpoints.decline, { params: { applicationId: declined.id }, body: { reason: '人数够了' } })
    expect(await titlesOf(second)).toEqual(['这个活没有成'])
    const third = await app.person({ worker: {} })
    const cancelled = await hired(third, employer, jobId)
    await employer.call(applyEndpoints.cancel, { params: { applicationId: cancelled.id }, body: { reason: '货没到' } })
    expect((await titlesOf(third))[0]).toBe('雇主取消了这个活')
    const fourth = await app.person({ worker: {} })
    const left = await hired(fourth, employer, jobId)
    await fourth.call(applyEndpoints.cancel, { params: { applicationId: left.id }, body: { reason: '家里有事' } })
    expect((await titlesOf(employer))[0]).toBe('工人来不了了')
    expect(await titlesOf(fourth)).not.toContain('雇主取消了这个活')
  })

  test('is one’s own', async () => {
    await settled()
    const stranger = await app.person({ worker: {} })
    expect(await inboxOf(stranger)).toEqual({ messages: [], unread: 0 })
    expect(await app.stranger.refused(inboxEndpoints.list)).toMatchObject({ code: 'unauthenticated' })
  })
})

describe('reading', () => {
  test('all at once, and only one’s own', async () => {
    await settled()
    expect((await inboxOf(worker)).unread).toBe(6)
    expect(await worker.call(inboxEndpoints.readAll)).toEqual({ done: true })
    const read = await inboxOf(worker)
    expect(read.unread).toBe(0)
    expect(read.messages.every(({ readAt }) => readAt === app.clock.now())).toBe(true)
    expect((await inboxOf(employer)).unread).toBe(9)
  })

  test('a list is never longer than fifty, and says how many more are unread', async () => {
    await app.store.write(async ({ q, t }) => {
      const message = { kind: 'test', title: '消息', body: '内容', createdAt: 1 }
      await q.insert(t.inboxMessages).values(Array.from({ length: 60 }, (_, index) => ({ ...message, id: `${worker.personId}-${index}`, personId: worker.personId, eventSeq: -index })))
    })
    const { messages, unread } = await inboxOf(worker)
    expect([messages.length, unread]).toEqual([50, 60])
  })
})

describe('built again from the events', () => {
  test('the inbox has the same messages, and what was read stays read', async () => {
    await settled()
    await inboxOf(worker)
    await worker.call(inboxEndpoints.readAll)
    const before = [await inboxOf(worker), await inboxOf(employer)]
    await app.store.write(async ({ q, t }) => {
      await q.update(t.inboxMessages).set({ title: '旧的说法' }).where(eq(t.inboxMessages.personId, worker.personId))
    })
    await app.feed.rebuild('inbox')
    expect([await inboxOf(worker), await inboxOf(employer)]).toEqual(before)
  })
})
