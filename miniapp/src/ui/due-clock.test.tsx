import { act, render } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { day, hour, minute } from '@market/shared/words/time'
import { due, DueClock } from './due-clock'

afterEach(() => vi.useRealTimers())

const now = Date.UTC(2026, 10, 22, 21, 0)

test.each([
  [80 * minute, '还剩 1 小时 20 分', 'plain'],
  [2 * hour, '还剩 2 小时', 'plain'],
  [hour, '还剩 1 小时', 'wait'],
  [9 * minute + 59_000, '还剩 9 分', 'wait'],
  [30_000, '马上到时间', 'wait'],
  [0, '马上到时间', 'wait'],
  [-1, '超时 1 分', 'refused'],
  [-10 * minute, '超时 10 分', 'refused'],
  [-90 * minute, '超时 1 小时 30 分', 'refused'],
  [2 * day + 3 * hour + 59 * minute, '还剩 2 天 3 小时', 'plain'],
  [5 * day, '还剩 5 天', 'plain'],
] as const)('a deadline %i ms away is said as %s, %s', (left, words, tone) => {
  expect(due(now + left, now)).toEqual({ words, tone })
})

test('what is near is for whoever sets the deadline to say', () => {
  expect(due(now + 3 * day, now, 7 * day).tone).toBe('wait')
})

test('a late deadline has a sign beside its colour, and the words move once a minute', () => {
  vi.useFakeTimers({ now })
  const { container } = render(<DueClock dueAt={now - 10 * minute} />)
  expect(container.textContent).toBe('超时 10 分')
  expect(container.querySelector('img')).not.toBeNull()
  act(() => void vi.advanceTimersByTime(59_000))
  expect(container.textContent).toBe('超时 10 分')
  act(() => void vi.advanceTimersByTime(1_000))
  expect(container.textContent).toBe('超时 11 分')
})
