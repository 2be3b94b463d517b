import { count, eq, inArray, lte } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { pushEndpoints } from '@market/shared/push/push.contract'
import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import { day, hour, minute } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { apply, post, unloading } from '../../../test/support/journey'
import type { TestMarket } from '../../../test/support/market'
import { newsOf, pushed, seenAt } from '../../../test/support/push'
import { cellOf } from './cells'

let app: TestApp
let market: TestMarket
let employer: TestPerson
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.clock.set(monday0440)
  market = await app.market()
  // Another employer each time: the same one posting again and again would wait for staff.
  employer = await app.person({ employer: {} })
  await app.store.write(({ q, t }) => q.delete(t.pushSeekers))
})

const tomorrow = (clock: string): number => Date.parse(`2026-11-24T${clock}:00+08:00`)
const brick = { trade: '6-29-01-01' as const, title: '砌墙' }
const titlesOf = async (person: TestPerson): Promise<string[]> => (await newsOf(app, person)).map(({ title }) => title)
const isTold = async (person: TestPerson): Promise<boolean> => (await newsOf(app, person)).length > 0

describe('of a new job', () => {
  test('are told those of its trade and of a related one, seen near it; nobody else', async () => {
    const carrier = await seenAt(app, market, { worker: { trades: ['4-02-05-01'] } })
    const porter = await seenAt(app, market, { worker: { trades: ['4-02-06-01'] } })
    const guard = await seenAt(app, market, { worker: { trades: ['4-07-05-01'] } })
    const nowhere = await app.person({ worker: {} })
    await post(employer, unloading(market.marketId))
    expect(await Promise.all([carrier, porter, guard, nowhere].map(isTold))).toEqual([true, true, false, false])
  })

  test('is nobody told who is more than thirty kilometres away', async () => {
    const worker = await seenAt(app, market)
    await app.feed.caughtUp()
    await post(employer, unloading(market.marketId, { lat: 34.92, lng: 112.45 }))
    expect(await isTold(worker)).toBe(false)
    await post(employer, unloading(market.marketId, { lat: 34.85, lng: 112.45 }))
    expect(await isTold(worker)).toBe(true)
  })

  test('is nobody told who may not take it: who has promised those hours, or whose own it is', async () => {
    const boss = await seenAt(app, market, { employer: {} })
    const busy = await seenAt(app, market)
    const free = await seenAt(app, market)
    const first = await post(boss, unloading(market.marketId))
    expect(await Promise.all([boss, busy, free].map(isTold))).toEqual([false, true, true])
    await apply(busy, first.id)
    app.clock.advance(15 * minute)
    await post(employer, unloading(market.marketId))
    expect(await Promise.all([boss, busy, free].map(titlesOf))).toMatchObject([{ length: 1 }, { length: 1 }, { length: 2 }])
  })

  test('are told five for each place, whoever fits best first', async () => {
    const modest = await Promise.all(Array.from({ length: 5 }, () => seenAt(app, market, { worker: { wishedPayFen: 18_000 } })))
    const proud = await Promise.all(Array.from({ length: 3 }, () => seenAt(app, market, { worker: { wishedPayFen: 60_000 } })))
    await post(employer, unloading(market.marketId, { headcount: 1 }))
    expect(await Promise.all(modest.map(isTold))).toEqual(modest.map(() => true))
    expect(await Promise.all(proud.map(isTold))).toEqual(proud.map(() => false))
  })

  test('are told others than of the last one, as long as somebody who fits as well has heard of none', async () => {
    const workers = await Promise.all(Array.from({ length: 10 }, () => seenAt(app, market)))
    await app.feed.caughtUp()
    for (const at of [0, 1]) {
      app.clock.set(monday0440 + at * minute)
      await post(employer, unloading(market.marketId, { headcount: 1 }))
      await pushed(app)
    }
    expect(await Promise.all(workers.map(async (worker) => (await titlesOf(worker)).length))).toEqual(workers.map(() => 1))
  })

  test('is nobody told who has not been at a market for a month', async () => {
    const worker = await seenAt(app, market)
    await app.feed.caughtUp()
    app.clock.set(monday0440 + 31 * day)
    await app.chores.runAll()
    expect(await app.store.read(({ q, t }) => q.$count(t.pushSeekers, eq(t.pushSeekers.personId, worker.personId)))).toBe(0)
  })

  test('that is first for those the employer knows, all others are told when it is for everybody', async () => {
    const { id } = await post(employer, unloading(market.marketId))
    await pushed(app)
    const worker = await seenAt(app, market)
    await app.feed.caughtUp()
    // As a posting is written that is kept for known workers at first.
    await app.store.write(async ({ q, t }) => {
      await q.update(t.jobs).set({ publicFrom: monday0440 + hour }).where(eq(t.jobs.id, id))
      await q.update(t.pushPostings).set({ dueAt: monday0440, places: 3 }).where(eq(t.pushPostings.jobId, id))
    })
    expect(await isTold(worker)).toBe(false)
    app.clock.set(monday0440 + hour)
    expect(await isTold(worker)).toBe(true)
  })

  test('whose place came free others are told, and nobody of one job twice', async () => {
    const first = await seenAt(app, market)
    await pushed(app)
    const { id } = await post(employer, unloading(market.marketId, { headcount: 1 }))
    await pushed(app)
    const { id: applicationId } = await apply(first, id)
    const second = await seenAt(app, market)
    await first.call(applyEndpoints.withdraw, { params: { applicationId } })
    expect(await isTold(second)).toBe(false)
    app.clock.advance(minute)
    expect(await isTold(second)).toBe(true)
    expect(await app.store.read(({ q, t }) => q.$count(t.pushTold, eq(t.pushTold.jobId, id)))).toBe(2)
    const { id: again } = await apply(second, id)
    await second.call(applyEndpoints.withdraw, { params: { applicationId: again } })
    app.clock.advance(hour)
    expect(await titlesOf(second)).toHaveLength(1)
  })
})

