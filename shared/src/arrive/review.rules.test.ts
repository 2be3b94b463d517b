import { describe, expect, test } from 'vitest'
import { hour } from '../words/time'
import { earliestArrival } from './arrive.rules'
import { findings, findingsAgainst, findingsFor, findingWords, hasCounted, letsCount, mayStillCount } from './review.rules'

const startsAt = 100 * hour
const expected = { state: 'signed' as const, marketId: 'market-0001', startsAt, endsAt: startsAt + 9 * hour }

describe('a decision about a scan', () => {
  test('speaks for it or against it, in words for each', () => {
    expect([...findingsFor, ...findingsAgainst].sort()).toEqual([...findings].sort())
    expect(findingsFor.every(letsCount)).toBe(true)
    expect(findingsAgainst.some(letsCount)).toBe(false)
    expect(findings.filter((finding) => !findingWords[finding])).toEqual([])
  })

  test('changes nothing about one that counted', () => {
    expect(['accepted', 'already_arrived', 'revoked', 'cancelled', 'expired_code', 'unreadable'].filter(hasCounted)).toEqual(['accepted', 'already_arrived'])
  })
})

describe('a scan may still count', () => {
  test('of whom this market expected then', () => {
    expect(mayStillCount(expected, 'market-0001', startsAt)).toBe(true)
    expect(mayStillCount(expected, 'market-0001', startsAt - earliestArrival - 1)).toBe(false)
    expect(mayStillCount(expected, 'market-0001', expected.endsAt + 1)).toBe(false)
  })

  test('of who has arrived since', () => {
    expect(mayStillCount({ ...expected, state: 'finished' }, 'market-0001', startsAt)).toBe(true)
  })

  test('never of nobody, of another market’s worker, or of a place that is gone or not signed for', () => {
    expect(mayStillCount(null, 'market-0001', startsAt)).toBe(false)
    expect(mayStillCount(expected, 'market-0002', startsAt)).toBe(false)
    expect(mayStillCount({ ...expected, state: 'cancelled' }, 'market-0001', startsAt)).toBe(false)
    expect(mayStillCount({ ...expected, state: 'worker_signed' }, 'market-0001', startsAt)).toBe(false)
  })
})
