/**
 * Writes DER (X.690); `der-reading.ts` reads signatures, and a library certificates and requests. Certificates are copied in byte
 * for byte instead of being taken apart and put together again.
 */

/** One element: its tag, its length, its content. */
export function element(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const length = content.reduce((sum, part) => sum + part.length, 0)
  const head = length < 0x80 ? [tag, length] : length < 0x100 ? [tag, 0x81, length] : length < 0x1_0000 ? [tag, 0x82, length >> 8, length & 0xff] : [tag, 0x83, length >> 16, (length >> 8) & 0xff, length & 0xff]
  if (length >= 0x100_0000) throw new Error('an element of DER that is longer than 16 MB')
  return Buffer.concat([Uint8Array.from(head), ...content])
}

export const sequence = (...content: readonly Uint8Array[]): Buffer => element(0x30, ...content)

/** A SET OF: DER wants its elements in the order of their bytes. */
export const setOf = (...content: readonly Uint8Array[]): Buffer => element(0x31, ...[...content].sort(Buffer.compare))

/** `[number]` around whole elements (explicit), or in place of the tag of a constructed one (implicit). */
export const context = (number: number, ...content: readonly Uint8Array[]): Buffer => element(0xa0 | number, ...content)

/** `[number]` in place of the tag of a primitive element. */
export const contextPrimitive = (number: number, content: Uint8Array): Buffer => element(0x80 | number, content)

export const octets = (content: Uint8Array): Buffer => element(0x04, content)

export const bits = (content: Uint8Array): Buffer => element(0x03, Uint8Array.of(0), content)

/** Bits by their number, the first being 0; trailing zeros are left out, as DER wants of named bits. */
export function namedBits(...numbers: readonly number[]): Buffer {
  const last = Math.max(...numbers)
  const bytes = Buffer.alloc((last >> 3) + 1)
  for (const number of numbers) bytes.writeUInt8(bytes.readUInt8(number >> 3) | (0x80 >> (number & 7)), number >> 3)
  return element(0x03, Uint8Array.of(7 - (last & 7)), bytes)
}

export const boolean = (value: boolean): Buffer => element(0x01, Uint8Array.of(value ? 0xff : 0))

export const nothing = Buffer.from([0x05, 0x00])

export const utf8 = (text: string): Buffer => element(0x0c, Buffer.from(text))

/** A whole number ≥ 0, given as such or as its bytes, big end first. */
export function integer(value: bigint | number | Uint8Array): Buffer {
  const bytes = typeof value === 'object' ? value : Buffer.from(value.toString(16).replace(/^(?=(..)*.$)/, '0'), 'hex')
  let start = 0
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1
  const kept = bytes.subarray(start)
  return (kept[0] ?? 0) & 0x80 ? element(0x02, Uint8Array.of(0), kept) : element(0x02, kept)
}

const known = new Map<string, Buffer>()

/** An object identifier from its dotted form. */
export function oid(dotted: string): Buffer {
  const before = known.get(dotted)
  if (before) return before
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const sevens = [arc & 0x7f]
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) sevens.unshift((left & 0x7f) | 0x80)
    return sevens
  })
  const written = element(0x06, Uint8Array.from(bytes))
  known.set(dotted, written)
  return written
}

const two = (value: number): string => String(value).padStart(2, '0')

const clockOf = (date: Date): string =>
  `${two(date.getUTCMonth() + 1)}${two(date.getUTCDate())}${two(date.getUTCHours())}${two(date.getUTCMinutes())}${two(date.getUTCSeconds())}`

/** RFC 5280 §4.1.2.5 and RFC 5652 §11.3: UTCTime up to 2049, GeneralizedTime after. UTC ms, whole seconds are kept. */
export function time(at: number): Buffer {
  const date = new Date(at)
  const year = date.getUTCFullYear()
  return year < 2050 ? element(0x17, Buffer.from(`${two(year % 100)}${clockOf(date)}Z`)) : element(0x18, Buffer.from(`${year}${clockOf(date)}Z`))
}

/** GeneralizedTime with milliseconds, without zeros at the end (RFC 3161 §2.4.2). */
export function exactTime(at: number): Buffer {
  const date = new Date(at)
  const fraction = `.${String(date.getUTCMilliseconds()).padStart(3, '0')}`.replace(/\.?0+$/, '')
  return element(0x18, Buffer.from(`${date.getUTCFullYear()}${clockOf(date)}${fraction}Z`))
}
