import { describe, expect, it } from 'vitest'
import { day, hour } from '../words/time'
import { isConfirmed, isSuspended, noticeDue, pointsLeft, pointsTotal, reconfirmDue, shownUntil, standingOf, suspensionFrom } from './points.rules'
import { henanRulebook1 } from './rulebook-henan-1'

const { points: rules, reconfirm } = henanRulebook1
const at = Date.UTC(2026, 10, 22, 21, 0)
const entry = (points: number, liftedAt: number | null = null) => ({ points, at, liftedAt })

describe('points', () => {
  it('are forgiven one by one, and wholly when lifted', () => {
    expect(pointsLeft(entry(3), at, rules)).toBe(3)
    expect(pointsLeft(entry(3), at + 30 * day - 1, rules)).toBe(3)
    expect(pointsLeft(entry(3), at + 30 * day, rules)).toBe(2)
    expect(pointsLeft(entry(3), at + 400 * day, rules)).toBe(0)
    expect(pointsLeft(entry(3, at + day), at + day, rules)).toBe(0)
  })

  it('warn first; only a notice that has run out suspends', () => {
    expect(standingOf(pointsTotal([entry(3)], at, rules), null, at, rules)).toBe('good')
    expect(standingOf(pointsTotal([entry(6)], at, rules), null, at, rules)).toBe('warned')
    const total = pointsTotal([entry(6), entry(12)], at, rules)
    expect(standingOf(total, null, at, rules)).toBe('warned')
    expect(noticeDue(total, null, at, rules)).toBe(true)
    const suspension = { ...suspensionFrom(at, rules), liftedAt: null, appealOpen: false }
    expect(noticeDue(total, suspension, at, rules)).toBe(false)
    expect(standingOf(total, suspension, at + 3 * day - 1, rules)).toBe('warned')
    expect(standingOf(total, suspension, at + 3 * day, rules)).toBe('suspended')
    expect(standingOf(total, suspension, at + 33 * day, rules)).toBe('warned')
  })

  it('an appeal that is not decided holds the suspension off, and one that was upheld ends it', () => {
    const suspension = { ...suspensionFrom(at, rules), liftedAt: null, appealOpen: true }
    expect(isSuspended(suspension, at + 5 * day)).toBe(false)
    expect(isSuspended({ ...suspension, appealOpen: false }, at + 5 * day)).toBe(true)
    expect(isSuspended({ ...suspension, appealOpen: false, liftedAt: at + 4 * day }, at + 5 * day)).toBe(false)
  })
})

describe('daily reconfirmation', () => {
  it('a posting that begins within a day needs none', () => {
    expect(shownUntil(at, at + 24 * hour, reconfirm)).toBeNull()
    expect(isConfirmed(null, at + 20 * hour)).toBe(true)
  })

  it('a later one is shown for a day, asked about half a day before, and hidden after', () => {
    const until = shownUntil(at, at + 3 * day, reconfirm)
    expect(until).toBe(at + day)
    expect(isConfirmed(until, at + day - 1)).toBe(true)
    expect(isConfirmed(until, at + day)).toBe(false)
    expect(reconfirmDue(until, at + 11 * hour, reconfirm)).toBe(false)
    expect(reconfirmDue(until, at + 12 * hour, reconfirm)).toBe(true)
    expect(reconfirmDue(null, at + day, reconfirm)).toBe(false)
  })
})
