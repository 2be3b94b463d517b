import { and, asc, count, desc, eq, inArray, lte, ne, sql, type Placeholder, type SQL } from 'drizzle-orm'
import type { Candidate, Terms } from '@market/shared/apply/apply.contract'
import { hoursOverEnds, hoursOverFrom, waitsAfterHours, type HoursOverEnd } from '@market/shared/apply/apply.rules'
import { applicationStates, holdsPlace, isBusy, stepsOf, type ApplicationState, type Move } from '@market/shared/journey'
import type { OfferedBy } from '@market/shared/words/lists'
import { given, prepared, preparedTexts } from '../../store/prepared'
import type { Db, Tx } from '../../store/store'

/** A stretch of work, UTC ms. */
export type Hours = { startsAt: number; endsAt: number }

const busyStates = applicationStates.filter(isBusy)

/** An application with everything its view is made of. `day` is the market's day whose queue number is shown. */
const selectApplications = ({ q, t }: Db, day: string | Placeholder) =>
  q
    .select({
      application: t.applications,
      job: { employerId: t.jobs.employerId, hiring: t.jobs.hiring, marketId: t.jobs.marketId, contactPhoneSealed: t.jobs.contactPhoneSealed },
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

const selectApplication = prepared<ApplicationRow, { id: string; day: string }>((db) =>
  selectApplications(db, sql.placeholder('day')).where(eq(db.t.applications.id, sql.placeholder('id'))))

export const findApplication = async (db: Db, applicationId: string, day: string): Promise<ApplicationRow | null> =>
  (await selectApplication(db, { id: applicationId, day }))[0] ?? null

/** A worker's applications, newest first. */
export const applicationsOfWorker = async (db: Db, workerId: string, day: string, limit: number): Promise<ApplicationRow[]> => {
  const { applications } = db.t
  return selectApplications(db, day).where(eq(applications.workerId, workerId)).orderBy(desc(applications.appliedAt), desc(applications.id)).limit(limit)
}

const onTheJob = applicationStates.filter((state) => holdsPlace(state) || state === 'queued')
const gone = applicationStates.filter((state) => !onTheJob.includes(state))

/** Who is on a job or waits for it, in the order in which they came. A job has at most 500 places, and a queue an end. */
export const standingAtJob = async (db: Db, jobId: string, day: string, limit: number): Promise<ApplicationRow[]> => {
  const { applications } = db.t
  return selectApplications(db, day).where(and(eq(applications.jobId, jobId), inArray(applications.state, onTheJob))).orderBy(applications.appliedAt, applications.id).limit(limit)
}

/** Who is not on it any more, whoever went last first. */
export const goneFromJob = async (db: Db, jobId: string, day: string, limit: number): Promise<ApplicationRow[]> => {
  const { applications } = db.t
  return selectApplications(db, day).where(and(eq(applications.jobId, jobId), inArray(applications.state, gone))).orderBy(desc(applications.updatedAt), desc(applications.id)).limit(limit)
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
  offerUntil: number | null
  offeredBy: OfferedBy | null
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
      offerUntil: t.applications.offerUntil,
      offeredBy: t.applications.offeredBy,
    })
    .from(t.applications)
    .innerJoin(t.jobs, eq(t.jobs.id, t.applications.jobId))
    .where(eq(t.applications.id, applicationId))
  return row ?? null
}

/** The same of many at once, for moves that give no place back. Gives how many were moved. */
export const moveStates = async ({ q, t: { applications } }: Tx, ids: readonly string[], move: Move, now: number): Promise<number> => {
  if (ids.length === 0) return 0
  const steps = stepsOf(move)
  const cases = steps.map(([from, to]) => sql`when ${from} then ${to}`)
  const moved = await q
    .update(applications)
    .set({ state: sql`case ${applications.state} ${sql.join(cases, sql` `)} end`, updatedAt: now })
    .where(and(inArray(applications.id, [...ids]), inArray(applications.state, steps.map(([from]) => from))))
    .returning({ id: applications.id })
  return moved.length
}

