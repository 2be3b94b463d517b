import type { SignaturePlace } from '../crypto/pdf-place'
import { fitName, wrap } from './lines'
import { agreementWords } from './paper.text'
import type { Weight } from './fonts'
import type { Handwriting } from './handwriting'
import { momentOnPaper } from './moment'

export type AgreementPaper = {
  title: string
  number: string
  /** What to know first: with whom, what, where and when, how much, how paid. */
  keyFacts: readonly { label: string; value: string }[]
  /** The whole text as it was signed; each of its lines becomes one paragraph. */
  text: string
  /** In the order they stand on the paper; `who` is the side, such as 甲方（用工方）. `signedAt` UTC ms. */
  signatures: readonly { who: string; name: string; signedAt: number; strokes: Handwriting }[]
  /** Where anybody can check it. */
  link: string
  /** Hex: SM3 of the text, SHA-256 of the record of the signing. */
  fingerprints: { textSm3: string; recordSha256: string }
  /** UTC ms. */
  madeAt: number
  /** Not a real agreement: made in sandbox mode, or signed with keys that are for trying out. */
  test: boolean
  /** The platform's signature, for which the file keeps a place; there is nothing of it to see. */
  seal: SignaturePlace
}

/** What stands on a page, in points from its upper left corner. Text by its baseline. */
export type Mark =
  | { kind: 'text'; words: string; x: number; y: number; size: number; weight: Weight; inverted?: boolean }
  | { kind: 'box'; x: number; y: number; width: number; height: number; filled: boolean }
  | { kind: 'line'; x1: number; y1: number; x2: number; y2: number }
  | { kind: 'writing'; strokes: Handwriting; x: number; y: number; width: number; height: number }
  | { kind: 'code'; link: string; x: number; y: number; side: number }

/** A part of the document as a screen reader tells it; `Artifact` for what only belongs to the page. */
export type Part = { tag: 'H1' | 'H2' | 'P' | 'Figure' | 'Artifact'; alternative?: string; marks: Mark[] }
export type Page = Part[]

/** In ems. Bold is as wide as regular: it is drawn with a wider pen. */
export type Measure = (words: string) => number

export const sheet = { width: 595.28, height: 841.89 }
const left = 45
const right = sheet.width - left
const width = right - left
const top = 40
/** Where the foot of a page begins. */
const bottom = 760
const bannerHeight = 18

type Look = { size: number; leading: number; gap: number }
/** The largest that keeps to two sheets is taken: 五号 as official papers have it, then closer lines, then ten points, and closer still. */
const looks: readonly Look[] = [{ size: 10.5, leading: 1.5, gap: 6 }, { size: 10.5, leading: 1.38, gap: 4 }, { size: 10, leading: 1.32, gap: 3 }, { size: 10, leading: 1.2, gap: 2 }]
const wantedPages = 2

const isHeading = (line: string): boolean => /^第[一二三四五六七八九十百零]+条(\s|$)/.test(line)

/** The pages of an agreement; nothing of its text is ever left out, however many it takes. */
export function layOut(paper: AgreementPaper, measure: Measure): Page[] {
  let pages: Page[] = []
  for (const look of looks) {
    pages = flow(paper, look, measure)
    if (pages.length <= wantedPages) break
  }
  return pages.map((parts, at) => [...parts, ...footOf(paper, at + 1, pages.length, measure)])
}

