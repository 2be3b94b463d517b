import { and, count, eq, gte, gt, inArray, isNull, lt, sql } from 'drizzle-orm'
import type { DayFigures } from '@market/shared/monitor/monitor.contract'
import { isPresent } from '../../store/presence'
import { inScope, type Scope } from '../../store/scope'
import type { Db } from '../../store/store'

type Sum = string | number | null

const sums = ({ t: { marketDays } }: Db) => ({
  checkedIn: sql<Sum>`sum(${marketDays.checkedIn})`,
  applied: sql<Sum>`sum(${marketDays.applied})`,
  signed: sql<Sum>`sum(${marketDays.signed})`,
  arrived: sql<Sum>`sum(${marketDays.arrived})`,
  settled: sql<Sum>`sum(${marketDays.settled})`,
})

/** Postgres sums into text, so that nothing overflows. */
const figures = ({ checkedIn, applied, signed, arrived, settled }: Record<keyof DayFigures, Sum>): DayFigures => ({
  checkedIn: Number(checkedIn ?? 0), applied: Number(applied ?? 0), signed: Number(signed ?? 0), arrived: Number(arrived ?? 0), settled: Number(settled ?? 0),
})

export const countMarkets = ({ q, t }: Db, scope: Scope): Promise<number> => q.$count(t.markets, and(inScope(t.markets.path, scope), isNull(t.markets.closedAt)))

/** What happened in the scope on each day from `from` on and before `before` (market days), days without anything left out. */
export const findDays = async (db: Db, scope: Scope, from: string, before: string): Promise<DayFigures[]> => {
  const { q, t } = db
  const rows = await q
    .select(sums(db))
    .from(t.marketDays)
    .innerJoin(t.markets, eq(t.markets.id, t.marketDays.marketId))
    .where(and(inScope(t.markets.path, scope), gte(t.marketDays.day, from), lt(t.marketDays.day, before)))
    .groupBy(t.marketDays.day)
  return rows.map(figures)
}

/** The figures of one day by market, where anything has happened. */
export const findMarketsOfDay = async (db: Db, scope: Scope, day: string) => {
  const { q, t } = db
  const rows = await q
    .select({ marketId: t.markets.id, name: t.markets.name, ...sums(db) })
    .from(t.marketDays)
    .innerJoin(t.markets, eq(t.markets.id, t.marketDays.marketId))
    .where(and(inScope(t.markets.path, scope), eq(t.marketDays.day, day)))
    .groupBy(t.markets.id, t.markets.name)
  return rows.map(({ marketId, name, ...row }) => ({ marketId, name, figures: figures(row) }))
}

/** Open cases by market, and those past their deadline. */
export const countOpenCases = async ({ q, t }: Db, scope: Scope, now: number) => {
  const rows = await q
    .select({
      marketId: t.markets.id,
      name: t.markets.name,
      open: count(),
      overdue: sql<Sum>`sum(case when ${t.cases.dueAt} < cast(${now} as bigint) then 1 else 0 end)`,
    })
    .from(t.cases)
    .innerJoin(t.markets, eq(t.markets.id, t.cases.marketId))
    .where(and(inScope(t.cases.scopePath, scope), isNull(t.cases.closedAt)))
    .groupBy(t.markets.id, t.markets.name)
  return rows.map(({ overdue, ...row }) => ({ ...row, overdue: Number(overdue ?? 0) }))
}

/** Places still free in open jobs that have not begun, by trade. */
export const countFreePlaces = async ({ q, t }: Db, scope: Scope, now: number): Promise<{ trade: string; places: number }[]> => {
  const rows = await q
    .select({ trade: t.jobs.trade, places: sql<Sum>`sum(${t.jobs.headcount} - ${t.jobs.filled})` })
    .from(t.jobs)
    .innerJoin(t.markets, eq(t.markets.id, t.jobs.marketId))
    .where(and(inScope(t.markets.path, scope), eq(t.jobs.status, 'open'), gt(t.jobs.startsAt, now)))
    .groupBy(t.jobs.trade)
  return rows.map(({ trade, places }) => ({ trade, places: Number(places ?? 0) }))
}

/** People in the markets of the scope now, in each of the trades they know, of those asked for. */
export const countPresent = async ({ q, t }: Db, scope: Scope, now: number, trades: readonly string[]): Promise<{ trade: string; people: number }[]> =>
  trades.length === 0
    ? []
    : q
        .select({ trade: t.workerTrades.trade, people: count() })
        .from(t.checkIns)
        .innerJoin(t.markets, eq(t.markets.id, t.checkIns.marketId))
        .innerJoin(t.workerTrades, eq(t.workerTrades.personId, t.checkIns.personId))
        .where(and(inScope(t.markets.path, scope), isPresent(t.checkIns, now), inArray(t.workerTrades.trade, [...trades])))
        .groupBy(t.workerTrades.trade)
