import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm'
import type { PushTemplate } from '@market/shared/push/push.rules'
import { uuidv7 } from 'uuidv7'
import type { PushState } from '../../store/schema/push'
import type { Db, Tx } from '../../store/store'

const selectMessages = ({ q, t }: Db) =>
  q
    .select({
      id: t.pushMessages.id, personId: t.pushMessages.personId, template: t.pushMessages.template, applicationId: t.pushMessages.applicationId,
      state: t.pushMessages.state, dueAt: t.pushMessages.dueAt, attempts: t.pushMessages.attempts, version: t.pushMessages.version,
    })
    .from(t.pushMessages)

export type Message = Awaited<ReturnType<typeof selectMessages>>[number]

/** What is due in one of these states, the longest due first. */
export const dueMessages = (db: Db, states: readonly PushState[], now: number, limit: number): Promise<Message[]> => {
  const { state, dueAt } = db.t.pushMessages
  return selectMessages(db).where(and(inArray(state, [...states]), lte(dueAt, now))).orderBy(asc(dueAt)).limit(limit)
}

/** What a message becomes; false when another server has moved it meanwhile, or it has grown since it was read. */
export const moveMessage = async (
  { q, t }: Tx,
  { id, state, dueAt, attempts, version }: Pick<Message, 'id' | 'state' | 'dueAt' | 'attempts' | 'version'>,
  to: { state: PushState; dueAt?: number; attempts?: number; errcode?: number | null },
  now: number,
): Promise<boolean> => {
  const { pushMessages } = t
  const moved = await q.update(pushMessages).set({ ...to, updatedAt: now })
    .where(and(eq(pushMessages.id, id), eq(pushMessages.state, state), eq(pushMessages.dueAt, dueAt), eq(pushMessages.attempts, attempts), eq(pushMessages.version, version)))
    .returning({ id: pushMessages.id })
  return moved.length > 0
}

/** A message about an offered place, sent as soon as may be; for one event it is there once. */
export const putOffer = async ({ q, t }: Tx, offer: { personId: string; applicationId: string; eventSeq: number; at: number }): Promise<void> => {
  const { at, ...rest } = offer
  await q.insert(t.pushMessages).values({ ...rest, id: uuidv7(), template: 'offer', state: 'ready', dueAt: at, createdAt: at, updatedAt: at }).onConflictDoNothing()
}

export type ToldJob = { messageId: string; jobId: string; eventSeq: number; score: number }

/** The jobs these messages are about. */
export const jobsOfMessages = async ({ q, t }: Db, messageIds: readonly string[]): Promise<ToldJob[]> => {
  const { messageId, jobId, eventSeq, score } = t.pushTold
  return messageIds.length === 0 ? [] : q.select({ messageId, jobId, eventSeq, score }).from(t.pushTold).where(inArray(messageId, [...messageIds]))
}

/** Counts one more for the person's day, if so many are allowed; two servers at once never count beyond it. */
export const takeDay = async ({ q, t }: Tx, personId: string, day: string, most: number): Promise<boolean> => {
  const { pushDays } = t
  await q.insert(pushDays).values({ personId, day, told: 0 }).onConflictDoNothing()
  const taken = await q.update(pushDays).set({ told: sql`${pushDays.told} + 1` })
    .where(and(eq(pushDays.day, day), eq(pushDays.personId, personId), sql`${pushDays.told} < ${most}`))
    .returning({ told: pushDays.told })
  return taken.length > 0
}

/** How many messages of each template these people still let through: `person template`. */
export const findConsents = async ({ q, t }: Db, personIds: readonly string[]): Promise<Map<string, number>> => {
  const rows = personIds.length === 0 ? [] : await q.select().from(t.pushConsents).where(inArray(t.pushConsents.personId, [...personIds]))
  return new Map(rows.map(({ personId, template, left }) => [consentKey(personId, template), left]))
}
export const consentKey = (personId: string, template: PushTemplate): string => `${personId} ${template}`

/** How WeChat knows these people: read to send, and kept nowhere else. */
export const findOpenids = async ({ q, t }: Db, personIds: readonly string[]): Promise<Map<string, string>> => {
  const rows = personIds.length === 0 ? [] : await q.select({ id: t.people.id, openid: t.people.openid }).from(t.people).where(inArray(t.people.id, [...personIds]))
  return new Map(rows.flatMap(({ id, openid }) => (openid === null ? [] : [[id, openid] as const])))
}

/** Offers that still stand: by application, the job and until when it is held. */
export const findOffers = async ({ q, t }: Db, applicationIds: readonly string[], now: number): Promise<Map<string, { jobId: string; until: number }>> => {
  const { id, jobId, state, offerUntil } = t.applications
  const rows = applicationIds.length === 0 ? [] : await q.select({ id, jobId, offerUntil }).from(t.applications).where(and(inArray(id, [...applicationIds]), eq(state, 'offered')))
  return new Map(rows.flatMap((row) => (row.offerUntil === null || row.offerUntil <= now ? [] : [[row.id, { jobId: row.jobId, until: row.offerUntil }] as const])))
}
