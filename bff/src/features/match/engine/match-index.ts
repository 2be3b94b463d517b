import type { EmployerRecord, JobFacts, Seeker } from '@market/shared/match/facts'
import type { MatchRules } from '@market/shared/match/match-rules'
import type { Best } from './best'
import { Changes } from './changes'
import { Employers } from './employers'
import { JobIds } from './job-ids'
import { OwnTrades } from './own-trades'
import { Search } from './search'
import { mostBeside, Shortlist, type Asked } from './shortlist'
import { TradeShelf } from './trade-shelf'

/** What is found: the best job's id with its points, 0–1000, and what may be said of its employer. */
export type Found = { id: string; score: number } & Pick<JobFacts, 'cleanSettlements'>

/** One look at the jobs. */
export type Look = {
  /**
   * Stays the same object from one look of somebody's to the next for as long as the same jobs are found in the same order from the same
   * place, nothing was said of any of them in between, and their employers' records are the same: whatever was made of them holds.
   */
  list: object
  /** The jobs, best first. To be called before anything changes. */
  found(): Found[]
}

/** By so many points the last of somebody's matches may be worse at the next look, and is still found at once. */
const hopeLost = 5

/** How often a trade is looked through for jobs that have begun, ms. */
const begunEvery = 10 * 60_000

/**
 * All open jobs in memory, by trade and place: the best for one worker in some ten microseconds among a million. Gives
 * exactly what `bestMatches` gives when it looks at every job; what depends on the time is judged when it is asked.
 */
export class MatchIndex {
  readonly #ids = new JobIds()
  readonly #employers = new Employers()
  readonly #shelves = new Map<string, TradeShelf>()
  /** Shelves into which something was put since they were looked at. */
  readonly #changed = new Set<TradeShelf>()
  readonly #lookedForBegun = new Map<TradeShelf, number>()
  readonly #changes = new Changes()
  /** What was found at their last look, of whoever looks more than once. */
  readonly #lists = new WeakMap<object, Shortlist>()
  #average = 1

