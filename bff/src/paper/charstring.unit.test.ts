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
    expect(read(charstring([[on(60, 600), on(900, 600), on(900, 540), on(60, 540)]]))).toEqual([60, 600, 'op21', 840, -60, -840, 'op6', 'op14'])
  })

  it('of nothing only ends', () => {
    expect(read(charstring([]))).toEqual(['op14'])
  })

  it('writes numbers of any size, and lines that slant', () => {
    expect(read(charstring([[on(-1200, 0), on(1200, 120), on(1206, 120)]]))).toEqual([-1200, 'op22', 2400, 120, 'op5', 6, 'op6', 'op14'])
  })

  it('makes the cubic curve again of which quadratic ones were made', () => {
    // A quarter of a circle: from (0, 0), pulled by (0, 270) and (210, 480), to (480, 480), as two quadratic curves.
    expect(read(charstring([[on(0, 0), off(0, 202.5), off(277.5, 480), on(480, 480)]]))).toEqual([0, 'op22', 0, 270, 210, 210, 270, 0, 'op8', 'op14'])
  })

  it('takes a curve that nobody can tell from a line for one', () => {
    expect(read(charstring([[on(0, 0), off(300, 1), on(600, 0), on(600, 600)]]))).toEqual([0, 'op22', 600, 600, 'op6', 'op14'])
  })

  it('gives an interpreter no more numbers at once than it holds', () => {
    const stairs = Array.from({ length: 120 }, (_, step) => [on(step * 6, step * 6), on(step * 6 + 6, step * 6)]).flat()
    let numbers = 0
    for (const one of read(charstring([stairs]))) {
      numbers = typeof one === 'number' ? numbers + 1 : 0
      expect(numbers).toBeLessThanOrEqual(48)
    }
  })
})
