import { and, asc, count, eq, gt, inArray, lt, lte, max, ne, notInArray, sql } from 'drizzle-orm'
import type { Place } from '@market/shared/markets/markets.rules'
import { uuidv7 } from 'uuidv7'
import type { Db, Tx } from '../../store/store'
import { cellsAround } from './cells'

export type Posting = { jobId: string; eventSeq: number; places: number }

/**
 * A posting of which people are to be told from `dueAt` on. One that is there already grows by these places; when people are being
 * chosen for it at this moment, that counts as not done. An event handled again changes nothing.
 */
export const putPosting = async ({ q, t }: Tx, posting: Posting & { dueAt: number; at: number }): Promise<void> => {
  const { pushPostings } = t
  const { eventSeq, places, dueAt, at } = posting
  await q.insert(pushPostings).values(posting).onConflictDoUpdate({
    target: pushPostings.jobId,
    set: { eventSeq, at, places: sql`${pushPostings.places} + ${places}`, dueAt: sql`coalesce(${pushPostings.dueAt}, ${dueAt})`, claimedUntil: 0 },
    setWhere: lt(pushPostings.eventSeq, eventSeq),
  })
}

export const duePostings = async ({ q, t }: Db, now: number, limit: number): Promise<string[]> => {
  const { jobId, dueAt, claimedUntil } = t.pushPostings
  const rows = await q.select({ jobId }).from(t.pushPostings).where(and(lte(dueAt, now), lte(claimedUntil, now))).orderBy(dueAt).limit(limit)
  return rows.map((row) => row.jobId)
}

/** Takes these postings until then, as far as no other server has. */
export const claimPostings = ({ q, t }: Tx, jobIds: readonly string[], now: number, claimedUntil: number): Promise<Posting[]> => {
  const { pushPostings } = t
  return q.update(pushPostings).set({ claimedUntil }).where(and(inArray(pushPostings.jobId, [...jobIds]), lte(pushPostings.claimedUntil, now)))
    .returning({ jobId: pushPostings.jobId, eventSeq: pushPostings.eventSeq, places: pushPostings.places })
}

/** Ends what was claimed: done, or put off until the posting is for everybody. */
export const endPostings = async ({ q, t }: Tx, jobIds: readonly string[], claimedUntil: number, putOff: readonly { jobId: string; until: number }[]): Promise<void> => {
  const { pushPostings } = t
  const mine = eq(pushPostings.claimedUntil, claimedUntil)
  for (const { jobId, until } of putOff) await q.update(pushPostings).set({ dueAt: until, claimedUntil: 0 }).where(and(eq(pushPostings.jobId, jobId), mine))
  const later = new Set(putOff.map(({ jobId }) => jobId))
  const done = jobIds.filter((jobId) => !later.has(jobId))
  if (done.length > 0) await q.update(pushPostings).set({ dueAt: null, places: 0, claimedUntil: 0 }).where(and(inArray(pushPostings.jobId, done), mine))
}

/** Where a seeker was last seen, and when they were last told of a job. */
export type Seen = { place: Place; toldAt: number }

/**
 * Workers to consider around a place, those first whose turn is longest ago: of the job's own trade, then of the related ones,
 * and of one trade those in the nearest square of the map first. However many people there are, only the front of each index
 * range is read: two statements.
 * @param related nearest first
 * @returns by person
 */
export const findPool = async (db: Db, around: Place, { own, related }: { own: string; related: readonly string[] }, most: number): Promise<Map<string, Seen>> => {
  const cells = cellsAround(around)
  const pool = new Map<string, Seen>()
  for (const trades of [[own], related]) {
    const fronts = trades.flatMap((trade) => cells.map((cell) => ({ trade, cell })))
    const rows = await frontsOf(db, fronts, most - pool.size)
    for (const { trade, cell } of fronts) {
      for (const row of rows) {
        if (pool.size >= most) return pool
        if (row.trade === trade && row.cell === cell && !pool.has(row.personId)) pool.set(row.personId, { place: { lat: row.lat, lng: row.lng }, toldAt: row.toldAt })
      }
    }
  }
  return pool
}

/** Of each trade in each square those whose turn is longest ago, each range by itself so that none is sorted. */
const frontsOf = async ({ q, t: { pushSeekers } }: Db, fronts: readonly { trade: string; cell: number }[], most: number) => {
  const { personId, trade, cell, lat, lng, toldAt, turnAt } = pushSeekers
  const [first, ...others] = fronts.map((one) => {
    const front = q.select({ personId, trade, cell, lat, lng, toldAt, turnAt }).from(pushSeekers)
      .where(and(eq(cell, one.cell), eq(trade, one.trade))).orderBy(asc(turnAt), asc(personId)).limit(most).as('front')
    return q.select().from(front)
  })
  if (first === undefined || most <= 0) return []
  const rows = await (others.length === 0 ? first : others.reduce((all, next) => all.unionAll(next) as unknown as typeof first, first))
  return [...rows].sort((one, other) => one.turnAt - other.turnAt)
}

