/** Numbers in the words people use. All take the units of the product: fen, metres, UTC milliseconds. */

const shanghaiOffset = 8 * 3_600_000
const dayLength = 86_400_000
const minute = 60_000

const two = (value: number): string => String(value).padStart(2, '0')
const shanghai = (instant: number): Date => new Date(instant + shanghaiOffset)
const dayNumber = (instant: number): number => Math.floor((instant + shanghaiOffset) / dayLength)
const trimmed = (value: number, digits: number): string => String(Number(value.toFixed(digits)))

/** 26000 → `260`, 2060 → `20.6`, 156000 → `1,560`. Without the unit. */
export function yuan(fen: number): string {
  const [whole = '0', part] = trimmed(fen / 100, 2).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return part ? `${grouped}.${part}` : grouped
}

/** 850 → `850 米`, 2140 → `2.1 公里`, 54000 → `54 公里`. Under a hundred metres is `就在附近`. */
export function distance(metres: number): string {
  if (metres < 100) return '就在附近'
  const nearestTen = Math.round(metres / 10) * 10
  if (nearestTen < 1000) return `${nearestTen} 米`
  return `${trimmed(metres / 1000, metres < 10_000 ? 1 : 0)} 公里`
}

/** `06:30`, in Shanghai, wherever the phone thinks it is. */
export function clock(instant: number): string {
  const time = shanghai(instant)
  return `${two(time.getUTCHours())}:${two(time.getUTCMinutes())}`
}

/** `今天`, `明天`, `后天`, `昨天`, else `11月23日`; another year is said too. */
export function day(instant: number, now: number): string {
  const near = ['昨天', '今天', '明天', '后天'][dayNumber(instant) - dayNumber(now) + 1]
  if (near) return near
  const date = shanghai(instant)
  const monthAndDay = `${date.getUTCMonth() + 1}月${date.getUTCDate()}日`
  return date.getUTCFullYear() === shanghai(now).getUTCFullYear() ? monthAndDay : `${date.getUTCFullYear()}年${monthAndDay}`
}

/** `今天 06:30`. */
export const moment = (instant: number, now: number): string => `${day(instant, now)} ${clock(instant)}`

/** `今天 06:30–15:30`; across midnight `今天 22:00–明天 06:00`. */
export const span = (from: number, to: number, now: number): string =>
  dayNumber(from) === dayNumber(to) ? `${moment(from, now)}–${clock(to)}` : `${moment(from, now)}–${moment(to, now)}`

/** Minutes of work: `8 小时`, `7 小时 30 分`, `45 分钟`. */
export function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  const rest = Math.round(minutes % 60)
  if (hours === 0) return `${rest} 分钟`
  return rest === 0 ? `${hours} 小时` : `${hours} 小时 ${rest} 分`
}

/** How old something is: `刚刚`, `3 分钟前`, `2 小时前`, then the day. */
export function age(instant: number, now: number): string {
  const minutes = Math.floor((now - instant) / minute)
  if (minutes < 1) return '刚刚'
  if (minutes < 60) return `${minutes} 分钟前`
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} 小时前`
  return moment(instant, now)
}

/** How long until: `还有 52 分钟`, `还有 3 小时`; null once it is past or more than a day away. */
export function until(instant: number, now: number): string | null {
  const minutes = Math.ceil((instant - now) / minute)
  if (minutes <= 0 || minutes > 24 * 60) return null
  return minutes < 60 ? `还有 ${minutes} 分钟` : `还有 ${duration(Math.round(minutes / 10) * 10)}`
}
