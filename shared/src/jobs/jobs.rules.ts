import type { FieldProblem } from '../errors'
import type { JobState } from '../journey'
import { checkPersonName, checkPhone } from '../register/register.rules'
import { isTrade, type PayUnit } from '../words/lists'
import { workTime, yuan } from '../words/show'
import { day, minute } from '../words/time'
import type { JobDraft } from './jobs.contract'

/** What must be true of a posting, and what follows from its hours and pay. */

/** Hours of a job: instants in UTC ms, the break in minutes. */
export type Hours = { startsAt: number; endsAt: number; breakMinutes: number }
export type Pay = { payFen: number; payUnit: PayUnit }

/** The longest day that may be posted, and the furthest ahead. */
export const longestWorkMinutes = 12 * 60
export const furthestStart = 30 * day

/** Minutes worked: from start to end without the break. Zero or less when the hours make no sense. */
export const workedMinutes = ({ startsAt, endsAt, breakMinutes }: Hours): number => Math.floor((endsAt - startsAt) / minute) - breakMinutes

/**
 * Pay of one hour worked, in fen, rounded down: the minimum must be reached and not nearly reached. A day's pay is
 * divided by the hours of that day; zero when there are none.
 */
export const hourlyPayFen = (job: Hours & Pay): number => {
  if (job.payUnit === 'hour') return job.payFen
  const minutes = workedMinutes(job)
  return minutes > 0 ? Math.floor((job.payFen * 60) / minutes) : 0
}

/** Pay of the whole job in fen, whatever unit it was posted in. */
export const dayPayFen = (job: Hours & Pay): number =>
  job.payUnit === 'day' ? job.payFen : Math.floor((job.payFen * Math.max(0, workedMinutes(job))) / 60)

/** The least pay in the posting's unit that reaches the hourly minimum, rounded up to whole yuan for a day and to a jiao for an hour. */
export const leastPayFen = (minimumHourlyFen: number, unit: PayUnit, minutes: number): number =>
  unit === 'hour' ? Math.ceil(minimumHourlyFen / 10) * 10 : Math.ceil((minimumHourlyFen * minutes) / 60 / 100) * 100

/** A job as it stands at `now`: its start ends it by itself, whether or not anything was written then. */
export const stateAt = (job: { status: JobState; startsAt: number }, now: number): JobState =>
  job.status === 'open' && job.startsAt <= now ? 'ended' : job.status

export type PostingFacts = {
  /** The server's clock, UTC ms. */
  now: number
  /** The hourly minimum that applies at the market on the day the job starts, in fen. */
  minimumHourlyFen: number
}

/** What was typed, as it is kept: without control characters and the spaces around it. Line breaks stay. */
export const keptText = (typed: string): string =>
  Array.from(typed).filter((character) => character === '\n' || !isControl(character)).join('').trim()

const isControl = (character: string): boolean => {
  const point = character.codePointAt(0) ?? 0
  return point < 0x20 || (point >= 0x7f && point < 0xa0) || point === 0xfffe || point === 0xffff
}

/**
 * Everything that stops this posting, one message a field, all at once (一次性告知). The fields are those of clause (八);
 * the minimum is the hourly one for the tier and the date of the start, also for a job paid by the day.
 */
export function postingProblems(draft: JobDraft, facts: PostingFacts): FieldProblem[] {
  const name = checkPersonName(draft.contactName)
  const phone = checkPhone(draft.contactPhone)
  const checks: [keyof JobDraft, string | null][] = [
    ['trade', isTrade(draft.trade) ? null : '请选一个工种'],
    ['title', tooShort(draft.title, 2, '请写清楚招什么工，比如“装卸工”')],
    ['description', tooShort(draft.description, 4, '请写清楚干什么活，至少 4 个字')],
    ['headcount', Number.isInteger(draft.headcount) && draft.headcount >= 1 && draft.headcount <= 500 ? null : '招的人数请填 1 到 500'],
    ['address', tooShort(draft.address, 4, '请写清楚在哪儿干活，让工人找得到')],
    ['startsAt', startProblem(draft, facts.now)],
    ['endsAt', endProblem(draft)],
    ['breakMinutes', breakProblem(draft)],
    ['payFen', payProblem(draft, facts.minimumHourlyFen)],
    ['contactName', name.ok ? null : name.message.replace('姓名', '联系人姓名')],
    ['contactPhone', phone.ok ? null : phone.message],
  ]
  return checks.flatMap(([field, message]) => (message === null ? [] : [{ field, message }]))
}

const tooShort = (typed: string, least: number, message: string): string | null =>
  Array.from(keptText(typed).replace(/\s/g, '')).length >= least ? null : message

const startProblem = ({ startsAt }: Hours, now: number): string | null => {
  if (startsAt <= now) return '开工时间已经过了，请改晚一点'
  return startsAt > now + furthestStart ? '开工时间太远了，最多提前 30 天发布' : null
}

const endProblem = (hours: Hours): string | null => {
  if (hours.endsAt <= hours.startsAt) return '收工时间要比开工晚'
  const minutes = workedMinutes(hours)
  return minutes > longestWorkMinutes ? `一条最多干 12 小时，现在是 ${workTime(minutes)}；要干几天，请一天发一条` : null
}

const breakProblem = (hours: Hours): string | null => {
  if (hours.endsAt <= hours.startsAt) return null
  const rest = hours.breakMinutes
  if (!Number.isInteger(rest) || rest < 0) return '休息时间请填整数分钟，没有就填 0'
  return rest * 2 > Math.floor((hours.endsAt - hours.startsAt) / minute) ? '休息的时间比干活的还长，请再看一遍' : null
}

const payProblem = (draft: Hours & Pay, minimumHourlyFen: number): string | null =>
  !Number.isInteger(draft.payFen) || draft.payFen <= 0 ? '请填工钱' : belowMinimum(draft, minimumHourlyFen)

/** What is said of pay below the hourly minimum (fen) and how much would do; null when it reaches it, or nothing can be said. */
export const belowMinimum = (draft: Hours & Pay, minimumHourlyFen: number): string | null => {
  if (!Number.isInteger(draft.payFen) || draft.payFen <= 0) return null
  const minutes = workedMinutes(draft)
  // Without sensible hours a day's pay cannot be judged; the hours are refused anyway.
  if (draft.payUnit === 'day' && minutes <= 0) return null
  const hourly = hourlyPayFen(draft)
  if (hourly >= minimumHourlyFen) return null
  const least = yuan(leastPayFen(minimumHourlyFen, draft.payUnit, minutes))
  return draft.payUnit === 'day'
    ? `干 ${workTime(minutes)}，合一小时 ${yuan(hourly)} 元，低于当地最低的 ${yuan(minimumHourlyFen)} 元。一天至少要给 ${least} 元`
    : `一小时 ${yuan(hourly)} 元，低于当地最低的 ${yuan(minimumHourlyFen)} 元。一小时至少要给 ${least} 元`
}
