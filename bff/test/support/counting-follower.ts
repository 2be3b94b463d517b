import { sql } from 'drizzle-orm'
import type { Follower } from '../../src/feed/feed'
import type { Store } from '../../src/store/store'

/** A follower that counts how often it saw each subject: 1 is right, 2 is a repetition that somebody could see. */
export function countingFollower(name: string): Follower {
  return {
    name,
    async on(event, { q, t: { counters } }) {
      await q.insert(counters).values({ name: `${name}:${event.subjectId}`, value: 1 })
        .onConflictDoUpdate({ target: counters.name, set: { value: sql`${counters.value} + 1` } })
    },
    async reset({ q, t: { counters } }) {
      await q.delete(counters).where(sql`${counters.name} like ${`${name}:%`}`)
    },
  }
}

/** What a counting follower has counted: subject → times. */
export async function countedBy(store: Store, name: string): Promise<Record<string, number>> {
  const rows = await store.read(({ q, t: { counters } }) =>
    q.select().from(counters).where(sql`${counters.name} like ${`${name}:%`}`).orderBy(counters.name))
  return Object.fromEntries(rows.map((row) => [row.name.slice(name.length + 1), row.value]))
}
