import { and, asc, eq, exists, gt, gte, inArray, isNull, lt, sql } from 'drizzle-orm'
import { isPresent } from '../../store/presence'
import { inScope, type Scope } from '../../store/scope'
import type { Db, Tx } from '../../store/store'
import { placeColumns } from './transfer.queries'

const selectGroups = (db: Db) =>
  db.q.select({ group: db.t.transferGroups, job: placeColumns(db) }).from(db.t.transferGroups).leftJoin(db.t.jobs, eq(db.t.jobs.id, db.t.transferGroups.jobId))

export type GroupRow = Awaited<ReturnType<typeof selectGroups>>[number]

/** Buses that leave a market from `since` on, the next first. */
export const groupsFrom = (db: Db, marketId: string, since: number): Promise<GroupRow[]> => {
  const { transferGroups } = db.t
  return selectGroups(db).where(and(eq(transferGroups.fromMarketId, marketId), gte(transferGroups.leavesAt, since))).orderBy(asc(transferGroups.leavesAt), asc(transferGroups.id))
}

/** Buses that are to come to a market and are not overdue. */
export const groupsTo = (db: Db, marketId: string, now: number): Promise<GroupRow[]> => {
  const { transferGroups } = db.t
  return selectGroups(db)
    .where(and(eq(transferGroups.toMarketId, marketId), gt(transferGroups.arrivesBy, now), isNull(transferGroups.cancelledAt)))
    .orderBy(asc(transferGroups.leavesAt), asc(transferGroups.id))
}

export const findGroup = async (db: Db, id: string): Promise<GroupRow | null> => {
  const [row] = await selectGroups(db).where(eq(db.t.transferGroups.id, id))
  return row ?? null
}

/** A bus that leaves a market of the scope. */
export const findGroupInScope = async ({ q, t }: Db, id: string, scope: Scope): Promise<{ id: string; fromMarketId: string; toMarketId: string; jobId: string | null; path: string } | null> => {
  const [row] = await q
    .select({ id: t.transferGroups.id, fromMarketId: t.transferGroups.fromMarketId, toMarketId: t.transferGroups.toMarketId, jobId: t.transferGroups.jobId, path: t.markets.path })
    .from(t.transferGroups)
    .innerJoin(t.markets, eq(t.markets.id, t.transferGroups.fromMarketId))
    .where(and(eq(t.transferGroups.id, id), inScope(t.markets.path, scope)))
  return row ?? null
}

/** Everybody who was asked, with their number of the day at the market they come from. */
export const ridersOf = ({ q, t }: Db, groupIds: readonly string[], day: string) =>
  groupIds.length === 0
    ? Promise.resolve([])
    : q
        .select({ transferId: t.transfers.id, groupId: t.transfers.groupId, nameMasked: t.people.nameMasked, state: t.transfers.state, number: t.checkIns.number })
        .from(t.transfers)
        .innerJoin(t.people, eq(t.people.id, t.transfers.workerId))
        .leftJoin(t.checkIns, and(eq(t.checkIns.marketId, t.transfers.fromMarketId), eq(t.checkIns.personId, t.transfers.workerId), eq(t.checkIns.day, day)))
        .where(inArray(t.transfers.groupId, [...groupIds]))
        .orderBy(asc(t.checkIns.number), asc(t.transfers.id))

export const insertGroup = async ({ q, t }: Tx, row: typeof t.transferGroups.$inferInsert): Promise<void> => {
  await q.insert(t.transferGroups).values(row)
}

export const insertOffers = async ({ q, t }: Tx, rows: readonly Omit<typeof t.transfers.$inferInsert, 'state'>[]): Promise<void> => {
  await q.insert(t.transfers).values(rows.map((row) => ({ ...row, state: 'offered' as const })))
}

/** Takes a seat, if one is free and the bus still goes: a hundred at once take exactly as many as there are. */
export const takeSeat = async ({ q, t: { transferGroups: groups } }: Tx, id: string, now: number): Promise<boolean> => {
  const taken = await q
    .update(groups)
    .set({ taken: sql`${groups.taken} + 1` })
    .where(and(eq(groups.id, id), lt(groups.taken, groups.seats), isNull(groups.cancelledAt), gt(groups.leavesAt, now)))
    .returning({ id: groups.id })
  return taken.length > 0
}

/** Gives back the seat of a transfer that is still on its way: of two who end it at once, one finds it ended. */
export const giveSeatBack = async ({ q, t: { transferGroups: groups, transfers } }: Tx, id: string, transferId: string): Promise<void> => {
  await q
    .update(groups)
    .set({ taken: sql`${groups.taken} - 1` })
    .where(and(eq(groups.id, id), gt(groups.taken, 0), isNull(groups.cancelledAt), exists(q.select({ id: transfers.id }).from(transfers).where(and(eq(transfers.id, transferId), eq(transfers.state, 'moving'))))))
}

/** False when it was cancelled before, or has gone. */
export const cancelGroup = async ({ q, t: { transferGroups: groups } }: Tx, id: string, now: number): Promise<boolean> => {
  const cancelled = await q
    .update(groups)
    .set({ cancelledAt: now, taken: 0 })
    .where(and(eq(groups.id, id), isNull(groups.cancelledAt), gt(groups.arrivesBy, now)))
    .returning({ id: groups.id })
  return cancelled.length > 0
}

/** Who of these numbers is present at a market now. */
export const presentByNumber = ({ q, t }: Db, marketId: string, numbers: readonly number[], now: number) =>
  q
    .select({ personId: t.checkIns.personId, number: t.checkIns.number })
    .from(t.checkIns)
    .innerJoin(t.workers, eq(t.workers.personId, t.checkIns.personId))
    .where(and(eq(t.checkIns.marketId, marketId), inArray(t.checkIns.number, [...numbers]), isPresent(t.checkIns, now)))

/** A job of a market; null for another's. */
export const findJobAt = async (db: Db, jobId: string, marketId: string) => {
  const { jobs } = db.t
  const [row] = await db.q.select(placeColumns(db)).from(jobs).where(and(eq(jobs.id, jobId), eq(jobs.marketId, marketId)))
  return row ?? null
}
