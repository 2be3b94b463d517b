import type { JobRows } from './job-rows'
import type { JobIds } from './job-ids'
import type { TradeShelf } from './trade-shelf'

/** Where a job stands among all others: by points, then whoever was posted first (UTC s), then by id. */
export type Rank = { score: number; postedAt: number; id: string }

/** Whether the one stands before the other, or is it. */
export const isAhead = (one: Rank, other: Rank): boolean => {
  if (one.score !== other.score) return one.score > other.score
  if (one.postedAt !== other.postedAt) return one.postedAt < other.postedAt
  return one.id <= other.id
}

/** The best jobs so far, best first, at most `most`: by score, then whoever was posted first, then by id. */
export class Best {
  size = 0
  // Plain arrays: typed ones of this size are made outside of the heap, which takes longer than the search.
  readonly scores: number[]
  readonly jobs: (JobRows | undefined)[]
  readonly rows: number[]
  readonly shelves: (TradeShelf | undefined)[]

  constructor(readonly most: number, readonly ids: JobIds) {
    this.scores = new Array<number>(most).fill(0)
    this.rows = new Array<number>(most).fill(0)
    this.jobs = new Array<JobRows | undefined>(most).fill(undefined)
    this.shelves = new Array<TradeShelf | undefined>(most).fill(undefined)
  }

  /** No job with fewer points belongs here; -1 while there is room. */
  get least(): number {
    return this.size < this.most ? -1 : this.scores[this.most - 1] ?? -1
  }

  /** Where the last of them stands; null while there is room. */
  get last(): Rank | null {
    const place = this.most - 1
    const jobs = this.jobs[place]
    if (this.size < this.most || jobs === undefined) return null
    const row = this.rows[place] ?? 0
    return { score: this.least, postedAt: jobs.postedAt(row), id: jobs.id(row, this.ids) }
  }

  offer(score: number, shelf: TradeShelf, jobs: JobRows, row: number): void {
    if (this.most === 0) return
    if (this.size === this.most && !this.#before(score, jobs, row, this.most - 1)) return
    let place = this.size < this.most ? this.size++ : this.most - 1
    while (place > 0 && this.#before(score, jobs, row, place - 1)) {
      this.scores[place] = this.scores[place - 1] ?? 0
      this.rows[place] = this.rows[place - 1] ?? 0
      this.jobs[place] = this.jobs[place - 1]
      this.shelves[place] = this.shelves[place - 1]
      place -= 1
    }
    this.scores[place] = score
    this.rows[place] = row
    this.jobs[place] = jobs
    this.shelves[place] = shelf
  }

  #before(score: number, jobs: JobRows, row: number, place: number): boolean {
    const otherScore = this.scores[place] ?? 0
    if (score !== otherScore) return score > otherScore
    const other = this.jobs[place]
    if (other === undefined) return true
    const otherRow = this.rows[place] ?? 0
    const difference = jobs.postedAt(row) - other.postedAt(otherRow)
    return difference !== 0 ? difference < 0 : this.ids.compare(jobs.ids, row * 4, other.ids, otherRow * 4) < 0
  }
}
