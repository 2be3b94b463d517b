import type { Tx } from '@market/bff/store/store'
import { marketDefaults } from '@market/shared/markets/market-defaults'
import { composeMarketName, type NamedPlace } from '@market/shared/markets/market-names.rules'
import { addressToBeConfirmed, cityMarkets, demoCity, demoScenes, provincialMarket, specialisedMarkets, stations, type CityPlace } from './places'
import type { Region } from './regions'

/** A market as it will be written, its gates, the path of its region and the name of the market above. */
export type MarketNode = {
  market: Omit<Tx['t']['markets']['$inferInsert'], 'id' | 'parentId' | 'path'>
  regionPath: string
  parentName: string | null
  gates: readonly string[]
}

/** Where the demo takes place: whoever tries the product in the evening must get through the gate. */
const neverClosed = { opensAt: '00:00', closesAt: '24:00' }

/** The markets and stations of Henan, parents first. */
export function marketNodes(regions: readonly Region[]): MarketNode[] {
  const byCode = new Map(regions.map((region) => [region.code, region]))
  const regionOf = (code: string): Region => {
    const region = byCode.get(code)
    if (!region) throw new Error(`no region ${code} in the division data`)
    return region
  }
  const placeOf = (code: string): NamedPlace => {
    const { kind, path } = regionOf(code)
    return { kind, names: path.split('/').slice(1, -1).map((above) => regionOf(above).name) }
  }
  const cityMarketName = (code: string): string => composeMarketName('comprehensive', placeOf(code))
  const areaCodeOf = (city: string): string => cityMarkets.find(({ region }) => region === city)?.areaCode ?? ''
  const phones = (areaCode: string) => ({ hotline: `${areaCode}-12333`, complaintPhone: `${areaCode}-12333` })

  const cityNode = (place: CityPlace, level: 'province' | 'city', parentName: string | null): MarketNode => {
    const demo = place.region === demoCity
    return {
      market: {
        ...marketDefaults('comprehensive'), ...phones(place.areaCode),
        kind: 'comprehensive', level, name: cityMarketName(place.region), regionCode: place.region, lat: place.lat, lng: place.lng,
        address: place.address + addressToBeConfirmed, demo,
        ...(demo || place.region === demoScenes.crowd ? neverClosed : {}),
      },
      regionPath: regionOf(place.region).path,
      parentName,
      gates: level === 'city' ? ['东门', '西门'] : ['正门'],
    }
  }
  const provincial = cityNode(provincialMarket, 'province', null)
  return [
    provincial,
    ...cityMarkets.map((place) => cityNode(place, 'city', provincial.market.name)),
    ...specialisedMarkets.map(({ region, city, specialty, trades, lat, lng, address }): MarketNode => ({
      market: {
        ...marketDefaults('specialised', trades), ...phones(areaCodeOf(city)),
        kind: 'specialised', level: 'county', name: composeMarketName('specialised', placeOf(region), { specialty }), specialty,
        regionCode: region, lat, lng, address: address + addressToBeConfirmed, demo: false,
      },
      regionPath: regionOf(region).path,
      parentName: cityMarketName(city),
      gates: ['正门'],
    })),
    ...stations.map(({ street, city, lat, lng }): MarketNode => ({
      market: {
        ...marketDefaults('station'), ...phones(areaCodeOf(city)),
        kind: 'station', level: 'street', name: composeMarketName('station', placeOf(street)), regionCode: street, lat, lng,
        address: regionOf(street).name + addressToBeConfirmed, demo: false,
        ...(street === demoScenes.wanting ? neverClosed : {}),
      },
      regionPath: regionOf(street).path,
      parentName: cityMarketName(city),
      gates: ['门口'],
    })),
  ]
}
