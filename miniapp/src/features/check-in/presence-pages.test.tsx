import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import type { Presence, PresentPerson } from '@market/shared/check-in/presence.contract'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, navigation, signedInAs } from '../../../test/support/page'
import { checkIn, newcomer, worker } from '../../../test/support/samples'
import { answerWith, Refusal } from '../../../test/support/server'
import HallPage from '../../pages/hall/index'
import TodayPage from '../../pages/today/index'
import StaffPresencePage from '../../staff/presence/index'
import { standingOf } from './standing'

vi.mock('../../platform/navigation', () => fakeNavigation)

const staff = {
  ...newcomer, roles: ['staff' as const], staff: { marketId: 'market-0001', marketName: '洛阳市零工市场' },
  grants: [{ role: 'staff' as const, scopeName: '洛阳市零工市场', scopePath: '/41/4103/market-0001/', marketId: 'market-0001', untilAt: null }],
}
const presence: Presence = {
  marketId: 'market-0001', marketName: '洛阳市零工市场', people: 214, safeCapacity: 200,
  trades: [{ trade: '4-02-05-01', people: 120, levels: [{ level: 'intermediate', atLeast: 10 }] }, { trade: '6-29-01-01', people: 1, levels: [] }],
}
const person = (changes: Partial<PresentPerson> = {}): PresentPerson => ({
  personId: 'person-0007', nameMasked: '赵*柱', number: 7, trades: ['4-02-05-01'], skillLevel: 'intermediate', arrivedAt: Date.now() - 3_600_000, waitingSince: Date.now() - 3_600_000,
  verified: false, assurance: 'high', crewName: '老张班', work: { state: 'applied', title: '卸货搬运', startsAt: Date.now() + 3_600_000 }, ...changes,
})
const page = (people: PresentPerson[], next: string | null = null) => ({ marketId: 'market-0001', marketName: '洛阳市零工市场', total: people.length, safeCapacity: null, people, next })
const at = (id: string): HTMLElement => document.getElementById(id) as HTMLElement
const morning = {
  'GET /api/check-ins/current': { checkIn }, 'GET /api/matches': { matches: [] }, 'GET /api/applications': { applications: [] }, 'GET /api/inbox': { messages: [], unread: 0 },
  'GET /api/transfers/current': { moving: null, offers: [] },
}

beforeEach(() => freshPhone())

it('the hall shows who is there by trade, the largest first, and when the venue is too full', async () => {
  freshPhone({ marketId: 'market-0001' })
  answerWith({ 'GET /api/markets/market-0001/presence': presence })
  render(<HallPage />)
  await screen.findByText('现在在场 214 人')
  expect(at('hall-trades').textContent).toMatch(/^装卸搬运120 人中级工 10 人以上.*1 人$/)
  expect(screen.getByText('超过安全人数 200 人了，请先疏导')).toBeTruthy()
})

it('staff see who waits how long, what they can and what they are about to take', async () => {
  signedInAs(staff)
  answerWith({ 'GET /api/presence': page([person()]) })
  render(<StaffPresencePage />)
  await screen.findByText('7 号 · 赵*柱')
  const words = at('present-person-0007').textContent ?? ''
  for (const shown of ['赵', '装卸搬运 · 中级工 · 老张班', '等了 1 小时', '没实名', '报了名，还没签 · 卸货搬运']) expect(words).toContain(shown)
})

it('staff note that somebody has gone after being asked once, and hear when they were late', async () => {
  signedInAs(staff)
  let reply: unknown = { number: 7, nameMasked: '赵*柱', leftAt: 1 }
  const asked = answerWith({ 'GET /api/presence': page([person()]), 'POST /api/presence/left': () => reply })
  render(<StaffPresencePage />)
  await waitFor(() => expect(at('left-person-0007')).toBeTruthy())
  fireEvent.click(at('left-person-0007'))
  expect(asked.some(({ call }) => call.startsWith('POST'))).toBe(false)
  fireEvent.click(at('note-left-confirm'))
  await waitFor(() => expect(asked.filter(({ call }) => call.startsWith('POST')).map(({ body }) => body)).toEqual([{ personId: 'person-0007' }]))
  reply = new Refusal('person_not_present')
  await waitFor(() => expect(at('left-person-0007').textContent).toBe('离开了'))
  fireEvent.click(at('left-person-0007'))
  fireEvent.click(at('note-left-confirm'))
  await waitFor(() => expect(at('presence-problem').textContent).toContain('现在不在场'))
})

