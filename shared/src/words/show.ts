import { clockTime, day, marketClock, startOfMarketDay } from './time'

/** Numbers and times in the words people read. */

/** Fen as yuan with thousands and no needless decimals: 156000 → `1,560`, 2060 → `20.6`. */
export const yuan = (fen: number): string => {
  const sign = fen < 0 ? '-' : ''
  const whole = Math.floor(Math.abs(fen) / 100)
  const cents = Math.abs(fen) % 100
  const decimals = cents === 0 ? '' : `.${String(cents).padStart(2, '0').replace(/0$/, '')}`
  // A day's pay has no thousands, and is written on every card.
  const grouped = whole < 1_000 ? String(whole) : String(whole).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${sign}${grouped}${decimals}`
}

/** Metres as people say them: `就在附近` under a hundred, `850 米`, `2.1 公里`, `12 公里`. */
export const distance = (metres: number): string => {
  if (metres < 100) return '就在附近'
  const nearestTen = Math.round(metres / 10) * 10
  if (nearestTen < 1000) return `${nearestTen} 米`
  const kilometres = metres / 1000
  return kilometres < 10 ? `${String(Math.round(kilometres * 10) / 10)} 公里` : `${Math.round(kilometres)} 公里`
}

/** The day of an instant as seen from `now`: 今天, 明天, 后天, 昨天, else `11月25日`; another year is said too. */
export const dayWord = (at: number, now: number): string => {
  const days = Math.round((startOfMarketDay(at) - startOfMarketDay(now)) / day)
  if (days === 0) return '今天'
  if (days === 1) return '明天'
  if (days === 2) return '后天'
  if (days === -1) return '昨天'
  const { year, month, day: date } = marketClock(at)
  const monthAndDay = `${month}月${date}日`
  return year === marketClock(now).year ? monthAndDay : `${year}年${monthAndDay}`
}

/** `今天 06:30`. */
export const moment = (at: number, now: number): string => `${dayWord(at, now)} ${clockTime(at)}`

/** A stretch of work on one or two days: `今天 06:30–15:30`, `今天 20:00–明天 04:00`. */
export const stretch = (from: number, to: number, now: number): string =>
  startOfMarketDay(from) === startOfMarketDay(to)
    ? `${moment(from, now)}–${clockTime(to)}`
    : `${moment(from, now)}–${moment(to, now)}`

/** Minutes of work: `8 小时`, `7 小时 30 分`, `45 分钟`. */
export const workTime = (minutes: number): string => {
  const hours = Math.floor(minutes / 60)
  const rest = Math.round(minutes % 60)
  if (hours === 0) return `${rest} 分钟`
  return rest === 0 ? `${hours} 小时` : `${hours} 小时 ${rest} 分`
}

/** The first three of several words, and how many there are in all: `甲；乙；丙 等 5 处`. */
export const shortList = (words: readonly string[]): string => words.slice(0, 3).join('；') + (words.length > 3 ? ` 等 ${words.length} 处` : '')

/** How old data is: `刚刚`, `3 分钟前`, `2 小时前`, else the day and time. */
export const age = (at: number, now: number): string => {
  const minutes = Math.floor((now - at) / 60_000)
  if (minutes < 1) return '刚刚'
  if (minutes < 60) return `${minutes} 分钟前`
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} 小时前`
  return moment(at, now)
}

/** How long until: `还有 52 分钟`, `还有 3 小时`; null once it is past or more than a day away. */
export const until = (at: number, now: number): string | null => {
  const minutes = Math.ceil((at - now) / 60_000)
  if (minutes <= 0 || minutes > 24 * 60) return null
  return minutes < 60 ? `还有 ${minutes} 分钟` : `还有 ${workTime(Math.round(minutes / 10) * 10)}`
}
