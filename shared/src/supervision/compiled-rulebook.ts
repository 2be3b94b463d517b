import { alikeMap } from './plain-text'
import { ruleKeys, type RuleKey, type Rulebook } from './rulebook'
import { soundMap, spellings, wordNet, type WordNet } from './word-finder'

export const wordLists = ['refused', 'doubtful', 'lawful', 'reviewedWhere'] as const
export type WordList = (typeof wordLists)[number]

/** By which number the words of a rule's list are known in the net; chat names and companies have their own. */
export const tagOf = (rule: RuleKey, list: WordList): number => ruleKeys.indexOf(rule) * wordLists.length + wordLists.indexOf(list)
export const chatTag = ruleKeys.length * wordLists.length
export const companyTag = chatTag + 1

/** A rulebook made ready for reading texts. */
export type CompiledRulebook = {
  net: WordNet
  alike: ReadonlyMap<string, string>
  denialsBefore: ReadonlySet<string>
  denialsAfter: ReadonlySet<string>
  longestDenial: number
  ownWords: readonly string[]
}

const compiled = new WeakMap<Rulebook, CompiledRulebook>()

/** Made once for each rulebook: it takes some milliseconds, judging a posting takes less than one. */
export function compile(rulebook: Rulebook): CompiledRulebook {
  const known = compiled.get(rulebook)
  if (known !== undefined) return known
  const denialsBefore = new Set(rulebook.denialsBefore.flatMap(spellings))
  const denialsAfter = new Set(rulebook.denialsAfter.flatMap(spellings))
  const lists = [
    ...ruleKeys.flatMap((rule) => wordLists.map((list) => ({ patterns: rulebook.rules[rule][list], tag: tagOf(rule, list) }))),
    { patterns: rulebook.chatNames, tag: chatTag },
    { patterns: rulebook.companyWords, tag: companyTag },
  ]
  const made: CompiledRulebook = {
    net: wordNet(lists, soundMap(rulebook.spelling)),
    alike: alikeMap(rulebook.spelling),
    denialsBefore,
    denialsAfter,
    longestDenial: Math.max(0, ...[...denialsBefore, ...denialsAfter].map((word) => word.length)),
    ownWords: rulebook.ownWords.flatMap(spellings),
  }
  compiled.set(rulebook, made)
  return made
}