/** They have been considered: others are first next time. */
export const passTurn = async ({ q, t }: Tx, personIds: readonly string[], trades: readonly string[], now: number): Promise<void> => {
  if (personIds.length === 0) return
  await q.update(t.pushSeekers).set({ turnAt: now }).where(and(inArray(t.pushSeekers.personId, [...personIds]), inArray(t.pushSeekers.trade, [...trades])))
}

/** How full each one's day and waiting message are, and when the last was due; who got none is missing. */
export const findLoads = async ({ q, t }: Db, personIds: readonly string[], day: string, since: number) => {
  const { pushDays, pushMessages, pushTold } = t
  const some = [...personIds]
  const days = await q.select({ personId: pushDays.personId, told: pushDays.told }).from(pushDays).where(and(eq(pushDays.day, day), inArray(pushDays.personId, some)))
  const latest = await q.select({ personId: pushMessages.personId, at: max(pushMessages.dueAt) }).from(pushMessages)
    .where(and(inArray(pushMessages.personId, some), gt(pushMessages.createdAt, since), eq(pushMessages.template, 'new_job'), notInArray(pushMessages.state, ['waiting', 'dropped'])))
    .groupBy(pushMessages.personId)
  const waiting = await q.select({ personId: pushMessages.personId, jobs: count() }).from(pushMessages).innerJoin(pushTold, eq(pushTold.messageId, pushMessages.id))
    .where(and(inArray(pushMessages.personId, some), eq(pushMessages.state, 'waiting'))).groupBy(pushMessages.personId)
  return {
    toldToday: new Map(days.map(({ personId, told }) => [personId, told])),
    lastAt: new Map(latest.map(({ personId, at }) => [personId, at])),
    waitingJobs: new Map(waiting.map(({ personId, jobs }) => [personId, jobs])),
  }
}

/** Who of these has been told of which of these jobs: `person job`. */
export const findTold = async ({ q, t }: Db, personIds: readonly string[], jobIds: readonly string[]): Promise<Set<string>> => {
  const { pushTold } = t
  const rows = await q.select({ personId: pushTold.personId, jobId: pushTold.jobId }).from(pushTold)
    .where(and(inArray(pushTold.personId, [...personIds]), inArray(pushTold.jobId, [...jobIds])))
  return new Set(rows.map(({ personId, jobId }) => `${personId} ${jobId}`))
}

/** Who of these has or had to do with which of these jobs, whatever became of it: to them it is not new. `person job`. */
export const findApplied = async ({ q, t }: Db, personIds: readonly string[], jobIds: readonly string[]): Promise<Set<string>> => {
  const { workerId, jobId } = t.applications
  if (personIds.length === 0 || jobIds.length === 0) return new Set()
  const rows = await q.select({ workerId, jobId }).from(t.applications).where(and(inArray(jobId, [...jobIds]), inArray(workerId, [...personIds])))
  return new Set(rows.map((row) => `${row.workerId} ${row.jobId}`))
}

export type ChosenJob = { jobId: string; eventSeq: number; score: number }

/**
 * Notes jobs for a person in the one message that waits for them, which is made when there is none. A job they were told of
 * before is left out.
 */
export const addToMessage = async ({ q, t }: Tx, personId: string, jobs: readonly ChosenJob[], dueAt: number, now: number): Promise<void> => {
  const { pushMessages, pushTold } = t
  const grow = async (): Promise<string | undefined> =>
    (await q.update(pushMessages).set({ updatedAt: now, version: sql`${pushMessages.version} + 1` }).where(and(eq(pushMessages.personId, personId), eq(pushMessages.state, 'waiting'))).returning({ id: pushMessages.id }))[0]?.id
  const make = async (): Promise<string | undefined> =>
    (await q.insert(pushMessages).values({ id: uuidv7(), personId, template: 'new_job', state: 'waiting', dueAt, createdAt: now, updatedAt: now }).onConflictDoNothing().returning({ id: pushMessages.id }))[0]?.id
  // Another server may make it between the two.
  const messageId = (await grow()) ?? (await make()) ?? (await grow())
  if (messageId === undefined) return
  await q.insert(pushTold).values(jobs.map((job) => ({ ...job, personId, messageId, at: now }))).onConflictDoNothing()
  await q.update(t.pushSeekers).set({ toldAt: now }).where(and(eq(t.pushSeekers.personId, personId), ne(t.pushSeekers.toldAt, now)))
}
