import type { Clock } from '../../src/clock'

/** A clock that tests turn. Starts at 04:40 on a Monday in a market: before dawn, as in life. */
export interface TestClock extends Clock {
  set(at: number): void
  advance(ms: number): void
}

export const monday0440 = Date.parse('2026-11-23T04:40:00+08:00')

export function testClock(start = monday0440): TestClock {
  let at = start
  return {
    now: () => at,
    set: (to) => {
      at = to
    },
    advance: (ms) => {
      at += ms
    },
  }
}
