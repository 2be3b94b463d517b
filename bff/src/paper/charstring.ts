import type { Contour, Point } from './outlines'

/**
 * Outlines as Type 2 charstrings (Adobe Technical Note 5177), the compactest form of them that every PDF reader knows: a third less
 * than TrueType's when deflated.
 */

export type Place = { x: number; y: number }
/** A straight line, or a cubic curve with the two places that pull it. */
type Segment = { from: Place; to: Place; pulls: [Place, Place] | null }

/** In thousandths of an em. */
type Rounding = {
  /** What the places are rounded to that an outline passes through. */
  grid: number
  /** The same of those that only pull a curve, which move it by less than half as much. */
  pullGrid: number
  /** A curve that leaves the straight line by less than this is one. */
  flat: number
}
/**
 * No edge is moved by more than six, and no curve flattened by more than eight, which in a text of 10.5 points is half a dot of a printer
 * of 600 dpi, and seven tenths of one; nobody sees it, and it makes the font half as large.
 */
const coarse: Rounding = { grid: 12, pullGrid: 24, flat: 8 }
/** A comma or a dot would lose a tenth of its ink by that; there are few of them. */
const fine: Rounding = { grid: 4, pullGrid: 4, flat: 1 }
const small = 350

const [rlineto, hlineto, vlineto, rrcurveto, endchar, rmoveto] = [5, 6, 7, 8, 14, 21] as const
/** An interpreter's stack holds 48 numbers. */
const mostNumbers = 46

/** The outline's charstring, without hints. */
export function charstring(contours: readonly Contour[]): Uint8Array {
  const bytes: number[] = []
  const rounding = contours.every(isSmall) ? fine : coarse
  let here: Place = { x: 0, y: 0 }
  for (const contour of [...contours].sort((one, other) => leftOf(one) - leftOf(other))) {
    const segments = segmentsOf(contour, rounding.flat)
    if (segments[0] === undefined) continue
    here = move(bytes, here, rounded(segments[0].from, rounding.grid))
    here = draw(bytes, here, segments, rounding)
  }
  bytes.push(endchar)
  return Uint8Array.from(bytes)
}

// From left to right, and each from its upper left corner: where a font's maker began differs from glyph to glyph, and the
// same stroke would be other bytes, which compression does not find again.
const leftOf = (contour: Contour): number => Math.min(...contour.map(({ x }) => x))
const startOf = (contour: Contour): number | null =>
  contour.reduce<number | null>((best, { x, y, on }, at) => {
    const [first, sofar] = [best === null, contour[best ?? at] as Point]
    return on && (first || y > sofar.y || (y === sofar.y && x < sofar.x)) ? at : best
  }, null)

const isSmall = (contour: Contour): boolean =>
  [contour.map(({ x }) => x), contour.map(({ y }) => y)].every((along) => Math.max(...along) - Math.min(...along) < small)

/**
 * Lines and curves of a contour; the last straight one is left out, because a contour closes itself. Each run of points beside the
 * outline was once one cubic curve, of which font tools make n quadratic ones of equal parameter length: from the first and the last
 * of their pulling points that curve is found again.
 * @param flat a curve that leaves the straight line by less than this is one
 */
export function segmentsOf(contour: Contour, flat: number): Segment[] {
  const start = startOf(contour)
  // A contour of curves only has no place to start from; Noto Sans SC has none.
  if (start === null) return []
  const points = [...contour.slice(start), ...contour.slice(0, start + 1)]
  const segments: Segment[] = []
  let from = points[0] as Point
  let beside: Point[] = []
  for (const to of points.slice(1)) {
    if (!to.on) {
      beside.push(to)
      continue
    }
    const [first, last] = [beside[0], beside.at(-1)]
    const far = (2 * beside.length) / 3
    const pull = (end: Point, by: Point): Place => ({ x: end.x + (by.x - end.x) * far, y: end.y + (by.y - end.y) * far })
    const pulls: [Place, Place] | null = first === undefined || last === undefined ? null : [pull(from, first), pull(to, last)]
    segments.push({ from, to, pulls: pulls !== null && strays(from, pulls, to) < flat ? null : pulls })
    from = to
    beside = []
  }
  if (segments.at(-1)?.pulls === null) segments.pop()
  return segments
}

