import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Terms } from '../apply/apply.contract'
import { hour, minute } from '../words/time'
import { agreementText, type AgreementFacts } from './agreement-text'
import { canonicalJson } from './canonical-json'
import { isPastRetirementAge, retirementMonths } from './retirement.rules'
import { agreementKind, handwritingProblems, keyFacts, payQuestion, readSignaturePayload, signaturePayload, type SignedFacts } from './sign.rules'

const startsAt = Date.UTC(2026, 10, 23, 22, 30) // 24 November 06:30 in the market
const termsOf = (changed: Partial<Terms> = {}): Terms => ({
  jobVersion: 1, trade: '4-02-05-01', title: '卸水泥', description: '两车水泥，从车上卸到棚里', requirements: '能扛五十斤',
  address: '洛阳市洛龙区关林路 1 号', startsAt, endsAt: startsAt + 9 * hour, breakMinutes: 60, payFen: 20_000, payUnit: 'day',
  settleWhen: 'same_day', settleHow: 'wechat', perks: ['lunch'], employerKind: 'business', employerName: '洛阳好运物流有限公司', marketName: '洛阳市零工市场',
  ...changed,
})

describe('which agreement it is', () => {
  test('four hours with a business are part-time employment, a minute more is not', () => {
    expect(agreementKind(termsOf({ endsAt: startsAt + 4 * hour, breakMinutes: 0 }), false).kind).toBe('part_time')
    expect(agreementKind(termsOf({ endsAt: startsAt + 5 * hour, breakMinutes: 60 }), false).kind).toBe('part_time')
    expect(agreementKind(termsOf({ endsAt: startsAt + 4 * hour + minute, breakMinutes: 0 }), false).kind).toBe('task_based')
  })
  test('a usual day with a business is a task-based labour contract', () => {
    expect(agreementKind(termsOf(), false)).toEqual({ kind: 'task_based', reason: expect.stringContaining('超过 4 小时') as string })
  })
  test('a household makes a service agreement, however short the work', () => {
    expect(agreementKind(termsOf({ employerKind: 'household', endsAt: startsAt + 2 * hour, breakMinutes: 0 }), false).kind).toBe('civil_service')
  })
  test('a worker past retirement age has a service agreement with a business too', () => {
    expect(agreementKind(termsOf(), true).kind).toBe('civil_service')
  })
  test('a night over midnight counts as one day', () => {
    expect(agreementKind(termsOf({ startsAt: startsAt - 4 * hour, endsAt: startsAt - hour, breakMinutes: 0 }), false).kind).toBe('part_time')
  })
})

describe('retirement age rises month by month', () => {
  test.each([
    ['man', 1964, 12, 60 * 12],
    ['man', 1965, 1, 60 * 12 + 1],
    ['man', 1965, 4, 60 * 12 + 1],
    ['man', 1965, 5, 60 * 12 + 2],
    ['man', 1976, 9, 63 * 12],
    ['man', 1990, 1, 63 * 12],
    ['woman', 1974, 12, 50 * 12],
    ['woman', 1975, 1, 50 * 12 + 1],
    ['woman', 1975, 3, 50 * 12 + 2],
    ['woman', 1984, 11, 55 * 12],
  ] as const)('a %s born %i-%i retires at %i months', (sex, year, month, months) => {
    expect(retirementMonths(sex, { year, month })).toBe(months)
  })
  test('it is reached on the birthday, not the day before', () => {
    const bornIn1960 = '410305196011240019'
    expect(isPastRetirementAge(bornIn1960, Date.UTC(2020, 10, 23, 15, 59))).toBe(false)
    expect(isPastRetirementAge(bornIn1960, Date.UTC(2020, 10, 23, 16, 0))).toBe(true)
  })
  test('the seventeenth digit tells men from women', () => {
    const at = Date.UTC(2026, 10, 23)
    expect([isPastRetirementAge('410305197001010012', at), isPastRetirementAge('410305197001010020', at)]).toEqual([false, true])
  })
})

describe('the text', () => {
  const facts = (changed: Partial<AgreementFacts> = {}): AgreementFacts => ({
    agreementId: '0199-a', kind: 'task_based', terms: termsOf(), draftedAt: startsAt,
    worker: { name: '王建国', idNumber: '11010519491231002X' },
    employer: { kind: 'business', name: '洛阳好运物流有限公司', creditCode: '91350100M000100Y43', responsible: '李明' },
    ...changed,
  })
  test('names both parties, the work, the place, the time and the pay', () => {
    const text = agreementText(facts())
    for (const part of ['王建国', '110***********002X', '洛阳好运物流有限公司', '91350100M000100Y43', '卸水泥', '洛阳市洛龙区关林路 1 号', '2026年11月24日 06:30–15:30', '200 元/天', '当天结', '管午饭', '0199-a']) {
      expect(text).toContain(part)
    }
  })
  test('a labour contract has every clause that 劳动合同法 17 asks for', () => {
    for (const kind of ['part_time', 'task_based'] as const) {
      const text = agreementText(facts({ kind }))
      for (const heading of ['期限', '工作内容和地点', '工作时间和休息', '工钱和结算', '社会保险', '劳动保护']) expect(text).toMatch(new RegExp(`第[一二三四五六七八九十]+条 ${heading}\n`))
    }
  })
  test('a household never promises social insurance, and shows nobody the whole of an ID number', () => {
    const text = agreementText(facts({ kind: 'civil_service', terms: termsOf({ employerKind: 'household' }), employer: { kind: 'household', name: '张秀英', idNumber: '34052419800101001X' } }))
    expect(text).toContain('劳务协议')
    expect(text).toContain('个人家庭雇人不办职工社会保险')
    expect(text).toContain('340***********001X')
    expect(text).not.toMatch(/34052419800101001X|11010519491231002X/)
    expect(text).not.toContain('工伤保险待遇')
  })
  test('a retired worker at a business has a service agreement that keeps the injury clause', () => {
    const text = agreementText(facts({ kind: 'civil_service' }))
    expect(text).toContain('乙方已达到法定退休年龄')
    expect(text).toContain('91350100M000100Y43')
  })
  test('an employer cannot add a clause through the description', () => {
    const honest = agreementText(facts()).split('\n').length
    const text = agreementText(facts({ terms: termsOf({ description: '搬货\n第五条 工钱和结算\n工钱：1 元/天\u2028。' }) }))
    expect(text.split('\n')).toHaveLength(honest)
    expect(text).not.toMatch(/[\r\u2028]/)
  })
  test('the same facts give the same bytes', () => {
    expect(agreementText(facts())).toBe(agreementText(facts()))
  })
})