function flow(paper: AgreementPaper, { size, leading, gap }: Look, measure: Measure): Page[] {
  const start = top + (paper.test ? bannerHeight : 0)
  const pages: Page[] = [[]]
  let y = start
  const page = (): Page => pages.at(-1) as Page
  const widthOf = (words: string, at: number): number => measure(words) * at
  const room = (height: number): boolean => y + height <= bottom
  const next = (): void => {
    pages.push([])
    y = start
  }

  page().push(titleOf(paper, y, measure))
  y += 40
  const facts = keyFactsOf(paper, y, measure)
  page().push(...facts.parts)
  y += facts.height + 8

  const step = size * leading
  const paragraphs = (lines: readonly string[], tag: 'H2' | 'P', weight: Weight): void => {
    let marks: Mark[] = []
    const close = (): void => {
      if (marks.length > 0) page().push({ tag, marks })
      marks = []
    }
    for (const line of lines) {
      for (const words of wrap(line, { width, size, widthOf })) {
        if (!room(step)) {
          close()
          next()
        }
        marks.push({ kind: 'text', words, x: left, y: y + step / 2 + size * 0.38, size, weight })
        y += step
      }
    }
    close()
  }
  for (const { heading, lines } of sectionsOf(paper)) {
    if (heading !== null) {
      y += gap
      // A heading is not left alone at the foot of a page.
      if (!room(step * 3)) next()
      paragraphs([heading], 'H2', 'bold')
    } else y += gap
    paragraphs(lines, 'P', 'regular')
  }

  const signed = signaturesOf(paper, measure)
  y += 8
  if (!room(signed.height)) next()
  page().push(...signed.at(y))
  return pages
}

/** The text by its headings. Its first line is the title, which stands large above. */
function sectionsOf({ text, title }: AgreementPaper): { heading: string | null; lines: string[] }[] {
  const all = text.split('\n')
  const lines = all[0] === title ? all.slice(1) : all
  const sections: { heading: string | null; lines: string[] }[] = [{ heading: null, lines: [] }]
  for (const line of lines) {
    const last = sections.at(-1) as { heading: string | null; lines: string[] }
    if (isHeading(line)) sections.push({ heading: line, lines: [] })
    // An empty line sets apart; what comes after it may be a heading or not.
    else if (line.trim() === '') sections.push({ heading: null, lines: [] })
    else last.lines.push(line)
  }
  return sections.filter(({ heading, lines: own }) => heading !== null || own.length > 0)
}

function titleOf({ title }: AgreementPaper, y: number, measure: Measure): Part {
  const size = Math.min(20, width / measure(title))
  return { tag: 'H1', marks: [{ kind: 'text', words: title, x: left + (width - measure(title) * size) / 2, y: y + 22, size, weight: 'bold' }] }
}

function keyFactsOf({ keyFacts }: AgreementPaper, y: number, measure: Measure): { parts: Part[]; height: number } {
  const size = 11.5
  const step = size * 1.42
  const padding = 8
  const labels = Math.max(...keyFacts.map(({ label }) => measure(label) * size), 0) + 14
  const parts: Part[] = []
  let at = y + padding
  for (const { label, value } of keyFacts) {
    const lines = wrap(value, { width: width - labels - 2 * padding - 6, size, widthOf: (words, set) => measure(words) * set })
    const text = (words: string, x: number, row: number, weight: Weight): Mark => ({ kind: 'text', words, x, y: at + row * step + step / 2 + size * 0.38, size, weight })
    parts.push({ tag: 'P', marks: [text(label, left + padding, 0, 'regular'), ...lines.map((words, row) => text(words, left + padding + labels, row, 'bold'))] })
    at += Math.max(1, lines.length) * step + 2
  }
  const height = at + padding - 2 - y
  parts.unshift({ tag: 'Artifact', marks: [{ kind: 'box', x: left, y, width, height, filled: false }] })
  return { parts, height }
}

