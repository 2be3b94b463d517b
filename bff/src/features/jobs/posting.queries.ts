import { and, eq, gt, inArray, isNotNull, isNull, lte, ne, or, sql } from 'drizzle-orm'
import type { Tables } from '../../store/schema'
import type { Tx } from '../../store/store'

/** Until when a posting is shown without being confirmed, and from when to everybody. */
type Shown = { confirmedUntil: number | null; publicFrom: number | null }
type NewJob = Tables['jobs']['$inferInsert']

export const insertJob = async ({ q, t }: Tx, job: NewJob): Promise<void> => {
  await q.insert(t.jobs).values(job)
}

/** A new version of a posting, where it still is the version that was read, has not begun, and has room for those who are in. */
export const changeJob = async ({ q, t }: Tx, { id, employerId, version, now }: { id: string; employerId: string; version: number; now: number }, set: Partial<NewJob> & { headcount: number }): Promise<boolean> => {
  const { jobs } = t
  const changed = await q
    .update(jobs)
    .set({ ...set, version: sql`${jobs.version} + 1` })
    .where(and(
      eq(jobs.id, id), eq(jobs.employerId, employerId), eq(jobs.version, version), inArray(jobs.status, ['open', 'in_review']),
      gt(jobs.startsAt, now), lte(jobs.filled, set.headcount),
    ))
    .returning({ id: jobs.id })
  return changed.length === 1
}

/** Says that a posting stands; false when it is not open any more. */
export const confirmJob = async ({ q, t }: Tx, id: string, employerId: string, now: number, confirmedUntil: number | null): Promise<boolean> => {
  const { jobs } = t
  const confirmed = await q
    .update(jobs)
    .set({ confirmedUntil, confirmAskedFor: null })
    .where(and(eq(jobs.id, id), eq(jobs.employerId, employerId), eq(jobs.status, 'open'), gt(jobs.startsAt, now)))
    .returning({ id: jobs.id })
  return confirmed.length === 1
}

/** Staff publish a posting that waits; false when it does not wait any more, has begun, or was changed since they read it. */
export const publishJob = async ({ q, t }: Tx, id: string, version: number, now: number, shown: Shown): Promise<boolean> => {
  const { jobs } = t
  const published = await q
    .update(jobs)
    .set({ status: 'open', ...shown })
    .where(and(eq(jobs.id, id), eq(jobs.version, version), eq(jobs.status, 'in_review'), gt(jobs.startsAt, now)))
    .returning({ id: jobs.id })
  return published.length === 1
}

/** Publishes what an appeal found lawful, whether it waited or staff had refused it. False when it has begun meanwhile. */
export const publishAppealed = async ({ q, t }: Tx, id: string, now: number, shown: Shown): Promise<boolean> => {
  const { jobs } = t
  const published = await q
    .update(jobs)
    .set({ status: 'open', ...shown, statusReason: null, closedAt: null })
    .where(and(eq(jobs.id, id), inArray(jobs.status, ['in_review', 'refused']), gt(jobs.startsAt, now)))
    .returning({ id: jobs.id })
  return published.length === 1
}

/** The answer of a second person, in place of the first one's reason. */
export const noteReason = async ({ q, t }: Tx, id: string, statusReason: string): Promise<void> => {
  await q.update(t.jobs).set({ statusReason }).where(eq(t.jobs.id, id))
}

export const refuseJob = async ({ q, t }: Tx, id: string, version: number, now: number, statusReason: string): Promise<boolean> => {
  const { jobs } = t
  const refused = await q
    .update(jobs)
    .set({ status: 'refused', statusReason, closedAt: now })
    .where(and(eq(jobs.id, id), eq(jobs.version, version), eq(jobs.status, 'in_review')))
    .returning({ id: jobs.id })
  return refused.length === 1
}

export const takeDownJob = async ({ q, t }: Tx, id: string, now: number, statusReason: string): Promise<boolean> => {
  const { jobs } = t
  const taken = await q
    .update(jobs)
    .set({ status: 'taken_down', statusReason, closedAt: now })
    .where(and(eq(jobs.id, id), inArray(jobs.status, ['open', 'in_review', 'closed'])))
    .returning({ id: jobs.id })
  return taken.length === 1
}

/**
 * Marks postings whose employer is to be asked whether they stand, each once for every `confirmedUntil`, and gives them.
 * @param before UTC ms: those that run out sooner are asked for
 */
export const markConfirmDue = async ({ q, t }: Tx, now: number, before: number, limit: number) => {
  const { jobs } = t
  const isDue = and(
    eq(jobs.status, 'open'), gt(jobs.startsAt, now), isNotNull(jobs.confirmedUntil), lte(jobs.confirmedUntil, before),
    or(isNull(jobs.confirmAskedFor), ne(jobs.confirmAskedFor, jobs.confirmedUntil)),
  )
  const due = q.select({ id: jobs.id }).from(jobs).where(isDue).limit(limit)
  return q
    .update(jobs)
    .set({ confirmAskedFor: sql`${jobs.confirmedUntil}` })
    // Twice: of two servers at once Postgres lets the second look again at the row, and not at the list.
    .where(and(inArray(jobs.id, due), isDue))
    .returning({ id: jobs.id, employerId: jobs.employerId, marketId: jobs.marketId, until: jobs.confirmedUntil })
}
