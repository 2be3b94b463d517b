import { overlaps } from '../apply/apply.rules'
import { isAdultsOnly } from '../words/lists'
import type { JobFacts, Seeker } from './facts'
import { isClosedAfterRetirement, isLicensed } from './work-limits'

/** What closes a job to everybody. */
const jobRules = ['not_open', 'begun', 'hidden', 'full'] as const
export type JobRule = (typeof jobRules)[number]

/** What keeps one worker from a job that others may take. */
const workerRules = ['own_job', 'taken', 'known_workers_first', 'overlap', 'adults_only', 'minor_hours', 'past_retirement', 'licence_needed'] as const
export type WorkerRule = (typeof workerRules)[number]

/** What keeps a worker from a job whatever the score, in the order in which it is asked. */
export const hardRules = [...jobRules, ...workerRules] as const
export type HardRule = (typeof hardRules)[number]

/** Why somebody cannot be sent to a job, for staff. */
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
  minor_hours: '未满 18 周岁不能上夜班，也不能超过 8 小时',
  past_retirement: '过了退休年龄不能做危险工种',
  licence_needed: '没有这个工种要的操作证，或者干到那天证过期了',
}

/** The same of those who wait to be chosen, for the employer, who is not told somebody's age. True of a number that cannot be read, too. */
export const hindranceWords: Record<WorkerRule, string> = {
  ...hardRuleWords, adults_only: '这个工种暂时不能接', minor_hours: '这个活暂时不能接', past_retirement: '这个工种暂时不能接',
}

const closes: Record<JobRule, (job: JobFacts, now: number) => boolean> = {
  not_open: ({ open }) => !open,
  begun: ({ startsAt }, now) => startsAt <= now,
  hidden: ({ shownUntil }, now) => shownUntil !== null && shownUntil <= now,
  full: ({ placesLeft }) => placesLeft <= 0,
}

const keeps: Record<WorkerRule, (job: JobFacts, seeker: Seeker, now: number) => boolean> = {
  own_job: ({ employerId }, { personId }) => employerId === personId,
  taken: ({ id }, { takenJobIds }) => takenJobIds.has(id),
  known_workers_first: ({ publicFrom, employerId }, { knownEmployerIds }, now) => publicFrom !== null && publicFrom > now && !knownEmployerIds.has(employerId),
  overlap: (job, { busy }) => busy.some((hours) => overlaps(hours, job)),
  adults_only: ({ trade }, { adult }) => !adult && isAdultsOnly(trade),
  minor_hours: ({ hoursForAdults }, { adult }) => !adult && hoursForAdults,
  past_retirement: ({ trade }, { pastRetirement }) => pastRetirement && isClosedAfterRetirement(trade),
  licence_needed: ({ trade, endsAt }, { licensedUntil }) => !isLicensed(licensedUntil, trade, endsAt),
}

/** The first rule that closes the job to everybody at `now` (UTC ms), or null. */
export const jobRuleBroken = (job: JobFacts, now: number): JobRule | null => jobRules.find((rule) => closes[rule](job, now)) ?? null

/** The first that keeps this worker alone from it: one of those who wait at a job that is full or closed is not the worse for that. */
export const workerRuleBroken = (job: JobFacts, seeker: Seeker, now: number): WorkerRule | null => {
  // A loop: it is asked of millions of pairs.
  for (const rule of workerRules) if (keeps[rule](job, seeker, now)) return rule
  return null
}

/** The first hard rule that is broken, or null when the worker may take the job at `now` (UTC ms). */
export const hardRuleBroken = (job: JobFacts, seeker: Seeker, now: number): HardRule | null => jobRuleBroken(job, now) ?? workerRuleBroken(job, seeker, now)

/** All of them, for whoever wants to put it right: there may be more than one thing in the way. */
export const hardRulesBroken = (job: JobFacts, seeker: Seeker, now: number): HardRule[] =>
  [...jobRules.filter((rule) => closes[rule](job, now)), ...workerRules.filter((rule) => keeps[rule](job, seeker, now))]

export const mayTake = (job: JobFacts, seeker: Seeker, now: number): boolean => hardRuleBroken(job, seeker, now) === null
