import { needsLicence } from '@market/shared/identity/work-licences'
import type { Seeker } from '@market/shared/match/facts'
import type { MatchRules } from '@market/shared/match/match-rules'
import { fittingTrades, tradePoints } from '@market/shared/match/score'
import { isClosedAfterRetirement } from '@market/shared/match/work-limits'
import { isAdultsOnly } from '@market/shared/words/lists'
import type { TradeShelf } from './trade-shelf'

/** What the jobs of each trade are worth to one worker for the trade alone, and which are no work for them by law. */
export class OwnTrades {
  /** Trades in which the worker has points and may work, best first. */
  readonly fitting: readonly { shelf: TradeShelf; points: number }[]
  /** By the shelf's number, a bit each. */
  readonly #fits: Uint32Array

  constructor(readonly seeker: Seeker, rules: MatchRules, shelves: ReadonlyMap<string, TradeShelf>) {
    this.fitting = [...fittingTrades(rules, seeker.trades)]
      .flatMap((trade) => shelves.get(trade) ?? [])
      .filter((shelf) => this.mayWork(shelf))
      .map((shelf) => ({ shelf, points: tradePoints(rules, seeker, shelf.trade) }))
      .sort((one, other) => other.points - one.points)
    this.#fits = new Uint32Array((shelves.size >>> 5) + 1)
    for (const { shelf: { number } } of this.fitting) this.#fits[number >>> 5] = (this.#fits[number >>> 5] ?? 0) | (1 << (number & 31))
  }

  mayWork({ trade }: TradeShelf): boolean {
    const { adult, pastRetirement, licensedUntil } = this.seeker
    return (adult || !isAdultsOnly(trade)) && !(pastRetirement && isClosedAfterRetirement(trade)) && (!needsLicence(trade) || licensedUntil.has(trade))
  }

  /** @param number the shelf's */
  fits(number: number): boolean {
    return ((this.#fits[number >>> 5] ?? 0) & (1 << (number & 31))) !== 0
  }

  /** Points for the trade; 0 where it does not fit. */
  pointsOf(shelf: TradeShelf): number {
    for (const fit of this.fitting) if (fit.shelf === shelf) return fit.points
    return 0
  }
}
