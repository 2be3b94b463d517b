import { firstMatchRules, type RelatedTrade } from '@market/shared/match/match-rules'
import type { MatchRulesView } from '@market/shared/match/match.contract'
import { expect, test } from 'vitest'
import { lessPercent, morePercent, ranksAlike, relate, tradesLike, unrelate } from './edit-trades'
import { differenceWords } from './manager-match-rules.text'

const [brick, concrete, rebar, carry] = ['6-29-01-01', '6-29-01-03', '6-29-01-04', '4-02-05-01']
const related: RelatedTrade[] = [{ from: brick, to: concrete, percent: 70 }, { from: carry, to: brick, percent: 40 }]
const rules: MatchRulesView = { ...firstMatchRules, weights: { ...firstMatchRules.weights }, skilledTrades: [brick, rebar], related }

test('a pair takes the place of the same one, and stands with its trade; the other way round is another pair', () => {
  expect(relate(related, { from: brick, to: concrete, percent: 60 })).toEqual([{ from: brick, to: concrete, percent: 60 }, related[1]])
  expect(relate(related, { from: brick, to: rebar })).toEqual([related[0], { from: brick, to: rebar, percent: 50 }, related[1]])
  expect(relate(related, { from: concrete, to: brick, percent: 10 })).toEqual([...related, { from: concrete, to: brick, percent: 10 }])
  expect(unrelate(related, { from: brick, to: concrete })).toEqual([related[1]])
  expect(unrelate(related, { from: concrete, to: brick })).toEqual(related)
})

test('the percent goes in steps of five and stays between what a related trade can be', () => {
  expect([lessPercent(70), lessPercent(73), lessPercent(99), lessPercent(5), lessPercent(3)]).toEqual([65, 70, 95, null, null])
  expect([morePercent(70), morePercent(73), morePercent(95), morePercent(1)]).toEqual([75, 75, null, 5])
})

test('the order in which trades are written is no change', () => {
  expect(ranksAlike(rules, { ...rules, skilledTrades: [rebar, brick], related: [...related].reverse() })).toBe(true)
  expect(ranksAlike(rules, { ...rules, skilledTrades: [brick] })).toBe(false)
  expect(ranksAlike(rules, { ...rules, related: relate(related, { from: brick, to: concrete, percent: 65 }) })).toBe(false)
  expect(ranksAlike(rules, { ...rules, weights: { ...rules.weights, pay: 0 } })).toBe(false)
})

test('trades are found by a part of their name or the beginning of their code', () => {
  expect(tradesLike(' 混凝 ')).toEqual([concrete])
  expect(tradesLike('6-29-01')).toHaveLength(4)
  expect(tradesLike('')).toHaveLength(20)
  expect(tradesLike('程序员')).toEqual([])
})

test('the second officer reads each pair and trade that would change, and no other', () => {
  expect(differenceWords(rules, rules)).toEqual([])
  const after = { ...rules, skilledTrades: [brick, concrete], related: [{ from: brick, to: concrete, percent: 60 }, { from: brick, to: rebar, percent: 50 }] }
  expect(differenceWords(rules, after)).toEqual([
    '会瓦工砌筑的，干混凝土工：70% 改成 60%', '会瓦工砌筑的，干钢筋工：新算 50%', '会装卸搬运的，干瓦工砌筑：原来算 40%，不再算相近', '开始看手艺等级：混凝土工', '不再看手艺等级：钢筋工',
  ])
})
