import type { TradeShelf } from './trade-shelf'

/** So many of the latest are kept; whoever comes later than that has to look at everything. */
const mostKept = 2_048

/** Instead of a row: the shelf has numbered its rows anew since. */
export const renumbered = -1

/** The jobs that were put into the index or taken out of late, in order: whoever knows what was best before them need look at these only. */
export class Changes {
  readonly #shelves = new Array<TradeShelf | undefined>(mostKept).fill(undefined)
  /** Numbers of the shelves, one behind the other: of most changes nothing else is asked but where they were. */
  readonly #shelfNumbers = new Int32Array(mostKept)
  /** The change before it in the same shelf, and of each shelf (by its number) the latest: of three hundred trades somebody asks for five. -1 where there is none. */
  readonly #before = new Float64Array(mostKept)
  readonly #latest: number[] = []
  readonly #rows = new Int32Array(mostKept)
  readonly #numberings = new Float64Array(mostKept)
  /** Microdegrees. They lie here one behind the other, and in the rows each is somewhere else in memory: most changes are far away, and that is all that is asked of them. */
  readonly #lats = new Int32Array(mostKept)
  readonly #lngs = new Int32Array(mostKept)
  readonly #gone = new Uint8Array(mostKept)
  /** How many there were in all. */
  count = 0
  /** How many there were when something changed that touches more than single jobs. */
  #since = 0

  /** A job was put into this row. @param lat @param lng microdegrees */
  notePut(shelf: TradeShelf, row: number, lat: number, lng: number): void {
    this.#note(shelf, row, lat, lng, 0)
  }

  /** The job in this row is none any more. @param lat @param lng microdegrees */
  noteGone(shelf: TradeShelf, row: number, lat: number, lng: number): void {
    this.#note(shelf, row, lat, lng, 1)
  }

  noteAll(): void {
    this.count += 1
    this.#since = this.count
  }

  /** Whether all that changed since there were `count` changes is known, change by change. */
  reachBackTo(count: number): boolean {
    return count >= this.#since && this.count - count <= mostKept
  }

  /** The number of the shelf where the change of that number was. */
  shelfNumber(number: number): number {
    return this.#shelfNumbers[number % mostKept] ?? 0
  }

  /** The latest change in a shelf; -1 where there was none. */
  latestIn({ number }: TradeShelf): number {
    return this.#latest[number] ?? -1
  }

  /** The change before that one in the same shelf; -1 where there was none. */
  before(number: number): number {
    return this.#before[number % mostKept] ?? -1
  }

  /** Where the change of that number (0 is the first of all) was; undefined where no single job changed. */
  shelf(number: number): TradeShelf | undefined {
    return this.#shelves[number % mostKept]
  }

  /** The row in its shelf, or `renumbered`. */
  row(number: number, shelf: TradeShelf): number {
    const at = number % mostKept
    return shelf.numbering === this.#numberings[at] ? (this.#rows[at] ?? renumbered) : renumbered
  }

  isGone(number: number): boolean {
    return this.#gone[number % mostKept] === 1
  }

  lat(number: number): number {
    return this.#lats[number % mostKept] ?? 0
  }

  lng(number: number): number {
    return this.#lngs[number % mostKept] ?? 0
  }

  #note(shelf: TradeShelf, row: number, lat: number, lng: number, gone: 0 | 1): void {
    const at = this.count % mostKept
    this.#shelves[at] = shelf
    this.#shelfNumbers[at] = shelf.number
    this.#before[at] = this.latestIn(shelf)
    this.#latest[shelf.number] = this.count
    this.#rows[at] = row
    this.#numberings[at] = shelf.numbering
    this.#lats[at] = lat
    this.#lngs[at] = lng
    this.#gone[at] = gone
    this.count += 1
  }
}
