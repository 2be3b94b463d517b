import type { ApplicationState } from '../journey'
import { hardRules, hardRuleWords, type HardRule } from '../match/hard-rules'
import { day, hour, minute } from '../words/time'

/** proposed: staff look at it and move people · confirmed: everybody was asked · dropped: it never counted */
export const dispatchStates = ['proposed', 'confirmed', 'dropped'] as const
export type DispatchState = (typeof dispatchStates)[number]

/** How long somebody who was dispatched has to answer: they stand in the hall, and the next is waiting for the place. */
export const answerWithin = 5 * minute

/** Until when (UTC ms) a dispatched person may answer: never later than the start of the work. */
export const answerUntil = (now: number, startsAt: number): number => Math.min(startsAt, now + answerWithin)

/** How long a proposal may be confirmed: after that other people are there, and other jobs. */
export const proposalGoodFor = hour

/** Whether a proposal of then (UTC ms) has to be reckoned anew. */
export const isStale = (proposedAt: number, now: number): boolean => proposedAt <= now - proposalGoodFor

/** How long the rounds of a market belong together, and a refusal is remembered. By hours and not by the day: a night market goes on past midnight. */
export const roundsGoOnFor = 12 * hour

/** Why somebody has no place in a proposal. A hard rule is named where it kept them from the job that would suit them best. */
export const unplacedReasons = ['no_fitting_job', 'all_taken', 'crew_too_large', 'crew_member_barred', 'refused_before', 'taken_off', ...hardRules] as const
export type UnplacedReason = (typeof unplacedReasons)[number]

const ownWords: Record<Exclude<UnplacedReason, HardRule>, string> = {
  no_fitting_job: '现在没有对口的活',
  all_taken: '对口的活都给了更合适或等得更久的人',
  crew_too_large: '没有一个活装得下整个队',
  crew_member_barred: '装得下全队的活，队里有人不能去',
  refused_before: '对口的活都回绝过，或到点没答应',
  taken_off: '工作人员先没有派',
}
export const unplacedWords: Record<UnplacedReason, string> = { ...hardRuleWords, ...ownWords }

/** Why somebody could not be asked after all: between the proposal and the confirming the market goes on. */
export const notAskedReasons = ['gone', 'busy', 'not_open', 'no_place', 'own_job', 'employer_chooses', 'known_first', 'already_applied', 'declined'] as const
export type NotAskedReason = (typeof notAskedReasons)[number]

export const notAskedWords: Record<NotAskedReason, string> = {
  gone: '人已经离开市场',
  busy: '刚刚答应了别的活',
  not_open: '这个活不招人了',
  no_place: '位子刚被别人报走',
  own_job: '是自己发的活',
  employer_chooses: '这个活改成雇主自己挑人了',
  known_first: '这个活现在先给熟人',
  already_applied: '自己已经报了这个活',
  declined: '雇主婉拒过，或者取消过',
}

/** Whoever has gone or has work of their own is not told that this round has none for them. */
const hasNoUseForWord: readonly NotAskedReason[] = ['gone', 'busy', 'already_applied']
/** Whether somebody who was to be asked and could not be still waits for work. */
export const waitsOn = (reason: NotAskedReason): boolean => !hasNoUseForWord.includes(reason)

/** Until when after the confirming it is worth telling those without a place: later the next round has long begun. */
export const tellNoPlaceWithin = hour

/** Until when after the confirming somebody is asked at all, should a server have been away: most of the work has begun by then. */
export const askWithin = day

/** What became of a person's place, once confirmed. `to_ask`: in this second. */
export const dispatchAnswers = ['to_ask', 'asked', 'yes', 'no', 'late', 'off', 'not_asked'] as const
export type DispatchAnswer = (typeof dispatchAnswers)[number]

export const answerWords: Record<DispatchAnswer, string> = {
  to_ask: '正在通知', asked: '等答复', yes: '答应了', no: '不去', late: '到点没答', off: '雇主没接受', not_asked: '没能通知',
}

/** Where an application that came of it has ended without the worker; in every other state they said yes, also where it was not signed in time or they did not come. */
const withoutYes: Partial<Record<ApplicationState, DispatchAnswer>> = { queued: 'asked', offered: 'asked', withdrawn: 'no', lapsed: 'late', declined: 'off', cancelled: 'off' }

/** @param state of the application that came of it, null before there is one */
export function answerOf(state: ApplicationState | null, notAsked: NotAskedReason | null): DispatchAnswer {
  if (notAsked !== null) return 'not_asked'
  return state === null ? 'to_ask' : (withoutYes[state] ?? 'yes')
}

/** Whoever said no or let the clock run out is not asked for the same job again today. */
export const isRefusal = (answer: DispatchAnswer): boolean => answer === 'no' || answer === 'late'

/** The total of a proposal in words: how many go, how many places stay free, and how well they fit on average. */
export function totalWords({ free, placed, places, points }: { free: number; placed: number; places: number; points: number }): string {
  if (placed === 0) return `${free} 个人、${places} 个位子，还没有派上一个人`
  return [
    `${free} 个人里派上 ${placed} 个`,
    places > placed ? `${places} 个位子还空 ${places - placed} 个` : `${places} 个位子全满`,
    `平均合适度 ${Math.round(points / placed)} 分（满分 1000）`,
  ].join('，')
}
