import { render, screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, signedInAs } from '../../../test/support/page'
import { newcomer } from '../../../test/support/samples'
import { answerWith } from '../../../test/support/server'
import ManagerHomePage from '../../manager/home/index'

vi.mock('../../platform/navigation', () => fakeNavigation)

const manager = {
  ...newcomer, roles: ['manager' as const],
  grants: [{ role: 'manager' as const, scopeName: '洛阳市零工市场', scopePath: '/41/4103/market-0001/', marketId: 'market-0001', untilAt: null }],
}
const officer = { ...newcomer, roles: ['officer' as const], grants: [{ role: 'officer' as const, scopeName: '河南省', scopePath: '/41/', marketId: null, untilAt: null }] }

const day = {
  market: { id: 'market-0001', name: '洛阳市零工市场' }, day: '2026-11-23', checkedIn: 214, applied: 90, signed: 63, arrived: 40, settled: 0, openPlaces: 52,
  presentByTrade: [{ trade: '4-02-05-01', people: 63 }],
}

beforeEach(() => freshPhone())

it('whoever answers for one market sees its day', async () => {
  signedInAs(manager)
  answerWith({ 'GET /api/cases': { cases: [], overdue: 0 }, 'GET /api/markets/market-0001/today': day })
  const { container } = render(<ManagerHomePage />)
  await screen.findByText('214 人')
  expect(container.querySelector('#manager-today')?.textContent).toContain('洛阳市零工市场 · 今天')
  expect(container.querySelector('#manager-state')?.textContent).toContain('负责人 · 洛阳市零工市场')
  expect(container.querySelector('#tab-queue')).not.toBeNull()
})

it('whoever watches over many is not shown one of them as if it were all', async () => {
  signedInAs(officer)
  const asked = answerWith({ 'GET /api/cases': { cases: [], overdue: 0 } })
  const { container } = render(<ManagerHomePage />)
  await waitFor(() => expect(container.querySelector('#manager-state')?.textContent).toContain('主管部门 · 河南省'))
  expect(asked.map(({ call }) => call)).toEqual(['GET /api/cases'])
})
