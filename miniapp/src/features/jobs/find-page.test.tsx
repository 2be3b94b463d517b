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
