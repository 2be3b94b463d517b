import { dayPayFen, hourlyPayFen } from '@market/shared/jobs/jobs.rules'
import type { JobCard } from '@market/shared/jobs/jobs.contract'
import { metresBetween } from '@market/shared/markets/markets.rules'
import type { Seeker } from '@market/shared/match/facts'
import type { MatchRules } from '@market/shared/match/match-rules'
import { reasonsOf, workerTradeReason, type ReasonedJob } from '@market/shared/match/reasons'
import { moment } from '@market/shared/words/show'
import { startOfMarketDay } from '@market/shared/words/time'
import type { Found } from './engine/match-index'
import { JsonBytes, textBytes } from './json-bytes'

/**
 * What a reply takes from a card: its JSON behind the distance as UTF-8, what the words are made of, and the words that were
 * made. One flat object, because twenty thousand of them are kept and each is far from the next in memory.
 */
export type KnownCard = ReasonedJob & { behind: Buffer; startsAt: number; hasPlace: boolean; begins: string; beginsOn: number }

export const knownCard = (card: JobCard): KnownCard => {
  const { distanceMetres: _distance, ...rest } = card
  return {
    behind: Buffer.from(`,${JSON.stringify(rest).slice(1)}`),
    trade: card.trade, lat: card.lat, lng: card.lng, dayPayFen: dayPayFen(card), hourlyPayFen: hourlyPayFen(card),
    startsAt: card.startsAt,
    hasPlace: card.status === 'open' && card.filled < card.headcount,
    begins: '', beginsOn: Number.NaN,
  }
}

export type ShownMatch = { known: KnownCard; found: Found }

/** Bytes that everything of a match but the kept part of its card never reaches. */
const mostBeside = 2_000

const [open, comma, end] = [Buffer.from('{"matches":['), Buffer.from(','), Buffer.from(']}')]
const [beforeDistance, noDistance, beforeScore, beforeReasons] = [Buffer.from('{"job":{"distanceMetres":'), Buffer.from('null'), Buffer.from(',"score":'), Buffer.from(',"reasons":[')]

/**
 * The matches as the contract has them, as JSON in UTF-8. Cards and phrases are copied as the bytes they were kept as: of a
 * reply's fifteen thousand characters hardly one is encoded anew.
 */
export function matchesText(matches: readonly ShownMatch[], seeker: Seeker, rules: MatchRules, now: number): Buffer {
  const day = startOfMarketDay(now)
  const text = new JsonBytes(matches.reduce((sum, { known }) => sum + known.behind.length + mostBeside, 100))
  // Twenty jobs have three trades or four.
  const forTrades = new Map<string, string | null>()
  text.put(open)
  for (const [place, { known, found: { score, cleanSettlements } }] of matches.entries()) {
    // The words of the start are kept for as long as the day lasts.
    if (known.beginsOn !== day) {
      known.begins = moment(known.startsAt, now)
      known.beginsOn = day
    }
    let forTrade = forTrades.get(known.trade)
    if (forTrade === undefined) {
      forTrade = workerTradeReason(known.trade, seeker, rules)
      forTrades.set(known.trade, forTrade)
    }
    const metres = seeker.place === null ? null : metresBetween(seeker.place, known)
    if (place > 0) text.put(comma)
    text.put(beforeDistance)
    if (metres === null) text.put(noDistance)
    else text.number(metres)
    text.put(known.behind)
    text.put(beforeScore)
    text.number(score)
    text.put(beforeReasons)
    let said = 0
    for (const reason of reasonsOf(known, cleanSettlements, forTrade, metres, known.begins, seeker)) {
      if (reason === null) continue
      if (said > 0) text.put(comma)
      text.put(textBytes(reason))
      said += 1
    }
    text.put(end)
  }
  text.put(end)
  return text.done()
}
