import type { Seeker } from '@market/shared/match/facts'
import type { MatchRules } from '@market/shared/match/match-rules'
import { metresBetween, type Place } from '@market/shared/markets/markets.rules'
import { Best } from './best'
import { renumbered, type Changes } from './changes'
import type { OwnTrades } from './own-trades'
import type { Search } from './search'
import type { ShelfRows } from './shelf-rows'
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
 * the list to the next, and costs a tenth.
 */
export class Shortlist {
  readonly #asked: Asked
  readonly #shelves: TradeShelf[] = []
  readonly #rows: number[] = []
  /** What the rows were numbers of: sorting numbers them anew. */
  readonly #numberings: ShelfRows[] = []
  /** Points that no job which is not here had more of, place and moment being those of the question. */
  readonly #outside: number
  /** When (UTC ms) a job that may belong here is not for known workers only any more. */
  #opensAt: number
  #seen: number
  /** Points of the last of all that were found, -1 where there was room for more: what the next search may hope for. */
  readonly leastOfAll: number
  /** Best first; their tags are slots. */
  #best: Best

  /** @param search is done, with `mostBeside` more than were asked for */
  constructor(asked: Asked, search: Search, readonly own: OwnTrades, readonly changes: Changes) {
    const { best: { size, most, least, scores, shelves, rows, jobs } } = search
    this.#asked = asked
    this.#best = new Best(asked.most, search.ids)
    for (let slot = 0; slot < size; slot += 1) {
      const [shelf, job, row] = [shelves[slot], jobs[slot], rows[slot]]
      if (shelf === undefined || job === undefined || row === undefined) continue
      this.#best.offer(scores[slot] ?? 0, shelf, job, row, this.#keep(shelf, job === shelf.rows.sorted ? row : shelf.rows.sorted.length + row))
    }
    this.#outside = size < most ? -Infinity : least
    this.leastOfAll = least
    this.#opensAt = search.opensAt
    this.#seen = changes.count
  }

  /** How many were found. */
  get size(): number {
    return this.#best.size
  }

  scoreAt(place: number): number {
    return this.#best.scores[place] ?? 0
  }

  /** A number for the job at this place which stays its own for as long as this list lives. */
  slotAt(place: number): number {
    return this.#best.tags[place] ?? 0
  }

  idAt(place: number): string {
    return this.#best.jobs[place]?.id(this.#best.rows[place] ?? 0, this.#best.ids) ?? ''
  }

  /** The number of the employer of the job at this place. */
  employerAt(place: number): number {
    return this.#best.jobs[place]?.employer(this.#best.rows[place] ?? 0) ?? 0
  }

  /**
   * Looks at these jobs again and at those that were put since.
   * @param search of the same worker with the same wishes, not begun
   * @returns false where it is not certain that nothing else belongs among the best: then this is what it was, and of no use any more
   */
  again(search: Search, { seeker, rules, now, most }: Asked): boolean {
    const asked = this.#asked
    if (rules !== asked.rules || most !== asked.most || now >= this.#opensAt || now < asked.now) return false
    const drift = driftOf(search, asked.seeker.place, seeker.place, now - asked.now)
    if (drift === null) return false
    // Points are rounded here and there.
    const mostElsewhere = this.#outside + drift + 1
    const worthKeeping = this.#outside - drift - 1
    const onlyFitting = search.mostOf(0) <= worthKeeping
    const best = new Best(most, search.ids)
    for (let slot = 0; slot < this.#rows.length; slot += 1) {
      const shelf = this.#shelves[slot]
      if (shelf === undefined || shelf.rows !== this.#numberings[slot]) return false
      search.offerTo(best, shelf, this.#rows[slot] ?? 0, this.own.pointsOf(shelf), slot)
    }
    const toldAll = this.changes.since(this.#seen, (shelf, row) => {
      const points = this.own.pointsOf(shelf)
      if ((points === 0 && (onlyFitting || !this.own.mayWork(shelf))) || search.mostOf(points) <= worthKeeping || this.#has(shelf, row)) return true
      if (row === renumbered) return false
      if (search.pointsOf(shelf, row, points) <= worthKeeping) return true
      if (this.#rows.length >= mostKept) return false
      search.offerTo(best, shelf, row, points, this.#keep(shelf, row))
      return true
    })
    // Jobs for known workers are not here: they have to be looked for when they are for everybody.
    this.#opensAt = Math.min(this.#opensAt, search.opensAt)
    if (!toldAll || !(best.least > mostElsewhere)) return false
    this.#seen = this.changes.count
    this.#best = best
    return true
  }

  /** Gives its slot. @param row of the shelf */
  #keep(shelf: TradeShelf, row: number): number {
    this.#shelves.push(shelf)
    this.#numberings.push(shelf.rows)
    return this.#rows.push(row) - 1
  }

  #has(shelf: TradeShelf, row: number): boolean {
    for (let slot = 0; slot < this.#rows.length; slot += 1) if (this.#rows[slot] === row && this.#shelves[slot] === shelf) return true
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
