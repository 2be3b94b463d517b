import type { Crew, CrewMember, MemberWork } from '@market/shared/crews/crews.contract'
import type { TagTone } from '../../ui/tag'

export const workTags: Record<MemberWork, { words: string; tone: TagTone }> = {
  none: { words: '还没报名', tone: 'wait' },
  applied: { words: '没签好', tone: 'wait' },
  signed: { words: '签好了', tone: 'confirmed' },
  arrived: { words: '到岗了', tone: 'confirmed' },
}

/** `班长`, `您`, or nothing. */
export const roleWords = ({ isLeader, isMe }: CrewMember): string => [isLeader && '班长', isMe && '您'].filter(Boolean).join(' · ')

/** What the leader can do next. */
export function leaderNext({ members, size }: Crew): string {
  if (size < 2) return '把下面的码给工友扫，人人自己进来'
  const unready = members.filter(({ work }) => work !== 'signed' && work !== 'arrived').length
  const unverified = members.filter(({ verified }) => !verified).length
  if (unverified > 0) return `${unverified} 人还没实名，请他们到“我的”里办`
  return unready === 0 ? '都签好了，按时带去' : `${unready} 人还没签好，各人签各人的`
}

export const memberRules = [
  '报名、签字、拿工钱，都是您自己的事，班长不能代办。',
  '班长只看到您打码的名字、实名没有、签好没有。',
  '想走随时能退，签好的活还算数。',
] as const
