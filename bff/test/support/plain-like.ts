import { and, asc, eq, gt, like, lt, or } from 'drizzle-orm'
import type { Store } from '../../src/store/store'

/** The first open jobs that hold all words, as SQL alone finds them: what a bench of searching is measured beside. */
export const plainLike = (store: Store, words: readonly string[], now: number): Promise<{ id: string }[]> =>
  store.read(({ q, t: { jobs, employers, markets } }) =>
    q
      .select({ id: jobs.id })
      .from(jobs)
      .innerJoin(employers, eq(employers.personId, jobs.employerId))
      .innerJoin(markets, eq(markets.id, jobs.marketId))
      .where(and(
        eq(jobs.status, 'open'), gt(jobs.startsAt, now), lt(jobs.filled, jobs.headcount),
        ...words.map((word) => or(...[jobs.title, jobs.description, jobs.address, employers.name, markets.name].map((column) => like(column, `%${word}%`)))),
      ))
      .orderBy(asc(jobs.startsAt), asc(jobs.id))
      .limit(20))
