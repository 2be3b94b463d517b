import { sql } from 'drizzle-orm'
import type { Tables } from '../../src/store/schema'
import type { Store } from '../../src/store/store'

export type NewJob = Tables['jobs']['$inferInsert']

const jobsPerWrite = 5_000

/** Writes jobs in any number, all with the same columns: a statement is built once for thousands, which takes longer than to run it. */
export async function writeManyJobs(store: Store, jobs: Iterator<NewJob>): Promise<void> {
  let next = jobs.next()
  while (next.done !== true) {
    await store.write(async ({ q, t }) => {
      if (next.done === true) return
      const columns = Object.fromEntries(Object.keys(next.value).map((name) => [name, sql.placeholder(name)]))
      const insert = q.insert(t.jobs).values(columns as unknown as NewJob).prepare('many_jobs')
      for (let written = 0; written < jobsPerWrite && next.done !== true; written += 1) {
        await insert.execute({ ...next.value })
        next = jobs.next()
      }
    })
  }
}
