import { and, eq, inArray, lt } from 'drizzle-orm'
import type { Tx } from '../../store/store'

/** Each deletes a bounded part and tells how much it was; `most` when more may be left. */

export const forgetMessages = async ({ q, t }: Tx, before: number, most: number): Promise<number> => {
  const { id, createdAt } = t.pushMessages
  const old = q.select({ id }).from(t.pushMessages).where(lt(createdAt, before)).limit(most)
  return (await q.delete(t.pushMessages).where(inArray(id, old)).returning({ id })).length
}

export const forgetPostings = async ({ q, t }: Tx, before: number, most: number): Promise<number> => {
  const { jobId, at } = t.pushPostings
  const old = q.select({ jobId }).from(t.pushPostings).where(lt(at, before)).limit(most)
  return (await q.delete(t.pushPostings).where(inArray(jobId, old)).returning({ jobId })).length
}

/** By message: a person's jobs of one message are of one age. */
export const forgetTold = async ({ q, t }: Tx, before: number, most: number): Promise<number> => {
  const { messageId, at } = t.pushTold
  const old = q.selectDistinct({ messageId }).from(t.pushTold).where(lt(at, before)).limit(most)
  const gone = await q.delete(t.pushTold).where(inArray(messageId, old)).returning({ messageId })
  return new Set(gone.map((row) => row.messageId)).size
}

export const forgetDays = async ({ q, t }: Tx, beforeDay: string, most: number): Promise<number> => {
  const { day, personId } = t.pushDays
  const [oldest] = await q.select({ day }).from(t.pushDays).where(lt(day, beforeDay)).orderBy(day).limit(1)
  if (oldest === undefined) return 0
  const people = q.select({ personId }).from(t.pushDays).where(eq(day, oldest.day)).limit(most)
  await q.delete(t.pushDays).where(and(eq(day, oldest.day), inArray(personId, people)))
  // Another day may be left.
  return most
}

/** Who has not been seen anywhere for long is told of nothing any more. */
export const forgetSeekers = async ({ q, t }: Tx, before: number, most: number): Promise<number> => {
  const { personId, seenAt } = t.pushSeekers
  const old = q.selectDistinct({ personId }).from(t.pushSeekers).where(lt(seenAt, before)).limit(most)
  const gone = await q.delete(t.pushSeekers).where(inArray(personId, old)).returning({ personId })
  return new Set(gone.map((row) => row.personId)).size
}
