import { describe, expect, test } from 'vitest'
import { checkClock, hoursProblem, hoursWords, openingAt } from './opening.rules'

const at = (time: string): number => Date.parse(`${time}:00+08:00`)
const dayMarket = { opensAt: '05:00', closesAt: '18:00' }
const nightMarket = { opensAt: '20:00', closesAt: '06:00' }

describe('open or shut, and until when', () => {
  test.each([
    ['before opening', dayMarket, '2026-11-23T04:59', { open: false, opensAt: at('2026-11-23T05:00') }],
    ['at opening', dayMarket, '2026-11-23T05:00', { open: true, closesAt: at('2026-11-23T18:00') }],
    ['just before closing', dayMarket, '2026-11-23T17:59', { open: true, closesAt: at('2026-11-23T18:00') }],
    ['at closing the next day counts', dayMarket, '2026-11-23T18:00', { open: false, opensAt: at('2026-11-24T05:00') }],
    ['a night market before midnight', nightMarket, '2026-11-23T23:00', { open: true, closesAt: at('2026-11-24T06:00') }],
    ['a night market after midnight', nightMarket, '2026-11-24T00:30', { open: true, closesAt: at('2026-11-24T06:00') }],
    ['a night market by day', nightMarket, '2026-11-24T12:00', { open: false, opensAt: at('2026-11-24T20:00') }],
    ['until midnight', { opensAt: '06:00', closesAt: '24:00' }, '2026-12-31T23:59', { open: true, closesAt: at('2027-01-01T00:00') }],
    ['until midnight, past it', { opensAt: '06:00', closesAt: '24:00' }, '2027-01-01T00:00', { open: false, opensAt: at('2027-01-01T06:00') }],
    ['round the clock', { opensAt: '00:00', closesAt: '24:00' }, '2026-11-23T03:00', { open: true, closesAt: null }],
    ['from and to the same time is round the clock', { opensAt: '08:00', closesAt: '08:00' }, '2026-11-23T03:00', { open: true, closesAt: null }],
  ] as const)('%s', (_, hours, time, opening) => expect(openingAt(hours, at(time))).toEqual(opening))
})

test('hours are said in words', () => {
  expect([dayMarket, nightMarket, { opensAt: '00:00', closesAt: '24:00' }, { opensAt: '06:00', closesAt: '24:00' }].map(hoursWords)).toEqual([
    '05:00–18:00', '20:00–次日06:00', '全天开放', '06:00–24:00',
  ])
})

describe('a typed time', () => {
  test.each([['5:00', '05:00'], ['0530', '05:30'], ['５：３０', '05:30'], ['24:00', '24:00'], [' 18:05 ', '18:05'], ['00:00', '00:00']])('%s is %s', (typed, value) =>
    expect(checkClock(typed)).toEqual({ ok: true, value }))
  test.each(['', '25:00', '24:01', '5', '12:60', 'noon', '5点', '123:00'])('“%s” is none', (typed) => expect(checkClock(typed)).toMatchObject({ ok: false }))
})

test('hours too short to serve anybody are noticed', () => {
  expect(hoursProblem({ opensAt: '05:00', closesAt: '05:20' })).toContain('不到 30 分钟')
  expect(hoursProblem({ opensAt: '23:50', closesAt: '00:10' })).toContain('不到 30 分钟')
  expect(hoursProblem(nightMarket)).toBeNull()
  expect(hoursProblem({ opensAt: '08:00', closesAt: '08:00' })).toBeNull()
})
