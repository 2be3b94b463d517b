import type { JobCard } from '../jobs/jobs.contract'
import { dayPayFen, hourlyPayFen } from '../jobs/jobs.rules'
import { overlaps } from '../apply/apply.rules'
import { tradeName, type PayUnit } from '../words/lists'
import { distance, moment, yuan } from '../words/show'
import { day, hour } from '../words/time'
import type { Match } from './match.contract'

/**
 * How open jobs are ranked for one worker. The weights are public and are the whole of it: points of 1,000 for each
 * part. Age, sex, origin and everything else about the person are not parts, and are not even handed in.
 */
export const matchWeights = {
  /** The trade is one the worker registered. */
  trade: 350,
  /** Near: full points at the door, none from 30 km on. Half where the worker's place is not known. */
  distance: 250,
  /** Pay against the wish: full points from a fifth above it, none from a fifth below. */
  pay: 200,
  /** Soon: full points within two hours, none from three days on. */
  start: 120,
  /** Newly posted: full points at once, none after two days. */
  freshness: 80,
} as const

const farMetres = 30_000
const paySpan = 0.2
const soon = 2 * hour
const late = 3 * day
const stale = 2 * day

/** What ranking knows of a worker: wishes, not the person. */
export type Seeker = {
  trades: readonly string[]
  wishedPayFen: number
  wishedPayUnit: PayUnit
  /** Hours already promised to other jobs. */
  busy: readonly { startsAt: number; endsAt: number }[]
  /** Jobs that cannot be applied to (any more). */
  takenJobIds: ReadonlySet<string>
}

/** Hard rules, before any points: whether the worker could apply at all. The distance is in the card, where it is known. */
export const mayTake = (job: JobCard, seeker: Seeker, now: number): boolean =>
  job.status === 'open' &&
  job.startsAt > now &&
  job.filled < job.headcount &&
  !seeker.takenJobIds.has(job.id) &&
  !seeker.busy.some((hours) => overlaps(hours, job))

/** From 0 to 1, falling evenly from `best` to `worst`. */
const share = (value: number, best: number, worst: number): number => Math.min(1, Math.max(0, (worst - value) / (worst - best)))

/** The job's pay in the unit of the wish, in fen. */
const comparablePay = (job: JobCard, unit: PayUnit): number => (unit === 'day' ? dayPayFen(job) : hourlyPayFen(job))

/** Points of one job, 0–1000. */
export function matchScore(job: JobCard, seeker: Seeker, now: number): number {
  const pay = seeker.wishedPayFen > 0 ? comparablePay(job, seeker.wishedPayUnit) / seeker.wishedPayFen : 1
  return Math.round(
    (seeker.trades.includes(job.trade) ? matchWeights.trade : 0) +
    matchWeights.distance * (job.distanceMetres === null ? 0.5 : share(job.distanceMetres, 0, farMetres)) +
    matchWeights.pay * share(pay, 1 + paySpan, 1 - paySpan) +
    matchWeights.start * share(job.startsAt - now, soon, late) +
    matchWeights.freshness * share(now - job.postedAt, 0, stale),
  )
}

/** Why it fits, in the order of the weights; each is a fact a person can check. */
export function matchReasons(job: JobCard, seeker: Seeker, now: number): string[] {
  const unit = seeker.wishedPayUnit === 'day' ? '日薪' : '时薪'
  const more = comparablePay(job, seeker.wishedPayUnit) - seeker.wishedPayFen
  const pay = more === 0 ? `${unit}正好是您期望的` : `${unit}比您期望的${more > 0 ? '高' : '低'} ${yuan(Math.abs(more))} 元`
  return [
    ...(seeker.trades.includes(job.trade) ? [`您登记过${tradeName(job.trade)}`] : []),
    ...(job.distanceMetres === null ? [] : [distance(job.distanceMetres)]),
    ...(seeker.wishedPayFen > 0 ? [pay] : []),
    `${moment(job.startsAt, now)} 集合`,
  ]
}

/** The best jobs for a worker, best first; of equal ones the one that begins sooner, then the smaller id. */
export function bestMatches(jobs: readonly JobCard[], seeker: Seeker, now: number, most: number): Match[] {
  return jobs
    .filter((job) => mayTake(job, seeker, now))
    .map((job) => ({ job, score: matchScore(job, seeker, now) }))
    .sort((one, other) => other.score - one.score || one.job.startsAt - other.job.startsAt || (one.job.id < other.job.id ? -1 : 1))
    .slice(0, most)
    .map(({ job, score }) => ({ job, score, reasons: matchReasons(job, seeker, now) }))
}
