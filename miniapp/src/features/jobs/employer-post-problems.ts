import type { JobDraft } from '@market/shared/jobs/jobs.contract'
import { hourlyPayFen, postingProblems, workedMinutes } from '@market/shared/jobs/jobs.rules'
import type { FieldProblem } from '@market/shared/errors'
import { yuan } from '@market/shared/words/show'

export type PostField = keyof JobDraft
export type Problems = Partial<Record<PostField, string>>

/** The folded parts of the page, and the fields of clause (八) in each. The first three stand open above them. */
export const sections = {
  what: ['trade', 'title', 'description', 'requirements'],
  where: ['address'],
  when: ['endsAt', 'breakMinutes'],
  hiring: ['hiring'],
  settle: ['payUnit', 'settleWhen', 'settleHow', 'perks'],
  contact: ['contactName', 'contactPhone'],
} as const satisfies Record<string, readonly PostField[]>
export type Section = keyof typeof sections
export const sectionNames = Object.keys(sections) as Section[]

export const wrongIn = (section: Section, problems: Problems): number => sections[section].filter((field) => problems[field] !== undefined).length

/** What a judgement about a field was made of: it is no longer true once one of these has changed. */
const basis: Partial<Record<PostField, readonly PostField[]>> = {
  payFen: ['payFen', 'payUnit', 'startsAt', 'endsAt', 'breakMinutes'],
  endsAt: ['startsAt', 'endsAt', 'breakMinutes'],
  breakMinutes: ['startsAt', 'endsAt', 'breakMinutes'],
}

/** What the server refused, and what it was sent. */
export type Refusal = { fields: readonly FieldProblem[]; draft: JobDraft }

/** The refusals that still stand: a message beside a field that has been put right only confuses. */
export function standingProblems({ fields, draft: sent }: Refusal, draft: JobDraft): Problems {
  const problems: Problems = {}
  for (const { field, message } of fields) {
    // A path such as `perks.0` is about the field it begins with.
    const name = field.split('.')[0] as PostField
    const stands = (basis[name] ?? [name]).every((key) => JSON.stringify(sent[key]) === JSON.stringify(draft[key]))
    if (stands) problems[name] ??= message
  }
  return problems
}

/**
 * What the rules say of this draft here on the phone. Without a known minimum the pay is only asked for; the server
 * judges it again in any case.
 */
export function localProblems(draft: JobDraft, now: number, minimumHourlyFen: number | null): Problems {
  const problems: Problems = {}
  for (const { field, message } of postingProblems(draft, { now, minimumHourlyFen: minimumHourlyFen ?? 0 })) problems[field as PostField] = message
  return problems
}

/** `合每小时 32.5 元，本地最低 19.6 元`: said while the pay is being set, before anything is refused. */
export function payHint(draft: JobDraft, minimumHourlyFen: number | null): string {
  if (workedMinutes(draft) <= 0 || draft.payFen <= 0) return ''
  const hourly = `合每小时 ${yuan(hourlyPayFen(draft))} 元`
  return minimumHourlyFen === null ? hourly : `${hourly}，本地最低 ${yuan(minimumHourlyFen)} 元`
}
