import { Cells } from './cells'
import { Grid } from './grid'
import { JobRows } from './job-rows'
import { ShelfRows } from './shelf-rows'

/** Jobs that one trade may have. */
const mostRows = 2 ** 21
/** Rows between two moments at which others may work: about a millisecond. */
const rowsPerStep = 2_048

/** A shelf as sorting makes it. */
export type Sorted = { rows: ShelfRows; grid: Grid; cells: Cells; publicFrom: Map<number, number>; dead: number }

/**
 * Sorts all jobs of a trade into cells, those that begin first in front, and forgets those that are gone or have begun by
 * `now` (UTC ms); a fraction of a µs a job, in steps. What is sorted is only read, so that searches may go on in between; it
 * must not change meanwhile.
 */
export function* sorting(old: ShelfRows, oldPublicFrom: ReadonlyMap<number, number>, now: number): Generator<void, Sorted> {
  const kept = yield* keptRows(old, now)
  const grid = yield* gridOver(old, kept)
  // First how many each cell has, then from which row on they lie.
  const next = new Uint32Array(grid.cells + 1)
  const cellOf = new Uint32Array(kept.length)
  for (let at = 0; at < kept.length; at += 1) {
    if (at % rowsPerStep === 0) yield
    const [jobs, index] = old.at(kept[at] ?? 0)
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
  const sorted = new JobRows(kept.length)
  sorted.length = kept.length
  const cameFrom = new Uint32Array(kept.length)
  const publicFrom = new Map<number, number>()
  for (let at = 0; at < kept.length; at += 1) {
    if (at % rowsPerStep === 0) yield
    const row = kept[at] ?? 0
    const cell = cellOf[at] ?? 0
    const to = next[cell] ?? 0
    next[cell] = to + 1
    cameFrom[to] = row
    const [jobs, index] = old.at(row)
    sorted.copy(to, jobs, index)
    cells.raise(cell, sorted, to)
    const clock = oldPublicFrom.get(row)
    if (clock !== undefined) publicFrom.set(to, clock)
  }
  const rows = new ShelfRows(sorted)
  const dead = yield* tabled(rows, cameFrom, publicFrom)
  return { rows, grid, cells, publicFrom, dead }
}

/** Rows that are still jobs at `now`, those that begin first in front. */
function* keptRows(rows: ShelfRows, now: number): Generator<void, Uint32Array> {
  const keys = new Float64Array(rows.length)
  let size = 0
  for (let row = 0; row < rows.length; row += 1) {
    if (row % rowsPerStep === 0) yield
    const [jobs, index] = rows.at(row)
    const startsAt = jobs.startsAt(index)
    // Start and row in one number, below 2^53, so that numbers are sorted and not objects.
    if (jobs.isAlive(index) && startsAt * 1_000 > now) keys[size++] = startsAt * mostRows + row
  }
  keys.subarray(0, size).sort()
  yield
  return Uint32Array.from(keys.subarray(0, size), (key) => key % mostRows)
}

function* gridOver(rows: ShelfRows, kept: Uint32Array): Generator<void, Grid> {
  if (kept.length === 0) return new Grid(0, 0, 0, 0, 0)
  let [south, west, north, east] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let at = 0; at < kept.length; at += 1) {
    if (at % rowsPerStep === 0) yield
    const [jobs, index] = rows.at(kept[at] ?? 0)
    const [lat, lng] = [jobs.lat(index), jobs.lng(index)]
    south = Math.min(south, lat)
    north = Math.max(north, lat)
    west = Math.min(west, lng)
    east = Math.max(east, lng)
  }
  return new Grid(south, west, north, east, kept.length)
}

/**
 * Makes the sorted rows be found by id. Of two rows of one job, read twice because it changed while all were loaded, what was
 * read later counts. @returns how many rows are no job by that
 */
function* tabled({ sorted, table }: ShelfRows, cameFrom: Uint32Array, publicFrom: Map<number, number>): Generator<void, number> {
  let dead = 0
  for (let row = 0; row < sorted.length; row += 1) {
    if (row % rowsPerStep === 0) yield
    const other = table.set(sorted.ids, row * 4, row)
    if (other < 0) continue
    const [newer, older] = (cameFrom[row] ?? 0) > (cameFrom[other] ?? 0) ? [row, other] : [other, row]
    table.set(sorted.ids, newer * 4, newer)
    sorted.end(older)
    publicFrom.delete(older)
    dead += 1
  }
  return dead
}
