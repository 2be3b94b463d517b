/** What replies are written into, one after the other; each gets memory of its own and of its own size when it is done. */
let draft = Buffer.allocUnsafeSlow(64 * 1024)

/** A reply that is put together from bytes. One at a time, and without a pause in between: all write into the same draft. */
export class JsonBytes {
  readonly #into: Buffer
  #at = 0

  /** @param most bytes it will have at the most; beyond the end of the draft nothing can be written */
  constructor(most: number) {
    if (most > draft.length) draft = Buffer.allocUnsafeSlow(most)
    this.#into = draft
  }

  /** Bytes so far. */
  get length(): number {
    return this.#at
  }

  /** @throws RangeError there is no room */
  put(bytes: Buffer): void {
    this.#into.set(bytes, this.#at)
    this.#at += bytes.length
  }

  /** A whole number of at most nine digits, not below zero. */
  number(value: number): void {
    let digits = 1
    for (let bound = 10; value >= bound; bound *= 10) digits += 1
    this.#at += digits
    if (this.#at > this.#into.length) throw new RangeError('there is no room')
    let rest = value
    for (let at = this.#at - 1, left = digits; left > 0; at -= 1, left -= 1) {
      const next = Math.floor(rest / 10)
      this.#into[at] = 48 + rest - next * 10
      rest = next
    }
  }

  /** What was put; it may be kept. */
  done(): Buffer {
    const bytes = Buffer.allocUnsafeSlow(this.#at)
    this.#into.copy(bytes, 0, 0, this.#at)
    return bytes
  }
}

/** A text as JSON in UTF-8, with what stands behind it. */
export const textBytes = (text: string, behind = ''): Buffer => Buffer.from(JSON.stringify(text) + behind)

/** Of distances, pays and settlements in words there are some thousands each. */
const mostPhrases = 20_000

/**
 * A phrase that depends on a whole number alone, as JSON in UTF-8, kept for the next time it is said.
 * @param behind stands behind each
 */
export function phrases(say: (number: number) => string, behind = ''): (number: number) => Buffer {
  const kept = new Map<number, Buffer>()
  return (number) => {
    let bytes = kept.get(number)
    if (bytes === undefined) {
      if (kept.size >= mostPhrases) kept.clear()
      bytes = textBytes(say(number), behind)
      kept.set(number, bytes)
    }
    return bytes
  }
}
