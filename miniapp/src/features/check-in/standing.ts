import type { Application } from '@market/shared/apply/apply.contract'
import type { CheckIn } from '@market/shared/check-in/check-in.contract'
import type { Match } from '@market/shared/match/match.contract'
import type { Transfer } from '@market/shared/transfer/transfer.contract'
import { distance, moment } from '@market/shared/words/show'
import { clockTime } from '@market/shared/words/time'
import { placeWords } from '../apply/place.text'
import { byUrgency, groupOf } from '../apply/progress'
import { movingWords } from '../transfer/transfer.text'

export type Standing = { now: string; next: string }

/** `有 6 个活适合您，最近的 2.1 公里`. */
export function fittingWords(matches: readonly Match[] | null): string {
  if (matches === null) return '正在看哪些活适合您'
  if (matches.length === 0) return '现在没有合适的活，有了会出现在下面'
  const metres = matches.flatMap(({ job }) => (job.distanceMetres === null ? [] : [job.distanceMetres]))
  const near = distance(Math.min(...metres))
  const nearest = metres.length > 0 ? `，最近的${/^\d/.test(near) ? ` ${near}` : near}` : ''
  return `有 ${matches.length} 个活适合您${nearest}`
}

/** Jobs that are not over, the most urgent first. */
export const jobsUnderWay = (applications: readonly Application[]): Application[] =>
  applications.filter(({ state }) => groupOf(state) !== 'over').sort(byUrgency)

/** The most urgent of the jobs that stand before everything else. A queue is none of them: whoever waits looks on, checks in and has a number. */
export const foremostOf = (underWay: readonly Application[]): Application | null => underWay.find(({ state }) => state !== 'queued') ?? null

/** An accepted job, or one in which something is to be done: before it nothing else matters this morning. */
function jobWords(application: Application, now: number): Standing {
  const { state, terms } = application
  const words = placeWords(application, now)
  return state === 'signed' ? { now: `${moment(terms.startsAt, now)} 开工，别迟到`, next: `${terms.address}。${words.next}` } : words
}

type Known = {
  checkIn: CheckIn | null
  /** null while they are being read. */
  matches: readonly Match[] | null
  /** The job that stands before everything else. */
  current: Application | null
  /** On the way to another market. */
  moving: Transfer | null
}

/**
 * Where a registered worker stands this morning, and what is next.
 * @param now UTC ms
 */
export function standingOf({ checkIn, matches, current, moving }: Known, now: number): Standing {
  if (current) return jobWords(current, now)
  if (moving) return movingWords(moving, now)
  if (checkIn !== null && checkIn.leftAt !== null) return { now: `您 ${clockTime(checkIn.leftAt)} 离场了`, next: `想接着找活，再扫门口的码就行，还是第 ${checkIn.number} 位` }
  return checkIn
    ? { now: `已签到，您是今天第 ${checkIn.number} 位`, next: `${clockTime(checkIn.at)} ${checkIn.gateName} · ${fittingWords(matches)}` }
    : { now: '您今天还没签到', next: '到市场门口，点“扫一扫”扫门上的码，就排上号了' }
}
