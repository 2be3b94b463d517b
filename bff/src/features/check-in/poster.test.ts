import { Writable } from 'node:stream'
import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkInEndpoints, type CheckIn } from '@market/shared/check-in/check-in.contract'
import { nearWithin } from '@market/shared/check-in/check-in.rules'
import { gatesEndpoints } from '@market/shared/gates/gates.contract'
import { metresBetween, type Place } from '@market/shared/markets/markets.rules'
import { scanEndpoints } from '@market/shared/scan/scan.contract'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { byPoster, type TestMarket } from '../../../test/support/market'
import { rowsAtRest, rowsOf } from '../../../test/support/rows-of-all-tables'

describe('checking in by the printed poster', () => {
  const log: string[] = []
  let app: TestApp
  let market: TestMarket
  let worker: TestPerson

  beforeAll(async () => {
    const stream = new Writable({ write: (line: Buffer, _encoding, done) => (log.push(line.toString()), done()) })
    app = await createTestApp({ logger: { level: 'trace', stream } })
  })
  beforeEach(async () => {
    app.clock.set(monday0440)
    market = await app.market()
    worker = await app.person({ worker: {} })
  })
  afterAll(() => app.close())

  const send = (body: unknown, person = worker, key?: string) => person.raw(checkInEndpoints.create, key === undefined ? { body } : { body, key })
  const arrives = (place?: Place, person = worker): Promise<CheckIn> => person.call(checkInEndpoints.create, { body: { code: market.gateToken, ...(place ? { place } : {}) } })
  const refused = (place?: Place, person = worker) => person.refused(checkInEndpoints.create, { body: { code: market.gateToken, ...(place ? { place } : {}) } })
  const current = async () => (await worker.call(checkInEndpoints.current)).checkIn
  /** So many metres north of the market. */
  const north = (metres: number): Place => ({ lat: market.place.lat + metres / 111_195, lng: market.place.lng })
  const east = (metres: number): Place => ({ lat: market.place.lat, lng: market.place.lng + metres / (111_195 * Math.cos((market.place.lat * Math.PI) / 180)) })
  const home = { lat: 34.75, lng: 113.62 }
  const screenCode = async (): Promise<string> => {
    const manager = await app.person({ grants: [{ role: 'manager', marketId: market.marketId }] })
    const { screen } = await manager.call(gatesEndpoints.makeScreen, { params: { gateId: market.gateId } })
    return (await app.stranger.call(gatesEndpoints.screenCode, { body: { screen: screen.token } })).link
  }

  it('whose phone says that it is near is checked in, and not surely there', async () => {
    expect(await arrives(market.place)).toMatchObject({ number: 1, assurance: 'low', leftAt: null })
  })

  it('whoever has a picture of the poster at home is not, in words that name the other ways, and leaves no trace', async () => {
    const before = await rowsAtRest(app)
    const refusal = await refused(home)
    expect(refusal).toMatchObject({ status: 409, code: 'not_near_market' })
    for (const way of ['不在市场附近', '屏幕上的码', '工作人员']) expect(refusal.message).toContain(way)
    expect(await rowsAtRest(app)).toEqual(before)
    expect(await current()).toBeNull()
    expect((await arrives(market.place, await app.person({ worker: {} }))).number).toBe(1)
  })

  it('a phone that does not say where it is does not let anybody in either, and names the other ways', async () => {
    const before = await rowsAtRest(app)
    const refusal = await refused()
    expect(refusal).toMatchObject({ status: 409, code: 'place_needed' })
    for (const way of ['屏幕上的码', '工作人员']) expect(refusal.message).toContain(way)
    expect(await rowsAtRest(app)).toEqual(before)
  })

  it('near ends where the rule says, in every direction, and with the market’s own range', async () => {
    for (const fenceMetres of [null, 300]) {
      await app.store.write(({ q, t }) => q.update(t.markets).set({ fenceMetres }).where(eq(t.markets.id, market.marketId)))
      const most = nearWithin({ fenceMetres })
      for (const way of [north, east]) {
        const [inside, outside] = [way(most - 2), way(most + 2)]
        expect([metresBetween(market.place, inside) <= most, metresBetween(market.place, outside) <= most]).toEqual([true, false])
        expect(await refused(outside, await app.person({ worker: {} }))).toMatchObject({ code: 'not_near_market' })
        await arrives(inside, await app.person({ worker: {} }))
      }
    }
  })

  it.each([
    [{ lat: 91, lng: 112 }, 'place.lat'], [{ lat: -90.1, lng: 112 }, 'place.lat'], [{ lat: 34.62, lng: 180.5 }, 'place.lng'], [{ lat: '34.62', lng: 112.45 }, 'place.lat'],
    [{ lat: null, lng: 112.45 }, 'place.lat'], [{ lat: 34.62 }, 'place.lng'], [{ lat: 34.62, lng: 112.45, accuracy: 5 }, 'place.accuracy'], [[34.62, 112.45], 'place'], ['34.62,112.45', 'place'], [null, 'place'],
  ])('a place of %j is no place: 400, and names the field', async (place, field) => {
    const answer = await send({ code: market.gateToken, place })
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_fields' } })
    expect((answer.body as { fields: { field: string }[] }).fields.map((one) => one.field)).toContain(field)
    expect(await current()).toBeNull()
  })

  it('a number beyond all numbers is bad input too', async () => {
    const payload = `{"code":"${market.gateToken}","place":{"lat":1e999,"lng":112.45}}`
    const headers = { 'authorization': `Bearer ${worker.token}`, 'idempotency-key': crypto.randomUUID(), 'content-type': 'application/json' }
    expect((await app.app.inject({ method: 'POST', url: checkInEndpoints.create.path, headers, payload })).statusCode).toBe(400)
  })

  it('a screen asks nobody where they are, and does not look at it', async () => {
    expect(await worker.call(checkInEndpoints.create, { body: { code: await screenCode() } })).toMatchObject({ assurance: 'high' })
    const other = await app.person({ worker: {} })
    expect(await other.call(checkInEndpoints.create, { body: { code: await screenCode(), place: home } })).toMatchObject({ assurance: 'high' })
  })

  it('whoever has left comes back by the poster from near, and from nowhere else', async () => {
    const { number } = await arrives(market.place)
    await worker.call(checkInEndpoints.leave)
    expect(await refused(home)).toMatchObject({ code: 'not_near_market' })
    expect(await refused()).toMatchObject({ code: 'place_needed' })
    expect(await current()).toMatchObject({ leftReason: 'scan' })
    expect(await arrives(market.place)).toMatchObject({ number, leftAt: null, assurance: 'low' })
  })

  it('whoever came by the screen, left, and holds the poster at home stays away as well', async () => {
    await worker.call(checkInEndpoints.create, { body: { code: await screenCode() } })
    await worker.call(checkInEndpoints.leave)
    expect(await refused(home)).toMatchObject({ code: 'not_near_market' })
    expect(await current()).toMatchObject({ leftReason: 'scan' })
  })

  it('whoever is there already is told their number, wherever the phone is', async () => {
    const first = await arrives(market.place)
    expect(await arrives()).toEqual(first)
    expect(await arrives(home)).toEqual(first)
  })

  it('the poster of another market, scanned from afar, takes nobody out of the one they are at', async () => {
    const first = await arrives(market.place)
    const other = await app.market()
    expect(await worker.refused(checkInEndpoints.create, { body: byPoster(other.gateToken, home) })).toMatchObject({ code: 'not_near_market' })
    expect(await current()).toEqual(first)
  })

  it('while the market is closed it says so, and not that a place is missing', async () => {
    app.clock.set(Date.parse('2026-11-23T03:00:00+08:00'))
    expect(await refused()).toMatchObject({ code: 'market_closed' })
    expect(await refused(home)).toMatchObject({ code: 'market_closed' })
  })

  it('a scan says that a place is needed only where it decides', async () => {
    const needs = async (code: string, person = worker) => (await person.call(scanEndpoints.scan, { body: { code } })).needsPlace
    expect(await needs(market.gateToken)).toBe(true)
    expect(await needs(await screenCode())).toBe(false)
    expect(await needs(market.gateToken, await app.person())).toBe(false)
    expect(await needs(market.gateToken, await app.person({ employer: {} }))).toBe(false)
    app.clock.set(Date.parse('2026-11-23T03:00:00+08:00'))
    expect(await needs(market.gateToken)).toBe(false)
    app.clock.set(monday0440)
    await arrives(market.place)
    expect(await needs(market.gateToken)).toBe(false)
    await worker.call(checkInEndpoints.leave)
    expect(await needs(market.gateToken)).toBe(true)
  })

  it('where the phone was stands in no answer, no row and no log, and cannot be tried out from what is kept of a resend', async () => {
    const thousandth = fc.integer({ min: -150, max: 150 }).map((away) => away / 10_000)
    await fc.assert(
      fc.asyncProperty(thousandth, thousandth, fc.boolean(), async (lat, lng, near) => {
        const person = await app.person({ worker: {} })
        const spot = near ? market.place : home
        const place = { lat: Number((spot.lat + lat + 0.00007).toFixed(5)), lng: Number((spot.lng + lng + 0.00007).toFixed(5)) }
        const key = crypto.randomUUID()
        const answer = await send(byPoster(market.gateToken, place), person, key)
        expect(answer.status).toBe(near ? 200 : 409)
        const told = answer.text + JSON.stringify(await rowsOf(app.store)) + log.join('')
        for (const degrees of [place.lat, place.lng]) expect(told).not.toContain(String(degrees))
        // The same act again, from elsewhere: nothing that was kept tells the two apart.
        if (near) expect((await send(byPoster(market.gateToken, home), person, key)).text).toBe(answer.text)
      }),
      { numRuns: 12 },
    )
  })

  it('what else of an act with the same key differs is still refused', async () => {
    const key = crypto.randomUUID()
    await send(byPoster(market.gateToken), worker, key)
    expect(await send(byPoster((await app.market()).gateToken), worker, key)).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } })
  })
})
