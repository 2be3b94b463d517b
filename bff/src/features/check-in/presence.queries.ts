import { and, asc, count, eq, exists, gt, inArray, isNull, or, sql } from 'drizzle-orm'
import type { SkillLevel } from '@market/shared/words/lists'
import { applicationStates, isBusy } from '@market/shared/journey'
import { isPresent, waitingSince } from '../../store/presence'
import { inScope, type Scope } from '../../store/scope'
import type { Db } from '../../store/store'

const columns = ({ t: { markets } }: Db) => ({ id: markets.id, name: markets.name, path: markets.path, safeCapacity: markets.safeCapacity })
export type PresenceMarket = { id: string; name: string; path: string; safeCapacity: number | null }

export const findMarket = async (db: Db, marketId: string): Promise<PresenceMarket | null> => {
  const { q, t } = db
  const [row] = await q.select(columns(db)).from(t.markets).where(eq(t.markets.id, marketId))
  return row ?? null
}

export const findMarketInScope = async (db: Db, marketId: string, scope: Scope): Promise<PresenceMarket | null> => {
  const { q, t } = db
  const [row] = await q.select(columns(db)).from(t.markets).where(and(eq(t.markets.id, marketId), inScope(t.markets.path, scope)))
  return row ?? null
}

export const countPeople = ({ q, t }: Db, marketId: string, now: number): Promise<number> =>
  q.$count(t.checkIns, and(eq(t.checkIns.marketId, marketId), isPresent(t.checkIns, now)))

/** People in a market now by trade and skill; somebody with two trades counts in both. */
export const countByTradeAndLevel = ({ q, t }: Db, marketId: string, now: number): Promise<{ trade: string; level: SkillLevel; people: number }[]> =>
  q
    .select({ trade: t.workerTrades.trade, level: t.workers.skillLevel, people: count() })
    .from(t.checkIns)
    .innerJoin(t.workers, eq(t.workers.personId, t.checkIns.personId))
    .innerJoin(t.workerTrades, eq(t.workerTrades.personId, t.checkIns.personId))
    .where(and(eq(t.checkIns.marketId, marketId), isPresent(t.checkIns, now)))
    .groupBy(t.workerTrades.trade, t.workers.skillLevel)

export type PeopleWanted = { marketId: string; personId?: string; number?: number; trade?: string; after?: { since: number; id: string }; limit: number; now: number }

/** One page of the people in a market, who waits longest first. */
export const listPresent = (db: Db, { marketId, personId, number, trade, after, limit, now }: PeopleWanted) => {
  const { q, t } = db
  const since = waitingSince(t.checkIns)
  return q
    .select({
      checkInId: t.checkIns.id,
      personId: t.checkIns.personId,
      number: t.checkIns.number,
      assurance: t.checkIns.assurance,
      at: t.checkIns.at,
      waitingSince: since,
      nameMasked: t.people.nameMasked,
      verifiedUntil: t.people.verifiedUntil,
      skillLevel: t.workers.skillLevel,
    })
    .from(t.checkIns)
    .innerJoin(t.people, eq(t.people.id, t.checkIns.personId))
    .innerJoin(t.workers, eq(t.workers.personId, t.checkIns.personId))
    .where(and(
      eq(t.checkIns.marketId, marketId),
      isPresent(t.checkIns, now),
      personId === undefined ? undefined : eq(t.checkIns.personId, personId),
      number === undefined ? undefined : eq(t.checkIns.number, number),
      trade === undefined ? undefined : exists(q.select({ trade: t.workerTrades.trade }).from(t.workerTrades).where(and(eq(t.workerTrades.personId, t.checkIns.personId), eq(t.workerTrades.trade, trade)))),
      after === undefined ? undefined : or(sql`${since} > ${after.since}`, and(sql`${since} = ${after.since}`, gt(t.checkIns.id, after.id))),
    ))
    .orderBy(asc(since), asc(t.checkIns.id))
    .limit(limit)
}

export const tradesOf = async ({ q, t }: Db, personIds: readonly string[]): Promise<Map<string, string[]>> => {
  const rows = personIds.length === 0 ? [] : await q.select().from(t.workerTrades).where(inArray(t.workerTrades.personId, [...personIds])).orderBy(t.workerTrades.trade)
  const found = new Map<string, string[]>()
  for (const { personId, trade } of rows) found.set(personId, [...(found.get(personId) ?? []), trade])
  return found
}

export const crewNamesOf = async ({ q, t }: Db, personIds: readonly string[]): Promise<Map<string, string>> => {
  const rows = personIds.length === 0 ? [] : await q
    .select({ personId: t.crewMembers.personId, name: t.crews.name })
    .from(t.crewMembers)
    .innerJoin(t.crews, eq(t.crews.id, t.crewMembers.crewId))
    .where(and(inArray(t.crewMembers.personId, [...personIds]), isNull(t.crewMembers.leftAt), isNull(t.crews.closedAt)))
  return new Map(rows.map(({ personId, name }) => [personId, name]))
}

/** What somebody is about to take: in the queue, offered, applied for or signed, and not over. */
const ahead = ['queued', 'offered', ...applicationStates.filter(isBusy)] as const

/** Of each of these people the application nearest to its start. */
export const workAheadOf = async ({ q, t }: Db, personIds: readonly string[], now: number) => {
  const rows = personIds.length === 0 ? [] : await q
    .select({ personId: t.applications.workerId, state: t.applications.state, title: t.jobs.title, startsAt: t.jobs.startsAt })
    .from(t.applications)
    .innerJoin(t.jobs, eq(t.jobs.id, t.applications.jobId))
    .where(and(inArray(t.applications.workerId, [...personIds]), inArray(t.applications.state, [...ahead]), gt(t.jobs.endsAt, now)))
    .orderBy(t.jobs.startsAt, t.applications.id)
  const found = new Map<string, Omit<(typeof rows)[number], 'personId'>>()
  for (const { personId, ...work } of rows) if (!found.has(personId)) found.set(personId, work)
  return found
}
