import { charstring } from './charstring'
import { openOutlines, type Contour } from './outlines'

export type Face = ReturnType<typeof openFace>

/**
 * A font for papers, to be opened once and shared by all: what was worked out of a glyph is kept. Every character stands by
 * itself, as Chinese is set; there are no ligatures and no kerning to look for. Of a font of 10 MB a paper pays only for the
 * characters on it, so rare ones need no other font. Characters are told apart by code point and not by glyph: two that look
 * the same would otherwise be copied out of the paper as one of them. Code point 0 is the empty box.
 */
export function openFace(font: Buffer) {
  const outlines = openOutlines(font)
  const em = 1000
  if (outlines.unitsPerEm !== em) throw new Error('the compact format is written for fonts of a thousand units an em')
  const charstrings = new Map<number, Uint8Array>()
  const widths = new Map<number, number>()

  const unitsOf = (codePoint: number): number => {
    let width = widths.get(codePoint)
    if (width === undefined) widths.set(codePoint, width = outlines.widthOf(outlines.glyphOf(codePoint)))
    return width
  }
  const { postscriptName, ascent, descent, capHeight, box } = outlines

  return {
    postscriptName, em, ascent, descent, capHeight, box,
    unitsOf,
    /** In ems. */
    widthOf(words: string): number {
      let units = 0
      for (const character of words) units += unitsOf(character.codePointAt(0) as number)
      return units / em
    },
    outlineOf: (character: string): Contour[] => outlines.outlineOf(outlines.glyphOf(character.codePointAt(0) as number)),
    charstringOf(codePoint: number): Uint8Array {
      let drawn = charstrings.get(codePoint)
      if (drawn === undefined) charstrings.set(codePoint, drawn = charstring(outlines.outlineOf(outlines.glyphOf(codePoint))))
      return drawn
    },
  }
}
