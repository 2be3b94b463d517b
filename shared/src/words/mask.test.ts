import { expect, test } from 'vitest'
import { maskIdNumber, maskName, maskNumbersIn, maskPhone } from './mask'

test.each([
  ['王建国', '王*国'],
  ['李明', '李*'],
  ['欧阳修', '欧*修'],
  ['欧阳娜娜', '欧**娜'],
  ['买买提·艾力', '买***力'],
  ['阿不都热依木·买买提明', '阿***明'],
  ['  王建国 ', '王*国'],
  ['Anna Smith', 'A***'],
])('the name %s is shown to others as %s', (name, masked) => {
  expect(maskName(name)).toBe(masked)
})

test('a name of one character shows nothing of itself', () => {
  expect(maskName('王')).toBe('*')
  expect(maskName('')).toBe('')
})

test('a rare character is never cut in half', () => {
  expect(maskName('𠮷建𬎆')).toBe('𠮷*𬎆')
  expect(maskName('𠮷明')).toBe('𠮷*')
})

test('a mobile number keeps its first three and last four digits', () => {
  expect(maskPhone('13812345678')).toBe('138****5678')
  expect(maskPhone('138 1234 5678')).toBe('138****5678')
})

test('of any other number at most two digits are shown', () => {
  expect(maskPhone('0379-6123456')).toBe('037****3456')
  expect(maskPhone('6123456')).toBe('****56')
  expect(maskPhone('110')).toBe('****')
  expect(maskPhone('')).toBe('****')
})

test('an ID number shows where it begins and how it ends, never the birthday', () => {
  expect(maskIdNumber('11010519491231002X')).toBe('110***********002X')
  expect(maskIdNumber('12345')).toBe('*****')
})

test.each([
  ['找我13812345678', '找我138****'],
  ['138 1234-5678同号', '138****同号'],
  ['１３８１２３４５６７８', '１３８****'],
  ['41030219600115001X，加微信', '410****，加微信'],
  ['260元/天，8小时，25 公斤', '260元/天，8小时，25 公斤'],
])('a number among words keeps its beginning: %s', (typed, shown) => {
  expect(maskNumbersIn(typed)).toBe(shown)
})
