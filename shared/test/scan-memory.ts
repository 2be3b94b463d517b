import type { KeptScan, ScanStore } from '../src/arrive/scan-queue'

/** The app was ended in the middle of what it did. */
export class Killed extends Error {}

/** One run of the app: from its start until it is ended. */
export interface AppRun {
  readonly store: ScanStore
  /** One thing done; at one of them the app may end, and does nothing from then on. @throws Killed */
  step(): void
}

/** The storage of a phone, which outlives every run of its app: it can be full, and the app can end between any two steps. */
export interface ScanMemory {
  readonly stored: ReadonlyMap<string, KeptScan>
  room: boolean
  /** The app ends after so many more steps. */
  stepsLeft: number
  /** Starts the app anew; what an earlier run had begun never goes on. */
  start(): AppRun
}

export function scanMemory(): ScanMemory {
  const stored = new Map<string, KeptScan>()
  let counter: number | null = null
  let lastRun = 0
  const memory: ScanMemory = {
    stored,
    room: true,
    stepsLeft: Number.POSITIVE_INFINITY,
    start() {
      const run = (lastRun += 1)
      memory.stepsLeft = Number.POSITIVE_INFINITY
      let ended = false
      const step = (): void => {
        memory.stepsLeft -= run === lastRun ? 1 : 0
        if (ended || run !== lastRun || memory.stepsLeft < 0) {
          ended = true
          throw new Killed()
        }
      }
      const written = (write: () => void): boolean => {
        step()
        if (memory.room) write()
        return memory.room
      }
      const store: ScanStore = {
        all: () => {
          step()
          return [...stored.values()]
        },
        put: (scan) => written(() => stored.set(scan.scanId, scan)),
        remove: (scanId) => {
          step()
          stored.delete(scanId)
        },
        next: { read: () => counter, write: (sequence) => written(() => (counter = sequence)) },
      }
      return { store, step }
    },
  }
  return memory
}
