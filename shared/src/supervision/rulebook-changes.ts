import type { FieldProblem } from '../errors'
import { ruleKeys, type Rule, type Rulebook, type RuleKey, type Thresholds } from './rulebook'
import { partsOf } from './word-finder'

/** What an officer may change in a rulebook: words, points and thresholds. The laws behind a rule are not a matter of editing. */
export type RuleChange = { key: RuleKey; points: number; refused: string[]; doubtful: string[]; lawful: string[] }
export type Changes = { rules: readonly RuleChange[]; thresholds: Thresholds }

const mostPatterns = 200

/** The rulebook with these changes, as a new version. */
export function changedRulebook(base: Rulebook, changes: Changes, version: number): Rulebook {
  const rules = Object.fromEntries(ruleKeys.map((key): [RuleKey, Rule] => {
    const change = changes.rules.find((one) => one.key === key)
    const rule = base.rules[key]
    return [key, change === undefined ? rule : { ...rule, points: change.points, refused: trimmed(change.refused), doubtful: trimmed(change.doubtful), lawful: trimmed(change.lawful) }]
  })) as Record<RuleKey, Rule>
  return { ...base, version, rules, thresholds: changes.thresholds }
}

const trimmed = (patterns: readonly string[]): string[] => [...new Set(patterns.map((pattern) => pattern.trim()).filter((pattern) => pattern !== ''))]

/** Everything that is wrong with the words of a rulebook, each beside its rule, all at once. */
export function rulebookProblems({ rules }: Pick<Rulebook, 'rules'>): FieldProblem[] {
  return ruleKeys.flatMap((key) =>
    (['refused', 'doubtful', 'lawful'] as const).flatMap((list): FieldProblem[] => {
      const patterns = rules[key][list]
      if (patterns.length > mostPatterns) return [{ field: `rules.${key}.${list}`, message: `最多 ${mostPatterns} 条，请合并几条` }]
      // By its place, not by its words: what was typed may be somebody's number, and goes into no answer.
      const problems = patterns.map(problemOf)
      const at = problems.findIndex((problem) => problem !== null)
      return at < 0 ? [] : [{ field: `rules.${key}.${list}`, message: `第 ${at + 1} 条${problems[at] ?? ''}` }]
    }))
}

function problemOf(pattern: string): string | null {
  try {
    const letters = partsOf(pattern).map((choices) => Math.min(...choices.map((choice) => Array.from(choice.replace(/[/…]/g, '')).length)))
    // A word of no letters would be found in every posting.
    return letters.reduce((sum, least) => sum + least, 0) === 0 ? '太短了，会把所有招工都拦下' : null
  } catch (error) {
    return error instanceof Error ? error.message : '写法不对'
  }
}
