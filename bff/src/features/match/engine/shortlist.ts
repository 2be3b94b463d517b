import type { Seeker } from '@market/shared/match/facts'
import type { MatchRules } from '@market/shared/match/match-rules'
import { countedFrom } from '@market/shared/match/score'
import { isSamePlace, metresBetween, type Place } from '@market/shared/markets/markets.rules'
import { Best, isAhead, type Rank } from './best'
import type { Bounds } from './bounds'
import { renumbered, type Changes } from './changes'
import { leastMetres, originAt } from './grid'
import { noClock, type JobRows } from './job-rows'
import type { OwnTrades } from './own-trades'
import type { Search } from './search'
import type { TradeShelf } from './trade-shelf'

/** So many more than are asked for are kept, so that some may go and others change places. */
export const mostBeside = 12
/** With those that came since; beyond that everything is looked at again. */
const mostKept = 64

/** Of one worker with the same wishes only place and moment differ from one question to the next. */
export type Asked = { seeker: Seeker; rules: MatchRules; now: number; most: number }

/** What was found at another look. */
export type Again = {
  /** See `Look`. */
  list: object
  best: () => Best
}

/**
 * The best jobs of one worker and the next best ones, with a bound for all others. Points move slowly with the clock and with
 * the place, and every job that is put later or goes is named: as long as the last of the best has more points than any other job
 * can have by then, looking at these few finds exactly what looking at all finds; and as long as the place and what time is counted from are the
 * same and none of these few was named, not even they need be looked at. Many thousands are kept: numbers only, which hold on to no
 * rows that sorting has replaced.
 */
export class Shortlist {
  /** See `Look`. */
  list: object = {}
  readonly #asked: Asked
  readonly #bounds: Bounds
  readonly #shelves: TradeShelf[] = []
  readonly #rows: number[] = []
  /** A bit for the shelf of each row, which some of the other shelves share: of most shelves none is here. */
  #shelfBits = 0
  /** Which numbering of its shelf each row is of. */
  readonly #numberings: number[] = []
  /** Points that no job which is not here had more of, place and moment being those of the question. */
  readonly #outside: number
  /** Where the last of those here stood then: all others stand behind it. Null when there are no others. */
  readonly #boundary: Rank | null
  /** When (UTC ms) a job that may belong here is not for known workers only any more. */
  #opensAt: number
  #seen: number
  /** Points of the last of all that were found, -1 where there was room for more: what the next search may hope for. */
  readonly leastOfAll: number
  /** The last look: from when time was counted and where, the rows found in their order, and when (UTC ms) the first of all these begins or is not shown any more. */
  #from: number
  #place: Place | null
  #order: number[] = []
  #until = -Infinity

  /** @param search is done, with `mostBeside` more than were asked for */
  constructor(asked: Asked, { best, bounds, opensAt, from }: Search, readonly own: OwnTrades, readonly changes: Changes) {
    const { size, most, least, shelves, rows, jobs } = best
    this.#asked = asked
    this.#bounds = bounds
    for (let place = 0; place < size; place += 1) {
      const shelf = shelves[place]
      if (shelf !== undefined) this.#keep(shelf, rowIn(shelf, jobs[place], rows[place] ?? 0))
    }
    this.#outside = size < most ? -Infinity : least
    this.#boundary = best.last
    this.leastOfAll = least
    this.#opensAt = opensAt
    this.#seen = changes.count
    this.#from = from
    this.#place = asked.seeker.place
    this.#order = orderOf(best, asked.most)
  }

