import type { JobRows } from './job-rows'

const wordsPerCell = 4
const [fromWord, dayPayWord, hourPayWord, newestWord] = [0, 1, 2, 3] as const

/**
 * What is known of each cell of a grid: where its rows begin, and the best that they can be. The four words of a cell lie
 * together, so that one look decides whether its jobs are looked at.
 */
export class Cells {
  readonly #words: Uint32Array

  constructor(cells: number) {
    this.#words = new Uint32Array((cells + 1) * wordsPerCell)
  }

  get bytes(): number {
    return this.#words.byteLength
  }

  /** The rows of a cell are from here to the `from` of the next one, those that begin first in front. */
  from(cell: number): number {
    return this.#words[cell * wordsPerCell + fromWord] ?? 0
  }

  setFrom(cell: number, row: number): void {
    this.#words[cell * wordsPerCell + fromWord] = row
  }

  /** The best pay that a job of the cell ever had, fen. */
  bestDayPay(cell: number): number {
    return this.#words[cell * wordsPerCell + dayPayWord] ?? 0
  }

  bestHourPay(cell: number): number {
    return this.#words[cell * wordsPerCell + hourPayWord] ?? 0
  }

  /** When the newest of its jobs was posted, UTC s. */
  newest(cell: number): number {
    return this.#words[cell * wordsPerCell + newestWord] ?? 0
  }

  /** Takes account of a job that lies in the cell. */
  raise(cell: number, jobs: JobRows, row: number): void {
    const words = this.#words
    const at = cell * wordsPerCell
    words[at + dayPayWord] = Math.max(words[at + dayPayWord] ?? 0, jobs.dayPay(row))
    words[at + hourPayWord] = Math.max(words[at + hourPayWord] ?? 0, jobs.hourPay(row))
    words[at + newestWord] = Math.max(words[at + newestWord] ?? 0, jobs.postedAt(row))
  }
}
