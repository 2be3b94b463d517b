import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { inScope, type Scope } from '../../store/scope'
import type { Db, Tx } from '../../store/store'

/** A scan in scope that somebody had to look at, with who made it. */
export const findSetAside = async ({ q, t: { scans, markets, people } }: Db, id: string, scope: Scope) => {
  const [row] = await q
    .select({ scan: scans, staffMasked: people.nameMasked, path: markets.path })
    .from(scans)
    .innerJoin(markets, eq(markets.id, scans.marketId))
    .innerJoin(people, eq(people.id, scans.staffId))
    .where(and(eq(scans.id, id), isNotNull(scans.review), inScope(markets.path, scope)))
  return row ?? null
}

export type SetAside = NonNullable<Awaited<ReturnType<typeof findSetAside>>>

/**
 * The path of a market, one transaction after another: on Postgres each of several scans set aside at once would otherwise find that
 * nothing waits yet.
 */
export const pathInTurn = async ({ q, t: { counters, markets } }: Tx, marketId: string): Promise<string> => {
  await q
    .insert(counters)
    .values({ name: `scans-to-review:${marketId}`, value: 1 })
    .onConflictDoUpdate({ target: counters.name, set: { value: sql`${counters.value} + 1` } })
  const [row] = await q.select({ path: markets.path }).from(markets).where(eq(markets.id, marketId))
  if (row === undefined) throw new Error('a scan of no market')
  return row.path
}

/** Whose arrival at a market somebody entered by hand and nobody has decided yet; of one application, or all. */
export const byHandWaiting = async ({ q, t: { cases, scans } }: Db, scopePath: string, applicationId?: string): Promise<string[]> => {
  const rows = await q
    .select({ applicationId: scans.applicationId })
    .from(cases)
    .innerJoin(scans, eq(scans.id, cases.subjectId))
    .where(and(eq(cases.scopePath, scopePath), eq(cases.kind, 'by_hand'), isNull(cases.closedAt), applicationId === undefined ? undefined : eq(scans.applicationId, applicationId)))
  return rows.flatMap((row) => (row.applicationId === null ? [] : [row.applicationId]))
}

/** The entries by hand of an application that made nobody arrive, decided or not, by the ids of their scans. */
export const entriesOf = async ({ q, t: { scans } }: Db, applicationId: string): Promise<string[]> =>
  (await q.select({ id: scans.id }).from(scans).where(and(eq(scans.applicationId, applicationId), eq(scans.result, 'entered')))).map(({ id }) => id)

/** The scans of one phone in scope that wait for a decision, oldest first. */
export const waitingOfPhone = async ({ q, t: { cases, scans, markets } }: Db, deviceId: string, scope: Scope): Promise<string[]> => {
  const rows = await q
    .select({ id: scans.id })
    .from(scans)
    .innerJoin(cases, and(eq(cases.subjectId, scans.id), eq(cases.kind, 'arrival'), isNull(cases.closedAt)))
    .innerJoin(markets, eq(markets.id, scans.marketId))
    .where(and(eq(scans.deviceId, deviceId), inScope(markets.path, scope)))
    .orderBy(scans.capturedAt, scans.id)
  return rows.map(({ id }) => id)
}
