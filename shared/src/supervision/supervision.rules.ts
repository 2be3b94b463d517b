import type { JobDraft } from '../jobs/jobs.contract'
import { belowMinimum, workedMinutes } from '../jobs/jobs.rules'
import type { EmployerKind } from '../words/lists'
import { workTime } from '../words/show'
import { companyTag, compile, tagOf, type CompiledRulebook } from './compiled-rulebook'
import { findContacts } from './contacts'
import type { Finding, Verdict } from './finding'
import { findListed, holds, lettersOf, readText, type ReadText } from './listed-words'
import { agesIn, dailyHoursIn, payIn } from './numbers-in-text'
import { repeatedPosting, type EarlierPosting } from './repeats'
import { findingOf, ruleKeys, type Rulebook } from './rulebook'
import { longestApart } from './word-finder'

/** What of a posting is judged. */
export type Posting = Pick<
  JobDraft,
  'title' | 'description' | 'requirements' | 'address' | 'startsAt' | 'endsAt' | 'breakMinutes' | 'payFen' | 'payUnit'
>

export type SupervisionFacts = {
  /** The hourly minimum at the market on the day the job starts, in fen. */
  minimumHourlyFen: number
  employer: { kind: EmployerKind; name: string }
  earlier: readonly EarlierPosting[]
}

export type Judgement = { verdict: Verdict; findings: Finding[] }

const textFields = ['title', 'description', 'requirements'] as const
type Texts = { field: keyof Posting; text: ReadText }[]

/**
 * What the rulebook says of a posting: published at once, looked at by staff, or refused; with every reason at once
 * (一次性告知). Pure, and quick enough to run while a person types.
 */
export function judgePosting(posting: Posting, rulebook: Rulebook, facts: SupervisionFacts): Judgement {
  const compiled = compile(rulebook)
  const texts: Texts = textFields.map((field) => ({ field, text: readText(posting[field], compiled) }))
  const address = { field: 'address' as const, text: readText(posting.address, compiled) }
  const findings = [
    ...listedWords(texts, rulebook, compiled),
    ...contacts([...texts, address], rulebook),
    ...ages(texts, rulebook),
    ...otherCompanies(texts, rulebook, compiled, facts),
    ...hoursAndPay(posting, texts, rulebook, facts),
    ...repeatedPosting(posting, rulebook, facts.earlier),
  ]
  return { verdict: verdictOf(findings), findings: withoutOverlap(findings) }
}

export const verdictOf = (findings: readonly Finding[]): Verdict =>
  findings.some(({ severity }) => severity === 'refused') ? 'refused' : findings.length > 0 ? 'doubtful' : 'clear'

/** One message a field and rule: the gravest, the first of those. */
function withoutOverlap(findings: readonly Finding[]): Finding[] {
  const gravestFirst = [...findings].sort((a, b) => Number(b.severity === 'refused') - Number(a.severity === 'refused'))
  return gravestFirst.filter((one, at) => gravestFirst.findIndex(({ rule, field }) => rule === one.rule && field === one.field) === at)
}

function listedWords(texts: Texts, rulebook: Rulebook, compiled: CompiledRulebook): Finding[] {
  return ruleKeys.flatMap((key) => {
    const rule = rulebook.rules[key]
    const looked = texts.some(({ text }) => holds(text, tagOf(key, 'reviewedWhere')))
    return texts.flatMap(({ field, text }) =>
      (['refused', 'doubtful'] as const).flatMap((listed) =>
        findListed(text, key, listed, compiled).flatMap(({ from, to, denied }) => {
          if (denied && rule.denied === 'clear') return []
          const severity = looked || (denied && rule.denied === 'doubtful') ? 'doubtful' : listed
          return [findingOf(rulebook, key, { severity, field, words: text.typed.slice(from, to).trim() })]
        })))
  })
}

const contacts = (texts: Texts, rulebook: Rulebook): Finding[] =>
  texts.flatMap(({ field, text }) =>
    findContacts(text).map(({ from, to }) => findingOf(rulebook, 'contact', { severity: 'refused', field, words: text.typed.slice(from, to).trim() })))

function ages(texts: Texts, rulebook: Rulebook): Finding[] {
  const { leastAge, leastUpperAge } = rulebook.thresholds
  return texts.flatMap(({ field, text }) => {
    const { least, most } = agesIn(text.whole.text)
    const words = ({ from, to }: { from: number; to: number }) => text.typed.slice(from, to).trim()
    return [
      // Below ten it is a child that is looked after, not one that is hired.
      ...least.filter(({ value }) => value >= 10 && value < leastAge).map((age) => findingOf(rulebook, 'child', { severity: 'refused', field, words: words(age) })),
      ...most.filter(({ value }) => value >= leastAge && value < leastUpperAge).map((age) => findingOf(rulebook, 'age', { severity: 'doubtful', field, words: words(age) })),
    ]
  })
}

/** `某某电子有限公司招聘` on the account of somebody else: an own account posts its own jobs only. */
function otherCompanies(texts: Texts, rulebook: Rulebook, compiled: CompiledRulebook, { employer }: SupervisionFacts): Finding[] {
  if (employer.kind === 'agency') return []
  const own = lettersOf(employer.name, compiled).letters.join('')
  return texts.flatMap(({ field, text }) =>
    longestApart(text.plain.hits.filter(({ tag }) => tag === companyTag)).flatMap(({ from, to }) => {
      const { letters, from: starts, to: ends } = text.plain.text
      let start = from
      while (start > 0 && from - start < 12 && /[\u3400-\u9fffa-z0-9]/.test(letters[start - 1] ?? '')) start -= 1
      const name = letters.slice(start, from).join('')
      if (name.length < 2 || compiled.ownWords.some((word) => name.endsWith(word)) || own.includes(name)) return []
      // A kind of works (食品厂) is no name; on a household's account it is somebody else's all the same.
      if (employer.kind !== 'household' && name.length <= 2) return []
      const words = text.typed.slice(starts[start] ?? 0, ends[to - 1] ?? 0).trim()
      return [findingOf(rulebook, 'agency', { severity: 'doubtful', field, words })]
    }))
}

function hoursAndPay(posting: Posting, texts: Texts, rulebook: Rulebook, { minimumHourlyFen }: SupervisionFacts): Finding[] {
  const { doubtfulWorkMinutes, mostHoursInText } = rulebook.thresholds
  const minutes = workedMinutes(posting)
  const below = belowMinimum(posting, minimumHourlyFen)
  const inTexts = texts.flatMap(({ field, text }) => {
    const words = ({ from, to }: { from: number; to: number }) => text.typed.slice(from, to).trim()
    return [
      ...dailyHoursIn(text.plain.text).filter(({ value }) => value > mostHoursInText)
        .map((hours) => findingOf(rulebook, 'hours', { severity: 'refused', field, words: words(hours) })),
      ...payIn(text.plain.text, posting.payUnit).filter(({ value }) => value * 100 > posting.payFen)
        .map((pay) => findingOf(rulebook, 'unclear_pay', { severity: 'doubtful', field, words: words(pay) }, `文字里写的“${words(pay)}”比“工钱”里填的多，请写成一样`)),
    ]
  })
  return [
    ...(below === null ? [] : [findingOf(rulebook, 'pay', { severity: 'refused', field: 'payFen', words: '' }, below)]),
    ...(minutes > doubtfulWorkMinutes ? [findingOf(rulebook, 'hours', { severity: 'doubtful', field: 'endsAt', words: workTime(minutes) })] : []),
    ...inTexts,
  ]
}
