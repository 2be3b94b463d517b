import { fireEvent, render, waitFor } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import { marketPage, provinceCoverage } from '../../../test/support/market-samples'
import { fakeNavigation, freshPhone, navigation, signedInAs } from '../../../test/support/page'
import { newcomer } from '../../../test/support/samples'
import { answerWith, Refusal, type Asked } from '../../../test/support/server'
import CoveragePage from '../../manager/coverage/index'
import MarketProfilePage from '../../manager/market-profile/index'
import NewMarketPage from '../../manager/market-new/index'
import ManagedMarketsPage from '../../manager/markets/index'
import { detailsOf, formOf } from './manager-profile-form'

vi.mock('../../platform/navigation', () => fakeNavigation)

const at = (id: string): HTMLElement | null => document.getElementById(id)
const grant = (role: 'manager' | 'officer', scopePath: string) => ({ role, scopePath, scopeName: '洛阳市', marketId: role === 'manager' ? 'market-0001' : null, untilAt: null })
const manager = { ...newcomer, roles: ['manager' as const], grants: [grant('manager', '/41/4103/market-0001/')] }
const officer = { ...newcomer, roles: ['officer' as const], grants: [grant('officer', '/41/4103/')] }

/** In tests the field's element and its input are one. */
const type = (id: string, value: string): void => {
  fireEvent.input(at(id)!, { target: { value } })
}
const bodiesOf = (asked: Asked[], call: string) => asked.filter((one) => one.call === call).map(({ body }) => body as Record<string, unknown>)

beforeEach(() => freshPhone({ marketId: 'market-0001' }))

it('a form that nobody touched is the market as it stands', () => {
  const page = marketPage()
  const { address, lat, lng, opensAt, closesAt, hotline, complaintPhone } = page.market
  expect(detailsOf(formOf(page))).toEqual({ address, lat, lng, opensAt, closesAt, hotline, complaintPhone, fenceMetres: 300, safeCapacity: 800, profile: page.profile })
})

it('a market that has published nothing begins with what is usual for its kind', () => {
  const page = marketPage({ fenceMetres: null, safeCapacity: null, profile: { ...marketPage().profile, services: [], guides: [], promises: [] } })
  expect(formOf(page)).toMatchObject({ safeCapacity: '800', services: expect.stringContaining('即时快招') as string })
})

it('a manager changes one part and saves it with the version that was read', async () => {
  signedInAs(manager)
  const asked = answerWith({ 'GET /api/markets/market-0001': marketPage(), 'POST /api/markets/market-0001': marketPage({ version: 4 }) })
  render(<MarketProfilePage />)
  await waitFor(() => expect(at('part-place')?.textContent).toContain('洛龙区开元大道 1 号'))
  expect(at('operator-card')).toBeNull()
  fireEvent.click(at('part-place')!)
  type('safeCapacity', '650')
  fireEvent.click(at('part-promises')!)
  type('promises', '不收一分钱\n\n说到做到')
  fireEvent.click(at('save-profile')!)
  await waitFor(() => expect(navigation.went).toEqual([['replace', '/manager/market-profile/index', { marketId: 'market-0001', saved: '1' }]]))
  expect(bodiesOf(asked, 'POST /api/markets/market-0001')).toMatchObject([{ version: 3, safeCapacity: 650, profile: { promises: ['不收一分钱', '说到做到'] } }])
})

it('what is wrong opens its part and stands beside its field; nothing is sent', async () => {
  signedInAs(manager)
  const asked = answerWith({ 'GET /api/markets/market-0001': marketPage() })
  render(<MarketProfilePage />)
  await waitFor(() => expect(at('part-phones')).not.toBeNull())
  fireEvent.click(at('part-phones')!)
  type('hotline', '123')
  fireEvent.click(at('part-phones')!)
  fireEvent.click(at('save-profile')!)
  await waitFor(() => expect(at('profile-wrong')?.textContent).toContain('有 1 处要改'))
  expect(at('hotline-error')?.textContent).toContain('带区号')
  expect(bodiesOf(asked, 'POST /api/markets/market-0001')).toEqual([])
})

it('when a colleague saved first, their state and what was typed stand together, and saving again sends both', async () => {
  signedInAs(manager)
  const theirs = marketPage({ version: 4, market: { ...marketPage().market, hotline: '0379-63912345' } })
  let saved = false
  const asked = answerWith({
    'GET /api/markets/market-0001': () => (saved ? theirs : marketPage()),
    'POST /api/markets/market-0001': ({ body }: Asked) => {
      saved = true
      return (body as { version: number }).version === 4 ? marketPage({ version: 5 }) : new Refusal('changed_meanwhile')
    },
  })
  render(<MarketProfilePage />)
  await waitFor(() => expect(at('part-place')).not.toBeNull())
  fireEvent.click(at('part-place')!)
  type('safeCapacity', '650')
  fireEvent.click(at('save-profile')!)
  await waitFor(() => expect(at('profile-problem')?.textContent).toContain('您改的还在'))
  await waitFor(() => expect(at('part-phones')?.textContent).toContain('0379-63912345'))
  fireEvent.click(at('save-profile')!)
  await waitFor(() => expect(navigation.went).toHaveLength(1))
  expect(bodiesOf(asked, 'POST /api/markets/market-0001').at(-1)).toMatchObject({ version: 4, safeCapacity: 650, hotline: '0379-63912345' })
})

