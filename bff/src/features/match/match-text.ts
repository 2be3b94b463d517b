import { dayPayFen, hourlyPayFen } from '@market/shared/jobs/jobs.rules'
import type { JobCard } from '@market/shared/jobs/jobs.contract'
import { isSamePlace, metresBetween } from '@market/shared/markets/markets.rules'
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

/** Whose reply it is, and what it is made of besides the jobs. */
export type Reader = {
  seeker: Seeker
  /** Stands for the worker with these wishes, whatever the place. */
  who: object
  rules: MatchRules
  /** UTC ms. */
  now: number
}

/** A reply, with what its pieces were made of: one job each. */
export type Written = {
  bytes: Buffer
  for: Pick<Reader, 'who' | 'rules'> & { place: Seeker['place']; day: number }
  matches: readonly ShownMatch[]
  /** Where in the bytes each of them begins and ends. */
  ends: readonly number[]
}

/** Bytes that everything of a match but the kept part of its card never reaches. */
const mostBeside = 2_000

const distanceBytes = phrases(distance, ',')
const payBytes = { day: phrases((more) => workerPayReason('day', more), ','), hour: phrases((more) => workerPayReason('hour', more), ',') }
const settlementBytes = phrases(settlementsReason)

const [first, next, last, noMatches] = ['{"matches":[{"job":{"distanceMetres":', ']},{"job":{"distanceMetres":', ']}]}', '{"matches":[]}'].map((text) => Buffer.from(text)) as [Buffer, Buffer, Buffer, Buffer]
const [noDistance, comma] = [Buffer.from('null'), Buffer.from(',')]

/**
 * The matches as the contract has them, as JSON in UTF-8. Cards and phrases are copied as the bytes they were kept as: of a
 * reply's fifteen thousand characters hardly one is encoded anew. And whoever looks again is mostly told of the same jobs: what
 * was written of them before is taken over whole.
 * @param before what the same person was told before
 */
export function matchesText(matches: readonly ShownMatch[], { seeker, who, rules, now }: Reader, before: Written | null): Written {
  const { place } = seeker
  const day = startOfMarketDay(now)
  const text = new JsonBytes(matches.reduce((sum, { known }) => sum + known.behind.length + mostBeside, 100))
  const said = before !== null && before.for.who === who && before.for.rules === rules && before.for.day === day && isSamePlace(before.for.place, place) ? before : null
  const write = pieces(text, seeker, rules, now)
  const ends: number[] = []
  for (const [at, match] of matches.entries()) {
    text.put(at === 0 ? first : next)
    ends.push(text.length)
    const same = said === null ? -1 : placeOf(match, said.matches, at)
    if (said === null || same < 0) write(match)
    else text.put(said.bytes.subarray(said.ends[2 * same], said.ends[2 * same + 1]))
    ends.push(text.length)
  }
  text.put(matches.length === 0 ? noMatches : last)
  return { bytes: text.done(), for: { who, rules, place, day }, matches, ends }
}

/** Where a match stood that is written the same; -1 where there was none. @param at where it stands now, and mostly stood */
function placeOf({ known, found }: ShownMatch, before: readonly ShownMatch[], at: number): number {
  const isIt = (one: ShownMatch | undefined): boolean => one !== undefined && one.known === known && one.found.cleanSettlements === found.cleanSettlements
  return isIt(before[at]) ? at : before.findIndex(isIt)
}

/** Writes one match after the other. */
function pieces(text: JsonBytes, seeker: Seeker, rules: MatchRules, now: number): (match: ShownMatch) => void {
  const day = startOfMarketDay(now)
  // Twenty jobs have three trades or four.
  const forTrades = new Map<string, Buffer | null>()
  return ({ known, found: { cleanSettlements } }) => {
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
}
