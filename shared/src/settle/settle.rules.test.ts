import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hour, minute } from '../words/time'
import { agreedPayFen, proposalProblems, suggestSettlement } from './settle.rules'

const startsAt = Date.UTC(2026, 10, 23, 22, 30)
const day = { startsAt, endsAt: startsAt + 9 * hour, breakMinutes: 60, payFen: 20_000, payUnit: 'day' as const }
const hourly = { ...day, payFen: 2_500, payUnit: 'hour' as const }
const minimum = 1_960

describe('what was agreed for the minutes', () => {
  test.each([
    ['the agreed day', day, 480, 20_000],
    ['half an hour longer', day, 510, 20_000],
    ['half an hour shorter', day, 450, 20_000],
    ['an hour longer', day, 540, 22_500],
    ['half a day', day, 240, 10_000],
    ['eight hours by the hour', hourly, 480, 20_000],
    ['one minute by the hour, rounded up', hourly, 1, 42],
  ])('%s', (_name, terms, minutes, fen) => {
    expect(agreedPayFen(terms, minutes)).toBe(fen)
  })
})

describe('what an employer may propose', () => {
  const fieldsOf = (minutes: number, amountFen: number, note = '', terms: Parameters<typeof proposalProblems>[0] = day) =>
    proposalProblems(terms, { minutes, amountFen, note }, minimum).map(({ field }) => field)
  test('the agreed pay needs no word', () => {
    expect(fieldsOf(480, 20_000)).toEqual([])
  })
  test('less than agreed needs a reason, and blanks are none', () => {
    expect(fieldsOf(480, 19_999)).toEqual(['note'])
    expect(fieldsOf(480, 19_999, ' \u0000 ')).toEqual(['note'])
    expect(fieldsOf(480, 19_999, '打碎一箱')).toEqual([])
  })
  test('less than the minimum wage is refused whatever the reason', () => {
    expect(fieldsOf(480, 15_679, '大家都同意')).toEqual(['amountFen'])
    expect(fieldsOf(480, 15_680, '大家都同意')).toEqual([])
  })
  test('more than agreed is welcome', () => {
    expect(fieldsOf(480, 30_000)).toEqual([])
  })
  test('hours are between a minute and a day', () => {
    expect([0, 1441, 1.5].map((minutes) => fieldsOf(minutes, 20_000)[0])).toEqual(['minutes', 'minutes', 'minutes'])
  })
})

describe('the first proposal on the page', () => {
  test('attendance runs from the arrival scan to the end of work', () => {
    expect(suggestSettlement(hourly, startsAt - 20 * minute, startsAt + 9 * hour, startsAt + 10 * hour)).toEqual({ minutes: 500, amountFen: 20_900 })
  })
  test('before the work is ended it is the agreed day', () => {
    expect(suggestSettlement(day, startsAt - 10 * minute, null, startsAt + hour)).toEqual({ minutes: 480, amountFen: 20_000 })
  })
  test('an end that was never marked is the agreed end, once that is past', () => {
    expect(suggestSettlement(hourly, startsAt + hour, null, startsAt + 12 * hour).minutes).toBe(420)
  })
  test('work ended before it was to begin says nothing about the hours', () => {
    expect(suggestSettlement(day, startsAt - hour, startsAt - minute, startsAt)).toEqual({ minutes: 480, amountFen: 20_000 })
  })
  test('who leaves early has no break taken off', () => {
    expect(suggestSettlement(hourly, startsAt, startsAt + 3 * hour, startsAt + 4 * hour).minutes).toBe(180)
  })
  test('it can be sent as it stands: never refused for jobs at the minimum wage', () => {
    fc.assert(fc.property(
      fc.integer({ min: -180, max: 600 }), fc.integer({ min: 1, max: 1_500 }), fc.boolean(),
      (arrivedAfter, stayed, byHour) => {
        const terms = byHour ? { ...hourly, payFen: 1_960 } : { ...day, payFen: 15_700 }
        const arrivedAt = startsAt + arrivedAfter * minute
        const { minutes, amountFen } = suggestSettlement(terms, arrivedAt, arrivedAt + stayed * minute, arrivedAt + 48 * hour)
        return proposalProblems(terms, { minutes, amountFen, note: '' }, 1_960).length === 0
      },
    ), { numRuns: 2_000 })
  })
  test('twenty minutes more are still the day that was agreed', () => {
    expect(suggestSettlement(day, startsAt - 20 * minute, startsAt + 9 * hour, startsAt + 10 * hour)).toEqual({ minutes: 480, amountFen: 20_000 })
  })
})
