import { act, fireEvent, render, screen } from '@testing-library/react'
import type { Roster } from '@market/shared/arrive/offline.contract'
import type { ArrivalUpload } from '@market/shared/arrive/offline.rules'
import { hour, minute } from '@market/shared/words/time'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { monday0440 } from '../../../test/stubs/samples'
import { acceptedSample, passOf, rosterSample, slipSample, staffMe, verdicts } from '../../../test/stubs/scan-samples'
import { fullStorage, storedUnder, watchStoring } from '../../../test/support/phone-storage'
import { byId, refuse, serveWith, type Answer, type Sent } from '../../../test/stubs/server'
import { usePageStatus } from '../../ui/page-status'
import { useSession } from '../session/session.store'
import { useRoster } from './roster'
import { gapsSeen, lookAndReport, scans, useScans } from './scans'
import { StaffScan } from './staff-scan'
import { useStaffScan } from './use-staff-scan'

const now = monday0440 + 30 * minute

function ScanPage() {
  return <StaffScan {...useStaffScan()} />
}

const tick = (ms = 0): Promise<void> => act(async () => void (await vi.advanceTimersByTimeAsync(ms)))
const scan = async (code: string): Promise<void> => {
  fireEvent.change(byId('typed-code'), { target: { value: code } })
  fireEvent.click(byId('typed-submit'))
  await tick()
}
const goOn = (): void => void fireEvent.click(byId('scan-go-on'))
const holds = (roster: Roster | null, fetchedAt = now - 5 * minute): void =>
  useRoster.setState({ kept: roster && { staffId: staffMe.personId, roster, fetchedAt } })
const onPhone = (): ArrivalUpload[] => storedUnder('scans.1:scan:')

/** A server that is away until the test says otherwise. */
function serverAway(answer: (body: unknown) => Answer = verdicts(acceptedSample)) {
  let away = true
  const sent: Sent[] = serveWith({
    'POST /api/arrivals/batch': (body) => (away ? 'lost' : answer(body)),
    'POST /api/arrivals': () => 'lost',
    'GET /api/roster': () => ({ status: 200, body: rosterSample() }),
  })
  act(() => usePageStatus.setState({ online: false }))
  return {
    sent,
    items: (): ArrivalUpload[] => sent.filter(({ call }) => call === 'POST /api/arrivals/batch').flatMap(({ body }) => (body as { items: ArrivalUpload[] }).items),
    back: async (): Promise<void> => {
      away = false
      act(() => usePageStatus.setState({ online: true }))
      await tick()
    },
  }
}

beforeEach(() => {
  vi.useFakeTimers({ now })
  useSession.setState({ me: staffMe })
  useScans.setState({ late: [] })
  gapsSeen()
  scans.look()
  holds(rosterSample())
})
afterEach(() => void vi.useRealTimers())

test('without a network a known pass is green at once, in a green of its own that says it is not reported yet', async () => {
  serverAway()
  render(<ScanPage />)
  await scan(passOf(1, now))
  expect(byId('result').className).toContain('ui-answer-provisional')
  expect(byId('result-word').textContent).toBe('先记下了')
  expect(byId('result').textContent).toContain('王*国\u300038 号')
  expect(byId('result-unreported').textContent).toContain('还没报上去')
  expect(screen.getByText('对一下脸，是不是本人')).toBeTruthy()
  goOn()
  expect(byId('unreported').textContent).toContain('还有 1 次扫码没报上去')
  expect(byId('unreported-strip').textContent).toContain('1 次')
})

test('the scan is on the phone before anything is shown', async () => {
  serverAway()
  render(<ScanPage />)
  const shown: string[] = []
  watchStoring((key) => {
    if (key.startsWith('scans.1:scan:')) shown.push(document.getElementById('result-word')?.textContent ?? 'nothing')
  })
  await scan(passOf(1, now))
  expect(shown).toEqual(['nothing'])
  expect(onPhone()).toMatchObject([{ sequence: 1, capturedAt: now, clockOffset: 0, provisional: 'accepted' }])
})

test('a phone without room lets nobody in on its own word', async () => {
  serverAway()
  render(<ScanPage />)
  fullStorage()
  await scan(passOf(1, now))
  expect(byId('result').className).toContain('ui-answer-no')
  expect(byId('result').textContent).toContain('手机存满了')
})

test('three are scanned, the app is closed and opened, the network is back: all go out once, in order, and nothing waits', async () => {
  const server = serverAway()
  const { unmount } = render(<ScanPage />)
  for (const code of [passOf(1, now), passOf(2, now), slipSample]) {
    await scan(code)
    expect(byId('result').className).toContain('ui-answer-provisional')
    goOn()
  }
  unmount()
  act(() => scans.look())
  render(<ScanPage />)
  expect(byId('unreported').textContent).toContain('还有 3 次')
  const before = server.items().length
  await server.back()
  expect(server.items().slice(before).map(({ sequence }) => sequence)).toEqual([1, 2, 3])
  expect(document.getElementById('unreported')).toBeNull()
  expect(onPhone()).toEqual([])
  expect(byId('late-results').textContent).toContain('王*国')
})

