import type { FieldProblem } from '../errors'
import { day } from '../words/time'
import { startOfDayNamed } from './staff.rules'

/** What clause 十六 asks for: training, drills at the post, assessment. */
export const trainingKinds = ['course', 'drill', 'assessment'] as const
export type TrainingKind = (typeof trainingKinds)[number]
export const trainingKindWords: Record<TrainingKind, string> = { course: '培训', drill: '岗位练兵', assessment: '考核' }

export const trainingResults = ['excellent', 'passed', 'failed'] as const
export type TrainingResult = (typeof trainingResults)[number]
export const trainingResultWords: Record<TrainingResult, string> = { excellent: '优秀', passed: '合格', failed: '不合格' }

export type TrainingRecord = { kind: TrainingKind; title: string; day: string; minutes: number; result: TrainingResult | null }

/** Older than this nobody remembers it well enough to write it down. */
const writtenDownWithin = 366 * day
const leastMinutes = 10
const mostMinutes = 14 * 24 * 60

/** Title as it is kept. */
export const keptTitle = (typed: string): string => typed.replace(/\s+/g, ' ').trim()

/** Everything that is wrong with a training record written down at `now` (UTC ms). */
export function trainingProblems(record: TrainingRecord, now: number): FieldProblem[] {
  const problems: FieldProblem[] = []
  const title = keptTitle(record.title)
  const length = Array.from(title).length
  if (length < 2) problems.push({ field: 'title', message: '请写学了什么、练了什么' })
  else if (length > 40) problems.push({ field: 'title', message: '最多 40 个字' })
  const at = startOfDayNamed(record.day)
  if (at === null) problems.push({ field: 'day', message: '没有这一天，请重选' })
  else if (at > now) problems.push({ field: 'day', message: '办完了再记' })
  else if (at < now - writtenDownWithin) problems.push({ field: 'day', message: '只能补记一年以内的' })
  if (record.minutes < leastMinutes || record.minutes > mostMinutes) problems.push({ field: 'minutes', message: '时长要在 10 分钟到 14 天之间' })
  if (record.kind === 'assessment' && record.result === null) problems.push({ field: 'result', message: '考核要写结果' })
  return problems
}
