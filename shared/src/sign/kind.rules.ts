import type { Terms } from '../apply/apply.contract'
import { workedMinutes } from '../jobs/jobs.rules'
import { workTime } from '../words/show'
import { day, marketClock, startOfMarketDay, startOfMarketWeek } from '../words/time'
import type { AgreementKind } from './kinds'
import { partTimeLimitsAt } from './law-tables'

/** What a worker has agreed with the same employer besides this job, in minutes: on its day, and in its week. */
export type OtherWork = { minutesThatDay: number; minutesThatWeek: number }
export const noOtherWork: OtherWork = { minutesThatDay: 0, minutesThatWeek: 0 }

/** A piece of work that both are bound to, or one of them has put their name to. */
export type AgreedWork = { startsAt: number; minutes: number }

/** Adds up what lies in the day and in the week (Monday to Sunday, the market's clock) of a job. Work counts on the day it begins. */
export function otherWorkOf(works: readonly AgreedWork[], startsAt: number): OtherWork {
  const sum = (start: (at: number) => number): number =>
    works.filter((one) => start(one.startsAt) === start(startsAt)).reduce((total, { minutes }) => total + minutes, 0)
  return { minutesThatDay: sum(startOfMarketDay), minutesThatWeek: sum(startOfMarketWeek) }
}

export type KindFacts = {
  /** Of the worker, on the day of the agreement; see retirement.rules. */
  pastRetirementAge: boolean
  otherWork: OtherWork
}

/**
 * Which agreement the law makes of the facts, and why in words for both sides. Nobody chooses it: calling an employment
 * a "service" does not make it one, and cutting a long day into short jobs does not make it part-time.
 * A job is one stretch of at most twelve hours (jobs.rules), so its minutes are those of a day.
 *
 * The words name the rule and not the sum: an agreement must not change because one more job came to a week that was over the
 * limit already.
 */
export function agreementKind(terms: Terms, { pastRetirementAge, otherWork }: KindFacts): { kind: AgreementKind; reason: string } {
  if (terms.employerKind === 'household') {
    return { kind: 'civil_service', reason: '雇主是个人家庭，不是单位，所以签劳务协议，按《民法典》办。' }
  }
  if (pastRetirementAge) {
    return { kind: 'past_retirement', reason: '工人已到法定退休年龄，不能再签劳动合同，所以签超龄劳动者用工协议，工钱和安全照样受保护。' }
  }
  const { minutesADay, minutesAWeek } = partTimeLimitsAt(terms.startsAt)
  const [aDay, aWeek] = [workTime(minutesADay), workTime(minutesAWeek)]
  const minutes = workedMinutes(terms)
  const taskBased = (why: string) => ({ kind: 'task_based' as const, reason: `${why}，按《劳动合同法》第十五条签以完成一定工作任务为期限的劳动合同。` })
  if (minutes > minutesADay) return taskBased(`一天干活超过 ${aDay}`)
  if (minutes + otherWork.minutesThatDay > minutesADay) return taskBased(`工人这一天在这家单位约好的活，加上这一个，一共超过 ${aDay}`)
  if (minutes + otherWork.minutesThatWeek > minutesAWeek) return taskBased(`工人这一周（${weekWords(terms.startsAt)}）在这家单位约好的活，加上这一个，一共超过 ${aWeek}`)
  return { kind: 'part_time', reason: `一天干活不超过 ${aDay}，这一周在这家单位一共不超过 ${aWeek}，按《劳动合同法》第六十八条签非全日制用工合同。` }
}

/** Why an agreement of before reasons were kept is of its kind. */
export const reasonOfBefore = (terms: Terms, kind: AgreementKind): string =>
  // Past retirement age was not yet a kind of its own.
  agreementKind(terms, { pastRetirementAge: kind === 'civil_service', otherWork: noOtherWork }).reason

/** `11月23日到29日`, `11月30日到12月6日`. */
function weekWords(at: number): string {
  const first = marketClock(startOfMarketWeek(at))
  const last = marketClock(startOfMarketWeek(at) + 6 * day)
  return `${first.month}月${first.day}日到${first.month === last.month ? '' : `${last.month}月`}${last.day}日`
}
