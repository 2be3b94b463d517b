import { and, count, eq, gt, gte, inArray, lt, max, or, sql } from 'drizzle-orm'
import { bothHaveSigned } from '@market/shared/apply/apply.rules'
import type { ConfirmedBy } from '@market/shared/arrive/arrive.rules'
import { reasonAfterHours } from '@market/shared/arrive/by-hand.rules'
import type { ScanCause } from '@market/shared/arrive/review.rules'
import { applicationStates, stepsOf } from '@market/shared/journey'
import { day as oneDay } from '@market/shared/words/time'
import { inScope, type Scope } from '../../store/scope'
import type { Db, Tx } from '../../store/store'

const expectedStates = applicationStates.filter(bothHaveSigned)

export const selectExpected = ({ q, t }: Db, day: string) =>
  q
    .select({
      applicationId: t.applications.id,
      workerId: t.applications.workerId,
      employerId: t.jobs.employerId,
      jobId: t.jobs.id,
      marketId: t.jobs.marketId,
      state: t.applications.state,
      terms: t.applications.terms,
      arrivedAt: t.applications.arrivedAt,
      nameMasked: t.people.nameMasked,
      number: t.checkIns.number,
    })
    .from(t.applications)
    .innerJoin(t.jobs, eq(t.jobs.id, t.applications.jobId))
    .innerJoin(t.people, eq(t.people.id, t.applications.workerId))
    .leftJoin(
      t.checkIns,
      and(eq(t.checkIns.marketId, t.jobs.marketId), eq(t.checkIns.personId, t.applications.workerId), eq(t.checkIns.day, day)),
    )

/** One application as the person at the scanner needs it. */
export type ExpectedRow = Awaited<ReturnType<typeof selectExpected>>[number]

export const findExpected = async (db: Db, applicationId: string, day: string): Promise<ExpectedRow | null> => {
  const [row] = await selectExpected(db, day).where(eq(db.t.applications.id, applicationId))
  return row ?? null
}

/**
 * Holds an application that may still become an arrival until the transaction ends: who is entered by hand and scanned at once is one after
 * the other. The row keeps its values.
 */
export const holdUnconfirmed = async ({ q, t: { applications } }: Tx, applicationId: string): Promise<void> => {
  await q
    .update(applications)
    .set({ updatedAt: sql`${applications.updatedAt}` })
    .where(and(eq(applications.id, applicationId), inArray(applications.state, stepsOf('arrive').map(([from]) => from))))
}

/** Whether somebody counts as having arrived because they were entered once the hours were over. */
export const arrivedAfterHours = async ({ q, t: { scans } }: Db, applicationId: string): Promise<boolean> => {
  const [row] = await q.select({ id: scans.id }).from(scans).where(and(eq(scans.applicationId, applicationId), eq(scans.review, reasonAfterHours), eq(scans.result, 'accepted')))
  return row !== undefined
}

/** Whose slip this is; revoked or not. Null for a code that was never printed. */
export const findSlipHolder = async ({ q, t }: Db, token: string): Promise<{ personId: string; revokedAt: number | null } | null> => {
  const [row] = await q.select({ personId: t.codes.targetId, revokedAt: t.codes.revokedAt }).from(t.codes).where(and(eq(t.codes.token, token), eq(t.codes.kind, 'person')))
  return row ?? null
}

/** What somebody has applied for that is not over at `at` (UTC ms) and begins within a day. */
export const worksAround = async (db: Db, workerId: string, day: string, at: number): Promise<ExpectedRow[]> => {
  const { jobs, applications } = db.t
  return selectExpected(db, day).where(and(eq(applications.workerId, workerId), gte(jobs.endsAt, at), lt(jobs.startsAt, at + oneDay)))
}

/** Everybody whose job at this market begins within the day, signed by both or further; soonest first. */
export const expectedOfDay = async (db: Db, marketId: string, day: string, from: number, to: number): Promise<ExpectedRow[]> => {
  const { jobs, applications } = db.t
  return selectExpected(db, day)
    .where(and(eq(jobs.marketId, marketId), gte(jobs.startsAt, from), lt(jobs.startsAt, to), inArray(applications.state, expectedStates)))
    .orderBy(jobs.startsAt, jobs.id, applications.appliedAt, applications.id)
}

