import { day, hour, marketDay } from '@market/shared/words/time'
import { expect, test } from 'vitest'
import { whichToRemove } from './which-to-keep'

const now = Date.parse('2026-11-23T04:40:00+08:00')
const kept = (times: readonly number[], keeping: Parameters<typeof whichToRemove>[1]): number[] => {
  const removed = whichToRemove(times, keeping)
  return times.filter((at) => !removed.includes(at))
}

test('made every hour for a month, there are the last hours and the last of each of the last days', () => {
  let times: number[] = []
  for (let at = now - 30 * day; at <= now; at += hour) times = kept([...times, at], { hourly: 24, daily: 14 })
  const [hours, days] = [times.filter((at) => at > now - day), times.filter((at) => at <= now - day)]
  expect(hours).toHaveLength(24)
  expect(new Set(times.map(marketDay)).size).toBe(14)
  // The last of a day is the one before midnight in the market, not in Greenwich.
  expect(days.every((at) => new Date(at + 8 * hour).getUTCHours() === 23)).toBe(true)
})

test('several of one hour leave its newest, and order does not matter', () => {
  const minute = 60_000
  expect(kept([now, now - 30 * minute, now - 20 * minute, now - hour], { hourly: 3, daily: 1 })).toEqual([now, now - hour])
  expect(kept([now - hour, now], { hourly: 1, daily: 0 })).toEqual([now])
})

test('the newest stays whatever is asked for, and what was made before a long pause too', () => {
  expect(kept([now], { hourly: 0, daily: 0 })).toEqual([now])
  expect(kept([now - 100 * day, now - 90 * day], { hourly: 1, daily: 2 })).toEqual([now - 100 * day, now - 90 * day])
})
