/** Whole replies share pieces of memory of this size: to ask for one each takes longer than to write it. */
const pieceBytes = 128 * 1024
let piece = Buffer.allocUnsafeSlow(0)
let used = 0

/** A reply that is put together from bytes. One at a time, and without a pause in between: all write into the same piece. */
export class JsonBytes {
  readonly #start: number
  readonly #into: Buffer
  #at: number

  /** @param most bytes it will have at the most; beyond the end of the piece nothing can be written */
  constructor(most: number) {
    if (used + most > piece.length) {
      piece = Buffer.allocUnsafeSlow(Math.max(most, pieceBytes))
      used = 0
    }
    this.#into = piece
    this.#start = used
    this.#at = used
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

  /** What was put; nobody else writes there. */
  done(): Buffer {
    used = this.#at
    return this.#into.subarray(this.#start, this.#at)
  }
}

/** A text as JSON in UTF-8. */
export const textBytes = (text: string): Buffer => Buffer.from(JSON.stringify(text))

/** Of distances, pays and settlements in words there are some thousands each. */
const mostPhrases = 20_000

/** A phrase that depends on a whole number alone, as JSON in UTF-8, kept for the next time it is said. */
export function phrases(say: (number: number) => string): (number: number) => Buffer {
  const kept = new Map<number, Buffer>()
  return (number) => {
    let bytes = kept.get(number)
    if (bytes === undefined) {
      if (kept.size >= mostPhrases) kept.clear()
      bytes = textBytes(say(number))
      kept.set(number, bytes)
    }
    return bytes
  }
}
