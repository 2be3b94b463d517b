import type { CompiledRule, CompiledRulebook } from './compiled-rulebook'
import { edge, joined, listMark, plainText, type PlainText } from './plain-text'
import { findWords, type Hit } from './word-finder'

/** A text read both ways: as it stands, and with the pieces of broken words put together. */
export type ReadText = { typed: string; plain: PlainText; whole: PlainText }

export const readText = (typed: string, { alike }: CompiledRulebook): ReadText => {
  const plain = plainText(typed, alike)
  return { typed, plain, whole: joined(plain) }
}

/** A listed word where it was typed; `denied` when the text says right beside it that it is not so. */
export type Found = { from: number; to: number; denied: boolean }

// Stands for letters that were read as part of a lawful phrase; it is no letter of any list.
const covered = '\u0000'

type Range = { from: number; to: number }

/** Where lawful phrases stand in what was typed, whichever way it is read. */
const lawfulRanges = (text: ReadText, rule: CompiledRule, { sounds }: CompiledRulebook): Range[] =>
  [text.whole, text.plain].flatMap((way) => findWords(way, rule.lawful, sounds).map(({ from, to }) => ({ from: way.from[from] ?? 0, to: way.to[to - 1] ?? 0 })))

const cover = (text: PlainText, ranges: readonly Range[]): PlainText => ranges.length === 0 ? text : {
  ...text,
  letters: text.letters.map((letter, at) => (ranges.some(({ from, to }) => from <= (text.from[at] ?? 0) && (text.to[at] ?? 0) <= to) ? covered : letter)),
}

/** The listed words of a text, each once, whichever way it was read; what stands in a lawful phrase is none. */
export function findListed(text: ReadText, rule: CompiledRule, severity: 'refused' | 'doubtful', rulebook: CompiledRulebook): Found[] {
  const found: Found[] = []
  const lawful = lawfulRanges(text, rule, rulebook)
  for (const way of [text.whole, text.plain]) {
    for (const { from, to } of findWords(cover(way, lawful), rule[severity], rulebook.sounds)) {
      const place = { from: way.from[from] ?? 0, to: way.to[to - 1] ?? 0 }
      if (found.some((other) => other.from < place.to && place.from < other.to)) continue
      found.push({ ...place, denied: isDenied(way, { from, to }, rulebook) })
    }
  }
  return found
}

/** 不收押金, 没有押金, 不收服装费、押金 before the word; 押金全免 after it. */
function isDenied({ letters }: PlainText, { from, to }: Hit, { denialsBefore, denialsAfter, longestDenial }: CompiledRulebook): boolean {
  const after = untilEdge(letters.slice(to))
  for (let length = 1; length <= Math.min(longestDenial, after.length); length += 1) if (denialsAfter.has(after.slice(0, length).join(''))) return true
  let before = sinceEdge(letters.slice(0, from))
  for (;;) {
    for (let length = 1; length <= Math.min(longestDenial, before.length); length += 1) {
      if (denialsBefore.has(before.slice(before.length - length).join(''))) return true
    }
    // A thing of a list is denied with the one before it: 不收押金、服装费.
    const mark = Math.max(before.lastIndexOf(listMark), before.lastIndexOf('和'), before.lastIndexOf('或'))
    if (mark < 0 || before.length - mark > 5) return false
    const thing = before.slice(0, mark)
    const started = longestItem(thing, denialsBefore, longestDenial)
    if (started) return true
    before = thing
  }
}

/** Whether one of the last four letters or fewer of these is a thing with a denial right before it. */
function longestItem(letters: readonly string[], denials: ReadonlySet<string>, longest: number): boolean {
  for (let item = 2; item <= 5; item += 1) {
    const before = letters.slice(0, Math.max(0, letters.length - item))
    for (let length = 1; length <= Math.min(longest, before.length); length += 1) {
      if (denials.has(before.slice(before.length - length).join(''))) return true
    }
  }
  return false
}

const untilEdge = (letters: readonly string[]): readonly string[] => {
  const at = letters.indexOf(edge)
  return at < 0 ? letters : letters.slice(0, at)
}
const sinceEdge = (letters: readonly string[]): readonly string[] => letters.slice(letters.lastIndexOf(edge) + 1)
