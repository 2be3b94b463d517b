import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { day, hour, minute } from '../words/time'
import { chooseWhom, dueAt, isQuiet, nextDayDue, peopleToTell, quietEnd, usualSettings } from './push.rules'

const at = (clock: string, date = '2026-11-23'): number => Date.parse(`${date}T${clock}:00+08:00`)
const night = usualSettings.quiet

describe('quiet hours', () => {
  it('usually go from nine in the evening to four in the morning: who goes to a market is up by then', () => {
    expect(['20:59', '21:00', '23:59', '00:00', '03:59', '04:00', '12:00'].map((clock) => isQuiet(night, at(clock)))).toEqual([false, true, true, true, true, false, false])
  })

  it('may lie within a day, and may be none', () => {
    const noon = { from: '12:00', until: '14:00' }
    expect(['11:59', '12:00', '13:59', '14:00'].map((clock) => isQuiet(noon, at(clock)))).toEqual([false, true, true, false])
    expect(isQuiet(null, at('03:00'))).toBe(false)
    expect(isQuiet({ from: '00:00', until: '00:00' }, at('00:00'))).toBe(false)
  })

  it('end on the same day or the next, and at no other time than said', () => {
    expect(quietEnd(night, at('22:30'))).toBe(at('04:00', '2026-11-24'))
    expect(quietEnd(night, at('00:30'))).toBe(at('04:00'))
    expect(quietEnd(night, at('09:00'))).toBe(at('09:00'))
  })

  it('whatever they are, their end is the first instant that is not quiet, less than a day away', () => {
    const clock = fc.nat(24 * 60 - 1).map((minutes) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`)
    fc.assert(fc.property(clock, clock, fc.nat(7 * 24 * 60), (from, until, minutes) => {
      const quiet = { from, until }
      const now = at('00:00') + minutes * minute
      const end = quietEnd(quiet, now)
      expect(isQuiet(quiet, end)).toBe(false)
      expect(end - now).toBeGreaterThanOrEqual(0)
      expect(end - now).toBeLessThan(day)
      if (end > now) expect(isQuiet(quiet, end - minute)).toBe(true)
    }))
  })
})

describe('when a person is told', () => {
  it('at once the first time; then not before ten minutes have passed', () => {
    expect(dueAt(usualSettings, null, at('05:00'))).toBe(at('05:00'))
    expect(dueAt(usualSettings, at('04:58'), at('05:00'))).toBe(at('05:08'))
    expect(dueAt(usualSettings, at('04:00'), at('05:00'))).toBe(at('05:00'))
  })

  it('what comes at night, or falls into it by the pause, waits for the morning', () => {
    expect(dueAt(usualSettings, null, at('22:00'))).toBe(at('04:00', '2026-11-24'))
    expect(dueAt(usualSettings, at('20:55'), at('20:56'))).toBe(at('04:00', '2026-11-24'))
  })

  it('what a day has no room for waits for the next one’s morning', () => {
    expect(nextDayDue(usualSettings, at('15:00'))).toBe(at('04:00', '2026-11-24'))
    expect(nextDayDue({ ...usualSettings, quiet: null }, at('15:00'))).toBe(at('00:00', '2026-11-24'))
  })
})

describe('whom to tell', () => {
  const candidate = (personId: string, score: number, toldAt = 0) => ({ personId, score, toldAt })

  it('five for each place left, never more than fifty', () => {
    expect([0, 1, 3, 10, 500].map(peopleToTell)).toEqual([0, 5, 15, 50, 50])
  })

  it('the better fit first; among equals whoever has waited longest for a word', () => {
    const told = at('05:00') - hour
    expect(chooseWhom([candidate('a', 610, told), candidate('b', 640, 0), candidate('c', 900, told), candidate('d', 620, 0)], 3).map(({ personId }) => personId)).toEqual(['c', 'b', 'd'])
  })

  it('among equals everybody’s turn comes before anybody’s second', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 10 }), (size, most) => {
      const people = Array.from({ length: size }, (_, index) => candidate(`p${String(index).padStart(2, '0')}`, 700))
      const told = new Map<string, number>()
      for (let round = 1; round <= Math.ceil(size / most); round += 1) {
        for (const chosen of chooseWhom(people, most)) {
          told.set(chosen.personId, (told.get(chosen.personId) ?? 0) + 1)
          people[people.findIndex(({ personId }) => personId === chosen.personId)] = { ...chosen, toldAt: round }
        }
      }
      expect(told.size).toBe(size)
    }))
  })
})
