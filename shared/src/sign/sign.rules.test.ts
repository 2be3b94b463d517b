import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Terms } from '../apply/apply.contract'
import { hour } from '../words/time'
import { canonicalJson } from './canonical-json'
import { handwritingProblems, keyFacts, payQuestion, readSignaturePayload, signaturePayload, type SignedFacts } from './sign.rules'

const startsAt = Date.UTC(2026, 10, 23, 22, 30) // 24 November 06:30 in the market
const termsOf = (changed: Partial<Terms> = {}): Terms => ({
  jobVersion: 1, trade: '4-02-05-01', title: '卸水泥', description: '两车水泥，从车上卸到棚里', requirements: '能扛五十斤',
  address: '洛阳市洛龙区关林路 1 号', startsAt, endsAt: startsAt + 9 * hour, breakMinutes: 60, payFen: 20_000, payUnit: 'day',
  settleWhen: 'same_day', settleHow: 'wechat', perks: ['lunch'], employerKind: 'business', employerName: '洛阳好运物流有限公司', marketName: '洛阳市零工市场',
  ...changed,
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
    expect(canonicalJson([[], [-0, -1, 2 ** 53 - 1], [1, 'a'], [1, [2]]])).toBe('[[],[0,-1,9007199254740991],[1,"a"],[1,[2]]]')
    for (const fraction of [[1.5], [2 ** 53], [Infinity], [1, 'a', Number.NaN]]) expect(() => canonicalJson(fraction)).toThrow(TypeError)
  })
})
