import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm'
import { isGranted } from '../../store/scope'
import type { Db } from '../../store/store'

/** Demo people of one role who can be entered, in the order they were made. */
export const findDemoWorkers = async ({ q, t }: Db, limit: number) => {
  const people = await q
    .select({ personId: t.people.id, nameMasked: t.people.nameMasked, wishedPayFen: t.workers.wishedPayFen, wishedPayUnit: t.workers.wishedPayUnit, verifiedUntil: t.people.verifiedUntil })
    .from(t.people)
    .innerJoin(t.workers, eq(t.workers.personId, t.people.id))
    .where(and(eq(t.people.demo, true), isNotNull(t.people.openid)))
    .orderBy(asc(t.people.id))
    .limit(limit)
  return Promise.all(people.map(async (person) => ({ ...person, trades: await findTrades({ q, t }, person.personId) })))
}

const findTrades = async ({ q, t }: Db, personId: string): Promise<string[]> => {
  const rows = await q.select({ trade: t.workerTrades.trade }).from(t.workerTrades).where(eq(t.workerTrades.personId, personId)).orderBy(t.workerTrades.trade)
  return rows.map(({ trade }) => trade)
}

export const findDemoEmployers = ({ q, t }: Db, limit: number) =>
  q
    .select({ personId: t.people.id, nameMasked: t.people.nameMasked, kind: t.employers.kind, name: t.employers.name, verifiedUntil: t.employers.verifiedUntil })
    .from(t.people)
    .innerJoin(t.employers, eq(t.employers.personId, t.people.id))
    .where(and(eq(t.people.demo, true), isNotNull(t.people.openid)))
    .orderBy(asc(t.people.id))
    .limit(limit)

/** Those who were granted a right, the longest ago first, with the name of the market or region it is for. */
export const findDemoOfficials = ({ q, t }: Db, now: number) =>
  q
    .select({ personId: t.people.id, nameMasked: t.people.nameMasked, role: t.grants.role, marketName: t.markets.name, regionName: t.regions.name })
    .from(t.people)
    .innerJoin(t.grants, and(eq(t.grants.personId, t.people.id), isGranted(t.grants, now)))
    .leftJoin(t.markets, eq(t.markets.id, t.grants.marketId))
    .leftJoin(t.regions, eq(t.regions.path, t.grants.scopePath))
    .where(and(eq(t.people.demo, true), isNotNull(t.people.openid)))
    .orderBy(asc(t.grants.fromAt), asc(t.people.id))

/** WeChat's name of a demo person; null for anybody else. */
export const findDemoOpenid = async ({ q, t }: Db, personId: string): Promise<string | null> => {
  const [person] = await q
    .select({ openid: t.people.openid })
    .from(t.people)
    .where(and(eq(t.people.id, personId), eq(t.people.demo, true)))
  return person?.openid ?? null
}

/** What is printed at the demo market's first gate. */
export const findDemoGateToken = async ({ q, t }: Db): Promise<string | null> => {
  const [code] = await q
    .select({ token: t.codes.token })
    .from(t.codes)
    .innerJoin(t.gates, eq(t.gates.id, t.codes.targetId))
    .innerJoin(t.markets, eq(t.markets.id, t.gates.marketId))
    .where(and(eq(t.codes.kind, 'gate'), eq(t.markets.demo, true), isNull(t.codes.revokedAt), isNull(t.gates.revokedAt)))
    .orderBy(asc(t.gates.id), asc(t.codes.createdAt))
    .limit(1)
  return code?.token ?? null
}
