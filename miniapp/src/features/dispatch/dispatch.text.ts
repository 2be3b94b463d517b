import type { Dispatch, DispatchJob, DispatchPerson, PlacedPerson } from '@market/shared/dispatch/dispatch.contract'
import { answerWithin, answerWords, dispatchAnswers, type DispatchAnswer } from '@market/shared/dispatch/dispatch.rules'
import { skillLevelWords, tradeName } from '@market/shared/words/lists'
import { stretch, workTime } from '@market/shared/words/show'
import { clockTime, minute } from '@market/shared/words/time'
import type { TagTone } from '../../ui/tag'

/** The words of 派工 as staff read them. Instants and `now` are UTC ms. */

/** Before anything is proposed: how many could go, and how many are wanted. */
export const beforeWords = ({ people, places }: { people: number; places: number }): string => `能派 ${people} 人，空位 ${places} 个`

export const beforeNext = ({ people, places }: { people: number; places: number }): string => {
  if (people === 0) return '在场的都有活，或者正在答复。有人扫码签到，就能排'
  return places === 0 ? '雇主发了活，就能排' : '先排出来给您看，您确认之前不通知任何人'
}

/** `38 人有活，2 人这一轮没有`. */
export const totalLine = ({ placed, unplaced }: Pick<Dispatch, 'placed' | 'unplaced'>): string => {
  if (placed === 0) return '这一轮还没有人有活'
  return unplaced.length === 0 ? `${placed} 人都有活` : `${placed} 人有活，${unplaced.length} 人这一轮没有`
}

/** `7 号 赵*柱`. */
export const personName = ({ number, nameMasked }: Pick<DispatchPerson, 'number' | 'nameMasked'>): string => `${number} 号 ${nameMasked}`

/** `装卸搬运、电工 · 中级工 · 等了 1 小时 20 分`. */
export const personUnder = ({ trades, skillLevel, waitingSince }: DispatchPerson, now: number): string =>
  [trades.map(tradeName).join('、'), skillLevelWords[skillLevel], `等了 ${workTime(Math.max(0, Math.floor((now - waitingSince) / minute)))}`].join(' · ')

export const jobUnder = ({ startsAt, endsAt, address }: DispatchJob['job'], now: number): string[] => [stretch(startsAt, endsAt, now), address]

const isWaiting = ({ answer }: PlacedPerson): boolean => answer === 'asked' || answer === 'to_ask'
const saidYes = ({ answer }: PlacedPerson): boolean => answer === 'yes'
/** Whoever refused, or could not be asked, takes no place. */
const takesPlace = (person: PlacedPerson): boolean => person.answer === null || saidYes(person) || isWaiting(person)

/** Places of a job that nobody takes: nobody in the proposal, or nobody who said yes or may still say it. */
export const spareAt = ({ places, people }: Pick<DispatchJob, 'places' | 'people'>): number => Math.max(0, places - people.filter(takesPlace).length)

/** `派 3 人 · 还空 1 个`; once they answer `答应 1 人 · 等 1 人 · 空 1 个`. */
export function fillWords(one: Pick<DispatchJob, 'places' | 'people'>): string {
  const { people } = one
  const spare = spareAt(one)
  if (people.every(({ answer }) => answer === null)) return [people.length === 0 ? '还没派人' : `派 ${people.length} 人`, spare === 0 ? '排满' : `还空 ${spare} 个`].join(' · ')
  const waiting = people.filter(isWaiting).length
  return [`答应 ${people.filter(saidYes).length} 人`, waiting === 0 ? null : `等 ${waiting} 人`, spare > 0 ? `空 ${spare} 个` : waiting === 0 ? '招满' : null].filter(Boolean).join(' · ')
}

/** Green only for what is certain: every place given, and everybody has said yes. A proposal is none of that. */
export const fillTone = (one: Pick<DispatchJob, 'places' | 'people'>): TagTone =>
  spareAt(one) === 0 && one.people.every(saidYes) ? 'confirmed' : 'plain'

