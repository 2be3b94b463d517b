import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { minute } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { apply, post, unloading } from '../../../test/support/journey'
import type { TestMarket } from '../../../test/support/market'
import { newsOf, pushed, seenAt } from '../../../test/support/push'

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
