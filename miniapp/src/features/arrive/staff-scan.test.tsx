import { act, fireEvent, render, screen } from '@testing-library/react'
import { scanReasons, type ArrivalResult } from '@market/shared/arrive/arrive.contract'
import { minute } from '@market/shared/words/time'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { outbox } from '../../client/market'
import { monday0440, shiftStart } from '../../../test/stubs/samples'
import { byId, ok, serveWith, type Answer, type Sent } from '../../../test/stubs/server'
import { StaffScan } from './staff-scan'
import { useStaffScan } from './use-staff-scan'
import { kindOf } from './staff-scan.text'

const accepted: ArrivalResult = {
  scanId: 'scan-0001', status: 'accepted', reason: 'accepted', word: '到岗 · 已记下', say: '请进', shown: 'work_pass', applicationId: 'application-1', workerMasked: '王*国', number: 38,
  jobTitle: '卸货搬运', address: '宏进农批市场 3 号库', startsAt: shiftStart, since: shiftStart - 9 * minute, arrivedToday: 126,
}
const wrongMarket: ArrivalResult = { ...accepted, status: 'refused', reason: 'wrong_market', word: '不是这个市场', say: '请到瀍河区零工市场', since: null }

function ScanPage() {
  return <StaffScan {...useStaffScan()} />
}

const scan = async (code: string): Promise<void> => {
  fireEvent.change(byId('typed-code'), { target: { value: code } })
  fireEvent.click(byId('typed-submit'))
  await act(() => vi.advanceTimersByTimeAsync(0))
}
const after = async (ms: number): Promise<void> => {
  await act(() => vi.advanceTimersByTimeAsync(ms))
}
const result = (): HTMLElement | null => document.getElementById('result')
const scans = (sent: Sent[]) => sent.filter(({ call }) => call === 'POST /api/arrivals') as (Sent & { body: { scanId: string; code: string; capturedAt: number } })[]
const serveArrivals = (answer: Answer | ((body: unknown, times: number) => Answer)): Sent[] => serveWith({ 'POST /api/arrivals': answer })

beforeEach(() => void vi.useFakeTimers({ now: monday0440 }))
afterEach(() => {
  outbox.dropAll()
  vi.useRealTimers()
})

test('an arrival fills the screen in green with who, where and when, and the camera is back after two seconds', async () => {
  const sent = serveArrivals(ok(accepted))
  render(<ScanPage />)
  await scan('pass-1')
  expect(result()?.className).toContain('ui-answer-yes')
  expect(byId('result-word').textContent).toBe('到岗 · 已记下')
  const words = byId('result').textContent
  for (const shown of ['王*国\u300038 号\u3000卸货搬运', '宏进农批市场 3 号库', '06:21 · 比开工早 9 分钟', '对一下脸，是不是本人']) expect(words).toContain(shown)
  expect(scans(sent)[0]?.body).toMatchObject({ code: 'pass-1', capturedAt: monday0440 })
  await after(1900)
  expect(result()).not.toBeNull()
  await after(200)
  expect(result()).toBeNull()
})

test('a refusal is red, stays long enough to be read out, and a tap anywhere goes on', async () => {
  serveArrivals(ok(wrongMarket))
  render(<ScanPage />)
  await scan('pass-1')
  expect(result()?.className).toContain('ui-answer-no')
  expect(screen.queryByText('对一下脸，是不是本人')).toBeNull()
  await after(2500)
  expect(result()).not.toBeNull()
  fireEvent.click(byId('result-word'))
  expect(result()).toBeNull()
})

test('each scan has an id of its own', async () => {
  const sent = serveArrivals(ok(accepted))
  render(<ScanPage />)
  await scan('pass-1')
  await after(2100)
  await scan('pass-2')
  const ids = scans(sent).map(({ body }) => body.scanId)
  expect(new Set(ids).size).toBe(2)
})

test('after a lost answer the same scan is sent again with the same id, and its result is told later', async () => {
  const sent = serveArrivals(() => (Date.now() < monday0440 + 10_000 ? 'lost' : ok(accepted)))
  render(<ScanPage />)
  await scan('pass-1')
  await after(4100)
  expect(byId('result-word').textContent).toBe('没连上网')
  // The queue goes on meanwhile.
  await after(5100)
  expect(result()).toBeNull()
  await after(20_000)
  const tries = scans(sent)
  expect(tries.length).toBeGreaterThan(1)
  expect(new Set(tries.map(({ body }) => body.scanId)).size).toBe(1)
  expect(new Set(tries.map(({ key }) => key)).size).toBe(1)
  expect(byId('late-results').textContent).toContain('04:40 王*国')
  expect(byId('late-results').textContent).toContain('已记下')
})

test('a second code is not taken while the first is being asked about', async () => {
  let answer = (_: Answer): void => undefined
  const sent: string[] = []
  vi.stubGlobal('fetch', (_url: string, init: RequestInit) => {
    sent.push((JSON.parse(String(init.body)) as { code: string }).code)
    return new Promise((resolve) => (answer = (given) => resolve(new Response(JSON.stringify(given === 'lost' ? null : given.body)))))
  })
  render(<ScanPage />)
  await scan('pass-1')
  await scan('pass-2')
  expect(sent).toEqual(['pass-1'])
  answer(ok(accepted))
  await after(0)
  expect(result()).not.toBeNull()
})

test('every reason has its colour: only an accepted scan is green', () => {
  for (const reason of scanReasons) {
    expect(kindOf({ status: 'accepted', reason })).toBe('yes')
    expect(['no', 'amber']).toContain(kindOf({ status: 'refused', reason }))
  }
  expect(kindOf({ status: 'refused', reason: 'already_arrived' })).toBe('amber')
  expect(kindOf({ status: 'refused', reason: 'bad_signature' })).toBe('no')
})
