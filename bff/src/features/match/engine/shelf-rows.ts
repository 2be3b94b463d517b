import { JobRows } from './job-rows'
import { hash, RowTable, type RowIds } from './row-table'

/** The rows of a trade's jobs, found by id. A row below `sorted.length` is a sorted one, those that came since count on from there. */
export class ShelfRows implements RowIds {
  readonly unsorted = new JobRows(0)
  readonly table: RowTable

  constructor(readonly sorted: JobRows) {
    this.table = new RowTable(this, sorted.length)
  }

  get length(): number {
    return this.sorted.length + this.unsorted.length
  }

  at(row: number): readonly [JobRows, number] {
    const index = row - this.sorted.length
    return index < 0 ? [this.sorted, row] : [this.unsorted, index]
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
}
