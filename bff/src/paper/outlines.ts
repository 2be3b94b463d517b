/** A point of an outline in the font's units; two that are not `on` it have one half way between them that is. */
export type Point = { x: number; y: number; on: boolean }
export type Contour = readonly Point[]

/** A TrueType file opened for reading: its own numbers, nothing of it copied. */
export type FontOutlines = {
  postscriptName: string
  unitsPerEm: number
  ascent: number
  descent: number
  capHeight: number
  xHeight: number
  box: { minX: number; minY: number; maxX: number; maxY: number }
  /** 0, the empty box, for a character the font has not. */
  glyphOf(codePoint: number): number
  widthOf(glyph: number): number
  outlineOf(glyph: number): Contour[]
}

const onCurve = 1
const repeated = 8
const axes = [{ byte: 2, same: 16 }, { byte: 4, same: 32 }] as const

/**
 * Reads the tables of a TrueType font that outlines need (OpenType 1.9: head, hhea, OS/2, cmap 12, hmtx, loca, glyf).
 * Opening takes a tenth of a millisecond, because nothing is read before it is asked for: what makes general font
 * libraries slow here is that they parse all of a font of 30,000 glyphs.
 * @throws Error for a font with what Noto Sans SC has none of: composite glyphs, short offsets
 */
export function openOutlines(font: Buffer): FontOutlines {
  const tables = new Map(Array.from({ length: font.readUInt16BE(4) }, (_, at) => {
    const entry = 12 + 16 * at
    return [font.toString('latin1', entry, entry + 4), font.readUInt32BE(entry + 8)] as const
  }))
  const table = (tag: string): number => {
    const at = tables.get(tag)
    if (at === undefined) throw new Error(`the font has no table ${tag}`)
    return at
  }
  const [head, hhea, os2, hmtx, loca, glyf] = ['head', 'hhea', 'OS/2', 'hmtx', 'loca', 'glyf'].map(table) as [number, number, number, number, number, number]
  if (font.readInt16BE(head + 50) !== 1) throw new Error('fonts with short offsets are not read')
  const widths = font.readUInt16BE(hhea + 34)
  const groups = characterGroups(font, table('cmap'))

  return {
    postscriptName: postscriptName(font, table('name')),
    unitsPerEm: font.readUInt16BE(head + 18),
    ascent: font.readInt16BE(hhea + 4),
    descent: font.readInt16BE(hhea + 6),
    xHeight: font.readInt16BE(os2 + 86),
    capHeight: font.readInt16BE(os2 + 88),
    box: { minX: font.readInt16BE(head + 36), minY: font.readInt16BE(head + 38), maxX: font.readInt16BE(head + 40), maxY: font.readInt16BE(head + 42) },

    glyphOf(codePoint) {
      let [low, high] = [0, groups.length - 1]
      while (low <= high) {
        const middle = (low + high) >> 1
        const { first, last, glyph } = groups[middle] as CharacterGroup
        if (codePoint < first) high = middle - 1
        else if (codePoint > last) low = middle + 1
        else return glyph + codePoint - first
      }
      return 0
    },

    widthOf: (glyph) => font.readUInt16BE(hmtx + 4 * Math.min(glyph, widths - 1)),

    outlineOf(glyph) {
      const begin = glyf + font.readUInt32BE(loca + 4 * glyph)
      return glyf + font.readUInt32BE(loca + 4 * glyph + 4) === begin ? [] : readOutline(font, begin)
    },
  }
}

type CharacterGroup = { first: number; last: number; glyph: number }

/** The groups of the character map of all of Unicode (platform 3, encoding 10), in ascending order as the format asks. */
function characterGroups(font: Buffer, cmap: number): CharacterGroup[] {
  for (let at = 0; at < font.readUInt16BE(cmap + 2); at += 1) {
    const record = cmap + 4 + 8 * at
    const map = cmap + font.readUInt32BE(record + 4)
    if (font.readUInt16BE(record) !== 3 || font.readUInt16BE(record + 2) !== 10 || font.readUInt16BE(map) !== 12) continue
    return Array.from({ length: font.readUInt32BE(map + 12) }, (_, group) => {
      const start = map + 16 + 12 * group
      return { first: font.readUInt32BE(start), last: font.readUInt32BE(start + 4), glyph: font.readUInt32BE(start + 8) }
    })
  }
  throw new Error('the font has no map of all characters')
}

function postscriptName(font: Buffer, name: number): string {
  for (let at = 0; at < font.readUInt16BE(name + 2); at += 1) {
    const record = name + 6 + 12 * at
    if (font.readUInt16BE(record) !== 3 || font.readUInt16BE(record + 6) !== 6) continue
    const start = name + font.readUInt16BE(name + 4) + font.readUInt16BE(record + 10)
    return Buffer.from(font.subarray(start, start + font.readUInt16BE(record + 8))).swap16().toString('utf16le')
  }
  throw new Error('the font has no name')
}

function readOutline(font: Buffer, begin: number): Contour[] {
  const contours = font.readInt16BE(begin)
  if (contours < 0) throw new Error('composite glyphs are not read')
  const ends = Array.from({ length: contours }, (_, at) => font.readUInt16BE(begin + 10 + 2 * at))
  const points = (ends.at(-1) ?? -1) + 1
  let at = begin + 10 + 2 * contours
  at += 2 + font.readUInt16BE(at)
  const flags: number[] = []
  while (flags.length < points) {
    const flag = font.readUInt8(at++)
    const times = (flag & repeated) === 0 ? 1 : 1 + font.readUInt8(at++)
    for (let time = 0; time < times; time += 1) flags.push(flag)
  }
  const [xs, ys] = axes.map(({ byte, same }) => {
    let value = 0
    return flags.map((flag) => {
      if ((flag & byte) !== 0) value += (flag & same) === 0 ? -font.readUInt8(at++) : font.readUInt8(at++)
      else if ((flag & same) === 0) {
        value += font.readInt16BE(at)
        at += 2
      }
      return value
    })
  }) as [number[], number[]]
  return ends.map((end, contour) => {
    const from = contour === 0 ? 0 : (ends[contour - 1] as number) + 1
    return flags.slice(from, end + 1).map((flag, point) => ({ x: xs[from + point] as number, y: ys[from + point] as number, on: (flag & onCurve) !== 0 }))
  })
}
