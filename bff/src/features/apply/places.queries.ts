import { and, eq, exists, gt, gte, inArray, isNull, lt, lte, ne, not, or, sql } from 'drizzle-orm'
import type { Terms } from '@market/shared/apply/apply.contract'
import { mostComebacks, mostWaiting } from '@market/shared/apply/apply.rules'
import { applicationStates, mayApplyAgain, type ApplicationState } from '@market/shared/journey'
import type { Work } from '@market/shared/match/work-limits'
import type { OfferedBy } from '@market/shared/words/lists'
import type { Db, Tx } from '../../store/store'

/** The places of jobs, and who waits for them. */

/**
 * Makes everything that touches the places or the queue of these jobs wait until this write ends. Always the first lock, before
 * the worker's and the application's, and in one order, so that no two writes wait for each other. The rows keep their values.
 */
export const holdJobs = async ({ q, t }: Tx, jobIds: readonly string[]): Promise<void> => {
  for (const jobId of [...new Set(jobIds)].sort()) {
    await q.update(t.jobs).set({ filled: sql`${t.jobs.filled}` }).where(eq(t.jobs.id, jobId))
  }
}

const isOpenTo = ({ t: { jobs } }: Db, jobId: string, version: number, now: number) =>
  [eq(jobs.id, jobId), eq(jobs.status, 'open'), gt(jobs.startsAt, now), eq(jobs.version, version), or(isNull(jobs.confirmedUntil), gt(jobs.confirmedUntil, now))]

const someoneWaits = ({ q, t: { jobs, applications } }: Db) =>
  exists(q.select({ one: sql`1` }).from(applications).where(and(eq(applications.jobId, jobs.id), eq(applications.state, 'queued'))))

/**
 * Takes one place, if one is free, the job is open and has not begun at `now`, and its terms are still those that were
 * read. The rule is in the statement: a thousand at once take exactly as many places as there are.
 * @param queue `nobody`: only when nobody waits; `served`: those who wait have been asked in this write
 */
export const takePlace = async (tx: Tx, jobId: string, version: number, now: number, queue: 'nobody' | 'served'): Promise<boolean> => {
  const { jobs } = tx.t
  const taken = await tx.q
    .update(jobs)
    .set({ filled: sql`${jobs.filled} + 1` })
    .where(and(...isOpenTo(tx, jobId, version, now), lt(jobs.filled, jobs.headcount), queue === 'nobody' ? not(someoneWaits(tx)) : undefined))
    .returning({ id: jobs.id })
  return taken.length > 0
}

export const giveBackPlace = async ({ q, t: { jobs } }: Tx, jobId: string): Promise<void> => {
  await q.update(jobs).set({ filled: sql`${jobs.filled} - 1` }).where(eq(jobs.id, jobId))
}

/** Holds a job that one waits for: full, or its employer chooses. False when it is neither, or not open under these terms any more. */
export const holdQueue = async (tx: Tx, jobId: string, version: number, now: number): Promise<boolean> => {
  const { jobs } = tx.t
  const held = await tx.q
    .update(jobs)
    .set({ filled: sql`${jobs.filled}` })
    .where(and(...isOpenTo(tx, jobId, version, now), or(eq(jobs.hiring, 'employer_chooses'), gte(jobs.filled, jobs.headcount))))
    .returning({ id: jobs.id })
  return held.length > 0
}

export type NewApplication = { id: string; jobId: string; workerId: string; terms: Terms; now: number }
export type Entry = { state: 'applied' | 'queued' } | { state: 'offered'; until: number; by: OfferedBy }

const comingBack = applicationStates.filter(mayApplyAgain)

/**
 * Enters a worker's application to a job, new or from a state out of which it may begin anew, under today's terms. Who is
 * offered a place keeps the time at which they began to wait.
 * @returns its id, which is not the given one when there was one before; null when there is one that stands
 */
