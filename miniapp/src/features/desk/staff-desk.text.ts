import type { ArrivalResult } from '@market/shared/arrive/arrive.contract'
import type { DeskPerson } from '@market/shared/desk/desk.contract'
import { offHoursReasons, offHoursWords } from '@market/shared/desk/desk.rules'
import { stateWords } from '@market/shared/journey'
import { payUnitWords, tradeName } from '@market/shared/words/lists'
import { moment, stretch, yuan } from '@market/shared/words/show'
import { clockTime } from '@market/shared/words/time'
import type { Served } from './use-staff-desk'

export const offHoursChoices = offHoursReasons.map((value) => ({ value, label: offHoursWords[value] }))
export const offHoursText = {
  button: '人就在这儿，照样签到',
  title: '不在开门时间，照样签到？',
  words: '会记下是您给签的、为什么，负责人看得到。',
} as const

/** `王*国 · 今天 38 号`. */
export const whoWords = ({ nameMasked, checkIn }: DeskPerson): string => (checkIn === null ? nameMasked : `${nameMasked} · 今天 ${checkIn.number} 号`)

/** What was just done, and what comes next. */
export function nextWords({ person, news }: Served): string {
  const { checkIn, slip, hasWechat, isWorker, offers, toSign } = person
  if (offers.length > 0) return '有个位子给本人留着，现在问问去不去'
  if (toSign.length > 0) return '有协议等本人签，在下面签'
  if (!isWorker) return '登记过招工，还没登记找活。要找活，回上一页接着填'
  const came = news === 'registered' ? '登记好了' : '登记过的，不用再登'
  if (checkIn === null) return `${came}。人来了，点“签到”排号`
  if (hasWechat) return `${came}，签过到了。手机上也能看`
  return slip === null ? `${came}，签过到了。还没有小票` : `${came}，签过到了。把小票打给本人`
}

export const verifiedWords = ({ verifiedUntil }: DeskPerson, now: number): { words: string; verified: boolean } =>
  verifiedUntil !== null && verifiedUntil > now ? { words: '已实名', verified: true } : { words: '没核验', verified: false }

export const tradeWords = ({ trades }: DeskPerson): string => (trades.length === 0 ? '还没填' : trades.map(tradeName).join('、'))

export const checkInWords = ({ checkIn }: DeskPerson): string => (checkIn === null ? '今天还没签到' : `${clockTime(checkIn.at)} 签到，${checkIn.number} 号`)

export const phoneWords = ({ hasWechat, phoneMasked }: DeskPerson): string =>
  [hasWechat ? '绑了微信' : '没绑微信', phoneMasked].filter(Boolean).join('，')

export const workWords = ({ startsAt, state, arrivedAt }: DeskPerson['work'][number], now: number): string =>
  `${moment(startsAt, now)} · ${arrivedAt === null ? stateWords[state].worker.now : `${clockTime(arrivedAt)} 到岗`}`

/** A held place as it is read to them. */
export const offerAloud = ({ jobTitle, address, startsAt, endsAt, payFen, payUnit }: DeskPerson['offers'][number], now: number): string =>
  `${jobTitle}，${address}，${stretch(startsAt, endsAt, now)}，一${payUnitWords[payUnit]} ${yuan(payFen)} 元。去不去？`

export const scanWords = ({ word, say }: Pick<ArrivalResult, 'word' | 'say'>): string => `${word}。${say}`

/** Whether something today waits for this person's arrival. */
export const mayArrive = ({ work, slip }: DeskPerson): boolean => slip !== null && work.some(({ state }) => state === 'signed')
