import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import PDFDocument from 'pdfkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { charstring } from './charstring'
import { embedFont } from './embedded-font'
import type { Face } from './face'
import type { Contour } from './outlines'

const on = (x: number, y: number) => ({ x, y, on: true })
const off = (x: number, y: number) => ({ x, y, on: false })
const stairs = Array.from({ length: 50 }, (_, step) => [on(step * 12, 840 - step * 12), on(step * 12 + 12, 840 - step * 12)]).flat()
const glyphs: Record<string, { width: number; contours: Contour[] }> = {
  '\0': { width: 1000, contours: [[on(0, 804), on(804, 804), on(804, 0), on(0, 0)]] },
  A: { width: 500, contours: [[on(204, 804), on(408, 0), on(0, 0)]] },
  一: { width: 1000, contours: [[on(60, 600), on(900, 600), on(900, 540), on(60, 540)]] },
  // A hole, and a quarter of a circle that two quadratic curves were made of.
  口: { width: 1000, contours: [[on(84, 720), on(84, -84), on(876, -84), on(876, 720)], [on(156, 648), on(804, 648), on(804, 0), on(156, 0)]] },
  丿: { width: 1000, contours: [[on(0, 480), off(198, 480), off(480, 198), on(480, 0), on(0, 0)]] },
  // More numbers than an interpreter takes at once; beyond the first 65,536.
  𠮷: { width: 1000, contours: [[...stairs, on(0, 0)]] },
}
const of = (codePoint: number) => glyphs[String.fromCodePoint(codePoint)] as { width: number; contours: Contour[] }
const face = {
  postscriptName: 'Drawn-Regular', em: 1000, ascent: 880, descent: -120, capHeight: 733, box: { minX: 0, minY: -80, maxX: 1000, maxY: 900 },
  unitsOf: (codePoint) => of(codePoint).width,
  widthOf: (words) => Array.from(words).reduce((sum, one) => sum + of(one.codePointAt(0) as number).width, 0) / 1000,
  outlineOf: (character) => of(character.codePointAt(0) as number).contours,
  charstringOf: (codePoint) => charstring(of(codePoint).contours),
} satisfies Face

const folder = mkdtempSync(join(tmpdir(), 'font-'))
const file = join(folder, 'drawn.pdf')
afterAll(() => rmSync(folder, { recursive: true }))

const poppler = (tool: string, ...more: string[]): string => execFileSync(tool, more, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

describe('an embedded font, as poppler reads it', () => {
  beforeAll(async () => {
    const doc = new PDFDocument({ autoFirstPage: false, font: '' })
    const chunks: Buffer[] = []
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    const ended = new Promise((resolve) => doc.on('end', resolve))
    doc.addPage({ size: [6000, 3000], margin: 0 })
    const words = Object.keys(glyphs).slice(1).join('')
    const font = embedFont(doc, face, [words])
    font.show(words, { x: 0, y: 2000, size: 1000, bold: false, inverted: false })
    font.end()
    doc.end()
    await ended
    writeFileSync(file, Buffer.concat(chunks))
  })

  it('is whole: a part of the face, embedded, with the character of every glyph', () => {
    expect(poppler('pdffonts', file).split('\n')[2]?.split(/\s+/).slice(0, 8)).toEqual(['AGREEM+Drawn-Regular', 'CID', 'Type', '0C', 'Identity-H', 'yes', 'yes', 'yes'])
    expect(poppler('pdftotext', file, '-').trim()).toBe('A一口丿𠮷')
  })

  it('has the outlines and the widths that it was given', () => {
    const drawn = poppler('pdftocairo', '-svg', file, '-')
    const outlines = [...drawn.matchAll(/<path style="stroke:none;" d="([^"]*)"/g)].map(([, path]) => path?.replace(/ M [-\d ]+$/, '').trim())
    // SVG counts downwards.
    const straight = (contour: Contour): string => `M ${contour.map(({ x, y }) => `${x} ${0 - y}`).join(' L ')} Z`
    const expected = Object.values(glyphs).map(({ contours }) => contours.map(straight).join(' '))
    expected[4] = 'M 0 -480 C 264 -480 480 -264 480 0 L 0 0 Z'
    expect(outlines).toEqual(expected)
    expect([...drawn.matchAll(/<use [^>]* x="(\d+)"/g)].map(([, x]) => Number(x))).toEqual([0, 500, 1500, 2500, 3500])
  })
})