export const countArrivals = async ({ q, t }: Db, marketId: string, since: number): Promise<number> => {
  const [row] = await q.select({ people: count() }).from(t.arrivals).where(and(eq(t.arrivals.marketId, marketId), gte(t.arrivals.at, since)))
  return row?.people ?? 0
}

export const countScansBy = async ({ q, t }: Db, { scope, staffIds, since }: { scope: Scope; staffIds: readonly string[]; since: number }) => {
  if (staffIds.length === 0) return []
  const rows = await q
    .select({ staffId: t.scans.staffId, times: count(), lastAt: max(t.scans.at) })
    .from(t.scans)
    .innerJoin(t.markets, eq(t.markets.id, t.scans.marketId))
    .where(and(inArray(t.scans.staffId, [...new Set(staffIds)]), inScope(t.markets.path, scope), gte(t.scans.at, since)))
    .groupBy(t.scans.staffId)
  return rows.map((row) => ({ ...row, lastAt: Number(row.lastAt) }))
}

type NewScan = {
  id: string; scanId: string; marketId: string; staffId: string; applicationId: string | null; result: string; at: number; capturedAt: number
  deviceId?: string; sequence?: number; provisional?: string; review?: ScanCause
}

/** False when a scan with this scanId is there already. */
export const insertScan = async ({ q, t }: Tx, scan: NewScan): Promise<boolean> => {
  const inserted = await q.insert(t.scans).values(scan).onConflictDoNothing().returning({ id: t.scans.id })
  return inserted.length > 0
}

export const findScan = async ({ q, t }: Db, scanId: string) => {
  const [row] = await q.select().from(t.scans).where(eq(t.scans.scanId, scanId))
  return row ?? null
}

export const changeScanResult = async ({ q, t }: Tx, scanId: string, result: string): Promise<void> => {
  await q.update(t.scans).set({ result }).where(eq(t.scans.scanId, scanId))
}

export const insertArrival = async ({ q, t }: Tx, arrival: { applicationId: string; scanId: string; confirmedBy: string; marketId: string; at: number; shown: ConfirmedBy }): Promise<void> => {
  await q.insert(t.arrivals).values(arrival)
}

type Arrival = { applicationId: string; scanId: string; confirmedBy: string; at: number; shown: ConfirmedBy }

/** The arrival is of an earlier scan, as long as the work is not over. Of two at the same moment the lower id counts, so that their order does not matter. False when it was not earlier. */
export const moveArrivalEarlier = async ({ q, t }: Tx, { applicationId, at, scanId, ...changes }: Arrival): Promise<boolean> => {
  const { arrivals, applications } = t
  const moved = await q
    .update(arrivals)
    .set({ ...changes, at, scanId })
    .where(and(eq(arrivals.applicationId, applicationId), or(gt(arrivals.at, at), and(eq(arrivals.at, at), gt(arrivals.scanId, scanId)))))
    .returning({ applicationId: arrivals.applicationId })
  if (moved.length === 0) return false
  await q.update(applications).set({ arrivedAt: at }).where(and(eq(applications.id, applicationId), eq(applications.state, 'arrived')))
  return true
}

/** The key of the phone that holds a pass; null when none was ever given out. */
export const passHolder = async ({ q, t }: Db, applicationId: string): Promise<string | null> => {
  const [row] = await q.select({ deviceKey: t.workPasses.deviceKey }).from(t.workPasses).where(eq(t.workPasses.applicationId, applicationId))
  return row?.deviceKey ?? null
}

/** Gives the pass to this phone. Until when another one may go on showing what it has is kept. */
export const givePass = async ({ q, t }: Tx, pass: { applicationId: string; deviceKey: string; issuedAt: number; expiresAt: number }): Promise<void> => {
  const { workPasses } = t
  await q
    .insert(workPasses)
    .values(pass)
    .onConflictDoUpdate({
      target: workPasses.applicationId,
      set: {
        deviceKey: pass.deviceKey,
        issuedAt: pass.issuedAt,
        expiresAt: pass.expiresAt,
        earlierUntil: sql`case when ${workPasses.deviceKey} = ${pass.deviceKey} then ${workPasses.earlierUntil} else ${workPasses.expiresAt} end`,
      },
    })
}