test('the same person again is told since when, also when the server has not been heard', async () => {
  serverAway()
  render(<ScanPage />)
  await scan(passOf(1, now))
  goOn()
  await scan(passOf(1, now))
  expect(byId('result').className).toContain('ui-answer-amber')
  expect(byId('result-word').textContent).toBe('到过岗了')
})

test.each([
  ['a picture taken a while ago', () => passOf(1, now - 5 * minute), '码过期了', 'ui-answer-no'],
  ['another site’s link', () => 'https://example.org/product/1', '不是工作码', 'ui-answer-no'],
  ['another market’s worker', () => passOf(1, now, { market: 7 }), '不是本市场的', 'ui-answer-no'],
])('%s is refused without a network too, and kept', async (_what, code, word, colour) => {
  serverAway()
  render(<ScanPage />)
  await scan(code())
  expect(byId('result').className).toContain(colour)
  expect(byId('result-word').textContent).toBe(word)
  expect(onPhone()).toHaveLength(1)
})

test('an old list lets nobody in: amber, to be brought up to date first', async () => {
  serverAway()
  holds(rosterSample(), now - 13 * hour)
  render(<ScanPage />)
  await scan(passOf(1, now))
  expect(byId('result').className).toContain('ui-answer-amber')
  expect(byId('result-word').textContent).toBe('先联网更新')
  expect(onPhone()).toMatchObject([{ provisional: 'retry_later' }])
})

test('a key that an older list does not know: amber, to be brought up to date first', async () => {
  serverAway()
  holds(rosterSample({ keys: [] }), now - hour)
  render(<ScanPage />)
  await scan(passOf(1, now))
  expect(byId('result').className).toContain('ui-answer-amber')
  expect(byId('result').textContent).toContain('先连上网更新')
})

test('what the server will never take lies open with its reason, holds up nobody, and can be sent again or handed over', async () => {
  let broken = true
  const server = serverAway(verdicts(({ sequence }) => (sequence === 1 && broken ? { outcome: 'dead', result: null, problem: '这一条坏了，读不出来。' } : {})))
  render(<ScanPage />)
  for (const worker of [1, 2]) {
    await scan(passOf(worker, now))
    goOn()
  }
  await server.back()
  expect(byId('scans-not_taken').textContent).toContain('05:10 王*国')
  expect(byId('scans-not_taken').textContent).toContain('这一条坏了')
  expect(document.getElementById('unreported')).toBeNull()
  const scanId = onPhone()[0]?.scanId ?? ''
  fireEvent.click(byId(`scan-${scanId}-retry`))
  await tick()
  expect(byId('scans-not_taken').textContent).toContain('再报一次')
  broken = false
  fireEvent.click(byId(`scan-${scanId}-retry`))
  await tick()
  expect(document.getElementById('scans-not_taken')).toBeNull()
})

test('who was let in and does not count is shown until somebody has seen it', async () => {
  const server = serverAway(verdicts({ ...acceptedSample, status: 'refused', reason: 'cancelled', word: '这活取消了', say: '这个位子已经取消，请工人看看别的活。', since: null }))
  render(<ScanPage />)
  await scan(passOf(1, now))
  goOn()
  await server.back()
  expect(byId('scans-differs').textContent).toContain('王*国')
  expect(byId('scans-differs').textContent).toContain('这活取消了')
  fireEvent.click(byId(`scan-${onPhone()[0]?.scanId ?? ''}-settle`))
  expect(document.getElementById('scans-differs')).toBeNull()
  expect(onPhone()).toEqual([])
})

test('numbers the server never got are told', async () => {
  const server = serverAway(verdicts(acceptedSample, [{ from: 7, to: 8 }]))
  render(<ScanPage />)
  await scan(passOf(1, now))
  goOn()
  await server.back()
  expect(byId('scan-gaps').textContent).toContain('第 7 到 8 次')
  fireEvent.click(byId('scan-gaps-seen'))
  expect(document.getElementById('scan-gaps')).toBeNull()
  // The next answer names them still; whoever has seen it is not told once more.
  await scan(passOf(2, now))
  goOn()
  expect(onPhone()).toEqual([])
  expect(document.getElementById('scan-gaps')).toBeNull()
})

test('whoever may not report any more reads why, and loses nothing', async () => {
  const server = serverAway(() => refuse(403, 'forbidden'))
  render(<ScanPage />)
  await scan(passOf(1, now))
  goOn()
  await server.back()
  expect(byId('unreported-next').textContent).toContain('说明：forbidden')
  expect(onPhone()).toHaveLength(1)
})

test('on a phone that somebody else has in hand their scans wait for them', async () => {
  const server = serverAway()
  render(<ScanPage />)
  await scan(passOf(1, now))
  goOn()
  const before = server.items().length
  act(() => useSession.setState({ me: { ...staffMe, personId: 'person-staff-2' } }))
  await server.back()
  expect(document.getElementById('unreported')).toBeNull()
  expect(server.items().length).toBe(before)
  act(() => useSession.setState({ me: staffMe }))
  act(() => lookAndReport())
  await tick()
  expect(server.items().length).toBe(before + 1)
  expect(onPhone()).toEqual([])
})
