import type { ArrivalResult } from '@market/shared/arrive/arrive.contract'
import { longestUploadedCode } from '@market/shared/arrive/offline.rules'
import { useCallback, useEffect, useRef, useState } from 'react'
import { api, changed } from '../../client/market'
import { clockOffset, serverNow } from '../../client/server-clock'
import { randomId } from '../../platform/random'
import { usePageStatus } from '../../ui/page-status'
import { useSession } from '../session/session.store'
import { applicationOf, currentRoster, judgeByRoster } from './roster'
import { confirmedHere, report, scans, useScans, watchAnswers } from './scans'
import { kindOf, notedOf, standsFor, type LateResult, type Noted } from './staff-scan.text'

export type ScanPhase =
  | { at: 'camera' }
  | { at: 'asking'; scanId: string }
  | { at: 'answer'; scanId: string; result: ArrivalResult }
  /** The server is not heard yet: what this phone makes of it, kept here and reported by itself. */
  | { at: 'noted'; scanId: string; noted: Noted }
  /** The server would not take it at all. */
  | { at: 'refused'; scanId: string; message: string }

export type StaffScanning = {
  phase: ScanPhase
  late: readonly LateResult[]
  scanned: (code: string) => Promise<void>
  next: () => void
}

/** So long a network that is there may stay silent before this phone says what it makes of a code by itself. */
const patienceMs = 1500

const camera: ScanPhase = { at: 'camera' }
const noRoom = '手机存满了，也没连上网，这一次没记下。请清一清手机，或者请本人到服务台登记。'

const kindOfPhase = (phase: ScanPhase) => {
  if (phase.at === 'answer') return kindOf(phase.result)
  if (phase.at === 'noted') return phase.noted.kind
  return phase.at === 'refused' ? 'amber' : null
}

/**
 * Scanning without end, with a network or not. Each scan is on this phone, under an id from the system's random source, before
 * anything is shown; it is reported under that id until it is answered, so that a lost answer never becomes a second arrival.
 */
export function useStaffScan(): StaffScanning {
  const [phase, setPhase] = useState<ScanPhase>(camera)
  const late = useScans((state) => state.late)
  const current = useRef<ScanPhase>(camera)

  const show = useCallback((next: ScanPhase): void => {
    current.current = next
    setPhase(next)
  }, [])
  /** Only what the person in front is waiting for may change the screen. */
  const isInFront = (scanId: string): boolean => current.current.at !== 'camera' && current.current.scanId === scanId

  useEffect(
    () =>
      watchAnswers(({ scanId }, verdict) => {
        if (!isInFront(scanId)) return false
        if (verdict.got === 'not_taken') show({ at: 'refused', scanId, message: verdict.message })
        if (verdict.got !== 'judged' || verdict.result === null) return false
        show({ at: 'answer', scanId, result: verdict.result })
        // Whoever has read it on the whole screen need not read it again in a list.
        scans.settle(scanId)
        return true
      }),
    [show],
  )

  const scanned = useCallback(
    async (scannedCode: string): Promise<void> => {
      if (current.current.at !== 'camera') return
      const code = scannedCode.slice(0, longestUploadedCode)
      const capturedAt = Date.now()
      show({ at: 'asking', scanId: '' })
      const scanId = await randomId()
      show({ at: 'asking', scanId })
      const { me } = useSession.getState()
      const verdict = judgeByRoster(code, serverNow(), confirmedHere())
      const noted = notedOf(verdict, serverNow())
      const kept = scans.keep({
        scanId, code, capturedAt, clockOffset: clockOffset(), provisional: noted.provisional, applicationId: applicationOf(code, verdict),
        staffId: me?.personId ?? '', marketId: me?.staff?.marketId ?? currentRoster()?.roster.marketId ?? '',
      })
      if (kept === null) return show(await askedOnce(code, scanId, capturedAt))
      const note = (): void => {
        if (current.current.at === 'asking' && isInFront(scanId)) show({ at: 'noted', scanId, noted })
      }
      if (usePageStatus.getState().online) setTimeout(note, patienceMs)
      else note()
      // A network that turns out to be away is not waited for.
      void report().then(note)
    },
    [show],
  )

  const next = useCallback(() => {
    // While it is asking there is nothing to go on from.
    if (current.current.at !== 'asking') show(camera)
  }, [show])

  useEffect(() => {
    const kind = kindOfPhase(phase)
    if (kind === null) return
    const timer = setTimeout(next, standsFor(kind))
    return () => clearTimeout(timer)
  }, [phase, next])

  return { phase, late, scanned, next }
}

/** Where this phone has no room to keep a scan, nobody is let in on its word: the server is asked, once. */
async function askedOnce(code: string, scanId: string, capturedAt: number): Promise<ScanPhase> {
  const outcome = await api.call('POST /api/arrivals', { body: { code, scanId, capturedAt } }, scanId)
  if (!outcome.ok) return { at: 'refused', scanId, message: outcome.problem.kind === 'unreachable' ? noRoom : outcome.problem.message }
  changed()
  return { at: 'answer', scanId, result: outcome.value }
}
