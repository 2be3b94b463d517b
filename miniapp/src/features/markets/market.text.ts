import type { Market, MarketPage, Operator } from '@market/shared/markets/markets.contract'
import { hoursWords, openingAt } from '@market/shared/markets/opening.rules'
import { marketKindWords, tradeName } from '@market/shared/words/lists'
import { distance, moment } from '@market/shared/words/show'
import type { Fact } from '../../ui/facts'

/** Whether one can go there now, and until or from when. */
export function openingWords(market: Pick<Market, 'opensAt' | 'closesAt'>, now: number): string {
  const opening = openingAt(market, now)
  if (!opening.open) return `现在没开，${moment(opening.opensAt, now)} 开门`
  return opening.closesAt === null ? '现在开着，全天开放' : `现在开着，${moment(opening.closesAt, now)} 关门`
}

export const kindWords = ({ market: { kind }, form }: Pick<MarketPage, 'market' | 'form'>): string => {
  if (form === 'zone') return '公共就业服务大厅里的灵活就业专区'
  if (form === 'window') return '公共就业服务大厅里的灵活就业窗口'
  return marketKindWords[kind]
}

/** `1.2 公里 · 现在开着，18:00 关门`. */
export const nearbyWords = (market: Market, distanceMetres: number | null, now: number): string =>
  [distanceMetres === null ? null : distance(distanceMetres), openingWords(market, now)].filter(Boolean).join(' · ')

export function marketFacts(page: MarketPage): Fact[] {
  const { market, regionNames, fenceMetres, safeCapacity, profile } = page
  return [
    { label: '在哪儿', value: market.address, note: regionNames.slice(1).join(' ') },
    { label: '几点开', value: hoursWords(market) },
    ...(fenceMetres === null ? [] : [{ label: '签到范围', value: `市场周围 ${fenceMetres} 米以内` }]),
    ...(safeCapacity === null ? [] : [{ label: '能容纳', value: `最多 ${safeCapacity} 人`, note: '人多时请听工作人员安排，不要挤' }]),
    ...(profile.trades.length === 0 ? [] : [{ label: '主要的活', value: profile.trades.map(tradeName).join('、') }]),
    { label: '咨询电话', value: market.hotline },
    ...(page.parent === null ? [] : [{ label: '上级市场', value: page.parent.name }]),
  ]
}

const licenceNames: Record<Operator['licences'][number]['kind'], string> = {
  business_licence: '营业执照',
  hr_permit: '人力资源服务许可证',
  registration: '社会组织登记证书',
}
export const licenceName = ({ kind }: Operator['licences'][number]): string => licenceNames[kind]

export const licenceUntilWords = ({ validUntil, standing }: Operator['licences'][number]): string => {
  if (validUntil === null) return '长期有效'
  return standing === 'over' ? `${validUntil} 到期了` : `有效到 ${validUntil}`
}

export const operatorKindWords: Record<Operator['kind'], string> = { agency: '人力资源服务机构', organisation: '社会组织' }

/** What the speaker says: what somebody who cannot read it needs. */
export const marketAloud = (page: MarketPage, now: number): string =>
  [
    page.market.name,
    page.closedAt === null ? openingWords(page.market, now) : '已经不办了',
    `地方在${page.market.address}`,
    `咨询电话 ${page.market.hotline}`,
    page.profile.services.length > 0 ? `能办的事：${page.profile.services.join('、')}` : '',
    page.profile.promises.length > 0 ? `我们说到做到：${page.profile.promises.join('；')}` : '',
  ]
    .filter((part) => part !== '')
    .join('。')
