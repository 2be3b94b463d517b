import { dayPayFen, hourlyPayFen } from '@market/shared/jobs/jobs.rules'
import type { JobCard } from '@market/shared/jobs/jobs.contract'
import { metresBetween } from '@market/shared/markets/markets.rules'
import type { Seeker } from '@market/shared/match/facts'
import type { MatchRules } from '@market/shared/match/match-rules'
import { reasonsOf, type ReasonedJob } from '@market/shared/match/reasons'
import { moment } from '@market/shared/words/show'
import { startOfMarketDay } from '@market/shared/words/time'
import type { Found } from './engine/match-index'

/** A card as it was read, with its JSON behind the distance as UTF-8, and what the words are made of. */
export type KnownCard = { card: JobCard; behind: Buffer; reasoned: Omit<ReasonedJob, 'cleanSettlements'>; begins: { day: number; words: string } }

export const knownCard = (card: JobCard): KnownCard => {
  const { distanceMetres: _distance, ...rest } = card
  return {
    card,
    behind: Buffer.from(`,${JSON.stringify(rest).slice(1)}`),
    reasoned: { trade: card.trade, lat: card.lat, lng: card.lng, dayPayFen: dayPayFen(card), hourlyPayFen: hourlyPayFen(card) },
    begins: { day: Number.NaN, words: '' },
  }
}

export type ShownMatch = { known: KnownCard; found: Found }

/** Bytes that everything of a match but the kept part of its card never reaches. */
const mostBeside = 2_000

/** Where replies are put together: one for all, since none is begun before the one before is copied out. */
let desk = Buffer.allocUnsafe(128 * 1024)

/**
 * The matches as the contract has them, as JSON in UTF-8. The kept parts are copied as bytes: of a reply's fifteen thousand
 * characters only some hundreds are put into words and encoded anew.
 */
export function matchesText(matches: readonly ShownMatch[], seeker: Seeker, rules: MatchRules, now: number): Buffer {
  const day = startOfMarketDay(now)
  const most = matches.reduce((sum, { known }) => sum + known.behind.length + mostBeside, 100)
  if (most > desk.length) desk = Buffer.allocUnsafe(most)
  let at = 0
  let beside = '{"matches":['
  for (const [place, { known, found: { score, cleanSettlements } }] of matches.entries()) {
    const { card, behind, reasoned } = known
    // The words of the start are kept for as long as the day lasts.
    if (known.begins.day !== day) known.begins = { day, words: moment(card.startsAt, now) }
    const metres = seeker.place === null ? null : metresBetween(seeker.place, card)
    at += desk.write(`${beside}${place === 0 ? '' : ','}{"job":{"distanceMetres":${metres ?? 'null'}`, at)
    at += behind.copy(desk, at)
    const reasons = reasonsOf({ ...reasoned, cleanSettlements }, metres, known.begins.words, seeker, rules)
    beside = `,"score":${score},"reasons":${JSON.stringify(reasons)}}`
  }
  at += desk.write(`${beside}]}`, at)
  // A write beyond the end is cut off without a word.
  if (at + 10 > most) throw new Error('a match has more beside its card than was thought possible')
  return Buffer.from(desk.subarray(0, at))
}
