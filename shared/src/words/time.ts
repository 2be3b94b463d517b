/**
 * A market's clock. Markets live in Asia/Shanghai (UTC+8, no summer time since 1991), whatever the phone or server
 * is set to, so days and hours are computed by offset and never by the local time zone. No Intl: phones differ in it.
 */
export const second = 1_000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour
const shanghaiOffset = 8 * hour

const two = (value: number): string => String(value).padStart(2, '0')

/** The parts of an instant (UTC ms) as a clock in the market shows them. `weekday` 0 is Sunday. */
export const marketClock = (at: number) => {
  const local = new Date(at + shanghaiOffset)
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    weekday: local.getUTCDay(),
    hours: local.getUTCHours(),
    minutes: local.getUTCMinutes(),
  }
}

/** The market's day an instant falls on, `YYYY-MM-DD`. */
export const marketDay = (at: number): string => {
  const { year, month, day: date } = marketClock(at)
  return `${year}-${two(month)}-${two(date)}`
}

/** The instant (UTC ms) at which the market's day of `at` begins. */
export const startOfMarketDay = (at: number): number => Math.floor((at + shanghaiOffset) / day) * day - shanghaiOffset

/** The instant (UTC ms) at which the market's week of `at` begins: Monday, midnight. */
export const startOfMarketWeek = (at: number): number => startOfMarketDay(at) - ((marketClock(at).weekday + 6) % 7) * day

/** `HH:mm` on the market's clock. */
export const clockTime = (at: number): string => {
  const { hours, minutes } = marketClock(at)
  return `${two(hours)}:${two(minutes)}`
}

/** Minutes since the market's midnight of an `HH:mm`. */
export const minutesOfClock = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
