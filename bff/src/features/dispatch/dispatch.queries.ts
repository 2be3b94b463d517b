import { and, asc, count, desc, eq, gt, inArray, isNotNull, isNull, lt, max, ne, or, sql } from 'drizzle-orm'
import type { DispatchState, NotAskedReason, UnplacedReason } from '@market/shared/dispatch/dispatch.rules'
import { applicationStates, isBusy, type ApplicationState } from '@market/shared/journey'
import { mostListed, prepared, preparedInsert, preparedList } from '../../store/prepared'
import type { Tables } from '../../store/schema'
import { inScope, type Scope } from '../../store/scope'
import type { Db, Tx } from '../../store/store'
import type { Proposal } from './proposal'

const busyStates = applicationStates.filter(isBusy)

/** Rows of one statement: a millisecond or two on SQLite, for which everything else waits. */
export const atOnce = mostListed

/** Of what is no draft: every statement that reads them says so. */
const columns = ({ t: { dispatches: d } }: Db) =>
  ({ id: d.id, marketId: d.marketId, round: d.round, state: sql<DispatchState>`${d.state}`, version: d.version, present: d.present, proposedAt: d.proposedAt, confirmedAt: d.confirmedAt })
export type DispatchRow = Awaited<ReturnType<typeof findById>>[number]
const findById = (db: Db, id: string) => db.q.select(columns(db)).from(db.t.dispatches).where(and(eq(db.t.dispatches.id, id), ne(db.t.dispatches.state, 'draft')))

export const findDispatch = async (db: Db, id: string): Promise<DispatchRow | null> => (await findById(db, id))[0] ?? null

/** One of a market in the scope, with the market's path; null elsewhere. */
export const findInScope = async (db: Db, id: string, scope: Scope): Promise<(DispatchRow & { path: string }) | null> => {
  const { q, t } = db
  const [row] = await q
    .select({ ...columns(db), path: t.markets.path })
    .from(t.dispatches)
    .innerJoin(t.markets, eq(t.markets.id, t.dispatches.marketId))
    .where(and(eq(t.dispatches.id, id), ne(t.dispatches.state, 'draft'), inScope(t.markets.path, scope)))
  return row ?? null
}

/** The open one of a market, else the last that was confirmed, of those after `since`; else null. */
export const findCurrent = async (db: Db, marketId: string, since: number): Promise<DispatchRow | null> => {
  const { q, t: { dispatches: d } } = db
  const [row] = await q
    .select(columns(db))
    .from(d)
    .where(and(eq(d.marketId, marketId), or(and(eq(d.state, 'proposed'), gt(d.proposedAt, since)), and(eq(d.state, 'confirmed'), gt(d.confirmedAt, since)))))
    .orderBy(desc(eq(d.state, 'proposed')), desc(d.confirmedAt), desc(d.id))
    .limit(1)
  return row ?? null
}

export const findOpen = async ({ q, t: { dispatches: d } }: Db, marketId: string): Promise<{ id: string; proposedAt: number } | null> =>
  (await q.select({ id: d.id, proposedAt: d.proposedAt }).from(d).where(and(eq(d.marketId, marketId), eq(d.state, 'proposed'))))[0] ?? null

/** The number of the last round that was confirmed after `since`; 0 before the first. */
export const lastRound = async ({ q, t: { dispatches: d } }: Db, marketId: string, since: number): Promise<number> => {
  const [row] = await q.select({ round: max(d.round) }).from(d).where(and(eq(d.marketId, marketId), eq(d.state, 'confirmed'), gt(d.confirmedAt, since)))
  return row?.round ?? 0
}

/** Begins to write a proposal down: its jobs and people follow, at most `atOnce` in a write. */
export const insertDraft = async ({ q, t }: Tx, head: { id: string; marketId: string; proposedBy: string; proposedAt: number; present: number }): Promise<void> => {
  await q.insert(t.dispatches).values({ ...head, round: 0, state: 'draft' })
}

