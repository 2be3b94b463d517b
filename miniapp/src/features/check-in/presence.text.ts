import type { Presence, PresentPerson, TradePresence } from '@market/shared/check-in/presence.contract'
import type { ApplicationState } from '@market/shared/journey'
import { skillLevelWords, tradeName } from '@market/shared/words/lists'
import { moment, workTime } from '@market/shared/words/show'

/** `现在在场 214 人`. */
export const presentNow = ({ people }: Pick<Presence, 'people'>): string => (people === 0 ? '现在还没有人在场' : `现在在场 ${people} 人`)

/** Against what the venue may hold; nothing where nobody has said. */
export function capacityWords(people: number, safeCapacity: number | null): string | null {
  if (safeCapacity === null) return null
  return people > safeCapacity ? `超过安全人数 ${safeCapacity} 人了，请先疏导` : `场地最多 ${safeCapacity} 人`
}

/** `中级工 10 人以上`: levels are told by fives. */
export const levelWords = ({ levels }: TradePresence): string[] => levels.map(({ level, atLeast }) => `${skillLevelWords[level]} ${atLeast} 人以上`)

/** The surname before a masked name, for the round mark beside it: there is no photo of anybody. */
export const surnameOf = (nameMasked: string): string => Array.from(nameMasked)[0] ?? '*'

/** `装卸搬运、电工 · 中级工 · 老张班`. */
export const skillsOf = ({ trades, skillLevel, crewName }: PresentPerson): string =>
  [trades.map(tradeName).join('、'), skillLevelWords[skillLevel], crewName].filter(Boolean).join(' · ')

/** `等了 1 小时 20 分 · 没实名 · 没核到场`. */
export const waitedWords = ({ waitingSince, verified, assurance }: PresentPerson, now: number): string =>
  [`等了 ${workTime(Math.max(0, Math.floor((now - waitingSince) / 60_000)))}`, verified ? null : '没实名', assurance === 'high' ? null : '没核到场'].filter(Boolean).join(' · ')

/** Where somebody stands with a job, as staff say it of a third person. */
const standsWords: Record<ApplicationState, string> = {
  queued: '在排队等位子', offered: '位子留着，等本人答复', applied: '报了名，还没签', worker_signed: '本人签了，等雇主签', employer_signed: '雇主签了，等本人签', signed: '签好了',
  arrived: '到岗了', finished: '下工了', hours_proposed: '等本人认工时', hours_disputed: '工时没对上', hours_agreed: '等雇主付工钱', paid: '等本人确认收钱', payment_disputed: '说没收到钱', settled: '结清了',
  withdrawn: '自己退了', declined: '雇主没要', cancelled: '取消了', lapsed: '没答复，让出去了', unsigned: '没签成，过时了', absent: '没到场',
}

/** What they are about to take, as staff say it. */
export const aheadWords = ({ work }: PresentPerson, now: number): string[] | null =>
  work === null ? null : [standsWords[work.state], work.title, moment(work.startsAt, now)]