export const enter = async ({ q, t: { applications } }: Tx, { id, jobId, workerId, terms, now }: NewApplication, entry: Entry): Promise<string | null> => {
  const offered = entry.state === 'offered'
  const entered = {
    state: entry.state, jobVersion: terms.jobVersion, terms, endsAt: terms.endsAt, updatedAt: now,
    offerUntil: offered ? entry.until : null, offeredBy: offered ? entry.by : null,
  }
  const from: ApplicationState[] = offered ? ['queued', ...comingBack] : comingBack
  const [row] = await q
    .insert(applications)
    .values({ id, jobId, workerId, appliedAt: now, ...entered })
    .onConflictDoUpdate({
      target: [applications.jobId, applications.workerId],
      set: {
        ...entered,
        endedReason: null,
        appliedAt: sql`case when ${applications.state} = 'queued' then ${applications.appliedAt} else cast(${now} as bigint) end`,
        comebacks: sql`${applications.comebacks} + ${offered ? 0 : 1}`,
      },
      setWhere: and(inArray(applications.state, from), offered ? undefined : lt(applications.comebacks, mostComebacks)),
    })
    .returning({ id: applications.id })
  return row?.id ?? null
}

/**
 * The worker takes the place that is held: only while the clock runs, under the terms of the version they saw, and at a posting
 * that stands.
 */
export const acceptOffer = async ({ q, t: { applications, jobs } }: Tx, { id, workerId, terms, now }: Omit<NewApplication, 'jobId'>): Promise<boolean> => {
  const accepted = await q
    .update(applications)
    .set({ state: 'applied', terms, endsAt: terms.endsAt, updatedAt: now })
    .where(and(
      eq(applications.id, id), eq(applications.workerId, workerId), eq(applications.state, 'offered'), gt(applications.offerUntil, now),
      eq(applications.jobVersion, terms.jobVersion),
      exists(q.select({ one: sql`1` }).from(jobs).where(and(eq(jobs.id, applications.jobId), inArray(jobs.status, ['open', 'closed'])))),
    ))
    .returning({ id: applications.id })
  return accepted.length > 0
}

/** The next of those who wait, behind one of them or from the first. */
export const findQueued = async ({ q, t: { applications } }: Db, jobId: string, after: { appliedAt: number; id: string } | null, limit: number) =>
  q
    .select({ id: applications.id, workerId: applications.workerId, appliedAt: applications.appliedAt })
    .from(applications)
    .where(and(
      eq(applications.jobId, jobId), eq(applications.state, 'queued'),
      after === null ? undefined : sql`(${applications.appliedAt}, ${applications.id}) > (${after.appliedAt}, ${after.id})`,
    ))
    .orderBy(applications.appliedAt, applications.id)
    .limit(limit)

/** What decides who may do a job by law. */
export const findWork = async ({ q, t: { jobs } }: Db, jobId: string): Promise<Work | null> =>
  (await q.select({ trade: jobs.trade, startsAt: jobs.startsAt, endsAt: jobs.endsAt, breakMinutes: jobs.breakMinutes }).from(jobs).where(eq(jobs.id, jobId)))[0] ?? null

/** Everybody who waits at a job. */
export const findQueuedWorkers = async ({ q, t: { applications } }: Db, jobId: string): Promise<string[]> =>
  (await q.select({ workerId: applications.workerId }).from(applications).where(and(eq(applications.jobId, jobId), eq(applications.state, 'queued')))).map(({ workerId }) => workerId)

export const doesSomeoneWait = async ({ q, t: { applications } }: Db, jobId: string): Promise<boolean> =>
  (await q.select({ id: applications.id }).from(applications).where(and(eq(applications.jobId, jobId), eq(applications.state, 'queued'))).limit(1)).length > 0

/** Whether so many wait that nobody more may. Those who come at one moment may be a few more. */
export const isQueueFull = async ({ q, t: { applications } }: Db, jobId: string): Promise<boolean> =>
  (await q.select({ id: applications.id }).from(applications).where(and(eq(applications.jobId, jobId), eq(applications.state, 'queued'))).limit(1).offset(mostWaiting - 1)).length > 0

type Waiting = { id: string; jobId: string; appliedAt: number }

