import { expect, it } from 'vitest'
import { hour, minute } from '../words/time'
import { licencesFor, tradesWithLicence } from '../identity/work-licences'
import { isAdultsOnly, isTrade } from '../words/lists'
import { areHoursForAdults, isAtNight, isClosedAfterRetirement, isLimited, workBar, type Lawful } from './work-limits'

const at = (clock: string) => Date.parse(`2026-11-23T${clock}:00+08:00`)
const hours = (from: string, lasts: number, breakMinutes = 0) => ({ startsAt: at(from), endsAt: at(from) + lasts * hour, breakMinutes })
const anybody: Lawful = { adult: true, pastRetirement: false, licensedUntil: new Map() }

it.each<[string, number, boolean]>([
  ['06:00', 8, false], ['05:59', 4, true], ['14:00', 8, false], ['14:01', 8, true], ['22:00', 1, true], ['23:30', 2, true], ['00:00', 1, true], ['04:00', 2, true], ['20:00', 16, true],
])('work from %s for %s hours lies in the night: %s', (from, lasts, night) => {
  expect(isAtNight(hours(from, lasts))).toBe(night)
})

it('a minor works eight hours at the most, without the rest', () => {
  expect(areHoursForAdults(hours('08:00', 9, 60))).toBe(false)
  expect(areHoursForAdults(hours('08:00', 9, 59))).toBe(true)
  expect(workBar({ trade: '4-02-05-01', ...hours('08:00', 9, 59) }, { ...anybody, adult: false })).toBe('minor_hours')
})

it('every trade that takes a licence is one of ours, is closed to minors and past retirement, and names at least one licence', () => {
  for (const trade of tradesWithLicence) {
    expect([isTrade(trade), isAdultsOnly(trade), isClosedAfterRetirement(trade), licencesFor(trade).length > 0]).toEqual([true, true, true, true])
  }
})

it('a licence counts when its last instant is the end of the work, and not a moment less', () => {
  const work = { trade: '6-18-02-04', ...hours('08:00', 4) }
  const licensed = (until: number): Lawful => ({ ...anybody, licensedUntil: new Map([[work.trade, until]]) })
  expect(workBar(work, licensed(work.endsAt))).toBeNull()
  expect(workBar(work, licensed(work.endsAt - minute))).toBe('licence_needed')
  expect(workBar(work, anybody)).toBe('licence_needed')
})

it('most work is open to everybody, and then there is nothing to ask', () => {
  expect(isLimited({ trade: '4-02-05-01', ...hours('08:00', 8) })).toBe(false)
  expect(isLimited({ trade: '4-02-05-01', ...hours('08:00', 10) })).toBe(true)
  expect(isLimited({ trade: '6-18-02-04', ...hours('08:00', 4) })).toBe(true)
})
