import type { TradeShelf } from './trade-shelf'

/** So many of the latest are kept; whoever comes later than that has to look at everything. */
const mostKept = 2_048

/** Instead of a row: the shelf has numbered its rows anew since. */
export const renumbered = -1

/** The jobs that were put into the index or taken out of late, in order: whoever knows what was best before them need look at these only. */
export class Changes {
  readonly #shelves = new Array<TradeShelf | undefined>(mostKept).fill(undefined)
  readonly #rows = new Array<number>(mostKept).fill(0)
  readonly #gone = new Array<boolean>(mostKept).fill(false)
  readonly #numberings = new Array<number>(mostKept).fill(0)
  /** How many there were in all. */
  count = 0
  /** How many there were when something changed that touches more than single jobs. */
  #since = 0

  note(shelf: TradeShelf, row: number, gone: boolean): void {
    const at = this.count % mostKept
    this.#shelves[at] = shelf
    this.#rows[at] = row
    this.#gone[at] = gone
    this.#numberings[at] = shelf.numbering
    this.count += 1
  }

  noteAll(): void {
    this.count += 1
    this.#since = this.count
  }

  /**
   * Tells of every job that was put or went since there were `count` changes.
   * @param tell gives false where it cannot go on
   * @returns false where it could not, or where there were too many or other changes
   */
  since(count: number, tell: (shelf: TradeShelf, row: number, gone: boolean) => boolean): boolean {
    if (count < this.#since || this.count - count > mostKept) return false
    for (let number = count; number < this.count; number += 1) {
      const at = number % mostKept
      const shelf = this.#shelves[at]
      if (shelf !== undefined && !tell(shelf, shelf.numbering === this.#numberings[at] ? (this.#rows[at] ?? renumbered) : renumbered, this.#gone[at] ?? false)) return false
    }
    return true
  }
}
