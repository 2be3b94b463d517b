import type { Case } from '@market/shared/cases/cases.contract'
import type { CaseKind } from '@market/shared/cases/cases.rules'
import { age } from '@market/shared/words/show'
import type { PictogramName } from '../../ui/pictograms'

export const casePictograms: Record<CaseKind, PictogramName> = { identity: 'me', licence: 'paper', posting: 'post', report: 'alert', appeal: 'message', arrival: 'scan', by_hand: 'people' }

/** What the decision is about, as the heading of a card. */
export const caseTitles: Record<CaseKind, string> = { identity: '核实身份', licence: '看操作证', posting: '看看招工能不能发', report: '有人举报', appeal: '有人申诉', arrival: '扫码要核对', by_hand: '人工到岗等确认' }

/** `王*国 · 洛阳市零工市场 · 12 分钟前`. */
export const aboutCase = ({ aboutMasked, marketName, openedAt }: Pick<Case, 'aboutMasked' | 'marketName' | 'openedAt'>, now: number): string =>
  [aboutMasked, marketName, `${age(openedAt, now)}来的`].filter(Boolean).join(' · ')

/** Who answers for it. */
export const ownerWords = ({ owner, mayDecide }: Pick<Case, 'owner' | 'mayDecide'>): string => {
  if (!mayDecide) return '这是您自己的事，由同事来办'
  if (!owner) return '还没人接'
  return owner.mine ? '您在办' : `${owner.nameMasked}在办`
}

/** `3 件等着办，1 件超时`. */
export const queueWords = (open: number, overdue: number): string => {
  if (open === 0) return '没有等着办的'
  return overdue > 0 ? `${open} 件等着办，${overdue} 件超时` : `${open} 件等着办，都没超时`
}
