import { describe, expect, it } from 'vitest'
import { compile } from './compiled-rulebook'
import { findContacts } from './contacts'
import { readText } from './listed-words'
import { agesIn, dailyHoursIn, numeral, payIn } from './numbers-in-text'
import { henanRulebook1 } from './rulebook-henan-1'

const compiled = compile(henanRulebook1)
const read = (typed: string) => readText(typed, compiled)
const values = (found: readonly { value: number }[]) => found.map(({ value }) => value)
const contacts = (typed: string) => findContacts(read(typed)).map(({ from, to }) => typed.slice(from, to))

describe('numbers in a text', () => {
  it('are read in digits and in words', () => {
    expect(['8', '十', '十六', '二十', '三十五'].map(numeral)).toEqual([8, 10, 16, 20, 35])
  })

  it.each([
    ['18-45岁', [18], [45]], ['１８－４５周岁', [18], [45]], ['年满十六岁以上', [16], []], ['35岁以下', [], [35]], ['三十五岁以内', [], [35]], ['超过50岁勿扰', [], [50]],
    ['看3到6岁孩子', [], []], ['85岁老人', [], []],
  ])('ages asked for in “%s”', (typed, least, most) => {
    const found = agesIn(read(typed).whole.text)
    expect([values(found.least), values(found.most)]).toEqual([least, most])
  })

  it('hours and pay of a day', () => {
    expect(values(dailyHoursIn(read('每天要干十四个小时').plain.text))).toEqual([14])
    expect(values(dailyHoursIn(read('24小时便利店').plain.text))).toEqual([])
    expect(values(payIn(read('350元/天').plain.text, 'day'))).toEqual([350])
    expect(values(payIn(read('一天180块').plain.text, 'day'))).toEqual([180])
    expect(values(payIn(read('25元一小时').plain.text, 'hour'))).toEqual([25])
  })
})

describe('contacts in a text', () => {
  it.each([
    ['打13812345678', '13812345678'], ['138-1234-5678', '138-1234-5678'], ['一三八一二三四五六七八', '一三八一二三四五六七八'], ['一三八，一二三四，五六七八', '一三八，一二三四，五六七八'],
    ['138（1234）5678', '138（1234）5678'], ['138OO138OOO', '138OO138OOO'], ['0379-63912345', '0379-63912345'], ['微信：abc12345', '微信：abc12345'], ['Q Q 123456', 'Q Q 123456'],
  ])('“%s”', (typed, contact) => {
    expect(contacts(typed)).toContain(contact)
  })

  it.each(['2026-11-23 06:30 到 15:30', '工资180、200、220', '订单 20261123063015300', '微信结工钱', '拨 12333', '8000 斤大葱', '1380 单'])('“%s” is none', (typed) => {
    expect(contacts(typed)).toEqual([])
  })
})
