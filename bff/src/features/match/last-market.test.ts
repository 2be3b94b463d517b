import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { day, hour } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { byPoster, type TestMarket } from '../../../test/support/market'
import { heldLicences } from '../identity/held-licences'
import { lawful } from './lawful'
import { seekers } from './seekers'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const marketAt = async (lat: number): Promise<TestMarket> => {
  const market = await app.market()
  await app.store.write(({ q, t }) => q.update(t.markets).set({ lat }).where(eq(t.markets.id, market.marketId)))
  return { ...market, place: { ...market.place, lat } }
}
const checkIn = (person: TestPerson, { gateToken, place }: TestMarket) => person.call(checkInEndpoints.create, { body: byPoster(gateToken, place) })
const placeOf = async ({ personId }: TestPerson) => (await app.store.read((db) => seekers({ ...lawful({ vault: app.vault, licences: heldLicences }), licences: heldLicences })(db, [personId], app.clock.now(), 'applying'))).get(personId)?.seeker.place?.lat

test('somebody stands where they are now, also when they came back; whoever is nowhere, where they came to last', async () => {
  app.clock.set(monday0440)
  const [first, second] = [await marketAt(34.6), await marketAt(34.9)]
  const worker = await app.person({ worker: {} })
  expect(await placeOf(worker)).toBeUndefined()
  for (const [market, lat] of [[first, 34.6], [second, 34.9], [first, 34.6]] as const) {
    await checkIn(worker, market)
    expect(await placeOf(worker)).toBe(lat)
    app.clock.advance(hour)
  }
  app.clock.set(monday0440 + day)
  await checkIn(worker, second)
  await worker.call(checkInEndpoints.leave)
  expect(await placeOf(worker)).toBe(34.9)
})
