import { tradeName, type JobOrder } from '@market/shared/words/lists'
import type { ArgsOf } from '../../client/outcome'
import type { MapArea, Place } from '../../platform/location'
import { fenOf } from '../../ui/fields'

/** What a worker looks for, and how it is said: to the server, on the chips, and when nothing fits. */

export type Day = 'any' | 'today' | 'tomorrow' | 'day_after'
export type Within = 'any' | '3' | '10' | '30'
export type JobFilters = {
  words: string
  trades: readonly string[]
  /** Kilometres. */
  within: Within
  /** Yuan a day, as typed. */
  leastPay: string
  day: Day
  sameDay: boolean
  order: JobOrder
}
export type JobsQuery = NonNullable<ArgsOf<'GET /api/jobs'>['query']>

export const noFilters: JobFilters = { words: '', trades: [], within: 'any', leastPay: '', day: 'any', sameDay: false, order: 'soonest' }

export const dayWords: Record<Day, string> = { any: '哪天都行', today: '今天', tomorrow: '明天', day_after: '后天' }
export const withinWords: Record<Within, string> = { any: '多远都行', 3: '3 公里内', 10: '10 公里内', 30: '30 公里内' }

/** What stands on the page as set, in the order in which it is best let go of. */
export type FilterName = 'words' | 'within' | 'leastPay' | 'day' | 'sameDay' | 'trades'

/** To about a hundred metres, outwards: a map that is pushed by a finger's breadth asks the same, and nothing at its rim is lost. */
export const roundedOut = ({ south, north, west, east }: MapArea): MapArea => {
  const [down, up] = [(degrees: number) => Math.floor(degrees * 1000) / 1000, (degrees: number) => Math.ceil(degrees * 1000) / 1000]
  return { south: down(south), north: up(north), west: down(west), east: up(east) }
}

/** What the server is asked for. Where the phone is counts only for what needs it: nobody is asked who need not be. */
export function jobsQuery(filters: JobFilters, place: Place | null, area: MapArea | null): JobsQuery {
  const { words, trades, within, leastPay, day, sameDay, order } = filters
  const least = fenOf(leastPay)
  const near = place !== null && area === null && within !== 'any'
  const nearest = place !== null && order === 'nearest'
  return {
    ...(words.trim() === '' ? {} : { words: words.trim() }),
    ...(trades.length === 0 ? {} : { trade: trades.join(',') }),
    ...(near ? { within: Number(within) * 1000 } : {}),
    ...(least === null || least === 0 ? {} : { leastPayFen: least }),
    ...(day === 'any' ? {} : { fromDay: day, untilDay: day }),
    ...(sameDay ? { settleWhen: 'same_day' as const } : {}),
    ...(area ?? {}),
    ...(near || nearest || (area !== null && place !== null) ? place : {}),
    ...(order === 'best_paid' || nearest ? { order } : {}),
  }
}

/** What is set, each with its words: what the chips show, and what can be let go of when nothing fits. */
export function filtersSet({ words, trades, within, leastPay, day, sameDay }: JobFilters): { name: FilterName; label: string; loosen: string }[] {
  const [first] = trades
  return [
    ...(words.trim() === '' ? [] : [{ name: 'words' as const, label: `“${words.trim()}”`, loosen: '不找这几个字' }]),
    ...(within === 'any' ? [] : [{ name: 'within' as const, label: withinWords[within], loosen: '远一点的也看' }]),
    ...(fenOf(leastPay) ? [{ name: 'leastPay' as const, label: `${leastPay} 元一天以上`, loosen: '工钱少一点的也看' }] : []),
    ...(day === 'any' ? [] : [{ name: 'day' as const, label: `${dayWords[day]}开工`, loosen: '别的日子也看' }]),
    ...(sameDay ? [{ name: 'sameDay' as const, label: '当天结', loosen: '不是当天结的也看' }] : []),
    ...(first === undefined ? [] : [{ name: 'trades' as const, label: trades.length === 1 ? tradeName(first) : `${tradeName(first)}等 ${trades.length} 种`, loosen: '别的工种也看' }]),
  ]
}

export const without = (filters: JobFilters, name: FilterName): JobFilters => ({ ...filters, [name]: noFilters[name] })
export const withoutAll = ({ order }: JobFilters): JobFilters => ({ ...noFilters, order })
