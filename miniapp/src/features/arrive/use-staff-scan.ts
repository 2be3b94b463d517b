import type { ArrivalResult } from '@market/shared/arrive/arrive.contract'
import { clockTime } from '@market/shared/words/time'
import { useCallback, useEffect, useRef, useState } from 'react'
import { outbox } from '../../client/market'
import { randomId } from '../../platform/random'
import type { SignalKind } from '../../platform/signal'
import { kindOf, lateWords, standsFor } from './staff-scan.text'

export type ScanPhase =
  | { at: 'camera' }
  | { at: 'asking'; scanId: string }
  | { at: 'answer'; scanId: string; result: ArrivalResult }
  /** No answer yet: kept on this phone, and sent by itself when the network is back. */
  | { at: 'kept'; scanId: string; capturedAt: number }
  /** The server would not take it at all. */
  | { at: 'refused'; scanId: string; message: string }

/** A result that came after the staff member had gone on to the next person. */
export type LateResult = { scanId: string; words: string; kind: SignalKind }

export type StaffScanning = {
  phase: ScanPhase
  late: readonly LateResult[]
  scanned: (code: string) => Promise<void>
  next: () => void
}

/** So long the queue waits for an answer before the next person may be scanned. */
const patienceMs = 4000
const mostLate = 5

const camera: ScanPhase = { at: 'camera' }

/**
 * Scanning without end. Each scan has one id from the system's random source, under which it is sent until it is
 * answered, however often that takes: a lost answer is asked for again and never becomes a second arrival.
 */
export function useStaffScan(): StaffScanning {
  const [phase, setPhase] = useState<ScanPhase>(camera)
  const [late, setLate] = useState<readonly LateResult[]>([])
  const current = useRef<ScanPhase>(camera)

  const show = useCallback((next: ScanPhase): void => {
    current.current = next
    setPhase(next)
  }, [])
  /** Only what the person in front is waiting for may change the screen. */
  const isWaitingFor = (scanId: string): boolean => current.current.at === 'asking' && current.current.scanId === scanId

  const scanned = useCallback(
    async (code: string): Promise<void> => {
      if (current.current.at !== 'camera') return
      const capturedAt = Date.now()
      show({ at: 'asking', scanId: '' })
      const scanId = await randomId()
      show({ at: 'asking', scanId })
      const patience = setTimeout(() => {
        if (isWaitingFor(scanId)) show({ at: 'kept', scanId, capturedAt })
      }, patienceMs)
      const outcome = await outbox.act('POST /api/arrivals', { body: { code, scanId, capturedAt } }, `${clockTime(capturedAt)} 扫的到岗`)
      clearTimeout(patience)
      if (isWaitingFor(scanId)) {
        show(outcome.ok ? { at: 'answer', scanId, result: outcome.value } : { at: 'refused', scanId, message: outcome.problem.message })
      } else {
        const came: LateResult = outcome.ok
          ? { scanId, words: lateWords(capturedAt, outcome.value), kind: kindOf(outcome.value) }
          : { scanId, words: `${clockTime(capturedAt)} 扫的：${outcome.problem.message}`, kind: 'no' }
        setLate((earlier) => [came, ...earlier].slice(0, mostLate))
      }
    },
    [show],
  )

  const next = useCallback(() => {
    // While it is asking there is nothing to go on from.
    if (current.current.at !== 'asking') show(camera)
  }, [show])

  useEffect(() => {
    const stands = phase.at === 'answer' ? standsFor(kindOf(phase.result)) : phase.at === 'kept' || phase.at === 'refused' ? standsFor('amber') : null
    if (stands === null) return
    const timer = setTimeout(next, stands)
    return () => clearTimeout(timer)
  }, [phase, next])

  return { phase, late, scanned, next }
}
