import { and, count, desc, eq, gt, inArray, like, max, sql } from 'drizzle-orm'
import type { ApplicationState } from '@market/shared/journey'
import { prepared, preparedList } from '../../store/prepared'
import type { Db, Tx } from '../../store/store'

const selectJobs = ({ q, t }: Db) =>
  q
    .select({
      job: t.jobs,
      employer: { kind: t.employers.kind, name: t.employers.name },
      market: { id: t.markets.id, name: t.markets.name, demo: t.markets.demo },
      demo: t.people.demo,
    })
    .from(t.jobs)
    .innerJoin(t.employers, eq(t.employers.personId, t.jobs.employerId))
    .innerJoin(t.people, eq(t.people.id, t.jobs.employerId))
    .innerJoin(t.markets, eq(t.markets.id, t.jobs.marketId))

/** A job with what its card says of employer and market. */
export type JobRow = Awaited<ReturnType<typeof selectJobs>>[number]

const selectJob = prepared<JobRow, { id: string }>((db) => selectJobs(db).where(eq(db.t.jobs.id, sql.placeholder('id'))))

export const findJob = async (db: Db, jobId: string): Promise<JobRow | null> => (await selectJob(db, { id: jobId }))[0] ?? null

const selectJobsOf = preparedList<JobRow, string>((db, ids) => selectJobs(db).where(inArray(db.t.jobs.id, ids)))

export const findJobs = (db: Db, jobIds: readonly string[]): Promise<JobRow[]> => selectJobsOf(db, jobIds, {})

/** The markets of a region and of everything below it; none when there is no such region. */
export const findMarketsBelow = async ({ q, t }: Db, regionCode: string): Promise<string[]> => {
  const [region] = await q.select({ path: t.regions.path }).from(t.regions).where(eq(t.regions.code, regionCode))
  if (!region) return []
  const rows = await q.select({ id: t.markets.id }).from(t.markets).where(like(t.markets.path, `${region.path}%`))
  return rows.map(({ id }) => id)
}

/** A rectangle of the map, degrees. */
export type Area = { south: number; north: number; west: number; east: number }

/** An employer's jobs, newest first. */
export const jobsOfEmployer = async (db: Db, employerId: string, limit: number): Promise<JobRow[]> =>
  selectJobs(db).where(eq(db.t.jobs.employerId, employerId)).orderBy(desc(db.t.jobs.postedAt), desc(db.t.jobs.id)).limit(limit)

/** How many applications of each state each of the jobs has: one query for a whole list. */
export const countApplications = async ({ q, t }: Db, jobIds: readonly string[]): Promise<{ jobId: string; state: ApplicationState; people: number }[]> =>
  jobIds.length === 0
    ? []
    : q
      .select({ jobId: t.applications.jobId, state: t.applications.state, people: count() })
      .from(t.applications)
      .where(inArray(t.applications.jobId, [...jobIds]))
      .groupBy(t.applications.jobId, t.applications.state)

/** A worker's own application to a job. */
export const findApplicationTo = async ({ q, t }: Db, jobId: string, workerId: string) => {
  const [row] = await q
    .select({ id: t.applications.id, state: t.applications.state })
    .from(t.applications)
    .where(and(eq(t.applications.jobId, jobId), eq(t.applications.workerId, workerId)))
  return row ?? null
}

/** Whether this worker has done a job of this employer that is settled. */
export const hasWorkedFor = async ({ q, t }: Db, employerId: string, workerId: string): Promise<boolean> => {
  const [row] = await q
    .select({ id: t.applications.id })
    .from(t.applications)
    .innerJoin(t.jobs, eq(t.jobs.id, t.applications.jobId))
    .where(and(eq(t.applications.workerId, workerId), eq(t.applications.state, 'settled'), eq(t.jobs.employerId, employerId)))
    .limit(1)
  return row !== undefined
}

/** Workers who have done jobs of this employer that are settled, the last ones first. */
export const workersOf = async ({ q, t }: Db, employerId: string, limit: number): Promise<string[]> => {
  const rows = await q
    .select({ id: t.applications.workerId, last: max(t.applications.updatedAt) })
    .from(t.applications)
    .innerJoin(t.jobs, eq(t.jobs.id, t.applications.jobId))
    .where(and(eq(t.jobs.employerId, employerId), eq(t.applications.state, 'settled')))
    .groupBy(t.applications.workerId)
    .orderBy(desc(max(t.applications.updatedAt)), t.applications.workerId)
    .limit(limit)
  return rows.map(({ id }) => id)
}

/** Stops recruiting; false when it was not open any more at `now`. */
export const closeJob = async ({ q, t }: Tx, jobId: string, employerId: string, now: number): Promise<boolean> => {
  const closed = await q
    .update(t.jobs)
    .set({ status: 'closed', closedAt: now })
    .where(and(eq(t.jobs.id, jobId), eq(t.jobs.employerId, employerId), inArray(t.jobs.status, ['open', 'in_review']), gt(t.jobs.startsAt, now)))
    .returning({ id: t.jobs.id })
  return closed.length > 0
}

/** An employer's own contact as sealed at registration. */
export const findEmployerContact = async ({ q, t }: Db, employerId: string) => {
  const [row] = await q
    .select({
      contactNameSealed: t.employers.contactNameSealed,
      employerPhoneSealed: t.employers.phoneSealed,
      personPhoneSealed: t.people.phoneSealed,
    })
    .from(t.employers)
    .innerJoin(t.people, eq(t.people.id, t.employers.personId))
    .where(eq(t.employers.personId, employerId))
  return row ?? null
}
