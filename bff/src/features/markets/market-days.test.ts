import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { arriveEndpoints } from '@market/shared/arrive/arrive.contract'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { settleEndpoints } from '@market/shared/settle/settle.contract'
import { day } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { apply, arrive, hired, post, unloading } from '../../../test/support/journey'
import { phoneKey } from '../../../test/support/work-pass'
import { byPoster, type TestMarket } from '../../../test/support/market'

let app: TestApp
let market: TestMarket
let other: TestMarket
let employer: TestPerson

beforeAll(async () => {
  app = await createTestApp()
  market = await app.market()
  other = await app.market()
  employer = await app.person({ employer: {} })
})
afterAll(() => app.close())

const figures = async () => {
  await app.feed.caughtUp()
  const rows = await app.store.read(({ q, t }) => q.select().from(t.marketDays))
  return rows.sort((one, two) => one.day.localeCompare(two.day) || one.marketId.localeCompare(two.marketId))
}

describe('the figures of a market’s day', () => {
  test('count each fact on its own day and in its own market, with the wages that were received', async () => {
    const staff = await app.person({ staffOf: market.marketId })
    const workers = [await app.person({ worker: {} }), await app.person({ worker: {} }), await app.person({ worker: {} })] as const
    for (const worker of workers) await worker.call(checkInEndpoints.create, { body: byPoster(market.gateToken) })
    // Scanned twice: still one person.
    await workers[0].call(checkInEndpoints.create, { body: byPoster(market.gateToken) })
    const job = await post(employer, unloading(market.marketId))
    const [first, second] = [await hired(workers[0], employer, job.id), await hired(workers[1], employer, job.id)]
    const third = await apply(workers[2], job.id)
    await workers[2].call(applyEndpoints.withdraw, { params: { applicationId: third.id } })
    await arrive(workers[0], staff, first.id, app.clock.now())
    await arrive(workers[1], staff, second.id, app.clock.now())
    await apply(workers[2], (await post(employer, unloading(other.marketId))).id)

    app.clock.advance(day)
    const params = { applicationId: first.id }
    await employer.call(settleEndpoints.propose, { params, body: { minutes: 480, amountFen: 26_000, note: '' } })
    await workers[0].call(settleEndpoints.agree, { params, body: { minutes: 480, amountFen: 26_000 } })
    await employer.call(settleEndpoints.pay, { params, body: { how: 'cash' } })
    await workers[0].call(settleEndpoints.confirmPayment, { params })
    await workers[0].refused(arriveEndpoints.workPass, { params, body: { deviceKey: phoneKey(workers[0].personId).publicKey } })

    const none = { checkedIn: 0, applied: 0, signed: 0, arrived: 0, settled: 0, wagesFen: 0 }
    expect(await figures()).toEqual([
      ...[
        { ...none, marketId: market.marketId, day: '2026-11-23', checkedIn: 3, applied: 3, signed: 2, arrived: 2 },
        { ...none, marketId: other.marketId, day: '2026-11-23', applied: 1 },
      ].sort((one, two) => one.marketId.localeCompare(two.marketId)),
      { ...none, marketId: market.marketId, day: '2026-11-24', settled: 1, wagesFen: 26_000 },
    ])
    expect(app.clock.now()).toBe(monday0440 + day)
  })

  test('built again from the events they are the same, also after somebody changed them', async () => {
    const before = await figures()
    expect(before.length).toBeGreaterThan(0)
    await app.store.write(async ({ q, t }) => {
      await q.update(t.marketDays).set({ arrived: 999 })
    })
    await app.feed.rebuild('market-days')
    expect(await figures()).toEqual(before)
  })
})
