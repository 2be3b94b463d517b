import { describe, expect, test } from 'vitest'
import { hour } from '../words/time'
import { byHandArrival, byHandReasons, byHandReasonWords, byHandWords, judgeByHand, latestByHand, mayStillBeEntered, reasonAfterHours, reasonsAtGate } from './by-hand.rules'
import { oldestUpload } from './arrive.rules'

const startsAt = 1_000 * hour
const endsAt = startsAt + 9 * hour
const expected = { state: 'signed' as const, marketId: 'market-0001', startsAt, endsAt }
const judge = (reason: (typeof byHandReasons)[number], at: number, changes: object = {}) => judgeByHand(reason, { ...expected, ...changes }, 'market-0001', at)

describe('who is entered by hand', () => {
  test('at the gate counts from then, for any reason but the one for after the hours', () => {
    for (const reason of reasonsAtGate) {
      expect([startsAt, endsAt, endsAt + 1].map((at) => judge(reason, at))).toEqual(['accepted', 'accepted', 'outside_window'])
      expect(byHandArrival(reason, expected, startsAt + hour)).toBe(startsAt + hour)
    }
  })

  test('after the hours counts from the start, as long as a late scan is taken', () => {
    expect(latestByHand).toBe(oldestUpload)
    expect([startsAt, endsAt, endsAt + 1, endsAt + latestByHand, endsAt + latestByHand + 1].map((at) => judge(reasonAfterHours, at)))
      .toEqual(['outside_window', 'outside_window', 'accepted', 'accepted', 'outside_window'])
    expect(byHandArrival(reasonAfterHours, expected, endsAt + hour)).toBe(startsAt)
  })

  test('after the hours is somebody who had signed, who is said to have been absent or not yet, and nobody else', () => {
    const at = endsAt + hour
    expect(judge(reasonAfterHours, at, { state: 'absent' })).toBe('accepted')
    expect(judge(reasonAfterHours, at, { state: 'unsigned' })).toBe('not_hired')
    expect(judge(reasonAfterHours, at, { state: 'cancelled' })).toBe('cancelled')
    expect(judge(reasonAfterHours, at, { state: 'finished' })).toBe('already_arrived')
    expect(judge(reasonAfterHours, at, { marketId: 'market-0002' })).toBe('wrong_market')
  })

  test('reads that they still may be, as long as that is so', () => {
    expect((['signed', 'absent', 'arrived', 'cancelled', 'unsigned'] as const).filter((state) => mayStillBeEntered(state, endsAt, endsAt + 1))).toEqual(['signed', 'absent'])
    expect([endsAt, endsAt + latestByHand, endsAt + latestByHand + 1].map((now) => mayStillBeEntered('absent', endsAt, now))).toEqual([false, true, false])
  })

  test('finds words for every reason, and for why it is not the time', () => {
    expect(byHandReasons.filter((reason) => !byHandReasonWords[reason])).toEqual([])
    expect(byHandWords('outside_window', 'other').say).toContain('没到岗核实')
    expect(byHandWords('outside_window', reasonAfterHours).say).toBe('收工以后 30 天里才能这样报。')
  })
})
