import { clockTime, minutesOfClock } from '../words/time'

/** A market's opening hours, `HH:mm` in the market. Closing at or before opening means after midnight; `00:00–00:00` is round the clock. */
export type OpeningHours = { opensAt: string; closesAt: string }

/** Whether the market is open at this instant (UTC ms): from opening on, until just before closing. */
export const isOpenAt = ({ opensAt, closesAt }: OpeningHours, at: number): boolean => {
  const now = minutesOfClock(clockTime(at))
  const opens = minutesOfClock(opensAt)
  const closes = minutesOfClock(closesAt)
  return opens < closes ? now >= opens && now < closes : now >= opens || now < closes
}
