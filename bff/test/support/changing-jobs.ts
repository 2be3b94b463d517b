import { eq } from 'drizzle-orm'
import type { JobToMatch } from '@market/shared/match/facts'
import type { Store } from '../../src/store/store'

type Rates = { postedPerSecond: number; takenPerSecond: number }

/**
 * Posts jobs and takes places in others, so many in a second of the clock. What is posted is like a job that is there already, at another
 * place and for another pay.
 */
export function changingJobs(store: Store, clock: () => number, places: Iterator<JobToMatch>, { postedPerSecond, takenPerSecond }: Rates) {
  let ids: string[] = []
  let [seconds, posted, taken] = [0, 0, 0]
  return {
    changed: () => posted + taken,
    /** Everything that happens in so many seconds, at once. */
    pass: (more: number): Promise<void> => {
      seconds += more
      return store.write(async (tx) => {
        const { q, t } = tx
        if (ids.length === 0) ids = (await q.select({ id: t.jobs.id }).from(t.jobs).limit(20_000)).map(({ id }) => id)
        const at = clock()
        for (; posted < seconds * postedPerSecond; posted += 1) {
          const next = places.next()
          const [like] = await q.select().from(t.jobs).where(eq(t.jobs.id, ids[(posted * 7_919) % ids.length] ?? '')).limit(1)
          if (like === undefined || next.done === true) continue
          const { lat, lng, payFen, payUnit } = next.value
          const id = `0193eeee-0000-7000-8000-${String(posted).padStart(12, '0')}`
          await q.insert(t.jobs).values({ ...like, id, lat, lng, payFen, payUnit, postedAt: at, startsAt: at + 7_200_000, endsAt: at + 36_000_000, confirmedUntil: null })
          await tx.append({ kind: 'job.posted', subjectId: id, marketId: like.marketId, at, data: { employerId: like.employerId, trade: like.trade, headcount: like.headcount, startsAt: at + 7_200_000 } })
        }
        for (; taken < seconds * takenPerSecond; taken += 1) {
          const id = ids[(taken * 104_729) % ids.length] ?? ''
          const [job] = await q.update(t.jobs).set({ filled: 1, headcount: 9 }).where(eq(t.jobs.id, id)).returning({ employerId: t.jobs.employerId, startsAt: t.jobs.startsAt })
          if (job !== undefined) await tx.append({ kind: 'job.changed', subjectId: id, marketId: null, at, data: { ...job, version: 2 } })
        }
      })
    },
  }
}
