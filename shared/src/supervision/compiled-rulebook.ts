import { alikeMap } from './plain-text'
import { ruleKeys, type RuleKey, type Rulebook } from './rulebook'
import { soundMap, spellings, wordNet, type WordNet } from './word-finder'

export type CompiledRule = { refused: WordNet; doubtful: WordNet; lawful: WordNet; reviewedWhere: WordNet }

/** A rulebook made ready for reading texts. */
export type CompiledRulebook = {
  rules: Record<RuleKey, CompiledRule>
  alike: ReadonlyMap<string, string>
  sounds: ReadonlyMap<string, readonly string[]>
  denialsBefore: ReadonlySet<string>
  denialsAfter: ReadonlySet<string>
  longestDenial: number
  chatNames: WordNet
  companyWords: WordNet
}

const compiled = new WeakMap<Rulebook, CompiledRulebook>()

/** Made once for each rulebook: it takes some milliseconds, judging a posting takes less than one. */
export function compile(rulebook: Rulebook): CompiledRulebook {
  const known = compiled.get(rulebook)
  if (known !== undefined) return known
  const denialsBefore = new Set(rulebook.denialsBefore.flatMap(spellings))
  const denialsAfter = new Set(rulebook.denialsAfter.flatMap(spellings))
  const made: CompiledRulebook = {
    rules: Object.fromEntries(ruleKeys.map((key) => {
      const { refused, doubtful, lawful, reviewedWhere } = rulebook.rules[key]
      return [key, { refused: wordNet(refused), doubtful: wordNet(doubtful), lawful: wordNet(lawful), reviewedWhere: wordNet(reviewedWhere) }]
    })) as Record<RuleKey, CompiledRule>,
    alike: alikeMap(rulebook.spelling),
    sounds: soundMap(rulebook.spelling),
    denialsBefore,
    denialsAfter,
    longestDenial: Math.max(0, ...[...denialsBefore, ...denialsAfter].map((word) => word.length)),
    chatNames: wordNet(rulebook.chatNames),
    companyWords: wordNet(rulebook.companyWords),
  }
  compiled.set(rulebook, made)
  return made
}
