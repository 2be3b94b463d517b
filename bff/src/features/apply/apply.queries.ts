import { and, desc, eq, gt, inArray, isNull, lt, ne, notInArray, or, sql } from 'drizzle-orm'
import type { Terms } from '@market/shared/apply/apply.contract'
import { holdsPlace, isBusy, applicationStates, mayApplyAgain, stepsOf, type ApplicationState, type Move } from '@market/shared/journey'
import type { Db, Tx } from '../../store/store'

const busyStates = applicationStates.filter(isBusy)

/** An application with everything its view is made of. `day` is the market's day whose queue number is shown. */
const selectApplications = ({ q, t }: Db, day: string) =>
  q
    .select({
      application: t.applications,
      job: { employerId: t.jobs.employerId, marketId: t.jobs.marketId, contactPhoneSealed: t.jobs.contactPhoneSealed },
      worker: { nameMasked: t.people.nameMasked, phoneSealed: t.people.phoneSealed },
      agreement: { id: t.agreements.id, status: t.agreements.status },
      settlement: t.settlements,
      number: t.checkIns.number,
    })
    .from(t.applications)
    .innerJoin(t.jobs, eq(t.jobs.id, t.applications.jobId))
    .innerJoin(t.people, eq(t.people.id, t.applications.workerId))
    .leftJoin(t.agreements, eq(t.agreements.applicationId, t.applications.id))
    .leftJoin(t.settlements, eq(t.settlements.applicationId, t.applications.id))
    .leftJoin(
      t.checkIns,
      and(eq(t.checkIns.marketId, t.jobs.marketId), eq(t.checkIns.personId, t.applications.workerId), eq(t.checkIns.day, day)),
    )

export type ApplicationRow = Awaited<ReturnType<typeof selectApplications>>[number]

export const findApplication = async (db: Db, applicationId: string, day: string): Promise<ApplicationRow | null> => {
  const [row] = await selectApplications(db, day).where(eq(db.t.applications.id, applicationId))
  return row ?? null
}

/** A worker's applications, newest first. */
export const applicationsOfWorker = async (db: Db, workerId: string, day: string, limit: number): Promise<ApplicationRow[]> => {
  const { applications } = db.t
  return selectApplications(db, day).where(eq(applications.workerId, workerId)).orderBy(desc(applications.appliedAt), desc(applications.id)).limit(limit)
}

/** Who applied to a job, in the order in which they came. A job has at most 500 places, and more may have stepped back. */
export const applicationsToJob = async (db: Db, jobId: string, day: string, limit: number): Promise<ApplicationRow[]> => {
  const { applications } = db.t
  return selectApplications(db, day).where(eq(applications.jobId, jobId)).orderBy(applications.appliedAt, applications.id).limit(limit)
}

/** Who owns what in an application: the facts that rules and events of other features need. */
export type ApplicationFacts = {
  id: string
  state: ApplicationState
  jobId: string
  workerId: string
  employerId: string
  marketId: string
  terms: Terms
  arrivedAt: number | null
  finishedAt: number | null
}

export const findFacts = async ({ q, t }: Db, applicationId: string): Promise<ApplicationFacts | null> => {
  const [row] = await q
    .select({
      id: t.applications.id,
      state: t.applications.state,
      jobId: t.applications.jobId,
      workerId: t.applications.workerId,
      employerId: t.jobs.employerId,
      marketId: t.jobs.marketId,
      terms: t.applications.terms,
      arrivedAt: t.applications.arrivedAt,
      finishedAt: t.applications.finishedAt,
    })
    .from(t.applications)
    .innerJoin(t.jobs, eq(t.jobs.id, t.applications.jobId))
    .where(eq(t.applications.id, applicationId))
  return row ?? null
}

/** What else changes with a move; instants in UTC ms. */
export type MoveChanges = { arrivedAt?: number; finishedAt?: number; endedReason?: string }

/**
 * The only statement that changes an application's state: it changes it where the move is legal and nowhere else, so of
 * two moves at once one finds no row. Gives the new state, or null when the move was not legal there.
 */
export const moveState = async ({ q, t }: Tx, applicationId: string, move: Move, now: number, changes: MoveChanges) => {
  const { applications } = t
  const step = async (steps: ReturnType<typeof stepsOf>) => {
    if (steps.length === 0) return null
    const cases = steps.map(([from, to]) => sql`when ${from} then ${to}`)
    const [row] = await q
      .update(applications)
      .set({ ...changes, state: sql`case ${applications.state} ${sql.join(cases, sql` `)} end`, updatedAt: now })
      .where(and(eq(applications.id, applicationId), inArray(applications.state, steps.map(([from]) => from))))
      .returning({ state: applications.state, jobId: applications.jobId })
    return row ?? null
  }
  // A statement gives the new state and not the old one, and only who held a place gives one back: so each kind by itself.
  const releasing = stepsOf(move).filter(([from, to]) => holdsPlace(from) && !holdsPlace(to))
  const released = await step(releasing)
  if (released === null) return step(stepsOf(move).filter((one) => !releasing.includes(one)))
  await q.update(t.jobs).set({ filled: sql`${t.jobs.filled} - 1` }).where(eq(t.jobs.id, released.jobId))
  return released
}

