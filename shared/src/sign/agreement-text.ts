import type { Terms } from '../apply/apply.contract'
import { workedMinutes } from '../jobs/jobs.rules'
import { perkWords, settleTimeWords, settleWayWords, tradeName } from '../words/lists'
import { maskIdNumber } from '../words/mask'
import { workTime } from '../words/show'
import { agreementTemplate, templateVersion, type Form, type Line, type Slot } from './agreement-template'
import type { AgreementKind } from './sign.contract'
import { agreementKindNames, datedStretch, paperDay, payWords } from './sign.rules'

/** What an agreement is written from. Names stand in it in full: a contract that does not say who, binds nobody. */
export type AgreementFacts = {
  agreementId: string
  kind: AgreementKind
  terms: Terms
  worker: { name: string; idNumber: string }
  employer: EmployerIdentity
  /** UTC ms of the drafting. */
  draftedAt: number
}

export type EmployerIdentity =
  | { kind: 'business'; name: string; creditCode: string; responsible: string }
  | { kind: 'household'; name: string; idNumber: string }

/** The agreement as both sides read, hash and sign it; lines end in `\n`. Same facts, same bytes. */
export function agreementText(facts: AgreementFacts): string {
  const fill = filler(slotsOf(facts))
  const { opening, clauses, closing } = agreementTemplate(formOf(facts))
  const body = clauses.flatMap(({ heading, lines }, index) => [
    '',
    `第${chineseNumber(index + 1)}条 ${heading}`,
    ...lines.map(fill),
  ])
  return `${[...opening.map(fill), ...body, '', ...closing.map(fill), `文本版本：${templateVersion}`].join('\n')}\n`
}

function formOf({ kind, employer }: AgreementFacts): Form {
  if (kind !== 'civil_service') return kind
  return employer.kind === 'household' ? 'household_service' : 'retired_service'
}

function slotsOf({ agreementId, kind, terms, worker, employer, draftedAt }: AgreementFacts): Record<Slot, string> {
  return {
    title: agreementKindNames[kind],
    number: agreementId,
    date: paperDay(draftedAt),
    employerName: employer.name,
    employerIdentity:
      employer.kind === 'business'
        ? `统一社会信用代码：${employer.creditCode}；住所和法定代表人以营业执照上登记的为准；用工负责人：${employer.responsible}`
        : `身份证号：${maskIdNumber(employer.idNumber)}（已实名核对）；住址以身份证上登记的为准`,
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

const filler = (values: Record<Slot, string>) => (line: Line): string =>
  line.texts.map((text, index) => text + (index < line.slots.length ? singleLine(values[line.slots[index] as Slot]) : '')).join('')

/** A value stays inside its line: otherwise a job's description could add a clause of its own. */
const singleLine = (value: string): string => value.replace(/[\s\u0085\u2028\u2029]+/g, ' ').trim()

const numerals = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const
/** 1–19. */
const chineseNumber = (value: number): string => (value < 10 ? '' : '十') + numerals[value % 10]