const insertJobRows = preparedInsert('dispatchJobs')
export const insertJobs = (tx: Tx, dispatchId: string, jobs: Proposal['jobs']): Promise<void> => insertJobRows(tx, jobs.map((job) => ({ dispatchId, ...job })))

const insertPeopleRows = preparedInsert('dispatchPeople')
export const insertPeople = (tx: Tx, dispatchId: string, people: Proposal['people']): Promise<void> => insertPeopleRows(tx, people.map((person) => ({ dispatchId, ...person })))

/** A draft that is complete becomes the market's open proposal. @throws UniqueViolation `dispatches_one_open` when it has one: of two at once one is made */
export const publishDraft = async ({ q, t: { dispatches: d } }: Tx, id: string, round: number): Promise<void> => {
  await q.update(d).set({ state: 'proposed', round }).where(and(eq(d.id, id), eq(d.state, 'draft')))
}

/** A draft, or one that was dropped, that was begun before then; null where there is none. */
export const findDiscarded = async ({ q, t: { dispatches: d } }: Db, state: 'draft' | 'dropped', before: number): Promise<string | null> =>
  (await q.select({ id: d.id }).from(d).where(and(eq(d.state, state), lt(d.proposedAt, before))).limit(1))[0]?.id ?? null

/** Deletes some people of a draft or of one that was dropped; it itself once none is left, which is when it gives true. */
export const deleteDiscarded = async ({ q, t: { dispatches: d, dispatchJobs: j, dispatchPeople: p } }: Tx, id: string): Promise<boolean> => {
  const [discarded] = await q.select({ id: d.id }).from(d).where(and(eq(d.id, id), inArray(d.state, ['draft', 'dropped'])))
  if (discarded === undefined) return true
  const some = q.select({ personId: p.personId }).from(p).where(eq(p.dispatchId, id)).limit(atOnce)
  const deleted = await q.delete(p).where(and(eq(p.dispatchId, id), inArray(p.personId, some))).returning({ personId: p.personId })
  if (deleted.length > 0) return false
  await q.delete(j).where(eq(j.dispatchId, id))
  await q.delete(d).where(eq(d.id, id))
  return true
}

/** Whatever changes an open one begins with this: of two who saw the same version one is too late. */
export const nextVersion = async ({ q, t: { dispatches: d } }: Tx, id: string, version: number | null, changes: { state: 'confirmed'; confirmedAt: number } | { state: 'dropped' } | null): Promise<boolean> => {
  const changed = await q
    .update(d)
    .set({ version: sql`${d.version} + 1`, ...changes })
    .where(and(eq(d.id, id), eq(d.state, 'proposed'), version === null ? undefined : eq(d.version, version)))
    .returning({ id: d.id })
  return changed.length > 0
}

export const findJobOf = async ({ q, t: { dispatchJobs: j } }: Db, dispatchId: string, jobId: string) =>
  (await q.select({ places: j.places, taken: j.taken }).from(j).where(and(eq(j.dispatchId, dispatchId), eq(j.jobId, jobId))))[0] ?? null

/** Somebody in a proposal with everybody of their crew who is in it; empty when they are not. */
export const findGroup = async ({ q, t: { dispatchPeople: p } }: Db, dispatchId: string, personId: string) => {
  const people = () => q.select({ personId: p.personId, number: p.number, waitingSince: p.waitingSince, jobId: p.jobId, crewId: p.crewId }).from(p)
  const [one] = await people().where(and(eq(p.dispatchId, dispatchId), eq(p.personId, personId)))
  if (one === undefined) return []
  return one.crewId === null ? [one] : people().where(and(eq(p.dispatchId, dispatchId), eq(p.crewId, one.crewId))).orderBy(asc(p.number))
}

