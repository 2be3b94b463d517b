import type { RelatedTrade } from '@market/shared/match/match-rules'
import type { MatchRulesView } from '@market/shared/match/match.contract'
import { tradeCodes, tradeName } from '@market/shared/words/lists'

/** Which trades are related and in which skill counts, as an officer changes them. */

type Related = MatchRulesView['related']
type Pair = Pick<RelatedTrade, 'from' | 'to'>

/** What a trade counts for in another when it is added: the officer sets it right from there. */
const firstPercent = 50
const step = 5
const [least, most] = [5, 95]

const isSame = (one: Pair, other: Pair): boolean => one.from === other.from && one.to === other.to
export const pairIn = (related: Related, pair: Pair): RelatedTrade | null => related.find((one) => isSame(one, pair)) ?? null

/** With this pair, in place of the same one or behind the others that begin with its trade. */
export function relate(related: Related, { from, to, percent = firstPercent }: Pair & { percent?: number }): RelatedTrade[] {
  const pair = { from, to, percent }
  if (pairIn(related, pair)) return related.map((one) => (isSame(one, pair) ? pair : one))
  const last = related.map((one) => one.from).lastIndexOf(from)
  return last < 0 ? [...related, pair] : [...related.slice(0, last + 1), pair, ...related.slice(last + 1)]
}

export const unrelate = (related: Related, pair: Pair): RelatedTrade[] => related.filter((one) => !isSame(one, pair))

/** One step down or up, on whole steps; null where it cannot go further. */
export const lessPercent = (percent: number): number | null => (percent <= least ? null : Math.max(least, Math.ceil(percent / step) * step - step))
export const morePercent = (percent: number): number | null => (percent >= most ? null : Math.min(most, Math.floor(percent / step) * step + step))

const words = (pairs: Related): string[] => pairs.map(({ from, to, percent }) => `${from}>${to}=${percent}`).sort()
const equal = (one: readonly string[], other: readonly string[]): boolean => [...one].sort().join() === [...other].sort().join()

/** Whether two sets of rules rank alike: the order in which trades are written says nothing. */
export const ranksAlike = (one: MatchRulesView, other: MatchRulesView): boolean =>
  JSON.stringify([one.weights, one.spans]) === JSON.stringify([other.weights, other.spans]) && equal(one.skilledTrades, other.skilledTrades) && equal(words(one.related), words(other.related))

/** Whether what somebody with this trade can do as well is the same in both. */
export const countsAlike = (from: string, one: Related, other: Related): boolean =>
  equal(words(one.filter((pair) => pair.from === from)), words(other.filter((pair) => pair.from === from)))

/** Trades in whose name, or code, there is what was typed; all of them while nothing is. */
export function tradesLike(typed: string): string[] {
  const sought = typed.trim()
  return tradeCodes.filter((code) => tradeName(code).includes(sought) || code.startsWith(sought))
}

/** The trades that have to do with what was typed: those it names, and those that count for one of them. */
export function tradesAbout(typed: string, related: Related): string[] {
  const named = new Set(tradesLike(typed))
  return tradeCodes.filter((code) => named.has(code) || related.some(({ from, to }) => from === code && named.has(to)))
}
