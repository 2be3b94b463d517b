import { expect, it } from 'vitest'
import { keptTitle, trainingProblems, type TrainingRecord } from './training.rules'

const now = Date.parse('2026-11-23T04:40:00+08:00')
const record: TrainingRecord = { kind: 'course', title: '零工市场服务规范', day: '2026-11-20', minutes: 120, result: null }
const wrong = (changes: Partial<TrainingRecord>) => trainingProblems({ ...record, ...changes }, now).map(({ field }) => field)

it('a course of today or of the last year may be written down', () => {
  expect(wrong({})).toEqual([])
  expect(wrong({ day: '2026-11-23' })).toEqual([])
  expect(wrong({ day: '2025-11-24', kind: 'drill', minutes: 10 })).toEqual([])
})

it('what has not happened yet, or long ago, is not', () => {
  expect(wrong({ day: '2026-11-24' })).toEqual(['day'])
  expect(wrong({ day: '2025-11-21' })).toEqual(['day'])
  expect(wrong({ day: '2026-02-30' })).toEqual(['day'])
})

it('an assessment has a result', () => {
  expect(wrong({ kind: 'assessment' })).toEqual(['result'])
  expect(wrong({ kind: 'assessment', result: 'failed' })).toEqual([])
})

it('everything that is wrong is said at once', () => {
  expect(wrong({ title: ' 课 ', day: 'x', minutes: 9, kind: 'assessment' })).toEqual(['title', 'day', 'minutes', 'result'])
  expect(wrong({ title: '长'.repeat(41), minutes: 20_161 })).toEqual(['title', 'minutes'])
})

it('a title is kept without the spaces of the keyboard', () => {
  expect(keptTitle('  消防 \n 演练 ')).toBe('消防 演练')
})
