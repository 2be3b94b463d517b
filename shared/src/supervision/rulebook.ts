import { maskNumbersIn } from '../words/mask'
import type { Finding } from './finding'

/**
 * The rulebook of postings: word lists, thresholds and points as data with a version, so that the province can change
 * them without a programmer. The keys of the rules are closed: each has its piece of supervision.rules.
 */
export const ruleKeys = [
  'sex', 'marriage', 'looks', 'ethnicity', 'religion', 'hukou', 'health', 'disability', 'age', 'child', 'fee', 'documents',
  'contact', 'agency', 'illegal', 'unclear_pay', 'pay', 'hours', 'repeat',
] as const
export type RuleKey = (typeof ruleKeys)[number]

/** Where a rule comes from. `certain: false` marks an article that was not read in the printed text: staff see the mark. */
export type Clause = { law: string; article: string; certain: boolean }

/**
 * Words are written as patterns: `(只招|限)男(的|性|)` stands for all its spellings, a `/` for the edge of a clause.
 * `…` is up to four letters of the same clause. There is no repetition, so no pattern can make a phone think for ever.
 */
export type Rule = {
  /** What it is called in lists of staff. */
  name: string
  clauses: readonly Clause[]
  /** What the employer reads beside the field; `{words}` is what was found. */
  message: string
  /** What a posting costs that broke this rule and was taken down for it. */
  points: number
  refused: readonly string[]
  doubtful: readonly string[]
  /** Phrases in which a listed word is meant otherwise, such as 男女不限 or 女厕. */
  lawful: readonly string[]
  /** What becomes of a word the text denies (不收押金): nothing, or a look by staff. `null`: it cannot be denied. */
  denied: 'clear' | 'doubtful' | null
  /** Words anywhere in the posting that turn its refusal into a look by staff: women may not work below ground. */
  reviewedWhere: readonly string[]
}

export type Thresholds = {
  /** Minutes of work a day above which staff look at it, and hours written in a text that are refused. */
  doubtfulWorkMinutes: number
  mostHoursInText: number
  /** An upper age below this is looked at. */
  leastUpperAge: number
  leastAge: number
  /** Likeness of two texts from 0 to 1 at which they are one posting, and the minutes between their starts. */
  sameText: number
  sameStartMinutes: number
}

export type PointRules = {
  /** By the reason of a report that was found to be true. */
  reports: Readonly<Record<string, number>>
  /** One point is forgiven each time this many days have gone by. */
  daysPerPoint: number
  warningAt: number
  suspensionAt: number
  /** A suspension begins so many days after its notice, and waits for an appeal that was made in time. */
  noticeDays: number
  suspensionDays: number
}

export type ReconfirmRules = { everyHours: number; remindHoursBefore: number }

export type Spelling = {
  /** A sign people write instead of another, one pair each: `楠男`. */
  alike: readonly string[]
  /** The sound of a letter of the lists, `男nan`; several where there are several: `女nv|nu`. */
  sounds: readonly string[]
}

export type Rulebook = {
  version: number
  rules: Readonly<Record<RuleKey, Rule>>
  /** Said right before a word they deny it, right after it too. */
  denialsBefore: readonly string[]
  denialsAfter: readonly string[]
  /** Names of ways to talk, which make a contact together with a number behind them. */
  chatNames: readonly string[]
  /** Words that make what stands before 招 the name of an employer. */
  companyWords: readonly string[]
  /** What an employer's own name is not: 本, 我们, 该. */
  ownWords: readonly string[]
  spelling: Spelling
  thresholds: Thresholds
  points: PointRules
  reconfirm: ReconfirmRules
}

/** `《就业促进法》第二十七条`, several joined by a mark. */
export const clauseWords = (clauses: readonly Clause[]): string => clauses.map(({ law, article }) => `《${law}》${article}`).join('、')

/** A finding of a rule. */
export const findingOf = (rulebook: Rulebook, rule: RuleKey, found: Pick<Finding, 'severity' | 'field' | 'words'>, message?: string): Finding => ({
  rule,
  severity: found.severity,
  field: found.field,
  words: found.words,
  clause: clauseWords(rulebook.rules[rule].clauses),
  // By its beginning whoever typed a number finds it again; what is told and kept repeats none.
  message: message ?? rulebook.rules[rule].message.replace('{words}', maskNumbersIn(found.words)),
})
