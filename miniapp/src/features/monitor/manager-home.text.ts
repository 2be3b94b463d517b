import type { MarketToday } from '@market/shared/markets/markets.contract'
import { tradeName } from '@market/shared/words/lists'

/** The figures of a market's day, each with its word. */
export const dayFigures = ({ checkedIn, applied, signed, arrived, settled, openPlaces }: Omit<MarketToday, 'market' | 'day' | 'presentByTrade'>): { label: string; value: string }[] => [
  { label: '来了', value: `${checkedIn} 人` },
  { label: '报名', value: `${applied} 人次` },
  { label: '签约', value: `${signed} 份` },
  { label: '到岗', value: `${arrived} 人` },
  { label: '结清', value: `${settled} 笔` },
  { label: '还缺', value: `${openPlaces} 人` },
]

/** `装卸搬运 32 · 电工 14`, those most present first. */
export const presentWords = (presentByTrade: MarketToday['presentByTrade']): string =>
  presentByTrade.length === 0 ? '现在还没有人在场' : presentByTrade.slice(0, 4).map(({ trade, people }) => `${tradeName(trade)} ${people}`).join(' · ')
