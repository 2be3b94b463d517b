import { lt, sql } from 'drizzle-orm'
import { day, startOfMarketDay } from '@market/shared/words/time'
import type { Tx } from './store'

/**
 * Counts one more of something within the market's day, for all servers together; false when there were `most`. One row a name, whose
 * number is the day's in thousands and what was counted on it: written over each day, so that rows do not pile up.
 * @param name what is counted and for whom: `identity-checks:<person>`
 * @param most below a thousand
 */
export const countToday = async ({ q, t: { counters } }: Tx, name: string, { now, most }: { now: number; most: number }): Promise<boolean> => {
  // The market's midnight is 16:00 UTC of the day before.
  const today = Math.ceil(startOfMarketDay(now) / day) * 1_000
  const counted = await q
    .insert(counters)
    .values({ name, value: today + 1 })
    .onConflictDoUpdate({
      target: counters.name,
      set: { value: sql`case when ${counters.value} < ${today} then ${today + 1} else ${counters.value} + 1 end` },
      setWhere: lt(counters.value, today + most),
    })
    .returning({ value: counters.value })
  return counted.length > 0
}
