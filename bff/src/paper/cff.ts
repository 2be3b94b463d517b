import { pushNumber } from './charstring'

/**
 * A font of these glyphs as Compact Font Format (Adobe Technical Note 5176), addressed by number (CID-keyed), as PDF embeds fonts of
 * Chinese. The first glyph is the empty box. Libraries were tried first: the least of them takes twice as much (README).
 */
export function compactFont({ name, box, charstrings }: { name: string; box: readonly [number, number, number, number]; charstrings: readonly Uint8Array[] }): Buffer {
  const head = Buffer.from([1, 0, 4, 4])
  const names = index([Buffer.from(name, 'latin1')])
  const strings = index([Buffer.from('Adobe', 'latin1'), Buffer.from('Identity', 'latin1')])
  const noSubroutines = index([])
  const glyphs = charstrings.length
  // Format 2 of a character set: glyph 1 is number 1, and so on to the last.
  const charset = Buffer.from(glyphs > 1 ? [2, 0, 1, (glyphs - 2) >> 8, (glyphs - 2) & 255] : [0])
  // Format 3 of the choice of dictionary: all glyphs have the first.
  const choice = Buffer.from([3, 0, 1, 0, 0, 0, glyphs >> 8, glyphs & 255])
  const outlines = index(charstrings)
  const noPrivate = dictionary([[[0, 0], operators.private]])
  const dictionaries = index([noPrivate])

  const top = (charsetAt: number, choiceAt: number, outlinesAt: number, dictionariesAt: number): Buffer =>
    index([dictionary([
      [[firstOwnString, firstOwnString + 1, 0], operators.ros],
      [[...box], operators.fontBBox],
      [[glyphs], operators.cidCount],
      [[charsetAt], operators.charset],
      [[choiceAt], operators.fdSelect],
      [[outlinesAt], operators.charStrings],
      [[dictionariesAt], operators.fdArray],
    ])])
  // Offsets are written in five bytes whatever they are, so that the length is known before they are.
  const charsetAt = head.length + names.length + top(0, 0, 0, 0).length + strings.length + noSubroutines.length
  const choiceAt = charsetAt + charset.length
  const outlinesAt = choiceAt + choice.length
  const dictionariesAt = outlinesAt + outlines.length
  return Buffer.concat([head, names, top(charsetAt, choiceAt, outlinesAt, dictionariesAt), strings, noSubroutines, charset, choice, outlines, dictionaries])
}

/** After the 391 strings that every reader knows. */
const firstOwnString = 391

const operators = {
  fontBBox: [5], charset: [15], charStrings: [17], private: [18],
  ros: [12, 30], cidCount: [12, 34], fdArray: [12, 36], fdSelect: [12, 37],
} as const
const offsets: readonly (readonly number[])[] = [operators.charset, operators.charStrings, operators.private, operators.fdArray, operators.fdSelect]

function dictionary(entries: readonly (readonly [readonly number[], readonly number[]])[]): Buffer {
  const bytes: number[] = []
  for (const [numbers, operator] of entries) {
    for (const number of numbers) {
      if (offsets.includes(operator)) bytes.push(29, (number >>> 24) & 255, (number >>> 16) & 255, (number >>> 8) & 255, number & 255)
      else pushNumber(bytes, number)
    }
    bytes.push(...operator)
  }
  return Buffer.from(bytes)
}

function index(items: readonly Uint8Array[]): Buffer {
  if (items.length === 0) return Buffer.from([0, 0])
  const ends = [1]
  for (const item of items) ends.push((ends.at(-1) as number) + item.length)
  // As many bytes for each offset as the largest needs.
  const bytes = Math.ceil(Math.log2((ends.at(-1) as number) + 1) / 8)
  const head = Buffer.alloc(3 + bytes * ends.length)
  head.writeUInt16BE(items.length, 0)
  head.writeUInt8(bytes, 2)
  ends.forEach((end, at) => head.writeUIntBE(end, 3 + bytes * at, bytes))
  return Buffer.concat([head, ...items])
}
