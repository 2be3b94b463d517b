import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { marketsEndpoints } from '@market/shared/markets/markets.contract'
import { hour } from '@market/shared/words/time'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { createTestApp, type TestApp } from '../../../test/support/app'
import { apply, post, unloading } from '../../../test/support/journey'
import { byPoster } from '../../../test/support/market'

let market: TestApp
beforeAll(async () => {
  market = await createTestApp()
})
afterAll(() => market.close())

const luoyang = { lat: 34.62, lng: 112.45 }

describe('the list of markets', () => {
  test('begins with the nearest, with its distance in metres', async () => {
    const near = await market.market()
    const far = await market.market()
    await market.store.write(async ({ q, t }) => {
      await q.insert(t.markets).values({
        id: uuidv7(), kind: 'station', level: 'street', name: '关林街道零工服务站', regionCode: '4103', parentId: near.marketId, address: '关林街道',
        lat: 34.6, lng: 112.48, opensAt: '05:30', closesAt: '18:00', hotline: null, complaintPhone: null,
      })
    })
    const { markets } = await market.stranger.call(marketsEndpoints.list, { query: luoyang })
    expect(markets.slice(0, 2).map((one) => one.market.id).sort()).toEqual([near.marketId, far.marketId].sort())
    expect(markets[0]?.distanceMetres).toBe(0)
    expect(markets.at(-1)).toMatchObject({ market: { name: '关林街道零工服务站', hotline: '12333', complaintPhone: '12333' }, distanceMetres: 3533 })
  })

  test('has no distances where no place is given, and not more than asked for', async () => {
    const { markets } = await market.stranger.call(marketsEndpoints.list, { query: { limit: 1 } })
    expect(markets).toHaveLength(1)
    expect(markets[0]?.distanceMetres).toBeNull()
  })

  test('has only those open now when asked for: the nearest one somebody can go to', async () => {
    const shut = await market.market({ opensAt: '06:00', closesAt: '20:00' })
    const night = await market.market({ opensAt: '22:00', closesAt: '05:00' })
    const openOnes = async () => (await market.stranger.call(marketsEndpoints.list, { query: { ...luoyang, open: true } })).markets.map((one) => one.market.id)
    expect(await openOnes()).toContain(night.marketId)
    expect(await openOnes()).not.toContain(shut.marketId)
    market.clock.advance(2 * hour)
    expect(await openOnes()).toContain(shut.marketId)
    expect(await openOnes()).not.toContain(night.marketId)
    market.clock.advance(-2 * hour)
  })

  test.each([{ lat: 91, lng: 0 }, { lat: 'north', lng: 0 }, { limit: 0 }, { limit: 201 }, { where: 'here' }])('refuses %o as a place', async (query) => {
    const answer = await market.stranger.raw(marketsEndpoints.list, { query })
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_fields' } })
  })
})

describe('a market today', () => {
  test('counts whoever is present in each of their trades, and nobody from another day', async () => {
    const place = await market.market()
    const loader = await market.person({ worker: { trades: ['4-02-05-01', '4-02-07-09'] } })
    const sorter = await market.person({ worker: { trades: ['4-02-07-09'] } })
    for (const person of [loader, sorter]) await person.call(checkInEndpoints.create, { body: byPoster(place.gateToken) })
    const today = await market.stranger.call(marketsEndpoints.today, { params: place })
    expect(today.day).toBe('2026-11-23')
    expect(today.presentByTrade).toEqual([{ trade: '4-02-07-09', people: 2 }, { trade: '4-02-05-01', people: 1 }])
    market.clock.advance(24 * 3_600_000)
    const tomorrow = await market.stranger.call(marketsEndpoints.today, { params: place })
    expect(tomorrow).toMatchObject({ day: '2026-11-24', presentByTrade: [], checkedIn: 0 })
  })

  test('has the free places of its open jobs, until they begin', async () => {
    const place = await market.market()
    const employer = await market.person({ employer: {} })
    const openPlaces = async () => (await market.stranger.call(marketsEndpoints.today, { params: place })).openPlaces
    expect(await openPlaces()).toBe(0)
    const job = await post(employer, unloading(place.marketId, { headcount: 8, startsAt: market.clock.now() + hour, endsAt: market.clock.now() + 9 * hour }))
    await apply(await market.person({ worker: {} }), job.id)
    expect(await openPlaces()).toBe(7)
    market.clock.set(job.startsAt)
    expect(await openPlaces()).toBe(0)
  })

  test('names nobody', async () => {
    const place = await market.market()
    await (await market.person({ name: '乔大山', phone: '15400000009', worker: {} })).call(checkInEndpoints.create, { body: byPoster(place.gateToken) })
    const { text } = await market.stranger.raw(marketsEndpoints.today, { params: place })
    expect(text).not.toMatch(/乔|15400000009|personId/)
  })

  test('that does not exist is not found', async () => {
    expect(await market.stranger.refused(marketsEndpoints.today, { params: { marketId: uuidv7() } })).toMatchObject({ status: 404, code: 'not_found' })
  })
})
