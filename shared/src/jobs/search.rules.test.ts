import { expect, it } from 'vitest'
import { searchedText, searchWords, startOfDay } from './search.rules'

const finds = (typed: string, ...parts: string[]): boolean => searchWords(typed).every((word) => searchedText(parts).includes(word))

it.each([
  ['白菜', true], ['菜', true], ['装卸 宏进', true], ['宏进  装卸', true], ['装卸\u3000宏进', true], ['装卸 焊工', false],
  ['ａ座', true], ['A座', true], ['a座', true], ['25KG', true], ['２５kg', true], ['100%', true], ['100_', false], ['%', true], ['', true], ['工宏', false],
])('“%s” is looked for in a posting: %s', (typed, found) => {
  expect(finds(typed, '装卸工', '宏进农批市场 A座', '卸白菜，每袋 25Kg，\n100% 现结')).toBe(found)
})

it('a day is a date, or counted from the market’s today', () => {
  const beforeDawn = Date.parse('2026-11-23T00:30:00+08:00')
  expect(startOfDay('today', beforeDawn)).toBe(Date.parse('2026-11-23T00:00:00+08:00'))
  expect(startOfDay('tomorrow', beforeDawn)).toBe(Date.parse('2026-11-24T00:00:00+08:00'))
  expect(startOfDay('day_after', beforeDawn)).toBe(Date.parse('2026-11-25T00:00:00+08:00'))
  expect(startOfDay('2026-12-01', beforeDawn)).toBe(Date.parse('2026-12-01T00:00:00+08:00'))
  expect(startOfDay('2026-02-30', beforeDawn)).toBeNull()
  expect(startOfDay('2026-13-01', beforeDawn)).toBeNull()
})