it('an officer entrusts a market, and hears when the agency’s papers do not count', async () => {
  signedInAs(officer)
  const asked = answerWith({ 'GET /api/markets/market-0001': marketPage(), 'POST /api/markets/market-0001/operator': new Refusal('operator_unfit') })
  render(<MarketProfilePage />)
  await waitFor(() => expect(at('entrust')).not.toBeNull())
  fireEvent.click(at('entrust')!)
  type('creditCode', '91350100M000100Y43')
  fireEvent.click(at('entrust-sheet-confirm')!)
  await waitFor(() => expect(at('entrust-problem')?.textContent).toContain('没有找到证照核验有效的机构'))
  expect(bodiesOf(asked, 'POST /api/markets/market-0001/operator')).toEqual([{ creditCode: '91350100M000100Y43' }])
})

it('closing asks for a reason and says what it means; a closed market can be opened again', async () => {
  signedInAs(officer)
  let closed = false
  const asked = answerWith({
    'GET /api/markets/market-0001': () => marketPage({ closedAt: closed ? 1 : null }),
    'POST /api/markets/market-0001/close': () => {
      closed = true
      return marketPage({ closedAt: 1 })
    },
  })
  render(<MarketProfilePage />)
  await waitFor(() => expect(at('close-market')).not.toBeNull())
  fireEvent.click(at('close-market')!)
  expect(at('close-sheet')?.textContent).toContain('入口的码马上停用')
  type('close-reason', '考核不合格')
  fireEvent.click(at('close-sheet-confirm')!)
  await waitFor(() => expect(at('reopen')).not.toBeNull())
  expect(bodiesOf(asked, 'POST /api/markets/market-0001/close')).toEqual([{ reason: '考核不合格' }])
  expect(at('save-profile')).toBeNull()
})

const luoyang = { code: '4103', name: '洛阳市', kind: 'city' as const }
const jianxi = { code: '410305', name: '涧西区', kind: 'county' as const }
const street = { code: '410305005', name: '天津路街道', kind: 'street' as const }
const above = [{ code: '41', name: '河南省', kind: 'province' as const }, luoyang]
const regions = (regionOf: string) =>
  regionOf.includes('410305005') ? { region: street, above: [...above, jianxi], children: [] }
  : regionOf.includes('410305') ? { region: jianxi, above, children: [street] }
  : { region: luoyang, above: above.slice(0, 1), children: [jianxi] }

/** The regions by what was asked for; everything else as given. */
const answerWithRegions = (answers: Record<string, unknown>): Asked[] => {
  const asked = answerWith(answers)
  const others = globalThis.fetch
  vi.stubGlobal('fetch', (url: string, init?: RequestInit) => (url.includes('/api/regions') ? Promise.resolve(new Response(JSON.stringify(regions(url)))) : others(url, init)))
  return asked
}

it('an officer goes down the tree and sets up a specialised market; its name is made by the standard', async () => {
  signedInAs(officer)
  freshPhone()
  signedInAs(officer)
  const made = marketPage()
  const asked = answerWithRegions({ 'POST /api/markets': made })
  render(<NewMarketPage />)
  await waitFor(() => expect(at('choose-region')?.textContent).toBe('就在洛阳市'))
  fireEvent.click(at('regions-410305')!)
  await waitFor(() => expect(at('choose-region')?.textContent).toBe('就在涧西区'))
  fireEvent.click(at('choose-region')!)
  fireEvent.click(at('kind-specialised')!)
  type('specialty', '第一建筑')
  expect(at('name-error')?.textContent).toContain('不能有“第一”')
  type('specialty', '建筑')
  expect(at('name-error')).toBeNull()
  expect(at('name')).toHaveProperty('value', '涧西区建筑零工市场')
  fireEvent.click(at('create-market')!)
  expect(at('address-error')).not.toBeNull()
  expect(bodiesOf(asked, 'POST /api/markets')).toEqual([])
  type('address', '涧西区西苑路 8 号')
  type('lat', '34.66')
  type('lng', '112.39')
  type('hotline', '0379-12333')
  fireEvent.click(at('create-market')!)
  await waitFor(() => expect(navigation.went).toEqual([['replace', '/manager/market-profile/index', { marketId: 'market-0001', made: '1' }]]))
  expect(bodiesOf(asked, 'POST /api/markets')).toMatchObject([{ kind: 'specialised', regionCode: '410305', name: '涧西区建筑零工市场', lat: 34.66, lng: 112.39 }])
})

