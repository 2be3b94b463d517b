import { act, fireEvent, render, screen } from '@testing-library/react'
import { scanReasons, type ArrivalResult } from '@market/shared/arrive/arrive.contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { monday0440 } from '../../../test/stubs/samples'
import { acceptedSample, staffMe, verdicts } from '../../../test/stubs/scan-samples'
import { byId, serveWith, type Answer, type Sent } from '../../../test/stubs/server'
import { usePageStatus } from '../../ui/page-status'
import { useSession } from '../session/session.store'
import { scans, useScans } from './scans'
import { StaffScan } from './staff-scan'
import { useStaffScan } from './use-staff-scan'
import { kindOf } from './staff-scan.text'

const wrongMarket: ArrivalResult = { ...acceptedSample, status: 'refused', reason: 'wrong_market', word: '不是这个市场', say: '请到瀍河区零工市场', since: null }

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
const batches = (sent: Sent[]) => sent.filter(({ call }) => call === 'POST /api/arrivals/batch') as (Sent & { body: { items: { scanId: string; code: string; capturedAt: number }[] } })[]
const itemsOf = (sent: Sent[]) => batches(sent).flatMap(({ body }) => body.items)
const serveArrivals = (answer: (body: unknown, times: number) => Answer): Sent[] => serveWith({ 'POST /api/arrivals/batch': answer })

beforeEach(() => {
  vi.useFakeTimers({ now: monday0440 })
  // Nobody is there yet for whom a list would be fetched.
  useSession.setState({ me: null })
  usePageStatus.setState({ online: true })
  useSession.setState({ me: staffMe })
  useScans.setState({ late: [] })
  scans.look()
})
afterEach(() => void vi.useRealTimers())

test('an arrival fills the screen in green with who, where and when, and the camera is back after two seconds', async () => {
  const sent = serveArrivals(verdicts(acceptedSample))
  render(<ScanPage />)
  await scan('pass-1')
  expect(result()?.className).toContain('ui-answer-yes')
  expect(byId('result-word').textContent).toBe('到岗 · 已记下')
  const words = byId('result').textContent
  for (const shown of ['王*国\u300038 号\u3000卸货搬运', '宏进农批市场 3 号库', '06:21 · 比开工早 9 分钟', '对一下脸，是不是本人']) expect(words).toContain(shown)
  expect(itemsOf(sent)[0]).toMatchObject({ code: 'pass-1', capturedAt: monday0440 })
  await after(1900)
  expect(result()).not.toBeNull()
  await after(200)
  expect(result()).toBeNull()
})

test('a refusal is red, stays long enough to be read out, and a tap anywhere goes on', async () => {
  serveArrivals(verdicts(wrongMarket))
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
  const sent = serveArrivals(verdicts(acceptedSample))
  render(<ScanPage />)
  await scan('pass-1')
  await after(2100)
  await scan('pass-2')
  const ids = itemsOf(sent).map(({ scanId }) => scanId)
  expect(new Set(ids).size).toBe(2)
})

test('after a lost answer the same scan is sent again with the same id, and its result is told later', async () => {
  const answer = verdicts(acceptedSample)
  const sent = serveArrivals((body) => (Date.now() < monday0440 + 10_000 ? 'lost' : answer(body)))
  render(<ScanPage />)
  await scan('pass-1')
  expect(byId('result-word').textContent).toBe('没连上网')
  // The queue goes on meanwhile.
  await after(5100)
  expect(result()).toBeNull()
  // The longest of its waits.
  await after(40_000)
  expect(batches(sent).length).toBeGreaterThan(1)
  expect(new Set(itemsOf(sent).map(({ scanId }) => scanId)).size).toBe(1)
  expect(byId('late-results').textContent).toContain('04:40 王*国')
  expect(byId('late-results').textContent).toContain('已记下')
})

test('a network that is silent is given a second and a half, and what it says then replaces what this phone made of it', async () => {
  const replies: (() => void)[] = []
  vi.stubGlobal('fetch', (_url: string, init: RequestInit) => new Promise((resolve) => {
    const answer = verdicts(acceptedSample)(JSON.parse(String(init.body))) as { body: unknown }
    replies.push(() => resolve(new Response(JSON.stringify(answer.body))))
  }))
  render(<ScanPage />)
  await scan('pass-1')
  await after(1400)
  expect(result()).toBeNull()
  await after(200)
  expect(byId('result').className).toContain('ui-answer-amber')
  replies.forEach((reply) => reply())
  await after(0)
  expect(byId('result').className).toContain('ui-answer-yes')
  expect(document.getElementById('late-results')).toBeNull()
})

test('a second code is not taken while the first is being asked about', async () => {
  let answer = (): void => undefined
  const sent: string[] = []
  vi.stubGlobal('fetch', (_url: string, init: RequestInit) => {
    const body = JSON.parse(String(init.body)) as { items: { code: string }[] }
    sent.push(...body.items.map(({ code }) => code))
    const given = verdicts(acceptedSample)(body) as { body: unknown }
    return new Promise((resolve) => (answer = () => resolve(new Response(JSON.stringify(given.body)))))
  })
  render(<ScanPage />)
  await scan('pass-1')
  await scan('pass-2')
  expect(sent).toEqual(['pass-1'])
  answer()
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
