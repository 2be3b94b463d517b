import type { FieldProblem } from '@market/shared/errors'
import type { MyIdentity, PaperSubmission } from '@market/shared/identity/identity.contract'
import { checkSubmission, papersNeeded, type DocumentKind, type PaperKind } from '@market/shared/identity/identity.rules'

export type PaperForm = { number: string; validFrom: string; validUntil: string; noEnd: boolean }

/** Papers as they stand on the page, half typed or whole. */
export type PapersForm = { legalRepresentative: string; papers: Partial<Record<PaperKind, PaperForm>> }

type Employer = NonNullable<MyIdentity['employer']>

const emptyPaper: PaperForm = { number: '', validFrom: '', validUntil: '', noEnd: false }

/** Empty, or with what was submitted last: nobody types again what was right. */
export const startOf = ({ kind, papers, legalRepresentative }: Employer): PapersForm => ({
  legalRepresentative: legalRepresentative ?? '',
  papers: Object.fromEntries(papersNeeded(kind).map((needed) => {
    const known = papers.find((paper) => paper.kind === needed)
    return [needed, known ? { number: known.number, validFrom: known.validFrom ?? '', validUntil: known.validUntil ?? '', noEnd: known.validUntil === null } : emptyPaper]
  })),
})

export const paperIn = ({ papers }: PapersForm, kind: PaperKind): PaperForm => papers[kind] ?? emptyPaper

/** What the API takes; the server tidies and judges it by the same rules. */
export const submissionOf = (form: PapersForm, kind: Employer['kind'], marketId: string): PaperSubmission => ({
  marketId,
  legalRepresentative: form.legalRepresentative,
  papers: papersNeeded(kind).map((paper) => {
    const { number, validFrom, validUntil, noEnd } = paperIn(form, paper)
    return { kind: paper, number, validFrom, validUntil: noEnd ? '' : validUntil }
  }),
})

/** Everything that is missing or wrong at once, as the server would say it. An end that nobody chose is asked for here. */
export function papersProblems(form: PapersForm, { kind, creditCode }: Employer, pictured: readonly DocumentKind[], now: number): readonly FieldProblem[] {
  const { problems } = checkSubmission(kind, submissionOf(form, kind, ''), { pictured, creditCode: creditCode ?? '', now })
  const unsaid = papersNeeded(kind).filter((paper) => !paperIn(form, paper).noEnd && paperIn(form, paper).validUntil === '')
  return [...problems, ...unsaid.map((paper) => ({ field: `${paper}.validUntil`, message: '请选“长期”，或者填到期日期' }))]
}
