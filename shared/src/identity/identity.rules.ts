import type { FieldProblem } from '../errors'
import { fine, wrong, type Checked } from '../register/checked'
import { checkPersonName } from '../register/register.rules'
import { marketDay } from '../words/time'
import type { EmployerKind } from '../words/lists'

/**
 * What somebody must show before they may post or sign (双实名, policy clauses 八 and 十一), and what can be wrong with it.
 * Everything that is missing is said at once (一次性告知, clause 九).
 */
export const paperKinds = ['business_licence', 'hr_permit', 'registration'] as const
export type PaperKind = (typeof paperKinds)[number]

export const documentKinds = ['id_card', ...paperKinds, 'work_licence'] as const
export type DocumentKind = (typeof documentKinds)[number]

export const documentWords: Record<DocumentKind, string> = {
  id_card: '身份证',
  business_licence: '营业执照',
  hr_permit: '人力资源服务许可证',
  registration: '社会组织登记证书',
  work_licence: '操作证',
}

/** What is looked at: a person's own identity, an employer of one kind, or a worker's licence for a dangerous trade. */
export type Looked = 'person' | EmployerKind | 'work_licence'

const documentsOf: Record<Looked, readonly DocumentKind[]> = {
  person: ['id_card'],
  business: ['business_licence'],
  // A household is the person: beyond their own identity there is nothing to show.
  household: [],
  agency: ['business_licence', 'hr_permit'],
  organisation: ['registration'],
  work_licence: ['work_licence'],
}

export const documentsNeeded = (looked: Looked): readonly DocumentKind[] => documentsOf[looked]
export const papersNeeded = (kind: EmployerKind): readonly PaperKind[] => documentsOf[kind].filter((document): document is PaperKind => paperKinds.some((paper) => paper === document))
/** Whether there is anything to submit beyond the person's own identity. */
export const showsPapers = (kind: EmployerKind): boolean => papersNeeded(kind).length > 0
/** Agencies and organisations name who answers for them (clause 八); for a business it helps the check and is not asked. */
export const namesRepresentative = (kind: EmployerKind): boolean => kind === 'agency' || kind === 'organisation'

/** A licence and a certificate carry the unified social credit code, which the account has; a permit has a number of its own. */
export const hasOwnNumber = (paper: PaperKind): boolean => paper === 'hr_permit'

export type Paper = {
  kind: PaperKind
  /** Only where the paper has a number of its own. */
  number: string
  /** First and last day, `YYYY-MM-DD`; the last is empty for a paper without an end (长期). */
  validFrom: string
  validUntil: string
}

export type Submission = { legalRepresentative: string; papers: readonly Paper[] }

export type CleanPaper = { kind: PaperKind; number: string; validFrom: string; validUntil: string | null }
export type CleanSubmission = { legalRepresentative: string | null; papers: readonly CleanPaper[] }

export const isDay = (text: string): boolean => {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  if (year === undefined) return false
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)))
  return at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(date)
}

/** The number of a permit as printed: 豫人服证字〔2023〕第0300001313号 and the like. */
export function checkPermitNumber(typed: string): Checked<string> {
  const number = typed.replace(/\s+/g, '')
  if (number === '') return wrong('请填许可证上的编号')
  if (!/[0-9]{4,}/.test(number)) return wrong('许可证编号里应该有数字，请对着证再看一遍')
  return number.length >= 6 && number.length <= 40 ? fine(number) : wrong('请照着许可证把编号填完整')
}

/** @param now UTC ms; a paper that begins tomorrow does not count yet */
export function checkFirstDay(typed: string, now: number): Checked<string> {
  if (typed === '') return wrong('请填证上的开始日期')
  if (!isDay(typed)) return wrong('开始日期请填成 2024-05-01 这样')
  return typed <= marketDay(now) ? fine(typed) : wrong('开始日期还没到，请对着证再看一遍')
}

/** The last day, or null for a paper without an end. */
export function checkLastDay(typed: string, firstDay: string, now: number): Checked<string | null> {
  if (typed === '') return fine(null)
  if (!isDay(typed)) return wrong('到期日期请填成 2029-04-30 这样；长期的请选“长期”')
  if (typed < firstDay) return wrong('到期日期比开始日期还早，请对着证再看一遍')
  return typed >= marketDay(now) ? fine(typed) : wrong('这个证已经过期了，请先换新证再来')
}

/**
 * What is wrong with a submission, or the values to keep.
 * @param pictured the documents of which there is a picture
 * @param creditCode of the account, the number of licences and certificates
 */
export function checkSubmission(
  kind: EmployerKind,
  { legalRepresentative, papers }: Submission,
  { pictured, creditCode, now }: { pictured: readonly DocumentKind[]; creditCode: string; now: number },
): { clean: CleanSubmission; problems: readonly [] } | { clean: null; problems: readonly FieldProblem[] } {
  const problems: FieldProblem[] = []
  const valueOf = <T>(field: string, checked: Checked<T>): T | null => {
    if (checked.ok) return checked.value
    problems.push({ field, message: checked.message })
    return null
  }

  const representative = legalRepresentative.trim() === '' && !namesRepresentative(kind)
    ? null
    : valueOf('legalRepresentative', legalRepresentative.trim() === '' ? wrong('请填法定代表人姓名') : checkPersonName(legalRepresentative))
  const clean = papersNeeded(kind).map((needed): CleanPaper => {
    if (!pictured.includes(needed)) problems.push({ field: `${needed}.picture`, message: `请拍${documentWords[needed]}` })
    const paper = papers.find((sent) => sent.kind === needed) ?? { kind: needed, number: '', validFrom: '', validUntil: '' }
    const number = hasOwnNumber(needed) ? valueOf(`${needed}.number`, checkPermitNumber(paper.number)) : creditCode
    const validFrom = valueOf(`${needed}.validFrom`, checkFirstDay(paper.validFrom, now))
    const validUntil = valueOf(`${needed}.validUntil`, checkLastDay(paper.validUntil, paper.validFrom, now))
    return { kind: needed, number: number ?? '', validFrom: validFrom ?? '', validUntil }
  })
  return problems.length > 0 ? { clean: null, problems } : { problems: [], clean: { legalRepresentative: representative, papers: clean } }
}
