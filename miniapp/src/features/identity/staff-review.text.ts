import { flawsOf, flawWords, type Flaw } from '@market/shared/identity/flaws'
import type { Answer, RevealPurpose, Verification } from '@market/shared/identity/identity.contract'
import { licencePapers, workLicences } from '@market/shared/identity/work-licences'
import { employerKindWords } from '@market/shared/words/lists'
import { moment } from '@market/shared/words/show'
import type { NoticeTone } from '../../ui/notice'

/** What is to be looked at, in one line. */
export const reviewTitle = ({ looked }: Verification): string => {
  if (looked === 'work_licence') return '看操作证，核对本人'
  return looked === 'person' ? '看身份证，核对本人' : `看${employerKindWords[looked]}的证照`
}

export const reviewState = ({ state, mayDecide, owner, decidedAt }: Verification, now: number): { now: string; next: string } => {
  if (state !== 'pending') return { now: state === 'passed' ? '已通过' : '已退回', next: decidedAt === null ? '' : `${moment(decidedAt, now)} 办的` }
  if (owner && !owner.mine) return { now: `${owner.nameMasked}在办`, next: '同事接了，由他办完' }
  if (!mayDecide) return { now: '这是您自己的事', next: '要请同事来办' }
  return { now: '等您来看', next: '先看证件，再决定' }
}

/** What the authority said, as a help and not as a decision. */
export const answerWords: Record<Answer, { words: string; tone: NoticeTone }> = {
  match: { words: '工商登记查过：填的都对得上。', tone: 'confirmed' },
  mismatch: { words: '工商登记查过：有对不上的，请仔细看。', tone: 'refused' },
  no_record: { words: '工商登记里没查到，可能是新登记的。', tone: 'wait' },
  unavailable: { words: '工商登记暂时查不了，请照着证看。', tone: 'wait' },
}

const purposeWords: Record<RevealPurpose, string> = { review: '审核', question: '本人来问', complaint: '有人投诉' }
export const purposes = (Object.keys(purposeWords) as RevealPurpose[]).map((value) => ({ value, label: purposeWords[value] }))

/** What can be ticked when it is sent back. */
export const flawChoices = ({ looked }: Verification): { value: Flaw; label: string }[] => flawsOf(looked).map((flaw) => ({ value: flaw, label: flawWords(flaw).tick }))

/** What to hold against each other before deciding. */
export const whatToLookAt = ({ looked, licence }: Verification): string => {
  if (licence) return `姓名、编号、准操项目、日期和证上一样吗？到${licencePapers[workLicences[licence.kind].paper].issuer}的网站查一下这本证。`
  return looked === 'person'
    ? '照片上的姓名、号码和下面的一样吗？过期了没有？'
    : '名称、代码、日期和证上一样吗？公章看得清吗？证过期了没有？'
}