export const leavePlaces = async ({ q, t: { dispatchJobs: j } }: Tx, dispatchId: string, jobId: string, people: number): Promise<void> => {
  await q.update(j).set({ taken: sql`${j.taken} - ${people}` }).where(and(eq(j.dispatchId, dispatchId), eq(j.jobId, jobId)))
}

/** Takes so many places of a job at once, or none. */
export const enterPlaces = async ({ q, t: { dispatchJobs: j } }: Tx, dispatchId: string, jobId: string, people: number): Promise<boolean> => {
  const taken = await q
    .update(j)
    .set({ taken: sql`${j.taken} + ${people}` })
    .where(and(eq(j.dispatchId, dispatchId), eq(j.jobId, jobId), sql`${j.taken} + ${people} <= ${j.places}`))
    .returning({ jobId: j.jobId })
  return taken.length > 0
}

export const placePerson = async ({ q, t: { dispatchPeople: p } }: Tx, dispatchId: string, personId: string, place: { jobId: string; points: number; reasons: string[] } | null): Promise<void> => {
  const set = place === null ? { jobId: null, points: 0, reasons: [], unplaced: 'taken_off' as const } : { ...place, unplaced: null }
  await q.update(p).set(set).where(and(eq(p.dispatchId, dispatchId), eq(p.personId, personId)))
}

export const countPlaced = async ({ q, t: { dispatchPeople: p } }: Db, dispatchId: string): Promise<number> => q.$count(p, and(eq(p.dispatchId, dispatchId), isNotNull(p.jobId)))

/** Jobs of dispatches confirmed after `since` at which somebody still has to be asked, in the order of their ids; null for those without a job, who are told so. */
export const findToAsk = ({ q, t: { dispatches: d, dispatchPeople: p } }: Db, since: number, limit: number) =>
  q
    .select({ dispatchId: p.dispatchId, jobId: p.jobId, marketId: d.marketId, round: d.round, confirmedAt: d.confirmedAt, people: count() })
    .from(p)
    .innerJoin(d, eq(d.id, p.dispatchId))
    .where(and(eq(d.state, 'confirmed'), gt(d.confirmedAt, since), isNull(p.askedAt)))
    .groupBy(p.dispatchId, p.jobId, d.marketId, d.round, d.confirmedAt)
    .orderBy(p.jobId, p.dispatchId)
    .limit(limit)

/** Takes it on oneself to ask everybody at this job: of two servers one finds them, the other nobody. */
export const claimToAsk = async ({ q, t: { dispatchPeople: p } }: Tx, dispatchId: string, jobId: string, now: number): Promise<string[]> => {
  const rows = await q
    .update(p)
    .set({ askedAt: now })
    .where(and(eq(p.dispatchId, dispatchId), eq(p.jobId, jobId), isNull(p.askedAt)))
    .returning({ personId: p.personId, waitingSince: p.waitingSince })
  return rows.sort((one, other) => one.waitingSince - other.waitingSince || (one.personId < other.personId ? -1 : 1)).map(({ personId }) => personId)
}

/** Takes it on oneself to tell up to `limit` of those without a job: of two servers one finds them, the other nobody. */
export const claimToTell = ({ q, t: { dispatchPeople: p } }: Tx, dispatchId: string, now: number, limit: number): Promise<{ personId: string; unplaced: UnplacedReason | null }[]> => {
  const some = q.select({ personId: p.personId }).from(p).where(and(eq(p.dispatchId, dispatchId), isNull(p.jobId), isNull(p.askedAt))).limit(limit)
  return q
    .update(p)
    .set({ askedAt: now })
    .where(and(eq(p.dispatchId, dispatchId), isNull(p.jobId), isNull(p.askedAt), inArray(p.personId, some)))
    .returning({ personId: p.personId, unplaced: p.unplaced })
}

export const recordAsked = async ({ q, t: { dispatchPeople: p } }: Tx, dispatchId: string, personId: string, result: { applicationId: string } | { notAsked: NotAskedReason }): Promise<void> => {
  await q.update(p).set(result).where(and(eq(p.dispatchId, dispatchId), eq(p.personId, personId)))
}

