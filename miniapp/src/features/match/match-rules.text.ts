import type { MatchRulesView } from '@market/shared/match/match.contract'
import type { MatchPart } from '@market/shared/match/match-rules'
import { tradeName } from '@market/shared/words/lists'
import { workTime } from '@market/shared/words/show'

/** The rules of ranking in plain words: for workers who want to know, and for officers who change them. */

export const partWords: Record<MatchPart, string> = { trade: '工种对不对口', skill: '手艺高低', distance: '离得远近', pay: '工钱', start: '什么时候开工', record: '雇主信用', freshness: '新发布的' }

const stretchWords = (minutes: number): string => (minutes % (24 * 60) === 0 ? `${minutes / (24 * 60)} 天` : workTime(minutes))

/** How the points of a part are given. */
export function partNote(part: MatchPart, { spans, skilledTrades }: Pick<MatchRulesView, 'spans' | 'skilledTrades'>): string {
  const kilometres = Math.round(spans.farMetres / 100) / 10
  const notes: Record<MatchPart, string> = {
    trade: '登记过这个工种得满分，相近的工种得一部分。',
    skill: skilledTrades.length === 0 ? '现在都得满分。' : `${skilledTrades.map(tradeName).join('、')}看等级，别的工种都得满分。`,
    distance: `就在跟前得满分，越远越少，${kilometres} 公里以外不加分。不知道您在哪儿，按 ${spans.unknownPlacePercent}% 算。`,
    pay: `比您期望的高 ${spans.payPercent}% 得满分，低 ${spans.payPercent}% 不加分。`,
    start: `${stretchWords(spans.soonMinutes)}内开工得满分，${stretchWords(spans.lateMinutes)}以后的不加分。`,
    record: '工钱结得清、没有拖欠的雇主分高。新来的雇主按大家的平均算，不吃亏。',
    freshness: `刚发布的得满分，过了 ${stretchWords(spans.staleMinutes)}不加分。`,
  }
  return notes[part]
}

/** What a trade counts for in others: `会瓦工砌筑：混凝土工算 70%、装修算 50%`. */
export function relatedWords(related: MatchRulesView['related']): { from: string; words: string }[] {
  const trades = [...new Set(related.map(({ from }) => from))]
  return trades.map((from) => ({
    from,
    words: `会${tradeName(from)}：${related.filter((pair) => pair.from === from).map(({ to, percent }) => `${tradeName(to)}算 ${percent}%`).join('、')}`,
  }))
}

/** Parts with the most points first. */
export const partsByWeight = (weights: MatchRulesView['weights']): [MatchPart, number][] =>
  (Object.entries(weights) as [MatchPart, number][]).sort(([, one], [, other]) => other - one)
