import { ink } from './colours'
import type { Fonts } from './fonts'
import { fitName, lineHeight } from './lines'
import { posterWords } from './paper.text'
import { middleOfLine, openSheet, type Sheet } from './sheet'
import { pictureGrid, pictureStroke, stepPictures, telephone } from './step-pictures'

export type PosterSize = 'A3' | 'A4'

export type GatePoster = {
  marketName: string
  gateName: string
  /** What the code holds. */
  link: string
  /** The token as people type it, in groups. */
  readableCode: string
  hotline: string
  size: PosterSize
  /** UTC ms. */
  madeAt: number
}

/** Drawn as A4; A3 is the same sheet by the square root of two. Printers leave about 5 mm of any edge white. */
const page = { width: 210, height: 297, margin: 12 }
const inner = page.width - 2 * page.margin
const middle = page.width / 2

/**
 * A gate's poster, one page ready for print.
 * @throws RangeError when the link is too long for a code
 */
export function gatePoster(fonts: Fonts, poster: GatePoster): Promise<Buffer> {
  const { marketName, gateName, size, madeAt } = poster
  const sheet = openSheet({ title: posterWords.title(marketName, gateName), madeAt, fonts })
  sheet.page(page.width, page.height, size === 'A3' ? Math.SQRT2 : 1)
  drawHead(sheet, poster)
  drawCode(sheet, poster)
  drawSteps(sheet)
  drawFoot(sheet, poster)
  return sheet.end()
}

function drawHead(sheet: Sheet, { marketName, gateName }: GatePoster): void {
  const head = { x: page.margin, y: page.margin, width: inner, height: 54 }
  sheet.panel(head, { radius: 5, fill: ink.teal })

  const room = { top: head.y + 6, height: 29 }
  const widthOf = (words: string, at: number): number => sheet.widthOf(words, at, 'bold')
  const { size, lines } = fitName(marketName, { width: inner - 20, height: room.height, lines: 3, most: 21, least: 12, widthOf })
  lines.forEach((line, at) => {
    const centre = room.top + room.height / 2 + (at - (lines.length - 1) / 2) * lineHeight * size
    sheet.text(line, middle, centre + size * middleOfLine, { size, weight: 'bold', colour: ink.white, align: 'centre' })
  })
  sheet.text(`${gateName} · ${posterWords.free}`, middle, head.y + 47, { size: 7, colour: ink.white, align: 'centre' })
}

function drawCode(sheet: Sheet, { link, readableCode }: GatePoster): void {
  const top = 71
  sheet.text(posterWords.call, middle, top + 9, { size: 10.5, weight: 'bold', colour: ink.tealDeep, align: 'centre' })
  const side = 110
  const x = middle - side / 2
  const y = top + 16
  sheet.qr(link, 'wall', { x, y, side })
  // The quiet zone stays white.
  drawCorners(sheet, { x: x - 2, y: y - 2, side: side + 4 })
  sheet.text(readableCode, middle, y + side + 10.5, { size: 7.2, weight: 'bold', colour: ink.text, align: 'centre' })
  sheet.text(posterWords.codeLabel, middle, y + side + 16.8, { size: 4.2, colour: ink.soft, align: 'centre' })
}

/** The corners of a viewfinder, outside the quiet zone. */
function drawCorners(sheet: Sheet, { x, y, side }: { x: number; y: number; side: number }): void {
  const arm = 16
  const radius = 5
  const corner = (right: boolean, bottom: boolean): string => {
    const cx = right ? side : 0
    const cy = bottom ? side : 0
    const dx = right ? -1 : 1
    const dy = bottom ? -1 : 1
    return `M${cx} ${cy + dy * arm}V${cy + dy * radius}Q${cx} ${cy} ${cx + dx * radius} ${cy}H${cx + dx * arm}`
  }
  const path = [corner(false, false), corner(true, false), corner(true, true), corner(false, true)].join('')
  sheet.drawing(path, { x, y, side, grid: side, stroke: 1.6, colour: ink.teal })
}

function drawSteps(sheet: Sheet): void {
  const top = 222
  const column = inner / 3
  posterWords.steps.forEach(({ name, lines }, at) => {
    const x = page.margin + at * column
    const picture = { x: x + 1, y: top, side: 26 }
    sheet.panel({ x: picture.x, y: picture.y, width: picture.side, height: picture.side }, { radius: 5, fill: ink.tealSoft })
    const drawn = 21
    sheet.drawing(stepPictures[at] ?? '', {
      x: picture.x + (picture.side - drawn) / 2, y: picture.y + (picture.side - drawn) / 2, side: drawn,
      grid: pictureGrid, stroke: pictureStroke, colour: ink.tealDeep,
    })
    const words = picture.x + picture.side + 4
    sheet.text(`${at + 1}`, words, top + 9.8, { size: 9, weight: 'bold', colour: ink.teal })
    sheet.text(name, words + 7.5, top + 9.8, { size: 9, weight: 'bold', colour: ink.text })
    lines.forEach((line, row) => sheet.text(line, words, top + 17.6 + row * 6.3, { size: 4.3, colour: ink.soft }))
  })
}

function drawFoot(sheet: Sheet, { hotline }: GatePoster): void {
  const foot = { x: page.margin, y: 253.5, width: inner, height: 24 }
  const centre = foot.y + foot.height / 2
  sheet.panel(foot, { radius: 5, fill: ink.paper })
  sheet.drawing(telephone, { x: foot.x + 6, y: centre - 6, side: 12, grid: pictureGrid, stroke: pictureStroke * 1.6, colour: ink.tealDeep })
  sheet.text(posterWords.hotline, foot.x + 22, foot.y + 8.5, { size: 4.2, colour: ink.soft })
  sheet.text(hotline, foot.x + 22, foot.y + 19, { size: 9.5, weight: 'bold', colour: ink.text })
  const right = foot.x + foot.width - 7
  posterWords.desk.forEach((line, row) =>
    sheet.text(line, right, foot.y + 10 + row * 7.4, { size: 5.4, weight: row === 0 ? 'regular' : 'bold', colour: ink.text, align: 'right' }))
  sheet.text(posterWords.care, middle, 284.5, { size: 3.7, colour: ink.soft, align: 'centre' })
}
