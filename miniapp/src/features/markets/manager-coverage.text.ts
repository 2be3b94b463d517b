import type { CoverageState } from '@market/shared/markets/coverage.rules'
import type { RegionKind } from '@market/shared/markets/market-names.rules'
import type { Coverage } from '@market/shared/markets/markets.contract'
import type { TagTone } from '../../ui/tag'

export const regionKindWords: Record<RegionKind, string> = { province: '省', city: '市', county: '县、市、区', street: '街道、乡镇', village: '社区、村' }

const stateLooks: Record<CoverageState, { words: string; tone: TagTone }> = {
  covered: { words: '有了', tone: 'confirmed' },
  partly: { words: '还不全', tone: 'wait' },
  none: { words: '还没有', tone: 'refused' },
}
export const stateLook = (state: CoverageState) => stateLooks[state]

/** `1 个市场，3 个服务站`. */
export function countWords({ markets, stations }: { markets: number; stations: number }): string {
  const parts = [markets > 0 ? `${markets} 个市场` : null, stations > 0 ? `${stations} 个服务站` : null].filter((part) => part !== null)
  return parts.length === 0 ? '市场和服务站都没有' : parts.join('，')
}

/** How far down a region is covered: `县区 2/15 · 街道乡镇 9/190`. */
export const levelWords = (levels: Coverage['levels']): string =>
  levels.map(({ kind, all, covered }) => `${regionKindWords[kind].replace(/、/g, '')} ${covered}/${all}`).join(' · ')

/** What a level asks for: clause (二). */
const wantedWords: Record<RegionKind, string> = { province: '有省级市场', city: '有市级市场', county: '有市场', street: '有服务站', village: '有服务站' }

export const levelLine = ({ kind, all, covered }: Coverage['levels'][number]) => ({
  id: `level-${kind}`,
  label: `${regionKindWords[kind]}${wantedWords[kind]}`,
  figure: `${covered} / ${all}`,
  count: covered,
  whole: all,
  note: covered === all ? '都有了' : `还差 ${all - covered} 个`,
})
