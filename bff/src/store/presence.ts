import { and, gt, isNull, sql, type SQL } from 'drizzle-orm'
import { day } from '@market/shared/words/time'
import type { Tables } from './schema'

/** Since when somebody waits, UTC ms. */
export const waitingSince = (checkIns: Tables['checkIns']): SQL<number> => sql<number>`coalesce(${checkIns.waitingSince}, ${checkIns.at})`.mapWith(Number)

/**
 * The condition that a check-in is of somebody who is there at `now` (UTC ms). By itself and not by the day: a night market
 * goes on past midnight. Nobody waits for more than a day, so that a night in which the server stood still leaves nobody behind.
 */
export const isPresent = (checkIns: Tables['checkIns'], now: number): SQL | undefined =>
  and(isNull(checkIns.leftAt), gt(waitingSince(checkIns), now - day))
