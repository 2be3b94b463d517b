import { describe, expect, it } from 'vitest'
import { applicationStates } from '../journey'
import { bothHaveSigned, hasArrived, overlaps, reasonProblems } from './apply.rules'

describe('applying', () => {
  it('a job that begins as another ends does not overlap it, a minute earlier does', () => {
    const morning = { startsAt: 6, endsAt: 12 }
    expect(overlaps(morning, { startsAt: 12, endsAt: 18 })).toBe(false)
    expect(overlaps({ startsAt: 12, endsAt: 18 }, morning)).toBe(false)
    expect(overlaps(morning, { startsAt: 11, endsAt: 18 })).toBe(true)
    expect(overlaps({ startsAt: 0, endsAt: 24 }, morning)).toBe(true)
    expect(overlaps(morning, { startsAt: 7, endsAt: 8 })).toBe(true)
  })

  it('phones are exchanged from the second signature on, and not after a cancellation', () => {
    expect(applicationStates.filter(bothHaveSigned)).toEqual([
      'signed', 'arrived', 'finished', 'hours_proposed', 'hours_disputed', 'hours_agreed', 'paid', 'payment_disputed', 'settled',
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
