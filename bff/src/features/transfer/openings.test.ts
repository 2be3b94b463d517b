import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { transferEndpoints } from '@market/shared/transfer/transfer.contract'
import type { TradeCode } from '@market/shared/words/lists'
import { hour } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { apply } from '../../../test/support/journey'
import { byPoster, type TestMarket } from '../../../test/support/market'
import { idNumber } from '../../../test/support/people'
import { newValley, type Valley } from '../../../test/support/valley'

const [loader, warehouse, guard, driver, courier, cook] = ['4-02-05-01', '4-02-06-01', '4-07-05-01', '4-02-02-02', '4-02-07-08', '4-03-02-05'] as const satisfies readonly TradeCode[]

describe('whether a place elsewhere fits somebody', () => {
  let app: TestApp
  let here: TestMarket
  let there: TestMarket
  let valley: Valley

  beforeAll(async () => {
    app = await createTestApp()
  })
  beforeEach(async () => {
    app.clock.set(monday0440)
    valley = newValley(app, await app.person({ employer: {} }))
    here = await valley.marketAt(0)
    there = await valley.marketAt(9_000)
  })
  afterAll(() => app.close())

  const somebody = async (trades: TradeCode[], facts: { idNumber?: string } = {}): Promise<TestPerson> => {
    const person = await app.person({ worker: { trades, wishedPayFen: 26_000 }, ...facts })
    await person.call(checkInEndpoints.create, { body: byPoster(here.gateToken, here.place) })
    return person
  }
  const jobsFor = async (person: TestPerson) => (await person.call(transferEndpoints.options, { query: {} })).options.flatMap(({ jobs }) => jobs)

  it('a trade related by the published rules fits as well, and the reason says so; others do not', async () => {
    const related = await valley.jobAt(there, 9_000, { trade: warehouse })
    await valley.jobAt(there, 9_000, { trade: cook })
    const worker = await somebody([loader])
    const found = await jobsFor(worker)
    expect(found).toMatchObject([{ id: related.id, trade: warehouse }])
    expect(found[0]?.reasons[0]).toBe('您会装卸搬运，仓库相近')
    expect(await worker.call(transferEndpoints.create, { body: { toMarketId: there.marketId, jobId: related.id } })).toMatchObject({ state: 'moving', job: { id: related.id } })
  })

  it('related one way is not related the other way', async () => {
    await valley.jobAt(there, 9_000, { trade: driver })
    expect(await jobsFor(await somebody([loader]))).toEqual([])
    expect(await jobsFor(await somebody([courier]))).toEqual([])
    expect(await jobsFor(await somebody([driver]))).toHaveLength(1)
  })

  it('the best by the published score stands first, in a market and among the markets, whatever pays most', async () => {
    const other = await valley.marketAt(20_000)
    const near = await valley.jobAt(there, 9_000, { payFen: 26_000 })
    const related = await valley.jobAt(there, 9_000, { trade: warehouse, payFen: 26_500 })
    const far = await valley.jobAt(other, 29_000, { payFen: 27_000 })
    const { options } = await (await somebody([loader])).call(transferEndpoints.options, { query: {} })
    expect(options.map(({ market, bestDayPayFen, jobs }) => [market.id, bestDayPayFen, jobs.map(({ id }) => id)])).toEqual([
      [there.marketId, 26_500, [near.id, related.id]],
      [other.marketId, 27_000, [far.id]],
    ])
  })

  it('what the law closes to minors is neither offered to one nor given to one', async () => {
    const guarding = await valley.jobAt(there, 9_000, { trade: guard })
    const minor = await somebody([guard, loader], { idNumber: idNumber(2009) })
    expect(await jobsFor(minor)).toEqual([])
    expect(await jobsFor(await somebody([guard]))).toHaveLength(1)
    const open = await valley.jobAt(there, 9_000)
    expect(await jobsFor(minor)).toMatchObject([{ id: open.id }])
    expect(await minor.refused(transferEndpoints.create, { body: { toMarketId: there.marketId, jobId: guarding.id } })).toMatchObject({ status: 403, code: 'adults_only' })
    expect((await minor.call(transferEndpoints.current)).moving).toBeNull()
  })

  it('a related trade in hours that are promised is not offered', async () => {
    await valley.jobAt(there, 9_000, { trade: warehouse })
    const worker = await somebody([loader])
    expect(await jobsFor(worker)).toHaveLength(1)
    await apply(worker, (await valley.jobAt(await valley.marketAt(1_000), 1_000, { startsAt: monday0440 + 3 * hour, endsAt: monday0440 + 6 * hour, breakMinutes: 0 })).id)
    expect(await jobsFor(worker)).toEqual([])
  })
})
