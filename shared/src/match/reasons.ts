import { skillLevelWords, tradeName } from '../words/lists'
import { distance, moment, yuan } from '../words/show'
import type { JobFacts, Seeker } from './facts'
import type { MatchRules } from './match-rules'
import { closest, comparablePayFen, metresTo } from './score'

/** Settlements without anything going wrong from which on it is worth saying. */
const worthSaying = 3
/** Metres below which `distance` has a word and no number. */
const nearby = 100

/** What the words are made of. */
export type ReasonedJob = Pick<JobFacts, 'trade' | 'lat' | 'lng' | 'dayPayFen' | 'hourlyPayFen'>

type PayUnit = Seeker['wishedPayUnit']
const payUnitWords: Record<PayUnit, string> = { day: '日薪', hour: '时薪' }

/** By how much a job pays more than the wish, in fen of its unit; null where nothing is wished for. */
export const payAboveWish = (job: ReasonedJob, seeker: Seeker): number | null => (seeker.wishedPayFen <= 0 ? null : comparablePayFen(job, seeker) - seeker.wishedPayFen)

const payPhrase = (unit: PayUnit, more: number, whose: '您' | ''): string =>
  more === 0 ? `${payUnitWords[unit]}正好是${whose}期望的` : `${payUnitWords[unit]}比${whose}期望的${more > 0 ? '高' : '低'} ${yuan(Math.abs(more))} 元`

const payReason = (job: ReasonedJob, seeker: Seeker, whose: '您' | ''): string | null => {
  const more = payAboveWish(job, seeker)
  return more === null ? null : payPhrase(seeker.wishedPayUnit, more, whose)
}

const tradeReason = (jobTrade: string, seeker: Seeker, rules: MatchRules, whose: '您' | ''): string | null => {
  if (seeker.trades.includes(jobTrade)) return `${whose}登记过${tradeName(jobTrade)}`
  const { trade } = closest(rules.related, seeker.trades, jobTrade)
  return trade === null ? null : `${whose}会${tradeName(trade)}，${tradeName(jobTrade)}相近`
}

/** Why a job fits, for its worker, in the order of the weights; each is a fact a person can check. */
export function matchReasons(job: JobFacts, seeker: Seeker, rules: MatchRules, now: number): string[] {
  const metres = metresTo(job, seeker)
  const more = payAboveWish(job, seeker)
  return [
    workerTradeReason(job.trade, seeker, rules),
    metres === null ? null : distance(metres),
    more === null ? null : workerPayReason(seeker.wishedPayUnit, more),
    startReason(job.startsAt, now),
    isWorthSaying(job.cleanSettlements) ? settlementsReason(job.cleanSettlements) : null,
  ].filter((reason) => reason !== null)
}

// The same one by one, for whoever keeps the phrases that were made. Each depends on what is handed in and on nothing else.

/** What a worker is told of a trade; null where nothing speaks for it. */
export const workerTradeReason = (jobTrade: string, seeker: Seeker, rules: MatchRules): string | null => tradeReason(jobTrade, seeker, rules, '您')

/** @param more see `payAboveWish` */
export const workerPayReason = (unit: PayUnit, more: number): string => payPhrase(unit, more, '您')

export const startReason = (startsAt: number, now: number): string => `${moment(startsAt, now)} 集合`

/** @param cleanSettlements of the employer, see `JobFacts` */
export const isWorthSaying = (cleanSettlements: number): boolean => cleanSettlements >= worthSaying
export const settlementsReason = (cleanSettlements: number): string => `雇主结清过 ${cleanSettlements} 次工钱，没有拖欠`

/** Why a worker fits a job, for its employer and for staff. Nothing in it is about the person. */
export function workerReasons(job: ReasonedJob, seeker: Seeker, rules: MatchRules): string[] {
  const metres = metresTo(job, seeker)
  const fits = tradeReason(job.trade, seeker, rules, '')
  return [
    fits,
    fits !== null && rules.skilledTrades.includes(job.trade) ? skillLevelWords[seeker.skillLevel] : null,
    metres === null ? null : metres < nearby ? '就在干活的地方附近' : `离干活的地方 ${distance(metres)}`,
    payReason(job, seeker, ''),
  ].filter((reason) => reason !== null)
}
