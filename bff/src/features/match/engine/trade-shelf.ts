import { Cells } from './cells'
import { Grid } from './grid'
import { JobRows, type IndexedJob } from './job-rows'
import type { JobIds } from './job-ids'
import { hash, RowTable, type RowIds } from './row-table'

/** What was added since the last sorting is looked at job by job: so many at least, a part of the sorted ones, and never more than that. */
const fewestUnsorted = 64
const unsortedPart = 8
const mostUnsorted = 2_048
/** Jobs that one trade may have. */
const mostRows = 2 ** 21

/**
 * The jobs of one trade. Most lie sorted by cell of a grid; what came since lies unsorted behind, until sorting again is
 * worth it. A row below `sorted.length` is a sorted one, the others count on from there.
 */
export class TradeShelf implements RowIds {
  sorted = new JobRows(0)
  unsorted = new JobRows(0)
  grid = new Grid(0, 0, 0, 0, 0)
  cells = new Cells(1)
  /** Until when a job is for known workers only, UTC ms by row; few have that. */
  publicFrom = new Map<number, number>()
  #table: RowTable
  /** Rows that are no job any more. */
  #dead = 0

  constructor(readonly trade: string, readonly ids: JobIds) {
    this.#table = new RowTable(this, 0)
  }

  get size(): number {
    return this.sorted.length + this.unsorted.length - this.#dead
  }

  get bytes(): { rows: number; ids: number } {
    const [sorted, unsorted] = [this.sorted.bytes, this.unsorted.bytes]
    return { rows: sorted.rows + unsorted.rows + this.cells.bytes, ids: sorted.ids + unsorted.ids + this.#table.bytes }
  }

  hasWords(row: number, words: Uint32Array, at: number): boolean {
    const [{ ids }, index] = this.at(row)
    const own = index * 4
    return ids[own] === words[at] && ids[own + 1] === words[at + 1] && ids[own + 2] === words[at + 2] && ids[own + 3] === words[at + 3]
  }

  hashOf(row: number): number {
    const [jobs, index] = this.at(row)
    return hash(jobs.ids, index * 4)
  }

  at(row: number): readonly [JobRows, number] {
    const index = row - this.sorted.length
    return index < 0 ? [this.sorted, row] : [this.unsorted, index]
  }

  /** Puts a job in, or in place of what was there under its id (in `ids.words`). */
  put(job: IndexedJob, employer: number): void {
    const known = this.#table.find(this.ids.words, 0)
    const row = known >= 0 && this.#keepsItsPlace(known, job) ? known : this.#add(known)
    const [jobs, index] = this.at(row)
    if (row === known && !jobs.isAlive(index)) this.#dead -= 1
    jobs.write(index, job, employer)
    if (job.publicFrom === null) this.publicFrom.delete(row)
    else this.publicFrom.set(row, job.publicFrom)
    if (row < this.sorted.length) this.#raise(index)
  }

  /** Puts a job in (its id in `ids.words`) without looking whether it is here. It is not found under its id before `sort`, which must follow. */
  load(job: IndexedJob, employer: number): void {
    const index = this.unsorted.push(this.ids.words)
    this.unsorted.write(index, job, employer)
    if (job.publicFrom !== null) this.publicFrom.set(this.sorted.length + index, job.publicFrom)
  }

  /** Takes the job whose id is in `ids.words` away; false when it is not here. */
  take(): boolean {
    const row = this.#table.find(this.ids.words, 0)
    if (row < 0) return false
    const [jobs, index] = this.at(row)
    if (!jobs.isAlive(index)) return false
    jobs.end(index)
    this.publicFrom.delete(row)
    this.#dead += 1
    return true
  }

  /** Whether sorting again is worth its while. */
  get isUntidy(): boolean {
    const limit = Math.min(mostUnsorted, Math.max(fewestUnsorted, this.sorted.length / unsortedPart))
    return this.unsorted.length > limit || this.#dead > Math.max(fewestUnsorted, this.sorted.length / 2)
  }

  /** Jobs that have begun by `now` (UTC ms): still here, and nobody's. */
  begunBy(now: number): number {
    let begun = 0
    for (const jobs of [this.sorted, this.unsorted]) {
      for (let row = 0; row < jobs.length; row += 1) if (jobs.isAlive(row) && jobs.startsAt(row) * 1_000 <= now) begun += 1
    }
    return begun
  }

  /** Sorts all jobs into cells and forgets those that are gone or have begun by `now`; a fraction of a µs a job. */
  sort(now: number): void {
    const kept = this.#kept(now)
    const size = kept.length
    const box = this.#box(kept)
    const grid = new Grid(box.south, box.west, box.north, box.east, size)
    // First how many each cell has, then from which row on they lie.
    const next = new Uint32Array(grid.cells + 1)
    const cellOf = new Uint32Array(size)
    for (let at = 0; at < size; at += 1) {
      const [jobs, index] = this.at(kept[at] ?? 0)
      const cell = grid.cellOf(jobs.lat(index), jobs.lng(index))
      cellOf[at] = cell
      next[cell] = (next[cell] ?? 0) + 1
    }
    const cells = new Cells(grid.cells)
    let from = 0
    for (let cell = 0; cell <= grid.cells; cell += 1) {
      const here = next[cell] ?? 0
      cells.setFrom(cell, from)
      next[cell] = from
      from += here
    }

    const sorted = new JobRows(size)
    sorted.length = size
    const publicFrom = new Map<number, number>()
    const cameFrom = new Uint32Array(size)
    for (let at = 0; at < size; at += 1) {
      const row = kept[at] ?? 0
      const cell = cellOf[at] ?? 0
      const to = next[cell] ?? 0
      next[cell] = to + 1
      cameFrom[to] = row
      const [jobs, index] = this.at(row)
      sorted.copy(to, jobs, index)
      cells.raise(cell, sorted, to)
      const clock = this.publicFrom.get(row)
      if (clock !== undefined) publicFrom.set(to, clock)
    }
    Object.assign(this, { sorted, unsorted: new JobRows(0), grid, cells, publicFrom })
    this.#dead = 0
    this.#table = new RowTable(this, size)
    for (let row = 0; row < size; row += 1) {
      const other = this.#table.set(sorted.ids, row * 4, row)
      if (other >= 0) this.#endOlder(row, other, cameFrom)
    }
  }

  /** Of two rows of one job, read twice because it changed while all were loaded, what was read later counts. */
  #endOlder(row: number, other: number, cameFrom: Uint32Array): void {
    const isNewer = (cameFrom[row] ?? 0) > (cameFrom[other] ?? 0)
    const [newer, older] = isNewer ? [row, other] : [other, row]
    this.#table.set(this.sorted.ids, newer * 4, newer)
    this.sorted.end(older)
    this.publicFrom.delete(older)
    this.#dead += 1
  }