/** What else changes with a move; instants in UTC ms. */
export type MoveChanges = { arrivedAt?: number; finishedAt?: number; endedReason?: string }

/** `released`: it held a place before and does not any more. */
export type Moved = { state: ApplicationState; jobId: string; released: boolean }

/** What time ends, and what has to be so besides. */
type Lapsing = 'overdue' | 'queued' | HoursOverEnd

type Step = { move: Move; releasing: boolean; changed: readonly string[]; lapsing: Lapsing | null }

/** A statement gives the new state and not the old one, and only who held a place gives one back: so each kind by itself. */
const stepsOfKind = ({ move, releasing, lapsing }: Omit<Step, 'changed'>) =>
  stepsOf(move).filter(([from, to]) => (holdsPlace(from) && !holdsPlace(to)) === releasing && (lapsing === null || lapsingFrom[lapsing].includes(from)))

const lapsingFrom: Record<Lapsing, readonly ApplicationState[]> = {
  overdue: ['offered'], queued: ['queued'], ...(Object.fromEntries(hoursOverEnds.map((end) => [end, hoursOverFrom(end)])) as Record<HoursOverEnd, readonly ApplicationState[]>),
}

/** That the clock has run out: an offer that was made anew has a new one, and an application that began anew other hours. A queue has none. */
const hasRunOut = (db: Db, lapsing: Lapsing | null): SQL | undefined => {
  if (lapsing === null || lapsing === 'queued') return undefined
  const now = sql`cast(${sql.placeholder('now')} as bigint)`
  const { applications } = db.t
  return lapsing === 'overdue' ? lte(applications.offerUntil, now) : lte(applications.endsAt, sql`${now} - ${sql.raw(String(waitsAfterHours[lapsing]))}`)
}

const updateState = preparedTexts<{ state: ApplicationState; jobId: string }, Step, { id: string; now: number } & MoveChanges>((db, step) => {
  const { applications } = db.t
  const steps = stepsOfKind(step)
  const cases = steps.map(([from, to]) => sql`when ${from} then ${to}`)
  return db.q
    .update(applications)
    .set({ ...Object.fromEntries(step.changed.map((name) => [name, given(name)])), state: sql`case ${applications.state} ${sql.join(cases, sql` `)} end`, updatedAt: given('now') })
    .where(and(eq(applications.id, sql.placeholder('id')), inArray(applications.state, steps.map(([from]) => from)), hasRunOut(db, step.lapsing)))
    .returning({ state: applications.state, jobId: applications.jobId })
})

/**
 * The statement that changes an application's state: it changes it where the move is legal and nowhere else, so of two moves
 * at once one finds no row. Gives the new state, or null when the move was not legal there. Where a place may be given back the
 * job is held first (`holdJobs`).
 */
export const moveState = async (tx: Tx, applicationId: string, move: Move, now: number, changes: MoveChanges = {}, lapsing: Lapsing | null = null): Promise<Moved | null> => {
  for (const releasing of [true, false]) {
    if (stepsOfKind({ move, releasing, lapsing }).length === 0) continue
    const [moved] = await updateState(tx, { move, releasing, changed: Object.keys(changes), lapsing }, { ...changes, id: applicationId, now })
    if (moved === undefined) continue
    if (releasing) await tx.q.update(tx.t.jobs).set({ filled: sql`${tx.t.jobs.filled} - 1` }).where(eq(tx.t.jobs.id, moved.jobId))
    return { ...moved, released: releasing }
  }
  return null
}

/**
 * Makes this worker's applications wait for each other: whoever updates the row first holds it until its transaction
 * ends. Without it two applications at once would each see no overlap with the other. The row keeps its values.
 */
