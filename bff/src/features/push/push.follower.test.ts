import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { consent } from '@market/shared/register/consent'
import { registerEndpoints } from '@market/shared/register/register.contract'
import type { TradeCode } from '@market/shared/words/lists'
import { minute } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { apply, post, unloading } from '../../../test/support/journey'
import { byPoster, type TestMarket } from '../../../test/support/market'
import { idNumber } from '../../../test/support/people'
import { newsOf, pushed, seenAt } from '../../../test/support/push'

const [loader, guard] = ['4-02-05-01', '4-07-05-01'] as const satisfies readonly TradeCode[]

let app: TestApp
let market: TestMarket
let employer: TestPerson
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.clock.set(monday0440)
  market = await app.market()
  employer = await app.person({ employer: {} })
  await app.store.write(({ q, t }) => q.delete(t.pushSeekers))
})

const isTold = async (person: TestPerson): Promise<boolean> => (await newsOf(app, person)).length > 0
/** A job of which nobody was told: there was nobody yet. */
const oldJob = async (changes = {}) => {
  const job = await post(employer, unloading(market.marketId, changes))
  await pushed(app)
  return job
}
const stepsBack = async (person: TestPerson, applicationId: string): Promise<void> => {
  await person.call(applyEndpoints.withdraw, { params: { applicationId } })
  await pushed(app)
  app.clock.advance(minute)
  await pushed(app)
}

describe('a place that came free', () => {
  test('is told to others, and not to whoever gave it back, nor to anybody who had one before', async () => {
    const { id } = await oldJob({ headcount: 2 })
    const [first, before, other] = [await seenAt(app, market), await seenAt(app, market), await seenAt(app, market)]
    const earlier = await apply(before, id)
    const application = await apply(first, id)
    await employer.call(applyEndpoints.decline, { params: { applicationId: earlier.id }, body: { reason: '已经找到人了' } })
    await stepsBack(first, application.id)
    expect(await Promise.all([first, before, other].map(isTold))).toEqual([false, false, true])
  })

  test('is none where somebody leaves the queue', async () => {
    const { id } = await oldJob({ headcount: 1, hiring: 'employer_chooses' })
    const [waits, other] = [await seenAt(app, market), await seenAt(app, market)]
    const application = await apply(waits, id)
    expect(application.state).toBe('queued')
    await stepsBack(waits, application.id)
    expect(await isTold(other)).toBe(false)
  })
})

describe('where somebody is', () => {
  const farAway = { lat: 35.2, lng: 112.45 }
  const farMarket = async (): Promise<TestMarket> => {
    const far = await app.market()
    await app.store.write(({ q, t }) => q.update(t.markets).set(farAway).where(eq(t.markets.id, far.marketId)))
    return { ...far, place: farAway }
  }
  const checkIn = async (person: TestPerson, { gateToken, place }: TestMarket): Promise<void> => {
    await person.call(checkInEndpoints.create, { body: byPoster(gateToken, place) })
    await pushed(app)
  }

  test('follows them when they come back to where they had been', async () => {
    const worker = await seenAt(app, market)
    app.clock.advance(minute)
    await checkIn(worker, await farMarket())
    app.clock.advance(minute)
    await checkIn(worker, market)
    await post(employer, unloading(market.marketId))
    expect(await isTold(worker)).toBe(true)
  })

  test('and what they do follows as well: of a trade they have just taken up they are told, of one they gave up no more', async () => {
    const number = idNumber()
    const worker = await seenAt(app, market, { idNumber: number, worker: { trades: [guard] } })
    await pushed(app)
    await worker.call(registerEndpoints.worker, { body: { name: '王建国', idNumber: number, phone: '13800005678', trades: [loader], skillLevel: 'junior', wishedPayFen: 23_000, wishedPayUnit: 'day', consent: consent.version } })
    await pushed(app)
    const job = await post(employer, unloading(market.marketId))
    expect((await newsOf(app, worker)).map(({ jobId }) => jobId)).toEqual([job.id])
    app.clock.advance(15 * minute)
    await post(employer, unloading(market.marketId, { trade: guard, title: '夜班保安' }))
    expect(await newsOf(app, worker)).toHaveLength(1)
  })
})
