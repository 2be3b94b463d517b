import { deflateSync } from 'node:zlib'
import type PDFDocument from 'pdfkit'
import { compactFont } from './cff'
import type { Face } from './face'

type Document = InstanceType<typeof PDFDocument>

export type TextStyle = { x: number; y: number; size: number; bold: boolean; inverted: boolean }
export type EmbeddedFont = ReturnType<typeof embedFont>

/** Six capitals before a font's name say that it is a part of one (ISO 32000-1, 9.6.4). */
const partOf = 'AGREEM'
/** How much wider the pen makes a bold line, in ems: bold enough to stand out, without a second font in every file. */
const boldPen = 0.028

/**
 * A face in one document, of which only the characters that are shown are embedded (ISO 32000-1, 9.7: a composite font
 * with numbers of two bytes). pdfkit's own way opens the font anew for every paper and writes the width of every character.
 * @param words everything that will be shown. Chinese characters with the same radical stand together in Unicode: written in its
 * order, their common strokes are found again by the compression, which takes a seventh off the font.
 */
export function embedFont(doc: Document, face: Face, words: Iterable<string>) {
  const font = doc.ref({})
  const shown = new Set<number>()
  for (const some of words) for (const character of some) shown.add(character.codePointAt(0) as number)
  const codePoints = [0, ...[...shown].sort((one, other) => one - other)]
  const numbers = new Map(codePoints.map((codePoint, number) => [codePoint, number]))
  const resources = doc as unknown as { page: { fonts: Record<string, unknown> } }

  return {
    /** One line of text, by its baseline, on a page whose y runs down. */
    show(words: string, { x, y, size, bold, inverted }: TextStyle): void {
      resources.page.fonts.F1 = font
      const codes = Array.from(words, (character) => twoBytes(numbers.get(character.codePointAt(0) as number) ?? 0)).join('')
      const colour = inverted ? 1 : 0
      const pen = bold ? `2 Tr ${round(size * boldPen)} w 1 j` : '0 Tr'
      doc.addContent(`BT ${colour} g ${colour} G ${pen} /F1 ${size} Tf 1 0 0 -1 ${tenths(x)} ${tenths(y)} Tm (${codes}) Tj ET`)
    },

    /** Writes the font; to be called once, when everything is shown. */
    end(): void {
      const name = `${partOf}+${face.postscriptName}`
      const { ascent, descent, capHeight, box } = face
      const bounds = [box.minX, box.minY, box.maxX, box.maxY] as const
      // The font is most of the file: compressed as far as it goes, which pdfkit would not do.
      const file = doc.ref({ Subtype: 'CIDFontType0C', Filter: 'FlateDecode' })
      end(file, deflateSync(compactFont({ name, box: bounds, charstrings: codePoints.map(face.charstringOf) }), { level: 9, memLevel: 7 }))
      // Symbolic: its characters are not those of the Latin standard set.
      const descriptor = doc.ref({ Type: 'FontDescriptor', FontName: name, Flags: 4, FontBBox: bounds, ItalicAngle: 0, Ascent: ascent, Descent: descent, CapHeight: capHeight, StemV: 80, FontFile3: file })
      end(descriptor)
      const descendant = doc.ref({
        Type: 'Font', Subtype: 'CIDFontType0', BaseFont: name, FontDescriptor: descriptor, DW: face.em, W: otherWidths(codePoints.map(face.unitsOf), face.em),
        // String objects are how pdfkit tells a string from a name.
        CIDSystemInfo: { Registry: new String('Adobe'), Ordering: new String('Identity'), Supplement: 0 },
      })
      end(descendant)
      const unicode = doc.ref({})
      end(unicode, Buffer.from(unicodeMap(codePoints), 'latin1'))
      Object.assign(font.data, { Type: 'Font', Subtype: 'Type0', BaseFont: name, Encoding: 'Identity-H', DescendantFonts: [descendant], ToUnicode: unicode })
      end(font)
    },
  }
}

/** The library's types ask for a last piece of content even where there is none. */
function end(object: { end(chunk?: unknown): void }, content?: Buffer): void {
  object.end(content)
}

/** As they stand in a string, which takes less than digits do when it is compressed (ISO 32000-1, 7.3.4.2). */
const twoBytes = (number: number): string => String.fromCharCode(number >> 8, number & 255).replace(/[()\\\r]/g, (byte) => (byte === '\r' ? '\\r' : `\\${byte}`))
const hex = (number: number): string => number.toString(16).padStart(4, '0')
const round = (value: number): number => Math.round(value * 100) / 100

/** Finer than any printer's dot; each digit more is written some hundred times. */
const tenths = (value: number): number => Math.round(value * 10) / 10

/** Runs of widths that are not the usual one: the number of the first, then its row. */
function otherWidths(widths: readonly number[], usual: number): (number | number[])[] {
  const runs: (number | number[])[] = []
  let row: number[] | null = null
  widths.forEach((width, number) => {
    if (width === usual) row = null
    else if (row === null) runs.push(number, row = [width])
    else row.push(width)
  })
  return runs
}

/** Which character each number is, so that the text can be searched, copied and read aloud (ISO 32000-1, 9.10.3). */
function unicodeMap(codePoints: readonly number[]): string {
  const rows: string[] = []
  // A row keeps to one first byte, and a block to a hundred rows.
  for (let first = 0; first < codePoints.length; first += 256) {
    const some = codePoints.slice(first, first + 256)
    rows.push(`<${hex(first)}> <${hex(first + some.length - 1)}> [${some.map((codePoint) => `<${utf16(codePoint).map(hex).join('')}>`).join('')}]`)
  }
  return [
    '/CIDInit /ProcSet findresource begin', '12 dict begin', 'begincmap', '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def', '/CMapType 2 def', '1 begincodespacerange', '<0000> <ffff>', 'endcodespacerange',
    `${rows.length} beginbfrange`, ...rows, 'endbfrange',
    'endcmap', 'CMapName currentdict /CMap defineresource pop', 'end', 'end',
  ].join('\n')
}

/** The empty box stands for no character; it is copied as the sign for one that is missing. */
const utf16 = (codePoint: number): number[] => {
  const character = String.fromCodePoint(codePoint === 0 ? 0xfffd : codePoint)
  return Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
}