export const queueWorker = async ({ q, t }: Tx, workerId: string): Promise<void> => {
  await q.update(t.workers).set({ registeredAt: sql`${t.workers.registeredAt}` }).where(eq(t.workers.personId, workerId))
}

/** The hours this worker has promised to other jobs. */
export const busyHours = async (db: Db, workerId: string, exceptJobId: string): Promise<Hours[]> => (await busyHoursOf(db, [workerId], exceptJobId)).get(workerId) ?? []

/** The same of many at once. */
export const busyHoursOf = async ({ q, t }: Db, workerIds: readonly string[], exceptJobId: string): Promise<Map<string, Hours[]>> => {
  const rows = await q
    .select({ workerId: t.applications.workerId, terms: t.applications.terms })
    .from(t.applications)
    .where(and(inArray(t.applications.workerId, [...workerIds]), ne(t.applications.jobId, exceptJobId), inArray(t.applications.state, busyStates)))
  const hours = new Map<string, Hours[]>()
  for (const { workerId, terms: { startsAt, endsAt } } of rows) hours.set(workerId, [...(hours.get(workerId) ?? []), { startsAt, endsAt }])
  return hours
}

export const findOwnApplication = async ({ q, t }: Db, jobId: string, workerId: string) => {
  const [row] = await q
    .select({ id: t.applications.id, state: t.applications.state, comebacks: t.applications.comebacks })
    .from(t.applications)
    .where(and(eq(t.applications.jobId, jobId), eq(t.applications.workerId, workerId)))
  return row ?? null
}

/** What is read of an application whose hours are over. */
export type HoursOverRow = { id: string; jobId: string; endsAt: number }

/** Applications whose hours are over and that the clock ends in this way at `now`, the longest over first, behind one of them. */
export const findHoursOver = async ({ q, t: { applications } }: Db, end: HoursOverEnd, now: number, after: HoursOverRow | null, limit: number): Promise<HoursOverRow[]> =>
  q
    .select({ id: applications.id, jobId: applications.jobId, endsAt: sql<number>`${applications.endsAt}`.mapWith(Number) })
    .from(applications)
    .where(and(
      // Written out: SQLite takes a partial index only where the statement itself says which rows are wanted.
      sql`${applications.state} in (${sql.raw(hoursOverFrom(end).map((state) => `'${state}'`).join(', '))})`, lte(applications.endsAt, now - waitsAfterHours[end]),
      after === null ? undefined : sql`(${applications.endsAt}, ${applications.id}) > (${after.endsAt}, ${after.id})`,
    ))
    .orderBy(asc(applications.endsAt), asc(applications.id))
    .limit(limit)

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

/** What an employer chooses by, of each of these workers; how each fits is asked of *match*. */
export const findCandidates = async ({ q, t }: Db, workerIds: readonly string[], employerId: string): Promise<Map<string, Omit<Candidate, 'fit'>>> => {
  if (workerIds.length === 0) return new Map()
  const ids = [...new Set(workerIds)]
  const skills = await q.select({ id: t.workers.personId, skillLevel: t.workers.skillLevel }).from(t.workers).where(inArray(t.workers.personId, ids))
  const trades = await q.select().from(t.workerTrades).where(inArray(t.workerTrades.personId, ids)).orderBy(t.workerTrades.trade)
  const together = await q
    .select({ id: t.applications.workerId, jobs: count() })
    .from(t.applications)
    .innerJoin(t.jobs, eq(t.jobs.id, t.applications.jobId))
    .where(and(inArray(t.applications.workerId, ids), eq(t.applications.state, 'settled'), eq(t.jobs.employerId, employerId)))
    .groupBy(t.applications.workerId)
  return new Map(skills.map(({ id, skillLevel }) => [id, {
    trades: trades.filter(({ personId }) => personId === id).map(({ trade }) => trade),
    skillLevel,
    together: together.find((one) => one.id === id)?.jobs ?? 0,
  }]))
}
