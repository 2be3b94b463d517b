import { and, count, desc, eq, isNotNull } from 'drizzle-orm'
import type { Tables } from '../../store/schema'
import type { Db, Tx } from '../../store/store'

/** A posting with those who answer for it. Its contact is not read. */
export const findPosting = async ({ q, t }: Db, jobId: string) => {
  const [row] = await q
    .select({
      job: t.jobs,
      employer: { kind: t.employers.kind, name: t.employers.name },
      nameMasked: t.people.nameMasked,
      market: { name: t.markets.name, path: t.markets.path },
    })
    .from(t.jobs)
    .innerJoin(t.employers, eq(t.employers.personId, t.jobs.employerId))
    .innerJoin(t.people, eq(t.people.id, t.jobs.employerId))
    .innerJoin(t.markets, eq(t.markets.id, t.jobs.marketId))
    .where(eq(t.jobs.id, jobId))
  return row ?? null
}
export type PostingRow = NonNullable<Awaited<ReturnType<typeof findPosting>>>

export const versionsNewestFirst = async ({ q, t }: Db, jobId: string) =>
  q.select().from(t.jobVersions).where(eq(t.jobVersions.jobId, jobId)).orderBy(desc(t.jobVersions.version)).limit(50)

/** False when this person has reported this posting already. */
export const insertReport = async ({ q, t }: Tx, row: Tables['reports']['$inferInsert']): Promise<boolean> => {
  const inserted = await q.insert(t.reports).values(row).onConflictDoNothing().returning({ id: t.reports.id })
  return inserted.length === 1
}

export const findReport = async ({ q, t }: Db, id: string) => {
  const [row] = await q.select().from(t.reports).where(eq(t.reports.id, id))
  return row ?? null
}

/** How often a posting was reported for what. */
export const countReports = async ({ q, t }: Db, jobId: string) =>
  q.select({ reason: t.reports.reason, times: count() }).from(t.reports).where(eq(t.reports.jobId, jobId)).groupBy(t.reports.reason)

/** Who decided about a posting before: they do not decide the appeal. */
export const whoClosed = async ({ q, t }: Db, jobId: string): Promise<string | null> => {
  const [row] = await q
    .select({ by: t.cases.closedBy })
    .from(t.cases)
    .where(and(eq(t.cases.kind, 'posting'), eq(t.cases.subjectId, jobId), isNotNull(t.cases.closedBy)))
    .orderBy(desc(t.cases.closedAt))
    .limit(1)
  return row?.by ?? null
}
