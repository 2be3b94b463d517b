import type { MarketPage } from '@market/shared/markets/markets.contract'
import { marketDefaults } from '@market/shared/markets/market-defaults'
import type { Guide, MarketElement, RuleTopic } from '@market/shared/markets/market-profile'
import type { MarketDetails } from '@market/shared/markets/profile.rules'
import type { MarketKind } from '@market/shared/words/lists'

/** What a market publishes as it stands in the fields: lists are one line each, numbers as typed. */
export type ProfileForm = {
  address: string
  lat: string
  lng: string
  opensAt: string
  closesAt: string
  hotline: string
  complaintPhone: string
  fenceMetres: string
  safeCapacity: string
  trades: string[]
  deskFunctions: string
  facilities: string
  services: string
  promises: string
  complaint: string
  guides: { title: string; steps: string }[]
  rules: Record<RuleTopic, string>
  elements: Record<MarketElement, string>
}

const lines = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter((line) => line !== '')
const text = (list: readonly string[]): string => list.join('\n')
/** What is no number stays wrong: it is refused beside its field and not silently dropped. */
const numberOf = (typed: string): number => (typed.trim() === '' ? Number.NaN : Number(typed))

const publishesNothing = ({ profile }: MarketPage): boolean => profile.services.length === 0 && profile.guides.length === 0 && profile.promises.length === 0

/** The form of a market; one that has published nothing begins with what is usual for its kind. */
export function formOf(page: MarketPage): ProfileForm {
  const { market } = page
  const usual = marketDefaults(market.kind, page.profile.trades)
  const fresh = publishesNothing(page)
  const profile = fresh ? usual.profile : page.profile
  const typed = (value: number | null): string => (value === null ? '' : String(value))
  return {
    address: market.address, lat: String(market.lat), lng: String(market.lng), opensAt: market.opensAt, closesAt: market.closesAt,
    hotline: market.hotline, complaintPhone: market.complaintPhone,
    fenceMetres: typed(page.fenceMetres ?? (fresh ? usual.fenceMetres : null)), safeCapacity: typed(page.safeCapacity ?? (fresh ? usual.safeCapacity : null)),
    trades: profile.trades, deskFunctions: text(profile.deskFunctions), facilities: text(profile.facilities), services: text(profile.services),
    promises: text(profile.promises), complaint: profile.complaint,
    guides: profile.guides.map(({ title, steps }) => ({ title, steps: text(steps) })),
    rules: profile.rules, elements: profile.elements,
  }
}

/** The form as it is sent. */
export const detailsOf = (form: ProfileForm): MarketDetails => ({
  address: form.address, lat: numberOf(form.lat), lng: numberOf(form.lng), opensAt: form.opensAt, closesAt: form.closesAt,
  hotline: form.hotline, complaintPhone: form.complaintPhone,
  fenceMetres: form.fenceMetres === '' ? null : numberOf(form.fenceMetres),
  safeCapacity: form.safeCapacity === '' ? null : numberOf(form.safeCapacity),
  profile: {
    trades: form.trades, deskFunctions: lines(form.deskFunctions), facilities: lines(form.facilities), services: lines(form.services),
    promises: lines(form.promises), complaint: form.complaint,
    guides: form.guides.map(({ title, steps }): Guide => ({ title, steps: lines(steps) })),
    rules: form.rules, elements: form.elements,
  },
})

/** The parts of the form, each folded until somebody wants it. */
export const profileParts = ['place', 'phones', 'services', 'guides', 'promises', 'trades', 'rules', 'elements'] as const
export type ProfilePart = (typeof profileParts)[number]

export const partNames: Record<ProfilePart, string> = {
  place: '地点和时间',
  phones: '电话和投诉',
  services: '服务和设施',
  guides: '办事指南',
  promises: '服务承诺',
  trades: '主要工种',
  rules: '规章制度',
  elements: '市场要素',
}

const partOfField = (field: string): ProfilePart => {
  if (field.startsWith('profile.rules')) return 'rules'
  if (field.startsWith('profile.elements')) return 'elements'
  if (field === 'profile.guides') return 'guides'
  if (field === 'profile.promises') return 'promises'
  if (field === 'profile.trades') return 'trades'
  if (field === 'hotline' || field === 'complaintPhone' || field === 'profile.complaint') return 'phones'
  return field.startsWith('profile.') ? 'services' : 'place'
}

export const wrongIn = (part: ProfilePart, fields: readonly string[]): number => fields.filter((field) => partOfField(field) === part).length

/** What a folded part holds, in one line. */
export function partSummary(part: ProfilePart, form: ProfileForm, kind: MarketKind): string {
  switch (part) {
    case 'place':
      return `${form.opensAt}–${form.closesAt} · ${form.address}`
    case 'phones':
      return `咨询 ${form.hotline} · 投诉 ${form.complaintPhone}`
    case 'services':
      return lines(form.services).join('、') || '还没写'
    case 'guides':
      return form.guides.map(({ title }) => title).join('、') || '还没写'
    case 'promises':
      return `${lines(form.promises).length} 条`
    case 'trades':
      return form.trades.length === 0 ? '各工种都有' : `${form.trades.length} 个工种`
    case 'rules':
      return kind === 'station' ? '跟上级市场一样也可以' : '招聘、用工、调解、发布、结算'
    case 'elements':
      return '渠道、对接、运行、场地、经费、权益、评估'
  }
}
