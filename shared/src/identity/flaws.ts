import { documentKinds, documentsNeeded, documentWords, namesRepresentative, type DocumentKind, type Looked } from './identity.rules'

/**
 * What can be wrong with what somebody showed: a closed list, ticked by staff, read by the person. Each says what to do about
 * it, because whoever is refused shall know everything they need for the next time.
 */
const general = ['name_differs', 'number_differs', 'representative_differs', 'kind_differs', 'dates_differ', 'paper_over', 'not_on_record', 'other'] as const
const ofPictures = ['unclear', 'incomplete', 'wrong_paper'] as const

export type Flaw = `${DocumentKind}_${(typeof ofPictures)[number]}` | (typeof general)[number]

const pictureFlaws = (document: DocumentKind): Flaw[] => ofPictures.map((flaw): Flaw => `${document}_${flaw}`)

export const flaws: readonly Flaw[] = [...documentKinds.flatMap(pictureFlaws), ...general]

/** Those that can apply, in the order they are looked at. */
export function flawsOf(looked: Looked): readonly Flaw[] {
  const pictures = documentsNeeded(looked).flatMap(pictureFlaws)
  if (looked === 'person') return [...pictures, 'name_differs', 'number_differs', 'paper_over', 'other']
  if (looked === 'work_licence') return [...pictures, 'name_differs', 'number_differs', 'kind_differs', 'dates_differ', 'paper_over', 'not_on_record', 'other']
  return [...pictures, 'name_differs', 'number_differs', ...(namesRepresentative(looked) ? (['representative_differs'] as const) : []), 'dates_differ', 'paper_over', 'other']
}

const generalWords: Record<(typeof general)[number], { tick: string; mend: string }> = {
  name_differs: { tick: '名字和证上不一样', mend: '名字和证上的不一样，请照着证改过来' },
  number_differs: { tick: '号码和证上不一样', mend: '号码和证上的不一样，请照着证改过来' },
  representative_differs: { tick: '法定代表人和证上不一样', mend: '法定代表人和证上的不一样，请照着证填' },
  kind_differs: { tick: '准操项目和选的不一样', mend: '证上准许做的和您选的不一样，请照着证重新选' },
  dates_differ: { tick: '日期和证上不一样', mend: '有效期和证上的不一样，请照着证填' },
  paper_over: { tick: '证已过期', mend: '证已经过期了，请换了新证再交' },
  not_on_record: { tick: '发证部门的网上查不到这本证', mend: '发证部门的网上查不到这本证，请先找发证的地方核对' },
  other: { tick: '别的（写明）', mend: '请看工作人员写的说明' },
}

const pictureWords = (document: string): Record<(typeof ofPictures)[number], { tick: string; mend: string }> => ({
  unclear: { tick: `${document}看不清`, mend: `${document}看不清，请在亮的地方重新拍一张` },
  incomplete: { tick: `${document}没拍全`, mend: `${document}没拍全，请把四个角都拍进去` },
  wrong_paper: { tick: `拍的不是${document}`, mend: `拍的不是${document}，请换成${document}重新拍` },
})

const split = (flaw: Flaw): { document: DocumentKind; what: (typeof ofPictures)[number] } | null => {
  for (const document of documentKinds) {
    const what = ofPictures.find((word) => flaw === `${document}_${word}`)
    if (what) return { document, what }
  }
  return null
}

/** `tick` stands beside the box that staff tick, `mend` is what the person reads. */
export function flawWords(flaw: Flaw): { tick: string; mend: string } {
  const picture = split(flaw)
  return picture ? pictureWords(documentWords[picture.document])[picture.what] : generalWords[flaw as (typeof general)[number]]
}

/** The document that must be shown anew, where it is a picture's fault. */
export const documentOf = (flaw: Flaw): DocumentKind | null => split(flaw)?.document ?? null
