import { and, asc, desc, eq, gt, inArray, isNull, lt, lte } from 'drizzle-orm'
import { stepsOf, type ApplicationState } from '@market/shared/journey'
import type { Destination } from '@market/shared/transfer/transfer.contract'
import type { TransferState } from '@market/shared/transfer/transfer.rules'
import type { Db, Tx } from '../../store/store'

/** The province's number for labour matters, where a market has not published its own. */
const provinceHotline = '12333'

/** What is said of a job elsewhere. */
export const placeColumns = ({ t: { jobs } }: Db) => ({
  id: jobs.id, title: jobs.title, trade: jobs.trade, payFen: jobs.payFen, payUnit: jobs.payUnit, startsAt: jobs.startsAt, endsAt: jobs.endsAt,
  status: jobs.status, headcount: jobs.headcount, filled: jobs.filled, hiring: jobs.hiring, confirmedUntil: jobs.confirmedUntil,
})

const selectTransfers = (db: Db) => {
  const { q, t } = db
  return q
    .select({ transfer: t.transfers, group: t.transferGroups, job: placeColumns(db) })
    .from(t.transfers)
    .leftJoin(t.transferGroups, eq(t.transferGroups.id, t.transfers.groupId))
    .leftJoin(t.jobs, eq(t.jobs.id, t.transfers.jobId))
}

export type TransferRow = Awaited<ReturnType<typeof selectTransfers>>[number]

/** A worker's own transfer; another's is not there. */
export const findOwnTransfer = async (db: Db, id: string, workerId: string): Promise<TransferRow | null> => {
  const { transfers } = db.t
  const [row] = await selectTransfers(db).where(and(eq(transfers.id, id), eq(transfers.workerId, workerId)))
  return row ?? null
}

/** What is under way for this worker at `now`: on the road, or asked to come along. */
export const openTransfersOf = (db: Db, workerId: string, now: number): Promise<TransferRow[]> => {
  const { transfers } = db.t
  return selectTransfers(db)
    .where(and(eq(transfers.workerId, workerId), inArray(transfers.state, ['offered', 'moving']), gt(transfers.until, now)))
    .orderBy(desc(transfers.offeredAt), desc(transfers.id))
}

/** Markets that are not closed for good, by id. */
export const findDestinations = async ({ q, t: { markets } }: Db, ids: readonly string[] | null): Promise<Map<string, Destination>> => {
  const rows = await q
    .select({ id: markets.id, name: markets.name, address: markets.address, lat: markets.lat, lng: markets.lng, hotline: markets.hotline, opensAt: markets.opensAt, closesAt: markets.closesAt })
    .from(markets)
    .where(ids === null ? isNull(markets.closedAt) : inArray(markets.id, [...ids]))
  return new Map(rows.map((row) => [row.id, { ...row, hotline: row.hotline ?? provinceHotline }]))
}

/** `applicationId`: the place that was taken with it. */
export type Moved = { id: string; workerId: string; fromMarketId: string; toMarketId: string; groupId: string | null; applicationId: string | null }

const moved = ({ t: { transfers } }: Tx) => ({
  id: transfers.id, workerId: transfers.workerId, fromMarketId: transfers.fromMarketId, toMarketId: transfers.toMarketId, groupId: transfers.groupId, applicationId: transfers.applicationId,
})

/** Sets somebody on the way. False when they are on another way already. */
export const insertMoving = async ({ q, t }: Tx, row: Omit<typeof t.transfers.$inferInsert, 'state'>): Promise<boolean> => {
  const inserted = await q.insert(t.transfers).values({ ...row, state: 'moving' }).onConflictDoNothing().returning({ id: t.transfers.id })
  return inserted.length > 0
}

/** Whether this worker is on the way anywhere. */
export const isMoving = async ({ q, t }: Db, workerId: string): Promise<boolean> =>
  (await q.$count(t.transfers, and(eq(t.transfers.workerId, workerId), eq(t.transfers.state, 'moving')))) > 0

/** Turns an offer that can still be answered into the way. @throws UniqueViolation `transfers_one_moving` */
export const acceptOffer = async ({ q, t: { transfers } }: Tx, id: string, workerId: string, now: number, changes: { until: number; applicationId: string | null }): Promise<boolean> => {
  const accepted = await q
    .update(transfers)
    .set({ state: 'moving', acceptedAt: now, ...changes })
    .where(and(eq(transfers.id, id), eq(transfers.workerId, workerId), eq(transfers.state, 'offered'), gt(transfers.until, now)))
    .returning({ id: transfers.id })
  return accepted.length > 0
}

/** Ends a worker's own transfer that stands in `from`; null when it does not. */
export const endOwn = async (tx: Tx, id: string, workerId: string, from: TransferState, to: TransferState, now: number): Promise<Moved | null> => {
  const { q, t: { transfers } } = tx
  const [row] = await q
    .update(transfers)
    .set({ state: to, endedAt: now })
    .where(and(eq(transfers.id, id), eq(transfers.workerId, workerId), eq(transfers.state, from)))
    .returning(moved(tx))
  return row ?? null
}

