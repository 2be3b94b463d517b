/**
 * Handwriting as evidence: per stroke a flat list of x, y and time in triples. x and y are thousandths of the
 * pad's width and height, time is milliseconds since the first touch. Nothing of the phone is in it.
 */
export type Strokes = readonly (readonly number[])[]

/** Limits of the API: more points in a stroke, or more strokes, than any name needs. */
const mostPoints = 500
const mostStrokes = 60
const longest = 600_000

const within = (value: number, most: number): number => Math.min(most, Math.max(0, Math.round(value)))

/** Collects strokes while someone writes. All calls take points of the pad and the same clock in ms. */
export class StrokeRecorder {
  private readonly done: number[][] = []
  private current: number[] | null = null
  private firstTouch: number | null = null

  constructor(
    private readonly width: number,
    private readonly height: number,
  ) {}

  down(x: number, y: number, at: number): void {
    if (this.done.length >= mostStrokes) return
    this.firstTouch ??= at
    this.current = []
    this.done.push(this.current)
    this.add(x, y, at)
  }

  move(x: number, y: number, at: number): void {
    if (this.current && this.current.length < mostPoints * 3) this.add(x, y, at)
  }

  up(): void {
    this.current = null
  }

  private add(x: number, y: number, at: number): void {
    this.current?.push(
      within((x / this.width) * 1000, 1000),
      within((y / this.height) * 1000, 1000),
      within(at - (this.firstTouch ?? at), longest),
    )
  }

  get strokes(): Strokes {
    return this.done.map((stroke) => [...stroke])
  }
}

/** Whether this can be a name at all: a tap or a dot by accident is not. */
export function looksWritten(strokes: Strokes): boolean {
  let travelled = 0
  for (const stroke of strokes) {
    for (let index = 3; index + 1 < stroke.length; index += 3) {
      travelled += Math.hypot((stroke[index] ?? 0) - (stroke[index - 3] ?? 0), (stroke[index + 1] ?? 0) - (stroke[index - 2] ?? 0))
    }
  }
  return travelled >= 250
}
