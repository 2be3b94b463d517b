import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkInEndpoints, type CheckIn } from '@market/shared/check-in/check-in.contract'
import { inboxEndpoints } from '@market/shared/inbox/inbox.contract'
import { scanEndpoints } from '@market/shared/scan/scan.contract'
import { day, hour, minute } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { hired, post, unloading } from '../../../test/support/journey'
import { byPoster, type TestMarket } from '../../../test/support/market'

describe('presence', () => {
  let app: TestApp
  let market: TestMarket

  beforeAll(async () => {
    app = await createTestApp()
  })
  beforeEach(async () => {
    app.clock.set(monday0440)
    market = await app.market()
  })
  afterAll(() => app.close())

  const checkIn = (person: TestPerson, { gateToken } = market): Promise<CheckIn> => person.call(checkInEndpoints.create, { body: byPoster(gateToken) })
  const leave = (person: TestPerson): Promise<CheckIn> => person.call(checkInEndpoints.leave)
  const current = async (person: TestPerson): Promise<CheckIn | null> => (await person.call(checkInEndpoints.current)).checkIn
  const numbers = ({ marketId } = market) => app.stranger.call(checkInEndpoints.presence, { params: { marketId } })
  const staffOf = ({ marketId } = market) => app.person({ staffOf: marketId })
  const people = async (staff: TestPerson, query = {}) => staff.call(checkInEndpoints.people, { query })
  const at = (time: string) => app.clock.set(Date.parse(`${time}:00+08:00`))
  const events = (kind: 'check_in.left' | 'check_in.returned' | 'check_in.assured', { marketId } = market) =>
    app.store.read(({ q, t }) => q.select().from(t.events).where(and(eq(t.events.marketId, marketId), eq(t.events.kind, kind))).orderBy(t.events.seq))

  describe('leaving', () => {
    it('whoever taps that they leave has left, and who comes elsewhere has too, also when the server’s clock was set back since they came', async () => {
      const worker = await app.person({ worker: {} })
      await checkIn(worker)
      app.clock.advance(-hour)
      expect((await leave(worker)).leftReason).toBe('scan')
      expect((await numbers()).people).toBe(0)
      app.clock.advance(hour)
      await checkIn(worker)
      app.clock.advance(-10 * minute)
      await checkIn(worker, await app.market())
      expect((await numbers()).people).toBe(0)
    })

    it('whoever leaves is not counted any more, and a second tap is no second fact', async () => {
      const worker = await app.person({ worker: {} })
      await checkIn(worker)
      expect((await numbers()).people).toBe(1)
      app.clock.advance(10 * minute)
      expect(await leave(worker)).toMatchObject({ number: 1, leftAt: monday0440 + 10 * minute, leftReason: 'scan' })
      app.clock.advance(minute)
      expect(await leave(worker)).toMatchObject({ leftAt: monday0440 + 10 * minute })
      expect(await numbers()).toMatchObject({ people: 0, trades: [] })
      expect(await events('check_in.left')).toHaveLength(1)
    })

    it('whoever has not come today cannot leave', async () => {
      const worker = await app.person({ worker: {} })
      expect(await worker.refused(checkInEndpoints.leave)).toMatchObject({ status: 409, code: 'not_present' })
    })

    it('scanning the gate again says that one is there and offers to leave; after leaving it welcomes back', async () => {
      const worker = await app.person({ worker: {} })
      await checkIn(worker)
      const scan = () => worker.call(scanEndpoints.scan, { body: { code: market.gateToken } })
      expect(await scan()).toMatchObject({ next: 'already_checked_in', say: '您已签到，第 1 位。要走的话点“离场”。' })
      await leave(worker)
      expect(await scan()).toMatchObject({ next: 'check_in', say: '欢迎回来，签到后还是第 1 位。' })
    })

    it('twenty taps at once are one leaving', async () => {
      const worker = await app.person({ worker: {} })
      await checkIn(worker)
      await Promise.all(Array.from({ length: 20 }, () => leave(worker)))
      expect(await events('check_in.left')).toHaveLength(1)
    })

    it('nobody is at two markets: who scans a gate elsewhere has left here', async () => {
      const other = await app.market()
      const worker = await app.person({ worker: {} })
      await checkIn(worker)
      app.clock.advance(hour)
      await checkIn(worker, other)
      expect([(await numbers()).people, (await numbers(other)).people]).toEqual([0, 1])
      expect(await events('check_in.left')).toMatchObject([{ data: { personId: worker.personId, reason: 'transfer' } }])
    })

    it('two gates of two markets scanned at once leave somebody at one of them', async () => {
      const other = await app.market()
      const workers = await Promise.all(Array.from({ length: 8 }, () => app.person({ worker: {} })))
      await Promise.all(workers.flatMap((worker) => [checkIn(worker), checkIn(worker, other)]))
      expect((await numbers()).people + (await numbers(other)).people).toBe(8)
    })
  })

  describe('coming back', () => {
    it('within an hour one keeps number and turn', async () => {
      const worker = await app.person({ worker: {} })
      const first = await checkIn(worker)
      app.clock.advance(20 * minute)
      await leave(worker)
      app.clock.advance(hour)
      expect(await checkIn(worker)).toEqual({ ...first, waitingSince: monday0440, leftAt: null, leftReason: null })
      expect(await events('check_in.returned')).toMatchObject([{ data: { personId: worker.personId, number: 1, waitingSince: monday0440 } }])
    })

    it('after longer one keeps the number, and waits anew behind those who stayed', async () => {
      const [gone, stayed] = [await app.person({ worker: {} }), await app.person({ worker: {} })]
      await checkIn(gone)
      app.clock.advance(minute)
      await checkIn(stayed)
      await leave(gone)
      app.clock.advance(hour + minute)
      expect(await checkIn(gone)).toMatchObject({ number: 1, at: monday0440, waitingSince: app.clock.now() })
      expect((await people(await staffOf())).people.map(({ number }) => number)).toEqual([2, 1])
    })

    it('thirty scans at once bring somebody back once', async () => {
      const worker = await app.person({ worker: {} })
      await checkIn(worker)
      await leave(worker)
      await Promise.all(Array.from({ length: 30 }, () => checkIn(worker)))
      expect(await events('check_in.returned')).toHaveLength(1)
    })
  })

  describe('taking a job', () => {
    const jobAt = async (startsAt: number) => {
      const employer = await app.person({ employer: {} })
      return { employer, job: await post(employer, unloading(market.marketId, { startsAt, endsAt: startsAt + 9 * hour })) }
    }

    it('whoever has signed for today has left; whoever signed for tomorrow still waits', async () => {
      const [today, tomorrow] = [await app.person({ worker: {} }), await app.person({ worker: {} })]
      for (const worker of [today, tomorrow]) await checkIn(worker)
      const now = await jobAt(monday0440 + 2 * hour)
      await hired(today, now.employer, now.job.id)
      const later = await jobAt(monday0440 + day)
      await hired(tomorrow, later.employer, later.job.id)
      await app.feed.caughtUp()
      expect(await current(today)).toMatchObject({ leftReason: 'hired' })
      expect(await current(tomorrow)).toMatchObject({ leftAt: null })
      expect((await numbers()).people).toBe(1)
    })

    it('whoever scans again after signing is present again, also when all events are handled once more', async () => {
      const worker = await app.person({ worker: {} })
      await checkIn(worker)
      const { employer, job } = await jobAt(monday0440 + 8 * hour)
      await hired(worker, employer, job.id)
      await app.feed.caughtUp()
      app.clock.advance(2 * hour)
      await checkIn(worker)
      await app.feed.rebuild('presence-hired')
      expect(await current(worker)).toMatchObject({ leftAt: null })
      expect(await events('check_in.left')).toHaveLength(1)
    })
  })

  describe('closing time', () => {
    it('everybody has left when the market closes, each market at its own time', async () => {
      const night = await app.market({ opensAt: '20:00', closesAt: '06:00' })
      const [here, there] = [await app.person({ worker: {} }), await app.person({ worker: {} })]
      at('2026-11-23T19:00')
      await checkIn(here)
      at('2026-11-23T20:30')
      await checkIn(there, night)
      await app.chores.runAll()
      expect(await current(here)).toMatchObject({ leftReason: 'closed', leftAt: Date.parse('2026-11-23T20:00:00+08:00') })
      expect((await numbers(night)).people).toBe(1)

      at('2026-11-24T00:30')
      expect((await numbers(night)).people).toBe(1)
      expect(await checkIn(there, night)).toMatchObject({ day: '2026-11-23', leftAt: null })
      at('2026-11-24T06:00')
      await app.chores.runAll()
      expect((await numbers(night)).people).toBe(0)
    })

    it('after two nights without a server everybody left when their market closed, and not now', async () => {
      const workers = await Promise.all(Array.from({ length: 3 }, () => app.person({ worker: {} })))
      for (const worker of workers) await checkIn(worker)
      at('2026-11-25T09:00')
      expect((await numbers()).people).toBe(0)
      await app.chores.runAll()
      const left = await events('check_in.left')
      expect(left.map(({ at: when, data }) => [when, data])).toEqual(
        expect.arrayContaining(workers.map(({ personId }) => [Date.parse('2026-11-23T20:00:00+08:00'), { personId, reason: 'closed' }])),
      )
      await app.chores.runAll()
      expect(await events('check_in.left')).toHaveLength(3)
    })

    it('a scan in the morning before the chore has run is a new day and not the old one', async () => {
      const worker = await app.person({ worker: {} })
      await checkIn(worker)
      at('2026-11-24T04:00')
      expect(await checkIn(worker)).toMatchObject({ day: '2026-11-24', number: 1 })
      expect(await events('check_in.left')).toMatchObject([{ at: Date.parse('2026-11-23T20:00:00+08:00'), data: { reason: 'closed' } }])
    })
  })

  describe('numbers for everybody', () => {
    it('are by trade, the largest first, with skill by fives, and name nobody', async () => {
      const bricks = '6-29-01-01'
      for (let made = 0; made < 6; made += 1) await checkIn(await app.person({ name: '乔大山', worker: { trades: made < 2 ? ['4-02-05-01', bricks] : ['4-02-05-01'] } }))
      const { text, body } = await app.stranger.raw(checkInEndpoints.presence, { params: { marketId: market.marketId } })
      expect(body).toMatchObject({
        people: 6,
        trades: [{ trade: '4-02-05-01', people: 6, levels: [{ atLeast: 5 }] }, { trade: bricks, people: 2, levels: [] }],
      })
      expect(text).not.toMatch(/乔|personId/)
    })

    it('cost nothing to ask for again while nobody comes or goes', async () => {
      await checkIn(await app.person({ worker: {} }))
      const url = `/api/markets/${market.marketId}/presence`
      const first = await app.app.inject({ url })
      const again = () => app.app.inject({ url, headers: { 'if-none-match': String(first.headers.etag) } })
      app.clock.advance(10_000)
      expect(await again()).toMatchObject({ statusCode: 304, body: '' })
      await checkIn(await app.person({ worker: {} }))
      expect((await again()).statusCode).toBe(200)
    })

    it('of a market that is not there are not found', async () => {
      expect(await app.stranger.refused(checkInEndpoints.presence, { params: { marketId: 'market-of-nobody' } })).toMatchObject({ status: 404, code: 'not_found' })
    })
  })

  describe('what staff see', () => {
    it('everybody there with masked name, number, trades and what they are about to take', async () => {
      const worker = await app.person({ name: '赵铁柱', worker: { trades: ['4-02-05-01'] } })
      await checkIn(worker)
      const employer = await app.person({ employer: {} })
      const job = await post(employer, unloading(market.marketId))
      const { text } = await (await staffOf()).raw(checkInEndpoints.people, { query: {} })
      expect(text).not.toMatch(/赵铁柱/)
      await worker.raw({ ...checkInEndpoints.create, path: `/api/jobs/${job.id}/applications`, method: 'POST' }, {})
      const { people: [shown] } = await people(await staffOf())
      expect(shown).toMatchObject({ nameMasked: '赵*柱', number: 1, trades: ['4-02-05-01'], verified: true, crewName: null, work: { title: job.title } })
    })

    it('a page at a time, by number or by trade', async () => {
      const staff = await staffOf()
      for (let made = 0; made < 43; made += 1) {
        app.clock.advance(1000)
        await checkIn(await app.person({ worker: { trades: made === 41 ? ['6-29-01-01'] : ['4-02-05-01'] } }))
      }
      const first = await people(staff)
      expect(first).toMatchObject({ total: 43 })
      expect(first.people.map(({ number }) => number)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
      const second = await people(staff, { after: first.next })
      expect([second.people.map(({ number }) => number), second.next]).toEqual([[41, 42, 43], null])
      expect((await people(staff, { number: 42 })).people.map(({ number }) => number)).toEqual([42])
      expect((await people(staff, { trade: '6-29-01-01' })).people.map(({ number }) => number)).toEqual([42])
      expect(await staff.refused(checkInEndpoints.people, { query: { after: 'x' } })).toMatchObject({ code: 'invalid_fields' })
    })

    it('staff note who has gone; the person is told and may come back', async () => {
      const [worker, staff] = [await app.person({ worker: {} }), await staffOf()]
      await checkIn(worker)
      const body = { personId: worker.personId }
      expect(await staff.call(checkInEndpoints.noteLeft, { body })).toMatchObject({ number: 1, nameMasked: '王*国' })
      await app.feed.caughtUp()
      expect((await worker.call(inboxEndpoints.list)).messages).toMatchObject([{ title: '记您离开了市场' }])
      expect(await staff.refused(checkInEndpoints.noteLeft, { body })).toMatchObject({ status: 409, code: 'person_not_present' })
      expect(await checkIn(worker)).toMatchObject({ number: 1, leftAt: null })
    })

    it('where two have the same number, of yesterday and of today, the one that staff tapped is meant', async () => {
      const night = await app.market({ opensAt: '20:00', closesAt: '06:00' })
      const [yesterday, today, staff] = [await app.person({ worker: {} }), await app.person({ worker: {} }), await staffOf(night)]
      at('2026-11-23T23:30')
      await checkIn(yesterday, night)
      at('2026-11-24T00:30')
      await checkIn(today, night)
      expect((await people(staff, { number: 1 })).people.map(({ personId }) => personId)).toEqual([yesterday.personId, today.personId])
      await staff.call(checkInEndpoints.noteSeen, { body: { personId: today.personId } })
      expect((await people(staff)).people).toMatchObject([{ personId: yesterday.personId, assurance: 'low' }, { personId: today.personId, assurance: 'high' }])
      await staff.call(checkInEndpoints.noteLeft, { body: { personId: today.personId } })
      expect((await people(staff)).people.map(({ personId }) => personId)).toEqual([yesterday.personId])
    })

    it('whom staff see counts as surely there, once; nobody sees themselves, and nobody who is not there', async () => {
      const worker = await app.person({ worker: {} })
      const staff = await app.person({ staffOf: market.marketId, worker: {} })
      await checkIn(worker)
      await checkIn(staff)
      expect((await people(staff)).people).toMatchObject([{ number: 1, assurance: 'low' }, { number: 2, assurance: 'low' }])
      for (let tap = 0; tap < 2; tap += 1) expect(await staff.call(checkInEndpoints.noteSeen, { body: { personId: worker.personId } })).toEqual({ number: 1, nameMasked: '王*国', assurance: 'high' })
      expect((await people(staff)).people).toMatchObject([{ number: 1, assurance: 'high' }, { number: 2, assurance: 'low' }])
      expect(await current(worker)).toMatchObject({ assurance: 'high' })
      expect(await events('check_in.assured')).toMatchObject([{ data: { personId: worker.personId, by: 'sight' } }])
      const seen = await app.store.read(({ q, t }) => q.select({ purpose: t.auditEntries.purpose }).from(t.auditEntries).where(eq(t.auditEntries.aboutPersonId, worker.personId)))
      expect(seen).toEqual([{ purpose: 'seen_here' }])
      expect(await staff.refused(checkInEndpoints.noteSeen, { body: { personId: staff.personId } })).toMatchObject({ status: 403, code: 'own_case' })
      expect(await staff.refused(checkInEndpoints.noteSeen, { body: { personId: (await app.person({ worker: {} })).personId } })).toMatchObject({ status: 409, code: 'person_not_present' })
      expect(await (await staffOf(await app.market())).refused(checkInEndpoints.noteSeen, { body: { marketId: market.marketId, personId: worker.personId } })).toMatchObject({ status: 404 })
      expect((await people(staff)).people).toMatchObject([{ assurance: 'high' }, { assurance: 'low' }])
    })

    it('who is at another market is not there for them', async () => {
      const other = await app.market()
      const worker = await app.person({ worker: {} })
      await checkIn(worker)
      const staff = await staffOf(other)
      expect(await staff.refused(checkInEndpoints.noteLeft, { body: { marketId: market.marketId, personId: worker.personId } })).toMatchObject({ status: 404, code: 'not_found' })
      expect((await numbers()).people).toBe(1)
    })
  })
})
