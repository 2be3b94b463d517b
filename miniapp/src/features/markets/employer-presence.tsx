import type { MarketToday } from '@market/shared/markets/markets.contract'
import { StateCard } from '../../ui/card'
import { presenceWords } from './employer-presence.text'

/** Who waits at the gate, by trade and without names: the boss in the van need not get out to look. */
export function EmployerPresence({ today }: { today: MarketToday }) {
  const { checkedIn, presentByTrade } = today
  return checkedIn === 0 ? (
    <StateCard id="presence" now="今天还没有人来签到" next="可以先发布，人一到就看得到" pictogram="people" />
  ) : (
    <StateCard id="presence" now={`今天来了 ${checkedIn} 人`} next={presenceWords(presentByTrade) || '工种还没有登记'} pictogram="people" />
  )
}
