import { overlaps } from '../apply/apply.rules'
import { isAdultsOnly } from '../words/lists'
import type { JobFacts, Seeker } from './facts'

/** What closes a job to everybody. */
const jobRules = ['not_open', 'begun', 'hidden', 'full'] as const
type JobRule = (typeof jobRules)[number]

/** What keeps one worker from a job that others may take. */
const workerRules = ['own_job', 'taken', 'known_workers_first', 'overlap', 'adults_only'] as const
export type WorkerRule = (typeof workerRules)[number]

/** What keeps a worker from a job whatever the score, in the order in which it is asked. */
export const hardRules = [...jobRules, ...workerRules] as const
export type HardRule = (typeof hardRules)[number]

/** Why somebody cannot be sent to a job, for staff; of those who wait to be chosen, for the employer. */
export const hardRuleWords: Record<HardRule, string> = {
  not_open: '这个活不招人了',
  begun: '已经开工了',
  hidden: '雇主还没确认这个活照旧',
  full: '已经招满',
  own_job: '是自己发的活',
  taken: '报过名，或者被婉拒、取消过',
  known_workers_first: '现在先给熟人',
  overlap: '和答应的活时间撞了',
  adults_only: '未满 18 周岁不能做这个工种',
}

/** The first hard rule that is broken, or null when the worker may take the job at `now` (UTC ms). */
export const hardRuleBroken = (job: JobFacts, seeker: Seeker, now: number): HardRule | null => jobRuleBroken(job, now) ?? workerRuleBroken(job, seeker, now)

function jobRuleBroken(job: JobFacts, now: number): JobRule | null {
  if (!job.open) return 'not_open'
  if (job.startsAt <= now) return 'begun'
  if (job.shownUntil !== null && job.shownUntil <= now) return 'hidden'
  return job.placesLeft <= 0 ? 'full' : null
}

/** The same of this worker alone: one of those who wait at a job that is full or closed is not the worse for that. */
export function workerRuleBroken(job: JobFacts, seeker: Seeker, now: number): WorkerRule | null {
  if (job.employerId === seeker.personId) return 'own_job'
  if (seeker.takenJobIds.has(job.id)) return 'taken'
  if (job.publicFrom !== null && job.publicFrom > now && !seeker.knownEmployerIds.has(job.employerId)) return 'known_workers_first'
  if (seeker.busy.some((hours) => overlaps(hours, job))) return 'overlap'
  return !seeker.adult && isAdultsOnly(job.trade) ? 'adults_only' : null
}

export const mayTake = (job: JobFacts, seeker: Seeker, now: number): boolean => hardRuleBroken(job, seeker, now) === null
