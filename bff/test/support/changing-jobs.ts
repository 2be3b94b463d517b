import { eq } from 'drizzle-orm'
import type { JobToMatch } from '@market/shared/match/facts'
import type { Store } from '../../src/store/store'

/** How often what is due by the clock is written, ms. */
const every = 20
type Rates = { postedPerSecond: number; takenPerSecond: number; times: () => number }

/**
 * Posts jobs and takes places in others while something is measured, so many in a second, `times` over where a clock goes faster.
 * What is posted is like a job that is there already, at another place and for another pay.
 */
export function changingJobs(store: Store, clock: () => number, places: Iterator<JobToMatch>, { postedPerSecond, takenPerSecond, times }: Rates) {
  let [lately, seconds] = [performance.now(), 0]
  let ids: string[] = []
  let [posted, taken] = [0, 0]
  let writing = false
  const write = async (): Promise<void> => {
    const now = performance.now()
    seconds += ((now - lately) / 1_000) * times()
    lately = now
    const toPost = Math.min(50, Math.floor(seconds * postedPerSecond) - posted)
    const toTake = Math.min(50, Math.floor(seconds * takenPerSecond) - taken)
    await store.write(async (tx) => {
      const { q, t } = tx
      if (ids.length === 0) ids = (await q.select({ id: t.jobs.id }).from(t.jobs).limit(20_000)).map(({ id }) => id)
      const at = clock()
      for (let number = 0; number < toPost; number += 1) {
        const next = places.next()
        const [like] = await q.select().from(t.jobs).where(eq(t.jobs.id, ids[(posted * 7_919) % ids.length] ?? '')).limit(1)
        if (like === undefined || next.done === true) continue
        const { lat, lng, payFen, payUnit } = next.value
        const id = `0193eeee-0000-7000-8000-${String(posted).padStart(12, '0')}`
        await q.insert(t.jobs).values({ ...like, id, lat, lng, payFen, payUnit, postedAt: at, startsAt: at + 7_200_000, endsAt: at + 36_000_000, confirmedUntil: null })
        await tx.append({ kind: 'job.posted', subjectId: id, marketId: like.marketId, at, data: { employerId: like.employerId, trade: like.trade, headcount: like.headcount, startsAt: at + 7_200_000 } })
        posted += 1
      }
      for (let number = 0; number < toTake; number += 1) {
        const id = ids[(taken * 104_729) % ids.length] ?? ''
        const [job] = await q.update(t.jobs).set({ filled: 1, headcount: 9 }).where(eq(t.jobs.id, id)).returning({ employerId: t.jobs.employerId, startsAt: t.jobs.startsAt })
        if (job !== undefined) await tx.append({ kind: 'job.changed', subjectId: id, marketId: null, at, data: { ...job, version: 2 } })
        taken += 1
      }
    })
  }
  const timer = setInterval(() => {
    if (writing) return
    writing = true
    void write().finally(() => { writing = false })
  }, every)
  return {
    changed: () => posted + taken,
    stop: () => clearInterval(timer),
  }
}
