import { and, eq, inArray, notExists, sql } from 'drizzle-orm'
import { applicationStates, isBusy } from '@market/shared/journey'
import { isPresent } from '../../store/presence'
import type { Db } from '../../store/store'

/** What could be dispatched, counted without reading a crowd. */

type Hours = { startsAt: number; endsAt: number }

const busyStates = applicationStates.filter(isBusy)

const isAsked = ({ q, t }: Db) =>
  q.select({ id: t.applications.id }).from(t.applications).where(and(eq(t.applications.workerId, t.checkIns.personId), eq(t.applications.state, 'offered')))

/** How many workers are in a market now and are not being asked about a place. */
export const countUnasked = async (db: Db, marketId: string, now: number): Promise<number> => {
  const { q, t: { checkIns, workers } } = db
  const [row] = await q
    .select({ people: sql<number>`count(*)`.mapWith(Number) })
    .from(checkIns)
    .innerJoin(workers, eq(workers.personId, checkIns.personId))
    .where(and(eq(checkIns.marketId, marketId), isPresent(checkIns, now), notExists(isAsked(db))))
  return row?.people ?? 0
}

/** The hours that those of them who have work have promised. */
export const hoursPromised = async (db: Db, marketId: string, now: number): Promise<Map<string, Hours[]>> => {
  const { q, t } = db
  const rows = await q
    .select({ personId: t.applications.workerId, terms: t.applications.terms })
    .from(t.checkIns)
    .innerJoin(t.workers, eq(t.workers.personId, t.checkIns.personId))
    .innerJoin(t.applications, and(eq(t.applications.workerId, t.checkIns.personId), inArray(t.applications.state, busyStates)))
    .where(and(eq(t.checkIns.marketId, marketId), isPresent(t.checkIns, now), notExists(isAsked(db))))
  const promised = new Map<string, Hours[]>()
  for (const { personId, terms } of rows) promised.set(personId, [...(promised.get(personId) ?? []), terms])
  return promised
}

/** Hours and free places of these jobs. */
export const freePlacesOf = ({ q, t: { jobs } }: Db, jobIds: readonly string[]): Promise<(Hours & { places: number })[]> =>
  q.select({ startsAt: jobs.startsAt, endsAt: jobs.endsAt, places: sql<number>`${jobs.headcount} - ${jobs.filled}`.mapWith(Number) }).from(jobs).where(inArray(jobs.id, [...jobIds]))
