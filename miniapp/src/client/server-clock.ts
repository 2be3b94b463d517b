import { clockOffsetOf } from '@market/shared/arrive/clock.rules'
import { slot } from '../platform/storage'

/** An answer that took longer says too little about when it was given, once another is known. */
const slowMs = 3_000

const kept = slot<number>('clock.1')
let known: number | null = null

/** What to add to this phone's clock to get the server's, as it last said; ms. 0 before it has ever answered. */
export const clockOffset = (): number => (known ??= kept.read() ?? 0)

/** The time by the server's clock, UTC ms. */
export const serverNow = (): number => Date.now() + clockOffset()

/** Takes what the server said of its clock. All UTC ms, the last two by this phone. */
export function noteServerDate(serverDate: number, sentAt: number, answeredAt: number): void {
  if (answeredAt - sentAt > slowMs && kept.read() !== null) return
  const offset = clockOffsetOf(serverDate, sentAt, answeredAt)
  // The server says whole seconds: less than that is no news, and no reason to write.
  if (kept.read() !== null && Math.abs(offset - clockOffset()) < 1_000) return
  known = offset
  kept.write(offset)
}
