/**
 * Ids as four 32-bit words. A lower-case UUID is its own 128 bits; any other text gets a number, behind three words of
 * zero that no UUIDv7 has.
 */
export class JobIds {
  readonly #texts: string[] = []
  readonly #numbers = new Map<string, number>()
  /** The words of the id that was given last. */
  readonly words = new Uint32Array(4)

  /** Puts the id's words into `words`. A text that is not a UUID is kept for as long as this lives. */
  encode(id: string): void {
    if (isUuid(id)) {
      this.words[0] = hexAt(id, 0, 8)
      this.words[1] = hexAt(id, 9, 4) * 0x1_0000 + hexAt(id, 14, 4)
      this.words[2] = hexAt(id, 19, 4) * 0x1_0000 + hexAt(id, 24, 4)
      this.words[3] = hexAt(id, 28, 8)
      return
    }
    let number = this.#numbers.get(id)
    if (number === undefined) {
      number = this.#texts.push(id) - 1
      this.#numbers.set(id, number)
    }
    this.words.fill(0)
    this.words[3] = number
  }

  text(words: Uint32Array, at: number): string {
    const first = words[at] ?? 0
    const second = words[at + 1] ?? 0
    const third = words[at + 2] ?? 0
    const fourth = words[at + 3] ?? 0
    if (isText(words, at)) return this.#texts[fourth] ?? ''
    const start = `${half(first >>> 16)}${half(first & 0xffff)}-${half(second >>> 16)}-${half(second & 0xffff)}`
    return `${start}-${half(third >>> 16)}-${half(third & 0xffff)}${half(fourth >>> 16)}${half(fourth & 0xffff)}`
  }

  /** Negative when the first id's text comes before the other's. */
  compare(one: Uint32Array, oneAt: number, other: Uint32Array, otherAt: number): number {
    if (isText(one, oneAt) || isText(other, otherAt)) {
      const [first, second] = [this.text(one, oneAt), this.text(other, otherAt)]
      return first < second ? -1 : first > second ? 1 : 0
    }
    for (let word = 0; word < 4; word += 1) {
      const difference = (one[oneAt + word] ?? 0) - (other[otherAt + word] ?? 0)
      if (difference !== 0) return difference
    }
    return 0
  }
}

const isText = (words: Uint32Array, at: number): boolean => words[at] === 0 && words[at + 1] === 0 && words[at + 2] === 0

const byteHex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const half = (value: number): string => `${byteHex[value >>> 8] ?? ''}${byteHex[value & 0xff] ?? ''}`

const digit = (id: string, at: number): number => {
  const code = id.charCodeAt(at)
  return code <= 57 ? code - 48 : code - 87
}

function hexAt(id: string, from: number, digits: number): number {
  let value = 0
  for (let at = from; at < from + digits; at += 1) value = value * 16 + digit(id, at)
  return value
}

function isUuid(id: string): boolean {
  if (id.length !== 36) return false
  for (let at = 0; at < 36; at += 1) {
    const code = id.charCodeAt(at)
    if (at === 8 || at === 13 || at === 18 || at === 23) {
      if (code !== 45) return false
    } else if (!((code >= 48 && code <= 57) || (code >= 97 && code <= 102))) return false
  }
  // The zeros are taken by texts.
  return !id.startsWith('00000000-0000-0000-0000-0000')
}