/** The next people of a dispatch, with what became of their place, in the order of the key: any other would be sorted anew for each part. */
const selectPeople = prepared<PersonOf, { dispatchId: string; after: string }>(({ q, t }) => {
  const p = t.dispatchPeople
  return q
    .select({
      person: p, nameMasked: t.people.nameMasked, skillLevel: t.workers.skillLevel, crewName: t.crews.name,
      state: t.applications.state, offerUntil: t.applications.offerUntil,
    })
    .from(p)
    .innerJoin(t.people, eq(t.people.id, p.personId))
    .innerJoin(t.workers, eq(t.workers.personId, p.personId))
    .leftJoin(t.crews, eq(t.crews.id, p.crewId))
    .leftJoin(t.applications, eq(t.applications.id, p.applicationId))
    .where(and(eq(p.dispatchId, sql.placeholder('dispatchId')), gt(p.personId, sql.placeholder('after'))))
    .orderBy(asc(p.personId))
    .limit(atOnce)
})
type Row<Name extends keyof Tables> = Tables[Name]['$inferSelect']
export type PersonOf = {
  person: Row<'dispatchPeople'>
  nameMasked: Row<'people'>['nameMasked']
  skillLevel: Row<'workers'>['skillLevel']
  crewName: string | null
  state: ApplicationState | null
  offerUntil: number | null
}

/** @param after the last of those before */
export const somePeopleOf = (db: Db, dispatchId: string, after: string): Promise<PersonOf[]> => selectPeople(db, { dispatchId, after })

const selectTrades = preparedList<{ personId: string; trade: string }, string>(({ q, t: { workerTrades } }, ids) =>
  q.select({ personId: workerTrades.personId, trade: workerTrades.trade }).from(workerTrades).where(inArray(workerTrades.personId, ids)).orderBy(workerTrades.trade))
export const tradesOf = async (db: Db, personIds: readonly string[]): Promise<Map<string, string[]>> => {
  const found = new Map<string, string[]>()
  for (const { personId, trade } of await selectTrades(db, personIds, {})) {
    const trades = found.get(personId)
    if (trades === undefined) found.set(personId, [trade])
    else trades.push(trade)
  }
  return found
}

export const jobsOf = ({ q, t: { dispatchJobs: j } }: Db, dispatchId: string) => q.select({ jobId: j.jobId, places: j.places }).from(j).where(eq(j.dispatchId, dispatchId))

export type OtherWork = { personId: string; /** Being asked for it, and not promised yet. */ offered: boolean; startsAt: number; endsAt: number }

/** What else these people have said yes to or are being asked for, this job left out; null leaves out none. */
export const otherWorkOf = async ({ q, t: { applications: a } }: Db, personIds: readonly string[], jobId: string | null): Promise<OtherWork[]> => {
  const hours = (name: 'startsAt' | 'endsAt') => sql`${a.terms} ->> ${sql.raw(`'${name}'`)}`.mapWith(Number)
  const rows = await q
    .select({ personId: a.workerId, state: a.state, startsAt: hours('startsAt'), endsAt: hours('endsAt') })
    .from(a)
    .where(and(inArray(a.workerId, [...personIds]), inArray(a.state, ['offered', ...busyStates]), jobId === null ? undefined : ne(a.jobId, jobId)))
  return rows.map(({ state, ...row }) => ({ ...row, offered: state === 'offered' }))
}

/** When a job begins and ends. */
export const findJobHours = async ({ q, t: { jobs } }: Db, jobId: string): Promise<{ startsAt: number; endsAt: number }> => {
  const [row] = await q.select({ startsAt: jobs.startsAt, endsAt: jobs.endsAt }).from(jobs).where(eq(jobs.id, jobId))
  if (row === undefined) throw new Error('a job that people were dispatched to was not found')
  return row
}
