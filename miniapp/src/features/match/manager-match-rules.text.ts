import type { MatchRulesView } from '@market/shared/match/match.contract'
import { matchParts, type RelatedTrade } from '@market/shared/match/match-rules'
import { tradeName } from '@market/shared/words/lists'
import { partWords } from './match-rules.text'

/** The words of changing the rules of ranking, for officers. */

/** What one trade counts for in others: `混凝土工 70%、装修 50%`. */
export const countsForWords = (from: string, related: MatchRulesView['related']): string =>
  related.filter((pair) => pair.from === from).map(({ to, percent }) => `${tradeName(to)} ${percent}%`).join('、') || '没有相近的'

export const skilledWords = (trades: readonly string[]): string => (trades.length === 0 ? '都不看，人人得满分' : trades.map(tradeName).join('、'))

export const noTradeWords = (typed: string): string => `没有找到“${typed.trim()}”，换个词试试`

/** What a pair was before it was changed. */
export const wasWords = (was: RelatedTrade | null, percent: number): string => (was === null ? '新加的' : was.percent === percent ? '' : `原来算 ${was.percent}%`)

/** Taking back that a pair is no more. */
export const againWords = ({ percent }: Pick<RelatedTrade, 'percent'>): string => `还是算 ${percent}%`

/** How a span is said and typed: its unit, and how many of the rules' own make one. */
export const spanFields: Record<keyof MatchRulesView['spans'], { label: string; each: number }> = {
  farMetres: { label: '多远以外不加分（公里）', each: 1_000 },
  unknownPlacePercent: { label: '不知道在哪儿，远近按百分之几算', each: 1 },
  payPercent: { label: '工钱差百分之几到头', each: 1 },
  soonMinutes: { label: '几小时内开工得满分', each: 60 },
  lateMinutes: { label: '几小时以后开工不加分', each: 60 },
  staleMinutes: { label: '发布几小时后不算新', each: 60 },
  averageRecords: { label: '新雇主按几次平均结算起步', each: 1 },
}

/** Everything in which two sets of rules differ, one a line. */
export function differenceWords(before: MatchRulesView, after: MatchRulesView): string[] {
  const name = (from: string, to: string): string => `会${tradeName(from)}的，干${tradeName(to)}`
  const percentOf = (related: MatchRulesView['related'], { from, to }: RelatedTrade) => related.find((one) => one.from === from && one.to === to)?.percent
  const more = after.skilledTrades.filter((trade) => !before.skilledTrades.includes(trade))
  const fewer = before.skilledTrades.filter((trade) => !after.skilledTrades.includes(trade))
  return [
    ...matchParts.filter((part) => before.weights[part] !== after.weights[part]).map((part) => `${partWords[part]}：${before.weights[part]} 分改成 ${after.weights[part]} 分`),
    ...(Object.keys(spanFields) as (keyof typeof spanFields)[])
      .filter((span) => before.spans[span] !== after.spans[span])
      .map((span) => `${spanFields[span].label}：${before.spans[span] / spanFields[span].each} 改成 ${after.spans[span] / spanFields[span].each}`),
    ...after.related.flatMap((pair) => {
      const was = percentOf(before.related, pair)
      if (was === pair.percent) return []
      return [was === undefined ? `${name(pair.from, pair.to)}：新算 ${pair.percent}%` : `${name(pair.from, pair.to)}：${was}% 改成 ${pair.percent}%`]
    }),
    ...before.related.filter((pair) => percentOf(after.related, pair) === undefined).map((pair) => `${name(pair.from, pair.to)}：原来算 ${pair.percent}%，不再算相近`),
    ...(more.length === 0 ? [] : [`开始看手艺等级：${more.map(tradeName).join('、')}`]),
    ...(fewer.length === 0 ? [] : [`不再看手艺等级：${fewer.map(tradeName).join('、')}`]),
  ]
}