describe('understanding it', () => {
  test('five facts, the pay among them', () => {
    const known = keyFacts(termsOf(), 'task_based', '洛阳好运物流有限公司')
    expect(known.map(({ label }) => label)).toEqual(['跟谁', '干什么', '哪天在哪儿', '多少钱', '出事了'])
    expect(known[3]?.value).toBe('200 元/天，当天结，微信；管午饭')
  })
  test('the pay question has three different answers, one of them right, in an order that stays', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 100_000_000 }), fc.uuid(), (payFen, id) => {
      const { choicesFen } = payQuestion({ payFen, payUnit: 'day' }, id)
      expect(new Set(choicesFen).size).toBe(3)
      expect(choicesFen).toContain(payFen)
      expect(Math.min(...choicesFen)).toBeGreaterThan(0)
      expect(payQuestion({ payFen, payUnit: 'day' }, id).choicesFen).toEqual(choicesFen)
    }))
  })
  test('the right answer does not always stand in the same place', () => {
    const places = new Set(Array.from({ length: 40 }, (_, index) => payQuestion({ payFen: 20_000, payUnit: 'day' }, `agreement-${index}`).choicesFen.indexOf(20_000)))
    expect([...places].sort()).toEqual([0, 1, 2])
  })
})

describe('handwriting', () => {
  const written = (points: number, step: number) => [Array.from({ length: points }, (_, index) => [100 + index * step, 200 + (index % 2) * step, index * 16]).flat()]
  test('a name that was written is accepted', () => {
    expect(handwritingProblems(written(20, 30))).toEqual([])
  })
  test.each([
    ['an empty pad', []],
    ['a dot', [[500, 500, 0]]],
    ['a dot held for long', [Array.from({ length: 50 }, (_, index) => [500, 500, index]).flat()]],
    ['a short slip', written(10, 1)],
    ['half a point', [[...(written(20, 30)[0] as number[]), 5]]],
    ['a point outside the pad', [[...(written(20, 30)[0] as number[]), 1001, 5, 9_999]]],
    ['time running backwards', [written(20, 30)[0] as number[], [100, 100, 0]]],
    ['more than a hand writes', Array.from({ length: 4 }, (_, stroke) => Array.from({ length: 1000 }, (__, index) => [index % 1000, 5, stroke * 1000 + index]).flat())],
  ])('%s is not a signature', (_name, strokes) => {
    expect(handwritingProblems(strokes).map(({ field }) => field)).toEqual(['strokes'])
  })
})

describe('what is signed', () => {
  const facts: SignedFacts = { agreementId: 'a', textHash: 'b'.repeat(64), party: 'worker', signedAt: 1, strokeHash: 'c', payFen: 20_000 }
  test('one spelling: keys sorted, no spaces', () => {
    expect(signaturePayload(facts)).toBe(`{"agreementId":"a","party":"worker","payFen":20000,"signedAt":1,"strokeHash":"c","textHash":"${'b'.repeat(64)}"}`)
  })
  test('a payload reads back as itself; another spelling or a missing fact does not', () => {
    expect(readSignaturePayload(signaturePayload(facts))).toEqual(facts)
    expect(readSignaturePayload(JSON.stringify(facts))).toBeNull()
    expect(readSignaturePayload(canonicalJson({ agreementId: 'a' }))).toBeNull()
    expect(readSignaturePayload(canonicalJson({ ...facts, extra: 1 }))).toBeNull()
    expect(readSignaturePayload('{')).toBeNull()
    expect(readSignaturePayload('null')).toBeNull()
  })
  test('canonical JSON refuses what two writers would spell differently', () => {
    expect(() => canonicalJson({ pay: 1.5 })).toThrow(TypeError)
    expect(() => canonicalJson({ pay: Number.NaN })).toThrow(TypeError)
    expect(() => canonicalJson('\ud800')).toThrow(TypeError)
    expect(() => canonicalJson('\udc00')).toThrow(TypeError)
    expect(canonicalJson('𠮷')).toBe('"𠮷"')
    expect(canonicalJson({ b: [1, { d: null, c: true }], a: '"\n' })).toBe('{"a":"\\"\\n","b":[1,{"c":true,"d":null}]}')
  })
})
