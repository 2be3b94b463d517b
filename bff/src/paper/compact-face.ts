import { compactFont } from './cff'
import { charstring } from './charstring'
import type { FontOutlines } from './outlines'

/** A glyph as pdfkit asks for it. */
type Glyph = { id: number; advanceWidth: number; codePoints: number[] }
type Position = { xAdvance: number; yAdvance: number; xOffset: number; yOffset: number; advanceWidth: number }

/** What pdfkit takes of a font: of one that it does not open itself it asks these and no more. */
export type CompactFace = ReturnType<typeof compactFace>

/**
 * A font for papers, to be opened once and shared by all: what was worked out of a glyph is kept. Every character
 * stands by itself, as Chinese is set; there are no ligatures and no kerning to look for. Of a whole font of 10 MB a paper
 * pays only for the glyphs on it, so rare characters need no other font.
 */
export function compactFace(outlines: FontOutlines) {
  const { postscriptName, unitsPerEm, ascent, descent, capHeight, xHeight, box } = outlines
  const glyphs = new Map<number, Glyph>()
  const charstrings = new Map<number, Uint8Array>()

  if (unitsPerEm !== 1000) throw new Error('the compact format is written for fonts of a thousand units an em')

  // A glyph goes by its character, not by its place in the file: two characters that look the same would otherwise be read
  // and copied out of the paper as one of them. 0 is the empty box.
  const glyphFor = (codePoint: number): Glyph => {
    let glyph = glyphs.get(codePoint)
    if (glyph === undefined) {
      glyphs.set(codePoint, glyph = { id: codePoint, advanceWidth: outlines.widthOf(outlines.glyphOf(codePoint)), codePoints: [codePoint] })
    }
    return glyph
  }
  const charstringOf = (codePoint: number): Uint8Array => {
    let drawn = charstrings.get(codePoint)
    if (drawn === undefined) charstrings.set(codePoint, drawn = charstring(outlines.outlineOf(outlines.glyphOf(codePoint))))
    return drawn
  }
  const glyphsOf = (words: string): Glyph[] => Array.from(words, (character) => glyphFor(character.codePointAt(0) as number))

  return {
    postscriptName,
    unitsPerEm, ascent, descent, capHeight, xHeight,
    lineGap: 0,
    italicAngle: 0,
    bbox: box,
    post: { isFixedPitch: false },
    head: { macStyle: { italic: false } },

    /** In ems. */
    widthOf: (words: string): number => glyphsOf(words).reduce((sum, { advanceWidth }) => sum + advanceWidth, 0) / unitsPerEm,
    outlineOf: (character: string) => outlines.outlineOf(outlines.glyphOf(character.codePointAt(0) as number)),
    getGlyph: glyphFor,

    layout(words: string): { glyphs: Glyph[]; positions: Position[]; advanceWidth: number } {
      const found = glyphsOf(words)
      const positions = found.map(({ advanceWidth }) => ({ xAdvance: advanceWidth, yAdvance: 0, xOffset: 0, yOffset: 0, advanceWidth }))
      return { glyphs: found, positions, advanceWidth: found.reduce((sum, { advanceWidth }) => sum + advanceWidth, 0) }
    },

    /** The glyphs of one paper, numbered as they come. */
    createSubset() {
      const numbers = new Map<number, number>([[0, 0]])
      return {
        cff: true,
        includeGlyph(id: number): number {
          let number = numbers.get(id)
          if (number === undefined) numbers.set(id, number = numbers.size)
          return number
        },
        encode: (): Buffer =>
          compactFont({ name: postscriptName, box: [box.minX, box.minY, box.maxX, box.maxY], charstrings: [...numbers.keys()].map(charstringOf) }),
      }
    },
  }
}
