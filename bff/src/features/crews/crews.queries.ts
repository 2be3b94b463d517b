import { and, eq, gt, inArray, isNotNull, isNull, lt, ne, sql } from 'drizzle-orm'
import type { ApplicationState } from '@market/shared/journey'
import type { Db, Tx } from '../../store/store'

const selectCrews = ({ q, t }: Db) =>
  q
    .select({ id: t.crews.id, name: t.crews.name, leaderId: t.crews.leaderId, leaderMasked: t.people.nameMasked, size: t.crews.size, closedAt: t.crews.closedAt })
    .from(t.crews)
    .innerJoin(t.people, eq(t.people.id, t.crews.leaderId))

export type CrewRow = Awaited<ReturnType<typeof selectCrews>>[number]

export const findCrew = async (db: Db, crewId: string): Promise<CrewRow | null> => {
  const [row] = await selectCrews(db).where(eq(db.t.crews.id, crewId))
  return row ?? null
}

/** The crew somebody is in now; a leader is in their own. */
export const findCrewOf = async (db: Db, personId: string): Promise<CrewRow | null> => {
  const { crews, crewMembers } = db.t
  const [row] = await selectCrews(db)
    .innerJoin(crewMembers, eq(crewMembers.crewId, crews.id))
    .where(and(eq(crewMembers.personId, personId), isNull(crewMembers.leftAt), isNull(crews.closedAt)))
  return row ?? null
}

export const membersOf = async ({ q, t }: Db, crewId: string) =>
  q
    .select({ personId: t.crewMembers.personId, nameMasked: t.people.nameMasked, verifiedUntil: t.people.verifiedUntil, joinedAt: t.crewMembers.joinedAt })
    .from(t.crewMembers)
    .innerJoin(t.people, eq(t.people.id, t.crewMembers.personId))
    .where(and(eq(t.crewMembers.crewId, crewId), isNull(t.crewMembers.leftAt)))
    .orderBy(t.crewMembers.joinedAt, t.crewMembers.personId)

/** States of these people's applications for jobs that are not over at `now` (UTC ms). */
export const statesOf = async ({ q, t }: Db, personIds: readonly string[], now: number): Promise<Map<string, ApplicationState[]>> => {
  const rows = personIds.length === 0 ? [] : await q
    .select({ personId: t.applications.workerId, state: t.applications.state })
    .from(t.applications)
    .innerJoin(t.jobs, eq(t.jobs.id, t.applications.jobId))
    .where(and(inArray(t.applications.workerId, [...personIds]), gt(t.jobs.endsAt, now)))
  const states = new Map<string, ApplicationState[]>()
  for (const { personId, state } of rows) states.set(personId, [...(states.get(personId) ?? []), state])
  return states
}

export const insertCrew = async ({ q, t }: Tx, crew: { id: string; leaderId: string; name: string; createdAt: number }): Promise<boolean> => {
  const inserted = await q.insert(t.crews).values({ ...crew, size: 0 }).onConflictDoNothing().returning({ id: t.crews.id })
  return inserted.length === 1
}

export const insertCrewCode = async ({ q, t }: Tx, code: { token: string; crewId: string; createdAt: number }): Promise<void> => {
  await q.insert(t.codes).values({ token: code.token, kind: 'crew', targetId: code.crewId, createdAt: code.createdAt })
}

export const findCrewCode = async ({ q, t }: Db, crewId: string): Promise<string | null> => {
  const [row] = await q.select({ token: t.codes.token }).from(t.codes).where(and(eq(t.codes.kind, 'crew'), eq(t.codes.targetId, crewId)))
  return row?.token ?? null
}

/** Takes one of a crew's places. False when it is closed or has none left; on Postgres whoever takes one holds the crew until the write ends. */
export const takePlace = async ({ q, t }: Tx, crewId: string, most: number): Promise<boolean> => {
  const taken = await q
    .update(t.crews)
    .set({ size: sql`${t.crews.size} + 1` })
    .where(and(eq(t.crews.id, crewId), isNull(t.crews.closedAt), lt(t.crews.size, most)))
    .returning({ id: t.crews.id })
  return taken.length === 1
}

export const returnPlace = async ({ q, t }: Tx, crewId: string): Promise<void> => {
  await q.update(t.crews).set({ size: sql`${t.crews.size} - 1` }).where(eq(t.crews.id, crewId))
}

/**
 * Enters somebody, also again after they had left. False when they are in this crew already.
 * @throws UniqueViolation `crew_members_one_crew` when they are in another
 */
export const enter = async ({ q, t }: Tx, crewId: string, personId: string, now: number): Promise<boolean> => {
  const entered = await q
    .insert(t.crewMembers)
    .values({ crewId, personId, joinedAt: now })
    .onConflictDoUpdate({
      target: [t.crewMembers.crewId, t.crewMembers.personId],
      set: { joinedAt: now, leftAt: null },
      setWhere: isNotNull(t.crewMembers.leftAt),
    })
    .returning({ personId: t.crewMembers.personId })
  return entered.length === 1
}

/** False when they are not in it, or lead it: a leader closes the crew. */
export const leave = async ({ q, t }: Tx, crew: { id: string; leaderId: string }, personId: string, now: number): Promise<boolean> => {
  const left = await q
    .update(t.crewMembers)
    .set({ leftAt: now })
    .where(and(eq(t.crewMembers.crewId, crew.id), eq(t.crewMembers.personId, personId), ne(t.crewMembers.personId, crew.leaderId), isNull(t.crewMembers.leftAt)))
    .returning({ personId: t.crewMembers.personId })
  return left.length === 1
}

/** Ends a crew of this leader's. Null when it has ended already; else who was in it besides the leader. */
export const close = async ({ q, t }: Tx, crewId: string, leaderId: string, now: number): Promise<string[] | null> => {
  const closed = await q
    .update(t.crews)
    .set({ closedAt: now })
    .where(and(eq(t.crews.id, crewId), eq(t.crews.leaderId, leaderId), isNull(t.crews.closedAt)))
    .returning({ id: t.crews.id })
  if (closed.length === 0) return null
  const left = await q
    .update(t.crewMembers)
    .set({ leftAt: now })
    .where(and(eq(t.crewMembers.crewId, crewId), isNull(t.crewMembers.leftAt)))
    .returning({ personId: t.crewMembers.personId })
  return left.map(({ personId }) => personId).filter((personId) => personId !== leaderId)
}
