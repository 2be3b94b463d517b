import type { ShownLicence } from '@market/shared/identity/papers.contract'
import type { MyWorkLicence } from '@market/shared/identity/work-licences.contract'
import { licenceName, licencePapers, workLicenceKinds, workLicences, type WorkLicenceKind } from '@market/shared/identity/work-licences'
import { licencesInWords } from '@market/shared/identity/work-licences.rules'
import { moment } from '@market/shared/words/show'
import type { Fact } from '../../ui/facts'
import type { TagTone } from '../../ui/tag'
import { paperTags } from './identity.text'

const dayText = (day: string): string => day.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日')

export const licenceFacts = ({ kind, numberMasked, validUntil, reviewBy }: ShownLicence, number: string | null): Fact[] => [
  { label: '证', value: licenceName(kind) },
  { label: '编号', value: number ?? numberMasked },
  { label: '有效期到', value: dayText(validUntil) },
  ...(reviewBy === null ? [] : [{ label: '要复审', value: `${dayText(reviewBy)}以前` }]),
]

/** Where one's own licence stands, in a tag and in a line. */
export function licenceState({ state, standing, waiting }: MyWorkLicence, now: number): { words: string; tone: TagTone; next: string } {
  if (state === 'refused') return { words: '还差一点', tone: 'refused', next: '照下面写的改好，再交一次就行' }
  if (state === 'pending') {
    return { words: '等着看', tone: 'wait', next: waiting === null ? '工作人员看过就有效' : `${waiting.ownerMasked === null ? '等工作人员看' : `${waiting.ownerMasked}正在看`}，最晚${moment(waiting.dueAt, now)} 前告诉您` }
  }
  const next = { valid: '要这本证的活，可以报名', ends_soon: '请早点去换证或复审，办好再交一次', over: '要这本证的活先不能报；换了证再交一次' }[standing]
  return { ...paperTags[standing], next }
}

export const kindChoices = workLicenceKinds.map((value) => ({ value, label: workLicences[value].name }))
export const paperOf = (kind: WorkLicenceKind): string => `${licencePapers[workLicences[kind].paper].name}，${licencePapers[workLicences[kind].paper].issuer}发的`
export const isReviewed = (kind: WorkLicenceKind): boolean => licencePapers[workLicences[kind].paper].isReviewed

/** On the page of a job that takes one; null where none is needed. */
export const neededWords = (trade: string): string | null => {
  const words = licencesInWords(trade)
  return words === '' ? null : `要有${words}，干完之前不能过期`
}
