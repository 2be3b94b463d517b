import { isOpenAt, type OpeningHours } from '../check-in/check-in.rules'
import { fine, withoutSpacing, wrong, type Checked } from '../register/checked'
import { day, minute, minutesOfClock, startOfMarketDay } from '../words/time'

/** Open until then, null for round the clock; or shut until then. Instants in UTC ms. */
export type Opening = { open: true; closesAt: number | null } | { open: false; opensAt: number }

/** The first time after `at` at which the market's clock shows `clock`. */
const nextAt = (clock: string, at: number): number => {
  const today = startOfMarketDay(at) + minutesOfClock(clock) * minute
  return today > at ? today : today + day
}

const isAlwaysOpen = ({ opensAt, closesAt }: OpeningHours): boolean =>
  minutesOfClock(opensAt) % (24 * 60) === minutesOfClock(closesAt) % (24 * 60)

/** Whether a market is open at an instant (UTC ms), and when that changes next. */
export const openingAt = (hours: OpeningHours, at: number): Opening => {
  if (isAlwaysOpen(hours)) return { open: true, closesAt: null }
  return isOpenAt(hours, at) ? { open: true, closesAt: nextAt(hours.closesAt, at) } : { open: false, opensAt: nextAt(hours.opensAt, at) }
}

/** `05:00–18:00`, `20:00–次日06:00`, `全天开放`. */
export const hoursWords = (hours: OpeningHours): string => {
  if (isAlwaysOpen(hours)) return '全天开放'
  const pastMidnight = minutesOfClock(hours.closesAt) < minutesOfClock(hours.opensAt)
  return `${hours.opensAt}–${pastMidnight ? '次日' : ''}${hours.closesAt}`
}

/**
 * A time of day as people type it, `5:00`, `0500`, `５：３０`, as `HH:mm`. Midnight at the end of a day is `24:00`.
 */
export function checkClock(typed: string): Checked<string> {
  const found = /^(\d{1,2})[:：]?(\d{2})$/.exec(withoutSpacing(typed))
  const hours = Number(found?.[1])
  const minutes = Number(found?.[2])
  if (found === null || minutes > 59 || hours * 60 + minutes > 24 * 60) return wrong('请写几点几分，例如 05:00')
  return fine(`${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`)
}

/** Shorter than this and nobody could be served. */
const fewestMinutes = 30

/** What is wrong with opening hours of two good times, or null. */
export const hoursProblem = (hours: OpeningHours): string | null => {
  if (isAlwaysOpen(hours)) return null
  const open = (minutesOfClock(hours.closesAt) - minutesOfClock(hours.opensAt) + 24 * 60) % (24 * 60)
  return open < fewestMinutes ? `开门到关门不到 ${fewestMinutes} 分钟，请检查一下` : null
}