describe('how often', () => {
  test('never more than allowed on a day, however many jobs there are', async () => {
    const worker = await seenAt(app, market, { worker: { trades: ['6-29-01-01'] } })
    await worker.call(pushEndpoints.change, { body: { mostPerDay: 1, quiet: null } })
    for (let posted = 0; posted < 4; posted += 1) {
      app.clock.set(monday0440 + posted * 20 * minute)
      await post(employer, unloading(market.marketId, brick))
      await pushed(app)
    }
    expect(await titlesOf(worker)).toHaveLength(1)
    app.clock.set(tomorrow('04:30'))
    await post(employer, unloading(market.marketId, { ...brick, startsAt: tomorrow('06:30'), endsAt: tomorrow('15:30') }))
    expect(await titlesOf(worker)).toHaveLength(2)
  })

  test('what comes within ten minutes of a message is told in one, with the best of it', async () => {
    const worker = await seenAt(app, market, { worker: { wishedPayFen: 30_000 } })
    await post(employer, unloading(market.marketId))
    await pushed(app)
    const later = await Promise.all([26_000, 32_000, 27_000].map((payFen) => post(employer, unloading(market.marketId, { payFen }))))
    expect(await titlesOf(worker)).toEqual(['有个新活适合您'])
    app.clock.advance(10 * minute)
    expect((await newsOf(app, worker))[0]).toEqual({ title: '有 3 个新活适合您', body: '最合适的是装卸搬运，320 元/天，今天 06:30 集合。别的都在“今天”里。', jobId: later[1]?.id })
  })

  test('two servers at once make one message, one place in the day, and tell of each job once', async () => {
    const worker = await seenAt(app, market, { worker: { trades: ['6-29-01-01'] } })
    await worker.call(pushEndpoints.change, { body: { mostPerDay: 1, quiet: null } })
    await pushed(app)
    await Promise.all([1, 2, 3].map(() => post(employer, unloading(market.marketId, brick))))
    // Each run of the chores is what another server would do at this moment.
    await Promise.all(Array.from({ length: 4 }, () => app.chores.runAll()))
    await pushed(app)
    app.clock.advance(hour)
    await Promise.all(Array.from({ length: 4 }, () => app.chores.runAll()))
    await pushed(app)
    expect(await titlesOf(worker)).toHaveLength(1)
    expect(await app.store.read(({ q, t }) => q.select({ told: t.pushDays.told }).from(t.pushDays).where(eq(t.pushDays.personId, worker.personId)))).toEqual([{ told: 1 }])
  })
})