/**
 * Makes this worker's applications wait for each other: whoever updates the row first holds it until its transaction
 * ends. Without it two applications at once would each see no overlap with the other. The row keeps its values.
 */
export const queueWorker = async ({ q, t }: Tx, workerId: string): Promise<void> => {
  await q.update(t.workers).set({ registeredAt: sql`${t.workers.registeredAt}` }).where(eq(t.workers.personId, workerId))
}

/** The hours this worker has promised to other jobs. */
export const busyHours = async ({ q, t }: Db, workerId: string, exceptJobId: string): Promise<{ startsAt: number; endsAt: number }[]> => {
  const rows = await q
    .select({ terms: t.applications.terms })
    .from(t.applications)
    .where(and(eq(t.applications.workerId, workerId), ne(t.applications.jobId, exceptJobId), inArray(t.applications.state, busyStates)))
  return rows.map(({ terms }) => ({ startsAt: terms.startsAt, endsAt: terms.endsAt }))
}

/** Jobs this worker cannot apply to (any more). */
export const takenJobIds = async ({ q, t }: Db, workerId: string): Promise<string[]> => {
  const rows = await q
    .select({ jobId: t.applications.jobId })
    .from(t.applications)
    .where(and(eq(t.applications.workerId, workerId), notInArray(t.applications.state, applicationStates.filter(mayApplyAgain))))
  return rows.map(({ jobId }) => jobId)
}

export const findOwnApplication = async ({ q, t }: Db, jobId: string, workerId: string) => {
  const [row] = await q
    .select({ id: t.applications.id, state: t.applications.state })
    .from(t.applications)
    .where(and(eq(t.applications.jobId, jobId), eq(t.applications.workerId, workerId)))
  return row ?? null
}

export type NewApplication = { id: string; jobId: string; workerId: string; terms: Terms; now: number }

/** Inserts the application; false when this worker already has one to this job. */
export const insertApplication = async ({ q, t }: Tx, { id, jobId, workerId, terms, now }: NewApplication): Promise<boolean> => {
  const inserted = await q
    .insert(t.applications)
    .values({ id, jobId, workerId, state: 'applied', jobVersion: terms.jobVersion, terms, appliedAt: now, updatedAt: now })
    .onConflictDoNothing()
    .returning({ id: t.applications.id })
  return inserted.length > 0
}

/** Starts an application anew that was withdrawn or lapsed, under today's terms; false when it is not so any more. */
export const renewApplication = async ({ q, t }: Tx, { id, workerId, terms, now }: NewApplication): Promise<boolean> => {
  const { applications } = t
  const renewed = await q
    .update(applications)
    .set({ state: 'applied', jobVersion: terms.jobVersion, terms, appliedAt: now, updatedAt: now, endedReason: null })
    .where(and(eq(applications.id, id), eq(applications.workerId, workerId), inArray(applications.state, applicationStates.filter(mayApplyAgain))))
    .returning({ id: applications.id })
  return renewed.length > 0
}

/**
 * Takes one place, if one is free, the job is open and has not begun at `now`, and its terms are still those that were
 * read. The rule is in the statement: a thousand at once take exactly as many places as there are.
 */
export const takePlace = async ({ q, t }: Tx, jobId: string, version: number, now: number): Promise<boolean> => {
  const { jobs } = t
  const taken = await q
    .update(jobs)
    .set({ filled: sql`${jobs.filled} + 1` })
    .where(and(eq(jobs.id, jobId), eq(jobs.status, 'open'), gt(jobs.startsAt, now), lt(jobs.filled, jobs.headcount), eq(jobs.version, version), or(isNull(jobs.confirmedUntil), gt(jobs.confirmedUntil, now))))
    .returning({ id: jobs.id })
  return taken.length > 0
}

/** Applications to a job out of which this move leads. */
export const applicationsToMove = async ({ q, t }: Db, jobId: string, move: Move): Promise<{ id: string; workerId: string }[]> =>
  q
    .select({ id: t.applications.id, workerId: t.applications.workerId })
    .from(t.applications)
    .where(and(eq(t.applications.jobId, jobId), inArray(t.applications.state, stepsOf(move).map(([from]) => from))))

/** What an application to this job freezes, and what decides whether it may be made. */
export const findJobToApplyTo = async ({ q, t }: Db, jobId: string) => {
  const [row] = await q
    .select({ job: t.jobs, employer: { kind: t.employers.kind, name: t.employers.name }, marketName: t.markets.name })
    .from(t.jobs)
    .innerJoin(t.employers, eq(t.employers.personId, t.jobs.employerId))
    .innerJoin(t.markets, eq(t.markets.id, t.jobs.marketId))
    .where(eq(t.jobs.id, jobId))
  return row ?? null
}
export type JobToApplyTo = NonNullable<Awaited<ReturnType<typeof findJobToApplyTo>>>
