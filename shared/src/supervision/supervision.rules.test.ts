import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hour } from '../words/time'
import { clearPostings } from './fixtures/clear-postings'
import { doubtfulPostings } from './fixtures/doubtful-postings'
import { heldOutClear, heldOutRefused, secondClear, secondRefused } from './fixtures/held-out-postings'
import type { Labelled } from './fixtures/labelled'
import { refusedPostings } from './fixtures/refused-postings'
import { henanRulebook1 as rulebook } from './rulebook-henan-1'
import { judgePosting, type Posting, type SupervisionFacts } from './supervision.rules'

/** 2026-11-23 06:30 in the market. */
const startsAt = Date.UTC(2026, 10, 22, 22, 30)
const posting: Posting = {
  title: '装卸工', description: '卸一车瓷砖，搬到仓库', requirements: '', address: '洛阳市涧西区西苑路 12 号仓库',
  startsAt, endsAt: startsAt + 9 * hour, breakMinutes: 60, payFen: 20_000, payUnit: 'day',
}
const facts: SupervisionFacts = { minimumHourlyFen: 1_960, employer: { kind: 'business', name: '洛阳宏运物流有限公司' }, earlier: [] }
const judge = (changes: Partial<Posting>, about: Partial<SupervisionFacts> = {}) => judgePosting({ ...posting, ...changes }, rulebook, { ...facts, ...about })
const judgeLabelled = ([title, description, requirements]: Labelled) => judge({ title, description, requirements })

const allClear = [...clearPostings, ...heldOutClear, ...secondClear]
const allRefused = [...refusedPostings, ...heldOutRefused, ...secondRefused]

describe('labelled postings', () => {
  const judged = [
    ...allClear.map((one) => ({ one, truth: 'clear' as const, said: judgeLabelled(one) })),
    ...doubtfulPostings.map((one) => ({ one, truth: 'doubtful' as const, said: judgeLabelled(one) })),
    ...allRefused.map((one) => ({ one, truth: 'refused' as const, said: judgeLabelled(one) })),
  ]
  const share = (part: number, of: number) => `${part}/${of} = ${(part / of).toFixed(3)}`

  it('refuses what must be refused, and hardly ever what is lawful', () => {
    const refused = judged.filter(({ said }) => said.verdict === 'refused')
    const rightly = refused.filter(({ truth }) => truth === 'refused').length
    const stopped = judged.filter(({ truth, said }) => truth === 'refused' && said.verdict !== 'clear').length
    const clearRefused = refused.filter(({ truth }) => truth === 'clear').length
    const clearDoubted = judged.filter(({ truth, said }) => truth === 'clear' && said.verdict === 'doubtful').length
    const doubted = judged.filter(({ truth, said }) => truth === 'doubtful' && said.verdict === 'doubtful').length
    console.log([
      `labelled postings: ${judged.length} (${allClear.length} clear, ${doubtfulPostings.length} doubtful, ${allRefused.length} refused)`,
      `refused, recall    ${share(rightly, allRefused.length)}; refused or looked at ${share(stopped, allRefused.length)}`,
      `refused, precision ${share(rightly, refused.length)}`,
      `clear refused      ${share(clearRefused, allClear.length)}; clear looked at ${share(clearDoubted, allClear.length)}`,
      `doubtful, recall   ${share(doubted, doubtfulPostings.length)}`,
      ...judged.filter(({ truth, said }) => truth !== said.verdict)
        .map(({ one, truth, said }) => `  ${truth} said ${said.verdict}: ${one.slice(0, 3).join(' | ')} ← ${said.findings.map(({ rule, words }) => `${rule} ${words}`).join('; ')}`),
    ].join('\n'))
    expect(rightly / allRefused.length).toBeGreaterThanOrEqual(0.95)
    expect(clearRefused / allClear.length).toBeLessThanOrEqual(0.005)
    expect(clearDoubted / allClear.length).toBeLessThanOrEqual(0.03)
    expect(doubted / doubtfulPostings.length).toBeGreaterThanOrEqual(0.9)
  })
})


