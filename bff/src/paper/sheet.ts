import PDFDocument from 'pdfkit'
import type { Ink } from './colours'
import type { Fonts, Weight } from './fonts'
import { qrSquares } from './qr'

/** Points of one millimetre. */
const millimetre = 72 / 25.4

/** Where a Chinese character's middle lies above the baseline, in ems: what looks centred is centred on it. */
export const middleOfLine = 0.38

type TextStyle = { size: number; weight?: Weight; colour: Ink; align?: 'left' | 'centre' | 'right' }
type Box = { x: number; y: number; width: number; height: number }

export type Sheet = ReturnType<typeof openSheet>

type SheetOptions = {
  title: string
  /** UTC ms, for the file's own note of when it was made: the same input gives the same bytes. */
  madeAt: number
  fonts: Fonts
}

/**
 * A paper of one page, drawn in millimetres from its upper left corner. Text is placed by its baseline, as a printer
 * does. Widths may be asked before `page` begins the page, so that a paper can be as long as what stands on it.
 */
export function openSheet({ title, madeAt, fonts }: SheetOptions) {
  const doc = new PDFDocument({
    autoFirstPage: false,
    margin: 0,
    // Without this pdfkit names Helvetica in every file, which is then a font that is not embedded.
    font: '',
    lang: 'zh-CN',
    displayTitle: true,
    info: { Title: title, Creator: '零工市场', Producer: 'pdfkit', CreationDate: new Date(madeAt) },
  })
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<Buffer>((resolve, reject) => {
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.on('error', reject)
  })

  const registered = new Set<string>()
  const use = (name: string, data: Buffer, size: number): void => {
    if (!registered.has(name)) {
      doc.registerFont(name, data)
      registered.add(name)
    }
    doc.font(name).fontSize(size)
  }

  /** Neighbouring characters of one font file, with the width of each run. */
  const runsOf = (words: string, size: number, weight: Weight) => {
    const runs: { text: string; name: string; data: Buffer; width: number }[] = []
    for (const character of words) {
      const { name, data } = fonts.fileFor(character, weight)
      const last = runs.at(-1)
      if (last?.name === name) last.text += character
      else runs.push({ text: character, name, data, width: 0 })
    }
    for (const run of runs) {
      use(run.name, run.data, size)
      run.width = doc.widthOfString(run.text)
    }
    return runs
  }

  const widthOf = (words: string, size: number, weight: Weight = 'regular'): number =>
    runsOf(words, size, weight).reduce((sum, run) => sum + run.width, 0)

  return {
    widthOf,

    /** @param scale how much larger than drawn it is printed */
    page(width: number, height: number, scale = 1): void {
      const unit = millimetre * scale
      doc.addPage({ size: [width * unit, height * unit], margin: 0 })
      doc.scale(unit)
    },

    /** One line; `x` is its left end, middle or right end as aligned. */
    text(words: string, x: number, baseline: number, { size, weight = 'regular', colour, align = 'left' }: TextStyle): void {
      const runs = runsOf(words, size, weight)
      const whole = runs.reduce((sum, run) => sum + run.width, 0)
      let at = x - (align === 'centre' ? whole / 2 : align === 'right' ? whole : 0)
      for (const run of runs) {
        use(run.name, run.data, size)
        doc.fillColor(colour).text(run.text, at, baseline, { lineBreak: false, baseline: 'alphabetic' })
        at += run.width
      }
    },

    /** A filled rectangle with round corners. */
    panel({ x, y, width: w, height: h }: Box, { radius, fill }: { radius: number; fill: Ink }): void {
      doc.roundedRect(x, y, w, h, radius).fill(fill)
    },

    dashes(x1: number, y1: number, x2: number, y2: number, colour: Ink, { stroke, dash }: { stroke: number; dash: number }): void {
      doc.save().moveTo(x1, y1).lineTo(x2, y2).lineWidth(stroke).dash(dash, { space: dash }).stroke(colour).restore()
    },

    /** A line drawing: the `d` of a path on a square grid, drawn `side` large with strokes of `stroke` grid units. */
    drawing(path: string, { x, y, side, grid, stroke, colour }: { x: number; y: number; side: number; grid: number; stroke: number; colour: Ink }): void {
      doc.save().translate(x, y).scale(side / grid)
      doc.path(path).lineWidth(stroke).lineCap('round').lineJoin('round').stroke(colour)
      doc.restore()
    },

    /** Modules on one side of this code, quiet zone included: what a printer's dots have to be shared among. */
    modulesOf: (link: string, wear: 'wall' | 'hand'): number => qrSquares(link, wear).size,

    /** The code with its quiet zone, black on white, in a square of `side`. */
    qr(link: string, wear: 'wall' | 'hand', { x, y, side }: { x: number; y: number; side: number }): void {
      const { path, size } = qrSquares(link, wear)
      doc.rect(x, y, side, side).fill('#ffffff')
      doc.save().translate(x, y).scale(side / size)
      doc.path(path).fill('#000000')
      doc.restore()
    },

    end(): Promise<Buffer> {
      doc.end()
      return ended
    },
  }
}
