import { dayPayFen, hourlyPayFen } from '@market/shared/jobs/jobs.rules'
import type { JobCard } from '@market/shared/jobs/jobs.contract'
import { metresBetween } from '@market/shared/markets/markets.rules'
import type { Seeker } from '@market/shared/match/facts'
import type { MatchRules } from '@market/shared/match/match-rules'
import { isWorthSaying, payAboveWish, settlementsReason, startReason, workerPayReason, workerTradeReason, type ReasonedJob } from '@market/shared/match/reasons'
import { distance } from '@market/shared/words/show'
import { startOfMarketDay } from '@market/shared/words/time'
import type { Found } from './engine/match-index'
import { JsonBytes, phrases, textBytes } from './json-bytes'

/**
 * What a reply takes from a card: its JSON behind the distance up to the reasons as UTF-8, what the words are made of, and the words that were
 * made. One flat object, because twenty thousand of them are kept and each is far from the next in memory.
 */
export type KnownCard = ReasonedJob & { behind: Buffer; startsAt: number; hasPlace: boolean; begins: Buffer; beginsOn: number }

const nothing = Buffer.alloc(0)

export const knownCard = (card: JobCard): KnownCard => {
  const { distanceMetres: _distance, ...rest } = card
  return {
    behind: Buffer.from(`,${JSON.stringify(rest).slice(1)},"reasons":[`),
    trade: card.trade, lat: card.lat, lng: card.lng, dayPayFen: dayPayFen(card), hourlyPayFen: hourlyPayFen(card),
    startsAt: card.startsAt,
    hasPlace: card.status === 'open' && card.filled < card.headcount,
    begins: nothing, beginsOn: Number.NaN,
  }
}

export type ShownMatch = { known: KnownCard; found: Found }

/** Bytes that everything of a match but the kept part of its card never reaches. */
const mostBeside = 2_000

const distanceBytes = phrases(distance, ',')
const payBytes = { day: phrases((more) => workerPayReason('day', more), ','), hour: phrases((more) => workerPayReason('hour', more), ',') }
const settlementBytes = phrases(settlementsReason)

const [first, next, last, noMatches] = ['{"matches":[{"job":{"distanceMetres":', ']},{"job":{"distanceMetres":', ']}]}', '{"matches":[]}'].map((text) => Buffer.from(text)) as [Buffer, Buffer, Buffer, Buffer]
const [noDistance, comma] = [Buffer.from('null'), Buffer.from(',')]

/**
 * The matches as the contract has them, as JSON in UTF-8. Cards and phrases are copied as the bytes they were kept as: of a
 * reply's fifteen thousand characters hardly one is encoded anew.
 */
export function matchesText(matches: readonly ShownMatch[], seeker: Seeker, rules: MatchRules, now: number): Buffer {
  const day = startOfMarketDay(now)
  const text = new JsonBytes(matches.reduce((sum, { known }) => sum + known.behind.length + mostBeside, 100))
  // Twenty jobs have three trades or four.
  const forTrades = new Map<string, Buffer | null>()
  for (const [place, { known, found: { cleanSettlements } }] of matches.entries()) {
    // The words of the start are kept for as long as the day lasts.
    if (known.beginsOn !== day) {
      known.begins = textBytes(startReason(known.startsAt, now))
      known.beginsOn = day
    }
    let forTrade = forTrades.get(known.trade)
    if (forTrade === undefined) {
      const reason = workerTradeReason(known.trade, seeker, rules)
      forTrade = reason === null ? null : textBytes(reason, ',')
      forTrades.set(known.trade, forTrade)
    }
    const metres = seeker.place === null ? null : metresBetween(seeker.place, known)
    text.put(place === 0 ? first : next)
    if (metres === null) text.put(noDistance)
    else text.number(metres)
    text.put(known.behind)
    if (forTrade !== null) text.put(forTrade)
    if (metres !== null) text.put(distanceBytes(metres))
    const more = payAboveWish(known, seeker)
    if (more !== null) text.put(payBytes[seeker.wishedPayUnit](more))
    text.put(known.begins)
    if (isWorthSaying(cleanSettlements)) {
      text.put(comma)
      text.put(settlementBytes(cleanSettlements))
    }
  }
  text.put(matches.length === 0 ? noMatches : last)
  return text.done()
}
