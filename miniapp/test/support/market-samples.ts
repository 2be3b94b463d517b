import { marketDefaults } from '@market/shared/markets/market-defaults'
import type { Coverage, MarketPage } from '@market/shared/markets/markets.contract'

/** What the demo market publishes, open round the clock, so that no test waits for the morning. */
export const marketPage = (parts: Partial<MarketPage> = {}): MarketPage => {
  const { fenceMetres, safeCapacity, profile } = marketDefaults('comprehensive')
  return {
    market: {
      id: 'market-0001', kind: 'comprehensive', level: 'city', name: '洛阳市零工市场', regionName: '洛阳市', address: '洛龙区开元大道 1 号', lat: 34.6187, lng: 112.454,
      opensAt: '00:00', closesAt: '24:00', hotline: '0379-12333', complaintPhone: '12345', demo: true,
    },
    form: 'market', regionCode: '4103', regionNames: ['河南省', '洛阳市'], opening: { open: true, changesAt: null }, fenceMetres, safeCapacity, profile,
    parent: { id: 'market-0000', name: '河南省零工市场' }, below: [{ id: 'market-0002', name: '洛龙区关林街道零工服务站', kind: 'station' }],
    operator: null, closedAt: null, version: 3, ...parts,
  }
}

const region = (code: string, name: string, kind: Coverage['region']['kind']) => ({ code, name, kind })

/** The province as it stands after the first seed. */
export const provinceCoverage: Coverage = {
  region: region('41', '河南省', 'province'), above: [],
  system: { provincial: 1, cities: 19, citiesInAll: 19, local: 5, stations: 17 },
  levels: [{ kind: 'city', all: 19, covered: 19 }, { kind: 'county', all: 179, covered: 5 }, { kind: 'street', all: 2586, covered: 17 }],
  here: [{ id: 'market-0000', name: '河南省零工市场', kind: 'comprehensive' }],
  children: [
    { region: region('4105', '安阳市', 'city'), state: 'none', markets: 0, stations: 0, levels: [{ kind: 'county', all: 9, covered: 0 }, { kind: 'street', all: 135, covered: 0 }] },
    { region: region('4103', '洛阳市', 'city'), state: 'covered', markets: 3, stations: 9, levels: [{ kind: 'county', all: 15, covered: 2 }, { kind: 'street', all: 190, covered: 9 }] },
  ],
}
