import type { Place } from '@market/shared/markets/markets.rules'
import { uuidv7 } from 'uuidv7'
import { makePrintedToken } from '../../src/features/scan/codes'
import type { Store } from '../../src/store/store'
import { testKeys } from './config'

export interface TestMarket {
  marketId: string
  gateId: string
  gateToken: string
  /** Its point on the map. */
  place: Place
}

/** Where markets of the tests stand, until one is moved. */
const usualPlace: Place = { lat: 34.62, lng: 112.45 }

/** What a phone sends that has scanned a printed code at the gate. */
export const byPoster = (code: string, place = usualPlace) => ({ code, place })

let made = 0

/** A market in Luoyang with one gate, under tier-2 minimum wages; a new one on every call. */
export async function createMarket(store: Store, changes: { opensAt?: string; closesAt?: string; regionCode?: '4103' | '4105' } = {}): Promise<TestMarket> {
  const market = { marketId: uuidv7(), gateId: uuidv7(), gateToken: makePrintedToken('gate', testKeys.code), place: usualPlace }
  const number = ++made
  const regionCode = changes.regionCode ?? '4103'
  await store.write(async ({ q, t }) => {
    await q
      .insert(t.regions)
      .values([
        { code: '41', parentCode: null, kind: 'province', name: '河南省', path: '/41/', wageTier: null },
        { code: '4103', parentCode: '41', kind: 'city', name: '洛阳市', path: '/41/4103/', wageTier: 2 },
        { code: '4105', parentCode: '41', kind: 'city', name: '安阳市', path: '/41/4105/', wageTier: 2 },
      ])
      .onConflictDoNothing()
    const since = Date.parse('2024-01-01T00:00:00+08:00')
    await q
      .insert(t.minimumWages)
      .values([
        { regionTier: 1, effectiveFrom: since, monthlyFen: 210_000, hourlyFen: 2060, source: '豫政〔2023〕43号' },
        { regionTier: 2, effectiveFrom: since, monthlyFen: 200_000, hourlyFen: 1960, source: '豫政〔2023〕43号' },
        { regionTier: 3, effectiveFrom: since, monthlyFen: 180_000, hourlyFen: 1760, source: '豫政〔2023〕43号' },
      ])
      .onConflictDoNothing()
    await q.insert(t.markets).values({
      id: market.marketId,
      kind: 'comprehensive',
      level: 'city',
      name: `洛阳市零工市场${number}`,
      regionCode,
      path: `/41/${regionCode}/${market.marketId}/`,
      parentId: null,
      address: '洛龙区开元大道 1 号',
      ...usualPlace,
      opensAt: changes.opensAt ?? '04:00',
      closesAt: changes.closesAt ?? '20:00',
      hotline: '0379-12333',
      complaintPhone: '12333',
    })
    await q.insert(t.gates).values({ id: market.gateId, marketId: market.marketId, name: '东门', createdAt: since })
    await q.insert(t.codes).values({ token: market.gateToken, kind: 'gate', targetId: market.gateId, createdAt: since })
  })
  return market
}
