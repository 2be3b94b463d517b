import type { Grant, GrantPlace, Member, Roster, RosterMember, Training, Workload } from '@market/shared/staff/staff.contract'
import type { GrantState } from '@market/shared/staff/staff.rules'
import { trainingKindWords, trainingResultWords, type TrainingResult } from '@market/shared/staff/training.rules'
import { staffRoleWords } from '@market/shared/words/lists'
import { dayWord, moment, workTime } from '@market/shared/words/show'
import { day } from '@market/shared/words/time'
import type { TagTone } from '../../ui/tag'

export const stateTags: Record<GrantState, { words: string; tone: TagTone }> = {
  proposed: { words: '等人确认', tone: 'wait' },
  lapsed: { words: '没人确认，作废', tone: 'plain' },
  refused: { words: '没同意', tone: 'refused' },
  withdrawn: { words: '撤回了', tone: 'plain' },
  planned: { words: '还没到日子', tone: 'wait' },
  in_force: { words: '正在用', tone: 'confirmed' },
  expired: { words: '到期了', tone: 'plain' },
  ended: { words: '停了', tone: 'refused' },
}

export const rightWords = ({ role, scopeName }: Pick<Grant, 'role' | 'scopeName'>): string => `${staffRoleWords[role]} · ${scopeName}`

/** `今天 到 2027年11月22日`; the last day counts in full. */
export const termWords = ({ fromAt, untilAt }: Pick<Grant, 'fromAt' | 'untilAt'>, now: number): string =>
  untilAt === null ? `从${dayWord(fromAt, now)}起` : `${dayWord(fromAt, now)} 到 ${dayWord(untilAt - day, now)}`

/** Who proposed and who confirmed, refused or ended it: every right has its names. */
export function handsWords({ proposedBy, grantedBy, grantedAt, endedBy, state }: Grant): string {
  const made = proposedBy === null ? '在服务器上开通' : `${proposedBy.nameMasked} 提出`
  const granted = grantedBy !== null ? `，${grantedBy.nameMasked} 确认` : ''
  const over = endedBy === null ? '' : grantedAt === null ? (state === 'withdrawn' ? '' : `，${endedBy.nameMasked} 没同意`) : `，${endedBy.nameMasked} 停的`
  return made + granted + over
}

/** What a proposal waits for, as this person sees it. */
export const waitsFor = ({ may, proposedBy }: Grant, personId: string): string => {
  if (proposedBy?.personId === personId) return '要另一位有权的同事来确认，自己不能确认自己提的。'
  return may.confirm ? '核对人和岗位，没问题就确认。' : '提出的人已经没有这个权，只能不同意，再重新提。'
}

export const confirmWords = (grant: Grant, now: number): string =>
  `确认后，${grant.person.nameMasked} 就能在“${grant.scopeName}”当${staffRoleWords[grant.role]}，${termWords(grant, now)}。您和提出的人一起负责。`

export const endWords = ({ person }: Grant): string => `停了马上生效：${person.nameMasked} 的所有手机都会退出登录，手上没办完的事退回队列。`

/** How many there should be and are, in one line and what to do. */
export function loadWords({ load: { staff, needed, short, servedPerDay, perMember } }: Roster): { now: string; next: string } {
  const served = servedPerDay === 0 ? '最近还没有人来签到' : `平常一天来 ${servedPerDay} 人`
  return {
    now: short > 0 ? `有 ${staff} 人，还缺 ${short} 人` : `有 ${staff} 人，够用`,
    next: `${served}，照标准要 ${needed} 人${perMember === null || servedPerDay === 0 ? '' : `，每人管 ${perMember} 个`}`,
  }
}

export const workCount = ({ scans, casesDecided, deskRegistrations }: Workload): number => scans + casesDecided + deskRegistrations

export const workWords = ({ scans, casesDecided, deskRegistrations }: Workload): string =>
  [scans > 0 && `扫码 ${scans}`, casesDecided > 0 && `办结 ${casesDecided}`, deskRegistrations > 0 && `登记 ${deskRegistrations}`].filter(Boolean).join(' · ') || '还没有记录'

export const memberWords = ({ role, load, lastActToday }: RosterMember, now: number): string =>
  [staffRoleWords[role], workWords(load), lastActToday === null ? '今天还没动静' : `${moment(lastActToday, now)} 在忙`].join(' · ')

export const workFacts = ({ load: { scans, casesDecided, deskRegistrations, auditedActs } }: Member) => [
  { label: '扫码', value: `${scans} 次` },
  { label: '办结', value: `${casesDecided} 件` },
  { label: '现场登记', value: `${deskRegistrations} 人` },
  { label: '留痕', value: `${auditedActs} 条` },
]

export const trainingWords = ({ kind, day: name, minutes, recordedBy }: Training): string => {
  const [year, month, date] = name.split('-').map(Number)
  return `${trainingKindWords[kind]} · ${year}年${month}月${date}日 · ${workTime(minutes)} · ${recordedBy.nameMasked} 记的`
}

export const resultTones: Record<TrainingResult, TagTone> = { excellent: 'confirmed', passed: 'confirmed', failed: 'refused' }
export { trainingResultWords }

/** What the place one stands at means for the proposal. */
export const standsWords = ({ name, hasMore, roles }: Pick<GrantPlace, 'name' | 'hasMore' | 'roles'>): string | null => {
  if (roles.length === 0) return hasMore ? '这里没有您能开的，点下面的名字往下选。' : '这里没有您能开的，换个地方。'
  return hasMore ? `就给“${name}”整个地方。只给其中一处，点下面它的名字。` : null
}

/** What was typed to find somebody: a phone number, or the code on their slip. */
export const soughtOf = (typed: string): { phone: string } | { code: string } => {
  const text = typed.trim()
  return /^[+\d\s-]+$/.test(text) ? { phone: text } : { code: text }
}