const rounded = ({ x, y }: Place, to: number): Place => ({ x: Math.round(x / to) * to, y: Math.round(y / to) * to })

/** Where a step on the grid ends along one axis. Half way between two of its lines the step's own length decides: strokes stay as thick as each other. */
function landing(here: number, from: number, to: number, grid: number): number {
  const stepped = here + Math.round((to - from) / grid) * grid
  return Math.abs(stepped - to) <= grid / 2 ? stepped : Math.round(to / grid) * grid
}

const between = (from: Place, to: Place): Place => ({ x: to.x - from.x, y: to.y - from.y })

/** How far a curve strays from the straight line between its ends, at most. */
function strays(from: Place, [one, two]: readonly [Place, Place], to: Place): number {
  const line = between(from, to)
  const length = Math.hypot(line.x, line.y)
  const away = (place: Place): number => {
    const { x, y } = between(from, place)
    return length === 0 ? Math.hypot(x, y) : Math.abs(x * line.y - y * line.x) / length
  }
  return 0.75 * Math.max(away(one), away(two))
}

function move(bytes: number[], from: Place, to: Place): Place {
  push(bytes, rmoveto, to.x - from.x, to.y - from.y)
  return to
}

/** What waits to be written under one operator, so that the operator is written once. */
type Run = { kind: 'straight' | 'slanted' | 'curved'; operator: number; numbers: number[]; nextIsAcross: boolean }

function draw(bytes: number[], from: Place, segments: readonly Segment[], { grid, pullGrid }: Rounding): Place {
  let here = from
  let run: Run | null = null
  const flush = (): void => {
    if (run !== null) push(bytes, run.operator, ...run.numbers)
    run = null
  }
  const add = (kind: Run['kind'], operator: number, across: boolean, numbers: number[]): void => {
    // Straight lines go on in one run as long as they turn at each corner.
    const goesOn = run !== null && run.kind === kind && run.numbers.length + numbers.length <= mostNumbers && (kind !== 'straight' || run.nextIsAcross === across)
    if (!goesOn) {
      flush()
      run = { kind, operator, numbers: [], nextIsAcross: across }
    }
    const going = run as unknown as Run
    going.numbers.push(...numbers)
    going.nextIsAcross = !across
  }
  for (const { from: left, to: exact, pulls } of segments) {
    const to = { x: landing(here.x, left.x, exact.x, grid), y: landing(here.y, left.y, exact.y, grid) }
    const [dx, dy] = [to.x - here.x, to.y - here.y]
    if (dx === 0 && dy === 0) continue
    if (pulls !== null) {
      const one = rounded(between(left, pulls[0]), pullGrid)
      const two = rounded(between(pulls[1], exact), pullGrid)
      add('curved', rrcurveto, false, [one.x, one.y, dx - one.x - two.x, dy - one.y - two.y, two.x, two.y])
    } else if (dx === 0 || dy === 0) {
      add('straight', dy === 0 ? hlineto : vlineto, dy === 0, [dy === 0 ? dx : dy])
    } else add('slanted', rlineto, false, [dx, dy])
    here = to
  }
  flush()
  return here
}

function push(bytes: number[], operator: number, ...numbers: number[]): void {
  for (const number of numbers) pushNumber(bytes, number)
  bytes.push(operator)
}

/** A whole number as charstrings and dictionaries write it, in one to three bytes. */
export function pushNumber(bytes: number[], value: number): void {
  if (value >= -107 && value <= 107) bytes.push(value + 139)
  else if (value >= 108 && value <= 1131) bytes.push(247 + ((value - 108) >> 8), (value - 108) & 255)
  else if (value >= -1131 && value <= -108) bytes.push(251 + ((-value - 108) >> 8), (-value - 108) & 255)
  else bytes.push(28, (value >> 8) & 255, value & 255)
}
