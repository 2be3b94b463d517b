import { metresBetween, type Place } from '../markets/markets.rules'
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

/**
 * How far off the place that a phone gives may be, metres. Two decimals are up to 720 m off; a browser's WGS-84 and the map's GCJ-02
 * lie up to 700 m apart in Henan, and markets' points come in either; a phone that sees no satellites is 1 to 2 km off. Less would turn
 * away people who stand at the gate; whoever is at home with a photograph of the poster mostly lives further away.
 */
export const placeIsRough = 3_000

/** Up to how far from a market's point on the map a phone may say it is, metres: its own range, and what the phone may be off. */
export const nearWithin = ({ fenceMetres }: { fenceMetres: number | null }): number => (fenceMetres ?? 0) + placeIsRough

/**
 * Why a printed code alone does not check this phone in, or null where it does: it may have been photographed, so it is
 * only a hint of the place, and the phone has to say that it is near. Whoever's phone says nothing is not let in by it either;
 * a screen and staff ask nobody for a place.
 */
export const placeRefusal = (market: Place & { fenceMetres: number | null }, phone: Place | undefined): 'place_needed' | 'not_near_market' | null =>
  phone === undefined ? 'place_needed' : metresBetween(market, phone) <= nearWithin(market) ? null : 'not_near_market'
