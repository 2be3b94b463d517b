import type { MarketToday } from '@market/shared/markets/markets.contract'
import { tradeName } from '@market/shared/words/lists'

/** Trades named one by one; the rest is summed up, so that the line stays a line. */
const namedTrades = 4

/** `装卸搬运 63 · 快件分拣 40 · 其他 52`: the trades with the most people first; empty when nobody is there. */
export function presenceWords(presentByTrade: MarketToday['presentByTrade']): string {
  const present = presentByTrade.filter(({ people }) => people > 0).sort((one, other) => other.people - one.people)
  const named = present.slice(0, namedTrades)
  const others = present.slice(namedTrades).reduce((sum, { people }) => sum + people, 0)
  const words = named.map(({ trade, people }) => `${tradeName(trade)} ${people}`)
  return (others > 0 ? [...words, `其他 ${others}`] : words).join(' · ')
}
