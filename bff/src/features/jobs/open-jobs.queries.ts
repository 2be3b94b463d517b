import { and, eq, gt, gte, inArray, sql } from 'drizzle-orm'
import type { Db } from '../../store/store'

const selectIndexed = ({ q, t: { jobs, employers, markets } }: Db) =>
  q
    .select({
      id: jobs.id, employerId: jobs.employerId, marketId: jobs.marketId, status: jobs.status, trade: jobs.trade, title: jobs.title,
      description: jobs.description, address: jobs.address, lat: jobs.lat, lng: jobs.lng, startsAt: jobs.startsAt, endsAt: jobs.endsAt,
      breakMinutes: jobs.breakMinutes, payFen: jobs.payFen, payUnit: jobs.payUnit, settleWhen: jobs.settleWhen, headcount: jobs.headcount,
      filled: jobs.filled, confirmedUntil: jobs.confirmedUntil, publicFrom: jobs.publicFrom,
      employerName: employers.name, marketName: markets.name,
    })
    .from(jobs)
    .innerJoin(employers, eq(employers.personId, jobs.employerId))
    .innerJoin(markets, eq(markets.id, jobs.marketId))

/** What the index of open jobs is told of one. */
export type IndexedRow = Awaited<ReturnType<typeof selectIndexed>>[number]

/** The next open jobs that have not begun, in the order of their start: the index reads them all, page after page. */
export const readOpenJobs = async (db: Db, after: { startsAt: number; id: string }, limit: number): Promise<IndexedRow[]> => {
  const { jobs } = db.t
  return selectIndexed(db)
    // The first of the two alone lets both engines begin in the middle of the index.
    .where(and(eq(jobs.status, 'open'), gte(jobs.startsAt, after.startsAt), sql`(${jobs.startsAt}, ${jobs.id}) > (${after.startsAt}, ${after.id})`))
    .orderBy(jobs.startsAt, jobs.id)
    .limit(limit)
}

export const readJobs = async (db: Db, jobIds: readonly string[]): Promise<IndexedRow[]> => selectIndexed(db).where(inArray(db.t.jobs.id, [...jobIds]))

/** Open jobs whose market or employer is called otherwise now. */
export const openJobIdsOf = async ({ q, t: { jobs } }: Db, of: { marketIds: readonly string[]; employerIds: readonly string[]; now: number }): Promise<string[]> => {
  const open = [eq(jobs.status, 'open'), gt(jobs.startsAt, of.now)]
  const idsWhere = async (condition: ReturnType<typeof inArray>) => (await q.select({ id: jobs.id }).from(jobs).where(and(...open, condition))).map(({ id }) => id)
  return [
    ...(of.marketIds.length === 0 ? [] : await idsWhere(inArray(jobs.marketId, [...of.marketIds]))),
    ...(of.employerIds.length === 0 ? [] : await idsWhere(inArray(jobs.employerId, [...of.employerIds]))),
  ]
}
