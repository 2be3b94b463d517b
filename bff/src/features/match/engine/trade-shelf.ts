import { Grid } from './grid'
import { alive, JobColumns, type IndexedJob } from './job-columns'
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
  sorted = new JobColumns(0)
  unsorted = new JobColumns(0)
  grid = new Grid(0, 0, 0, 0, 0)
  /** The sorted rows of cell c are `starts[c]` to `starts[c + 1]`, those that begin first in front. */
  starts = new Uint32Array(2)
  /** The best pay that a sorted job of each cell ever had, and when the newest of them was posted (UTC s). */
  bestDayPay = new Uint32Array(1)
  bestHourPay = new Uint32Array(1)
  newest = new Uint32Array(1)
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

  get bytes(): { columns: number; ids: number } {
    const [sorted, unsorted] = [this.sorted.bytes, this.unsorted.bytes]
    const cells = this.starts.byteLength + this.bestDayPay.byteLength + this.bestHourPay.byteLength + this.newest.byteLength
    return { columns: sorted.columns + unsorted.columns + cells, ids: sorted.ids + unsorted.ids + this.#table.bytes }
  }

  hasWords(row: number, words: Uint32Array, at: number): boolean {
    const [columns, index] = this.at(row)
    const own = index * 4
    return columns.ids[own] === words[at] && columns.ids[own + 1] === words[at + 1] && columns.ids[own + 2] === words[at + 2] && columns.ids[own + 3] === words[at + 3]
  }

  hashOf(row: number): number {
    const [columns, index] = this.at(row)
    return hash(columns.ids, index * 4)
  }

  at(row: number): readonly [JobColumns, number] {
    const index = row - this.sorted.length
    return index < 0 ? [this.sorted, row] : [this.unsorted, index]
  }

  /** Puts a job in, or in place of what was there under its id (in `ids.words`). */
  put(job: IndexedJob, employer: number): void {
    const known = this.#table.find(this.ids.words, 0)
    const row = known >= 0 && this.#keepsItsPlace(known, job) ? known : this.#add(known)
    const [columns, index] = this.at(row)
    if (row === known && (columns.flags[index] ?? 0) === 0) this.#dead -= 1
    columns.write(index, job, employer)
    if (job.publicFrom === null) this.publicFrom.delete(row)
    else this.publicFrom.set(row, job.publicFrom)
    if (row < this.sorted.length) this.#raiseBest(index)
  }

  /** Puts in a job that is not here yet (its id in `ids.words`). It is not found under its id before `sort`, which must follow. */
  load(job: IndexedJob, employer: number): void {
    const index = this.unsorted.push()
    this.unsorted.ids.set(this.ids.words, index * 4)
    this.unsorted.write(index, job, employer)
    if (job.publicFrom !== null) this.publicFrom.set(this.sorted.length + index, job.publicFrom)
  }

  /** Takes the job whose id is in `ids.words` away; false when it is not here. */
  take(): boolean {
    const row = this.#table.find(this.ids.words, 0)
    if (row < 0) return false
    const [columns, index] = this.at(row)
    if ((columns.flags[index] ?? 0) === 0) return false
    columns.flags[index] = 0
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
    for (const { flags, startsAt, length } of [this.sorted, this.unsorted]) {
      for (let row = 0; row < length; row += 1) if ((flags[row] ?? 0) !== 0 && (startsAt[row] ?? 0) * 1_000 <= now) begun += 1
    }
    return begun
  }

  /** Sorts all jobs into cells and forgets those that are gone or have begun by `now`; a fraction of a µs a job. */
  sort(now: number): void {
    const kept = this.#kept(now)
    const size = kept.length
    const box = this.#box(kept)
    const grid = new Grid(box.south, box.west, box.north, box.east, size)
    const starts = new Uint32Array(grid.cells + 1)
    const cells = new Uint32Array(size)
    for (let at = 0; at < size; at += 1) {
      const [columns, index] = this.at(kept[at] ?? 0)
      const cell = grid.cellOf(columns.lat[index] ?? 0, columns.lng[index] ?? 0)
      cells[at] = cell
      starts[cell + 1] = (starts[cell + 1] ?? 0) + 1
    }
    for (let cell = 0; cell < grid.cells; cell += 1) starts[cell + 1] = (starts[cell + 1] ?? 0) + (starts[cell] ?? 0)

    const sorted = new JobColumns(size)
    sorted.length = size
    const next = starts.slice()
    const publicFrom = new Map<number, number>()
    for (let at = 0; at < size; at += 1) {
      const from = kept[at] ?? 0
      const cell = cells[at] ?? 0
      const to = next[cell] ?? 0
      next[cell] = to + 1
      const [columns, index] = this.at(from)
      sorted.copy(to, columns, index)
      const clock = this.publicFrom.get(from)
      if (clock !== undefined) publicFrom.set(to, clock)
    }
    Object.assign(this, { sorted, unsorted: new JobColumns(0), grid, starts, publicFrom, bestDayPay: new Uint32Array(grid.cells), bestHourPay: new Uint32Array(grid.cells), newest: new Uint32Array(grid.cells) })
    this.#dead = 0
    this.#table = new RowTable(this, size)
    for (let row = 0; row < size; row += 1) {
      this.#table.set(sorted.ids, row * 4, row)
      this.#raiseBest(row)
    }
  }

  /** Whether the job may stay in its row: sorted ones are found by place and start. */
  #keepsItsPlace(row: number, { lat, lng, startsAt }: IndexedJob): boolean {
    const [columns, index] = this.at(row)
    return columns.lat[index] === Math.round(lat * 1e6) && columns.lng[index] === Math.round(lng * 1e6) && columns.startsAt[index] === startsAt / 1_000
  }

  /** A new row for the id in `ids.words`; the old one, if there is one, is no job any more. */
  #add(old: number): number {
    if (old >= 0) this.take()
    const index = this.unsorted.push()
    this.unsorted.ids.set(this.ids.words, index * 4)
    const row = this.sorted.length + index
    this.#table.set(this.ids.words, 0, row)
    return row
  }

  #raiseBest(row: number): void {
    const { lat, lng, dayPay, hourPay, postedAt } = this.sorted
    const cell = this.grid.cellOf(lat[row] ?? 0, lng[row] ?? 0)
    this.bestDayPay[cell] = Math.max(this.bestDayPay[cell] ?? 0, dayPay[row] ?? 0)
    this.bestHourPay[cell] = Math.max(this.bestHourPay[cell] ?? 0, hourPay[row] ?? 0)
    this.newest[cell] = Math.max(this.newest[cell] ?? 0, postedAt[row] ?? 0)
  }

  /** Rows that are still jobs at `now`, those that begin first in front. */
  #kept(now: number): Uint32Array {
    const keys = new Float64Array(this.size)
    let size = 0
    const all = this.sorted.length + this.unsorted.length
    for (let row = 0; row < all; row += 1) {
      const [columns, index] = this.at(row)
      const startsAt = columns.startsAt[index] ?? 0
      // Start and row in one number, below 2^53, so that numbers are sorted and not objects.
      if (((columns.flags[index] ?? 0) & alive) !== 0 && startsAt * 1_000 > now) keys[size++] = startsAt * mostRows + row
    }
    return Uint32Array.from(keys.subarray(0, size).sort(), (key) => key % mostRows)
  }

  #box(rows: Uint32Array) {
    const box = { south: Infinity, west: Infinity, north: -Infinity, east: -Infinity }
    for (const row of rows) {
      const [columns, index] = this.at(row)
      const [lat = 0, lng = 0] = [columns.lat[index], columns.lng[index]]
      box.south = Math.min(box.south, lat)
      box.north = Math.max(box.north, lat)
      box.west = Math.min(box.west, lng)
      box.east = Math.max(box.east, lng)
    }
    return rows.length === 0 ? { south: 0, west: 0, north: 0, east: 0 } : box
  }
}
