import { describe, expect, it } from 'vitest'
import { charstring } from './charstring'
import type { Point } from './outlines'

const on = (x: number, y: number): Point => ({ x, y, on: true })
const off = (x: number, y: number): Point => ({ x, y, on: false })
/** What an interpreter reads: numbers as numbers, operators as `op5`. */
function read(bytes: Uint8Array): (number | string)[] {
  const found: (number | string)[] = []
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number
    const next = (): number => bytes[(at += 1)] as number
    if (byte >= 32 && byte <= 246) found.push(byte - 139)
    else if (byte >= 247 && byte <= 250) found.push((byte - 247) * 256 + next() + 108)
    else if (byte >= 251 && byte <= 254) found.push(-(byte - 251) * 256 - next() - 108)
    else if (byte === 28) found.push((((next() << 8) | next()) << 16) >> 16)
    else found.push(`op${byte}`)
  }
  return found
}

describe('an outline as a charstring', () => {
  it('of a box is one move and one row of lines that turn at each corner; it closes itself', () => {
    expect(read(charstring([[on(64, 600), on(904, 600), on(904, 536), on(64, 536)]]))).toEqual([60, 600, 'op21', 840, -60, -840, 'op6', 'op14'])
  })

  it('of nothing only ends', () => {
    expect(read(charstring([]))).toEqual(['op14'])
  })

  it('writes numbers of any size, and lines that slant', () => {
    expect(read(charstring([[on(-1200, 120), on(1200, 0), on(1212, 0)]]))).toEqual([-1200, 120, 'op21', 2400, -120, 'op5', 12, 'op6', 'op14'])
  })

  it('makes the cubic curve again of which quadratic ones were made', () => {
    // A quarter of a circle: from (0, 480), pulled by (264, 480) and (480, 264), to (480, 0), as two quadratic curves.
    expect(read(charstring([[on(0, 480), off(198, 480), off(480, 198), on(480, 0)]]))).toEqual([0, 480, 'op21', 264, 0, 216, -216, 0, -264, 'op8', 'op14'])
  })

  it('takes a curve that nobody can tell from a line for one', () => {
    expect(read(charstring([[on(0, 600), off(300, 609), on(600, 600), on(600, 0)]]))).toEqual([0, 600, 'op21', 600, -600, 'op6', 'op14'])
  })

  it('rounds what is nothing but small parts, such as a comma, less', () => {
    const dot = [on(4, 92), on(104, 92), on(104, 4), on(4, 4)]
    expect(read(charstring([dot]))).toEqual([4, 92, 'op21', 100, -88, -100, 'op6', 'op14'])
    expect(read(charstring([dot, [on(0, 0), on(400, 0), on(400, 800)]]))).toContain(96)
  })

  it('begins a stroke at its upper left corner, and with the leftmost, wherever the font’s maker began', () => {
    const [left, right] = [[on(0, 240), on(120, 240), on(120, 0), on(0, 0)], [on(240, 240), on(360, 240), on(360, 0), on(240, 0)]]
    const turned = <T>(all: T[], by: number): T[] => [...all.slice(by), ...all.slice(0, by)]
    expect(charstring([turned(right, 2), turned(left, 3)])).toEqual(charstring([left, right]))
  })

  it('makes strokes of one width as wide as each other, half way between two steps too', () => {
    const stroke = (y: number) => [on(0, y + 68), on(960, y + 68), on(960, y), on(0, y)]
    const widths = [0, 6, 18, 30].map((y) => read(charstring([stroke(y)]))[4])
    expect(new Set(widths)).toEqual(new Set([widths[0]]))
  })

  it('gives an interpreter no more numbers at once than it holds', () => {
    const stairs = Array.from({ length: 120 }, (_, step) => [on(step * 12, -step * 12), on(step * 12 + 12, -step * 12)]).flat()
    let numbers = 0
    for (const one of read(charstring([stairs]))) {
      numbers = typeof one === 'number' ? numbers + 1 : 0
      expect(numbers).toBeLessThanOrEqual(48)
    }
  })
})
