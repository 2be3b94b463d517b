import { useEffect } from 'react'
import type { KeptScan } from '@market/shared/arrive/scan-queue'
import type { Gap } from '@market/shared/arrive/scan-report'
import { clockTime } from '@market/shared/words/time'
import { askBeforeClosing } from '../../platform/leaving'
import { useDidShow } from '../../platform/page-life'
import { readyReader } from '../../platform/read-code'
import { useInFront } from '../../platform/use-in-front'
import { whoWords } from './staff-scan.text'
import { fetchRoster, useRoster } from './roster'
import { gapsSeen, lookAndReport, report, retryScan, scans, useScans } from './scans'

/** How often a page of staff fetches the list again while it is in front. */
const fetchAgainMs = 3 * 60_000

/** On every page of staff: the list is fetched ahead, and what was scanned goes out. `isStaff` false: only what they once scanned. */
export function useScanKeeping(isStaff: boolean): void {
  const inFront = useInFront()
  useEffect(() => {
    if (!isStaff) return lookAndReport()
    const look = (): void => {
      if (!inFront()) return
      lookAndReport()
      void fetchRoster()
      void readyReader()
    }
    look()
    const timer = setInterval(look, fetchAgainMs)
    return () => clearInterval(timer)
  }, [isStaff, inFront])
  useDidShow(() => {
    lookAndReport()
    if (isStaff) void fetchRoster()
  })
  useEffect(() => askBeforeClosing(() => useScans.getState().waiting.length > 0), [])
}

export type Unreported = {
  waiting: readonly KeptScan[]
  toLookAt: readonly KeptScan[]
  gaps: readonly Gap[]
  /** Why nothing goes out, when it is not for want of a network. */
  stopped: string | null
  /** The phone has little room left. */
  full: boolean
  busy: boolean
  reportNow: () => void
  retry: (scanId: string) => void
  settle: (scanId: string) => void
  gapsSeen: () => void
  /** Masked name, number and job, as far as the list on this phone says; empty otherwise. */
  whoOf: (scan: KeptScan) => string
}

/** What is still on this phone of the scans made with it. */
export function useUnreported(): Unreported {
  const { waiting, toLookAt, gaps, stopped, full, busy } = useScans()
  const roster = useRoster(({ kept }) => kept?.roster)
  const whoOf = ({ applicationId }: KeptScan): string => {
    const person = roster?.people.find((one) => one.applicationId === applicationId)
    return person ? whoWords(person) : ''
  }
  return { waiting, toLookAt, gaps, stopped, full, busy, reportNow: () => void report(), retry: retryScan, settle: scans.settle, gapsSeen, whoOf }
}

/** `06:20`: of when the list is that this phone would judge by; null while it has none. */
export function useRosterTime(): string | null {
  return useRoster(({ kept }) => (kept ? clockTime(kept.fetchedAt) : null))
}
