import type { Application } from '@market/shared/apply/apply.contract'
import { bothHaveSigned, hasArrived } from '@market/shared/apply/apply.rules'
import { holdsPlace, nextState, turnOf, type ApplicationState } from '@market/shared/journey'
import type { TagTone } from '../../ui/tag'
import type { FillCounts } from '../jobs/employer-fill'

/** The one thing an employer does next about one person. */
export type NextAct = 'choose' | 'sign' | 'finish' | 'propose' | 'propose_again' | 'pay' | 'pay_again'
/** What an employer may also do, said smaller. */
export type AsideAct = 'decline' | 'cancel' | 'propose' | 'propose_again'

const nextActs: Partial<Record<ApplicationState, NextAct>> = {
  applied: 'sign',
  worker_signed: 'sign',
  arrived: 'finish',
  finished: 'propose',
  hours_disputed: 'propose_again',
  hours_agreed: 'pay',
  payment_disputed: 'pay_again',
}

/** Whether this one can be chosen: the employer chooses at this job, and a place is free. */
export const mayChoose = ({ state, job }: Pick<Application, 'state' | 'job'>): boolean =>
  state === 'queued' && job.hiring === 'employer_chooses' && job.status === 'open' && job.filled < job.headcount

/** Null where the next step is the worker's or the market's, or nothing is left to do. */
export const nextActOf = (state: ApplicationState): NextAct | null => nextActs[state] ?? null

export function asideActsOf(state: ApplicationState): AsideAct[] {
  const acts: AsideAct[] = []
  // Who forgot to tap 下工 need not do it first; and what was stated wrongly can be stated again until it is agreed.
  if (state === 'arrived') acts.push('propose')
  if (state === 'hours_proposed') acts.push('propose_again')
  if (nextState(state, 'decline') !== null) acts.push('decline')
  if (nextState(state, 'cancel') !== null) acts.push('cancel')
  return acts
}

export const isEmployersTurn = (state: ApplicationState): boolean => turnOf(state).includes('employer')

export const stateTone = (state: ApplicationState): TagTone => {
  if (state === 'hours_disputed' || state === 'payment_disputed') return 'refused'
  if (isEmployersTurn(state)) return 'wait'
  return state === 'settled' || state === 'signed' || hasArrived(state) ? 'confirmed' : 'plain'
}

/** `queue`: who waits for a place, or to be chosen, in their order. */
export type SortedPeople = {
  mine: Application[]
  others: Application[]
  queue: Application[]
  gone: Application[]
  /** Nobody stayed away: it was not signed in time. */
  unsigned: Application[]
  /** They waited until the end and were never asked: they have not stayed away. */
  unasked: Application[]
}

/** Who waits for the employer first, then everybody else on the job, then those who are no longer on it. */
export function sortPeople(applications: readonly Application[]): SortedPeople {
  const on = applications.filter(({ state }) => holdsPlace(state))
  return {
    mine: on.filter(({ state }) => isEmployersTurn(state)),
    others: on.filter(({ state }) => !isEmployersTurn(state)),
    queue: applications.filter(({ state }) => state === 'queued'),
    gone: applications.filter(({ state, lapsedFrom }) => !holdsPlace(state) && state !== 'queued' && state !== 'unsigned' && lapsedFrom !== 'queued'),
    unsigned: applications.filter(({ state }) => state === 'unsigned'),
    unasked: applications.filter(({ lapsedFrom }) => lapsedFrom === 'queued'),
  }
}

/** The counts of the bar, from the people themselves: what the list shows and what the bar shows cannot differ. */
export function countPeople(applications: readonly Application[], headcount: number): FillCounts {
  const people = (matches: (state: ApplicationState) => boolean): number => applications.filter(({ state }) => matches(state)).length
  return { headcount, applied: people(holdsPlace), signed: people(bothHaveSigned), arrived: people(hasArrived) }
}

/** Those whose agreement the employer has still to sign, first come first. */
export const toSign = (applications: readonly Application[]): Application[] =>
  applications.filter(({ state, agreement }) => nextActOf(state) === 'sign' && agreement !== null)