/** Both signatures and how to check them, side by side in a box that is never divided. */
function signaturesOf({ signatures, link }: AgreementPaper, measure: Measure): { height: number; at(y: number): Part[] } {
  const code = 118
  const own = (width - code) / Math.max(1, signatures.length)
  const writing = { width: 153, height: 85 }
  const body = 132
  const advice = wrap(agreementWords.check, { width: width - 16, size: 9, widthOf: (words, size) => measure(words) * size })
  const linkLines = wrap(link, { width: width - 16, size: 9, widthOf: (words, size) => measure(words) * size })
  const below = (advice.length + linkLines.length) * 12.6 + 10

  return {
    height: body + below,
    at(y) {
      const frame: Part = {
        tag: 'Artifact',
        marks: [
          { kind: 'box', x: left, y, width, height: body + below, filled: false },
          { kind: 'line', x1: left, y1: y + body, x2: right, y2: y + body },
          ...signatures.map((_, at): Mark => ({ kind: 'line', x1: left + own * (at + 1), y1: y, x2: left + own * (at + 1), y2: y + body })),
        ],
      }
      const cells = signatures.flatMap(({ who, name, signedAt, strokes }, at): Part[] => {
        const x = left + own * at + 8
        const fit = fitName(name, { width: own - 16, height: 17, lines: 2, most: 11, least: 9, widthOf: (words, size) => measure(words) * size })
        return [
          { tag: 'P', marks: [
            { kind: 'text', words: who, x, y: y + 13, size: 9, weight: 'regular' },
            ...fit.lines.map((words, row): Mark => ({ kind: 'text', words, x, y: y + 27 + row * fit.size * 1.15, size: fit.size, weight: 'bold' })),
          ] },
          { tag: 'Figure', alternative: agreementWords.writingOf(who, name), marks: strokes.length === 0
            ? [{ kind: 'text', words: agreementWords.noWriting, x, y: y + 72, size: 9, weight: 'regular' }]
            : [{ kind: 'writing', strokes, x: x + (own - 16 - writing.width) / 2, y: y + 32, ...writing }] },
          { tag: 'P', marks: [{ kind: 'text', words: agreementWords.signedAt(momentOnPaper(signedAt)), x, y: y + body - 6, size: 9, weight: 'regular' }] },
        ]
      })
      const side = 106
      const x = right - code + (code - side) / 2
      const scan = agreementWords.scan
      return [
        frame, ...cells,
        { tag: 'Figure', alternative: agreementWords.codeOf(link), marks: [{ kind: 'code', link, x, y: y + 2, side }] },
        { tag: 'P', marks: [{ kind: 'text', words: scan, x: x + (side - measure(scan) * 10.5) / 2, y: y + body - 10, size: 10.5, weight: 'bold' }] },
        { tag: 'P', marks: [...advice, ...linkLines].map((words, row): Mark => ({ kind: 'text', words, x: left + 8, y: y + body + 14 + row * 12.6, size: 9, weight: 'regular' })) },
      ]
    },
  }
}

/** What is the same on every page: that it is a test, its number, its fingerprints, which page it is. */
function footOf({ number, fingerprints, test }: AgreementPaper, page: number, pages: number, measure: Measure): Part[] {
  const size = 7.5
  const small = (words: string, y: number, toRight = false): Mark =>
    ({ kind: 'text', words, x: toRight ? right - measure(words) * size : left, y, size, weight: 'regular' })
  const banner = (y: number): Mark[] => {
    const words = agreementWords.testBanner
    return [
      { kind: 'box', x: left, y, width, height: 16, filled: true },
      { kind: 'text', words, x: left + (width - measure(words) * 10.5) / 2, y: y + 12, size: 10.5, weight: 'bold', inverted: true },
    ]
  }
  return [{
    tag: 'Artifact',
    marks: [
      { kind: 'line', x1: left, y1: bottom + 4, x2: right, y2: bottom + 4 },
      small(`${agreementWords.textFingerprint} ${fingerprints.textSm3}`, bottom + 14),
      small(agreementWords.page(page, pages), bottom + 14, true),
      small(`${agreementWords.recordFingerprint} ${fingerprints.recordSha256}`, bottom + 24),
      small(`${agreementWords.numberLabel} ${number}`, bottom + 34),
      ...(test ? [...banner(26), ...banner(bottom + 38)] : []),
    ],
  }]
}
