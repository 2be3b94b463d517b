import type { EmployerRecord, JobFacts, Seeker } from '@market/shared/match/facts'
import { needsLicence } from '@market/shared/identity/work-licences'
import type { MatchRules } from '@market/shared/match/match-rules'
import { fittingTrades, tradePoints } from '@market/shared/match/score'
import { isClosedAfterRetirement } from '@market/shared/match/work-limits'
import { isAdultsOnly } from '@market/shared/words/lists'
import { Employers } from './employers'
import { JobIds } from './job-ids'
import { Search } from './search'
import { TradeShelf } from './trade-shelf'

/** What is found: the best job's id with its points, 0–1000, and what may be said of its employer. */
export type Found = { id: string; score: number } & Pick<JobFacts, 'cleanSettlements'>

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
    if (isWanted(job)) this.#changed.add(this.#add(job))
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
    for (const { employerId, settled, broken } of records) this.#employers.setRecord(employerId, { settled, broken })
  }

  /**
   * The best jobs for a worker, best first.
   * @param now UTC ms
   * @param hope points that the last of them may have, from the last look of the same worker: most jobs need not be looked
   * at then. Where the hope was too high everything is looked at again without it, so it never changes what is found.
   */
  best(seeker: Seeker, rules: MatchRules, now: number, most: number, hope = -Infinity): Found[] {
    this.#employers.weigh(this.#average, rules.spans.averageRecords)
    const hopeful = this.#search(seeker, rules, now, most, hope)
    const { best: { size, scores, jobs, rows } } = hopeful.keptHope ? hopeful : this.#search(seeker, rules, now, most, -Infinity)
    return Array.from({ length: size }, (_, place) => {
      const found = jobs[place]
      const row = rows[place] ?? 0
      const { settled, broken } = this.#employers.recordOf(found?.employer(row) ?? 0)
      return { id: found?.id(row, this.#ids) ?? '', score: scores[place] ?? 0, cleanSettlements: broken === 0 ? settled : 0 }
    })
  }

  #search(seeker: Seeker, rules: MatchRules, now: number, most: number, hope: number): Search {
    const search = new Search(seeker, rules, now, most, this.#ids, this.#employers, hope)
    const mayWork = ({ trade }: TradeShelf): boolean =>
      (seeker.adult || !isAdultsOnly(trade)) && !(seeker.pastRetirement && isClosedAfterRetirement(trade)) && (!needsLicence(trade) || seeker.licensedUntil.has(trade))
    const fitting = fittingTrades(rules, seeker.trades)
    const shelves = [...fitting]
      .flatMap((trade) => this.#shelves.get(trade) ?? [])
      .filter(mayWork)
      .map((shelf) => ({ shelf, points: tradePoints(rules, seeker, shelf.trade) }))
      .sort((one, other) => other.points - one.points)
    for (const { shelf, points } of shelves) {
      if (!search.mayCount(search.mostOf(points))) break
      search.look(shelf, points)
    }
    // All others have no points for the trade.
    for (const shelf of this.#shelves.values()) {
      if (!search.mayCount(search.mostOf(0))) break
      if (!fitting.has(shelf.trade) && mayWork(shelf)) search.look(shelf, 0)
    }
    return search
  }

  #add(job: JobFacts): TradeShelf {
    const shelf = this.#shelfOf(job.trade)
    this.#ids.encode(job.id)
    shelf.put(job, this.#employers.add(job.employerId))
    return shelf
  }

  #isMostlyBegun(shelf: TradeShelf, now: number): boolean {
    if (now - (this.#lookedForBegun.get(shelf) ?? 0) < begunEvery) return false
    this.#lookedForBegun.set(shelf, now)
    return shelf.begunBy(now) > shelf.size / 4
  }

  #shelfOf(trade: string): TradeShelf {
    let shelf = this.#shelves.get(trade)
    if (shelf === undefined) {
      shelf = new TradeShelf(trade, this.#ids)
      this.#shelves.set(trade, shelf)
    }
    return shelf
  }
}

const isWanted = ({ open, placesLeft }: JobFacts): boolean => open && placesLeft > 0
