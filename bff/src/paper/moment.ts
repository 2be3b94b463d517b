import { clockTime, marketClock } from '@market/shared/words/time'

/** `2026年11月23日 06:31:05`, on the market's clock: how papers date what was done. */
export function momentOnPaper(at: number): string {
  const { year, month, day } = marketClock(at)
  return `${year}年${month}月${day}日 ${clockTime(at)}:${String(Math.floor(at / 1000) % 60).padStart(2, '0')}`
}
