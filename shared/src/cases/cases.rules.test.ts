import { describe, expect, test } from 'vitest'
import { day, hour } from '../words/time'
import { caseDueAt, caseKinds, kindsDecidedBy, mayDecide } from './cases.rules'

describe('cases', () => {
  test('every kind has a deadline that a person can wait for', () => {
    for (const kind of caseKinds) {
      expect(caseDueAt(kind, 1_000) - 1_000).toBeGreaterThanOrEqual(hour)
      expect(caseDueAt(kind, 1_000) - 1_000).toBeLessThanOrEqual(3 * day)
    }
  })

  test('staff of the desk decide identities and postings, never appeals', () => {
    expect(kindsDecidedBy(['staff'])).toEqual(['identity', 'licence', 'posting', 'report', 'by_hand'])
    expect(mayDecide('appeal', ['staff', 'operator'])).toBe(false)
    expect(mayDecide('appeal', ['staff', 'inspector'])).toBe(true)
  })

  test('workers and employers decide nothing', () => {
    expect(kindsDecidedBy(['worker', 'employer'])).toEqual([])
  })
})
