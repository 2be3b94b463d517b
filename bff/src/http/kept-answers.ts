import { lt, sql } from 'drizzle-orm'
import { day, hour } from '@market/shared/words/time'
import type { Chore } from '../feed/chores'
import type { Store, Tx } from '../store/store'

/** How long the answer of an act is kept for whoever repeats it: a phone that was off over a holiday still hears what became of it. */
export const answersKeptFor = 7 * day
/** Rows deleted in one write. */
const batch = 1_000

/** @returns how many, at most `most` */
const forgetAnswers = async ({ q, t: { idempotencyResults: results } }: Tx, before: number, most: number): Promise<number> => {
  const { personId, key } = results
  const old = q.select({ personId, key }).from(results).where(lt(results.createdAt, before)).limit(most)
  return (await q.delete(results).where(sql`(${personId}, ${key}) in ${old}`).returning({ key })).length
}

/** Deletes answers that nobody repeats any more; the same key is a new act from then on. */
export const answersRetention = ({ store }: { store: Store }): Chore => ({
  name: 'answers-retention',
  everyMs: hour,
  async run(now) {
    while ((await store.write((tx) => forgetAnswers(tx, now - answersKeptFor, batch))) === batch);
  },
})