  /** Jobs in it, those that have begun and were not swept yet among them. */
  get size(): number {
    let size = 0
    for (const shelf of this.#shelves.values()) size += shelf.size
    return size
  }

  /** What the typed arrays weigh: the rows with the grids, and the ids with the table that finds them. */
  get bytes(): { rows: number; ids: number } {
    const sum = { rows: 0, ids: 0 }
    for (const { bytes } of this.#shelves.values()) {
      sum.rows += bytes.rows
      sum.ids += bytes.ids
    }
    return sum
  }

  /** Puts a job in as it is now, or takes it out when it has no place left or is not open. May be done again at will; `tidy` should follow some time. */
  set(job: JobFacts): void {
    this.#ids.encode(job.id)
    // A posting may have changed its trade.
    for (const shelf of this.#shelves.values()) if (shelf.trade !== job.trade || !isWanted(job)) shelf.take()
    if (!isWanted(job)) return
    const shelf = this.#shelfOf(job.trade)
    this.#ids.encode(job.id)
    shelf.put(job, this.#employers.add(job.employerId))
    this.#changed.add(shelf)
  }

  /** Puts many in without sorting, which must follow. What comes again in the same trade is in it as it was the last time. */
  load(jobs: Iterable<JobFacts>): void {
    for (const job of jobs) {
      if (!isWanted(job)) continue
      this.#ids.encode(job.id)
      this.#shelfOf(job.trade).load(job, this.#employers.add(job.employerId))
    }
  }

  /** Sorts all that was loaded, in steps of about a millisecond: whoever iterates may let others have their turn in between. */
  *sort(now: number): Generator<void> {
    for (const shelf of this.#shelves.values()) yield* shelf.sort(now)
  }

  /**
   * Sorts again what has become untidy since, in steps of about a millisecond. Searches may go on in between, changes must wait:
   * a trade of a hundred thousand jobs takes a tenth of a second.
   */
  *tidy(now: number): Generator<void> {
    for (const shelf of this.#changed) {
      this.#changed.delete(shelf)
      if (shelf.isUntidy || this.#isMostlyBegun(shelf, now)) yield* shelf.sort(now)
    }
  }

  remove(jobId: string): void {
    this.#ids.encode(jobId)
    for (const shelf of this.#shelves.values()) if (shelf.take()) return
  }

  /** @param average the average record of all employers, 0–1 */
  setRecords(records: Iterable<EmployerRecord & { employerId: string }>, average: number): void {
    this.#average = average
    let changed = false
    for (const { employerId, settled, broken } of records) changed = this.#employers.setRecord(employerId, { settled, broken }) || changed
    if (changed) this.#changes.noteAll()
  }

  /** The best jobs for a worker, best first: see `look`. */
  best(seeker: Seeker, rules: MatchRules, now: number, most: number, who: object | null = null): Found[] {
    return this.look(seeker, rules, now, most, who).found()
  }

  /**
   * Looks for the best jobs for a worker.
   * @param now UTC ms
   * @param who stands for this worker with these wishes from one look to the next, at whatever place and moment: after the first, mostly a few
   * jobs need be looked at only. It never changes what is found
   */
  look(seeker: Seeker, rules: MatchRules, now: number, most: number, who: object | null = null): Look {
    if (this.#employers.weigh(this.#average, rules.spans.averageRecords)) this.#changes.noteAll()
    const asked = { seeker, rules, now, most }
    const own = () => new OwnTrades(seeker, rules, this.#shelves)
    if (who === null) {
      const { best } = this.#search(asked, own(), -Infinity, 0)
      return { list: {}, found: () => this.#found(best, most) }
    }
    const before = this.#lists.get(who)
    const again = before?.again(() => this.#begin(asked, -Infinity, mostBeside), asked)
    if (again) return { list: again.list, found: () => this.#found(again.best(), most) }
    const trades = own()
    const hopeful = this.#search(asked, trades, before === undefined ? -Infinity : before.leastOfAll - hopeLost, mostBeside)
    const search = hopeful.keptHope ? hopeful : this.#search(asked, trades, -Infinity, mostBeside)
    const list = new Shortlist(asked, search, trades, this.#changes)
    this.#lists.set(who, list)
    return { list: list.list, found: () => this.#found(search.best, most) }
  }

  #found({ size, scores, jobs, rows }: Best, most: number): Found[] {
    return Array.from({ length: Math.min(size, most) }, (_, place) => {
      const found = jobs[place]
      const row = rows[place] ?? 0
      const { settled, broken } = this.#employers.recordOf(found?.employer(row) ?? 0)
      return { id: found?.id(row, this.#ids) ?? '', score: scores[place] ?? 0, cleanSettlements: broken === 0 ? settled : 0 }
    })
  }

  /** @param beside so many more than were asked for */
  #begin({ seeker, rules, now, most }: Asked, hope: number, beside: number): Search {
    return new Search(seeker, rules, now, most + beside, this.#ids, this.#employers, hope)
  }

  #search(asked: Asked, own: OwnTrades, hope: number, beside: number): Search {
    const search = this.#begin(asked, hope, beside)
    search.look(own.fitting)
    // All others have no points for the trade.
    if (search.mayCount(search.bounds.mostOf(0))) search.look([...this.#shelves.values()].flatMap((shelf) => (!own.fits(shelf.number) && own.mayWork(shelf) ? { shelf, points: 0 } : [])))
    return search
  }

  #isMostlyBegun(shelf: TradeShelf, now: number): boolean {
    if (now - (this.#lookedForBegun.get(shelf) ?? 0) < begunEvery) return false
    this.#lookedForBegun.set(shelf, now)
    return shelf.begunBy(now) > shelf.size / 4
  }

  #shelfOf(trade: string): TradeShelf {
    let shelf = this.#shelves.get(trade)
    if (shelf === undefined) {
      shelf = new TradeShelf(trade, this.#shelves.size, this.#ids, this.#changes)
      this.#shelves.set(trade, shelf)
      // For somebody it may be the trade that fits best.
      this.#changes.noteAll()
    }
    return shelf
  }
}

const isWanted = ({ open, placesLeft }: JobFacts): boolean => open && placesLeft > 0
