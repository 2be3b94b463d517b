import { describe, expect, it } from 'vitest'
import { age, dayWord, distance, moment, stretch, until, workTime, yuan } from './show'
import { clockTime, marketDay, minutesOfClock, startOfMarketDay } from './time'

const at = (iso: string) => Date.parse(`${iso}+08:00`)

describe('a market’s clock', () => {
  it('changes its day at midnight in Shanghai, not in UTC', () => {
    expect(marketDay(at('2026-11-23T00:00:00'))).toBe('2026-11-23')
    expect(marketDay(at('2026-11-23T00:00:00') - 1)).toBe('2026-11-22')
    expect(startOfMarketDay(at('2026-11-23T05:12:00'))).toBe(at('2026-11-23T00:00:00'))
  })
  it('reads the time of day', () => {
    expect(clockTime(at('2026-11-23T05:07:59'))).toBe('05:07')
    expect(minutesOfClock('04:30')).toBe(270)
  })
})

describe('numbers in people’s words', () => {
  it.each([[26000, '260'], [156000, '1,560'], [2060, '20.6'], [1, '0.01'], [123456789, '1,234,567.89'], [-500, '-5'], [0, '0']])(
    '%i fen is %s yuan', (fen, words) => expect(yuan(fen)).toBe(words))
  it.each([[40, '就在附近'], [350, '350 米'], [996, '1 公里'], [2140, '2.1 公里'], [9960, '10 公里'], [12_400, '12 公里']])(
    '%i metres are %s', (metres, words) => expect(distance(metres)).toBe(words))
  it.each([[45, '45 分钟'], [480, '8 小时'], [450, '7 小时 30 分']])('%i minutes are %s', (minutes, words) => expect(workTime(minutes)).toBe(words))
  it('names near days, and dates the others', () => {
    const now = at('2026-11-23T22:00:00')
    expect(moment(at('2026-11-23T06:30:00'), now)).toBe('今天 06:30')
    expect(moment(at('2026-11-24T00:30:00'), now)).toBe('明天 00:30')
    expect(dayWord(at('2026-11-22T23:59:00'), now)).toBe('昨天')
    expect(dayWord(at('2026-12-01T08:00:00'), now)).toBe('12月1日')
    expect(dayWord(at('2027-01-22T08:00:00'), now)).toBe('2027年1月22日')
    expect(stretch(at('2026-11-23T20:00:00'), at('2026-11-24T04:00:00'), now)).toBe('今天 20:00–明天 04:00')
    expect(stretch(at('2026-11-24T06:30:00'), at('2026-11-24T15:30:00'), now)).toBe('明天 06:30–15:30')
  })
  it('tells how long there is', () => {
    const now = at('2026-11-23T05:38:00')
    expect(until(now + 52 * 60_000, now)).toBe('还有 52 分钟')
    expect(until(now + 3 * 3_600_000, now)).toBe('还有 3 小时')
    expect(until(now - 1, now)).toBeNull()
  })
  it('tells how old data is', () => {
    const now = at('2026-11-23T08:00:00')
    expect(age(now - 30_000, now)).toBe('刚刚')
    expect(age(now - 3 * 60_000, now)).toBe('3 分钟前')
    expect(age(at('2026-11-21T06:00:00'), now)).toBe('11月21日 06:00')
  })
})
