import PDFDocument from 'pdfkit'
import { withSignaturePlace } from '../crypto/pdf-place'
import { layOut, sheet, type AgreementPaper, type Mark, type Part } from './agreement-layout'
import { segmentsOf, type Place } from './charstring'
import { embedFont, type EmbeddedFont } from './embedded-font'
import type { Face } from './face'
import { writtenLines } from './handwriting'
import type { Contour } from './outlines'
import { agreementWords } from './paper.text'
import { qrSquares } from './qr'

export type { AgreementPaper } from './agreement-layout'

type Document = InstanceType<typeof PDFDocument>

/**
 * An agreement as a PDF of A4 pages with a place for the platform's signature: PDF 1.7, tagged, with a language, so that it can be
 * read aloud. Black on white but for the word 测试. The same input gives the same bytes.
 * @throws RangeError when the link is too long for a code
 */
export async function agreement(face: Face, paper: AgreementPaper): Promise<Buffer> {
  const doc = new PDFDocument({
    autoFirstPage: false,
    pdfVersion: '1.7',
    // Without this pdfkit names Helvetica in every file, which is then a font that is not embedded.
    font: '',
    lang: 'zh-CN',
    displayTitle: true,
    tagged: true,
    info: { Title: `${paper.title} ${paper.number}`, Creator: '零工市场', Producer: 'pdfkit', CreationDate: new Date(paper.madeAt) },
  })
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<Buffer>((resolve, reject) => {
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.on('error', reject)
  })
  const pages = layOut(paper, face.widthOf)
  const font = embedFont(doc, face, pages.flat().flatMap(({ marks }) => marks.map((mark) => (mark.kind === 'text' ? mark.words : ''))))
  const testMark = paper.test ? testMarkOf(doc, face) : null
  const whole = doc.struct('Document')
  doc.addStructure(whole)
  for (const page of pages) {
    doc.addPage({ size: [sheet.width, sheet.height], margin: 0 })
    if (testMark !== null) stamp(doc, testMark)
    for (const part of page) drawPart(doc, font, whole, part)
  }
  whole.end()
  font.end()
  doc.end()
  return withSignaturePlace(await ended, paper.seal)
}

function drawPart(doc: Document, font: EmbeddedFont, whole: PDFKit.PDFStructureElement, { tag, alternative, marks }: Part): void {
  const draw = (): void => marks.forEach((mark) => drawMark(doc, font, mark))
  if (tag === 'Artifact') {
    doc.markContent('Artifact')
    draw()
    doc.endMarkedContent()
  } else whole.add(doc.struct(tag, alternative === undefined ? {} : { alt: alternative }, [draw]))
}

function drawMark(doc: Document, font: EmbeddedFont, mark: Mark): void {
  switch (mark.kind) {
    case 'text':
      font.show(mark.words, { x: mark.x, y: mark.y, size: mark.size, bold: mark.weight === 'bold', inverted: mark.inverted === true })
      return
    case 'box':
      doc.rect(mark.x, mark.y, mark.width, mark.height)
      if (mark.filled) doc.fill('black')
      else doc.lineWidth(1.1).stroke('black')
      return
    case 'line':
      doc.moveTo(mark.x1, mark.y1).lineTo(mark.x2, mark.y2).lineWidth(0.6).stroke('black')
      return
    case 'writing':
      drawWriting(doc, mark)
      return
    case 'code': {
      const { runs, size } = qrSquares(mark.link, 'hand')
      doc.rect(mark.x, mark.y, mark.side, mark.side).fill('white')
      // In whole modules, scaled: shorter to write than places in points.
      doc.save().translate(mark.x, mark.y).scale(mark.side / size)
      for (const { x, y, length } of runs) doc.rect(x, y, length, 1)
      doc.fill('black').restore()
    }
  }
}

/** As a ball pen would: round, even, dark enough for a fax. */
function drawWriting(doc: Document, { strokes, x, y, width, height }: Extract<Mark, { kind: 'writing' }>): void {
  doc.save().translate(x, y)
  for (const [first, ...rest] of writtenLines(strokes, { width, height })) {
    if (first === undefined) continue
    doc.moveTo(first.x, first.y)
    // A dot is a line that goes nowhere; some readers draw nothing for it.
    if (rest.length === 0) doc.lineTo(first.x + 0.01, first.y)
    for (const place of rest) doc.lineTo(place.x, place.y)
  }
  doc.lineWidth(1.5).lineCap('round').lineJoin('round').stroke('black').restore()
}

type Drawing = ReturnType<Document['ref']>

/**
 * The word across the page, as outlines under the text: thin and dashed, so that the text stays readable, and dark enough that a
 * fax, which knows only black and white, keeps them. In whole points, which in letters of three inches nobody sees. One drawing that
 * every page shows (a form, ISO 32000-1, 8.10); its x runs right and its y down, from the middle of the page.
 */
function testMarkOf(doc: Document, face: Face): Drawing {
  const size = 250
  const scale = size / face.em
  const path: string[] = []
  Array.from(agreementWords.test).forEach((character, at, all) => {
    const x = (at - all.length / 2) * size
    for (const contour of face.outlineOf(character)) path.push(outline(contour, (place) => `${Math.round(x + place.x * scale)} ${Math.round(size * 0.38 - place.y * scale)}`))
  })
  const form = doc.ref({ Type: 'XObject', Subtype: 'Form', BBox: [-size, -size, size, size] })
  form.end(Buffer.from(`0.4 G 1.3 w [5 3] 0 d ${path.join(' ')} S`, 'latin1'))
  return form
}

function stamp(doc: Document, form: Drawing): void {
  const { page } = doc as unknown as { page: { xobjects: Record<string, unknown> } }
  page.xobjects.Mark = form
  doc.markContent('Artifact')
  doc.save().translate(sheet.width / 2, sheet.height / 2).rotate(-40)
  doc.addContent('/Mark Do')
  doc.restore()
  doc.endMarkedContent()
}

/** A closed outline in a PDF's own words. */
function outline(contour: Contour, to: (place: Place) => string): string {
  const segments = segmentsOf(contour, 2)
  const [first] = segments
  if (first === undefined) return ''
  return [`${to(first.from)} m`, ...segments.map(({ to: end, pulls }) => (pulls === null ? `${to(end)} l` : `${[...pulls, end].map(to).join(' ')} c`)), 'h'].join(' ')
}
