import type { Terms } from '../apply/apply.contract'
import { workedMinutes } from '../jobs/jobs.rules'
import { perkWords, settleTimeWords, settleWayWords, tradeName } from '../words/lists'
import { maskIdNumber } from '../words/mask'
import { workTime } from '../words/show'
import { filled, type FormText, type Slot } from './agreement-template'
import { agreementKindNames, type AgreementKind } from './kinds'
import { datedStretch, paperDay, payWords } from './sign.rules'

/** What an agreement is written from. Names stand in it in full: a contract that does not say who, binds nobody. */
export type AgreementFacts = {
  agreementId: string
  kind: AgreementKind
  /** Why it is this kind, in words. */
  reason: string
  terms: Terms
  worker: { name: string; idNumber: string }
  employer: EmployerIdentity
  /** UTC ms of the drafting. */
  draftedAt: number
}

export type EmployerIdentity =
  | {
      kind: 'business'
      name: string
      creditCode: string
      responsible: string
      /** As on the licence that was checked; null while none was handed in. */
      legalRepresentative: string | null
    }
  | { kind: 'household'; name: string; idNumber: string }

/**
 * The agreement as both sides read, hash and sign it; lines end in `\n`. Same facts and wording, same bytes.
 * @param form the wording of this kind of agreement
 * @param version its name, said at the end
 */
export function agreementText(facts: AgreementFacts, form: FormText, version: string): string {
  const values = slotsOf(facts)
  const fill = (line: string): string => filled(line, values)
  const body = form.clauses.flatMap(({ heading, lines }, index) => ['', `第${chineseNumber(index + 1)}条 ${heading}`, ...lines.map(fill)])
  return `${[...form.opening.map(fill), ...body, '', ...form.closing.map(fill), `文本版本：${version}`].join('\n')}\n`
}

function slotsOf({ agreementId, kind, reason, terms, worker, employer, draftedAt }: AgreementFacts): Record<Slot, string> {
  return {
    title: agreementKindNames[kind],
    number: agreementId,
    reason,
    date: paperDay(draftedAt),
    employerName: employer.name,
    employerIdentity: employer.kind === 'business' ? businessWords(employer) : `身份证号：${maskIdNumber(employer.idNumber)}（已实名核对，完整号码加密存在零工市场）；住址以身份证上登记的为准`,
    workerName: worker.name,
    // The other side reads this before anything is agreed: the number is bound by the record, not handed to whoever posts a job.
    workerIdNumber: maskIdNumber(worker.idNumber),
    work: `${tradeName(terms.trade)}，${terms.title}${terms.description.trim() ? `。${terms.description}` : ''}`,
    requirements: terms.requirements.trim() || '没有特别要求',
    place: terms.address,
    time: datedStretch(terms.startsAt, terms.endsAt),
    hours: workTime(workedMinutes(terms)),
    rest: terms.breakMinutes > 0 ? `中间休息 ${workTime(terms.breakMinutes)}，休息不算工时` : '中间不另安排长时间休息，喝水、上厕所等短时间休息算工时',
    pay: payWords(terms),
    settle: `${settleTimeWords[terms.settleWhen]}，${settleWayWords[terms.settleHow]}支付，付给乙方本人`,
    perks: terms.perks.map((perk) => perkWords[perk]).join('、') || '无',
    market: terms.marketName,
  }
}

/** 劳动合同法 17 (1): the registered seat is bound by reference, because a posting's account knows the code it is registered under. */
const businessWords = ({ creditCode, responsible, legalRepresentative }: Extract<EmployerIdentity, { kind: 'business' }>): string =>
  legalRepresentative === null
    ? `统一社会信用代码：${creditCode}；住所和法定代表人以营业执照上登记的为准；用工负责人：${responsible}`
    : `统一社会信用代码：${creditCode}；法定代表人（负责人）：${legalRepresentative}；住所以营业执照上登记的为准；用工负责人：${responsible}`

const numerals = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const
/** 1–19. */
const chineseNumber = (value: number): string => (value < 10 ? '' : '十') + numerals[value % 10]
