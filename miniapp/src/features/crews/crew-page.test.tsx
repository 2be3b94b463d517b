import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import type { Crew, CrewMember } from '@market/shared/crews/crews.contract'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, navigation, signedInAs } from '../../../test/support/page'
import { dawn, newcomer, worker } from '../../../test/support/samples'
import { answerWith, Refusal, type Asked } from '../../../test/support/server'
import CrewPage from '../../pages/crew/index'
import { leaderNext } from './crews.text'

vi.mock('../../platform/navigation', () => fakeNavigation)

const member = (nameMasked: string, changes: Partial<CrewMember> = {}): CrewMember => ({ nameMasked, isLeader: false, isMe: false, verified: true, work: 'none', joinedAt: dawn, ...changes })
const crew = (changes: Partial<Crew> = {}): Crew => ({
  id: 'crew-00001', name: '老张班', leaderMasked: '张*山', mine: true, size: 2, code: 'https://market.test/q/c123',
  members: [member('张*山', { isLeader: true, isMe: true }), member('李*', { work: 'signed' })], ...changes,
})
const at = (id: string): HTMLElement => document.getElementById(id) as HTMLElement
const there = (id: string): boolean => document.getElementById(id) !== null
const current = 'GET /api/crews/current'
const look = { name: '老张班', leaderMasked: '张*山', size: 4, full: false }
const bodies = (asked: Asked[], call: string): unknown[] => asked.filter((one) => one.call === call).map(({ body }) => body)

beforeEach(() => {
  freshPhone()
  signedInAs(worker)
})

it('a leader makes a crew by its name, and has one code to show', async () => {
  let made = false
  const asked = answerWith({
    [current]: () => ({ crew: made ? crew({ size: 1 }) : null }),
    'POST /api/crews': () => {
      made = true
      return crew({ size: 1 })
    },
  })
  render(<CrewPage />)
  await waitFor(() => expect(there('crew-name')).toBe(true))
  fireEvent.change(at('crew-name'), { target: { value: '老张班' } })
  fireEvent.click(at('crew-make'))
  await waitFor(() => expect(there('crew-code')).toBe(true))
  expect(bodies(asked, 'POST /api/crews')).toEqual([{ name: '老张班' }])
  expect(at('crew-state').textContent).toContain('把下面的码给工友扫')
})

it('a name that could reach somebody is refused beside the field, and nothing is sent', async () => {
  const asked = answerWith({ [current]: { crew: null } })
  render(<CrewPage />)
  await waitFor(() => expect(there('crew-name')).toBe(true))
  fireEvent.change(at('crew-name'), { target: { value: '找我13800138000' } })
  fireEvent.click(at('crew-make'))
  expect(at('crew-name-error').textContent).toContain('不要写电话')
  expect(bodies(asked, 'POST /api/crews')).toEqual([])
})

it('the leader sees who is ready: masked, verified or not, signed or not', async () => {
  answerWith({ [current]: { crew: crew({ size: 3, members: [member('张*山', { isLeader: true, isMe: true, work: 'signed' }), member('李*', { work: 'arrived' }), member('钱*多', { verified: false })] }) } })
  render(<CrewPage />)
  await screen.findByText('钱*多')
  const words = document.body.textContent ?? ''
  for (const shown of ['班长 · 您 · 已实名', '签好了', '到岗了', '没实名', '还没报名']) expect(words).toContain(shown)
  expect(at('crew-state').textContent).toContain('1 人还没实名')
})

it('says in the state card what is left to do', () => {
  expect(leaderNext(crew({ size: 1 }))).toContain('把下面的码给工友扫')
  expect(leaderNext(crew({ members: [member('张*山', { work: 'signed' }), member('李*', { work: 'applied' })] }))).toBe('1 人还没签好，各人签各人的')
  expect(leaderNext(crew({ members: [member('张*山', { work: 'signed' }), member('李*', { work: 'arrived' })] }))).toBe('都签好了，按时带去')
})

it('who scanned a leader’s code sees whose crew it is and what it means, and then joins', async () => {
  freshPhone({ code: 'c123' })
  signedInAs(worker)
  let joined = false
  const mine = crew({ mine: false, code: null, members: [member('张*山', { isLeader: true }), member('王*国', { isMe: true })] })
  const asked = answerWith({
    [current]: () => ({ crew: joined ? mine : null }),
    'POST /api/crews/looks': look,
    'POST /api/crews/joins': () => {
      joined = true
      return mine
    },
  })
  render(<CrewPage />)
  await screen.findByText('班长 张*山，现在 4 人')
  expect(at('crew-rules').textContent).toContain('班长不能代办')
  fireEvent.click(at('crew-join'))
  await waitFor(() => expect(there('crew-leave')).toBe(true))
  expect(bodies(asked, 'POST /api/crews/joins')).toEqual([{ code: 'c123' }])
})

it('who is not registered yet does that first, and comes back to the crew', async () => {
  freshPhone({ code: 'c123' })
  signedInAs(newcomer)
  answerWith({ 'POST /api/crews/looks': look })
  render(<CrewPage />)
  await screen.findByText('先登记，再进班组')
  fireEvent.click(at('crew-join'))
  expect(navigation.went).toEqual([['open', '/pages/register/index', { crew: 'c123' }]])
})

it('a crew that is closed, full, or not one’s only one says so', async () => {
  freshPhone({ code: 'c123' })
  signedInAs(worker)
  let reply: unknown = new Refusal('crew_closed')
  answerWith({ [current]: { crew: null }, 'POST /api/crews/looks': () => reply, 'POST /api/crews/joins': new Refusal('already_in_crew') })
  const closed = render(<CrewPage />)
  await screen.findByText(/已经解散/)
  closed.unmount()
  reply = { ...look, full: true }
  const full = render(<CrewPage />)
  await screen.findByText('满员了')
  full.unmount()
  reply = look
  render(<CrewPage />)
  await screen.findByText('进这个班组')
  fireEvent.click(at('crew-join'))
  await waitFor(() => expect(at('crew-problem').textContent).toContain('先退出那个'))
})

it('a member leaves and a leader closes after being asked once', async () => {
  let gone = false
  const left = answerWith({
    [current]: () => ({ crew: gone ? null : crew({ mine: false, code: null }) }),
    'POST /api/crews/current/leave': () => {
      gone = true
      return { done: true }
    },
  })
  const page = render(<CrewPage />)
  await waitFor(() => expect(there('crew-leave')).toBe(true))
  fireEvent.click(at('crew-leave'))
  fireEvent.click(at('crew-leave-sheet-confirm'))
  await waitFor(() => expect(there('crew-make')).toBe(true))
  expect(bodies(left, 'POST /api/crews/current/leave')).toHaveLength(1)
  page.unmount()

  freshPhone()
  signedInAs(worker)
  const closed = answerWith({ [current]: { crew: crew() }, 'POST /api/crews/current/close': { done: true } })
  render(<CrewPage />)
  await waitFor(() => expect(there('crew-close')).toBe(true))
  fireEvent.click(at('crew-close'))
  fireEvent.click(at('crew-close-sheet-confirm'))
  await waitFor(() => expect(bodies(closed, 'POST /api/crews/current/close')).toHaveLength(1))
})
