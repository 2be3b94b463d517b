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
export type ReasonedJob = Pick<JobFacts, 'trade' | 'lat' | 'lng' | 'dayPayFen' | 'hourlyPayFen' | 'cleanSettlements'>

const payUnitWord = ({ wishedPayUnit }: Seeker): string => (wishedPayUnit === 'day' ? '日薪' : '时薪')

const payReason = (job: ReasonedJob, seeker: Seeker, whose: '您' | ''): string[] => {
  if (seeker.wishedPayFen <= 0) return []
  const more = comparablePayFen(job, seeker) - seeker.wishedPayFen
  const unit = payUnitWord(seeker)
  return [more === 0 ? `${unit}正好是${whose}期望的` : `${unit}比${whose}期望的${more > 0 ? '高' : '低'} ${yuan(Math.abs(more))} 元`]
}

const tradeReason = (job: Pick<JobFacts, 'trade'>, seeker: Seeker, rules: MatchRules, whose: '您' | ''): string[] => {
  if (seeker.trades.includes(job.trade)) return [`${whose}登记过${tradeName(job.trade)}`]
  const { trade } = closest(rules.related, seeker.trades, job.trade)
  return trade === null ? [] : [`${whose}会${tradeName(trade)}，${tradeName(job.trade)}相近`]
}

/** Why a job fits, for its worker, in the order of the weights; each is a fact a person can check. */
export const matchReasons = (job: JobFacts, seeker: Seeker, rules: MatchRules, now: number): string[] =>
  reasonsOf(job, metresTo(job, seeker), moment(job.startsAt, now), seeker, rules)

/** The same for whoever has the distance and the words of the start already. */
export const reasonsOf = (job: ReasonedJob, metres: number | null, begins: string, seeker: Seeker, rules: MatchRules): string[] => [
  ...tradeReason(job, seeker, rules, '您'),
  ...(metres === null ? [] : [distance(metres)]),
  ...payReason(job, seeker, '您'),
  `${begins} 集合`,
  ...(job.cleanSettlements >= worthSaying ? [`雇主结清过 ${job.cleanSettlements} 次工钱，没有拖欠`] : []),
]

/** Why a worker fits a job, for its employer and for staff. Nothing in it is about the person. */
export function workerReasons(job: ReasonedJob, seeker: Seeker, rules: MatchRules): string[] {
  const metres = metresTo(job, seeker)
  const fits = tradeReason(job, seeker, rules, '')
  return [
    ...fits,
    ...(fits.length > 0 && rules.skilledTrades.includes(job.trade) ? [skillLevelWords[seeker.skillLevel]] : []),
    ...(metres === null ? [] : [metres < nearby ? '就在干活的地方附近' : `离干活的地方 ${distance(metres)}`]),
    ...payReason(job, seeker, ''),
  ]
}
