import type { Terms } from '../apply/apply.contract'
import type { FieldProblem } from '../errors'
import { workedMinutes, keptText } from '../jobs/jobs.rules'
import { workTime, yuan } from '../words/show'
import { minute } from '../words/time'

/** What the hours and the pay of one job may be, once it is done. Money in fen, time in whole minutes. */

/** A day's pay is for the day: so much more or less changes nothing. */
const dayTolerance = 30

type PayTerms = Pick<Terms, 'startsAt' | 'endsAt' | 'breakMinutes' | 'payFen' | 'payUnit'>

/**
 * What the signed terms give for these minutes, rounded up. A day's pay covers the agreed hours; noticeably more or less
 * counts in proportion, so that staying longer is paid (overtime rates of 劳动法 44 come on top where they apply).
 */
export function agreedPayFen(terms: PayTerms, minutes: number): number {
  if (terms.payUnit === 'hour') return Math.ceil((terms.payFen * minutes) / 60)
  const agreed = workedMinutes(terms)
  return Math.abs(minutes - agreed) <= dayTolerance ? terms.payFen : Math.ceil((terms.payFen * minutes) / Math.max(1, agreed))
}

export type Proposal = { minutes: number; amountFen: number; note: string }

/**
 * What stops an employer's statement of hours and pay, all at once.
 * @param minimumHourlyFen that applied at the market when the job began
 */
export function proposalProblems(terms: PayTerms, { minutes, amountFen, note }: Proposal, minimumHourlyFen: number): FieldProblem[] {
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 24 * 60) return [{ field: 'minutes', message: '工时请填 1 分钟到 24 小时' }]
  // Compared without dividing: a rounded hourly rate could pass a cent too low.
  if (amountFen * 60 < minimumHourlyFen * minutes) {
    const least = yuan(Math.ceil((minimumHourlyFen * minutes) / 60))
    return [{ field: 'amountFen', message: `干 ${workTime(minutes)}，不能低于当地最低工资，至少 ${least} 元` }]
  }
  const agreed = agreedPayFen(terms, minutes)
  if (amountFen < agreed && keptText(note) === '') {
    return [{ field: 'note', message: `比约定的 ${yuan(agreed)} 元少，请写明原因，工人会看到` }]
  }
  return []
}

/**
 * A first proposal for the page. From the arrival scan to the end of work, without the break: waiting and preparing
 * count. While the end is not known, or lies before the job was to begin, the agreed hours are the better guess.
 * @param finishedAt UTC ms; null while the worker has not ended the work
 * @param now UTC ms
 * @returns minutes, and the pay for them rounded up to whole yuan, as people pay
 */
export function suggestSettlement(terms: PayTerms, arrivedAt: number | null, finishedAt: number | null, now: number): { minutes: number; amountFen: number } {
  const end = finishedAt ?? (now >= terms.endsAt ? terms.endsAt : null)
  const known = arrivedAt !== null && end !== null && end > terms.startsAt && end > arrivedAt
  const agreed = workedMinutes(terms)
  const attended = known ? attendedMinutes(terms, arrivedAt, end) : agreed
  // A day is a day: a few minutes about it are not worth an argument.
  const minutes = terms.payUnit === 'day' && Math.abs(attended - agreed) <= dayTolerance ? agreed : attended
  return { minutes, amountFen: Math.ceil(agreedPayFen(terms, minutes) / 100) * 100 }
}

/** Who leaves before the break would have come is not made to pay for it. */
function attendedMinutes(terms: PayTerms, arrivedAt: number, end: number): number {
  const present = Math.floor((end - arrivedAt) / minute)
  const agreedPresence = Math.floor((terms.endsAt - terms.startsAt) / minute)
  const rest = present * 2 > agreedPresence ? terms.breakMinutes : 0
  return Math.min(24 * 60, Math.max(1, present - rest))
}
