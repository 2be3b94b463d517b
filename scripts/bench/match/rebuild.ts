import { openJobs } from '@market/bff/features/match/open-jobs'
import { line, short } from '../figures'
import { makeDatabase } from './database'
import { now } from './province'

const jobCount = 1_000_000

/** The whole index from a SQLite database, as at the start of a process; and how long others waited meanwhile. */
export async function rebuild(): Promise<void> {
  const database = await makeDatabase(jobCount, 1)
  const open = openJobs({ store: database.store, clock: { now: () => now }, forget: () => undefined })
  let longest = 0
  let last = performance.now()
  const heart = setInterval(() => {
    const at = performance.now()
    longest = Math.max(longest, at - last)
    last = at
  }, 1)
  const began = performance.now()
  open.projection.start({ error: (problem, message) => console.error(message, problem) })
  const index = await open.current(now)
  const took = performance.now() - began
  clearInterval(heart)
  line('jobs, seconds from the start to the first answer', `${index.size}, ${short(took / 1_000)}`)
  line('the longest that others waited meanwhile, ms', short(longest))
  await open.projection.stop()
  await database.remove()
}
