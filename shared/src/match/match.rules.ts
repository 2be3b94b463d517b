import type { JobFacts, Seeker } from './facts'
import { mayTake, workerRuleBroken, type WorkerRule } from './hard-rules'
import type { MatchRules } from './match-rules'
import { matchScore } from './score'

/**
 * Ranking: hard rules first, then the published score. Among equal jobs the one that has waited longest for its people is
 * first, among equal workers the one who has waited longest for work; so the order is total, the same for everybody who
 * looks, and nobody is passed over for being new.
 */

export type RankedJob = { job: JobFacts; score: number }

const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/** Negative when `one` comes before `other`. */
export const compareJobs = (one: RankedJob, other: RankedJob): number =>
  other.score - one.score || one.job.postedAt - other.job.postedAt || byText(one.job.id, other.job.id)

/** The best jobs for a worker, best first. Looks at every one: what the index must equal, and what short lists are ranked with. */
export const bestMatches = (jobs: readonly JobFacts[], seeker: Seeker, rules: MatchRules, now: number, most: number): RankedJob[] =>
  jobs
    .filter((job) => mayTake(job, seeker, now))
    .map((job) => ({ job, score: matchScore(job, seeker, rules, now) }))
    .sort(compareJobs)
    .slice(0, most)

/** Somebody who waits for a job, since when (UTC ms). */
export type Waiting = { seeker: Seeker; since: number }
type RankedSeeker = Waiting & { score: number; broken: WorkerRule | null }

const compareSeekers = (one: RankedSeeker, other: RankedSeeker): number =>
  other.score - one.score || one.since - other.since || byText(one.seeker.personId, other.seeker.personId)

/**
 * Everybody who waits for one job, best first; among equals whoever has waited longest. Nobody is left out: whom a hard rule keeps from it at this moment
 * stands last, with the rule, for hours that overlap now may be free again when the employer chooses.
 */
export const rankQueue = (waiting: readonly Waiting[], job: JobFacts, rules: MatchRules, now: number): RankedSeeker[] =>
  waiting
    .map((one) => ({ ...one, score: matchScore(job, one.seeker, rules, now), broken: workerRuleBroken(job, one.seeker, now) }))
    .sort((one, other) => Number(one.broken !== null) - Number(other.broken !== null) || compareSeekers(one, other))
