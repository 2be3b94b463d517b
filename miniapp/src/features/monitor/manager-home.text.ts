import type { MarketToday } from '@market/shared/markets/markets.contract'
import type { DayFigures, MarketLine, Overview } from '@market/shared/monitor/monitor.contract'
import type { Me } from '@market/shared/session/session.contract'
import { staffRoleWords, tradeName } from '@market/shared/words/lists'

const figureWords: readonly { name: keyof DayFigures; label: string; unit: string }[] = [
  { name: 'checkedIn', label: '来了', unit: '人' },
  { name: 'applied', label: '报名', unit: '人次' },
  { name: 'signed', label: '签约', unit: '份' },
  { name: 'arrived', label: '到岗', unit: '人' },
  { name: 'settled', label: '结清', unit: '笔' },
]

export type FigureLine = { id: string; label: string; figure: string; count: number; whole: number }

/** Each figure of today, held against that of an average day where one is known. */
export const figureLines = (today: DayFigures, usual: DayFigures | null): FigureLine[] =>
  figureWords.map(({ name, label, unit }) => ({
    id: name,
    label,
    figure: usual === null ? `${today[name]} ${unit}` : `${today[name]} ${unit} · 平常一天 ${usual[name]}`,
    count: today[name],
    // Without a usual day there is nothing to fill: the figure stands alone.
    whole: usual?.[name] ?? 0,
  }))

/** `在场 3 人，还要 12 人`. */
export const shortageWords = ({ places, present }: Overview['shortages'][number]): string => `在场 ${present} 人，还要 ${places} 人`

/** `来了 214 人 · 等着办 3 件`. */
export const marketLineWords = ({ figures, openCases }: MarketLine): string =>
  [`来了 ${figures.checkedIn} 人`, openCases > 0 ? `等着办 ${openCases} 件` : null].filter(Boolean).join(' · ')

/** `装卸搬运 32 · 电工 14`, those most present first. */
export const presentWords = (presentByTrade: MarketToday['presentByTrade']): string =>
  presentByTrade.length === 0 ? '现在还没有人在场' : `在场：${presentByTrade.slice(0, 4).map(({ trade, people }) => `${tradeName(trade)} ${people}`).join(' · ')}`

/** `负责人 · 洛阳市零工市场`: what somebody answers for, the desk left out. */
export const scopeWords = ({ grants }: Me): string =>
  grants
    .filter(({ role }) => role !== 'staff')
    .map(({ role, scopeName }) => `${staffRoleWords[role]} · ${scopeName}`)
    .join('，')