it('who came by the poster is marked, until staff say that they see them', async () => {
  signedInAs(staff)
  let seen = person({ assurance: 'low' })
  const asked = answerWith({
    'GET /api/presence': () => page([seen]),
    'POST /api/presence/seen': () => {
      seen = person()
      return { number: 7, nameMasked: '赵*柱', assurance: 'high' }
    },
  })
  render(<StaffPresencePage />)
  await waitFor(() => expect(at('present-person-0007').textContent).toContain('没核到场'))
  fireEvent.click(at('seen-person-0007'))
  await waitFor(() => expect(at('seen-person-0007')).toBeNull())
  expect(at('present-person-0007').textContent).not.toContain('没核到场')
  expect(asked.find(({ call }) => call === 'POST /api/presence/seen')?.body).toEqual({ personId: 'person-0007' })
})

it('nobody without a grant sees the people', () => {
  signedInAs(worker)
  const asked = answerWith({})
  render(<StaffPresencePage />)
  expect(at('not-granted')).toBeTruthy()
  expect(asked).toEqual([])
})

it('a worker who is at a market may leave, and is told what that means first', async () => {
  signedInAs(worker)
  const asked = answerWith({ ...morning, 'POST /api/check-ins/current/leave': { ...checkIn, leftAt: 1, leftReason: 'scan' } })
  render(<TodayPage />)
  await waitFor(() => expect(at('leave-market')).toBeTruthy())
  fireEvent.click(at('leave-market'))
  expect(at('leave-market-sheet').textContent).toContain('一小时内回来')
  fireEvent.click(at('leave-market-sheet-confirm'))
  await waitFor(() => expect(asked.some(({ call }) => call === 'POST /api/check-ins/current/leave')).toBe(true))
})

it('whoever has left is told how to come back, and not offered to leave again', async () => {
  const left = { ...checkIn, leftAt: checkIn.at + 3_600_000, leftReason: 'scan' as const }
  expect(standingOf({ checkIn: left, matches: [], current: null, moving: null }, left.leftAt)).toEqual({ now: '您 06:12 离场了', next: '想接着找活，再扫门口的码就行，还是第 38 位' })
  signedInAs(worker)
  answerWith({ ...morning, 'GET /api/check-ins/current': { checkIn: left } })
  render(<TodayPage />)
  await waitFor(() => expect(at('standing').textContent).toContain('离场了'))
  expect(at('leave-market')).toBeNull()
  expect(navigation.went).toEqual([])
})

it('a bus that waits for an answer stands above the jobs, not below them', async () => {
  signedInAs(worker)
  const to = { id: 'market-0002', name: '偃师区零工市场', address: '商城路', lat: 34.7, lng: 112.8, hotline: '037912333', opensAt: '05:00', closesAt: '18:00' }
  const offer = { id: 'transfer-0001', state: 'offered', from: { id: 'market-0001', name: '洛阳市零工市场' }, to, job: null, applicationId: null, until: Date.now() + 600_000, bus: null }
  answerWith({ ...morning, 'GET /api/transfers/current': { moving: null, offers: [offer] } })
  render(<TodayPage />)
  await screen.findByText('有车去偃师区零工市场，去不去？')
  await waitFor(() => expect(at('matches')).toBeTruthy())
  expect(at('transfer-line').compareDocumentPosition(at('matches')) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy()
  expect(screen.queryByText('这里没合适的？转场看看')).toBeNull()
})
