import { dayPayFen, hourlyPayFen } from '@market/shared/jobs/jobs.rules'
import type { JobCard } from '@market/shared/jobs/jobs.contract'
import { metresBetween } from '@market/shared/markets/markets.rules'
import type { Seeker } from '@market/shared/match/facts'
import type { MatchRules } from '@market/shared/match/match-rules'
import { reasonsOf, type ReasonedJob } from '@market/shared/match/reasons'
import { moment } from '@market/shared/words/show'
import { startOfMarketDay } from '@market/shared/words/time'
import type { Found } from './engine/match-index'

/** A card as it was read, with its JSON behind the distance, and what the words are made of. */
export type KnownCard = { card: JobCard; behind: string; reasoned: Omit<ReasonedJob, 'cleanSettlements'>; begins: { day: number; words: string } }

export const knownCard = (card: JobCard): KnownCard => {
  const { distanceMetres: _distance, ...rest } = card
  return {
    card,
    behind: `,${JSON.stringify(rest).slice(1)}`,
    reasoned: { trade: card.trade, lat: card.lat, lng: card.lng, dayPayFen: dayPayFen(card), hourlyPayFen: hourlyPayFen(card) },
    begins: { day: Number.NaN, words: '' },
  }
}

/** One match as the contract has it, as JSON. The words of the start are kept for as long as the day lasts. */
export function matchText(known: KnownCard, { score, cleanSettlements }: Found, seeker: Seeker, rules: MatchRules, now: number): string {
  const { card, behind, reasoned, begins } = known
  const day = startOfMarketDay(now)
  if (begins.day !== day) known.begins = { day, words: moment(card.startsAt, now) }
  const metres = seeker.place === null ? null : metresBetween(seeker.place, card)
  const reasons = reasonsOf({ ...reasoned, cleanSettlements }, metres, known.begins.words, seeker, rules)
  return `{"job":{"distanceMetres":${metres ?? 'null'}${behind},"score":${score},"reasons":${JSON.stringify(reasons)}}`
}
