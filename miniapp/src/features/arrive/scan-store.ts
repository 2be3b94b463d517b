import type { KeptScan, ScanStore } from '@market/shared/arrive/scan-queue'
import { isNearlyFull, keysOf, slot } from '../../platform/storage'

const prefix = 'scans.1:'
const scanPrefix = `${prefix}scan:`
const next = slot<number>(`${prefix}next`)

const read = (): Map<string, KeptScan> =>
  new Map(
    keysOf(scanPrefix).flatMap((key) => {
      const scan = slot<KeptScan>(key).read()
      return scan ? [[scan.scanId, scan]] : []
    }),
  )

/**
 * Scans in the phone's storage, each under a key of its own: one is written whole or not at all, and none is touched for another's
 * sake. They stay when somebody signs out; a code names nobody, and it goes out when they are back.
 */
export function phoneScanStore(): ScanStore {
  // Reading a thousand keys takes a phone longer than anybody waits for green.
  let known: Map<string, KeptScan> | null = null
  const scans = (): Map<string, KeptScan> => (known ??= read())
  return {
    all: (fresh) => {
      if (fresh) known = read()
      return [...scans().values()]
    },
    put: (scan) => {
      if (!slot<KeptScan>(scanPrefix + scan.scanId).write(scan)) return false
      scans().set(scan.scanId, scan)
      return true
    },
    remove: (scanId) => {
      slot(scanPrefix + scanId).clear()
      scans().delete(scanId)
    },
    next,
  }
}

/** Whether it is time to find a network because the phone is filling up. */
export const fillsUp = isNearlyFull
