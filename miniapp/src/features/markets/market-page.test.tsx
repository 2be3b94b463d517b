import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import { marketPage } from '../../../test/support/market-samples'
import { fakeNavigation, freshPhone, navigation } from '../../../test/support/page'
import { answerWith, Refusal } from '../../../test/support/server'
import MarketPage from '../../pages/market/index'
import MarketsPage from '../../pages/markets/index'
import { useWhereIAm } from '../jobs/place.store'
import { nearbyWords, openingWords } from './market.text'

vi.mock('../../platform/navigation', () => fakeNavigation)

const at = (id: string): HTMLElement | null => document.getElementById(id)
const dawn = Date.parse('2026-11-23T04:40:00+08:00')

beforeEach(() => {
  freshPhone({ marketId: 'market-0001' })
  useWhereIAm.setState({ place: null, asked: 'never' })
})

it('shows everybody whether the market is open, where it is, what it does and whom to call, signed in or not', async () => {
  answerWith({ 'GET /api/markets/market-0001': marketPage() })
  render(<MarketPage />)
  await waitFor(() => expect(at('market-state')?.textContent).toBe('现在开着，全天开放'))
  expect(at('market-facts')?.textContent).toContain('洛龙区开元大道 1 号')
  expect(at('market-facts')?.textContent).toContain('最多 800 人')
  expect(at('market-facts')?.textContent).toContain('咨询电话0379-12333')
  expect(at('complaint')?.textContent).toContain('投诉电话12345')
  expect(at('services')?.textContent).toContain('即时快招')
  expect(at('guide-0')?.textContent).toMatch(/^找活的怎么办1带身份证/)
  expect(at('promises')?.textContent).toContain('不向工人和雇主收一分钱')
  expect(at('operator')).toBeNull()
  expect(at('rules')?.textContent).toBe('看规章制度')
  fireEvent.click(at('show-rules')!)
  expect(at('rules')?.textContent).toContain('工资结算')
  fireEvent.click(at('markets-below-market-0002')!)
  expect(navigation.went).toEqual([['open', '/pages/market/index', { marketId: 'market-0002' }]])
})

it('says who runs it, and which of their papers have run out', async () => {
  answerWith({
    'GET /api/markets/market-0001': marketPage({
      operator: {
        employerId: 'person-0009', name: '洛阳众诚人力资源有限公司', kind: 'agency', since: dawn, verified: false,
        licences: [
          { kind: 'business_licence', number: '91350100M000100Y43', validUntil: null, standing: 'valid' },
          { kind: 'hr_permit', number: '4103002026001', validUntil: '2026-11-01', standing: 'over' },
        ],
      },
    }),
  })
  render(<MarketPage />)
  await waitFor(() => expect(at('operator')?.textContent).toContain('洛阳众诚人力资源有限公司'))
  expect(at('operator')?.textContent).toContain('核验已过期')
  expect(at('licence-business_licence')?.textContent).toBe('营业执照91350100M000100Y43，长期有效')
  expect(at('licence-hr_permit')?.textContent).toBe('人力资源服务许可证4103002026001，2026-11-01 到期了过期')
})

it('leaves out what a market has not published, and says when it is gone', async () => {
  const nothing = marketPage().profile
  const silent = { ...nothing, services: [], promises: [], guides: [], facilities: [], deskFunctions: [], rules: { hiring: '', labour: '', mediation: '', publishing: '', pay: '' }, elements: { ...nothing.elements, channels: '', matching: '', operation: '', venue: '', funding: '', rights: '', evaluation: '' } }
  answerWith({ 'GET /api/markets/market-0001': marketPage({ closedAt: dawn, profile: silent, below: [], fenceMetres: null, safeCapacity: null }) })
  render(<MarketPage />)
  await waitFor(() => expect(at('market-gone')?.textContent).toContain('已经不办了'))
  for (const id of ['services', 'promises', 'guide-0', 'facilities', 'rules', 'markets-below', 'market-state']) expect(at(id)).toBeNull()
})

it('a market that does not exist is said so', async () => {
  answerWith({ 'GET /api/markets/market-0001': new Refusal('not_found') })
  render(<MarketPage />)
  await waitFor(() => expect(screen.getByText(/没有找到/)).toBeTruthy())
})

it('the list shows those open now first, nearest first once the phone says where it is', async () => {
  const { market } = marketPage()
  const far = { ...market, id: 'market-0003', name: '新安县零工市场' }
  const asked: string[] = []
  answerWith({ 'GET /api/markets': { markets: [{ market, distanceMetres: null }] } })
  const answer = globalThis.fetch
  vi.stubGlobal('fetch', (url: string, init?: RequestInit) => {
    asked.push(url)
    if (!url.includes('lat=')) return answer(url, init)
    return Promise.resolve(new Response(JSON.stringify({ markets: [{ market, distanceMetres: 850 }, { market: far, distanceMetres: 12_300 }] })))
  })
  vi.stubGlobal('navigator', { ...navigator, geolocation: { getCurrentPosition: (found: (at: { coords: object }) => void) => found({ coords: { latitude: 34.62, longitude: 112.45 } }) } })
  render(<MarketsPage />)
  await waitFor(() => expect(at('markets-market-0001')?.textContent).toBe('洛阳市零工市场现在开着，全天开放'))
  expect(asked[0]).toContain('open=true')
  fireEvent.click(at('near-me')!)
  await waitFor(() => expect(at('markets-market-0001')?.textContent).toBe('洛阳市零工市场离您最近850 米 · 现在开着，全天开放'))
  expect(at('markets-market-0003')?.textContent).toContain('12 公里')
  fireEvent.click(at('which-all')!)
  await waitFor(() => expect(asked.at(-1)).not.toContain('open='))
  fireEvent.click(at('markets-market-0003')!)
  expect(navigation.went).toEqual([['open', '/pages/market/index', { marketId: 'market-0003' }]])
})

it('at night, when none is open, it says when they open and offers all of them', async () => {
  answerWith({ 'GET /api/markets': { markets: [] } })
  render(<MarketsPage />)
  await waitFor(() => expect(at('no-markets')?.textContent).toContain('这会儿都没开门'))
  fireEvent.click(at('all-markets')!)
  await waitFor(() => expect(at('no-markets')?.textContent).toContain('还没有市场'))
})

it('a phone that will not say where it is gets the list by name', async () => {
  answerWith({ 'GET /api/markets': { markets: [{ market: marketPage().market, distanceMetres: null }] } })
  vi.stubGlobal('navigator', { ...navigator, geolocation: { getCurrentPosition: (_: unknown, failed: () => void) => failed() } })
  render(<MarketsPage />)
  await waitFor(() => expect(at('near-me')).not.toBeNull())
  fireEvent.click(at('near-me')!)
  await waitFor(() => expect(at('place-refused')?.textContent).toContain('先按名称排'))
})

it('opening is said in words that hold until it changes', () => {
  expect(openingWords({ opensAt: '05:00', closesAt: '18:00' }, dawn)).toBe('现在没开，今天 05:00 开门')
  expect(openingWords({ opensAt: '04:00', closesAt: '18:00' }, dawn)).toBe('现在开着，今天 18:00 关门')
  expect(nearbyWords(marketPage().market, null, dawn)).toBe('现在开着，全天开放')
})