describe('disguises', () => {
  const soft = fc.constantFrom(' ', '  ', '\u200b', '\u200d', '\ufeff', '\u3000', '*', '_', '~', '·', '★', '❤')
  const isHan = (letter: string | undefined) => letter !== undefined && /[\u4e00-\u9fff]/.test(letter)
  const spacedOut = (text: string, signs: readonly string[]) => {
    const letters = Array.from(text)
    return letters.map((letter, at) => (isHan(letter) && isHan(letters[at + 1]) ? letter + (signs[at % signs.length] ?? '') : letter)).join('')
  }

  it('signs between the letters of a forbidden word change nothing', () => {
    fc.assert(fc.property(fc.constantFrom(...refusedPostings), fc.array(soft, { minLength: 1, maxLength: 5 }), (one, signs) => {
      const [title, description, requirements] = one
      expect(judge({ title: spacedOut(title, signs), description: spacedOut(description, signs), requirements: spacedOut(requirements, signs) }).verdict).toBe('refused')
    }), { numRuns: 500 })
  })

  it('nor do they make a lawful posting unlawful', () => {
    fc.assert(fc.property(fc.constantFrom(...clearPostings), fc.array(soft, { minLength: 1, maxLength: 5 }), (one, signs) => {
      const [title, description, requirements] = one
      expect(judge({ title: spacedOut(title, signs), description: spacedOut(description, signs), requirements: spacedOut(requirements, signs) }).verdict).toBe('clear')
    }), { numRuns: 500 })
  })

  it.each([
    '限\u3000男', '限\u200b男', '限，男', '限·男', '⻋间限男', '僅限男性', '限楠', 'XIAN NAN', 'ｘｉａｎ　ｎａｎ', '限nan', '限♂', '男士優先', '女/士/优/先', '限【男】',
  ])('“%s” is found', (description) => {
    expect(judge({ description: `卸货 ${description}` }).verdict).toBe('refused')
  })

  it.each(['男女不限', '不限户籍', '女厕保洁', '男、女均可', '不分男女老少', '各民族都行', '不收押金、服装费和体检费', '外地人也行', '微信结工钱', '押货的车', '名额有限，男女都要', '没有任何中介费'])(
    '“%s” is lawful', (description) => {
      expect(judge({ description: `卸一车瓷砖，${description}` })).toEqual({ verdict: 'clear', findings: [] })
    })

  it('shows the words as they were typed, beside their field, with the clause', () => {
    const { findings } = judge({ requirements: '身体好，限 ＊男 性，准时' })
    expect(findings).toEqual([expect.objectContaining({ rule: 'sex', field: 'requirements', severity: 'refused', words: '限 ＊男 性' })])
    expect(findings[0]?.message).toContain('“限 ＊男 性”')
    expect(findings[0]?.clause).toContain('《就业促进法》第二十七条')
  })

  it('whatever is typed, there is an answer', () => {
    const letter = fc.constantFrom(...Array.from('限男女不要户口招加微信1380，、。/…|()（）\n\u0000\u200b\ufffe \ud800xianq👨🚹㊚𠮷'))
    fc.assert(fc.property(fc.string({ unit: letter, maxLength: 200 }), (typed) => {
      expect(['clear', 'doubtful', 'refused']).toContain(judge({ title: typed, description: typed, requirements: typed, address: typed }).verdict)
    }))
  })

  it('everything that is wrong is said at once', () => {
    const { findings } = judge({ title: '装卸 限男', description: '押金200，加微信 abc12345', requirements: '限汉族', payFen: 10_000 })
    expect(findings.map(({ rule }) => rule).sort()).toEqual(['contact', 'ethnicity', 'fee', 'pay', 'sex'])
  })
})

describe('work women may not do', () => {
  it('below ground and for heavy loads a restriction is looked at, not refused', () => {
    for (const description of ['矿山井下作业，限男', '第四级体力劳动，只招男性', '搬 50 公斤的袋子，限男']) expect(judge({ description }).verdict).toBe('doubtful')
    expect(judge({ description: '搬十斤的箱子，限男' }).verdict).toBe('refused')
  })
})

describe('hours, pay and repeats', () => {
  it('pay below the minimum is refused with what would do', () => {
    expect(judge({ payFen: 15_000 }).findings).toEqual([expect.objectContaining({
      rule: 'pay', field: 'payFen', severity: 'refused', clause: '《劳动法》第四十八条、《劳动合同法》第七十二条', message: expect.stringContaining('一天至少要给 157 元') as string,
    })])
  })

  it('more than eleven hours of work are looked at', () => {
    expect(judge({ endsAt: startsAt + 12 * hour, breakMinutes: 60, payFen: 40_000 }).verdict).toBe('clear')
    expect(judge({ endsAt: startsAt + 12 * hour, breakMinutes: 30, payFen: 40_000 }).findings).toEqual([expect.objectContaining({ rule: 'hours', field: 'endsAt', severity: 'doubtful' })])
  })

  it('pay in the text above the pay in its field is looked at', () => {
    expect(judge({ description: '卸一车瓷砖，350元/天' }).findings).toEqual([expect.objectContaining({ rule: 'unclear_pay', severity: 'doubtful' })])
    expect(judge({ description: '卸一车瓷砖，200元/天' }).verdict).toBe('clear')
  })

  it('the same work at the same place and time once more is looked at; another place or day is another job', () => {
    const earlier = [posting]
    expect(judge({ description: '卸一车瓷砖，搬到仓库。' }, { earlier }).findings).toEqual([expect.objectContaining({ rule: 'repeat', severity: 'doubtful' })])
    expect(judge({ address: '洛阳市涧西区西苑路 40 号仓库' }, { earlier }).verdict).toBe('clear')
    expect(judge({ startsAt: startsAt + 24 * hour, endsAt: startsAt + 33 * hour }, { earlier }).verdict).toBe('clear')
    expect(judge({ title: '保洁员', description: '擦玻璃，拖地' }, { earlier }).verdict).toBe('clear')
  })
})

describe("somebody else's job", () => {
  const description = '富康电子有限公司招聘装配工，坐着干'
  it('is looked at on an own account, and is an agency’s trade', () => {
    expect(judge({ description }).findings).toEqual([expect.objectContaining({ rule: 'agency', severity: 'doubtful' })])
    expect(judge({ description }, { employer: { kind: 'agency', name: '洛阳人力资源有限公司' } }).verdict).toBe('clear')
    expect(judge({ description }, { employer: { kind: 'business', name: '洛阳富康电子有限公司' } }).verdict).toBe('clear')
    expect(judge({ description: '我们公司招装卸工' }).verdict).toBe('clear')
  })
})
