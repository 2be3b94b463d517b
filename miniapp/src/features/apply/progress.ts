import type { Application } from '@market/shared/apply/apply.contract'
import { holdsPlace, isOver, mayMove, moveNames, nextState, turnOf, type ApplicationState, type Move } from '@market/shared/journey'
import { moment } from '@market/shared/words/show'
import type { Step } from '../../ui/steps'
import { waitsToBeChosen } from './place.text'

/** Where an application stands, for the worker. What is legal comes from the journey; nothing of it is repeated here. */

/** What the worker may do now. */
export const workerMoves = (state: ApplicationState): Move[] =>
  moveNames.filter((move) => mayMove('worker', move) && nextState(state, move) !== null)

export type Group = 'my_turn' | 'under_way' | 'over'

/** A signed place asks the worker to come, and work to say when it ends: both are under way, not an errand. */
export function groupOf(state: ApplicationState): Group {
  if (isOver(state)) return 'over'
  const errand = turnOf(state).includes('worker') && state !== 'signed' && state !== 'arrived'
  return errand ? 'my_turn' : 'under_way'
}

export const groupNames: Record<Group, string> = { my_turn: '轮到我办的', under_way: '进行中', over: '结清的、没干成的' }
export const groups: readonly Group[] = ['my_turn', 'under_way', 'over']

/** What is urgent first: an errand, then the job that begins soonest. */
export const byUrgency = (one: Application, other: Application): number => {
  const rank = groups.indexOf(groupOf(one.state)) - groups.indexOf(groupOf(other.state))
  return rank !== 0 ? rank : one.terms.startsAt - other.terms.startsAt
}

type Stage = { label: string; states: readonly ApplicationState[] }

/** The way of every job, in the words of the person who walks it. `states`: those in which this step is the next to do. */
const stages: readonly Stage[] = [
  { label: '签协议', states: ['applied', 'worker_signed', 'employer_signed'] },
  { label: '到岗', states: ['signed'] },
  { label: '下工', states: ['arrived'] },
  { label: '对工时、工钱', states: ['finished', 'hours_proposed', 'hours_disputed'] },
  { label: '收工钱', states: ['hours_agreed', 'paid', 'payment_disputed'] },
]

const noteOf = (label: string, { arrivedAt, finishedAt, settlement }: Application, now: number): string | undefined => {
  const at: Record<string, number | null | undefined> = {
    到岗: arrivedAt,
    下工: finishedAt,
    '对工时、工钱': settlement?.agreedAt,
    收工钱: settlement?.receivedAt,
  }
  const when = at[label]
  return when ? moment(when, now) : undefined
}

/** The steps from 报名 to 收工钱. One that ended early shows how far it came. `now` is UTC ms. */
export function stepsOf(application: Application, now: number): Step[] {
  const { state } = application
  const here = state === 'settled' ? stages.length : stages.findIndex(({ states }) => states.includes(state))
  const applied: Step = { label: '报名', state: 'done', note: moment(application.appliedAt, now) }
  if (state === 'queued') return [applied, { label: waitsToBeChosen(application) ? '等雇主来挑' : '等位子', state: 'here' }]
  if (!holdsPlace(state)) return [applied]
  if (state === 'absent') return [applied, { label: '签协议', state: 'done' }, { label: '到岗', state: 'here', note: '没到场' }]
  return [
    applied,
    ...(state === 'offered' ? [{ label: '答复去不去', state: 'here' } satisfies Step] : []),
    ...stages.map(({ label }, index): Step => {
      const note = noteOf(label, application, now)
      return { label, state: index < here ? 'done' : index === here ? 'here' : 'ahead', ...(note === undefined ? {} : { note }) }
    }),
  ]
}
