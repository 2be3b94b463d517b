import type { FieldProblem } from '../errors'
import { isTrade, tradeName } from '../words/lists'
import { matchParts, type MatchRules } from './match-rules'

/** Everything that is wrong with rules of ranking, each beside its field, all at once. Ranges of single numbers are the contract's. */
export function matchRulesProblems({ weights, spans, skilledTrades, related }: Omit<MatchRules, 'version'>): FieldProblem[] {
  const sum = matchParts.reduce((total, part) => total + weights[part], 0)
  const unknown = [...new Set([...skilledTrades, ...related.flatMap(({ from, to }) => [from, to])])].filter((trade) => !isTrade(trade))
  const pairs = related.map(({ from, to }) => `${from}>${to}`)
  const twice = related.filter((_, at) => pairs.indexOf(pairs[at] ?? '') !== at)
  const own = related.filter(({ from, to }) => from === to)
  return [
    ...(sum === 1_000 ? [] : [{ field: 'weights', message: `各项加起来要正好 1000 分，现在是 ${sum} 分` }]),
    ...(spans.lateMinutes > spans.soonMinutes ? [] : [{ field: 'spans.lateMinutes', message: '不再加分的时间要比满分的时间晚' }]),
    ...(unknown.length === 0 ? [] : [{ field: 'related', message: `有 ${unknown.length} 个工种名录里没有，请从名录里选` }]),
    ...own.map(({ from }) => ({ field: 'related', message: `“${tradeName(from)}”和自己不用写相近` })),
    ...twice.map(({ from, to }) => ({ field: 'related', message: `“${tradeName(from)}”到“${tradeName(to)}”写了两次` })),
  ]
}
