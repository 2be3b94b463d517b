import { describe, expect, it } from 'vitest'
import { firstMatchRules, type MatchRules } from './match-rules'
import { matchRulesProblems } from './match-rules.rules'

const problems = (changes: Partial<MatchRules>) => matchRulesProblems({ ...firstMatchRules, ...changes })
const { weights, spans, related } = firstMatchRules

describe('rules of ranking', () => {
  it('of the first version are in order', () => {
    expect(problems({})).toEqual([])
  })

  it('give exactly 1,000 points', () => {
    expect(problems({ weights: { ...weights, pay: weights.pay + 1 } })).toEqual([{ field: 'weights', message: '各项加起来要正好 1000 分，现在是 1001 分' }])
    expect(problems({ weights: { ...weights, pay: weights.pay - 10, start: weights.start + 10 } })).toEqual([])
  })

  it('let points for the start fall with time', () => {
    expect(problems({ spans: { ...spans, soonMinutes: 60, lateMinutes: 60 } })).toMatchObject([{ field: 'spans.lateMinutes' }])
  })

  it('relate trades that exist, each pair once, none to itself', () => {
    expect(problems({ related: [...related, { from: '4-02-05-01', to: '9-99', percent: 10 }] })).toMatchObject([{ message: '有 1 个工种名录里没有，请从名录里选' }])
    expect(problems({ related: [{ from: '4-02-05-01', to: '4-02-05-01', percent: 10 }] })).toHaveLength(1)
    expect(problems({ related: [...related, { from: '6-29-01-01', to: '6-29-01-03', percent: 10 }] })).toMatchObject([{ message: '“瓦工砌筑”到“混凝土工”写了两次' }])
  })
})
