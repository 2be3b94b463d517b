import { edge, type PlainText } from './plain-text'
import type { Spelling } from './rulebook'

/**
 * Listed words as a net of letters: a text is gone through once, however long the lists are, and a pattern takes as much
 * room as it has letters, however many words it stands for.
 */
export type WordNet = { next: Map<string, WordNet[]>; orElse: WordNet[]; ends: boolean }

/** Letters one pattern may have, and words one short list entry may stand for: an officer's slip must not fill a phone. */
export const longestPattern = 600
const mostSpellings = 4_000

/** Stands in a pattern for up to so many letters of the same clause. */
const gap = '…'
const longestGap = 4

/**
 * The parts of a pattern, each with its choices: `(只招|限)男(的|)` → [只招, 限], [男], [的, nothing].
 * @throws Error in words for the officer when brackets do not match or stand in each other
 */
export function partsOf(pattern: string): string[][] {
  if (pattern.length > longestPattern) throw new Error(`“${pattern.slice(0, 20)}…”太长了，请拆成几条`)
  const parts: string[][] = []
  let rest = pattern
  while (rest !== '') {
    const open = rest.indexOf('(')
    const plain = open < 0 ? rest : rest.slice(0, open)
    const close = open < 0 ? -1 : rest.indexOf(')', open)
    const inside = open < 0 ? '' : rest.slice(open + 1, Math.max(close, open + 1))
    if (plain.includes(')') || plain.includes('|') || (open >= 0 && close < 0) || inside.includes('(')) throw new Error(`“${pattern}”里的括号不成对`)
    if (plain !== '') parts.push([plain])
    if (open >= 0) parts.push(inside.split('|'))
    rest = open < 0 ? '' : rest.slice(close + 1)
  }
  return parts
}

/** All words a short pattern stands for. @throws Error like `partsOf`, or when there are too many */
export const spellings = (pattern: string): string[] =>
  partsOf(pattern).reduce<string[]>((all, choices) => {
    if (all.length * choices.length > mostSpellings) throw new Error(`“${pattern}”的写法太多了，请拆成几条`)
    return all.flatMap((start) => choices.map((choice) => start + choice))
  }, [''])

const emptyNet = (): WordNet => ({ next: new Map(), orElse: [], ends: false })

export function wordNet(patterns: readonly string[]): WordNet {
  const root = emptyNet()
  for (const pattern of patterns) {
    let here = root
    for (const choices of partsOf(pattern)) {
      const after = emptyNet()
      for (const choice of choices) {
        const letters = Array.from(choice)
        if (letters.length === 0) here.orElse.push(after)
        let node = here
        letters.forEach((letter, at) => {
          const next = at === letters.length - 1 ? after : emptyNet()
          node.next.set(letter, [...(node.next.get(letter) ?? []), next])
          node = next
        })
      }
      here = after
    }
    if (here !== root) here.ends = true
  }
  return root
}

/** The sounds of letters: 女 → nv, nu. */
export const soundMap = ({ sounds }: Spelling): Map<string, readonly string[]> =>
  new Map(sounds.map((entry) => [Array.from(entry)[0] ?? '', Array.from(entry).slice(1).join('').split('|')]))

export type Hit = { from: number; to: number }

type Sounds = ReadonlyMap<string, readonly string[]>

const isLatin = (letter: string | undefined): boolean => letter !== undefined && letter >= 'a' && letter <= 'z'
const spelledAt = (letters: readonly string[], at: number, sound: string): boolean => {
  for (let each = 0; each < sound.length; each += 1) if (letters[at + each] !== sound[each]) return false
  return true
}

type Search = { letters: readonly string[]; sounds: Sounds }

/** The furthest of `best` and what is reached by these ways on. */
function furthest(search: Search, ways: readonly WordNet[] | undefined, to: number, best: number): number {
  if (ways === undefined) return best
  let far = best
  for (const way of ways) far = Math.max(far, longestFrom(search, to, way))
  return far
}

/** Where the longest word from this place ends, or -1. A letter may be spelled by its sound: xian nan. No closures: it runs for every letter. */
function longestFrom(search: Search, at: number, node: WordNet): number {
  const { letters, sounds } = search
  let best = furthest(search, node.orElse, at, node.ends ? at : -1)
  const apart = node.next.get(gap)
  for (let to = at; apart !== undefined && to <= at + longestGap && to <= letters.length; to += 1) {
    if (to > at && letters[to - 1] === edge) break
    best = furthest(search, apart, to, best)
  }
  const letter = letters[at]
  if (letter === undefined) return best
  best = furthest(search, node.next.get(letter), at + 1, best)
  if (isLatin(letter)) {
    for (const [meant, next] of node.next) {
      for (const sound of sounds.get(meant) ?? []) if (spelledAt(letters, at, sound)) best = furthest(search, next, at + sound.length, best)
    }
  }
  return best
}

/** Every listed word in the text, from the left, the longest first, none inside another. */
export function findWords({ letters }: PlainText, net: WordNet, sounds: Sounds): Hit[] {
  const hits: Hit[] = []
  // A text begins and ends with an edge of a clause.
  const edged = [edge, ...letters, edge]
  const search: Search = { letters: edged, sounds }
  for (let at = 0; at < edged.length;) {
    const to = longestFrom(search, at, net)
    if (to > at) {
      const from = edged[at] === edge ? at + 1 : at
      const end = edged[to - 1] === edge ? to - 1 : to
      hits.push({ from: from - 1, to: end - 1 })
      // An edge that ends one word may begin the next.
      at = Math.max(at + 1, end)
    } else at += 1
  }
  return hits
}
