import { deflateSync } from 'node:zlib'
import PDFDocument from 'pdfkit'
import subsetFont from 'subset-font'
import { compactFont } from '../../src/paper/cff'
import { openFace } from '../../src/paper/face'
import { fullFont, loadFonts } from '../../src/paper/fonts'

export type FontMaker = { what: string; /** The bytes it takes in a file. */ make(): Promise<number> }

/** Tables of a subset that a PDF says itself or has no use for. */
const unneeded = ['GSUB', 'GPOS', 'GDEF', 'BASE', 'VORG', 'vhea', 'vmtx', 'name', 'OS/2', 'post', 'cmap']
const deflated = (font: Uint8Array): number => deflateSync(font, { level: 9, memLevel: 7 }).length

/** Ways to embed the characters of a text from the same font: our own, and the libraries that are here. */
export async function fontMakers(text: string): Promise<FontMaker[]> {
  const characters = [...new Set(text)].filter((one) => one !== '\n').sort().join('')
  const codePoints = [0, ...Array.from(characters, (one) => one.codePointAt(0) as number)]
  const face = openFace(fullFont('regular'))
  const { data } = (await loadFonts()).fileFor('一', 'regular')
  const withPdfkit = (): Promise<number> => new Promise((resolve) => {
    const doc = new PDFDocument({ size: 'A4', font: '' })
    let bytes = 0
    doc.on('data', (chunk: Buffer) => { bytes += chunk.length })
    doc.on('end', () => resolve(bytes))
    doc.registerFont('one', data)
    doc.font('one').fontSize(10).text(characters)
    doc.end()
  })
  return [
    { what: 'ours (outlines rounded, cubic, CFF)', make: () => Promise.resolve(deflated(compactFont({ name: face.postscriptName, box: [0, 0, 1000, 1000], charstrings: codePoints.map(face.charstringOf) }))) },
    { what: 'subset-font (HarfBuzz), from the one reduced to GB 2312', make: async () => deflated(await subsetFont(data, characters, { targetFormat: 'sfnt', noHinting: true, dropTables: unneeded })) },
    { what: 'pdfkit (fontkit), the same, as a PDF of them once', make: withPdfkit },
  ]
}
