import { eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import { pushEndpoints } from '@market/shared/push/push.contract'
import type { PushTemplate } from '@market/shared/push/push.rules'
import { day, hour, minute } from '@market/shared/words/time'
import type { TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { apply, post, unloading } from '../../../test/support/journey'
import type { TestMarket } from '../../../test/support/market'
import { newsOf, pushed, seenAt } from '../../../test/support/push'
import { createWechatTestApp, type WechatTestApp } from '../../../test/support/wechat'

const path = '/cgi-bin/message/subscribe/send'
let app: WechatTestApp
let market: TestMarket
let employer: TestPerson
beforeAll(async () => {
  app = await createWechatTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.clock.set(monday0440)
  market = await app.market()
  employer = await app.person({ employer: {} })
  await app.store.write(({ q, t }) => q.delete(t.pushSeekers))
})

const openidOf = ({ personId }: TestPerson): string => `openid-${personId}`
const sentTo = (person: TestPerson) => app.wechat.messagesTo(openidOf(person))
/** What WeChat was told by the phone, and what we were. */
const allow = async (person: TestPerson, template: PushTemplate = 'new_job', times = 1): Promise<void> => {
  app.wechat.allowMessages(openidOf(person), template === 'offer' ? 'sandbox-offer' : 'sandbox-new-job', times)
  for (let time = 0; time < times; time += 1) await person.call(pushEndpoints.consent, { body: { answers: [{ template, answer: 'accept' }] } })
}
const leftOf = async (person: TestPerson, template: PushTemplate = 'new_job') =>
  (await person.call(pushEndpoints.settings)).templates.find((one) => one.template === template)?.left
const statesOf = (person: TestPerson) =>
  app.store.read(({ q, t }) => q.select({ state: t.pushMessages.state, errcode: t.pushMessages.errcode }).from(t.pushMessages).where(eq(t.pushMessages.personId, person.personId)).orderBy(t.pushMessages.createdAt))
/** What the log would be told of, put aside: the message is what is looked at. */
const pushedDespite = async (): Promise<void> => {
  await app.feed.caughtUp()
  await app.chores.runAll().catch((error: unknown) => expect(error).toMatchObject({ name: 'MessagesRefused' }))
  await pushed(app)
}

describe('a message through WeChat', () => {
  test('that was refused because the consent is gone is not tried again, and asks for a new one', async () => {
    const worker = await seenAt(app, market)
    await worker.call(pushEndpoints.consent, { body: { answers: [{ template: 'new_job', answer: 'accept' }] } })
    await post(employer, unloading(market.marketId))
    expect(await newsOf(app, worker)).toHaveLength(1)
    expect(await statesOf(worker)).toEqual([{ state: 'told', errcode: 43101 }])
    expect(await leftOf(worker)).toBe(0)
  })

  test('that WeChat had no time for is sent later, with longer and longer pauses, and uses one consent', async () => {
    const worker = await seenAt(app, market)
    await allow(worker)
    app.wechat.fail(path, 45009, 2)
    const calls = app.wechat.calls(path)
    await post(employer, unloading(market.marketId))
    await pushed(app)
    expect(await statesOf(worker)).toEqual([{ state: 'ready', errcode: 45009 }])
    await pushed(app)
    app.clock.advance(minute / 2)
    await pushed(app)
    app.clock.advance(2 * minute)
    await pushed(app)
    expect(app.wechat.calls(path) - calls).toBe(3)
    expect([sentTo(worker).length, await statesOf(worker), await leftOf(worker)]).toEqual([1, [{ state: 'sent', errcode: 0 }], 0])
    expect(await newsOf(app, worker)).toHaveLength(1)
  })

  test('is given up after five attempts; the inbox has it', async () => {
    const worker = await seenAt(app, market)
    await allow(worker)
    app.wechat.fail(path, 45009, 20)
    await post(employer, unloading(market.marketId, { startsAt: monday0440 + 5 * hour, endsAt: monday0440 + 9 * hour, breakMinutes: 0 }))
    for (let tries = 0; tries < 8; tries += 1) {
      await pushed(app)
      app.clock.advance(40 * minute)
    }
    app.wechat.fail(path, 0, 0)
    expect(await statesOf(worker)).toEqual([{ state: 'failed', errcode: 45009 }])
    expect([await leftOf(worker), (await newsOf(app, worker)).length]).toEqual([1, 1])
  })

  test('that can never be taken fails, is told to the log, and costs no consent', async () => {
    const worker = await seenAt(app, market)
    await allow(worker)
    app.wechat.fail(path, 47003)
    await post(employer, unloading(market.marketId))
    await pushedDespite()
    expect(await statesOf(worker)).toEqual([{ state: 'failed', errcode: 47003 }])
    expect(await leftOf(worker)).toBe(1)
  })

  test('is sent once, however many servers look at once', async () => {
    const workers = await Promise.all(Array.from({ length: 12 }, () => seenAt(app, market)))
    await Promise.all(workers.map((worker) => allow(worker, 'new_job', 2)))
    await post(employer, unloading(market.marketId))
    await app.feed.caughtUp()
    await Promise.all(Array.from({ length: 4 }, () => app.chores.runAll()))
    await pushed(app)
    expect(workers.map((worker) => sentTo(worker).length)).toEqual(workers.map(() => 1))
  })

  test('that a dying server was sending is not sent again: it may have arrived', async () => {
    const worker = await seenAt(app, market)
    await allow(worker)
    await app.store.write(({ q, t }) => q.insert(t.pushMessages).values({
      id: uuidv7(), personId: worker.personId, template: 'new_job', state: 'sending', attempts: 1, dueAt: monday0440 + minute, createdAt: monday0440, updatedAt: monday0440,
    }))
    app.clock.advance(minute)
    await pushed(app)
    expect([sentTo(worker).length, await statesOf(worker)]).toEqual([0, [{ state: 'failed', errcode: null }]])
  })

  test('about a job that went while WeChat was busy is not sent', async () => {
    const worker = await seenAt(app, market)
    await allow(worker)
    app.wechat.fail(path, -1, 2)
    const { id } = await post(employer, unloading(market.marketId))
    await pushed(app)
    await employer.call(jobsEndpoints.close, { params: { jobId: id } })
    app.clock.advance(minute)
    await pushed(app)
    expect([sentTo(worker).length, await statesOf(worker)]).toMatchObject([0, [{ state: 'dropped' }]])
  })
})

describe('an offered place', () => {
  /** A place held until 06:00 for somebody who waits, as the queue gives one. */
  const offer = async (worker: TestPerson, now: number): Promise<string> => {
    const { id: jobId } = await post(employer, unloading(market.marketId, { startsAt: now + 9 * hour, endsAt: now + 17 * hour }))
    const { id } = await apply(worker, jobId)
    await app.store.write(async (tx) => {
      await tx.q.update(tx.t.applications).set({ state: 'offered', offerUntil: now + 8 * hour, offeredBy: 'queue' }).where(eq(tx.t.applications.id, id))
      await tx.append({ kind: 'application.offered', subjectId: id, marketId: market.marketId, at: now, data: { jobId, workerId: worker.personId, employerId: employer.personId, until: now + 8 * hour, by: 'queue' } })
    })
    return id
  }

  test('is told at once with its clock, leads to the answer, and takes nothing of the day’s messages', async () => {
    const worker = await app.person({ worker: {} })
    await worker.call(pushEndpoints.change, { body: { mostPerDay: 0, quiet: null } })
    await allow(worker, 'offer')
    const id = await offer(worker, monday0440)
    await pushed(app)
    expect(sentTo(worker)).toMatchObject([{
      templateId: 'sandbox-offer',
      page: `pages/application/index?applicationId=${id}`,
      values: { thing1: '装卸搬运', time2: '2026年11月23日 12:40', thing4: '位子给您留着，过时让给下一位' },
    }])
    expect(await app.store.read(({ q, t }) => q.$count(t.pushDays, eq(t.pushDays.personId, worker.personId)))).toBe(0)
  })

  test('does not wake somebody at night; whoever is at a market is awake', async () => {
    const quiet = { from: '04:30', until: '05:30' }
    const [asleep, here] = [await app.person({ worker: {} }), await seenAt(app, market)]
    for (const worker of [asleep, here]) {
      await worker.call(pushEndpoints.change, { body: { mostPerDay: 3, quiet } })
      await allow(worker, 'offer')
      await offer(worker, monday0440)
    }
    await pushed(app)
    expect([sentTo(asleep).length, sentTo(here).length]).toEqual([0, 1])
    app.clock.set(monday0440 + 50 * minute)
    await pushed(app)
    expect(sentTo(asleep)).toHaveLength(1)
  })

  test('is told after midnight to whoever came to a night market before it, and not to whoever has left', async () => {
    const night = await app.market({ opensAt: '18:00', closesAt: '06:00' })
    app.clock.set(monday0440 + 18 * hour)
    const [here, left] = [await seenAt(app, night), await seenAt(app, night)]
    await left.call(checkInEndpoints.leave)
    app.clock.set(monday0440 + 21 * hour)
    for (const worker of [here, left]) {
      await worker.call(pushEndpoints.change, { body: { mostPerDay: 3, quiet: { from: '21:00', until: '04:00' } } })
      await allow(worker, 'offer')
      await offer(worker, app.clock.now())
    }
    await pushed(app)
    expect([sentTo(here).length, sentTo(left).length]).toEqual([1, 0])
  })

  test('that was answered or ran out meanwhile is not told', async () => {
    const worker = await app.person({ worker: {} })
    await worker.call(pushEndpoints.change, { body: { mostPerDay: 3, quiet: { from: '04:30', until: '05:30' } } })
    await allow(worker, 'offer')
    const id = await offer(worker, monday0440)
    await pushed(app)
    await app.store.write(({ q, t }) => q.update(t.applications).set({ state: 'lapsed' }).where(eq(t.applications.id, id)))
    app.clock.set(monday0440 + 50 * minute)
    await pushed(app)
    expect([sentTo(worker).length, (await statesOf(worker)).map(({ state }) => state)]).toEqual([0, ['dropped']])
  })
})

describe('what was told', () => {
  test('is forgotten after two months, and what is newer is kept', async () => {
    const worker = await seenAt(app, market)
    await post(employer, unloading(market.marketId))
    await pushed(app)
    const rows = () => app.store.read(async ({ q, t }) => [
      await q.$count(t.pushMessages, eq(t.pushMessages.personId, worker.personId)),
      await q.$count(t.pushTold, eq(t.pushTold.personId, worker.personId)),
      await q.$count(t.pushDays, eq(t.pushDays.personId, worker.personId)),
    ])
    app.clock.set(monday0440 + 59 * day)
    await app.chores.runAll()
    expect(await rows()).toEqual([1, 1, 1])
    app.clock.set(monday0440 + 62 * day)
    await app.chores.runAll()
    expect(await rows()).toEqual([0, 0, 0])
  })
})