/** How many wait before each of these who wait, by their ids. The queue of a job is read only where several of it are asked for. */
export const aheadOf = async ({ q, t: { applications } }: Db, waiting: readonly Waiting[]): Promise<Map<string, number>> => {
  const byJob = new Map<string, Waiting[]>()
  for (const one of waiting) byJob.set(one.jobId, [...(byJob.get(one.jobId) ?? []), one])
  const ahead = new Map<string, number>()
  for (const [jobId, [first, ...more]] of byJob) {
    const queued = and(eq(applications.jobId, jobId), eq(applications.state, 'queued'))
    if (first !== undefined && more.length === 0) {
      // A pair is compared row by row on SQLite; the instant alone lets the index end there.
      const before = sql`(${applications.appliedAt}, ${applications.id}) < (${first.appliedAt}, ${first.id})`
      ahead.set(first.id, await q.$count(applications, and(queued, lte(applications.appliedAt, first.appliedAt), before)))
      continue
    }
    const queue = await q.select({ id: applications.id }).from(applications).where(queued).orderBy(applications.appliedAt, applications.id)
    const places = new Map(queue.map(({ id }, place) => [id, place]))
    for (const { id } of [first, ...more].filter((one) => one !== undefined)) ahead.set(id, places.get(id) ?? 0)
  }
  return ahead
}

/** Those who wait or are offered a place have agreed to nothing: what they are shown follows the posting, and no clock runs past its start. */
export const followPosting = async ({ q, t: { applications } }: Tx, jobId: string, terms: Terms): Promise<void> => {
  const { startsAt, endsAt, jobVersion } = terms
  await q
    .update(applications)
    .set({ terms, endsAt, jobVersion, offerUntil: sql`case when ${applications.offerUntil} > cast(${startsAt} as bigint) then cast(${startsAt} as bigint) else ${applications.offerUntil} end` })
    .where(and(eq(applications.jobId, jobId), inArray(applications.state, ['queued', 'offered'])))
}

/** Offers whose clock has run out, the oldest first. */
export const findOverdueOffers = async ({ q, t: { applications } }: Db, now: number, limit: number): Promise<{ id: string; jobId: string }[]> =>
  q
    .select({ id: applications.id, jobId: applications.jobId })
    .from(applications)
    .where(and(eq(applications.state, 'offered'), lte(applications.offerUntil, now)))
    .orderBy(applications.offerUntil, applications.id)
    .limit(limit)

/** Jobs somebody waits for in vain: begun, or not recruiting any more. One that waits for staff may be published yet. */
export const findDeadQueues = async ({ q, t: { applications, jobs } }: Db, now: number, limit: number): Promise<string[]> => {
  const rows = await q
    .selectDistinct({ jobId: applications.jobId })
    .from(applications)
    .innerJoin(jobs, eq(jobs.id, applications.jobId))
    .where(and(eq(applications.state, 'queued'), or(lte(jobs.startsAt, now), not(inArray(jobs.status, ['open', 'in_review'])))))
    .orderBy(applications.jobId)
    .limit(limit)
  return rows.map(({ jobId }) => jobId)
}

/** Jobs with a free place and somebody who waits for it, where the queue decides: in the order of their ids, from behind `after`. */
export const findUnservedQueues = async ({ q, t: { applications, jobs } }: Db, now: number, after: string | null, limit: number): Promise<string[]> => {
  // Those who wait are few and the open jobs of a province a hundred thousand: a join would begin with the jobs.
  const wanting = q.select({ one: sql`1` }).from(jobs).where(and(
    eq(jobs.id, applications.jobId), eq(jobs.status, 'open'), gt(jobs.startsAt, now), ne(jobs.hiring, 'employer_chooses'),
    lt(jobs.filled, jobs.headcount), or(isNull(jobs.confirmedUntil), gt(jobs.confirmedUntil, now)),
  ))
  const rows = await q
    .selectDistinct({ jobId: applications.jobId })
    .from(applications)
    .where(and(eq(applications.state, 'queued'), exists(wanting), after === null ? undefined : gt(applications.jobId, after)))
    .orderBy(applications.jobId)
    .limit(limit)
  return rows.map(({ jobId }) => jobId)
}
