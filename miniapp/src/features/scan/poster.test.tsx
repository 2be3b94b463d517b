import { fireEvent, render, waitFor } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, signedInAs } from '../../../test/support/page'
import { storedUnder, watchStoring } from '../../../test/support/phone-storage'
import { checkIn, worker } from '../../../test/support/samples'
import { answerWith, Refusal, type Asked } from '../../../test/support/server'
import TodayPage from '../../pages/today/index'
import { usePageStatus } from '../../ui/page-status'
import { useWhereIAm } from '../jobs/place.store'

vi.mock('../../platform/navigation', () => fakeNavigation)

/** Somebody scans a gate's code with the phone in the hand. */
const at = (id: string): HTMLElement => document.getElementById(id) as HTMLElement
const gate = { token: 'g123', gateId: 'gate-0001', gateName: '东门', marketId: 'market-0001', marketName: '洛阳市零工市场' }
const poster = { meaning: 'gate', next: 'check_in', say: '签到', gate, needsPlace: true, jobId: null }
const here = { 'GET /api/check-ins/current': { checkIn: null }, 'GET /api/matches': { matches: [] }, 'GET /api/applications': { applications: [] }, 'GET /api/inbox': { messages: [], unread: 0 } }

type Found = (at: { coords: { latitude: number; longitude: number } }) => void
/** How often the phone was asked where it is, and how old an answer it was content with. */
let askedPhone: { maximumAge: number }[]

beforeEach(() => {
  freshPhone({ q: 'g123' })
  usePageStatus.setState({ sandbox: false, online: true, pending: [] })
  useWhereIAm.setState({ place: null, asked: 'never' })
  signedInAs(worker)
  askedPhone = []
})

function phoneSays(place: { latitude: number; longitude: number } | null, allowed: 'granted' | 'prompt' | 'denied' = 'prompt'): void {
  const getCurrentPosition = (found: Found, failed: () => void, options: { maximumAge: number }): void => {
    askedPhone.push(options)
    if (place) found({ coords: place })
    else failed()
  }
  vi.stubGlobal('navigator', { ...navigator, geolocation: { getCurrentPosition }, permissions: { query: () => Promise.resolve({ state: allowed }) } })
}
const nearby = { latitude: 34.61234, longitude: 112.45678 }
const checkIns = (asked: Asked[]): unknown[] => asked.filter(({ call }) => call === 'POST /api/check-ins').map(({ body }) => body)

it('a printed code says what for before the phone is asked; then it says it roughly, and one is checked in', async () => {
  phoneSays(nearby)
  const asked = answerWith({ ...here, 'POST /api/scan': poster, 'POST /api/check-ins': checkIn })
  render(<TodayPage />)
  await waitFor(() => expect(at('poster').textContent).toContain('门上贴的码谁都能拍走'))
  expect(at('poster').textContent).toMatch(/看完就不留.*扫门口屏幕上的码.*服务台/s)
  expect([askedPhone, checkIns(asked)]).toEqual([[], []])
  fireEvent.click(at('poster-place'))
  await waitFor(() => expect(at('scan-news').textContent).toContain('签到好了'))
  expect(checkIns(asked)).toEqual([{ code: 'g123', place: { lat: 34.61, lng: 112.46 } }])
  expect(at('poster')).toBeNull()
})

it('from too far away the words of the refusal stand above the two other ways, and it may be looked again', async () => {
  phoneSays({ latitude: 34.75, longitude: 113.62 })
  const asked = answerWith({ ...here, 'POST /api/scan': poster, 'POST /api/check-ins': ({ body }: Asked) => ((body as { place: { lat: number } }).place.lat > 34.7 ? new Refusal('not_near_market') : checkIn) })
  render(<TodayPage />)
  await waitFor(() => expect(at('poster-place')).toBeTruthy())
  fireEvent.click(at('poster-place'))
  await waitFor(() => expect(at('scan-news').textContent).toContain('您好像不在市场附近'))
  expect(at('poster-screen').className).toContain('ui-button-main')
  expect(at('poster-desk').textContent).toContain('请工作人员给您签到')
  expect(at('poster').textContent).not.toContain('谁都能拍走')
  phoneSays(nearby)
  fireEvent.click(at('poster-place'))
  await waitFor(() => expect(at('scan-news').textContent).toContain('签到好了'))
  expect(checkIns(asked)).toHaveLength(2)
})

