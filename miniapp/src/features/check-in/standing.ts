import type { Application } from '@market/shared/apply/apply.contract'
import type { CheckIn } from '@market/shared/check-in/check-in.contract'
import type { Match } from '@market/shared/match/match.contract'
import { stateWords } from '@market/shared/journey'
import { distance, moment } from '@market/shared/words/show'
import { clockTime } from '@market/shared/words/time'
import { byUrgency, groupOf } from '../apply/progress'

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

/** An accepted job, or one in which something is to be done: before it nothing else matters this morning. */
function jobWords({ state, terms }: Application, now: number): Standing {
  const words = stateWords[state].worker
  return state === 'signed'
    ? { now: `${moment(terms.startsAt, now)} 开工，别迟到`, next: `${terms.address}。${words.next}` }
    : { now: words.now, next: words.next }
}

/**
 * Where a registered worker stands this morning, and what is next. `matches` null while they are being read.
 * @param current the most urgent of the jobs under way
 * @param now UTC ms
 */
export function standingOf(checkIn: CheckIn | null, matches: readonly Match[] | null, current: Application | null, now: number): Standing {
  if (current) return jobWords(current, now)
  if (checkIn !== null && checkIn.leftAt !== null) return { now: `您 ${clockTime(checkIn.leftAt)} 离场了`, next: `想接着找活，再扫门口的码就行，还是第 ${checkIn.number} 位` }
  return checkIn
    ? { now: `已签到，您是今天第 ${checkIn.number} 位`, next: `${clockTime(checkIn.at)} ${checkIn.gateName} · ${fittingWords(matches)}` }
    : { now: '您今天还没签到', next: '到市场门口，点“扫一扫”扫门上的码，就排上号了' }
}
