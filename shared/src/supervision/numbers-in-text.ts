import type { PlainText } from './plain-text'

/** Ages, hours and pay that stand in a text as numbers. */

const number = '(\\d{1,2}|[一二三四五六七八九十]{1,3})'
const years = '(?:周岁|岁)'
const range = new RegExp(`${number}${years}?[-到至]${number}${years}`, 'g')
const atLeast = new RegExp(`${number}${years}(?:以上|起|及以上|往上|就行|也行)`, 'g')
const atMost = new RegExp(`${number}${years}(?:以下|以内|之内|内|及以下|封顶)`, 'g')
const over = new RegExp(`(?:超过|大于|过)${number}${years}(?:的|)(?:勿扰|不要|不收|不招|免谈)`, 'g')
const perDay = new RegExp(`(?:每天|一天|每日|日均|天天)[^/]{0,4}?${number}个?(?:小时|钟头)`, 'g')
const dayPay = [/(?:一天|每天|日薪|日结|一日)(?:工钱|工资|给|是|能拿|)(\d{2,5})(?:元|块|$|\/)/g, /(\d{2,5})(?:元|块钱|块)(?:每|一|)(?:天|日)/g]
const hourPay = [/(?:时薪|一小时|每小时|一个小时)(?:给|是|)(\d{1,4})(?:元|块|$|\/)/g, /(\d{1,4})(?:元|块钱|块)(?:每|一个|一|)(?:小时|钟头)/g]

export type NumberFound = { value: number; from: number; to: number }
export type AgesFound = { least: NumberFound[]; most: NumberFound[] }

/** One character a letter, so that a place in the string is a place in the text. */
const asString = ({ letters }: PlainText): string => letters.map((letter) => (letter.length === 1 ? letter : '?')).join('')

/** `十六` → 16, `三十五` → 35, `18` → 18. */
export function numeral(written: string): number {
  if (/^\d+$/.test(written)) return Number(written)
  const [tens = '', ones = ''] = written.includes('十') ? written.split('十') : ['', written]
  const digit = (sign: string) => '一二三四五六七八九'.indexOf(sign) + 1
  return written.includes('十') ? (tens === '' ? 10 : digit(tens) * 10) + (ones === '' ? 0 : digit(ones)) : digit(ones)
}

function found(text: PlainText, pattern: RegExp, group: number, skip?: (after: string) => boolean): NumberFound[] {
  const all = asString(text)
  return [...all.matchAll(pattern)].flatMap((match) => {
    const to = match.index + match[0].length
    if (skip?.(all.slice(to, to + 4))) return []
    return [{ value: numeral(match[group] ?? ''), from: text.from[match.index] ?? 0, to: text.to[to - 1] ?? 0 }]
  })
}

// The age of a child that is looked after is not an age that is wanted.
const ofChildren = (after: string): boolean => /^的?(孩|儿|小孩|小朋友|宝宝|男孩|女孩|娃)/.test(after)

/** Ages asked for, in years. */
export const agesIn = (text: PlainText): AgesFound => ({
  least: [...found(text, range, 1, ofChildren), ...found(text, atLeast, 1, ofChildren)],
  most: [...found(text, range, 2, ofChildren), ...found(text, atMost, 1, ofChildren), ...found(text, over, 1)],
})

/** Hours of work a day. */
export const dailyHoursIn = (text: PlainText): NumberFound[] => found(text, perDay, 1)

/** Yuan promised for a day, or for an hour. */
export const payIn = (text: PlainText, unit: 'day' | 'hour'): NumberFound[] => (unit === 'day' ? dayPay : hourPay).flatMap((pattern) => found(text, pattern, 1))
