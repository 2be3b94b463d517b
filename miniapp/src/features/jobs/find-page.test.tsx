import { fireEvent, render, waitFor } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, navigation, signedInAs } from '../../../test/support/page'
import { job, worker } from '../../../test/support/samples'
import { answerWith } from '../../../test/support/server'
import FindPage from '../../pages/find/index'
import { useWhereIAm } from './place.store'

vi.mock('../../platform/navigation', () => fakeNavigation)

const jobs = [
  { ...job, id: 'job-near', title: '近处的活', lat: 34.63, lng: 112.45, distanceMetres: 1_100 },
  { ...job, id: 'job-beside', title: '旁边的活', lat: 34.6301, lng: 112.4501, distanceMetres: 1_120 },
  { ...job, id: 'job-far', title: '远处的活', lat: 36.1, lng: 114.39, distanceMetres: 241_000, market: { id: 'market-0002', name: '安阳市零工市场' } },
]
const at = (id: string): HTMLElement => {
  const found = document.getElementById(id)
  if (!found) throw new Error(`no #${id}: ${document.body.textContent}`)
  return found
}
const onPage = (id: string): boolean => document.getElementById(id) !== null

let urls: string[]
beforeEach(() => {
  freshPhone()
  useWhereIAm.setState({ place: null, asked: 'never' })
  signedInAs(worker)
  urls = []
  answerWith({ 'GET /api/jobs': { jobs, next: null }, 'GET /api/my-applications': { applications: [] } })
  const answer = globalThis.fetch
  vi.stubGlobal('fetch', (url: string, init?: RequestInit) => {
    urls.push(url)
    return answer(url, init)
  })
  vi.stubGlobal('navigator', { ...navigator, geolocation: { getCurrentPosition: (found: (at: { coords: object }) => void) => found({ coords: { latitude: 34.62, longitude: 112.45 } }) } })
})

it('nearest first is asked of the server, over the whole province, around where the phone is', async () => {
  render(<FindPage />)
  await waitFor(() => at('job-job-near'))
  expect(urls.some((url) => url.includes('order='))).toBe(false)
  fireEvent.click(at('order-nearest'))
  await waitFor(() => expect(urls.at(-1)).toContain('lat=34.62&lng=112.45&order=nearest'))
})

it('on the map jobs stand where they are, those close together as one; a tap shows their cards', async () => {
  render(<FindPage />)
  await waitFor(() => at('job-job-near'))
  fireEvent.click(at('view-map'))
  await waitFor(() => expect(at('marker-job-near').textContent).toBe('2 个活'))
  expect(at('marker-job-far').textContent).toBe('260元/天')
  expect(onPage('marker-job-beside')).toBe(false)
  expect(onPage('job-job-near') && onPage('job-job-beside')).toBe(true)
  expect(onPage('job-job-far')).toBe(false)
  fireEvent.click(at('marker-job-far'))
  expect(at('map-group').textContent).toContain('安阳市零工市场 · 1 个活')
  fireEvent.click(at('job-job-far-open'))
  expect(navigation.went).toEqual([['open', '/pages/job/index', { jobId: 'job-far' }]])
})

it('a phone that does not say where it is has a map amid the jobs', async () => {
  vi.stubGlobal('navigator', { ...navigator, geolocation: { getCurrentPosition: (_: unknown, failed: () => void) => failed() } })
  render(<FindPage />)
  await waitFor(() => at('job-job-near'))
  fireEvent.click(at('view-map'))
  await waitFor(() => at('jobs-map'))
  expect(at('jobs-map').textContent).not.toContain('我')
})

it('words are asked for when they are done, stay on a chip, survive leaving the page, and go with a tap', async () => {
  const { unmount } = render(<FindPage />)
  await waitFor(() => at('job-job-near'))
  fireEvent.change(at('find-words'), { target: { value: ' 白菜 宏进' } })
  expect(urls.some((url) => url.includes('words='))).toBe(false)
  unmount()
  render(<FindPage />)
  expect((at('find-words') as HTMLInputElement).value).toBe(' 白菜 宏进')
  await waitFor(() => expect(urls.at(-1)).toContain(`words=${encodeURIComponent('白菜 宏进')}`))
  fireEvent.change(at('find-words'), { target: { value: '白菜' } })
  fireEvent.keyDown(at('find-words'), { key: 'Enter' })
  await waitFor(() => expect(decodeURIComponent(urls.at(-1) ?? '')).toMatch(/words=白菜(&|$)/))
  expect(at('set-words').textContent).toContain('白菜')
  fireEvent.click(at('set-words'))
  expect((at('find-words') as HTMLInputElement).value).toBe('')
  await waitFor(() => expect(onPage('set-words')).toBe(false))
})

