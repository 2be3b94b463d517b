import { chatTag } from './compiled-rulebook'
import type { PlainText } from './plain-text'
import type { ReadText, Way } from './listed-words'
import { longestApart } from './word-finder'

/** Phone numbers, chat names and links in a text, however the digits are written. */

// The digits as said on the phone: 幺 for one, 洞 for nought.
const digitOf = new Map(Array.from('零0〇0洞0一1幺1壹1二2贰2两2三3叁3四4肆4五5伍5六6陆6七7柒7拐7八8捌8九9玖9勾9').map((sign, at, all) => [sign, all[at + 1] ?? ''] as const).filter((_pair, at) => at % 2 === 0))

const mobile = /1[3-9]\d{9}/
const landline = /0\d{2,3}\d{7,8}/
const groupedMobile = /1[3-9]\d[/、]\d{4}[/、]\d{4}/
const link = /https?:|www\.|[a-z0-9-]+\s?(\.|点)\s?(com|cn|net|org|top|xyz|cc|vip|shop|link|info|club|site|io|me|tv)(?![a-z])|[a-z0-9._-]+@[a-z0-9-]+\.[a-z]/

type Range = { from: number; to: number }

/** Where contacts stand in what was typed. */
export const findContacts = ({ typed, plain, whole }: ReadText): Range[] => [...numbers(plain.text), ...chats(whole), ...links(typed)]

/** Letters as digits where they are, one letter each, so that places stay. `o` and `l` are digits in a long run of them. */
const asDigits = ({ letters }: PlainText): string =>
  letters
    .map((letter) => digitOf.get(letter) ?? (letter.length === 1 ? letter : '?'))
    .join('')
    .replace(/[0-9oli]{10,}/g, (run) => (/\d{3}/.test(run) ? run.replace(/o/g, '0').replace(/[li]/g, '1') : run))

function numbers(text: PlainText): Range[] {
  // Hyphens and points between digits only hold a number apart.
  const kept = text.letters.map((letter, at) => ({ letter, at })).filter(({ letter }) => letter !== '-' && letter !== '.')
  const digits = asDigits({ ...text, letters: kept.map(({ letter }) => letter) })
  const found: Range[] = []
  const take = (start: number, length: number) =>
    found.push({ from: text.from[kept[start]?.at ?? 0] ?? 0, to: text.to[kept[start + length - 1]?.at ?? 0] ?? 0 })
  for (const run of digits.matchAll(/\d+/g)) {
    const number = mobile.exec(run[0]) ?? landline.exec(run[0])
    // A longer run of digits is an order number or a date; a number right behind another, as 1 before 13800138000, is not.
    if (number !== null && run[0].length <= number[0].length + 2) take(run.index + number.index, number[0].length)
  }
  const grouped = groupedMobile.exec(digits)
  if (grouped !== null) take(grouped.index, grouped[0].length)
  return found
}

/** A name of a chat with a number or an account behind it: 微信 abc12345, QQ：一二三四五六. */
function chats({ text, hits }: Way): Range[] {
  const digits = asDigits(text)
  return longestApart(hits.filter(({ tag }) => tag === chatTag)).flatMap(({ from, to }) => {
    const account = /^[/、号码是为加和看查]{0,4}([a-z0-9]{5,})/.exec(digits.slice(to))
    // “v” within a longer word is no name of a chat.
    const within = /[a-z]/.test(digits[from - 1] ?? '') && /[a-z]/.test(digits[from] ?? '')
    return account === null || within ? [] : [{ from: text.from[from] ?? 0, to: text.to[to + account[0].length - 1] ?? 0 }]
  })
}

function links(typed: string): Range[] {
  const found = link.exec(typed.normalize('NFKC').toLowerCase())
  // NFKC may change the length of a text: the words shown are then the whole text.
  if (found === null) return []
  const same = typed.normalize('NFKC').length === typed.length
  return [same ? { from: found.index, to: Math.min(typed.length, found.index + found[0].length + 12) } : { from: 0, to: typed.length }]
}