/** Those on the way to this market who set off at `at` or before have come. */
export const arriveAt = (tx: Tx, workerId: string, marketId: string, at: number): Promise<Moved[]> => {
  const { q, t: { transfers } } = tx
  return q
    .update(transfers)
    .set({ state: 'arrived', endedAt: at })
    .where(and(eq(transfers.workerId, workerId), eq(transfers.toMarketId, marketId), eq(transfers.state, 'moving'), lte(transfers.acceptedAt, at)))
    .returning(moved(tx))
}

/** Ends, for a clock that ran out, up to `limit` transfers of one state. */
export const lapse = (tx: Tx, was: 'offered' | 'moving', now: number, limit: number): Promise<Moved[]> => {
  const { q, t: { transfers } } = tx
  const due = q.select({ id: transfers.id }).from(transfers).where(and(eq(transfers.state, was), lte(transfers.until, now))).limit(limit)
  return q
    .update(transfers)
    .set({ state: 'lapsed', endedAt: now })
    .where(and(inArray(transfers.id, due), eq(transfers.state, was)))
    .returning(moved(tx))
}

/** Ends, with its bus, everybody's transfer of a group. */
export const endGroup = (tx: Tx, groupId: string, now: number): Promise<Moved[]> => {
  const { q, t: { transfers } } = tx
  return q
    .update(transfers)
    .set({ state: 'cancelled', endedAt: now })
    .where(and(eq(transfers.groupId, groupId), inArray(transfers.state, ['offered', 'moving'])))
    .returning(moved(tx))
}

/** Up to `limit` people on the way to a market, who is expected first. */
export const expectedAt = ({ q, t }: Db, marketId: string, now: number, limit: number) =>
  q
    .select({ transfer: t.transfers, nameMasked: t.people.nameMasked, fromMarketName: t.markets.name, jobTitle: t.jobs.title, startsAt: t.jobs.startsAt })
    .from(t.transfers)
    .innerJoin(t.people, eq(t.people.id, t.transfers.workerId))
    .innerJoin(t.markets, eq(t.markets.id, t.transfers.fromMarketId))
    .leftJoin(t.jobs, eq(t.jobs.id, t.transfers.jobId))
    .where(and(eq(t.transfers.toMarketId, marketId), eq(t.transfers.state, 'moving'), gt(t.transfers.until, now)))
    .orderBy(asc(t.transfers.until), asc(t.transfers.id))
    .limit(limit)

export const countExpected = ({ q, t }: Db, marketId: string, now: number): Promise<number> =>
  q.$count(t.transfers, and(eq(t.transfers.toMarketId, marketId), eq(t.transfers.state, 'moving'), gt(t.transfers.until, now)))

export const tradesOf = async ({ q, t }: Db, personIds: readonly string[]): Promise<Map<string, string[]>> => {
  const rows = personIds.length === 0 ? [] : await q.select().from(t.workerTrades).where(inArray(t.workerTrades.personId, [...personIds])).orderBy(t.workerTrades.trade)
  const found = new Map<string, string[]>()
  for (const { personId, trade } of rows) found.set(personId, [...(found.get(personId) ?? []), trade])
  return found
}

/** Whether this worker has work at a market, signed by both and not over, that begins before `before` (UTC ms). */
export const hasSignedWork = async ({ q, t }: Db, workerId: string, marketId: string, now: number, before: number): Promise<boolean> => {
  const rows = await q
    .select({ terms: t.applications.terms })
    .from(t.applications)
    .innerJoin(t.jobs, eq(t.jobs.id, t.applications.jobId))
    .where(and(eq(t.applications.workerId, workerId), eq(t.jobs.marketId, marketId), inArray(t.applications.state, ['signed', 'arrived'])))
  return rows.some(({ terms }) => terms.startsAt < before && terms.endsAt > now)
}

/** Their applications at a market to jobs that are not over at `now` and begin before `before`, as far as the worker may still step back, with the jobs. */
export const openApplications = async ({ q, t }: Db, workerId: string, marketId: string, now: number, before: number): Promise<{ id: string; jobId: string }[]> =>
  q
    .select({ id: t.applications.id, jobId: t.applications.jobId })
    .from(t.applications)
    .innerJoin(t.jobs, eq(t.jobs.id, t.applications.jobId))
    .where(and(
      eq(t.applications.workerId, workerId),
      eq(t.jobs.marketId, marketId),
      inArray(t.applications.state, stepsOf('withdraw').map(([from]) => from)),
      lt(t.jobs.startsAt, before),
      gt(t.jobs.endsAt, now),
    ))

/** The place of a job this worker has done, with its market; null when it is not done, or another's. */
export const findDoneWork = async ({ q, t }: Db, applicationId: string, workerId: string, states: readonly ApplicationState[], since: number) => {
  const [row] = await q
    .select({ marketId: t.jobs.marketId, name: t.jobs.address, lat: t.jobs.lat, lng: t.jobs.lng, state: t.applications.state, finishedAt: t.applications.finishedAt, updatedAt: t.applications.updatedAt })
    .from(t.applications)
    .innerJoin(t.jobs, eq(t.jobs.id, t.applications.jobId))
    .where(and(eq(t.applications.id, applicationId), eq(t.applications.workerId, workerId)))
  if (row === undefined || !states.includes(row.state) || (row.finishedAt ?? row.updatedAt) < since) return null
  return { marketId: row.marketId, name: row.name, lat: row.lat, lng: row.lng }
}
