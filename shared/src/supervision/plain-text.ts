import type { Spelling } from './rulebook'
import { isHan } from '../words/letters'

/**
 * A text as a person hears it, whatever it was written with: full width, circled, traditional and look-alike letters are
 * the plain ones, and nothing stands between two letters of a word. Each letter remembers where it stood, so that a
 * message can show the words as they were typed.
 */
export type PlainText = { letters: readonly string[]; from: readonly number[]; to: readonly number[] }

/** The edge of a clause, and the mark between the things of a list. */
export const edge = '/'
export const listMark = '、'

const clauseMarks = new Set(Array.from(',.;:!?。，；：！？()[]{}【】《》〈〉「」“”"|\n\r\t…'))
const brackets = new Set(Array.from('()[]{}【】'))

// Pairs of traditional and simplified, for the letters that lists of a rulebook use; NFKC leaves them apart.
const traditional =
  '僅仅優优擾扰謝谢絕绝漢汉戶户囗口証证證证費费錢钱錄录訓训介介報报單单陪陪傳传銷销薦荐聯联繫系電电話话號号碼码'
  + '議议談谈勞劳務务遣遣廠厂歲岁齡龄殘残疾疾聾聋啞哑體体檢检檢检驗验滿满個个獨独無无過过時时間间連连續续團团業业'
  + '國国際际網网結结實实賬账帳账轉转擔担現现貸贷賭赌點点紙纸氣气貌貌長长婦妇剛刚後后處处離离異异雙双關关係系種种類类'
  + '農农藏藏維维爾尔蘇苏遼辽東东鄉乡鎮镇縣县區区該该壯壮爺爷們们產产飯饭館馆戲戏歡欢開开問问應应據据壓压'

const isDigit = (letter: string | undefined): boolean => letter !== undefined && letter >= '0' && letter <= '9' && letter.length === 1
const isLatin = (letter: string): boolean => letter.length === 1 && letter >= 'a' && letter <= 'z'

const pairs = (text: string): Map<string, string> => {
  const letters = Array.from(text)
  const map = new Map<string, string>()
  for (let at = 0; at + 1 < letters.length; at += 2) map.set(letters[at] ?? '', letters[at + 1] ?? '')
  return map
}
const simplified = pairs(traditional)

/** Look-alikes of a rulebook as a map. */
export const alikeMap = ({ alike }: Spelling): Map<string, string> => pairs(alike.join(''))

/** Reads what was typed. Clause marks become `/`, list marks stay `、`, hyphens and points stay between digits only. */
export function plainText(typed: string, alike: ReadonlyMap<string, string>): PlainText {
  const read: { letter: string; from: number; to: number }[] = []
  let at = 0
  for (const sign of typed) {
    const from = at
    at += sign.length
    for (const form of (alike.get(sign) ?? sign).normalize('NFKC').toLowerCase()) {
      const letter = simplified.get(form) ?? alike.get(form) ?? form
      if (isDigit(letter) || isLatin(letter) || isHan(letter)) read.push({ letter, from, to: at })
      else if (letter === listMark) read.push({ letter: listMark, from, to: at })
      else if (letter === '-' || letter === '~' || letter === '—' || letter === '–') read.push({ letter: '-', from, to: at })
      else if (letter === '.' || letter === '·') read.push({ letter: '.', from, to: at })
      else if (clauseMarks.has(letter)) read.push({ letter: brackets.has(letter) ? '(' : edge, from, to: at })
    }
  }
  const kept = read.flatMap((here, index) => {
    const between = isDigit(read[index - 1]?.letter) && isDigit(read[index + 1]?.letter)
    if (here.letter === '-' || here.letter === '.') return between ? [here] : []
    if (here.letter === '(') return between ? [] : [{ ...here, letter: edge }]
    return [here]
  })
  return { letters: kept.map(({ letter }) => letter), from: kept.map(({ from }) => from), to: kept.map(({ to }) => to) }
}

/**
 * The same without marks around single letters: 限，男 is one word in two pieces, while a comma between two whole clauses
 * stays one.
 */
export function joined(text: PlainText): PlainText {
  const isMark = (letter: string | undefined) => letter === edge || letter === listMark
  const lengths: number[] = []
  let start = 0
  for (let at = 0; at <= text.letters.length; at += 1) {
    if (at < text.letters.length && !isMark(text.letters[at])) continue
    for (let each = start; each < at; each += 1) lengths[each] = at - start
    start = at + 1
  }
  const keep = text.letters.map((letter, at) => !isMark(letter) || (lengths[at - 1] !== 1 && lengths[at + 1] !== 1))
  const only = <T>(all: readonly T[]): T[] => all.filter((_one, at) => keep[at] ?? false)
  return { letters: only(text.letters), from: only(text.from), to: only(text.to) }
}

