import type { JobCard, JobTemplate, MyJob } from '@market/shared/jobs/jobs.contract'
import type { JobState } from '@market/shared/journey'
import { payUnitWords, perkWords, settleTimeWords, settleWayWords, type Perk } from '@market/shared/words/lists'
import { moment, yuan } from '@market/shared/words/show'
import type { TagTone } from '../../ui/tag'

const stateTags: Record<JobState, { word: string; tone: TagTone }> = {
  in_review: { word: '等工作人员看', tone: 'wait' },
  open: { word: '正在招', tone: 'wait' },
  closed: { word: '已停招', tone: 'plain' },
  cancelled: { word: '已取消', tone: 'plain' },
  // Its start ends a posting by itself; the people on it work on.
  ended: { word: '已开工', tone: 'plain' },
  refused: { word: '没通过', tone: 'refused' },
  taken_down: { word: '被撤下', tone: 'refused' },
}

/** How a job stands in a word. One that is open but has no place left says so, and one that is over. */
export function jobStateTag({ status, headcount, filled, endsAt }: Pick<JobCard, 'status' | 'headcount' | 'filled' | 'endsAt'>, now: number): { word: string; tone: TagTone } {
  if (status !== 'cancelled' && endsAt <= now) return { word: '已收工', tone: 'plain' }
  return status === 'open' && filled >= headcount ? { word: '已招满', tone: 'confirmed' } : stateTags[status]
}

/** What waits for staff is hired for as soon as they have looked. */
const hiring: readonly JobState[] = ['open', 'in_review']

export type SortedJobs = { waiting: MyJob[]; open: MyJob[]; past: MyJob[] }

/**
 * What waits for the employer first, however old; then what is being hired for, soonest first; then the rest, newest
 * first as the server gave it.
 */
export function sortJobs(jobs: readonly MyJob[]): SortedJobs {
  const waiting = jobs.filter(({ counts }) => counts.waitingForMe > 0)
  const rest = jobs.filter(({ counts }) => counts.waitingForMe === 0)
  const bySoonest = (one: MyJob, other: MyJob): number => one.job.startsAt - other.job.startsAt
  return {
    waiting: waiting.sort(bySoonest),
    open: rest.filter(({ job }) => hiring.includes(job.status)).sort(bySoonest),
    past: rest.filter(({ job }) => !hiring.includes(job.status)),
  }
}

/** The lines under a template's title: `4 人 · 200 元/天`, `今天 06:30 开工`. */
export const templateWords = ({ draft }: JobTemplate, now: number): string[] => [
  `${draft.headcount} 人 · ${yuan(draft.payFen)} 元/${payUnitWords[draft.payUnit]}`,
  `${moment(draft.startsAt, now)} 开工`,
]

/** `当天结，微信`. */
export const settleWords = ({ settleWhen, settleHow }: Pick<JobCard, 'settleWhen' | 'settleHow'>): string =>
  `${settleTimeWords[settleWhen]}，${settleWayWords[settleHow]}`

/** `管午饭、发手套`, or that nothing is added. */
export const perksWords = (perks: readonly Perk[]): string => perks.map((perk) => perkWords[perk]).join('、') || '没有另外管的'
