import { tradeName } from '@market/shared/words/lists'

/** More would not be read from a van. */
const namedTrades = 4

/**
 * `装卸搬运 63 · 快件分拣 40 等`: the trades with the most people first; empty when nobody is there. Many know several
 * trades, so the numbers are not added up.
 */
export function presenceWords(presentByTrade: readonly { trade: string; people: number }[]): string {
  const present = presentByTrade.filter(({ people }) => people > 0).sort((one, other) => other.people - one.people)
  const named = present.slice(0, namedTrades).map(({ trade, people }) => `${tradeName(trade)} ${people}`)
  return `${named.join(' · ')}${present.length > namedTrades ? ' 等' : ''}`
}
