import { ink, type Ink } from './colours'
import type { Fonts } from './fonts'
import { fitName, lineHeight, wrap } from './lines'
import { slipWords } from './paper.text'
import { middleOfLine, openSheet, type Sheet } from './sheet'

export type SlipSize = 'A6' | '58mm'

export type Slip = {
  marketName: string
  /** As everybody may read it: 王*国. */
  nameMasked: string
  /** The number of that day's check-in; null for who has not checked in. */
  number: number | null
  /** The market's day, `YYYY-MM-DD`. */
  day: string
  /** What the code holds. */
  link: string
  /** The token as people type it, in groups. */
  readableCode: string
  hotline: string
  size: SlipSize
  /** UTC ms. */
  madeAt: number
}

type Look = {
  width: number
  /** 0 for a roll, which is cut where the text ends. */
  height: number
  margin: number
  /** Height of the coloured head; 0 for black words on white. */
  head: number
  market: number
  name: number
  number: number
  /** Most of the code's side, quiet zone included. */
  qr: number
  code: number
  small: number
  hotline: number
  gap: number
  text: Ink
  accent: Ink
}

/** Dots of a receipt printer's head in one millimetre (203 dpi). */
const dotsPerMillimetre = 8

/** On a roll everything is black: a thermal printer has no grey, and its head is 48 mm wide. */
const looks: Record<SlipSize, Look> = {
  A6: { width: 105, height: 148, margin: 8, head: 19, market: 8, name: 6.6, number: 12, qr: 46, code: 4.8, small: 3.8, hotline: 5.4, gap: 3.4, text: ink.text, accent: ink.tealDeep },
  '58mm': { width: 58, height: 0, margin: 5, head: 0, market: 5, name: 4.8, number: 11, qr: 42, code: 3.6, small: 3.2, hotline: 4.4, gap: 3.2, text: ink.black, accent: ink.black },
}

/** One piece of a slip, from top to bottom. */
type Piece = { height: number; draw(top: number): void }

/**
 * What a person without a phone carries: their number of the day and a code that staff scan.
 * @throws RangeError when the link is too long for a code
 */
export function slip(fonts: Fonts, paper: Slip): Promise<Buffer> {
  const look = looks[paper.size]
  const sheet = openSheet({ title: slipWords.title(paper.marketName, paper.nameMasked), madeAt: paper.madeAt, fonts })
  const pieces = piecesOf(sheet, paper, look)
  const used = pieces.reduce((sum, { height }) => sum + height, 2 * look.margin)
  const height = look.height === 0 ? used : look.height
  sheet.page(look.width, height)
  // What is left of a sheet goes between the pieces, so that it looks meant.
  const spare = (height - used) / (pieces.length - 1)
  let top = look.margin
  for (const piece of pieces) {
    piece.draw(top)
    top += piece.height + spare
  }
  return sheet.end()
}

function piecesOf(sheet: Sheet, paper: Slip, look: Look): Piece[] {
  const { width, margin, gap, small } = look
  const inner = width - 2 * margin
  const middle = width / 2
  const [, month = 0, date = 0] = paper.day.split('-').map(Number)

  /** A line in the middle, smaller where it would not fit. */
  const line = (words: string, most: number, colour: Ink, after: number): Piece => {
    const size = Math.min(most, inner / sheet.widthOf(words, 1, 'bold'))
    return {
      height: most * lineHeight + after,
      draw: (top) => sheet.text(words, middle, top + most * 0.95, { size, weight: 'bold', colour, align: 'centre' }),
    }
  }
  const rule: Piece = { height: gap, draw: (top) => sheet.dashes(margin, top, width - margin, top, look.text, { stroke: 0.25, dash: 1 }) }
  const advice = slipWords.advice.map((words): Piece => {
    const lines = wrap(words, { width: inner - small, size: small, widthOf: (text, at) => sheet.widthOf(text, at) })
    return {
      height: lines.length * small * 1.36 + gap * 0.3,
      draw: (top) => {
        sheet.panel({ x: margin, y: top + small * 0.42, width: small * 0.4, height: small * 0.4 }, { radius: small * 0.2, fill: look.accent })
        lines.forEach((text, at) => sheet.text(text, margin + small, top + small * (0.95 + at * 1.36), { size: small, colour: look.text }))
      },
    }
  })
  // Whole dots for every module: a printer that has to round makes some narrower, and the code harder to read.
  const modules = sheet.modulesOf(paper.link, 'hand')
  const side = (Math.floor((look.qr * dotsPerMillimetre) / modules) * modules) / dotsPerMillimetre

  return [
    marketPiece(sheet, paper.marketName, look),
    ...(look.head === 0 ? [rule] : []),
    ...(paper.number === null ? [] : [line(slipWords.number(paper.number), look.number, look.text, 0)]),
    line(paper.number === null ? paper.nameMasked : `${paper.nameMasked} · ${slipWords.day(month, date)}`, look.name, look.text, 0),
    { height: side, draw: (top) => sheet.qr(paper.link, 'hand', { x: middle - side / 2, y: top, side }) },
    line(paper.readableCode, look.code, look.text, gap),
    rule,
    ...advice,
    { ...rule, height: gap * 0.7, draw: (top) => rule.draw(top + gap * 0.2) },
    line(`${slipWords.hotline} ${paper.hotline}`, look.hotline, look.accent, 0),
  ]
}

function marketPiece(sheet: Sheet, name: string, { width, margin, head, market, accent, gap }: Look): Piece {
  const inner = width - 2 * margin
  const padding = head === 0 ? 0 : 4
  const { size, lines } = fitName(name, {
    width: inner - 2 * padding, height: head === 0 ? 20 : head - 5, lines: 3, most: market, least: market * 0.7, widthOf: (words, at) => sheet.widthOf(words, at, 'bold'),
  })
  const words = (1 + (lines.length - 1) * lineHeight) * size
  return {
    height: head === 0 ? words + gap : head + gap,
    draw: (top) => {
      if (head > 0) sheet.panel({ x: margin, y: top, width: inner, height: head }, { radius: 3, fill: ink.teal })
      const centre = top + (head === 0 ? words : head) / 2
      lines.forEach((line, at) => {
        const baseline = centre + (at - (lines.length - 1) / 2) * lineHeight * size + size * middleOfLine
        sheet.text(line, width / 2, baseline, { size, weight: 'bold', colour: head === 0 ? accent : ink.white, align: 'centre' })
      })
    },
  }
}
