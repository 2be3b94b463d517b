import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day, marketClock, marketDay } from '../words/time'
import { checkedUntil, counts, daysLeft, endOfDay, licenceStanding, reminderDays, reminderDue, remindBefore, standingAt } from './validity.rules'

const at = (clock: string): number => Date.parse(`${clock}+08:00`)

describe('a check counts for six months', () => {
  test.each([
    ['2026-11-23T04:40', '2027-05-23'],
    ['2026-11-23T23:59:59', '2027-05-23'],
    // In Greenwich it is still the day before.
    ['2026-11-23T00:30', '2027-05-23'],
    ['2026-08-31T12:00', '2027-02-28'],
    ['2027-08-30T12:00', '2028-02-29'],
    ['2026-12-31T12:00', '2027-06-30'],
    ['2026-06-30T12:00', '2026-12-30'],
    ['2026-07-01T12:00', '2027-01-01'],
  ])('made on %s it counts until %s begins', (checked, until) => {
    expect(checkedUntil(at(checked))).toBe(at(`${until}T00:00`))
  })

  test('never longer than six months, never shorter than five and three weeks', () => {
    fc.assert(fc.property(fc.integer({ min: at('2020-01-01T00:00'), max: at('2040-01-01T00:00') }), (checkedAt) => {
      const until = checkedUntil(checkedAt)
      const [from, to] = [marketClock(checkedAt), marketClock(until)]
      expect((to.year - from.year) * 12 + to.month - from.month).toBe(6)
      expect(to.day).toBeLessThanOrEqual(from.day)
      expect(until - checkedAt).toBeGreaterThan(177 * day)
      expect(until - checkedAt).toBeLessThanOrEqual(184 * day)
    }))
  })

  test('at its end it counts no more', () => {
    const until = at('2027-05-23T00:00')
    expect(counts(until, until - 1)).toBe(true)
    expect(counts(until, until)).toBe(false)
    expect(counts(null, 0)).toBe(false)
  })
})

describe('people are reminded 30, 14 and 3 days before, and when it is over', () => {
  const until = at('2027-05-23T00:00')

  test.each([
    ['2027-04-22T23:59', null],
    ['2027-04-23T00:00', 30],
    ['2027-05-08T12:00', 30],
    ['2027-05-09T05:00', 14],
    ['2027-05-20T05:00', 3],
    ['2027-05-22T23:59', 3],
    ['2027-05-23T00:00', 0],
    ['2027-08-01T00:00', 0],
  ])('on %s the reminder is %s', (now, reminder) => {
    expect(reminderDue(until, at(now))).toBe(reminder)
  })

  test('the days of a stage and the instant a search begins at say the same', () => {
    fc.assert(fc.property(fc.integer({ min: until - 60 * day, max: until + 10 * day }), fc.constantFrom(...reminderDays), (now, days) => {
      expect(until < remindBefore(days, now)).toBe(daysLeft(until, now) <= days)
    }))
  })
})

describe('a licence', () => {
  const now = at('2026-11-23T08:00')

  test.each([
    [null, 'valid'],
    ['2030-01-01', 'valid'],
    ['2026-12-23', 'valid'],
    ['2026-12-22', 'ends_soon'],
    ['2026-11-23', 'ends_soon'],
    ['2026-11-22', 'over'],
  ])('that ends on %s is %s', (validUntil, standing) => {
    expect(licenceStanding(validUntil, now)).toBe(standing)
  })

  test('counts to the end of its last day', () => {
    expect(marketDay(endOfDay('2026-11-23') - 1)).toBe('2026-11-23')
    expect(licenceStanding('2026-11-23', endOfDay('2026-11-23') - 1)).toBe('ends_soon')
    expect(licenceStanding('2026-11-23', endOfDay('2026-11-23'))).toBe('over')
  })
})

test('what was never checked is neither valid nor over', () => {
  expect(standingAt(null, 0)).toBe('none')
})
