import { eq } from 'drizzle-orm'
import type { JobDetail, JobDraft } from '@market/shared/jobs/jobs.contract'
import type { TestApp, TestPerson } from './app'
import { post, unloading } from './journey'
import type { TestMarket } from './market'

let valleys = 0

export type Valley = ReturnType<typeof newValley>

/** A valley far from everything, so that a test knows who is within reach: its markets and jobs lie so many metres north of its end. */
export function newValley(app: TestApp, employer: TestPerson) {
  valleys += 1
  const lng = -valleys * 2
  const placeAt = (metres: number) => ({ lat: metres / 111_195, lng })
  return {
    async marketAt(metres: number): Promise<TestMarket> {
      const market = await app.market()
      await app.store.write(async ({ q, t }) => {
        await q.update(t.markets).set(placeAt(metres)).where(eq(t.markets.id, market.marketId))
      })
      return { ...market, place: placeAt(metres) }
    },
    async jobAt({ marketId }: TestMarket, metres: number, changes: Partial<JobDraft> = {}): Promise<JobDetail> {
      const job = await post(employer, unloading(marketId, changes))
      // A posting may not lie anywhere: it is moved afterwards.
      await app.store.write(async ({ q, t }) => {
        await q.update(t.jobs).set(placeAt(metres)).where(eq(t.jobs.id, job.id))
      })
      return job
    },
  }
}
