import { edge, type PlainText } from './plain-text'
import type { Spelling } from './rulebook'

/**
 * Finds all listed words of a rulebook in one walk over a text. The patterns are a net of letters, which takes as much room
 * as they have letters however many words they stand for; its states are worked out when a text first leads there and are
 * then remembered, so that most letters cost one look-up.
 */

/** Letters one pattern may have, and words a short one may stand for: an officer's slip must not fill a phone. */
export const longestPattern = 600
const mostSpellings = 4_000

/** Stands in a pattern for up to so many letters of the same clause. */
const gap = '…'
const longestGap = 4

/** States remembered before they are forgotten all at once: a text made to lead to ever new ones must not fill the memory. */
const mostStates = 20_000

/**
 * The parts of a pattern, each with its choices: `(只招|限)男(的|)` → [只招, 限], [男], [的, nothing].
 * @throws Error in words for the officer when brackets do not match or stand in each other; never with the pattern, which may be anything somebody typed
 */
export function partsOf(pattern: string): string[][] {
  if (pattern.length > longestPattern) throw new Error('太长了，请拆成几条')
  const parts: string[][] = []
  let rest = pattern
  while (rest !== '') {
    const open = rest.indexOf('(')
    const plain = open < 0 ? rest : rest.slice(0, open)
    const close = open < 0 ? -1 : rest.indexOf(')', open)
    const inside = open < 0 ? '' : rest.slice(open + 1, Math.max(close, open + 1))
    if (plain.includes(')') || plain.includes('|') || (open >= 0 && close < 0) || inside.includes('(')) throw new Error('括号不成对')
    if (plain !== '') parts.push([plain])
    if (open >= 0) parts.push(inside.split('|'))
    rest = open < 0 ? '' : rest.slice(close + 1)
  }
  return parts
}

/** All words a short pattern stands for. @throws Error like `partsOf`, or when there are too many */
export const spellings = (pattern: string): string[] =>
  partsOf(pattern).reduce<string[]>((all, choices) => {
    if (all.length * choices.length > mostSpellings) throw new Error('写法太多了，请拆成几条')
    return all.flatMap((start) => choices.map((choice) => start + choice))
  }, [''])

export type Sounds = ReadonlyMap<string, readonly string[]>

/** The sounds of letters: 女 → nv, nu. */
export const soundMap = ({ sounds }: Spelling): Map<string, readonly string[]> =>
  new Map(sounds.map((entry) => [Array.from(entry)[0] ?? '', Array.from(entry).slice(1).join('').split('|')]))

type Node = {
  id: number
  next: Map<string, Node[]>
  /** Reached without a letter. */
  orElse: Node[]
  /** Reached by any letter within the clause. */
  any: Node[]
  /** Reached by a Latin letter that begins a letter's sound; worked out when one comes. */
  spelled: Map<string, Node[]> | null
  tag: number
}

/** Where several nodes are reached at once; `moves` is filled as texts lead on. */
type State = { nodes: readonly Node[]; tags: readonly number[]; moves: Map<string, State | null> }

export type WordNet = { root: Node; sounds: Sounds; start: State; states: Map<string, State>; newNode: () => Node }

/** @param lists patterns with the number by which their words are known */
export function wordNet(lists: readonly { patterns: readonly string[]; tag: number }[], sounds: Sounds): WordNet {
  let nodes = 0
  const newNode = (): Node => ({ id: (nodes += 1), next: new Map(), orElse: [], any: [], spelled: null, tag: -1 })
  const root = newNode()
  for (const { patterns, tag } of lists) for (const pattern of patterns) addPattern(root, pattern, tag, newNode)
  return { root, sounds, start: stateOf([root]), states: new Map(), newNode }
}