/** Those who move together: the crew of the person, or the person alone. */
export const partyOf = ({ jobs, unplaced }: Pick<Dispatch, 'jobs' | 'unplaced'>, person: DispatchPerson): DispatchPerson[] => {
  const { crew } = person
  if (crew === null) return [person]
  return [...jobs.flatMap(({ people }) => people), ...unplaced].filter((one) => one.crew?.id === crew.id)
}

/** Why these people cannot be put here, as far as it shows in the proposal; null where it is worth trying. The rules are the server's to ask. */
export function whyNot(one: DispatchJob, party: readonly DispatchPerson[]): string | null {
  const here = new Set(one.people.map(({ personId }) => personId))
  const coming = party.filter(({ personId }) => !here.has(personId)).length
  if (coming === 0) return '现在就在这里'
  const spare = spareAt(one)
  if (coming <= spare) return null
  return spare === 0 ? '位子满了，先把这里的人换走' : `一共 ${coming} 人，这里只空 ${spare} 个`
}

export const confirmWords = ({ placed, unplaced }: Pick<Dispatch, 'placed' | 'unplaced'>): string =>
  [
    `${placed} 人马上同时收到通知，每人 ${answerWithin / minute} 分钟内答复，去不去本人点了才算。`,
    unplaced.length === 0 ? '' : `没派上的 ${unplaced.length} 人接着等，号不变。`,
  ].join('')

/** Whether somebody was put elsewhere by hand: a proposal as it was made has the version 1. */
export const wasMoved = ({ version }: Pick<Dispatch, 'version'>): boolean => version > 1

const answersOf = ({ jobs }: Pick<Dispatch, 'jobs'>): PlacedPerson[] => jobs.flatMap(({ people }) => people)

/** `答应了 30 人 · 等答复 5 人 · 不去 3 人`. */
export const answersLine = (dispatch: Pick<Dispatch, 'jobs'>): string => {
  const people = answersOf(dispatch)
  const shown: readonly DispatchAnswer[] = ['yes', 'asked', ...dispatchAnswers.filter((answer) => answer !== 'yes' && answer !== 'asked')]
  return shown
    .map((answer) => ({ answer, count: people.filter((one) => one.answer === answer).length }))
    .filter(({ count }) => count > 0)
    .map(({ answer, count }) => `${answerWords[answer]} ${count} 人`)
    .join(' · ')
}

export const waitingFor = (dispatch: Pick<Dispatch, 'jobs'>): number => answersOf(dispatch).filter(isWaiting).length

/** How many were asked, or could not be, and do not go: their places are free again. */
export const notGoing = (dispatch: Pick<Dispatch, 'jobs'>): number => answersOf(dispatch).filter((one) => !saidYes(one) && !isWaiting(one)).length

/** What comes next after everybody was asked, and who has to do it. */
export function answersNext(dispatch: Pick<Dispatch, 'jobs' | 'unplaced'>): string {
  const until = Math.max(0, ...answersOf(dispatch).map(({ offerUntil }) => offerUntil ?? 0))
  const waiting = waitingFor(dispatch)
  const free = notGoing(dispatch)
  if (free > 0) return `${free} 个位子空出来了，点“再配一轮”给别人${waiting === 0 ? '' : `；另有 ${waiting} 人还没答`}`
  if (waiting > 0) return until === 0 ? '正在通知' : `最晚 ${clockTime(until)} 都有答复，这里自己会变`
  return dispatch.unplaced.length === 0 ? '都答应了，等他们签协议、到岗' : `都答应了；还有 ${dispatch.unplaced.length} 人没有活`
}

export const answerTones: Record<DispatchAnswer, TagTone> = { to_ask: 'wait', asked: 'wait', yes: 'confirmed', no: 'refused', late: 'refused', off: 'refused', not_asked: 'refused' }
