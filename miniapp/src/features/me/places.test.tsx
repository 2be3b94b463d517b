import { act, fireEvent, render, waitFor } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, navigation, signedInAs } from '../../../test/support/page'
import { newcomer } from '../../../test/support/samples'
import { answerWith } from '../../../test/support/server'
import MePage from '../../pages/me/index'
import { usePageStatus } from '../../ui/page-status'
import { placesFor } from './places'

vi.mock('../../platform/navigation', () => fakeNavigation)

const grant = (role: 'staff' | 'manager') => ({ role, scopeName: '洛阳市零工市场', scopePath: '/41/4103/market-0001/', marketId: 'market-0001', untilAt: null })
const staff = { ...newcomer, roles: ['staff' as const], staff: { marketId: 'market-0001', marketName: '洛阳市零工市场' }, grants: [grant('staff')] }

beforeEach(() => freshPhone())

it('staff find the screen of their own hall beside who is there', () => {
  signedInAs(staff)
  answerWith({ 'GET /api/inbox': { messages: [], unread: 0 } })
  render(<MePage />)
  const [present, hall] = [document.getElementById('to-presence'), document.getElementById('to-hall')]
  expect(hall?.textContent).toContain('大厅的屏')
  expect(present?.nextElementSibling).toBe(hall)
  fireEvent.click(hall as HTMLElement)
  expect(navigation.went).toEqual([['open', '/pages/hall/index', { marketId: 'market-0001' }]])
})

it('a manager finds it where a market is chosen, and nobody is led to the hall of no market', () => {
  const manager = { ...newcomer, grants: [grant('manager')] }
  expect(placesFor(manager, 'manager', 'home').find(({ id }) => id === 'hall')?.atMarket).toBe(true)
  expect(placesFor({ ...staff, staff: null }, 'staff').map(({ id }) => id)).not.toContain('hall')
})

it('whoever holds a paper finds where it is verified, in every part but the manager’s', () => {
  signedInAs(staff)
  answerWith({ 'GET /api/inbox': { messages: [], unread: 0 } })
  render(<MePage />)
  fireEvent.click(document.getElementById('to-verify') as HTMLElement)
  expect(navigation.went).toEqual([['open', '/pages/verify/index']])
  for (const part of ['worker', 'employer', 'staff'] as const) expect(placesFor(staff, part).map(({ id }) => id)).toContain('verify')
})

it('whose scans are not reported yet is warned before leaving, and may stay or go', async () => {
  signedInAs(staff)
  const asked = answerWith({ 'GET /api/inbox': { messages: [], unread: 0 }, 'DELETE /api/session': {} })
  const left = () => asked.filter(({ call }) => call === 'DELETE /api/session')
  const at = (id: string) => document.getElementById(id) as HTMLElement
  render(<MePage />)
  act(() => usePageStatus.setState({ unreported: 3 }))
  fireEvent.click(at('sign-out'))
  expect(at('leave-sheet').textContent).toContain('还有 3 次扫码没报上去')
  expect(left()).toEqual([])
  fireEvent.click(at('leave-sheet-close'))
  expect(at('leave-sheet')).toBeNull()
  fireEvent.click(at('sign-out'))
  fireEvent.click(at('leave-sheet-confirm'))
  await waitFor(() => expect(left()).toHaveLength(1))
  act(() => usePageStatus.setState({ unreported: 0 }))
})
