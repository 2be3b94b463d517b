import { minute } from '../words/time'
import { compile } from './compiled-rulebook'
import type { Finding } from './finding'
import { likeness } from './likeness'
import { lettersOf } from './listed-words'
import { findingOf, type Rulebook } from './rulebook'

/** What of a posting tells whether it is another one once more. */
export type EarlierPosting = { title: string; description: string; address: string; startsAt: number }

/** The same work at the same place and time once more: a finding, or none. */
export function repeatedPosting(posting: EarlierPosting, rulebook: Rulebook, earlier: readonly EarlierPosting[]): Finding[] {
  const compiled = compile(rulebook)
  const { sameText, sameStartMinutes } = rulebook.thresholds
  const letters = (text: string) => lettersOf(text, compiled).letters.join('')
  const text = letters(`${posting.title}${posting.description}`)
  const same = earlier.some((other) =>
    Math.abs(other.startsAt - posting.startsAt) <= sameStartMinutes * minute
    && letters(other.address) === letters(posting.address)
    && likeness(letters(`${other.title}${other.description}`), text) >= sameText)
  return same ? [findingOf(rulebook, 'repeat', { severity: 'doubtful', field: 'title', words: '' })] : []
}