it('a phone that does not say where it is sends nothing, and leaves nobody without a way', async () => {
  phoneSays(null, 'denied')
  const asked = answerWith({ ...here, 'POST /api/scan': poster })
  render(<TodayPage />)
  await waitFor(() => expect(at('poster-place')).toBeTruthy())
  fireEvent.click(at('poster-place'))
  await waitFor(() => expect(at('scan-news').textContent).toContain('手机没有说'))
  expect(at('poster-screen').textContent).toBe('扫门口屏幕上的码')
  expect(at('poster-desk').textContent).toContain('服务台')
  expect(checkIns(asked)).toEqual([])
})

it('whoever has allowed it before is spared the question, and is looked for anew all the same', async () => {
  phoneSays(nearby, 'granted')
  const asked = answerWith({ ...here, 'POST /api/scan': poster, 'POST /api/check-ins': checkIn })
  render(<TodayPage />)
  await waitFor(() => expect(at('scan-news').textContent).toContain('签到好了'))
  expect(checkIns(asked)).toEqual([{ code: 'g123', place: { lat: 34.61, lng: 112.46 } }])
  expect(askedPhone.map(({ maximumAge }) => maximumAge)).toEqual([60_000])
})

it('once it is answered nothing of it stays on the phone, and the pages around know nothing of it', async () => {
  phoneSays(nearby, 'granted')
  const written: string[] = []
  watchStoring((_key, value) => written.push(value))
  answerWith({ ...here, 'POST /api/scan': poster, 'POST /api/check-ins': checkIn })
  render(<TodayPage />)
  await waitFor(() => expect(at('scan-news').textContent).toContain('签到好了'))
  expect(useWhereIAm.getState()).toEqual({ place: null, asked: 'never' })
  // Until then the act is kept with all that it needs, as every act is: a phone without a network sends it later.
  expect(written.join()).toContain('34.61')
  expect(JSON.stringify(storedUnder(''))).not.toMatch(/34\.61|112\.4/)
})

it('what a screen shows asks for nothing', async () => {
  phoneSays(nearby, 'granted')
  const asked = answerWith({ ...here, 'POST /api/scan': { ...poster, needsPlace: false }, 'POST /api/check-ins': checkIn })
  render(<TodayPage />)
  await waitFor(() => expect(at('scan-news').textContent).toContain('签到好了'))
  expect([checkIns(asked), askedPhone, at('poster')]).toEqual([[{ code: 'g123' }], [], null])
})

it('a refusal that has nothing to do with the place shows no other way in', async () => {
  phoneSays(nearby, 'granted')
  answerWith({ ...here, 'POST /api/scan': poster, 'POST /api/check-ins': new Refusal('market_closed') })
  render(<TodayPage />)
  await waitFor(() => expect(at('scan-news').textContent).toContain('不在开放时间'))
  expect(at('poster')).toBeNull()
})

it('the next scan begins anew: nothing is said of the refusal before', async () => {
  phoneSays({ latitude: 34.75, longitude: 113.62 }, 'granted')
  const codes = [poster, { ...poster, next: 'nothing', say: '这是工作码', needsPlace: false }]
  answerWith({ ...here, 'POST /api/scan': () => codes.shift(), 'POST /api/check-ins': new Refusal('not_near_market'), 'GET /api/about': { sandbox: true, serverTime: 1 }, 'GET /api/demo/people': { people: [], gateToken: 'g456' } })
  usePageStatus.setState({ sandbox: true })
  render(<TodayPage />)
  await waitFor(() => expect(at('poster-screen')).toBeTruthy())
  await waitFor(() => expect(at('demo-gate')).toBeTruthy())
  fireEvent.click(at('demo-gate'))
  await waitFor(() => expect(at('scan-news').textContent).toBe('这是工作码'))
  expect(at('poster')).toBeNull()
})

it('in a sandbox, where nobody is in Luoyang, one may be as if at the gate', async () => {
  phoneSays(null, 'denied')
  usePageStatus.setState({ sandbox: true })
  const asked = answerWith({ ...here, 'GET /api/demo/people': { people: [], gateToken: 'g456' }, 'GET /api/markets/market-0001': { market: { lat: 34.6187, lng: 112.454 } }, 'POST /api/scan': poster, 'POST /api/check-ins': checkIn })
  render(<TodayPage />)
  await waitFor(() => expect(at('poster-demo')).toBeTruthy())
  fireEvent.click(at('poster-demo'))
  await waitFor(() => expect(at('scan-news').textContent).toContain('签到好了'))
  expect(checkIns(asked)).toEqual([{ code: 'g123', place: { lat: 34.6187, lng: 112.454 } }])
  expect(askedPhone).toEqual([])
})
