import { leastMetres, type Origin } from './grid'
import type { TradeShelf } from './trade-shelf'

/** The cells of a trade, ring by ring around where somebody is: no ring holds a job nearer than the ring before may. Where that is not known all are one ring. */
export class Rings {
  /** Metres that the jobs of the next ring are away at least. */
  nearest = 0
  isDone = false
  #ring = 0
  readonly #row: number
  readonly #column: number
  readonly #last: number

  /** @param points what the jobs have for the trade */
  constructor(readonly shelf: TradeShelf, readonly points: number, readonly origin: Origin | null) {
    const { grid } = shelf
    this.#row = origin === null ? 0 : grid.rowOf(origin.lat)
    this.#column = origin === null ? 0 : grid.columnOf(origin.lng)
    this.#last = origin === null ? 0 : Math.max(this.#row, grid.rows - 1 - this.#row, this.#column, grid.columns - 1 - this.#column)
  }

  get isFirst(): boolean {
    return this.#ring === 0
  }

  /** Goes through the cells of the next ring that hold jobs, with the metres that each is away at least. */
  forEachCell(look: (cell: number, metres: number) => void): void {
    const { origin, shelf: { grid, cells } } = this
    if (origin === null) for (let cell = 0; cell < grid.cells; cell += 1) look(cell, 0)
    else {
      const [south, north, west, east] = this.#edges()
      for (let row = Math.max(0, south); row <= Math.min(grid.rows - 1, north); row += 1) {
        const step = row === south || row === north || this.#ring === 0 ? 1 : 2 * this.#ring
        for (let column = west; column <= east; column += step) {
          if (column < 0 || column >= grid.columns) continue
          const cell = row * grid.columns + column
          if (cells.from(cell) === cells.from(cell + 1)) continue
          look(cell, leastMetres(origin.cosine, grid.northTo(row, origin.lat), grid.eastTo(column, origin.lng), grid.northAcross(row, origin.lat)))
        }
      }
    }
    this.#ring += 1
    this.isDone = this.#ring > this.#last
    if (origin !== null && !this.isDone) this.nearest = this.#nearestOf(origin)
  }

  #edges(): [south: number, north: number, west: number, east: number] {
    return [this.#row - this.#ring, this.#row + this.#ring, this.#column - this.#ring, this.#column + this.#ring]
  }

  #nearestOf(origin: Origin): number {
    const { grid } = this.shelf
    const [south, north, west, east] = this.#edges()
    return Math.min(
      south >= 0 ? leastMetres(origin.cosine, grid.northTo(south, origin.lat), 0, 0) : Infinity,
      north < grid.rows ? leastMetres(origin.cosine, grid.northTo(north, origin.lat), 0, 0) : Infinity,
      west >= 0 ? this.#leastEast(origin, west) : Infinity,
      east < grid.columns ? this.#leastEast(origin, east) : Infinity,
    )
  }

  #leastEast(origin: Origin, column: number): number {
    const { grid } = this.shelf
    const farthest = Math.max(grid.northAcross(0, origin.lat), grid.northAcross(grid.rows - 1, origin.lat))
    return leastMetres(origin.cosine, 0, grid.eastTo(column, origin.lng), farthest)
  }
}
