import type { Store } from '../store/store'

/** How far behind this process is with what it is asked. */
export type Load = {
  /** At least so long has what is looked at now waited for its turn, ms. */
  waited: number
  /** Since it last had nothing to do, ms. */
  behindFor: number
}

/** Asked with every request: it has to cost next to nothing. */
export type LoadGauge = () => Load

/** A pause of the event loop that counts as having nothing to do, ms; going to look and finding something takes some µs. */
const leastPause = 0.3

/**
 * Measures it in the process itself, whatever its machine and its database are worth today. What waits for the event loop waits in the
 * kernel: in each of its turns the loop gets hold of all that has come, and works it off one after another, so that whatever comes to its
 * turn now has waited since the turn began. What waits for a write, the store knows.
 */
export function measuredLoad(store: Pick<Store, 'waited'>): LoadGauge {
  let turnBegan: number | null = null
  let idleBefore = 0
  let caughtUpAt = performance.now()
  return () => {
    const now = performance.now()
    if (turnBegan === null) {
      turnBegan = now
      // Runs when everything that came with this turn has been looked at.
      setImmediate(() => { turnBegan = null })
      const idle = performance.nodeTiming.idleTime
      if (idle - idleBefore >= leastPause && store.waited() === 0) caughtUpAt = now
      idleBefore = idle
    }
    return { waited: Math.max(now - turnBegan, store.waited()), behindFor: now - caughtUpAt }
  }
}
