import { createScanQueue, type KeptScan, type QueueState } from '@market/shared/arrive/scan-queue'
import type { BatchReply, Gap, ScanBatch, Verdict } from '@market/shared/arrive/scan-report'
import { create } from 'zustand'
import { deviceId } from '../../client/device'
import { api, changed } from '../../client/market'
import type { Problem } from '../../client/outcome'
import { randomId } from '../../platform/random'
import { slot } from '../../platform/storage'
import { usePageStatus } from '../../ui/page-status'
import { useSession } from '../session/session.store'
import { fetchRoster } from './roster'
import { fillsUp, phoneScanStore } from './scan-store'
import { lateOf, type LateResult } from './staff-scan.text'

type Scans = QueueState & {
  /** Numbers of this phone that never came to the server, and that nobody has seen yet. */
  gaps: readonly Gap[]
  /** The phone has little room left. */
  full: boolean
  busy: boolean
  /** What the server said after the screen had gone on to the next person, the newest first. */
  late: readonly LateResult[]
}

const keptGaps = slot<readonly Gap[]>('scan-gaps.1')
const seenGaps = slot<readonly Gap[]>('scan-gaps-seen.1')
const mostLate = 5

/** What is on this phone of scans that the server has not answered, or that somebody has to look at. */
export const useScans = create<Scans>(() => ({ waiting: [], toLookAt: [], stopped: null, gaps: keptGaps.read() ?? [], full: false, busy: false, late: [] }))

function showGaps(gaps: readonly Gap[]): void {
  if (gaps.length === 0) keptGaps.clear()
  else keptGaps.write(gaps)
  useScans.setState({ gaps })
}

/** Told of an answer; true when it was shown to the person it is about. */
type Watcher = (scan: KeptScan, verdict: Verdict) => boolean
const watchers = new Set<Watcher>()

/** Whoever is waiting for an answer right now. Returns a function that ends it. */
export function watchAnswers(watcher: Watcher): () => void {
  watchers.add(watcher)
  return () => void watchers.delete(watcher)
}

/** Something has been answered since pages were last told to read again. */
let heard = false

/** Application → when: whom the server has confirmed for this phone since the app was opened. */
const confirmedByServer = new Map<string, number>()

/** Whom this phone has let in, as far as it knows: application → when, UTC ms by the server's clock. */
export function confirmedHere(): ReadonlyMap<string, number> {
  const confirmed = new Map(confirmedByServer)
  for (const { applicationId, provisional, capturedAt, clockOffset } of useScans.getState().waiting) {
    if (applicationId !== null && provisional === 'accepted') confirmed.set(applicationId, capturedAt + clockOffset)
  }
  return confirmed
}

export const scans = createScanQueue({
  store: phoneScanStore(),
  staffId: () => useSession.getState().me?.personId ?? null,
  send: sendBatch,
  tell: (state) => {
    useScans.setState({ ...state, full: fillsUp() })
    usePageStatus.setState({ unreported: state.waiting.length })
  },
  answered: (scan, verdict) => {
    heard = true
    const result = verdict.got === 'judged' ? verdict.result : null
    if (result?.status === 'accepted' && result.applicationId !== null && result.since !== null) confirmedByServer.set(result.applicationId, result.since)
    const shown = [...watchers].map((watcher) => watcher(scan, verdict)).some(Boolean)
    if (!shown && result) useScans.setState(({ late }) => ({ late: [lateOf(scan, result), ...late].slice(0, mostLate) }))
  },
  missing: (gaps) => {
    const seen = seenGaps.read() ?? []
    showGaps(gaps.filter(({ from, to }) => !seen.some((one) => one.from <= from && one.to >= to)))
  },
})

async function sendBatch({ staffId, ...batch }: ScanBatch): Promise<BatchReply> {
  const body = { ...batch, deviceId: await deviceId(), sentAt: Date.now() }
  const key = await randomId()
  // Somebody else may have signed in meanwhile: it goes out under nobody else's name.
  if (staffId !== useSession.getState().me?.personId) return { got: 'nothing' }
  const outcome = await api.call('POST /api/arrivals/batch', { body }, key)
  return outcome.ok ? { got: 'answer', body: outcome.value } : unsent(outcome.problem)
}

function unsent(problem: Problem): BatchReply {
  if (problem.kind !== 'refused') return { got: 'nothing' }
  const { code, status, message } = problem
  if (status === 401 || status === 403) return { got: 'not_allowed', message }
  const passing = code === 'service_busy' || code === 'request_in_progress' || code === 'rate_limited'
  // A refusal in no words of ours comes from something in between, a hotel's login page for one.
  const notOurs = code === 'internal' && status < 500
  return passing || notOurs ? { got: 'nothing' } : { got: 'refused', message }
}

const firstWait = 1_000
const longestWait = 30_000
let tries = 0
let timer: ReturnType<typeof setTimeout> | undefined

/** Sends what waits, now and until it is answered. */
export async function report(): Promise<void> {
  clearTimeout(timer)
  if (useScans.getState().waiting.length === 0) return
  useScans.setState({ busy: true })
  const done = await scans.sync()
  useScans.setState({ busy: false })
  const { stopped } = useScans.getState()
  if (heard) changed()
  heard = false
  tries = done ? 0 : tries + 1
  clearTimeout(timer)
  // Jitter: when a whole market gets its network back, its phones must not all call in the same second.
  if (!done && stopped === null) timer = setTimeout(() => void report(), Math.min(longestWait, firstWait * 2 ** (tries - 1)) * (0.5 + Math.random() / 2))
}

/** One that was refused goes out once more. */
export function retryScan(scanId: string): void {
  scans.retry(scanId)
  void report()
}

/** Somebody has seen what never came; it is not told again with every answer from now on. */
export function gapsSeen(): void {
  seenGaps.write([...(seenGaps.read() ?? []), ...useScans.getState().gaps])
  showGaps([])
}

/** Looks at the phone again, and sends what it holds of whoever is signed in. */
export function lookAndReport(): void {
  scans.look()
  void report()
}

usePageStatus.subscribe(({ online }, before) => {
  if (!online || before.online) return
  tries = 0
  void report()
  void fetchRoster()
})
useSession.subscribe(({ me }, before) => {
  if (me?.personId === before.me?.personId) return
  confirmedByServer.clear()
  useScans.setState({ late: [] })
  scans.look()
})
