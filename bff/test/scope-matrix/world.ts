import { staffRoles, type StaffRole } from '@market/shared/words/lists'
import { createTestApp, type TestApp, type TestPerson } from '../support/app'
import type { TestMarket } from '../support/market'

/** A market with everybody who may have a right there; the officer's is for the whole city. */
export type Place = TestMarket & {
  regionCode: '4103' | '4105'
  /** `/41/4103/` and the market's own path. */
  regionPath: string
  path: string
  people: Record<StaffRole, TestPerson>
  worker: TestPerson
  employer: TestPerson
}

/** Two markets in two cities, and people who have no right anywhere. */
export type World = {
  app: TestApp
  here: Place
  there: Place
  /** Officers of the whole province: the second confirms what the first proposed. */
  province: readonly [TestPerson, TestPerson]
  newcomer: TestPerson
  worker: TestPerson
  employer: TestPerson
  close(): Promise<void>
}

async function createPlace(app: TestApp, regionCode: Place['regionCode']): Promise<Place> {
  const market = await app.market({ regionCode })
  const regionPath = `/41/${regionCode}/`
  const people = {} as Record<StaffRole, TestPerson>
  for (const role of staffRoles) {
    people[role] = await app.person({ grants: [role === 'officer' ? { role, scopePath: regionPath } : { role, marketId: market.marketId }] })
  }
  return {
    ...market, regionCode, regionPath, path: `${regionPath}${market.marketId}/`, people,
    worker: await app.person({ worker: {} }),
    employer: await app.person({ employer: {} }),
  }
}

export async function createWorld(options?: Parameters<typeof createTestApp>[0]): Promise<World> {
  const app = await createTestApp(options)
  return {
    app,
    here: await createPlace(app, '4103'),
    there: await createPlace(app, '4105'),
    province: [await app.person({ grants: [{ role: 'officer', scopePath: '/41/' }] }), await app.person({ grants: [{ role: 'officer', scopePath: '/41/' }] })],
    newcomer: await app.person({ newcomer: true }),
    worker: await app.person({ worker: {} }),
    employer: await app.person({ employer: {} }),
    close: () => app.close(),
  }
}
