import { flawWords, type Flaw } from '@market/shared/identity/flaws'
import type { Answer, MyIdentity } from '@market/shared/identity/identity.contract'
import type { ShownPaper } from '@market/shared/identity/papers.contract'
import { documentWords, type DocumentKind, type PaperKind } from '@market/shared/identity/identity.rules'
import { dayWord, moment } from '@market/shared/words/show'
import type { PictogramName } from '../../ui/pictograms'
import type { Reason } from '../../ui/reason-list'
import type { TagTone } from '../../ui/tag'

type Review = Pick<MyIdentity['person'], 'standing' | 'until' | 'waiting' | 'refused'>
export type StateWords = { now: string; next: string; pictogram: PictogramName }

/** The last day on which it counts: it ends when the next begins. */
export const lastDay = (until: number, now: number): string => dayWord(until - 1, now)

const waits = ({ dueAt, ownerMasked }: NonNullable<Review['waiting']>, now: number): StateWords => ({
  now: ownerMasked === null ? '已经交上，等工作人员看' : `${ownerMasked}正在看`,
  next: `最晚${moment(dueAt, now)} 前告诉您结果`,
  pictogram: 'wait',
})

/** Where somebody's own identity stands, and what comes next. */
export function personState({ standing, until, waiting, refused, idNumberMasked }: MyIdentity['person'], now: number): StateWords {
  if (waiting) return waits(waiting, now)
  switch (standing) {
    case 'valid':
      return { now: '已实名', next: `有效到 ${lastDay(until ?? now, now)}，全省的市场都认`, pictogram: 'checkCircle' }
    case 'ends_soon':
      return { now: '已实名，快到期了', next: `有效到 ${lastDay(until ?? now, now)}，现在点一下就能续上`, pictogram: 'clock' }
    case 'over':
      return { now: '实名过期了', next: '每半年核对一次。点一下就好，好了才能签协议、发招工', pictogram: 'clock' }
    case 'none':
      return refused
        ? { now: '还差一点', next: '照下面写的改好，再交一次就行', pictogram: 'alert' }
        : { now: '还没实名', next: idNumberMasked === null ? '填好姓名和号码核对一下，才能发招工、签协议' : '看活、签到、报名都行；签协议前要核对好', pictogram: 'shield' }
  }
}

/** The same for the papers of an employer. */
export function employerState({ standing, until, waiting, refused }: Review, now: number): StateWords {
  if (waiting) return waits(waiting, now)
  switch (standing) {
    case 'valid':
      return { now: '证照审过了', next: `有效到 ${lastDay(until ?? now, now)}`, pictogram: 'checkCircle' }
    case 'ends_soon':
      return { now: '证照快到期了', next: `有效到 ${lastDay(until ?? now, now)}，请早点再交一次`, pictogram: 'clock' }
    case 'over':
      return { now: '证照要重新审', next: '再交一次，审过就能接着发招工', pictogram: 'clock' }
    case 'none':
      return refused
        ? { now: '证照还差一点', next: '照下面写的改好，再交一次就行', pictogram: 'alert' }
        : { now: '证照还没交', next: '交上来，工作人员看过就能发招工', pictogram: 'paper' }
  }
}

/** Everything to mend, as a list of reasons. */
export const mendReasons = (flaws: readonly Flaw[], note: string | null): Reason[] => [
  ...flaws.filter((flaw) => flaw !== 'other').map((flaw) => ({ id: flaw, words: flawWords(flaw).mend, tone: 'wait' as const })),
  ...(note === null ? [] : [{ id: 'note', words: note, under: '工作人员写的', tone: 'wait' as const }]),
]

/** What the authority could not tell, and the two ways on. */
export const unansweredWords: Record<Exclude<Answer, 'match' | 'mismatch'>, string> = {
  no_record: '机器查不到您的信息，不是您的错。拍一下身份证，工作人员看过就行；也可以带身份证到服务台。',
  unavailable: '核对的地方暂时没回应。过一会儿再点一次；着急的话拍身份证给工作人员看，或者到服务台。',
}

export const paperTitles: Record<PaperKind, string> = { business_licence: '营业执照', hr_permit: '人力资源服务许可证', registration: '社会组织登记证书' }

export const photoHints: Record<DocumentKind, string> = {
  id_card: '有照片的一面，四个角都拍到，字看得清',
  business_licence: '整张都拍到，字和公章看得清',
  hr_permit: '整张都拍到，编号和日期看得清',
  registration: '整张都拍到，名称和日期看得清',
  work_licence: '有照片和日期的一面，整张都拍到；电子证拍屏幕也行',
}

const dayText = (day: string): string => day.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日')

/** `2020年3月1日起，长期`. */
export const periodWords = ({ validFrom, validUntil }: Pick<ShownPaper, 'validFrom' | 'validUntil'>): string =>
  `${validFrom === null ? '' : `${dayText(validFrom)}起，`}${validUntil === null ? '长期' : `到 ${dayText(validUntil)}`}`

export const paperTags: Record<ShownPaper['standing'], { words: string; tone: TagTone }> = {
  valid: { words: '在有效期', tone: 'confirmed' },
  ends_soon: { words: '快到期', tone: 'wait' },
  over: { words: '过期了', tone: 'refused' },
}

export const documentName = (kind: DocumentKind): string => documentWords[kind]
