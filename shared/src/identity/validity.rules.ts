import { day, marketClock, startOfMarketDay } from '../words/time'

/**
 * How long a check counts. Accounts are verified again at least every six months (notice of five ministries, 2026-01-13),
 * by the calendar of the market. Instants are UTC ms.
 */
const monthsValid = 6

/** Days before the end on which people are reminded; 0 is the day after the last. */
export const reminderDays = [30, 14, 3, 0] as const
export type ReminderDays = (typeof reminderDays)[number]

const two = (value: number): string => String(value).padStart(2, '0')

/**
 * The first instant at which a check no longer counts: the beginning of the market's day six months later, so that it never
 * counts for longer than six months. Of a day that the sixth month lacks (31 August) the last of that month is taken.
 */
export function checkedUntil(checkedAt: number): number {
  const { year, month, day: date } = marketClock(checkedAt)
  const months = year * 12 + month - 1 + monthsValid
  const [untilYear, untilMonth] = [Math.floor(months / 12), (months % 12) + 1]
  const lastOfMonth = new Date(Date.UTC(untilYear, untilMonth, 0)).getUTCDate()
  return Date.parse(`${untilYear}-${two(untilMonth)}-${two(Math.min(date, lastOfMonth))}T00:00:00+08:00`)
}

export const counts = (verifiedUntil: number | null, now: number): verifiedUntil is number => verifiedUntil !== null && verifiedUntil > now

/** Whole days of the market until something ends, at least 0; 1 on its last day. */
export const daysLeft = (until: number, now: number): number => Math.max(0, Math.round((startOfMarketDay(until) - startOfMarketDay(now)) / day))

/**
 * The reminder that is due: the last threshold that was passed. Null while it is too early for the first. Whoever was away
 * for a month gets one message and not four.
 */
export function reminderDue(until: number, now: number): ReminderDays | null {
  const left = daysLeft(until, now)
  return [...reminderDays].reverse().find((days) => left <= days) ?? null
}

/** Until when reminders of a stage are for: what ends before it is in that stage or a later one. */
export const remindBefore = (days: ReminderDays, now: number): number => startOfMarketDay(now) + (days + 1) * day

/** The first instant after a last day `YYYY-MM-DD` of the market. */
export const endOfDay = (lastDay: string): number => Date.parse(`${lastDay}T00:00:00+08:00`) + day

export type Standing = 'none' | 'valid' | 'ends_soon' | 'over'

/** State of something that counts until an instant; from the first reminder on it ends soon. */
export function standingAt(until: number | null, now: number): Standing {
  if (until === null) return 'none'
  if (until <= now) return 'over'
  return daysLeft(until, now) <= reminderDays[0] ? 'ends_soon' : 'valid'
}

/** State of a licence by its last day; null is one without an end (长期). */
export const licenceStanding = (validUntil: string | null, now: number): Exclude<Standing, 'none'> => {
  const standing = validUntil === null ? 'valid' : standingAt(endOfDay(validUntil), now)
  return standing === 'none' ? 'over' : standing
}
