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
    expect(read(charstring([[on(64, 600), on(904, 600), on(904, 536), on(64, 536)]]))).toEqual([64, 600, 'op21', 840, -64, -840, 'op6', 'op14'])
  })

  it('of nothing only ends', () => {
    expect(read(charstring([]))).toEqual(['op14'])
  })

  it('writes numbers of any size, and lines that slant', () => {
    expect(read(charstring([[on(-1200, 0), on(1200, 120), on(1208, 120)]]))).toEqual([-1200, 'op22', 2400, 120, 'op5', 8, 'op6', 'op14'])
  })

  it('makes the cubic curve again of which quadratic ones were made', () => {
    // A quarter of a circle: from (0, 0), pulled by (0, 264) and (216, 480), to (480, 480), as two quadratic curves.
    expect(read(charstring([[on(0, 0), off(0, 198), off(282, 480), on(480, 480)]]))).toEqual([0, 'op22', 0, 264, 216, 216, 264, 0, 'op8', 'op14'])
  })

  it('takes a curve that nobody can tell from a line for one', () => {
    expect(read(charstring([[on(0, 0), off(300, 1), on(600, 0), on(600, 600)]]))).toEqual([0, 'op22', 600, 600, 'op6', 'op14'])
  })

  it('rounds what is nothing but small parts, such as a comma, half as far', () => {
    const dot = [on(4, 4), on(104, 4), on(104, 92), on(4, 92)]
    expect(read(charstring([dot]))).toEqual([4, 4, 'op21', 100, 88, -100, 'op6', 'op14'])
    expect(read(charstring([dot, [on(0, 0), on(400, 0), on(400, 800)]]))).toContain(8)
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
