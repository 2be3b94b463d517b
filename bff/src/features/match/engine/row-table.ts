/** Finds the row of an id: open addressing, some five bytes a job. Entries are never taken out, only pointed elsewhere. */
export class RowTable {
  #rows: Int32Array
  #count = 0

  /** @param expected how many ids will be in it */
  constructor(readonly rowIds: RowIds, expected: number) {
    this.#rows = new Int32Array(Math.ceil(expected * 1.34) + 8)
  }

  get bytes(): number {
    return this.#rows.byteLength
  }

  /** The row of an id, or -1. */
  find(words: Uint32Array, at: number): number {
    return (this.#rows[this.#slot(words, at)] ?? 0) - 1
  }

  /** Points the id at a row, whether or not it was there; gives the row it was at, or -1. */
  set(words: Uint32Array, at: number, row: number): number {
    if (this.#count + 1 > this.#rows.length * 0.85) this.#grow()
    const slot = this.#slot(words, at)
    const before = (this.#rows[slot] ?? 0) - 1
    if (before < 0) this.#count += 1
    this.#rows[slot] = row + 1
    return before
  }

  /** Where the id is, or the empty slot where it would be. */
  #slot(words: Uint32Array, at: number): number {
    const rows = this.#rows
    let slot = Math.floor((hash(words, at) / 0x1_0000_0000) * rows.length)
    for (;;) {
      const row = (rows[slot] ?? 0) - 1
      if (row < 0 || this.rowIds.hasWords(row, words, at)) return slot
      slot = slot + 1 === rows.length ? 0 : slot + 1
    }
  }

  #grow(): void {
    const old = this.#rows
    this.#rows = new Int32Array(Math.ceil(this.#count * 1.7) + 16)
    for (const entry of old) {
      if (entry !== 0) this.#place(entry)
    }
  }

  #place(entry: number): void {
    const rows = this.#rows
    let slot = Math.floor((this.rowIds.hashOf(entry - 1) / 0x1_0000_0000) * rows.length)
    while (rows[slot] !== 0) slot = slot + 1 === rows.length ? 0 : slot + 1
    rows[slot] = entry
  }
}

/** What the table asks about a row: whether these are the words of its id, and their hash. */
export interface RowIds {
  hasWords(row: number, words: Uint32Array, at: number): boolean
  hashOf(row: number): number
}

/** 32 well-mixed bits of four words. */
export function hash(words: Uint32Array, at: number): number {
  let mixed = Math.imul((words[at] ?? 0) ^ 0x9e3779b9, 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 15) ^ (words[at + 1] ?? 0), 0xc2b2ae35)
  mixed = Math.imul(mixed ^ (mixed >>> 13) ^ (words[at + 2] ?? 0), 0x27d4eb2f)
  mixed = Math.imul(mixed ^ (mixed >>> 16) ^ (words[at + 3] ?? 0), 0x165667b1)
  return (mixed ^ (mixed >>> 15)) >>> 0
}
