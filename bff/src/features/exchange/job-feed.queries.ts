import { and, eq, gt, gte, inArray, isNull, like, lt, or, sql } from 'drizzle-orm'
import type { Db } from '../../store/store'

export type FeedFilter = {
  now: number
  /** Path of the region in the tree; everything below it belongs to it. */
  regionPath: string | null
  trade: string | null
  since: number | null
  after: { postedAt: number; id: string } | null
  limit: number
}

/** Open jobs with a place left that their employer stands by, in the order in which they were posted. */
export const listForExchange = async ({ q, t }: Db, { now, regionPath, trade, since, after, limit }: FeedFilter) => {
  const { jobs } = t
  return q
    .select({
      job: jobs,
      employer: { kind: t.employers.kind, name: t.employers.name, creditCode: t.employers.creditCode },
      market: { id: t.markets.id, name: t.markets.name },
      region: { name: t.regions.name, kind: t.regions.kind, parentCode: t.regions.parentCode },
    })
    .from(jobs)
    .innerJoin(t.employers, eq(t.employers.personId, jobs.employerId))
    .innerJoin(t.markets, eq(t.markets.id, jobs.marketId))
    .innerJoin(t.regions, eq(t.regions.code, t.markets.regionCode))
    .where(and(
      eq(jobs.status, 'open'), gt(jobs.startsAt, now), lt(jobs.filled, jobs.headcount),
      or(isNull(jobs.confirmedUntil), gt(jobs.confirmedUntil, now)),
      regionPath === null ? undefined : like(t.markets.path, `${regionPath}%`),
      trade === null ? undefined : eq(jobs.trade, trade),
      since === null ? undefined : gte(jobs.postedAt, since),
      after === null ? undefined : sql`(${jobs.postedAt}, ${jobs.id}) > (${after.postedAt}, ${after.id})`,
    ))
    .orderBy(jobs.postedAt, jobs.id)
    .limit(limit)
}
export type ExchangedJob = Awaited<ReturnType<typeof listForExchange>>[number]

export const findRegionPath = async ({ q, t }: Db, code: string): Promise<string | null> =>
  (await q.select({ path: t.regions.path }).from(t.regions).where(eq(t.regions.code, code)))[0]?.path ?? null

export const regionNames = async ({ q, t }: Db, codes: readonly string[]): Promise<Map<string, string>> =>
  codes.length === 0 ? new Map() : new Map((await q.select({ code: t.regions.code, name: t.regions.name }).from(t.regions).where(inArray(t.regions.code, [...codes]))).map(({ code, name }) => [code, name]))
