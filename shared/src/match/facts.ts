import { dayPayFen, hourlyPayFen, type Hours, type Pay } from '../jobs/jobs.rules'
import type { JobState } from '../journey'
import type { Place } from '../markets/markets.rules'
import type { PayUnit, SettleTime, SkillLevel } from '../words/lists'
import { day, minute, startOfMarketDay } from '../words/time'
import { areHoursForAdults, type Lawful } from './work-limits'

/**
 * What matching knows of a worker: wishes and promises, not the person. Age, sex and origin are not here, so they cannot
 * count; what the law asks (`Lawful`) opens and closes work, and is no part of a score.
 */
export type Seeker = Lawful & {
  /** The account: its own postings are not for it. */
  personId: string
  trades: readonly string[]
  skillLevel: SkillLevel
  wishedPayFen: number
  wishedPayUnit: PayUnit
  /** Where the worker is; null where that is not known. */
  place: Place | null
  /** Hours already promised to other jobs, UTC ms. */
  busy: readonly { startsAt: number; endsAt: number }[]
  /** Jobs that cannot be applied to (any more). */
  takenJobIds: ReadonlySet<string>
  /** Employers this worker was settled with before. */
  knownEmployerIds: ReadonlySet<string>
}

/**
 * What matching knows of a job. Instants are UTC ms in whole seconds, the length in whole minutes, the place in millionths
 * of a degree (11 cm): what the index keeps is exactly what the rule is given.
 */
export type JobFacts = {
  id: string
  employerId: string
  trade: string
  lat: number
  lng: number
  startsAt: number
  endsAt: number
  /** Pay of the whole job and of one hour, fen. */
  dayPayFen: number
  hourlyPayFen: number
  /** The hours are for people of age only, by law. */
  hoursForAdults: boolean
  /** Open, as far as was written: its start and the clocks below are judged by the time of asking. */
  open: boolean
  placesLeft: number
  /** Until when it is shown; null where its start alone ends that. */
  shownUntil: number | null
  /** Until then only for workers the employer knows; null for everybody from the start. */
  publicFrom: number | null
  postedAt: number
  /** The employer's record, 0 (bad) to 1 (nothing ever went wrong); a new employer's is the average. */
  employerRecord: number
  /** How often this employer has settled, where nothing ever went wrong; else 0. For the words only. */
  cleanSettlements: number
}

/** A job as it is stored. */
export type JobToMatch = Hours & Pay & Place & {
  id: string
  employerId: string
  trade: string
  status: JobState
  headcount: number
  filled: number
  confirmedUntil: number | null
  publicFrom: number | null
  postedAt: number
}

const second = 1_000
const earlier = (at: number): number => Math.floor(at / second) * second
const later = (at: number): number => Math.ceil(at / second) * second
/** Far beyond any wish, and what fits into 32 bits. */
const mostPayFen = 4_000_000_000
const microdegrees = (degrees: number): number => Math.round(degrees * 1e6) / 1e6

/** Rounds towards the side on which nothing is promised that does not hold: never open longer, never shorter at work. */
export const jobFacts = (job: JobToMatch, employer: Pick<JobFacts, 'employerRecord' | 'cleanSettlements'>): JobFacts => {
  const startsAt = earlier(job.startsAt)
  return {
    id: job.id,
    employerId: job.employerId,
    trade: job.trade,
    lat: microdegrees(job.lat),
    lng: microdegrees(job.lng),
    startsAt,
    endsAt: startsAt + Math.ceil((job.endsAt - startsAt) / minute) * minute,
    dayPayFen: Math.min(mostPayFen, dayPayFen(job)),
    hourlyPayFen: Math.min(mostPayFen, hourlyPayFen(job)),
    hoursForAdults: areHoursForAdults(job),
    open: job.status === 'open',
    placesLeft: Math.max(0, job.headcount - job.filled),
    shownUntil: job.confirmedUntil === null ? null : earlier(job.confirmedUntil),
    publicFrom: job.publicFrom === null ? null : later(job.publicFrom),
    postedAt: earlier(job.postedAt),
    ...employer,
  }
}

/** What became of the places an employer gave: settlements in time and without dispute, and times it went otherwise. */
export type EmployerRecord = { settled: number; broken: number }

/**
 * An employer's record as it counts, 0–1. Everybody's begins with `averageRecords` average settlements, so that a new
 * employer stands at the average and one mishap is no verdict.
 * @param average the same share over all employers, 0–1
 */
export const recordShare = ({ settled, broken }: EmployerRecord, average: number, averageRecords: number): number => {
  const counted = settled + broken + averageRecords
  return counted === 0 ? average : (settled + average * averageRecords) / counted
}

/** The last moment (UTC ms) at which the pay of a job may be given, by what the posting promised: the end of that day. */
const payDue = ({ settleWhen, endsAt }: { settleWhen: SettleTime; endsAt: number }): number => {
  const days: Record<SettleTime, number> = { same_day: 1, on_completion: 1, next_day: 2, weekly: 8 }
  return startOfMarketDay(endsAt) + days[settleWhen] * day
}

/** Whether pay given at `paidAt` (UTC ms) came by the day that was promised. */
export const paidInTime = (terms: { settleWhen: SettleTime; endsAt: number }, paidAt: number): boolean => paidAt < payDue(terms)