describe('quiet hours', () => {
  beforeEach(() => app.clock.set(monday0440 + 14 * hour))

  test('are kept: what came in the night is told at their end, together, if it can still be had', async () => {
    const worker = await seenAt(app, market)
    await pushed(app)
    app.clock.set(Date.parse('2026-11-23T22:30:00+08:00'))
    const [kept, gone] = await Promise.all([1, 2].map(() => post(employer, unloading(market.marketId, { startsAt: tomorrow('06:30'), endsAt: tomorrow('15:30') }))))
    expect(await titlesOf(worker)).toEqual([])
    await employer.call(jobsEndpoints.close, { params: { jobId: gone?.id ?? '' } })
    app.clock.set(tomorrow('03:59'))
    expect(await titlesOf(worker)).toEqual([])
    app.clock.set(tomorrow('04:00'))
    expect(await newsOf(app, worker)).toMatchObject([{ title: '有个新活适合您', jobId: kept?.id }])
  })

  test('end with nothing to say when nothing is left', async () => {
    const worker = await seenAt(app, market)
    await pushed(app)
    app.clock.set(Date.parse('2026-11-23T22:30:00+08:00'))
    const { id } = await post(employer, unloading(market.marketId, { startsAt: tomorrow('06:30'), endsAt: tomorrow('15:30') }))
    await pushed(app)
    await employer.call(jobsEndpoints.close, { params: { jobId: id } })
    app.clock.set(tomorrow('04:00'))
    expect(await titlesOf(worker)).toEqual([])
    expect(await app.store.read(({ q, t }) => q.select({ state: t.pushMessages.state }).from(t.pushMessages).where(eq(t.pushMessages.personId, worker.personId)))).toEqual([{ state: 'dropped' }])
  })
})

describe('built again from the events', () => {
  test('nobody is told anything twice, and everybody is found where they were', async () => {
    const worker = await seenAt(app, market)
    await post(employer, unloading(market.marketId))
    expect(await titlesOf(worker)).toHaveLength(1)
    const seekers = () => app.store.read(({ q, t }) => q.select().from(t.pushSeekers).where(eq(t.pushSeekers.personId, worker.personId)))
    const before = await seekers()
    app.clock.advance(11 * minute)
    await app.feed.rebuild('push')
    expect(await titlesOf(worker)).toHaveLength(1)
    expect((await seekers()).map(({ turnAt: _turnAt, ...rest }) => rest)).toEqual(before.map(({ turnAt: _turnAt, ...rest }) => rest))
  })
})

describe('a long list of postings', () => {
  test('makes no storm: each is told once at first, then of at most twenty together; and others hear of theirs meanwhile', async () => {
    const workers = await Promise.all(Array.from({ length: 6 }, () => seenAt(app, market)))
    await pushed(app)
    const [{ id: model = '' } = {}] = await Promise.all([post(employer, unloading(market.marketId))])
    await pushed(app)
    await app.store.write(async (tx) => {
      const { q, t } = tx
      const [job] = await q.select().from(t.jobs).where(eq(t.jobs.id, model))
      if (job === undefined) throw new Error('the model is there')
      for (let made = 0; made < 300; made += 1) {
        const id = uuidv7()
        await q.insert(t.jobs).values({ ...job, id, externalId: id, sourceName: 'list' })
        await tx.append({ kind: 'job.posted', subjectId: id, marketId: market.marketId, at: app.clock.now(), data: { employerId: job.employerId, trade: job.trade, headcount: 3, startsAt: job.startsAt } })
      }
    })
    await pushed(app)
    expect(await Promise.all(workers.map(titlesOf))).toEqual(workers.map(() => ['有个新活适合您']))
    app.clock.advance(10 * minute)
    expect(await Promise.all(workers.map(titlesOf))).toEqual(workers.map(() => ['有 20 个新活适合您', '有个新活适合您']))
    const ids = workers.map(({ personId }) => personId)
    const [told] = await app.store.read(({ q, t }) => q.select({ rows: count() }).from(t.pushTold).where(inArray(t.pushTold.personId, ids)))
    expect(told?.rows).toBe(6 * 21)
    expect(await app.store.read(({ q, t }) => q.$count(t.pushPostings, lte(t.pushPostings.dueAt, app.clock.now())))).toBe(0)
  })
})

describe('one square of the map', () => {
  test('is the same for a place and what is beside it, and another one ten times as far', () => {
    expect(cellOf({ lat: 34.62, lng: 112.45 })).toBe(cellOf({ lat: 34.64, lng: 112.46 }))
    expect(cellOf({ lat: 34.62, lng: 112.45 })).not.toBe(cellOf({ lat: 35.12, lng: 112.45 }))
  })
})
