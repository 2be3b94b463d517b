import type { Seeker } from '@market/shared/match/facts'
import type { MatchRules } from '@market/shared/match/match-rules'
import { metresBetween, type Place } from '@market/shared/markets/markets.rules'
import { Best } from './best'
import { renumbered, type Changes } from './changes'
import type { OwnTrades } from './own-trades'
import type { Search } from './search'
import type { TradeShelf } from './trade-shelf'

/** So many more than are asked for are kept, so that some may go and others change places. */
export const mostBeside = 12
/** With those that came since; beyond that everything is looked at again. */
const mostKept = 64

/** Of one worker with the same wishes only place and moment differ from one question to the next. */
export type Asked = { seeker: Seeker; rules: MatchRules; now: number; most: number }

/**
 * The best jobs of one worker and the next best ones, with a bound for all others. Points move slowly with the clock and with
 * the place, and every job that is put later is named: as long as the last of the best has more points than any other job
 * can have by then, looking at these few finds exactly what looking at all finds. That is nearly always so from one look at
 * the list to the next. Many thousands are kept: numbers only, which hold on to no rows that sorting has replaced.
 */
export class Shortlist {
  readonly #asked: Asked
  readonly #shelves: TradeShelf[] = []
  readonly #rows: number[] = []
  /** Which numbering of its shelf each row is of. */
  readonly #numberings: number[] = []
  /** Points that no job which is not here had more of, place and moment being those of the question. */
  readonly #outside: number
  /** When (UTC ms) a job that may belong here is not for known workers only any more. */
  #opensAt: number
  #seen: number
  /** Points of the last of all that were found, -1 where there was room for more: what the next search may hope for. */
  readonly leastOfAll: number

  /** @param search is done, with `mostBeside` more than were asked for */
  constructor(asked: Asked, { best: { size, most, least, shelves, rows, jobs }, opensAt }: Search, readonly own: OwnTrades, readonly changes: Changes) {
    this.#asked = asked
    for (let place = 0; place < size; place += 1) {
      const [shelf, row] = [shelves[place], rows[place]]
      if (shelf !== undefined && row !== undefined) this.#keep(shelf, jobs[place] === shelf.rows.sorted ? row : shelf.rows.sorted.length + row)
    }
    this.#outside = size < most ? -Infinity : least
    this.leastOfAll = least
    this.#opensAt = opensAt
    this.#seen = changes.count
  }

  /**
   * Looks at these jobs again and at those that were put since.
   * @param search of the same worker with the same wishes, not begun
   * @returns the best of them; null where it is not certain that nothing else belongs there: then this is of no use any more
   */
  again(search: Search, { seeker, rules, now, most }: Asked): Best | null {
    const asked = this.#asked
    if (rules !== asked.rules || most !== asked.most || now >= this.#opensAt || now < asked.now) return null
    const drift = driftOf(search, asked.seeker.place, seeker.place, now - asked.now)
    if (drift === null) return null
    // Points are rounded here and there.
    const mostElsewhere = this.#outside + drift + 1
    const worthKeeping = this.#outside - drift - 1
    const onlyFitting = search.mostOf(0) <= worthKeeping
    const best = new Best(most, search.ids)
    for (let at = 0; at < this.#rows.length; at += 1) {
      const shelf = this.#shelves[at]
      if (shelf === undefined || shelf.numbering !== this.#numberings[at]) return null
      search.offerTo(best, shelf, this.#rows[at] ?? 0, this.own.pointsOf(shelf))
    }
    const toldAll = this.changes.since(this.#seen, (shelf, row) => {
      const points = this.own.pointsOf(shelf)
      if ((points === 0 && (onlyFitting || !this.own.mayWork(shelf))) || search.mostOf(points) <= worthKeeping || this.#has(shelf, row)) return true
      if (row === renumbered) return false
      if (search.pointsOf(shelf, row, points) <= worthKeeping) return true
      if (this.#rows.length >= mostKept) return false
      this.#keep(shelf, row)
      search.offerTo(best, shelf, row, points)
      return true
    })
    // Jobs for known workers are not here: they have to be looked for when they are for everybody.
    this.#opensAt = Math.min(this.#opensAt, search.opensAt)
    if (!toldAll || !(best.least > mostElsewhere)) return null
    this.#seen = this.changes.count
    return best
  }

  /** @param row of the shelf */
  #keep(shelf: TradeShelf, row: number): void {
    this.#shelves.push(shelf)
    this.#numberings.push(shelf.numbering)
    this.#rows.push(row)
  }

  #has(shelf: TradeShelf, row: number): boolean {
    for (let at = 0; at < this.#rows.length; at += 1) if (this.#rows[at] === row && this.#shelves[at] === shelf) return true
    return false
  }
}

/** Metres to a job and back are rounded, at either place. */
const roundedMetres = 3

/** By how many points any job may have become better for somebody who looks so much later and from elsewhere; null where that is not known. */
function driftOf(search: Search, before: Place | null, here: Place | null, later: number): number | null {
  if (before === null || here === null) return before === here ? search.gainedIn(later) : null
  const still = before.lat === here.lat && before.lng === here.lng
  return search.gainedIn(later) + (still ? 0 : search.gainedBy(metresBetween(before, here) + roundedMetres))
}