it('what is set on the sheet is asked for once it is closed, and stands on chips', async () => {
  render(<FindPage />)
  await waitFor(() => at('job-job-near'))
  fireEvent.click(at('filters'))
  const before = urls.length
  for (const id of ['filter-day-tomorrow', 'filter-settle-same_day', 'filter-trade-4-02-05-01', 'filter-trade-6-29-01-01', 'filter-within-10']) fireEvent.click(at(id))
  fireEvent.change(at('filter-pay'), { target: { value: '260' } })
  await waitFor(() => expect(useWhereIAm.getState().asked).toBe('given'))
  expect(urls.length).toBe(before)
  fireEvent.click(at('filter-sheet-close'))
  await waitFor(() => {
    const asked = new URL(urls.at(-1) ?? '', 'http://phone').searchParams
    expect(Object.fromEntries(asked)).toEqual({
      trade: '4-02-05-01,6-29-01-01', within: '10000', lat: '34.62', lng: '112.45', leastPayFen: '26000', fromDay: 'tomorrow', untilDay: 'tomorrow', settleWhen: 'same_day', limit: '20',
    })
  })
  expect(at('set').textContent).toBe('10 公里内260 元一天以上明天开工当天结装卸搬运等 2 种')
  fireEvent.click(at('set-leastPay'))
  await waitFor(() => expect(urls.at(-1)).not.toContain('leastPayFen'))
})

it('where nothing fits, each condition can be let go of by itself, or all at once', async () => {
  answerWith({ 'GET /api/jobs': { jobs: [], next: null }, 'GET /api/my-applications': { applications: [] } })
  render(<FindPage />)
  await waitFor(() => expect(at('no-jobs').textContent).toContain('现在没有在招的活'))
  fireEvent.click(at('filters'))
  fireEvent.click(at('filter-day-today'))
  fireEvent.click(at('filter-settle-same_day'))
  fireEvent.click(at('filter-sheet-close'))
  await waitFor(() => expect(at('loosen-day').textContent).toBe('别的日子也看'))
  fireEvent.click(at('loosen-day'))
  await waitFor(() => expect(onPage('set-day')).toBe(false))
  expect(onPage('set-sameDay')).toBe(true)
  fireEvent.click(at('all-jobs'))
  await waitFor(() => expect(onPage('set')).toBe(false))
})

it('the map asks for the piece it shows, and stays where it is when that is empty', async () => {
  render(<FindPage />)
  await waitFor(() => at('job-job-near'))
  fireEvent.click(at('view-map'))
  await waitFor(() => at('jobs-map'))
  fireEvent.click(at('map-size-3'))
  await waitFor(() => expect(urls.at(-1)).toContain('south='))
  const { south, north, west, east } = Object.fromEntries(new URL(urls.at(-1) ?? '', 'http://phone').searchParams)
  expect(Number(north) - Number(south)).toBeCloseTo(0.054, 3)
  expect((Number(east) + Number(west)) / 2).toBeCloseTo(112.45, 5)
  answerWith({ 'GET /api/jobs': { jobs: [], next: null } })
  fireEvent.click(at('map-size-10'))
  await waitFor(() => expect(at('no-jobs').textContent).toContain('地图这一块没人招'))
  expect(onPage('jobs-map')).toBe(true)
})

it('on a piece of the map the distance is not asked for, and no chip says it is', async () => {
  render(<FindPage />)
  await waitFor(() => at('job-job-near'))
  fireEvent.click(at('filters'))
  fireEvent.click(at('filter-within-3'))
  fireEvent.click(at('filter-sheet-close'))
  await waitFor(() => expect(urls.at(-1)).toContain('within=3000'))
  expect(at('set').textContent).toContain('3 公里内')
  fireEvent.click(at('view-map'))
  await waitFor(() => at('jobs-map'))
  expect(at('set').textContent).toContain('3 公里内')
  fireEvent.click(at('map-size-10'))
  await waitFor(() => expect(urls.at(-1)).toContain('south='))
  expect(onPage('set-within')).toBe(false)
  answerWith({ 'GET /api/jobs': { jobs: [], next: null } })
  fireEvent.click(at('map-size-3'))
  await waitFor(() => expect(at('no-jobs').textContent).toContain('地图这一块没人招'))
  fireEvent.click(at('view-list'))
  await waitFor(() => expect(at('set').textContent).toContain('3 公里内'))
})

it('where there is no map nobody is told to move it', async () => {
  vi.stubGlobal('navigator', { ...navigator, geolocation: { getCurrentPosition: (_: unknown, failed: () => void) => failed() } })
  answerWith({ 'GET /api/jobs': { jobs: [], next: null } })
  render(<FindPage />)
  await waitFor(() => at('no-jobs'))
  fireEvent.click(at('view-map'))
  await waitFor(() => expect(at('no-jobs').textContent).toContain('现在没有在招的活'))
  expect(onPage('jobs-map')).toBe(false)
})
