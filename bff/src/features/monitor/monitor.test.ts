import { casesEndpoints } from '@market/shared/cases/cases.contract'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { monitorEndpoints, type Overview } from '@market/shared/monitor/monitor.contract'
import { day, hour, marketDay } from '@market/shared/words/time'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app'
import { apply, post, unloading } from '../../../test/support/journey'
import { byPoster } from '../../../test/support/market'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const overviewOf = async (person: Awaited<ReturnType<TestApp['person']>>) => {
  await app.feed.caughtUp()
  return person.call(monitorEndpoints.overview)
}

test('a manager sees the day of their market, an officer that of all below them, and each no other', async () => {
  const officer = await app.person({ grants: [{ role: 'officer', scopePath: '/41/' }] })
  const city = await app.person({ grants: [{ role: 'officer', scopePath: '/41/4105/' }] })
  const before = { province: await overviewOf(officer), city: await overviewOf(city) }
  const luoyang = await app.market()
  const anyang = await app.market({ regionCode: '4105' })
  for (const place of [luoyang, luoyang, anyang]) await (await app.person({ worker: {} })).call(checkInEndpoints.create, { body: byPoster(place.gateToken) })

  const manager = await overviewOf(await app.person({ grants: [{ role: 'manager', marketId: luoyang.marketId }] }))
  expect(manager).toMatchObject({ day: '2026-11-23', marketCount: 1, today: { checkedIn: 2 }, usual: null })
  expect(manager.markets.map(({ marketId }) => marketId)).toEqual([luoyang.marketId])

  const grown = (now: Overview, then: Overview) => [now.marketCount - then.marketCount, now.today.checkedIn - then.today.checkedIn]
  expect(grown(await overviewOf(officer), before.province)).toEqual([2, 3])
  expect(grown(await overviewOf(city), before.city)).toEqual([1, 1])
})

test('today is held against an average day of the two weeks before', async () => {
  const { marketId } = await app.market()
  const manager = await app.person({ grants: [{ role: 'manager', marketId }] })
  const ago = (days: number): string => marketDay(app.clock.now() - days * day)
  await app.store.write(async ({ q, t }) => {
    await q.insert(t.marketDays).values([
      { marketId, day: ago(1), checkedIn: 100 },
      { marketId, day: ago(2), checkedIn: 110 },
      { marketId, day: ago(14), checkedIn: 120 },
      { marketId, day: ago(15), checkedIn: 9_000 },
      { marketId, day: ago(0), checkedIn: 50 },
    ])
  })
  expect(await overviewOf(manager)).toMatchObject({ today: { checkedIn: 50 }, usual: { checkedIn: 110 } })
})

test('a trade is short when more people are wanted than are in the market', async () => {
  const { marketId, gateToken } = await app.market()
  const manager = await app.person({ grants: [{ role: 'manager', marketId }] })
  const trade = '4-02-05-01'
  const employer = await app.person({ employer: {} })
  const times = { startsAt: app.clock.now() + hour, endsAt: app.clock.now() + 9 * hour }
  const job = await post(employer, unloading(marketId, { trade, headcount: 3, ...times }))
  const worker = await app.person({ worker: { trades: [trade] } })
  await worker.call(checkInEndpoints.create, { body: byPoster(gateToken) })
  expect(await overviewOf(manager)).toMatchObject({ openPlaces: 3, shortages: [{ trade, places: 3, present: 1 }] })

  for (let present = 0; present < 2; present += 1) {
    const other = await app.person({ worker: { trades: [trade] } })
    await other.call(checkInEndpoints.create, { body: byPoster(gateToken) })
  }
  expect(await overviewOf(manager)).toMatchObject({ openPlaces: 3, shortages: [] })
  await apply(worker, job.id)
  expect(await overviewOf(manager)).toMatchObject({ openPlaces: 2, shortages: [] })
})

test('a market where something is late comes first, also when nobody has come there', async () => {
  const quiet = await app.market({ regionCode: '4105' })
  const busy = await app.market({ regionCode: '4105' })
  await (await app.person({ worker: {} })).call(checkInEndpoints.create, { body: byPoster(busy.gateToken) })
  const scopePath = `/41/4105/${quiet.marketId}/`
  const dueAt = app.clock.now() - 1
  await app.store.write(async ({ q, t }) => {
    await q.insert(t.cases).values([
      { id: uuidv7(), kind: 'posting', subjectId: uuidv7(), marketId: quiet.marketId, scopePath, openedAt: dueAt - hour, dueAt },
      { id: uuidv7(), kind: 'posting', subjectId: uuidv7(), marketId: quiet.marketId, scopePath, openedAt: dueAt, dueAt: dueAt + hour },
      { id: uuidv7(), kind: 'posting', subjectId: uuidv7(), marketId: quiet.marketId, scopePath, openedAt: dueAt - hour, dueAt, closedAt: dueAt },
    ])
  })
  const officer = await app.person({ grants: [{ role: 'officer', scopePath: '/41/4105/' }] })
  const { markets } = await overviewOf(officer)
  expect(markets[0]).toMatchObject({ marketId: quiet.marketId, openCases: 2, overdueCases: 1, figures: { checkedIn: 0 } })
  const manager = await app.person({ grants: [{ role: 'manager', marketId: quiet.marketId }] })
  expect((await manager.call(casesEndpoints.queue, { query: {} })).overdue).toBe(1)
})

test('whoever stands at the desk, looks for work or hires has no overview', async () => {
  const { marketId } = await app.market()
  for (const facts of [{ staffOf: marketId }, { worker: {} }, { employer: {} }]) {
    expect(await (await app.person(facts)).refused(monitorEndpoints.overview)).toMatchObject({ status: 403, code: 'forbidden' })
  }
})

test('the overview names nobody', async () => {
  const { marketId, gateToken } = await app.market()
  await (await app.person({ name: '乔大山', phone: '15400000019', worker: {} })).call(checkInEndpoints.create, { body: byPoster(gateToken) })
  const manager = await app.person({ grants: [{ role: 'manager', marketId }] })
  await app.feed.caughtUp()
  const { text } = await manager.raw(monitorEndpoints.overview)
  expect(text).not.toMatch(/乔|15400000019|personId/)
})
