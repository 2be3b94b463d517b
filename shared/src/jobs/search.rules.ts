import { day, marketDay, startOfMarketDay } from '../words/time'

/** How what people type is compared with what employers have typed, and what they mean by a day. */

/**
 * A text as words are looked for in it: upper and lower case are one, full and half width too (NFKC), and line breaks are
 * spaces.
 */
export const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ')

/** The words to look for, each folded; all must occur. Nothing in them has a meaning of its own, not `%` either. */
export const searchWords = (typed: string): string[] => [...new Set(folded(typed).split(' '))].filter((word) => word !== '')

/** Parts of a posting that words are looked for in; no word runs from one into the next. */
export const searchedText = (parts: readonly string[]): string => parts.map(folded).join('\n')

const counted: Readonly<Record<string, number>> = { today: 0, tomorrow: 1, day_after: 2 }

/**
 * The instant (UTC ms) at which a day begins on the market's clock.
 * @param word `today`, `tomorrow`, `day_after` or `YYYY-MM-DD`
 * @returns null for a date that no calendar has
 */
export function startOfDay(word: string, now: number): number | null {
  const days = counted[word]
  if (days !== undefined) return startOfMarketDay(now) + days * day
  const at = Date.parse(`${word}T00:00:00+08:00`)
  return Number.isNaN(at) || marketDay(at) !== word ? null : at
}
