import type { Unconfirmed } from '@market/shared/arrive/by-hand.contract'
import { latestByHand } from '@market/shared/arrive/by-hand.rules'
import { stretch } from '@market/shared/words/show'
import { day } from '@market/shared/words/time'
import type { Fact } from '../../ui/facts'

export const unconfirmedWords = `签了协议、已经收工、没有扫到的人，最近 ${latestByHand / day} 天的都在这里。问清楚干了活的，点一下补报；没来的不用管。`

export const nobodyWords = { title: '没有要核实的人', words: '收工的人都扫到了。' }

/** For what somebody was expected. */
export const unconfirmedFacts = ({ jobTitle, address, startsAt, endsAt }: Unconfirmed['people'][number], now: number): Fact[] => [
  { label: '活', value: jobTitle, note: address },
  { label: '时间', value: stretch(startsAt, endsAt, now) },
]