  /**
   * Looks again, at these jobs and at those that were put since.
   * @param begin a search for the same worker with the same wishes; mostly there is nothing to search for
   * @returns what there is now; null where it is not certain that nothing else belongs there: then this is of no use any more
   */
  again(begin: () => Search, { seeker, rules, now, most }: Asked): Again | null {
    const asked = this.#asked
    if (rules !== asked.rules || most !== asked.most || now >= this.#opensAt || now < asked.now || !this.#isNumberedAsBefore()) return null
    const from = countedFrom(now)
    const drift = this.#driftTo(seeker.place, from - countedFrom(asked.now))
    if (drift === null) return null
    const begun: { search?: Search } = {}
    const search = (): Search => (begun.search ??= begin())
    // Points are rounded here and there.
    const mostElsewhere = this.#outside + drift + 1
    const touched = this.#hearOfChanges(search, seeker.place, this.#outside - drift - 1)
    if (touched === null) return null
    const stands = isSamePlace(this.#place, seeker.place)
    let best: Best | null = null
    if (touched !== 'none' || !stands || from !== this.#from || now >= this.#until) {
      best = this.#lookAt(search(), most)
      // Of ten jobs with the same points none has more than the others: where points stand still, the order that is left says who is in.
      if (!(best.least > mostElsewhere) && !(drift === 0 && this.#isWithin(best.last))) return null
      const order = orderOf(best, most)
      if (touched === 'shown' || !stands || !isSame(order, this.#order)) this.list = {}
      this.#order = order
      this.#from = from
      this.#place = seeker.place
      this.#until = this.#firstEnd(now)
    }
    // Jobs for known workers are not here: they have to be looked for when they are for everybody.
    this.#opensAt = Math.min(this.#opensAt, begun.search?.opensAt ?? Infinity)
    this.#seen = this.changes.count
    return { list: this.list, best: () => best ?? this.#lookAt(search(), most) }
  }

  /**
   * Takes in the jobs that were put since and may belong here.
   * @param worthless points of a job that does not
   * @returns what was named: one of those that were shown, another one that is here, none of them; null where it cannot be said what changed
   */
  #hearOfChanges(search: () => Search, here: Place | null, worthless: number): 'shown' | 'here' | 'none' | null {
    const { changes } = this
    if (!changes.reachBackTo(this.#seen)) return null
    if (changes.count === this.#seen) return 'none'
    const bounds = this.#bounds
    const origin = here === null ? null : originAt(here)
    let touched: 'shown' | 'here' | 'none' = 'none'
    const isTooFar = (number: number, points: number): boolean => {
      if (origin === null) return false
      const north = Math.abs(changes.lat(number) - origin.lat)
      return bounds.mostAt(leastMetres(origin.cosine, north, Math.abs(changes.lng(number) - origin.lng), north), points) <= worthless
    }
    /** @returns whether it can be said what changed */
    const hearOf = (number: number, shelf: TradeShelf, points: number): boolean => {
      // Nor is one here that is so far away, unless the place is another one, and then all are looked at anyway.
      if (isTooFar(number, points)) return true
      const row = changes.row(number, shelf)
      if (this.#mayHold(shelf.number) && this.#isShown(shelf, row)) touched = 'shown'
      else if (this.#mayHold(shelf.number) && this.#has(shelf, row)) touched = touched === 'none' ? 'here' : touched
      else if (!changes.isGone(number)) {
        if (row === renumbered) return false
        if (points === 0 && !this.own.mayWork(shelf)) return true
        if (search().pointsOf(shelf, row, points) <= worthless) return true
        if (this.#rows.length >= mostKept) return false
        this.#keep(shelf, row)
        if (touched === 'none') touched = 'here'
      }
      return true
    }
    if (bounds.mostOf(0) <= worthless) {
      // None of a trade that does not fit is here.
      for (const { shelf, points } of this.own.fitting) {
        if (bounds.mostOf(points) <= worthless) return touched
        for (let number = changes.latestIn(shelf); number >= this.#seen; number = changes.before(number)) if (!hearOf(number, shelf, points)) return null
      }
      return touched
    }
    for (let number = this.#seen; number < changes.count; number += 1) {
      const of = changes.shelfNumber(number)
      // Most are elsewhere: of them no shelf is touched, each of which is somewhere else in memory.
      if (!this.own.fits(of) && (isTooFar(number, 0) || (changes.isGone(number) && !this.#mayHold(of)))) continue
      const shelf = changes.shelf(number)
      if (shelf === undefined) continue
      const points = this.own.pointsOf(shelf)
      if (bounds.mostOf(points) > worthless && !hearOf(number, shelf, points)) return null
    }
    return touched
  }

  /** Whether nothing that is not here stands before this, points being those of the question. */
  #isWithin(rank: Rank | null): boolean {
    return rank !== null && this.#boundary !== null && isAhead(rank, this.#boundary)
  }

  /** By how many points any job may have become better for somebody who looks so much later and from elsewhere; null where that is not known. */
  #driftTo(here: Place | null, later: number): number | null {
    const before = this.#asked.seeker.place
    const gained = this.#bounds.gainedIn(later)
    if (isSamePlace(before, here)) return gained
    return before === null || here === null ? null : gained + this.#bounds.gainedBy(metresBetween(before, here) + roundedMetres)
  }

  #lookAt(search: Search, most: number): Best {
    const best = new Best(most, search.ids)
    for (let at = 0; at < this.#rows.length; at += 1) {
      const shelf = this.#shelves[at]
      if (shelf !== undefined) search.offerTo(best, shelf, this.#rows[at] ?? 0, this.own.pointsOf(shelf))
    }
    return best
  }

  /** When (UTC ms) the first of these, from now on, begins or is not shown any more. */
  #firstEnd(now: number): number {
    let first = Infinity
    for (let at = 0; at < this.#rows.length; at += 1) {
      const found = this.#shelves[at]?.rows.at(this.#rows[at] ?? 0)
      if (found === undefined) continue
      const [jobs, index] = found
      const startsAt = jobs.startsAt(index) * 1_000
      const shownUntil = jobs.shownUntil(index) === noClock ? Infinity : jobs.shownUntil(index) * 1_000
      if (startsAt > now) first = Math.min(first, startsAt)
      if (shownUntil > now) first = Math.min(first, shownUntil)
    }
    return first
  }

  /** @param row of the shelf */
  #keep(shelf: TradeShelf, row: number): void {
    this.#shelves.push(shelf)
    this.#shelfBits |= 1 << shelf.number
    this.#numberings.push(shelf.numbering)
    this.#rows.push(row)
  }

  #mayHold(shelfNumber: number): boolean {
    return (this.#shelfBits & (1 << shelfNumber)) !== 0
  }

  /** Whether it was among the best at the last look. */
  #isShown({ number }: TradeShelf, row: number): boolean {
    for (let at = 1; at < this.#order.length; at += 2) if (this.#order[at] === row && this.#order[at - 1] === number) return true
    return false
  }

  #has(shelf: TradeShelf, row: number): boolean {
    for (let at = 0; at < this.#rows.length; at += 1) if (this.#rows[at] === row && this.#shelves[at] === shelf) return true
    return false
  }

  #isNumberedAsBefore(): boolean {
    for (let at = 0; at < this.#rows.length; at += 1) if (this.#shelves[at]?.numbering !== this.#numberings[at]) return false
    return true
  }
}

/** The number that a row of the sorted or the unsorted jobs has in its shelf. */
const rowIn = ({ rows: { sorted } }: TradeShelf, jobs: JobRows | undefined, row: number): number => (jobs === sorted ? row : sorted.length + row)

/** The jobs that are found, in their order: of each the number of its shelf, and its row there. */
function orderOf({ size, shelves, jobs, rows }: Best, most: number): number[] {
  const order: number[] = []
  for (let place = 0; place < Math.min(size, most); place += 1) {
    const shelf = shelves[place]
    if (shelf !== undefined) order.push(shelf.number, rowIn(shelf, jobs[place], rows[place] ?? 0))
  }
  return order
}

const isSame = (some: readonly number[], others: readonly number[]): boolean => some.length === others.length && some.every((one, at) => one === others[at])

/** Metres to a job and back are rounded, at either place. */
const roundedMetres = 3
