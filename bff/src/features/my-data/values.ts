import { perkWords, tradeName, type Perk } from '@market/shared/words/lists'
import { yuan } from '@market/shared/words/show'
import { clockTime, marketClock } from '@market/shared/words/time'
import type { Entry, Value } from './collect'
import { innerLabels, wordsOfCode } from './my-data.text'

/** Columns are named for what they hold: see `defineSchema`. */
export const isInstant = (column: string, value: Value): value is number => typeof value === 'number' && /(^at|At|^until|Until|Since)$/.test(column)

const moment = (at: number): string => {
  const { year, month, day } = marketClock(at)
  return `${year}年${month}月${day}日 ${clockTime(at)}`
}

/** A value as a person reads it: times on the market's clock, money in yuan, codes in words. */
export function inWords({ column, value }: Pick<Entry, 'column' | 'value'>): string {
  if (value === null) return ''
  if (isInstant(column, value)) return moment(value)
  if (typeof value === 'number') return column.endsWith('Fen') ? `${yuan(value)} 元` : String(value)
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (Array.isArray(value)) return value.map((one: Value) => inWords({ column, value: one })).join('、')
  if (typeof value === 'object') return inside(value as Record<string, Value>)
  if (column === 'trade') return tradeName(value)
  if (column === 'perks') return perkWords[value as Perk]
  return wordsOfCode(column, value)
}

/** Terms of work and the like: what has a name, each with it. */
const inside = (value: Record<string, Value>): string =>
  Object.entries(innerLabels).flatMap(([column, label]) => {
    const one = value[column] ?? null
    const words = inWords({ column, value: one })
    return words === '' ? [] : [`${label}：${words}`]
  }).join('；')
