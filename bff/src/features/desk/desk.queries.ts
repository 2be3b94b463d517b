import { and, desc, eq, gt, gte, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import { applicationStates, holdsPlace } from '@market/shared/journey'
import type { Tables } from '../../store/schema'
import type { Db, Tx } from '../../store/store'

/** The market at whose desk somebody works. */
export const findDeskMarket = async ({ q, t }: Db, marketId: string) => {
  const { id, name, path, opensAt, closesAt, hotline } = t.markets
  const [row] = await q.select({ marketId: id, name, path, opensAt, closesAt, hotline }).from(t.markets).where(eq(id, marketId))
  return row ?? null
}
export type DeskMarket = NonNullable<Awaited<ReturnType<typeof findDeskMarket>>>

/** Who has this ID number, under whichever of the keys in use, with the name it was registered under. */
export const findByIdNumber = async ({ q, t }: Db, indexes: readonly string[]) => {
  const [row] = await q
    .select({ personId: t.people.id, nameSealed: t.people.nameSealed, verifiedUntil: t.people.verifiedUntil, workerId: t.workers.personId })
    .from(t.people)
    .leftJoin(t.workers, eq(t.workers.personId, t.people.id))
    .where(inArray(t.people.idNumberIndex, [...indexes]))
  return row ?? null
}

/** Whose slip this is, and whether it still counts. */
export const findSlip = async ({ q, t }: Db, token: string) => {
  const [row] = await q
    .select({ personId: t.codes.targetId, revokedAt: t.codes.revokedAt })
    .from(t.codes)
    .where(and(eq(t.codes.token, token), eq(t.codes.kind, 'person')))
  return row ?? null
}

/** The code of this person's slip that counts now; the latest, should two desks have printed one at the same moment. */
export const findLivingSlip = async ({ q, t }: Db, personId: string) => {
  const [row] = await q
    .select({ token: t.codes.token, issuedAt: t.codes.createdAt })
    .from(t.codes)
    .where(and(eq(t.codes.kind, 'person'), eq(t.codes.targetId, personId), isNull(t.codes.revokedAt)))
    .orderBy(desc(t.codes.createdAt), desc(t.codes.token))
    .limit(1)
  return row ?? null
}

export const insertSlip = async ({ q, t }: Tx, slip: { token: string; personId: string; createdAt: number }): Promise<void> => {
  await q.insert(t.codes).values({ token: slip.token, kind: 'person', targetId: slip.personId, createdAt: slip.createdAt })
}

/** Takes every slip of this person out of use. False when none was in use. */
export const revokeSlips = async ({ q, t }: Tx, personId: string, now: number): Promise<boolean> => {
  const revoked = await q
    .update(t.codes)
    .set({ revokedAt: now })
    .where(and(eq(t.codes.kind, 'person'), eq(t.codes.targetId, personId), isNull(t.codes.revokedAt)))
    .returning({ token: t.codes.token })
  return revoked.length > 0
}

/** A person with the check-in of one market and day. */
export const findStanding = async ({ q, t }: Db, personId: string, marketId: string, day: string) => {
  const [row] = await q
    .select({
      personId: t.people.id,
      openid: t.people.openid,
      nameMasked: t.people.nameMasked,
      phoneMasked: t.people.phoneMasked,
      verifiedUntil: t.people.verifiedUntil,
      workerId: t.workers.personId,
      number: t.checkIns.number,
      day: t.checkIns.day,
      at: t.checkIns.at,
      assurance: t.checkIns.assurance,
    })
    .from(t.people)
    .leftJoin(t.workers, eq(t.workers.personId, t.people.id))
    .leftJoin(t.checkIns, and(eq(t.checkIns.personId, t.people.id), eq(t.checkIns.marketId, marketId), eq(t.checkIns.day, day)))
    .where(eq(t.people.id, personId))
  return row ?? null
}

export const tradesOf = async ({ q, t }: Db, personId: string): Promise<string[]> => {
  const rows = await q.select({ trade: t.workerTrades.trade }).from(t.workerTrades).where(eq(t.workerTrades.personId, personId)).orderBy(t.workerTrades.trade)
  return rows.map(({ trade }) => trade)
}

const standing = applicationStates.filter(holdsPlace)

/** What somebody is to do at one market within a day (UTC ms), soonest first. */
export const workOfDay = async ({ q, t }: Db, personId: string, marketId: string, from: number, to: number) =>
  q
    .select({
      applicationId: t.applications.id,
      terms: t.applications.terms,
      state: t.applications.state,
      arrivedAt: t.applications.arrivedAt,
    })
    .from(t.applications)
    .innerJoin(t.jobs, eq(t.jobs.id, t.applications.jobId))
    .where(and(
      eq(t.applications.workerId, personId),
      eq(t.jobs.marketId, marketId),
      gte(t.jobs.startsAt, from),
      lt(t.jobs.startsAt, to),
      inArray(t.applications.state, standing),
    ))
    .orderBy(t.jobs.startsAt, t.applications.id)

/** Places of one market that are held for somebody at `now`, whose clock runs out first. */
export const offersOf = async ({ q, t }: Db, personId: string, marketId: string, now: number) => {
  const { id, terms, jobVersion, offerUntil, workerId, state } = t.applications
  const rows = await q
    .select({ applicationId: id, terms, jobVersion, until: offerUntil })
    .from(t.applications)
    .innerJoin(t.jobs, eq(t.jobs.id, t.applications.jobId))
    .where(and(eq(workerId, personId), eq(state, 'offered'), gt(offerUntil, now), eq(t.jobs.marketId, marketId)))
    .orderBy(offerUntil, id)
  return rows.map(({ applicationId, jobVersion: version, until, terms: { title, address, startsAt, endsAt, payFen, payUnit } }) => ({
    applicationId, jobVersion: version, jobTitle: title, address, startsAt, endsAt, payFen, payUnit, until: until ?? now,
  }))
}

/** Whether somebody is of this desk: checked in at its market on this day, or registered before its staff. */
export const isOfDesk = async ({ q, t }: Db, personId: string, marketId: string, day: string): Promise<boolean> => {
  const [row] = await q
    .select({ personId: t.people.id })
    .from(t.people)
    .leftJoin(t.checkIns, and(eq(t.checkIns.personId, t.people.id), eq(t.checkIns.marketId, marketId), eq(t.checkIns.day, day)))
    .leftJoin(t.deskRegistrations, and(eq(t.deskRegistrations.personId, t.people.id), eq(t.deskRegistrations.marketId, marketId)))
    .where(and(eq(t.people.id, personId), or(sql`${t.checkIns.id} is not null`, sql`${t.deskRegistrations.personId} is not null`)))
  return row !== undefined
}

/** @throws UniqueViolation `people_id_number` when another desk was quicker */
export const insertPerson = async ({ q, t }: Tx, person: Tables['people']['$inferInsert']): Promise<void> => {
  await q.insert(t.people).values(person)
}

/** False when they are a worker already. */
export const insertWorker = async ({ q, t }: Tx, worker: Tables['workers']['$inferInsert'], trades: readonly string[]): Promise<boolean> => {
  const inserted = await q.insert(t.workers).values(worker).onConflictDoNothing().returning({ personId: t.workers.personId })
  if (inserted.length === 0) return false
  await q.insert(t.workerTrades).values(trades.map((trade) => ({ personId: worker.personId, trade })))
  return true
}

export const noteRegistration = async ({ q, t }: Tx, registration: { personId: string; marketId: string; registeredBy: string; at: number }): Promise<void> => {
  await q.insert(t.deskRegistrations).values(registration).onConflictDoNothing()
}

/** For whom this member of staff asked for a copy of an agreement since an instant (UTC ms); null when they did not. */
export const copyAskedFor = async ({ q, t }: Db, { actorId, agreementId, since }: { actorId: string; agreementId: string; since: number }): Promise<string | null> => {
  const [row] = await q
    .select({ personId: t.auditEntries.aboutPersonId })
    .from(t.auditEntries)
    .where(and(eq(t.auditEntries.actorId, actorId), eq(t.auditEntries.action, 'desk.copy_agreement'), eq(t.auditEntries.subjectId, agreementId), gte(t.auditEntries.at, since)))
    .orderBy(desc(t.auditEntries.at))
    .limit(1)
  return row?.personId ?? null
}
