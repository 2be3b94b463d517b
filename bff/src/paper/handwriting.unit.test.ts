import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writtenLines } from './handwriting'

const box = { width: 100, height: 50 }

describe('handwriting on paper', () => {
  it('keeps a line’s ends and corners, and drops what lies on the way', () => {
    expect(writtenLines([[0, 0, 0, 250, 0, 10, 500, 0, 20, 500, 500, 30, 500, 1000, 40]], box)).toEqual([[{ x: 0, y: 0 }, { x: 50, y: 0 }, { x: 50, y: 50 }]])
  })

  it('keeps a dot', () => {
    expect(writtenLines([[500, 500, 0]], box)).toEqual([[{ x: 50, y: 25 }]])
  })

  it('stays where it was written, in as many strokes', () => {
    const stroke = fc.array(fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 })), { minLength: 1, maxLength: 60 })
    fc.assert(fc.property(fc.array(stroke, { minLength: 1, maxLength: 5 }), (strokes) => {
      const lines = writtenLines(strokes.map((points) => points.flatMap(([x, y], at) => [x, y, at])), { width: 1000, height: 1000 })
      expect(lines).toHaveLength(strokes.length)
      lines.forEach((line, at) => {
        const points = strokes[at] as [number, number][]
        expect([line[0], line.at(-1)].map((place) => [place?.x, place?.y])).toEqual([points[0], points.at(-1)])
        for (const { x, y } of line) expect(points.some(([px, py]) => px === x && py === y)).toBe(true)
        // Whatever was left out lies on the line that is left.
        for (const [x, y] of points) expect(Math.min(...line.map((from, step) => away({ x, y }, from, line[step + 1] ?? from)))).toBeLessThanOrEqual(1.2 + 1e-9)
      })
    }))
  })
})

type Place = { x: number; y: number }
function away({ x, y }: Place, from: Place, to: Place): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - from.x) * dx + (y - from.y) * dy) / length))
  return Math.hypot(x - from.x - along * dx, y - from.y - along * dy)
}
