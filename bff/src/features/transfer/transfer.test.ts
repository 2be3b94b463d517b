import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { arriveEndpoints } from '@market/shared/arrive/arrive.contract'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { inboxEndpoints } from '@market/shared/inbox/inbox.contract'
import { transferEndpoints } from '@market/shared/transfer/transfer.contract'
import { travelMinutes } from '@market/shared/transfer/transfer.rules'
import { metresBetween } from '@market/shared/markets/markets.rules'
import { day, hour, minute } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { apply, arrive, hired, post, unloading } from '../../../test/support/journey'
import { byPoster, type TestMarket } from '../../../test/support/market'

const unloadingTrade = '4-02-05-01'

describe('transfer', () => {
  let app: TestApp
  let here: TestMarket
  let there: TestMarket
  let employer: TestPerson
  let worker: TestPerson

  beforeAll(async () => {
    app = await createTestApp()
  })
  beforeEach(async () => {
    app.clock.set(monday0440)
    // Each test in a valley of its own: whoever is within reach is known.
    valley += 1
    here = await marketAt(0)
    there = await marketAt(9_000)
    employer = await app.person({ employer: {} })
    worker = await app.person({ worker: { trades: [unloadingTrade] } })
  })
  afterAll(() => app.close())

  let valley = 0
  /** A market so many metres north of the middle of this test's valley. */
  const marketAt = async (metres: number, hours: { opensAt?: string; closesAt?: string } = {}): Promise<TestMarket> => {
    const market = await app.market(hours)
    const place = { lat: metres / 111_195, lng: valley * 2 }
    await app.store.write(async ({ q, t }) => {
      await q.update(t.markets).set(place).where(eq(t.markets.id, market.marketId))
    })
    return { ...market, place }
  }
  const checkIn = (person: TestPerson, { gateToken, place } = here) => person.call(checkInEndpoints.create, { body: byPoster(gateToken, place) })
  const jobAt = (market: TestMarket, changes = {}) => post(employer, unloading(market.marketId, changes))
  const options = async (person = worker, query = {}) => person.call(transferEndpoints.options, { query })
  const go = (person = worker, changes = {}) => person.call(transferEndpoints.create, { body: { toMarketId: there.marketId, ...changes } })
  const refused = (person = worker, changes = {}) => person.refused(transferEndpoints.create, { body: { toMarketId: there.marketId, ...changes } })
  const current = (person = worker) => person.call(transferEndpoints.current)
  const staffOf = ({ marketId }: TestMarket) => app.person({ staffOf: marketId })
  const expected = async (market: TestMarket) => (await staffOf(market)).call(transferEndpoints.expected, { query: {} })
  const presentAt = async ({ marketId }: TestMarket) => (await app.stranger.call(checkInEndpoints.presence, { params: { marketId } })).people
  const stateOf = async (person: TestPerson, applicationId: string) => (await person.call(applyEndpoints.get, { params: { applicationId } })).state
  const events = (kind: `transfer.${'accepted' | 'arrived' | 'lapsed' | 'cancelled' | 'offered' | 'refused'}`, { marketId } = here) =>
    app.store.read(({ q, t }) => q.select().from(t.events).where(and(eq(t.events.marketId, marketId), eq(t.events.kind, kind))).orderBy(t.events.seq))

  describe('what is offered', () => {
    it('markets within reach with places that fit: how many, the best pay, how far, how long and until when', async () => {
      await checkIn(worker)
      const first = await jobAt(there, { payFen: 24_000, headcount: 2 })
      const best = await jobAt(there, { payFen: 30_000, headcount: 3, startsAt: monday0440 + 3 * hour, endsAt: monday0440 + 11 * hour })
      const { from, options: found } = await options()
      expect(from).toMatchObject({ marketId: here.marketId })
      const metres = metresBetween({ lat: 0, lng: 0 }, { lat: 9_000 / 111_195, lng: 0 })
      expect(found).toMatchObject([{
        market: { id: there.marketId, address: '洛龙区开元大道 1 号' }, distanceMetres: metres, travelMinutes: travelMinutes(metres), places: 5, bestDayPayFen: 30_000,
        leaveBy: best.startsAt - travelMinutes(metres) * minute, jobs: [{ id: best.id, places: 3 }, { id: first.id, places: 2 }],
      }])
    })

    it('of markets alike in all else the best paid first, and no farther than two hours', async () => {
      await checkIn(worker)
      const [near, far] = [await marketAt(20_000), await marketAt(70_000)]
      await jobAt(there, { payFen: 24_000 })
      await jobAt(near, { payFen: 25_000 })
      await jobAt(far, { payFen: 90_000 })
      expect((await options()).options.map(({ market }) => market.id)).toEqual([near.marketId, there.marketId])
    })

    it('nothing of another trade, nothing that begins before one can be there, nothing in promised hours, nothing at a market that is closed then', async () => {
      await checkIn(worker)
      await jobAt(there, { trade: '6-29-01-01' })
      await jobAt(there, { startsAt: monday0440 + 35 * minute, endsAt: monday0440 + 9 * hour })
      const shut = await marketAt(8_000, { opensAt: '09:00', closesAt: '18:00' })
      await jobAt(shut)
      const elsewhere = await jobAt(await marketAt(1_000, { opensAt: '12:00' }))
      await jobAt(there, { headcount: 1 })
      expect((await options()).options).toMatchObject([{ market: { id: there.marketId }, places: 1 }])
      await apply(worker, elsewhere.id)
      expect((await options()).options).toEqual([])
    })

    it('nothing to whoever is not at a market', async () => {
      await jobAt(there)
      expect(await options()).toEqual({ from: null, options: [] })
      await checkIn(worker)
      await worker.call(checkInEndpoints.leave)
      expect(await options()).toEqual({ from: null, options: [] })
      expect(await refused()).toMatchObject({ status: 409, code: 'not_present' })
    })

    it('at the end of a job from its place, also for work of the same evening', async () => {
      const job = await jobAt(here, { startsAt: monday0440 + hour, endsAt: monday0440 + 5 * hour, breakMinutes: 0 })
      const application = await hired(worker, employer, job.id)
      await jobAt(there, { startsAt: monday0440 + 8 * hour, endsAt: monday0440 + 12 * hour, breakMinutes: 0 })
      app.clock.set(job.startsAt)
      const staff = await staffOf(here)
      await arrive(worker, staff, application.id, app.clock.now())
      expect(await options(worker, { applicationId: application.id })).toEqual({ from: null, options: [] })
      app.clock.set(monday0440 + 5 * hour)
      await worker.call(arriveEndpoints.finish, { params: { applicationId: application.id } })
      expect(await options(worker, { applicationId: application.id })).toMatchObject({ from: { marketId: here.marketId }, options: [] })
      // The job lay in Luoyang; the valley is elsewhere.
      await app.store.write(async ({ q, t }) => {
        await q.update(t.jobs).set({ lat: 0, lng: valley * 2 }).where(eq(t.jobs.id, job.id))
      })
      expect((await options(worker, { applicationId: application.id })).options).toMatchObject([{ market: { id: there.marketId }, places: 3 }])
      expect(await options(await app.person({ worker: {} }), { applicationId: application.id })).toEqual({ from: null, options: [] })
      expect(await go(worker, { applicationId: application.id })).toMatchObject({ state: 'moving', from: { id: here.marketId } })
    })
  })

  describe('going', () => {
    it('one tap leaves here, gives back what is not signed for today, and is expected there', async () => {
      await checkIn(worker)
      await jobAt(there)
      const given = await apply(worker, (await jobAt(here)).id)
      const kept = await apply(worker, (await jobAt(here, { startsAt: monday0440 + day, endsAt: monday0440 + day + 8 * hour })).id)
      const transfer = await go()
      expect(transfer).toMatchObject({ state: 'moving', from: { id: here.marketId }, to: { id: there.marketId }, applicationId: null, bus: null })
      expect(transfer.until).toBe(monday0440 + 110 * minute)
      expect([await stateOf(worker, given.id), await stateOf(worker, kept.id)]).toEqual(['withdrawn', 'applied'])
      expect(await presentAt(here)).toBe(0)
      expect(await expected(there)).toMatchObject({ total: 1, people: [{ nameMasked: '王*国', trades: [unloadingTrade], until: transfer.until }] })
      expect(await events('transfer.accepted')).toMatchObject([{ data: { workerId: worker.personId, toMarketId: there.marketId } }])
      expect((await current()).moving).toEqual(transfer)
    })

    it('what is long over stays as it is, and nobody is told of it', async () => {
      const old = await apply(worker, (await jobAt(here)).id)
      app.clock.set(monday0440 + 2 * day)
      await checkIn(worker)
      await jobAt(there, { startsAt: app.clock.now() + 2 * hour, endsAt: app.clock.now() + 10 * hour })
      await go()
      expect(await stateOf(worker, old.id)).toBe('applied')
      await app.feed.caughtUp()
      expect((await employer.call(inboxEndpoints.list)).messages.map(({ title }) => title)).toEqual(['有人报名了'])
    })

    it('with a job the place there is taken in the same write, also in the hours of what is given back', async () => {
      await checkIn(worker)
      const given = await apply(worker, (await jobAt(here)).id)
      const job = await jobAt(there)
      const transfer = await go(worker, { jobId: job.id })
      expect(transfer).toMatchObject({ job: { id: job.id }, until: job.startsAt })
      expect(await stateOf(worker, transfer.applicationId ?? '')).toBe('applied')
      expect(await stateOf(worker, given.id)).toBe('withdrawn')
      expect((await expected(there)).people).toMatchObject([{ jobTitle: job.title }])
    })

    it('whoever cannot have the place has left nothing', async () => {
      await checkIn(worker)
      const given = await apply(worker, (await jobAt(here)).id)
      const job = await jobAt(there, { headcount: 1 })
      await jobAt(there)
      await apply(await app.person({ worker: {} }), job.id)
      expect(await refused(worker, { jobId: job.id })).toMatchObject({ status: 409, code: 'job_full' })
      expect(await stateOf(worker, given.id)).toBe('applied')
      expect([await presentAt(here), (await current()).moving]).toEqual([1, null])
    })

    it('signed work of today holds everybody; signed work of tomorrow does not', async () => {
      await checkIn(worker)
      await jobAt(there)
      const tomorrow = await jobAt(here, { startsAt: monday0440 + day, endsAt: monday0440 + day + 8 * hour })
      await hired(worker, employer, tomorrow.id)
      const today = await jobAt(here)
      const { id } = await hired(worker, employer, today.id)
      await app.feed.caughtUp()
      await checkIn(worker)
      expect(await refused()).toMatchObject({ status: 409, code: 'signed_here' })
      await worker.call(applyEndpoints.cancel, { params: { applicationId: id }, body: { reason: '家里有事' } })
      expect(await go()).toMatchObject({ state: 'moving' })
    })

    it('nobody goes where there is nothing for them', async () => {
      await checkIn(worker)
      expect(await refused()).toMatchObject({ status: 409, code: 'no_places_there' })
      await jobAt(here)
      expect(await refused(worker, { toMarketId: here.marketId })).toMatchObject({ code: 'no_places_there' })
      const job = await jobAt(here)
      await jobAt(there)
      expect(await refused(worker, { jobId: job.id })).toMatchObject({ status: 404, code: 'not_found' })
    })

    it('nobody is on the way twice, however often they tap', async () => {
      await checkIn(worker)
      await jobAt(there)
      const answers = await Promise.all(Array.from({ length: 10 }, () => worker.raw(transferEndpoints.create, { body: { toMarketId: there.marketId } })))
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
      expect(await events('transfer.accepted')).toHaveLength(1)
      await checkIn(worker)
      expect(await refused()).toMatchObject({ code: 'already_moving' })
    })
  })

  describe('how it ends', () => {
    beforeEach(async () => {
      await checkIn(worker)
      await jobAt(there)
    })

    it('checking in there closes it', async () => {
      await go()
      app.clock.advance(40 * minute)
      await checkIn(worker, there)
      await app.feed.caughtUp()
      expect((await current()).moving).toBeNull()
      expect((await expected(there)).total).toBe(0)
      expect(await events('transfer.arrived')).toMatchObject([{ data: { workerId: worker.personId, toMarketId: there.marketId } }])
    })

    it('checking in elsewhere does not, and old check-ins that are handled again end no later way', async () => {
      await checkIn(worker, there)
      app.clock.advance(minute)
      await checkIn(worker)
      await app.feed.caughtUp()
      app.clock.advance(minute)
      await go()
      await app.feed.rebuild('transfer-arrived')
      expect((await current()).moving).not.toBeNull()
    })

    it('whoever does not come in time is not expected any more, and told so', async () => {
      const { until } = await go()
      app.clock.set(until)
      await app.chores.runAll()
      await app.chores.runAll()
      expect(await expected(there)).toMatchObject({ total: 0, people: [] })
      expect(await events('transfer.lapsed')).toMatchObject([{ data: { was: 'moving' } }])
      await app.feed.caughtUp()
      expect((await worker.call(inboxEndpoints.list)).messages.map(({ title }) => title)).toContain('转场没有到，先给您取消了')
    })

    it('whoever does not go after all gives the place back, and may scan here again', async () => {
      const job = await jobAt(there, { headcount: 1 })
      const { id, applicationId } = await go(worker, { jobId: job.id })
      expect(await worker.call(transferEndpoints.cancel, { params: { transferId: id } })).toMatchObject({ state: 'cancelled' })
      expect(await stateOf(worker, applicationId ?? '')).toBe('withdrawn')
      expect(await worker.refused(transferEndpoints.cancel, { params: { transferId: id } })).toMatchObject({ code: 'step_not_allowed' })
      expect(await checkIn(worker)).toMatchObject({ number: 1, leftAt: null, waitingSince: monday0440 })
      expect(await apply(await app.person({ worker: {} }), job.id)).toMatchObject({ state: 'applied' })
    })
  })

  describe('a bus', () => {
    let staff: TestPerson
    beforeEach(async () => {
      staff = await staffOf(here)
    })
    const crowd = async (size: number) => {
      const people: TestPerson[] = []
      for (let made = 0; made < size; made += 1) {
        const person = await app.person({ worker: { trades: [unloadingTrade] } })
        await checkIn(person)
        people.push(person)
      }
      return people
    }
    const bus = (changes = {}) => ({ toMarketId: there.marketId, numbers: [1, 2, 3, 4], seats: 2, leavesAt: monday0440 + hour, meetAt: '东门外', ...changes })
    const makeBus = (changes = {}) => staff.call(transferEndpoints.makeGroup, { body: bus(changes) })
    const offerOf = async (person: TestPerson) => (await current(person)).offers[0]?.id ?? ''
    const answer = async (person: TestPerson, yes: boolean) => person.raw(transferEndpoints.answer, { params: { transferId: await offerOf(person) }, body: { go: yes } })

    it('asks people and moves nobody; each answers for themselves, and both markets see who comes', async () => {
      const [yes, no, silent] = await crowd(3)
      if (!yes || !no || !silent) throw new Error('a crowd of three')
      const group = await makeBus({ numbers: [1, 2, 3] })
      expect(group).toMatchObject({ seats: 2, taken: 0, riders: [{ number: 1, state: 'offered' }, { number: 2, state: 'offered' }, { number: 3, state: 'offered' }] })
      expect(await presentAt(here)).toBe(3)
      await app.feed.caughtUp()
      expect((await yes.call(inboxEndpoints.list)).messages.map(({ title }) => title)).toContain('有车送您去别的市场找活')
      expect((await answer(yes, true)).status).toBe(200)
      expect((await answer(no, false)).status).toBe(200)
      expect(await presentAt(here)).toBe(2)
      const { groups } = await staff.call(transferEndpoints.groups, { query: {} })
      expect(groups).toMatchObject([{ id: group.id, taken: 1, riders: [{ state: 'moving' }, { state: 'refused' }, { state: 'offered' }] }])
      expect(await expected(there)).toMatchObject({ total: 1, people: [{ groupId: group.id }], buses: [{ id: group.id, taken: 1, meetAt: '东门外' }] })

      app.clock.set(monday0440 + hour)
      await app.chores.runAll()
      expect(await events('transfer.lapsed')).toMatchObject([{ data: { workerId: silent.personId, was: 'offered' } }])
      expect((await expected(there)).total).toBe(1)
    })

    it('never holds more than its seats, however many say yes at once', async () => {
      const people = await crowd(6)
      await makeBus({ numbers: [1, 2, 3, 4, 5, 6], seats: 2 })
      const answers = await Promise.all(people.map((person) => answer(person, true)))
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(2)
      expect(answers.filter(({ body }) => (body as { code?: string }).code === 'bus_full')).toHaveLength(4)
      expect(await presentAt(here)).toBe(4)
      const goer = people[answers.findIndex(({ status }) => status === 200)]
      const moving = goer === undefined ? null : (await current(goer)).moving
      await goer?.call(transferEndpoints.cancel, { params: { transferId: moving?.id ?? '' } })
      const next = people[answers.findIndex(({ status }) => status !== 200)]
      expect(next === undefined ? null : (await answer(next, true)).status).toBe(200)
    })

    it('that goes to a job takes the place there for whoever says yes', async () => {
      const [rider] = await crowd(1)
      const job = await jobAt(there)
      const group = await makeBus({ numbers: [1], jobId: job.id })
      expect(group.job).toMatchObject({ id: job.id, title: job.title, places: 3, standing: 'free' })
      if (!rider) throw new Error('a crowd of one')
      await answer(rider, true)
      const { moving } = await current(rider)
      expect(moving).toMatchObject({ job: { id: job.id }, bus: { groupId: group.id, seatsLeft: 1 } })
      expect(await stateOf(rider, moving?.applicationId ?? '')).toBe('applied')
    })

    it('that is cancelled frees everybody and tells them', async () => {
      const [yes, silent] = await crowd(2)
      const { id } = await makeBus({ numbers: [1, 2] })
      if (!yes || !silent) throw new Error('a crowd of two')
      await answer(yes, true)
      await staff.call(transferEndpoints.cancelGroup, { params: { groupId: id } })
      for (const person of [yes, silent]) expect(await current(person)).toEqual({ moving: null, offers: [] })
      expect(await staff.refused(transferEndpoints.cancelGroup, { params: { groupId: id } })).toMatchObject({ code: 'step_not_allowed' })
      await app.feed.caughtUp()
      expect((await yes.call(inboxEndpoints.list)).messages.map(({ title }) => title)).toContain('转场的车取消了')
    })

    it('is refused with everything that is wrong about it at once', async () => {
      await crowd(1)
      const refusal = await staff.refused(transferEndpoints.makeGroup, { body: bus({ toMarketId: here.marketId, numbers: [1, 7, 9], leavesAt: monday0440 - 1, meetAt: ' ' }) })
      expect(refusal).toMatchObject({ status: 400, code: 'invalid_fields' })
      expect(refusal.fields).toEqual([
        { field: 'leavesAt', message: '发车时间已经过了' },
        { field: 'meetAt', message: '请写在哪儿上车' },
        { field: 'toMarketId', message: '要去的就是这个市场，请选另一个' },
        { field: 'numbers', message: '这些号现在不在场：7、9' },
      ])
    })

    it("of another market's people is none of theirs", async () => {
      await crowd(1)
      const stranger = await staffOf(there)
      expect(await stranger.refused(transferEndpoints.makeGroup, { body: bus({ marketId: here.marketId, numbers: [1] }) })).toMatchObject({ status: 404, code: 'not_found' })
      const { id } = await makeBus({ numbers: [1] })
      expect(await stranger.refused(transferEndpoints.cancelGroup, { params: { groupId: id } })).toMatchObject({ status: 404, code: 'not_found' })
    })
  })

  it('the board shows where people are missing and where too many are, and names nobody', async () => {
    for (let made = 0; made < 3; made += 1) await checkIn(await app.person({ name: '乔大山', worker: { trades: [unloadingTrade] } }))
    await jobAt(there, { headcount: 5 })
    const taken = await app.person({ worker: { trades: [unloadingTrade] } })
    await checkIn(taken)
    await apply(taken, (await jobAt(here, { headcount: 1 })).id)
    const staff = await staffOf(here)
    const board = await staff.call(transferEndpoints.board, { query: {} })
    expect(board.trades).toEqual([{ trade: unloadingTrade, places: 0, people: 3 }])
    expect(board.others).toMatchObject([{ market: { id: there.marketId }, outwards: [{ trade: unloadingTrade, people: 3 }], inwards: [] }])
    expect((await (await staffOf(there)).call(transferEndpoints.board, { query: {} })).others).toMatchObject([{ market: { id: here.marketId }, outwards: [], inwards: [{ people: 3 }] }])
    expect(JSON.stringify(board)).not.toMatch(/乔|personId/)
  })
})