  /** Whether the job may stay in its row: sorted ones are found by place and start. */
  #keepsItsPlace(row: number, { lat, lng, startsAt }: IndexedJob): boolean {
    const [jobs, index] = this.at(row)
    return jobs.lat(index) === Math.round(lat * 1e6) && jobs.lng(index) === Math.round(lng * 1e6) && jobs.startsAt(index) === startsAt / 1_000
  }

  /** A new row for the id in `ids.words`; the old one, if there is one, is no job any more. */
  #add(old: number): number {
    if (old >= 0) this.take()
    const index = this.unsorted.push(this.ids.words)
    const row = this.sorted.length + index
    this.#table.set(this.ids.words, 0, row)
    return row
  }

  #raise(row: number): void {
    const { sorted, grid, cells } = this
    cells.raise(grid.cellOf(sorted.lat(row), sorted.lng(row)), sorted, row)
  }

  /** Rows that are still jobs at `now`, those that begin first in front. */
  #kept(now: number): Uint32Array {
    const keys = new Float64Array(this.size)
    let size = 0
    const all = this.sorted.length + this.unsorted.length
    for (let row = 0; row < all; row += 1) {
      const [jobs, index] = this.at(row)
      const startsAt = jobs.startsAt(index)
      // Start and row in one number, below 2^53, so that numbers are sorted and not objects.
      if (jobs.isAlive(index) && startsAt * 1_000 > now) keys[size++] = startsAt * mostRows + row
    }
    return Uint32Array.from(keys.subarray(0, size).sort(), (key) => key % mostRows)
  }

  #box(rows: Uint32Array) {
    const box = { south: Infinity, west: Infinity, north: -Infinity, east: -Infinity }
    for (const row of rows) {
      const [jobs, index] = this.at(row)
      const [lat, lng] = [jobs.lat(index), jobs.lng(index)]
      box.south = Math.min(box.south, lat)
      box.north = Math.max(box.north, lat)
      box.west = Math.min(box.west, lng)
      box.east = Math.max(box.east, lng)
    }
    return rows.length === 0 ? { south: 0, west: 0, north: 0, east: 0 } : box
  }
}
