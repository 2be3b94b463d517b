import { tagOf, type CompiledRulebook } from './compiled-rulebook'
import { edge, joined, listMark, plainText, type PlainText } from './plain-text'
import type { RuleKey } from './rulebook'
import { findWords, longestApart, type Hit } from './word-finder'

/** A text read one way, with every listed word in it. */
export type Way = { text: PlainText; hits: readonly Hit[] }

/** A text read both ways: as it stands, and with the pieces of broken words put together. */
export type ReadText = { typed: string; plain: Way; whole: Way }

/** The letters of a text, whatever they were written with and between. */
export const lettersOf = (typed: string, { alike }: CompiledRulebook): PlainText => joined(plainText(typed, alike))

export const readText = (typed: string, { alike, net }: CompiledRulebook): ReadText => {
  const plain = plainText(typed, alike)
  const whole = joined(plain)
  const plainWay = { text: plain, hits: findWords(plain, net) }
  // Most texts have no broken words: both ways are then the same.
  return { typed, plain: plainWay, whole: whole.letters.length === plain.letters.length ? plainWay : { text: whole, hits: findWords(whole, net) } }
}

type Range = { from: number; to: number }

/** A listed word where it was typed; `denied` when the text says right beside it that it is not so. */
export type Found = Range & { denied: boolean }

/** Where a hit stands in what was typed. */
const placeOf = ({ text }: Way, { from, to }: Hit): Range => ({ from: text.from[from] ?? 0, to: text.to[to - 1] ?? 0 })

/** Whether a text holds a word of a list at all. */
export const holds = ({ whole }: ReadText, tag: number): boolean => whole.hits.some((hit) => hit.tag === tag)

/** What of a typed text is taken, by place. */
const takenOf = (length: number) => {
  const taken = new Uint8Array(length)
  return {
    take: ({ from, to }: Range): void => void taken.fill(1, from, to),
    touches: ({ from, to }: Range): boolean => taken.subarray(from, to).includes(1),
  }
}

/** The listed words of a text, each once, whichever way it was read; what stands in a lawful phrase is none. */
export function findListed(text: ReadText, rule: RuleKey, list: 'refused' | 'doubtful', rulebook: CompiledRulebook): Found[] {
  const listed = tagOf(rule, list)
  const ways = text.whole === text.plain ? [text.whole] : [text.whole, text.plain]
  if (!ways.some((way) => way.hits.some(({ tag }) => tag === listed))) return []
  const lawful = takenOf(text.typed.length)
  for (const way of ways) for (const hit of way.hits) if (hit.tag === tagOf(rule, 'lawful')) lawful.take(placeOf(way, hit))
  const seen = takenOf(text.typed.length)
  const found: Found[] = []
  for (const way of ways) {
    const open = way.hits.filter((hit) => hit.tag === listed && !lawful.touches(placeOf(way, hit)))
    for (const hit of longestApart(open)) {
      const place = placeOf(way, hit)
      if (seen.touches(place)) continue
      seen.take(place)
      found.push({ ...place, denied: isDenied(way.text, hit, rulebook) })
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
