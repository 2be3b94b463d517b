import { oid } from './der'

/**
 * Reads the few shapes that signatures and timestamps are made of (X.690). A library that reads any schema takes twenty times
 * as long, and a timestamp is read for every seal. Authorities write BER as well as DER, so lengths left open and strings in pieces
 * are read too; what is signed is put into DER before it is checked.
 */

/** Bytes that are not what they should be. */
export class Malformed extends Error {}

/** One element: its tag, what is in it, and all of it as it came. */
export type Element = { readonly tag: number; readonly content: Buffer; readonly raw: Buffer }

export const tags = { boolean: 0x01, integer: 0x02, bits: 0x03, octets: 0x04, oid: 0x06, utcTime: 0x17, time: 0x18, sequence: 0x30, set: 0x31, explicit0: 0xa0, explicit1: 0xa1 } as const

const constructed = 0x20
/** Elements of open length inside each other. Nobody needs more, and each is walked once more for every one around it. */
const deepest = 16

/**
 * The element that begins here, whatever follows it.
 * @throws Malformed
 */
export function elementAt(bytes: Buffer, from = 0, depth = 0): Element {
  const [tag, first] = [bytes[from], bytes[from + 1]]
  // Tags above 30 take more bytes; no signature has one.
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw new Malformed()
  if (first === 0x80) return openElementAt(bytes, from, depth)
  let start = from + 2
  let length = first
  if (first > 0x80) {
    if (first > 0x84) throw new Malformed()
    length = 0
    for (const last = start + (first & 0x7f); start < last; start += 1) length = length * 256 + (bytes[start] ?? Number.NaN)
  }
  // Not a number where the bytes were over before.
  if (!(start + length <= bytes.length)) throw new Malformed()
  return { tag, content: bytes.subarray(start, start + length), raw: bytes.subarray(from, start + length) }
}

/** One whose end is marked by two zeros instead of being told before. */
function openElementAt(bytes: Buffer, from: number, depth: number): Element {
  const tag = bytes[from] ?? 0
  if ((tag & constructed) === 0 || depth >= deepest) throw new Malformed()
  for (let at = from + 2; ;) {
    if (bytes[at] === 0 && bytes[at + 1] === 0) return { tag, content: bytes.subarray(from + 2, at), raw: bytes.subarray(from, at + 2) }
    at += elementAt(bytes, at, depth + 1).raw.length
  }
}

/** @throws Malformed where it is not one element and nothing else */
export function wholeElement(bytes: Uint8Array): Element {
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const element = elementAt(buffer)
  if (element.raw.length !== buffer.length) throw new Malformed()
  return element
}

/** The content of an element of this tag. @throws Malformed */
export function contentOf(element: Element | undefined, tag: number): Buffer {
  if (element?.tag !== tag) throw new Malformed()
  return element.content
}

/** What is inside an element of this tag. @throws Malformed */
export function partsOf(element: Element | undefined, tag: number): Element[] {
  const content = contentOf(element, tag)
  const parts: Element[] = []
  for (let at = 0; at < content.length;) {
    const part = elementAt(content, at)
    parts.push(part)
    at += part.raw.length
  }
  return parts
}

/** The one element in a tag that is put around it. @throws Malformed */
export function inside(element: Element | undefined, tag: number): Element {
  return wholeElement(contentOf(element, tag))
}

/** A string of octets, in one piece or in several. @throws Malformed */
export function octetsOf(element: Element | undefined): Buffer {
  if (element?.tag !== (tags.octets | constructed)) return contentOf(element, tags.octets)
  return Buffer.concat(partsOf(element, element.tag).map(octetsOf))
}

/** Whether it is this object identifier. */
export const isOid = (element: Element | undefined, dotted: string): boolean => element?.tag === tags.oid && element.content.equals(oid(dotted).subarray(2))

/** An object identifier in its dotted form. @throws Malformed */
export function oidOf(element: Element | undefined): string {
  const content = contentOf(element, tags.oid)
  const arcs: number[] = []
  let arc = 0
  for (const byte of content) {
    // Longer ones than a number holds exactly name nothing we know.
    if (arc > 2 ** 45 || (arc === 0 && byte === 0x80)) throw new Malformed()
    arc = arc * 128 + (byte & 0x7f)
    if ((byte & 0x80) === 0) {
      arcs.push(arc)
      arc = 0
    }
  }
  const [first, ...rest] = arcs
  if (first === undefined || ((content.at(-1) ?? 0) & 0x80) !== 0) throw new Malformed()
  const top = Math.min(2, Math.floor(first / 40))
  return [top, first - top * 40, ...rest].join('.')
}

/**
 * A point in time, UTC ms: UTCTime up to 2049 or GeneralizedTime, in the forms that RFC 5280 and RFC 3161 allow.
 * @throws Malformed
 */
export function timeOf(element: Element | undefined): number {
  const isShort = element?.tag === tags.utcTime
  const text = contentOf(element, isShort ? tags.utcTime : tags.time).toString('latin1')
  const found = (isShort ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)()Z$/ : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?Z$/).exec(text)
  if (found === null) throw new Malformed()
  const [written = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number)
  const year = !isShort ? written : written < 50 ? 2000 + written : 1900 + written
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second, Number((found[7] ?? '').padEnd(3, '0').slice(0, 3))))
  // 31 February would be taken for March.
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCHours() === hour && date.getUTCMinutes() === minute && date.getUTCSeconds() === second
  if (!same) throw new Malformed()
  return date.getTime()
}
