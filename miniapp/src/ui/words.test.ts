// @vitest-environment node
import { expect, test } from 'vitest'
import { age, clock, day, distance, duration, moment, span, until, yuan } from './words'

/** 2026-11-23 05:38 in Shanghai. */
const now = Date.UTC(2026, 10, 22, 21, 38)
const hours = (count: number): number => count * 3_600_000

test('money is said in yuan, with thousands and no needless decimals', () => {
  expect([26_000, 2_060, 156_000, 100_000_000, 1, 0].map(yuan)).toEqual(['260', '20.6', '1,560', '1,000,000', '0.01', '0'])
})

test('distance is said as one says it', () => {
  expect([40, 850, 996, 2_140, 9_960, 54_300].map(distance)).toEqual(['就在附近', '850 米', '1 公里', '2.1 公里', '10 公里', '54 公里'])
})

test('a day is named from Shanghai, whatever the clock of the phone says', () => {
  expect(clock(now)).toBe('05:38')
  expect(day(now, now)).toBe('今天')
  expect(day(now + hours(18.5), now)).toBe('明天')
  expect(day(now - hours(5.7), now)).toBe('昨天')
  expect(day(now + hours(24 * 30), now)).toBe('12月23日')
  expect(day(now + hours(24 * 60), now)).toBe('2027年1月22日')
})

test('a shift across midnight names both days', () => {
  const start = now + hours(1)
  expect(moment(start, now)).toBe('今天 06:38')
  expect(span(start, start + hours(9), now)).toBe('今天 06:38–15:38')
  expect(span(start + hours(15), start + hours(23), now)).toBe('今天 21:38–明天 05:38')
})

test('lengths and ages are said in the largest unit that fits', () => {
  expect([480, 450, 45].map(duration)).toEqual(['8 小时', '7 小时 30 分', '45 分钟'])
  expect([20_000, 180_000, hours(2)].map((ago) => age(now - ago, now))).toEqual(['刚刚', '3 分钟前', '2 小时前'])
  expect(until(now + 52 * 60_000, now)).toBe('还有 52 分钟')
  expect(until(now + hours(3), now)).toBe('还有 3 小时')
  expect(until(now - 1, now)).toBeNull()
})
