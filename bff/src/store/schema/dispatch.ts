import type { DispatchState, NotAskedReason, UnplacedReason } from '@market/shared/dispatch/dispatch.rules'
import { sql } from 'drizzle-orm'
import type { Columns } from '../columns'
import type { Desk } from './desk'
import type { Journey } from './journey'
import type { People } from './people'
import type { Places } from './places'

/** Who was proposed to go where, and what came of it. */
export function dispatchTables(c: Columns, { markets }: Places, { people, workers }: People, { jobs, applications }: Journey, { crews }: Desk) {
  const dispatches = c.table('dispatches', {
    id: c.id().primaryKey(),
    marketId: c.id().notNull().references(() => markets.id),
    round: c.integer().notNull(),
    /** 'draft': still being written down, in many small writes; nobody sees it. */
    state: c.text<DispatchState | 'draft'>().notNull(),
    /** Grows with every change, so that two of staff do not move the same people without knowing it. */
    version: c.integer().notNull().default(1),
    /** People who were in the market, free or not. */
    present: c.integer().notNull(),
    proposedBy: c.id().notNull().references(() => people.id),
    proposedAt: c.instant().notNull(),
    confirmedAt: c.instant(),
  }, (t) => [
    c.uniqueIndex('dispatches_one_open').on(t.marketId).where(sql`${t.state} = 'proposed'`),
    c.index('dispatches_market').on(t.marketId, t.confirmedAt),
    c.index('dispatches_confirmed').on(t.state, t.confirmedAt),
  ])

  const dispatchJobs = c.table('dispatch_jobs', {
    dispatchId: c.id().notNull().references(() => dispatches.id),
    jobId: c.id().notNull().references(() => jobs.id),
    /** Places that were free. */
    places: c.integer().notNull(),
    taken: c.integer().notNull(),
  }, (t) => [
    c.primaryKey({ columns: [t.dispatchId, t.jobId] }),
    c.check('dispatch_jobs_places', sql`${t.taken} >= 0 and ${t.taken} <= ${t.places}`),
  ])

  /** Everybody who was free. */
  const dispatchPeople = c.table('dispatch_people', {
    dispatchId: c.id().notNull().references(() => dispatches.id),
    personId: c.id().notNull().references(() => workers.personId),
    number: c.integer().notNull(),
    waitingSince: c.instant().notNull(),
    crewId: c.id().references(() => crews.id),
    jobId: c.id().references(() => jobs.id),
    /** How well person and job fit, 0 without one. */
    points: c.integer().notNull(),
    /** Why they fit, in words; nothing about the person. */
    reasons: c.json<string[]>().notNull(),
    /** Null for whoever has a job. */
    unplaced: c.text<UnplacedReason>(),
    /** When a place was offered, it was found that none could be, or whoever has no job was told so. */
    askedAt: c.instant(),
    applicationId: c.id().references(() => applications.id),
    notAsked: c.text<NotAskedReason>(),
  }, (t) => [
    c.primaryKey({ columns: [t.dispatchId, t.personId] }),
    c.index('dispatch_people_job').on(t.dispatchId, t.jobId),
    /** Looked at every few seconds, and nearly empty. */
    c.index('dispatch_people_to_ask').on(t.dispatchId, t.jobId).where(sql`${t.askedAt} is null`),
    c.check('dispatch_people_placed', sql`(${t.jobId} is null) <> (${t.unplaced} is null)`),
  ])

  return { dispatches, dispatchJobs, dispatchPeople }
}
