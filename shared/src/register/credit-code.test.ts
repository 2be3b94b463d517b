import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkCreditCode } from './credit-code'

const messageOf = (typed: string): string => {
  const checked = checkCreditCode(typed)
  return checked.ok ? '' : checked.message
}
const oneWrong = '信用代码有一位填错了，请对着营业执照再看一遍'

test('the good code of the standard is kept in capitals without spacing', () => {
  for (const typed of ['91350100M000100Y43', '91350100m000100y43', ' 9135 0100 M000 100Y 43 ']) {
    expect(checkCreditCode(typed)).toEqual({ ok: true, value: '91350100M000100Y43' })
  }
})

test('any one character typed wrong is noticed', () => {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  const good = '91350100M000100Y43'
  fc.assert(fc.property(fc.integer({ min: 0, max: 17 }), fc.integer({ min: 1, max: 30 }), (place, step) => {
    const other = alphabet.charAt((alphabet.indexOf(good.charAt(place)) + step) % 31)
    expect(messageOf(good.slice(0, place) + other + good.slice(place + 1))).toBe(oneWrong)
  }))
})

test.each([
  ['', '请填营业执照上的统一社会信用代码'],
  ['91350100M000100Y4', '信用代码是 18 位，现在填了 17 位'],
  ['91350100M000100Y4Z', '信用代码里没有字母 I、O、S、V、Z，请看看是不是数字 1、0、5、2'],
  ['9135O100M000100Y43', '信用代码里没有字母 I、O、S、V、Z，请看看是不是数字 1、0、5、2'],
  ['91350100M000100Y4号', '信用代码只有数字和字母'],
  ['91350100M000100Y44', oneWrong],
  // Its sum is right; no office ever gave it.
  ['000000000000000000', oneWrong],
])('%j is answered with “%s”', (typed, message) => {
  expect(messageOf(typed)).toBe(message)
})
