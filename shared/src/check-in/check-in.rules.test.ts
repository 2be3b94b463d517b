import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { metresBetween, type Place } from '../markets/markets.rules'
import { fenceBounds } from '../markets/profile.rules'
import { hour, minute } from '../words/time'
import { closingAfter, isOpenAt, leavesForWork, nearWithin, placeRefusal, waitingSinceOnReturn } from './check-in.rules'

const at = (clock: string) => Date.parse(`2026-11-23T${clock}:00+08:00`)

describe('opening hours', () => {
  it.each([
    ['04:00', '20:00', '03:59', false],
    ['04:00', '20:00', '04:00', true],
    ['04:00', '20:00', '19:59', true],
    ['04:00', '20:00', '20:00', false],
    ['04:00', '24:00', '23:59', true],
    ['20:00', '06:00', '19:59', false],
    ['20:00', '06:00', '23:30', true],
    ['20:00', '06:00', '00:00', true],
    ['20:00', '06:00', '05:59', true],
    ['20:00', '06:00', '06:00', false],
    ['00:00', '00:00', '12:00', true],
  ])('a market open from %s to %s, at %s: %s', (opensAt, closesAt, clock, open) => {
    expect(isOpenAt({ opensAt, closesAt }, at(clock))).toBe(open)
  })
})

describe('closing time', () => {
  it.each([
    ['20:00', '2026-11-23T04:40', '2026-11-23T20:00'],
    ['20:00', '2026-11-23T20:00', '2026-11-24T20:00'],
    ['06:00', '2026-11-23T23:30', '2026-11-24T06:00'],
    ['06:00', '2026-11-24T00:30', '2026-11-24T06:00'],
    ['24:00', '2026-11-23T12:00', '2026-11-24T00:00'],
    ['00:00', '2026-11-23T00:00', '2026-11-24T00:00'],
  ])('of a market that closes at %s, after %s it is %s', (closesAt, from, closing) => {
    expect(closingAfter({ closesAt }, Date.parse(`${from}:00+08:00`))).toBe(Date.parse(`${closing}:00+08:00`))
  })
})

describe('coming back', () => {
  const waitingSince = at('04:40')
  it('whoever was away for an hour at most keeps their turn', () => {
    expect(waitingSinceOnReturn({ waitingSince, leftAt: at('06:00') }, at('07:00'))).toBe(waitingSince)
  })
  it('whoever was away for longer waits anew', () => {
    expect(waitingSinceOnReturn({ waitingSince, leftAt: at('06:00') }, at('07:00') + minute)).toBe(at('07:00') + minute)
  })
})

it('work of today takes somebody out of the present, work of tomorrow does not', () => {
  expect(leavesForWork(at('23:59'), at('04:40'))).toBe(true)
  expect(leavesForWork(at('23:59') + hour, at('04:40'))).toBe(false)
})

describe('a printed code', () => {
  const metre = 1 / 111_195
  const inHenan = fc.record({ lat: fc.double({ min: 31.4, max: 36.4, noNaN: true }), lng: fc.double({ min: 110.3, max: 116.7, noNaN: true }), fenceMetres: fc.option(fc.integer({ min: fenceBounds.least, max: fenceBounds.most })) })
  const moved = ({ lat, lng }: Place, metres: number, towards: number): Place =>
    ({ lat: lat + metres * metre * Math.cos(towards), lng: lng + (metres * metre * Math.sin(towards)) / Math.cos((lat * Math.PI) / 180) })
  const towards = fc.double({ min: 0, max: 2 * Math.PI, noNaN: true })
  const coarse = ({ lat, lng }: Place): Place => ({ lat: Math.round(lat * 100) / 100, lng: Math.round(lng * 100) / 100 })

  it('does not let in whoever’s phone does not say where it is', () => {
    fc.assert(fc.property(inHenan, (market) => {
      expect(placeRefusal(market, undefined)).toBe('place_needed')
    }))
  })

  it('lets in whoever stands within the range: rounded, on another map, and with a phone that is 1.5 km off', () => {
    fc.assert(fc.property(inHenan, towards, towards, towards, (market, one, other, third) => {
      const stands = moved(market, market.fenceMetres ?? 0, one)
      expect(placeRefusal(market, coarse(moved(moved(stands, 1_500, other), 700, third)))).toBeNull()
    }))
  })

  it('lets in nobody from a kilometre further on, however it is rounded', () => {
    fc.assert(fc.property(inHenan, towards, fc.double({ min: 1_000, max: 900_000, noNaN: true }), (market, way, further) => {
      const phone = moved(market, nearWithin(market) + further, way)
      // So far north a straight line on the map is a longer one on the ground.
      if (metresBetween(market, phone) >= nearWithin(market) + 1_000) expect(placeRefusal(market, coarse(phone))).toBe('not_near_market')
    }))
  })

  it('is near to the metre', () => {
    for (const market of [{ lat: 34.62, lng: 112.45, fenceMetres: null }, { lat: 34.62, lng: 112.45, fenceMetres: 300 }]) {
      expect(placeRefusal(market, moved(market, nearWithin(market), 0))).toBeNull()
      expect(placeRefusal(market, moved(market, nearWithin(market) + 2, 0))).toBe('not_near_market')
    }
  })
})
