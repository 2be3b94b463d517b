import type { ApiKey } from '@market/shared/exchange/exchange.contract'
import type { ApiScope } from '@market/shared/endpoint'
import { age } from '@market/shared/words/show'

export const scopeWords: Record<ApiScope, string> = { 'jobs.read': '看全省在招的岗位', 'jobs.write': '导入自己的岗位' }

/** How many calls a day a key may be made for, as choices. */
export const quotas = [
  { value: '1000', label: '一天 1,000 次' },
  { value: '10000', label: '一天 1 万次' },
  { value: '100000', label: '一天 10 万次' },
] as const
export type Quota = (typeof quotas)[number]['value']

const thousands = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',')

/** `今天用了 12 次，最多 1,000 次 · 3 分钟前用过`. */
export const useWords = ({ usedToday, dailyQuota, lastUsedAt }: ApiKey, now: number): string =>
  `今天用了 ${thousands(usedToday)} 次，最多 ${thousands(dailyQuota)} 次 · ${lastUsedAt === null ? '还没用过' : `${age(lastUsedAt, now)}用过`}`
