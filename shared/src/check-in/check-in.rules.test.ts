import { describe, expect, it } from 'vitest'
import { isOpenAt } from './check-in.rules'

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
