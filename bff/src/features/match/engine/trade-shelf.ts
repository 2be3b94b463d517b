import { Cells } from './cells'
import type { Changes } from './changes'
import { Grid } from './grid'
import { JobRows, type IndexedJob } from './job-rows'
import type { JobIds } from './job-ids'
import { ShelfRows } from './shelf-rows'
import { sorting } from './sorting'

/** What was added since the last sorting is looked at job by job: so many at least, a part of the sorted ones, and never more than that. */
const fewestUnsorted = 64
const unsortedPart = 8
const mostUnsorted = 2_048

/**
 * The jobs of one trade. Most lie sorted by cell of a grid; what came since lies unsorted behind, until sorting again is
 * worth it.
 */
export class TradeShelf {
  rows = new ShelfRows(new JobRows(0))
  grid = new Grid(0, 0, 0, 0, 0)
  cells = new Cells(1)
  /** Until when a job is for known workers only, UTC ms by row; few have that. */
  publicFrom = new Map<number, number>()
  /** Goes up whenever the rows are numbered anew: a row is known by its number and this one. */
  numbering = 0
  /** Rows that are no job any more. */
  #dead = 0

  /**
   * @param number which of all shelves this is
   * @param changes is told of every job that is put or goes
   */
  constructor(readonly trade: string, readonly number: number, readonly ids: JobIds, readonly changes: Changes) {}

  get size(): number {
    return this.rows.length - this.#dead
  }

  get bytes(): { rows: number; ids: number } {
    const [sorted, unsorted] = [this.rows.sorted.bytes, this.rows.unsorted.bytes]
    return { rows: sorted.rows + unsorted.rows + this.cells.bytes, ids: sorted.ids + unsorted.ids + this.rows.table.bytes }
  }

  /** Puts a job in, or in place of what was there under its id (in `ids.words`). */
  put(job: IndexedJob, employer: number): void {
    const known = this.rows.table.find(this.ids.words, 0)
    const row = known >= 0 && this.#keepsItsPlace(known, job) ? known : this.#add(known)
    const [jobs, index] = this.rows.at(row)
    if (row === known && !jobs.isAlive(index)) this.#dead -= 1
    jobs.write(index, job, employer)
    if (job.publicFrom === null) this.publicFrom.delete(row)
    else this.publicFrom.set(row, job.publicFrom)
    if (row < this.rows.sorted.length) this.cells.raise(this.grid.cellOf(jobs.lat(index), jobs.lng(index)), jobs, index)
    this.changes.notePut(this, row, jobs.lat(index), jobs.lng(index))
  }

  /** Puts a job in (its id in `ids.words`) without looking whether it is here. It is not found under its id before `sort`, which must follow. */
  load(job: IndexedJob, employer: number): void {
    const { sorted, unsorted } = this.rows
    const index = unsorted.push(this.ids.words)
    unsorted.write(index, job, employer)
    if (job.publicFrom !== null) this.publicFrom.set(sorted.length + index, job.publicFrom)
  }

  /** Takes the job whose id is in `ids.words` away; false when it is not here. */
  take(): boolean {
    const row = this.rows.table.find(this.ids.words, 0)
    if (row < 0) return false
    const [jobs, index] = this.rows.at(row)
    if (!jobs.isAlive(index)) return false
    jobs.end(index)
    this.publicFrom.delete(row)
    this.#dead += 1
    this.changes.noteGone(this, row, jobs.lat(index), jobs.lng(index))
    return true
  }

  /** Whether sorting again is worth its while. */
  get isUntidy(): boolean {
    const { sorted, unsorted } = this.rows
    const limit = Math.min(mostUnsorted, Math.max(fewestUnsorted, sorted.length / unsortedPart))
    return unsorted.length > limit || this.#dead > Math.max(fewestUnsorted, sorted.length / 2)
  }

  /** Jobs that have begun by `now` (UTC ms): still here, and nobody's. */
  begunBy(now: number): number {
    let begun = 0
    for (const jobs of [this.rows.sorted, this.rows.unsorted]) {
      for (let row = 0; row < jobs.length; row += 1) if (jobs.isAlive(row) && jobs.startsAt(row) * 1_000 <= now) begun += 1
    }
    return begun
  }

  /** Sorts all jobs and forgets those that are gone or have begun by `now` (UTC ms), in steps: see `sorting`. */
  *sort(now: number): Generator<void> {
    const { dead, ...sorted } = yield* sorting(this.rows, this.publicFrom, now)
    Object.assign(this, sorted)
    this.numbering += 1
    this.#dead = dead
  }

  /** Whether the job may stay in its row: sorted ones are found by place and start. */
  #keepsItsPlace(row: number, { lat, lng, startsAt }: IndexedJob): boolean {
    const [jobs, index] = this.rows.at(row)
    return jobs.lat(index) === Math.round(lat * 1e6) && jobs.lng(index) === Math.round(lng * 1e6) && jobs.startsAt(index) === startsAt / 1_000
  }

  /** A new row for the id in `ids.words`; the old one, if there is one, is no job any more. */
  #add(old: number): number {
    if (old >= 0) this.take()
    const { sorted, unsorted, table } = this.rows
    const row = sorted.length + unsorted.push(this.ids.words)
    table.set(this.ids.words, 0, row)
    return row
  }
}
