import { fireEvent, render, screen } from '@testing-library/react'
import type { Case } from '@market/shared/cases/cases.contract'
import type { Overview } from '@market/shared/monitor/monitor.contract'
import { hour, minute } from '@market/shared/words/time'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, navigation, signedInAs } from '../../../test/support/page'
import { newcomer } from '../../../test/support/samples'
import { answerWith } from '../../../test/support/server'
import ManagerHomePage from '../../manager/home/index'
import ManagerMarketPage from '../../manager/market-today/index'
import { figureLines } from './manager-home.text'

vi.mock('../../platform/navigation', () => fakeNavigation)

const manager = {
  ...newcomer, roles: ['manager' as const],
  grants: [{ role: 'manager' as const, scopeName: '洛阳市零工市场', scopePath: '/41/4103/market-0001/', marketId: 'market-0001', untilAt: null }],
}
const officer = { ...newcomer, roles: ['officer' as const], grants: [{ role: 'officer' as const, scopeName: '河南省', scopePath: '/41/', marketId: null, untilAt: null }] }

const day: Overview = {
  day: '2026-11-23', marketCount: 1, today: { checkedIn: 214, applied: 90, signed: 63, arrived: 40, settled: 0 },
  usual: { checkedIn: 230, applied: 80, signed: 60, arrived: 58, settled: 55 }, openPlaces: 52,
  shortages: [{ trade: '4-02-05-01', places: 20, present: 3 }],
  markets: [{ marketId: 'market-0001', name: '洛阳市零工市场', figures: { checkedIn: 214, applied: 90, signed: 63, arrived: 40, settled: 0 }, openCases: 3, overdueCases: 1 }],
}
const waiting: Case = {
  id: 'case-0001', kind: 'posting', subjectId: 'job-0001', marketName: '洛阳市零工市场', aboutMasked: '李*', openedAt: Date.now() - hour, dueAt: Date.now() - 10 * minute,
  owner: null, mayDecide: true, closedAt: null, outcome: null,
}

beforeEach(() => freshPhone())

it('whoever answers for one market sees its day against a usual one, what is short and what is late', async () => {
  signedInAs(manager)
  answerWith({ 'GET /api/cases': { cases: [waiting], overdue: 1 }, 'GET /api/overview': day })
  const { container } = render(<ManagerHomePage />)
  await screen.findByText('214 人 · 平常一天 230')
  expect(container.querySelector('#manager-state')?.textContent).toBe('1 件等着办，1 件超时负责人 · 洛阳市零工市场')
  expect(container.querySelector('#pressing-case-0001')?.textContent).toContain('超时 10 分')
  expect(container.querySelector('#shortages')?.textContent).toContain('在场 3 人，还要 20 人')
  expect(container.querySelector('#markets-today')).toBeNull()
})

it('whoever watches over many sees which need somebody, and opens one', async () => {
  signedInAs(officer)
  answerWith({ 'GET /api/cases': { cases: [], overdue: 0 }, 'GET /api/overview': { ...day, marketCount: 158 } })
  const { container } = render(<ManagerHomePage />)
  await screen.findByText('今天 · 158 个市场和服务站')
  expect(container.querySelector('#markets-today-market-0001')?.textContent).toBe('洛阳市零工市场1 件超时来了 214 人 · 等着办 3 件')
  fireEvent.click(container.querySelector('#markets-today-market-0001')!)
  expect(navigation.went).toEqual([['open', '/manager/market-today/index', { marketId: 'market-0001' }]])
})

it('a market of which too little is known yet has figures without a usual day', () => {
  expect(figureLines(day.today, null)[0]).toMatchObject({ figure: '214 人', whole: 0 })
})

it('one market of several has its own page', async () => {
  signedInAs(officer)
  navigation.params = { marketId: 'market-0001' }
  answerWith({
    'GET /api/markets/market-0001/today': {
      market: { id: 'market-0001', name: '洛阳市零工市场' }, day: '2026-11-23', ...day.today, openPlaces: 0, presentByTrade: [{ trade: '4-02-05-01', people: 63 }],
    },
  })
  const { container } = render(<ManagerMarketPage />)
  await screen.findByText('在场：装卸搬运 63')
  expect(container.querySelector('#market-today')?.textContent).toContain('开着的岗位都招满了')
})

it('nobody without a grant comes in', () => {
  signedInAs({ ...newcomer, roles: ['employer'] })
  const asked = answerWith({})
  const { container } = render(<ManagerHomePage />)
  expect(container.querySelector('#not-granted')).not.toBeNull()
  expect(asked).toEqual([])
})
