/** Handwriting: per stroke x, y (0–1000, of the pad) and ms since the first touch, in triples. */
export type Handwriting = readonly (readonly number[])[]

export type Place = { x: number; y: number }

/** The pad people write on, in the mini-program: width by height. */
export const padShape = 1.8

/** In thousandths of the pad; on paper a twentieth of a millimetre, less than the width of the line. */
const tolerance = 1.2

/**
 * The lines that were written, each a row of places in a box of that size. Points that change nothing about the line that
 * anybody could see are left out: a phone reports a hundred a second.
 */
export const writtenLines = (strokes: Handwriting, { width, height }: { width: number; height: number }): Place[][] =>
  strokes.map((stroke) => {
    const points = Array.from({ length: Math.floor(stroke.length / 3) }, (_, at) => ({ x: stroke[3 * at] as number, y: stroke[3 * at + 1] as number }))
    return fewer(points).map(({ x, y }) => ({ x: tenths((x / 1000) * width), y: tenths((y / 1000) * height) }))
  }).filter((line) => line.length > 0)

const tenths = (value: number): number => Math.round(value * 10) / 10

/** Ramer–Douglas–Peucker, with a stack of its own: a long stroke must not exhaust the call stack. */
function fewer(points: readonly Place[]): Place[] {
  const kept = new Set([0, points.length - 1])
  const open: [number, number][] = [[0, points.length - 1]]
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const [from, to] = part
    let [farthest, distance] = [-1, tolerance]
    for (let at = from + 1; at < to; at += 1) {
      const away = distanceToLine(points[at] as Place, points[from] as Place, points[to] as Place)
      if (away > distance) [farthest, distance] = [at, away]
    }
    if (farthest < 0) continue
    kept.add(farthest)
    open.push([from, farthest], [farthest, to])
  }
  return points.filter((_, at) => kept.has(at))
}

function distanceToLine({ x, y }: Place, a: Place, b: Place): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / length))
  return Math.hypot(x - a.x - along * dx, y - a.y - along * dy)
}
