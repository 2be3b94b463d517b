import type { Application } from '@market/shared/apply/apply.contract'
import { latestByHand } from '@market/shared/arrive/by-hand.rules'
import { stateWords, wordsOf } from '@market/shared/journey'
import { isForKnownOnly } from '@market/shared/jobs/hiring.rules'
import type { JobCard, JobDetail } from '@market/shared/jobs/jobs.contract'
import { payUnitWords } from '@market/shared/words/lists'
import { moment, stretch, until, yuan } from '@market/shared/words/show'
import { day } from '@market/shared/words/time'

/** The words of waiting for a place, of one that is held, and of giving up one for another. Instants and `now` are UTC ms. */

/** `今天 14:05 前答复`. */
export const answerBy = (offerUntil: number, now: number): string => `${moment(offerUntil, now)} 前答复`

/** What is left of the clock, in words: it moves once a minute, and hurries nobody. */
export const leftWords = (offerUntil: number, now: number): string => (offerUntil <= now ? '时间到了' : (until(offerUntil, now) ?? ''))

export const queueWords = (ahead: number): string => (ahead === 0 ? '您排在第一个' : `前面还有 ${ahead} 人`)

type Place = Pick<Application, 'state' | 'queueAhead' | 'offerUntil' | 'lapsedFrom'> & { job: Pick<JobCard, 'hiring'> }

/** Whether somebody waits to be chosen: there no order of coming counts. */
export const waitsToBeChosen = ({ state, job }: Pick<Place, 'state' | 'job'>): boolean => state === 'queued' && job.hiring === 'employer_chooses'

/** Where an application stands, with its clock or its place in the queue. */
export function placeWords({ state, queueAhead, offerUntil, lapsedFrom, job }: Place, now: number): { now: string; next: string } {
  const words = wordsOf({ state, lapsedFrom }).worker
  if (waitsToBeChosen({ state, job })) return { now: '报上名了，等雇主来挑', next: '选中了给您留个位子，马上告诉您' }
  if (queueAhead !== null) return { now: `${words.now}，${queueWords(queueAhead)}`, next: words.next }
  if (offerUntil !== null) return { now: words.now, next: `${answerBy(offerUntil, now)}，到点让给下一位` }
  return words
}

/** Of whose hours are over and whom nobody scanned: what stands there, and that it can be put right. */
export const unscannedWords = (state: Application['state']): { now: string; next: string } => ({
  now: state === 'absent' ? '记成没到场' : '收工了，没扫到您的工作码',
  next: '要是去了、干了活，还能补上，看下面怎么办',
})

/** What whoever worked does about it. */
export const unscannedSteps = (marketName: string): string =>
  `到${marketName}的服务台说一声，或者打电话。工作人员给您补报，再有一位同事核对，就算到岗，照样算工时、工钱。收工以后 ${latestByHand / day} 天里都行。`

/** How a job's places are filled, for whoever thinks of applying; null where it is simply first come, first served. */
export function hiringNote(job: Pick<JobCard, 'hiring' | 'publicFrom'>, now: number): { value: string; note: string } | null {
  if (job.hiring === 'employer_chooses') return { value: '雇主来挑', note: '报了名等雇主选，选中了给您留位子' }
  return isForKnownOnly(job, now) && job.publicFrom !== null ? { value: '熟人优先', note: `${moment(job.publicFrom, now)} 起谁都能报` } : null
}

/** Why somebody cannot apply yet, and from when they can. */
export const notYetWords = ({ publicFrom }: Pick<JobDetail, 'publicFrom'>, now: number): string =>
  `先让和雇主干过活的人报，${moment(publicFrom ?? now, now)} 起谁都能报。`

export const fullWords = ({ queued }: Pick<JobDetail, 'queued'>): string =>
  `招满了。${queued === 0 ? '您可以排第一个' : `前面有 ${queued} 人在排`}，有空位先给排队的人。`

/** `卸货搬运，今天 06:30–15:30，260 元/天`. */
export const promisedWords = ({ terms }: Pick<Application, 'terms'>, now: number): string =>
  `${terms.title}，${stretch(terms.startsAt, terms.endsAt, now)}，${yuan(terms.payFen)} 元/${payUnitWords[terms.payUnit]}`

/** What the speaker reads of a place that is held. */
export const offerAloud = (application: Pick<Application, 'terms' | 'offerUntil' | 'state'>, now: number): string =>
  [stateWords[application.state].worker.now, promisedWords(application, now), application.terms.address, answerBy(application.offerUntil ?? now, now)].join('。')

/** What it means not to go, before it is done. */
export function withdrawWords(application: Pick<Place, 'state' | 'job'>): string {
  if (waitsToBeChosen(application)) return '雇主不再看到您报的名。想回来可以再报。'
  if (application.state === 'queued') return '您不再排队。想回来可以再排，要从后面排起。'
  return '位子会让给别人。想回来可以再报，但要看还有没有位子。'
}
