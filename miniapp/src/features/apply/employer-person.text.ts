import type { Application, Candidate, Fit } from '@market/shared/apply/apply.contract'
import { wordsOf } from '@market/shared/journey'
import { settleWayWords, skillLevelWords, tradeName } from '@market/shared/words/lists'
import { moment, workTime, yuan } from '@market/shared/words/show'
import { clockTime } from '@market/shared/words/time'
import { answerBy } from './place.text'
import { mayChoose, type AsideAct, type NextAct } from './employer-person'

export const nextActWords: Record<NextAct, string> = {
  choose: '选这位',
  sign: '看协议，签字',
  finish: '下工',
  propose: '填工时和工钱',
  propose_again: '改好再发',
  pay: '付工钱',
  pay_again: '重新付',
}

export const asideActWords: Record<AsideAct, string> = {
  decline: '不接受',
  cancel: '取消用工',
  propose: '直接填工时',
  propose_again: '改工时',
}

/** `王*国 · 38 号`; the number only when the worker is at the market today. */
export const personTitle = ({ workerMasked, number }: Pick<Application, 'workerMasked' | 'number'>): string =>
  number === null ? workerMasked : `${workerMasked} · ${number} 号`

/**
 * Where somebody stands and what comes next, in the words of the journey. Where the employer chooses nobody is in front of
 * anybody, and nobody is waited for where there is nothing to choose for.
 */
export function standsWords(application: Pick<Application, 'state' | 'lapsedFrom' | 'job'>): { now: string; next: string } {
  const { state, lapsedFrom, job } = application
  const words = wordsOf({ state, lapsedFrom }).employer
  if (job.hiring !== 'employer_chooses') return words
  if (state !== 'queued') return lapsedFrom === 'queued' ? { ...words, now: '没挑到' } : words
  if (mayChoose(application)) return { now: '等您来挑', next: '选了就给这位留个位子，等对方答应' }
  return { now: '在等位子', next: job.status === 'open' ? '位子都有人了，空出来您再挑' : '现在不招人了，先挑不了' }
}

/** What an employer chooses by: `装卸搬运、保洁 · 初级工 · 一起干过 2 次`. */
export const candidateWords = ({ trades, skillLevel, together }: Candidate): string =>
  [trades.map(tradeName).join('、'), skillLevelWords[skillLevel], together > 0 && `一起干过 ${together} 次`].filter(Boolean).join(' · ')

/** Why one who waits to be chosen fits: `登记过装卸搬运 · 离干活的地方 2.1 公里`; null where nothing speaks for it. */
export const fitWords = ({ reasons }: Fit): string | null => (reasons.length === 0 ? null : reasons.join(' · '))

/** Why one of them stands last; null where nothing keeps them. */
export const hindranceWords = ({ hindrance }: Fit): string | null => (hindrance === null ? null : `排在后面：${hindrance}`)

/** How the order of those who wait to be chosen comes about. */
export const orderWords = '按匹配分排：看工种、手艺、远近、工钱合不合；同分的，先来的在前。年龄、男女、是哪里人不算分。'

/** The facts known so far about one person's work, one a line. */
export function personFacts({ candidate, offerUntil, state, arrivedAt, finishedAt, settlement, endedReason, appliedAt }: Application, now: number): string[] {
  const facts: (string | false | null | undefined)[] = [
    candidate && candidateWords(candidate),
    offerUntil !== null && answerBy(offerUntil, now),
    arrivedAt === null && !endedReason && `${moment(appliedAt, now)} 报名`,
    arrivedAt !== null && `${clockTime(arrivedAt)} 到岗${finishedAt === null ? '' : `，${clockTime(finishedAt)} 下工`}`,
    settlement && `干 ${workTime(settlement.minutes)}，工钱 ${yuan(settlement.amountFen)} 元`,
    settlement?.paidHow && (state === 'paid' || state === 'settled') && `${settleWayWords[settlement.paidHow]}付的`,
    endedReason && `原因：${endedReason}`,
  ]
  return facts.filter((fact): fact is string => Boolean(fact))
}

/** What the worker wrote when they did not agree; null when there is nothing to answer. */
export const disputeWords = ({ state, settlement }: Pick<Application, 'state' | 'settlement'>): string | null => {
  if (state !== 'hours_disputed' && state !== 'payment_disputed') return null
  const reason = settlement?.disputedReason
  const what = state === 'hours_disputed' ? '工人说工时或工钱不对' : '工人说没收到钱'
  return reason ? `${what}：${reason}` : what
}