function addPattern(root: Node, pattern: string, tag: number, newNode: () => Node): void {
  let here = root
  for (const choices of partsOf(pattern)) {
    const after = newNode()
    for (const choice of choices) {
      let node = here
      for (const letter of choice) {
        const next = newNode()
        if (letter === gap) skipUpTo(longestGap, node, next, newNode)
        else node.next.set(letter, [...(node.next.get(letter) ?? []), next])
        node = next
      }
      node.orElse.push(after)
    }
    here = after
  }
  if (here !== root) here.tag = tag
}

function skipUpTo(most: number, from: Node, to: Node, newNode: () => Node): void {
  let node = from
  node.orElse.push(to)
  for (let skipped = 1; skipped <= most; skipped += 1) {
    const next = newNode()
    node.any.push(next)
    next.orElse.push(to)
    node = next
  }
}

function stateOf(reached: readonly Node[]): State {
  const all = new Map<number, Node>()
  const add = (node: Node): void => {
    if (all.has(node.id)) return
    all.set(node.id, node)
    node.orElse.forEach(add)
  }
  reached.forEach(add)
  const nodes = [...all.values()].sort((one, other) => one.id - other.id)
  return { nodes, tags: [...new Set(nodes.map(({ tag }) => tag).filter((tag) => tag >= 0))], moves: new Map() }
}

const isLatin = (letter: string): boolean => letter >= 'a' && letter <= 'z'

/** Letters of the lists whose sound begins like this: 男 by n, and then a, n. */
function spelledBy(node: Node, letter: string, { sounds, newNode }: WordNet): readonly Node[] {
  if (node.next.size === 0) return []
  if (node.spelled === null) {
    const spelled = new Map<string, Node[]>()
    for (const [meant, next] of node.next) {
      for (const sound of sounds.get(meant) ?? []) {
        const begun = newNode()
        let at = begun
        for (const rest of sound.slice(1)) {
          const further = newNode()
          at.next.set(rest, [further])
          at = further
        }
        at.orElse.push(...next)
        const first = sound.charAt(0)
        spelled.set(first, [...(spelled.get(first) ?? []), begun])
      }
    }
    node.spelled = spelled
  }
  return node.spelled.get(letter) ?? []
}

function moveOn(state: State, letter: string, net: WordNet): State | null {
  const known = state.moves.get(letter)
  if (known !== undefined) return known
  const reached = state.nodes.flatMap((node) => [
    ...(node.next.get(letter) ?? []),
    ...(letter === edge ? [] : node.any),
    ...(isLatin(letter) ? spelledBy(node, letter, net) : []),
  ])
  let next: State | null = null
  if (reached.length > 0) {
    const made = stateOf(reached)
    const key = made.nodes.map(({ id }) => id).join(',')
    next = net.states.get(key) ?? made
    net.states.set(key, next)
  }
  state.moves.set(letter, next)
  return next
}

/** A word found: its list's number and its letters, from and up to. */
export type Hit = { tag: number; from: number; to: number }

/** Every listed word in the text, of every length; those that begin first come first. */
export function findWords({ letters }: PlainText, net: WordNet): Hit[] {
  if (net.states.size > mostStates) {
    net.states = new Map()
    net.start = stateOf([net.root])
  }
  const hits: Hit[] = []
  // A text begins and ends with an edge of a clause.
  const edged = [edge, ...letters, edge]
  for (let at = 0; at < edged.length; at += 1) {
    const from = edged[at] === edge ? at : at - 1
    let state: State | null = net.start
    for (let to = at; to < edged.length; to += 1) {
      state = moveOn(state, edged[to] ?? '', net)
      if (state === null) break
      const end = edged[to] === edge ? to - 1 : to
      for (const tag of state.tags) if (end > from) hits.push({ tag, from, to: end })
    }
  }
  return hits
}

/** From the left, the longest first, none inside another. */
export function longestApart<H extends { from: number; to: number }>(hits: readonly H[]): H[] {
  const apart: H[] = []
  for (const hit of [...hits].sort((one, other) => one.from - other.from || other.to - one.to)) {
    const last = apart[apart.length - 1]
    if (hit.from >= (last?.to ?? 0)) apart.push(hit)
  }
  return apart
}
