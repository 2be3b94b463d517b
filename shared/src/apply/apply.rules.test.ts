import { describe, expect, it } from 'vitest'
import { applicationStates } from '../journey'
import { bothHaveSigned, collisions, hasArrived, heldUntil, hoursOverEnds, hoursOverFrom, isNews, maySwap, overlaps, reasonProblems } from './apply.rules'

describe('applying', () => {
  it('a job that begins as another ends does not overlap it, a minute earlier does', () => {
    const morning = { startsAt: 6, endsAt: 12 }
    expect(overlaps(morning, { startsAt: 12, endsAt: 18 })).toBe(false)
    expect(overlaps({ startsAt: 12, endsAt: 18 }, morning)).toBe(false)
    expect(overlaps(morning, { startsAt: 11, endsAt: 18 })).toBe(true)
    expect(overlaps({ startsAt: 0, endsAt: 24 }, morning)).toBe(true)
    expect(overlaps(morning, { startsAt: 7, endsAt: 8 })).toBe(true)
  })

  it('phones are exchanged from the second signature on, also of who was not there, and not after a cancellation', () => {
    expect(applicationStates.filter(bothHaveSigned)).toEqual([
      'signed', 'arrived', 'finished', 'hours_proposed', 'hours_disputed', 'hours_agreed', 'paid', 'payment_disputed', 'settled', 'absent',
    ])
  })

  it('who has been confirmed counts as arrived until the money is there', () => {
    expect(applicationStates.filter(hasArrived)).toEqual([
      'arrived', 'finished', 'hours_proposed', 'hours_disputed', 'hours_agreed', 'paid', 'payment_disputed', 'settled',
    ])
  })

  it('stepping back needs a reason of more than a space', () => {
    expect(reasonProblems('临时有事')).toEqual([])
    expect(reasonProblems(' \u0000 \n').map(({ field }) => field)).toEqual(['reason'])
    expect(reasonProblems('a')).toHaveLength(1)
  })
})

describe('a place that is held', () => {
  const at = (clock: string) => Date.parse(`2026-11-23T${clock}:00+08:00`)
  const tomorrow = at('06:30') + 24 * 3_600_000

  it('is held for a sixth of the time that is left, from five minutes to an hour', () => {
    expect(heldUntil(at('05:30'), at('06:30'))).toBe(at('05:40'))
    expect(heldUntil(at('06:10'), at('06:30'))).toBe(at('06:15'))
    expect(heldUntil(at('12:00'), tomorrow)).toBe(at('13:00'))
  })

  it('is never held beyond the start', () => {
    expect(heldUntil(at('06:28'), at('06:30'))).toBe(at('06:30'))
  })

  it('waits for the morning when the clock would run out at night, if the morning leaves an hour', () => {
    expect(heldUntil(at('21:30'), tomorrow)).toBe(at('05:00') + 24 * 3_600_000)
    expect(heldUntil(at('02:00'), at('06:30'))).toBe(at('05:00'))
    expect(heldUntil(at('02:00'), at('05:30'))).toBe(at('02:35'))
    expect(heldUntil(at('20:30'), tomorrow)).toBe(at('21:30'))
  })
})

describe('giving up one place for another', () => {
  const terms = { startsAt: 6, endsAt: 12 }

  it('only promised hours collide: who waits, or is offered a place, has promised nothing', () => {
    const mine = applicationStates.map((state) => ({ state, terms }))
    expect(collisions(mine, { startsAt: 11, endsAt: 14 }).map(({ state }) => state)).toEqual(['applied', 'worker_signed', 'employer_signed', 'signed', 'arrived'])
    expect(collisions(mine, { startsAt: 12, endsAt: 14 })).toEqual([])
  })

  it('ends with the second signature', () => {
    expect(applicationStates.filter(maySwap)).toEqual(['applied', 'worker_signed', 'employer_signed'])
  })
})

describe('an application whose hours are over', () => {
  it('ends out of every state in which the work has not begun and a place is promised', () => {
    expect(hoursOverEnds.map((end) => [end, hoursOverFrom(end)])).toEqual([['unsigned', ['applied', 'worker_signed', 'employer_signed']], ['absent', ['signed']]])
  })

  it('is news for two days: nobody is told of what they have long known', () => {
    const hours = 3_600_000
    expect([0, 47 * hours, 48 * hours, 4_000 * hours].map((later) => isNews({ endsAt: 0 }, later))).toEqual([true, true, false, false])
  })
})
