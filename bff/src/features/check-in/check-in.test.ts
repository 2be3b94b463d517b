import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkInEndpoints, type CheckIn } from '@market/shared/check-in/check-in.contract'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { testKeys } from '../../../test/support/config'
import { byPoster, type TestMarket } from '../../../test/support/market'
import { makePrintedToken } from '../scan/codes'

describe('check-in', () => {
  let app: TestApp
  let market: TestMarket

  const checkIn = (person: TestPerson, code = market.gateToken): Promise<CheckIn> => person.call(checkInEndpoints.create, { body: byPoster(code) })
  const at = (time: string) => app.clock.set(Date.parse(`${time}:00+08:00`))
  const eventsOf = (marketId: string) =>
    app.store.read(({ q, t }) => q.select().from(t.events).where(and(eq(t.events.marketId, marketId), eq(t.events.kind, 'check_in.recorded'))).orderBy(t.events.seq))

  beforeAll(async () => {
    app = await createTestApp()
  })
  afterAll(() => app.close())

  it('people are numbered in the order in which they come, each market for itself', async () => {
    market = await app.market()
    const other = await app.market()
    const [first, second] = [await app.person({ worker: {} }), await app.person({ worker: {} })]
    expect(await checkIn(first)).toMatchObject({ number: 1, gateName: '东门', day: '2026-11-23', assurance: 'low', at: monday0440 })
    expect((await checkIn(second)).number).toBe(2)
    expect((await checkIn(second, other.gateToken)).number).toBe(1)
  })

  it('a second scan on the same day gives the same number and is no new fact', async () => {
    market = await app.market()
    const worker = await app.person({ worker: {} })
    const first = await checkIn(worker)
    expect(await checkIn(worker)).toEqual(first)
    expect(await eventsOf(market.marketId)).toHaveLength(1)
    expect((await checkIn(await app.person({ worker: {} }))).number).toBe(2)
  })

  it('the next day begins at 1 again', async () => {
    market = await app.market()
    const worker = await app.person({ worker: {} })
    at('2026-11-23T19:59')
    await checkIn(await app.person({ worker: {} }))
    await checkIn(worker)
    at('2026-11-24T04:00')
    expect(await checkIn(worker)).toMatchObject({ number: 1, day: '2026-11-24' })
    app.clock.set(monday0440)
  })

  it('thirty people at once, each scanning twice, get the numbers 1 to 30', async () => {
    market = await app.market()
    const people = await Promise.all(Array.from({ length: 30 }, () => app.person({ worker: {} })))
    const all = await Promise.all(people.flatMap((person) => [checkIn(person), checkIn(person)]))
    const numbers = new Set(all.map(({ number }) => number))
    expect([...numbers].sort((one, other) => one - other)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1))
    expect(await eventsOf(market.marketId)).toHaveLength(30)
    for (let index = 0; index < all.length; index += 2) expect(all[index]?.id).toBe(all[index + 1]?.id)
  })

  it('before opening and from closing on nobody checks in, but a number already given is shown', async () => {
    market = await app.market({ opensAt: '04:00', closesAt: '20:00' })
    const early = await app.person({ worker: {} })
    const refusal = { status: 409, code: 'market_closed' }
    at('2026-11-23T03:59')
    expect(await early.refused(checkInEndpoints.create, { body: byPoster(market.gateToken) })).toMatchObject(refusal)
    at('2026-11-23T04:00')
    const { number } = await checkIn(early)
    at('2026-11-23T20:00')
    const late = await app.person({ worker: {} })
    expect(await late.refused(checkInEndpoints.create, { body: byPoster(market.gateToken) })).toMatchObject(refusal)
    expect((await checkIn(early)).number).toBe(number)
    expect(await eventsOf(market.marketId)).toHaveLength(1)
    app.clock.set(monday0440)
  })

  it('a night market is open past midnight', async () => {
    market = await app.market({ opensAt: '20:00', closesAt: '06:00' })
    const worker = await app.person({ worker: {} })
    at('2026-11-23T05:59')
    expect(await checkIn(worker)).toMatchObject({ day: '2026-11-23' })
    at('2026-11-23T12:00')
    const noon = await app.person({ worker: {} })
    expect(await noon.refused(checkInEndpoints.create, { body: byPoster(market.gateToken) })).toMatchObject({ code: 'market_closed' })
    at('2026-11-23T23:30')
    expect((await checkIn(noon)).number).toBe(2)
    app.clock.set(monday0440)
  })

  it('only a gate of ours is checked in at, and not one whose code was revoked', async () => {
    market = await app.market()
    const worker = await app.person({ worker: {} })
    for (const code of ['https://example.org', makePrintedToken('gate', testKeys.code), makePrintedToken('job', testKeys.code), '🎉']) {
      expect(await worker.refused(checkInEndpoints.create, { body: { code } })).toMatchObject({ status: 404, code: 'code_unknown' })
    }
    await app.store.write(async ({ q, t }) => {
      await q.update(t.codes).set({ revokedAt: monday0440 }).where(eq(t.codes.token, market.gateToken))
    })
    expect(await worker.refused(checkInEndpoints.create, { body: byPoster(market.gateToken) })).toMatchObject({ code: 'code_revoked' })
    expect(await eventsOf(market.marketId)).toEqual([])
  })

  it('only a registered worker checks in', async () => {
    market = await app.market()
    const newcomer = await app.person()
    expect(await newcomer.refused(checkInEndpoints.create, { body: byPoster(market.gateToken) })).toMatchObject({ status: 403, code: 'not_registered' })
  })

  it('the current check-in is the latest of today, in whatever market', async () => {
    market = await app.market()
    const other = await app.market()
    const worker = await app.person({ worker: {} })
    expect(await worker.call(checkInEndpoints.current)).toEqual({ checkIn: null })
    await checkIn(worker)
    app.clock.advance(60_000)
    const second = await checkIn(worker, other.gateToken)
    expect(await worker.call(checkInEndpoints.current)).toEqual({ checkIn: second })
    app.clock.set(monday0440 + 24 * 3_600_000)
    expect(await worker.call(checkInEndpoints.current)).toEqual({ checkIn: null })
    app.clock.set(monday0440)
  })

  it('the event names the person by id only', async () => {
    market = await app.market()
    const worker = await app.person({ worker: {}, name: '赵铁柱', phone: '13912345678' })
    const { id } = await checkIn(worker)
    const [event] = await eventsOf(market.marketId)
    expect(event).toMatchObject({ subjectId: id, data: { personId: worker.personId, gateId: market.gateId, day: '2026-11-23', number: 1 } })
    expect(JSON.stringify(event)).not.toMatch(/赵铁柱|13912345678/)
  })
})
