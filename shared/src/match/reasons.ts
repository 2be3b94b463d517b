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

const payUnitWord = ({ wishedPayUnit }: Seeker): string => (wishedPayUnit === 'day' ? '日薪' : '时薪')

const payReason = (job: ReasonedJob, seeker: Seeker, whose: '您' | ''): string | null => {
  if (seeker.wishedPayFen <= 0) return null
  const more = comparablePayFen(job, seeker) - seeker.wishedPayFen
  const unit = payUnitWord(seeker)
  return more === 0 ? `${unit}正好是${whose}期望的` : `${unit}比${whose}期望的${more > 0 ? '高' : '低'} ${yuan(Math.abs(more))} 元`
}

const tradeReason = (jobTrade: string, seeker: Seeker, rules: MatchRules, whose: '您' | ''): string | null => {
  if (seeker.trades.includes(jobTrade)) return `${whose}登记过${tradeName(jobTrade)}`
  const { trade } = closest(rules.related, seeker.trades, jobTrade)
  return trade === null ? null : `${whose}会${tradeName(trade)}，${tradeName(jobTrade)}相近`
}

/** Why a job fits, for its worker, in the order of the weights; each is a fact a person can check. */
export const matchReasons = (job: JobFacts, seeker: Seeker, rules: MatchRules, now: number): string[] =>
  reasonsOf(job, job.cleanSettlements, workerTradeReason(job.trade, seeker, rules), metresTo(job, seeker), moment(job.startsAt, now), seeker).filter((reason) => reason !== null)

/** What a worker is told of a trade; null where nothing speaks for it. */
export const workerTradeReason = (jobTrade: string, seeker: Seeker, rules: MatchRules): string | null => tradeReason(jobTrade, seeker, rules, '您')

/**
 * The same for whoever has parts of it already; null where there is nothing to say.
 * @param cleanSettlements of the employer, see `JobFacts`
 * @param forTrade what `workerTradeReason` says
 * @param metres to the job; null where the worker's place is not known
 * @param begins the start in words
 */
export const reasonsOf = (job: ReasonedJob, cleanSettlements: number, forTrade: string | null, metres: number | null, begins: string, seeker: Seeker): readonly (string | null)[] => [
  forTrade,
  metres === null ? null : distance(metres),
  payReason(job, seeker, '您'),
  `${begins} 集合`,
  cleanSettlements >= worthSaying ? `雇主结清过 ${cleanSettlements} 次工钱，没有拖欠` : null,
]

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
