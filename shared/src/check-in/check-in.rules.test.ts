import { describe, expect, it } from 'vitest'
import { hour, minute } from '../words/time'
import { closingAfter, isOpenAt, leavesForWork, waitingSinceOnReturn } from './check-in.rules'

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
