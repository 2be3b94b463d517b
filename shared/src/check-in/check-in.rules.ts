import { clockTime, day, hour, minute, minutesOfClock, startOfMarketDay } from '../words/time'

/** A market's opening hours, `HH:mm` in the market. Closing at or before opening means after midnight; `00:00–00:00` is round the clock. */
export type OpeningHours = { opensAt: string; closesAt: string }

/** Whether the market is open at this instant (UTC ms): from opening on, until just before closing. */
export const isOpenAt = ({ opensAt, closesAt }: OpeningHours, at: number): boolean => {
  const now = minutesOfClock(clockTime(at))
  const opens = minutesOfClock(opensAt)
  const closes = minutesOfClock(closesAt)
  return opens < closes ? now >= opens && now < closes : now >= opens || now < closes
}

/** When the market closes next after this instant (UTC ms); of one that is open round the clock, the end of the day. */
export const closingAfter = ({ closesAt }: Pick<OpeningHours, 'closesAt'>, at: number): number => {
  const today = startOfMarketDay(at) + (minutesOfClock(closesAt) % (24 * 60)) * minute
  return today > at ? today : today + day
}

/** For how long somebody may be away and still keep their turn: breakfast, the toilet, a look at a job that came to nothing. */
export const turnKeptFor = hour

/**
 * Since when somebody waits who comes back to the market on the same day. The number is the day's and stays theirs; the
 * waiting does not: who was away for longer than `turnKeptFor` has not waited, and stands behind those who have.
 * @param waitingSince since when they waited before they left, UTC ms
 */
export const waitingSinceOnReturn = ({ waitingSince, leftAt }: { waitingSince: number; leftAt: number }, now: number): number =>
  now - leftAt <= turnKeptFor ? waitingSince : now

/**
 * Whether signing work takes somebody out of those who are present: when it begins on this market day. They have what
 * they came for, and whoever counts on the number of the present would wait for them in vain. Work from tomorrow on
 * leaves today free. Who wants a short job before it scans the gate again and is present again.
 */
export const leavesForWork = (startsAt: number, now: number): boolean => startsAt < startOfMarketDay(now) + day