it('a name outside the standard is refused while it is typed, with what it should be', async () => {
  freshPhone({ region: '410305' })
  signedInAs(officer)
  answerWithRegions({ 'POST /api/markets': new Refusal('name_taken') })
  render(<NewMarketPage />)
  await waitFor(() => expect(at('choose-region')?.textContent).toBe('就在涧西区'))
  fireEvent.click(at('choose-region')!)
  fireEvent.click(at('kind-comprehensive')!)
  expect(at('name')).toHaveProperty('value', '涧西区零工市场')
  fireEvent.click(at('form-zone')!)
  expect(at('name')).toHaveProperty('value', '涧西区灵活就业服务专区')
  type('name', '涧西人才市场')
  expect(at('name-error')?.textContent).toContain('以“零工市场”结尾')
  fireEvent.click(at('form-market')!)
  expect(at('name-error')).toBeNull()
  for (const [id, value] of [['address', '西苑路 8 号'], ['lat', '34.66'], ['lng', '112.39'], ['hotline', '12333']] as const) type(id, value)
  fireEvent.click(at('create-market')!)
  await waitFor(() => expect(at('new-problem')?.textContent).toBe('已经有叫这个名字的市场了。'))
})

it('in a street only a station can be set up', async () => {
  freshPhone({ region: '410305005' })
  signedInAs(officer)
  answerWithRegions({})
  render(<NewMarketPage />)
  await waitFor(() => expect(at('choose-region')?.textContent).toBe('就在天津路街道'))
  fireEvent.click(at('choose-region')!)
  expect(at('only-station')).not.toBeNull()
  expect(at('kind')).toBeNull()
  expect(at('name')).toHaveProperty('value', '涧西区天津路街道零工服务站')
})

it('the coverage begins with 1 + 19 + N, shows what is missing first, and goes down', async () => {
  freshPhone()
  signedInAs(officer)
  const asked: string[] = []
  answerWith({ 'GET /api/coverage': provinceCoverage })
  const answer = globalThis.fetch
  vi.stubGlobal('fetch', (url: string, init?: RequestInit) => {
    asked.push(url)
    return answer(url, init)
  })
  render(<CoveragePage />)
  await waitFor(() => expect(at('system')?.textContent).toBe('全省“1+19+N”建了多少1省级市场+19市级市场，应有 19 个+5县级和专业市场另有零工服务站 17 个'))
  expect(at('level-street')?.textContent).toContain('17 / 2586还差 2569 个')
  expect([...at('regions')!.children].map(({ id }) => id)).toEqual(['regions-4105', 'regions-4103'])
  expect(at('regions-4105')?.textContent).toBe('安阳市还没有市场和服务站都没有 · 县市区 0/9 · 街道乡镇 0/135')
  expect(at('new-here')).toBeNull()
  fireEvent.click(at('regions-4103')!)
  await waitFor(() => expect(asked.at(-1)).toContain('region=4103'))
})

it('the list of one’s markets is found by name, and leads to each', async () => {
  freshPhone()
  signedInAs(officer)
  const asked: string[] = []
  const row = { id: 'market-0001', name: '洛阳市零工市场', kind: 'comprehensive', level: 'city', address: '开元大道', closedAt: null, profileMissing: true }
  answerWith({ 'GET /api/managed-markets': { markets: [row, { ...row, id: 'market-0002', name: '涧西区零工市场', closedAt: 1, profileMissing: false }], next: null } })
  const answer = globalThis.fetch
  vi.stubGlobal('fetch', (url: string, init?: RequestInit) => {
    asked.push(decodeURIComponent(url))
    return answer(url, init)
  })
  render(<ManagedMarketsPage />)
  await waitFor(() => expect(at('managed-market-0001')?.textContent).toContain('还没公布'))
  expect(at('managed-market-0002')?.textContent).toContain('已关')
  type('market-name', '洛龙')
  await waitFor(() => expect(asked.at(-1)).toContain('name=洛龙'))
  fireEvent.click(at('new-market')!)
  fireEvent.click(at('managed-market-0001')!)
  expect(navigation.went).toEqual([['open', '/manager/market-new/index'], ['open', '/manager/market-profile/index', { marketId: 'market-0001' }]])
})

it('a manager sets up nothing', () => {
  freshPhone()
  signedInAs(manager)
  answerWith({})
  render(<NewMarketPage />)
  expect(at('not-granted')).not.toBeNull()
})
