// @vitest-environment node
import { expect, test } from 'vitest'
import { looksWritten, StrokeRecorder } from './strokes'

test('a stroke is kept in thousandths of the pad, with the time since the first touch', () => {
  const recorder = new StrokeRecorder(320, 160)
  recorder.down(32, 16, 5_000)
  recorder.move(160, 80, 5_040)
  recorder.up()
  recorder.down(320, 160, 5_500)
  recorder.up()
  expect(recorder.strokes).toEqual([
    [100, 100, 0, 500, 500, 40],
    [1000, 1000, 500],
  ])
})

test('a finger that leaves the pad or writes for ever stays within what the API takes', () => {
  const recorder = new StrokeRecorder(100, 100)
  for (let stroke = 0; stroke < 80; stroke += 1) {
    recorder.down(-20, 300, stroke)
    for (let point = 0; point < 900; point += 1) recorder.move(400, -1, stroke + 10_000_000)
    recorder.up()
  }
  expect(recorder.strokes.length).toBe(60)
  expect(Math.max(...recorder.strokes.map(({ length }) => length))).toBe(1500)
  expect(recorder.strokes.flat().every((value) => value >= 0 && value <= 600_000)).toBe(true)
})

test('a dot by accident is not a name, two strokes across the pad are', () => {
  expect(looksWritten([[500, 500, 0]])).toBe(false)
  expect(looksWritten([])).toBe(false)
  expect(looksWritten([[100, 100, 0, 300, 100, 90], [200, 50, 300, 200, 300, 400]])).toBe(true)
})
