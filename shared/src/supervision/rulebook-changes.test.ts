import { describe, expect, it } from 'vitest'
import { ruleKeys } from './rulebook'
import { changedRulebook, rulebookProblems, type RuleChange } from './rulebook-changes'
import { henanRulebook1 as book } from './rulebook-henan-1'
import { judgePosting } from './supervision.rules'
import { partsOf, spellings } from './word-finder'

const change = (changes: Partial<RuleChange>): RuleChange => ({ key: 'illegal', points: 12, refused: [], doubtful: [], lawful: [], ...changes })
const changed = (...rules: RuleChange[]) => changedRulebook(book, { rules, thresholds: book.thresholds }, 2)
const posting = {
  title: '装卸工', description: '卸一车瓷砖，搬到仓库', requirements: '', address: '西苑路 12 号', startsAt: 0, endsAt: 9 * 3_600_000, breakMinutes: 60, payFen: 20_000, payUnit: 'day' as const,
}
const facts = { minimumHourlyFen: 1_960, employer: { kind: 'household' as const, name: '王*国' }, earlier: [] }

describe('patterns', () => {
  it('stand for all their spellings', () => {
    expect(spellings('(只招|限)男(的|)')).toEqual(['只招男的', '只招男', '限男的', '限男'])
    expect(partsOf('养(螃蟹|龙虾)苗')).toEqual([['养'], ['螃蟹', '龙虾'], ['苗']])
  })

  it.each(['(限', '限)', '限|男', '((限|只)男)', '限'.repeat(601)])('“%s” cannot be read', (pattern) => {
    expect(() => partsOf(pattern)).toThrow()
  })
})

describe('a change of the rulebook', () => {
  it('touches the rules that are named, and keeps the law behind them', () => {
    const made = changed(change({ refused: [' 跑腿代骂 ', '', '跑腿代骂'], points: 9 }))
    expect(made.version).toBe(2)
    expect(made.rules.illegal).toMatchObject({ refused: ['跑腿代骂'], points: 9, clauses: book.rules.illegal.clauses })
    for (const key of ruleKeys) if (key !== 'illegal') expect(made.rules[key]).toBe(book.rules[key])
    expect(judgePosting({ ...posting, description: '跑 腿 代 骂，一次二十' }, made, facts).verdict).toBe('refused')
  })

  it('is refused beside the list whose words cannot be read, or would be found everywhere', () => {
    expect(rulebookProblems(book)).toEqual([])
    for (const pattern of ['(限|男', '…', '(|)', '/', '(|限)']) {
      expect(rulebookProblems(changed(change({ doubtful: ['好词', pattern] })))).toMatchObject([{ field: 'rules.illegal.doubtful' }])
    }
    // By its place: a number that somebody typed is in no answer.
    expect(rulebookProblems(changed(change({ refused: ['好词', '(13812345678'] }), change({ key: 'pay', doubtful: ['1'.repeat(601)] })))).toEqual([
      { field: 'rules.illegal.refused', message: '第 2 条括号不成对' }, { field: 'rules.pay.doubtful', message: '第 1 条太长了，请拆成几条' },
    ])
    expect(rulebookProblems(changed(change({ lawful: Array.from({ length: 201 }, (_none, at) => `词${at}`) })))).toMatchObject([{ field: 'rules.illegal.lawful' }])
  })

  it('names every rule with a law, a sentence and points', () => {
    for (const key of ruleKeys) {
      const { name, clauses, message, points } = book.rules[key]
      expect([key, name.length > 0, clauses.length > 0, message.length > 0, points > 0]).toEqual([key, true, true, true, true])
    }
  })
})
