import type { JobColumns } from './job-columns'
import type { JobIds } from './job-ids'

/** The best jobs so far, best first, at most `most`: by score, then whoever was posted first, then by id. */
export class Best {
  size = 0
  // Plain arrays: typed ones of this size are made outside of the heap, which takes longer than the search.
  readonly scores: number[]
  readonly columns: (JobColumns | undefined)[]
  readonly rows: number[]

  constructor(readonly most: number, readonly ids: JobIds) {
    this.scores = new Array<number>(most).fill(0)
    this.rows = new Array<number>(most).fill(0)
    this.columns = new Array<JobColumns | undefined>(most).fill(undefined)
  }

  /** No job with fewer points belongs here; -1 while there is room. */
  get least(): number {
    return this.size < this.most ? -1 : this.scores[this.most - 1] ?? -1
  }

  offer(score: number, columns: JobColumns, row: number): void {
    if (this.most === 0) return
    if (this.size === this.most && !this.#before(score, columns, row, this.most - 1)) return
    let place = this.size < this.most ? this.size++ : this.most - 1
    while (place > 0 && this.#before(score, columns, row, place - 1)) {
      this.scores[place] = this.scores[place - 1] ?? 0
      this.rows[place] = this.rows[place - 1] ?? 0
      this.columns[place] = this.columns[place - 1]
      place -= 1
    }
    this.scores[place] = score
    this.rows[place] = row
    this.columns[place] = columns
  }

  #before(score: number, columns: JobColumns, row: number, place: number): boolean {
    const otherScore = this.scores[place] ?? 0
    if (score !== otherScore) return score > otherScore
    const other = this.columns[place]
    if (other === undefined) return true
    const otherRow = this.rows[place] ?? 0
    const difference = (columns.postedAt[row] ?? 0) - (other.postedAt[otherRow] ?? 0)
    return difference !== 0 ? difference < 0 : this.ids.compare(columns.ids, row * 4, other.ids, otherRow * 4) < 0
  }
}
