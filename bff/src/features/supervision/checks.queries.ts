import { and, eq, exists, gt, inArray, isNotNull, isNull, lt, lte, ne, not, or, sql } from 'drizzle-orm'
import type { Tables } from '../../store/schema'
import type { Db, Tx } from '../../store/store'

export const findEmployer = async ({ q, t }: Db, personId: string) => {
  const [row] = await q
    .select({ kind: t.employers.kind, name: t.employers.name, creditCode: t.employers.creditCode })
    .from(t.employers)
    .where(eq(t.employers.personId, personId))
  return row ?? null
}

/** Where the staff of a market are found: the path its cases carry. */
export const pathOfMarket = async ({ q, t }: Db, marketId: string): Promise<string> => {
  const [row] = await q.select({ path: t.markets.path }).from(t.markets).where(eq(t.markets.id, marketId))
  return row?.path ?? ''
}

/** Postings of an employer that have not begun and are open or wait for staff. */
export const standingPostings = async ({ q, t }: Db, employerId: string, exceptJobId: string | null, now: number) =>
  q
    .select({ title: t.jobs.title, description: t.jobs.description, address: t.jobs.address, startsAt: t.jobs.startsAt })
    .from(t.jobs)
    .where(and(
      eq(t.jobs.employerId, employerId),
      inArray(t.jobs.status, ['open', 'in_review']),
      gt(t.jobs.startsAt, now),
      exceptJobId === null ? undefined : ne(t.jobs.id, exceptJobId),
    ))
    .limit(200)

/**
 * Whether posting is stopped at `now` for this person or for the business of this code: confirmed by a second person, begun,
 * not over, not lifted, and not held off by an appeal that was made before it began.
 */
export const isStopped = async ({ q, t }: Db, personId: string, creditCode: string | null, now: number): Promise<boolean> => {
  const { sanctions, appeals } = t
  const heldOff = q
    .select({ one: sql`1` })
    .from(appeals)
    .where(and(eq(appeals.against, 'sanction'), eq(appeals.targetId, sanctions.id), isNull(appeals.decidedAt), lt(appeals.at, sanctions.fromAt)))
  const rows = await q
    .select({ id: sanctions.id })
    .from(sanctions)
    .where(and(
      eq(sanctions.kind, 'blacklist'),
      creditCode === null ? eq(sanctions.personId, personId) : or(eq(sanctions.personId, personId), eq(sanctions.creditCode, creditCode)),
      isNotNull(sanctions.confirmedBy),
      isNull(sanctions.liftedAt),
      lte(sanctions.fromAt, now),
      or(isNull(sanctions.untilAt), gt(sanctions.untilAt, now)),
      not(exists(heldOff)),
    ))
    .limit(1)
  return rows.length > 0
}

/** Rows are only ever added: the key refuses a second writing of a version. */
export const insertVersion = async ({ q, t }: Tx, row: Tables['jobVersions']['$inferInsert']): Promise<void> => {
  await q.insert(t.jobVersions).values(row)
}

export const versionsOfJob = async ({ q, t }: Db, jobId: string) =>
  q.select().from(t.jobVersions).where(eq(t.jobVersions.jobId, jobId)).orderBy(t.jobVersions.version)

export const findVersion = async ({ q, t }: Db, jobId: string, version: number) => {
  const [row] = await q.select().from(t.jobVersions).where(and(eq(t.jobVersions.jobId, jobId), eq(t.jobVersions.version, version)))
  return row ?? null
}

export const findAppealOf = async ({ q, t }: Db, against: 'posting' | 'sanction', targetId: string) => {
  const [row] = await q.select().from(t.appeals).where(and(eq(t.appeals.against, against), eq(t.appeals.targetId, targetId)))
  return row ?? null
}

export const hasReported = async ({ q, t }: Db, jobId: string, personId: string): Promise<boolean> => {
  const rows = await q.select({ id: t.reports.id }).from(t.reports).where(and(eq(t.reports.jobId, jobId), eq(t.reports.reporterId, personId)))
  return rows.length > 0
}
