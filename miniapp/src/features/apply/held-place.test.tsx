import { act, render } from '@testing-library/react'
import type { Application } from '@market/shared/apply/apply.contract'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, signedInAs } from '../../../test/support/page'
import { application, dawn, worker } from '../../../test/support/samples'
import { answerWith } from '../../../test/support/server'
import ApplicationPage from '../../pages/application/index'
import MinePage from '../../pages/mine/index'
import TodayPage from '../../pages/today/index'

vi.mock('../../platform/navigation', () => fakeNavigation)

const at = (id: string): HTMLElement | null => document.getElementById(id)
const words = (id: string): string => at(id)?.textContent ?? ''
const minutes = (count: number): number => count * 60_000
const pass = (ms: number): Promise<void> =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(ms)
  })
const path = '/api/applications/application-0001'
const held = application('offered', { offerUntil: dawn + minutes(5), agreement: null })
const queued = application('queued', { queueAhead: 2, agreement: null })

let mine: Application[] = []
let unread = 0
let offers: unknown[] = []
const market = {
  'GET /api/applications': () => ({ applications: mine }),
  [`GET ${path}`]: () => mine[0],
  'GET /api/check-ins/current': { checkIn: null },
  'GET /api/matches': { matches: [] },
  'GET /api/inbox': () => ({ messages: [], unread }),
  'GET /api/transfers/current': () => ({ moving: null, offers }),
}

beforeEach(() => {
  vi.useFakeTimers({ now: dawn })
  freshPhone({ applicationId: 'application-0001' })
  signedInAs(worker)
  mine = []
  unread = 0
  offers = []
})
afterEach(() => void vi.useRealTimers())

it('a place that is held for whoever is looking at 今天 appears there by itself, and so do the message and the bus', async () => {
  answerWith(market)
  render(<TodayPage />)
  await pass(100)
  expect(at('application-application-0001')).toBeNull()
  mine = [held]
  unread = 1
  offers = [{ id: 'transfer-0001', state: 'offered', from: { id: 'm1', name: '洛阳' }, to: { id: 'm2', name: '偃师区零工市场' }, job: null, applicationId: null, until: dawn, bus: null }]
  await pass(20_000)
  expect(words('application-application-0001')).toContain('有个位子给您留着')
  expect(words('open-inbox')).toContain('有 1 条新消息')
  expect(words('transfer-line')).toContain('有车去偃师区零工市场')
})

it('a place that is held appears under 我的活 by itself, and goes when its time is over', async () => {
  answerWith(market)
  mine = [queued]
  render(<MinePage />)
  await pass(100)
  expect(words('group-under_way')).toContain('前面还有 2 人')
  mine = [held]
  await pass(20_000)
  expect(words('group-my_turn')).toContain('有个位子给您留着')
  mine = [application('lapsed', { agreement: null })]
  await pass(15_000)
  expect(words('group-over')).toContain('位子让出去了')
})

it('on the page of a job in the queue the place appears by itself; once its time is over there is no 我去 any more', async () => {
  const asked = answerWith(market)
  mine = [queued]
  render(<ApplicationPage />)
  await pass(100)
  expect(at('accept')).toBeNull()
  mine = [{ ...held, offerUntil: dawn + 18_000 }]
  await pass(16_000)
  expect(words('accept')).toBe('我去')
  mine = [application('lapsed', { agreement: null })]
  const before = asked.length
  // The next look of the clock would be only at 30 seconds.
  await pass(8_000)
  expect(asked.length - before).toBe(1)
  expect(at('accept')).toBeNull()
  expect(words('application-state')).toContain('时间过了')
})

it('a job that nobody else moves on is not asked for again and again', async () => {
  const asked = answerWith(market)
  mine = [application('signed')]
  render(<ApplicationPage />)
  await pass(100)
  const before = asked.filter(({ call }) => call === `GET ${path}`).length
  await pass(minutes(2))
  expect(asked.filter(({ call }) => call === `GET ${path}`)).toHaveLength(before)
})
