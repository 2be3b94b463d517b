import { eq } from 'drizzle-orm'
import { marketDefaults } from '@market/shared/markets/market-defaults'
import { marketsEndpoints } from '@market/shared/markets/markets.contract'
import { expect } from 'vitest'
import type { EntriesOf } from '../entry'
import type { Place, World } from '../world'

let made = 0
const specialty = (): string => `建${'甲乙丙丁戊己庚辛壬癸'.charAt(Math.floor(made / 10) % 10)}${'甲乙丙丁戊己庚辛壬癸'.charAt(made++ % 10)}`

/** Another market in the city of a place: a test that closes it takes nothing from the others. */
const another = async ({ regionCode }: Place, { app }: World) => (await app.market({ regionCode })).marketId

const closed = async (place: Place, { app }: World): Promise<string> => {
  const marketId = await another(place, { app } as World)
  await place.people.officer.call(marketsEndpoints.close, { params: { marketId }, body: { reason: '搬到新的地方' } })
  return marketId
}

/** An agency whose standing was checked. */
async function agency({ app }: World): Promise<{ creditCode: string }> {
  const { personId } = await app.person({ employer: { kind: 'agency' } })
  const creditCode = '91350100M000100Y43'
  await app.store.write(async ({ q, t }) => {
    await q.update(t.employers).set({ creditCode }).where(eq(t.employers.personId, personId))
  })
  return { creditCode }
}

export const markets: EntriesOf<'markets'> = {
  'markets.create': {
    about: 'one thing',
    request: async ({ regionCode }) => ({
      body: {
        kind: 'specialised', regionCode, name: `${regionCode === '4103' ? '洛阳' : '安阳'}市${specialty()}零工市场`, trades: ['6-29-01-01'], address: '西苑路 8 号', lat: 34.66, lng: 112.39,
        hotline: '0379-12333', complaintPhone: '12345',
      },
    }),
  },
  'markets.edit': {
    about: 'one thing',
    request: async ({ marketId }, _role, { app }) => {
      const { market, fenceMetres, safeCapacity, version } = await app.stranger.call(marketsEndpoints.get, { params: { marketId } })
      const { address, lat, lng, opensAt, closesAt, hotline, complaintPhone } = market
      return { params: { marketId }, body: { version, address, lat, lng, opensAt, closesAt, hotline, complaintPhone, fenceMetres, safeCapacity, profile: marketDefaults('comprehensive', []).profile } }
    },
  },
  'markets.close': { about: 'one thing', request: async (place, _role, world) => ({ params: { marketId: await another(place, world) }, body: { reason: '搬到新的地方' } }) },
  'markets.reopen': { about: 'one thing', request: async (place, _role, world) => ({ params: { marketId: await closed(place, world) } }) },
  'markets.entrust': {
    about: 'one thing',
    request: async (place, _role, world) => ({ params: { marketId: await another(place, world) }, body: await agency(world) }),
  },
  'markets.end_operator': {
    about: 'one thing',
    request: async (place, _role, world) => {
      const marketId = await another(place, world)
      await place.people.officer.call(marketsEndpoints.entrust, { params: { marketId }, body: await agency(world) })
      return { params: { marketId } }
    },
  },
  'markets.managed': { about: 'a list', put: async ({ marketId }) => marketId, request: { query: {} } },
  'markets.coverage': {
    about: 'one thing',
    request: async ({ regionCode }) => ({ query: { region: regionCode } }),
    // Where there is a market is no secret.
    elsewhere: ({ status }) => expect(status).toBe(200),
  },
}
