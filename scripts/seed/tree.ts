import { makePrintedToken } from '@market/bff/features/scan/codes'
import type { Store, Tx } from '@market/bff/store/store'
import { composeMarketName } from '@market/shared/markets/markets.rules'
import { uuidv7 } from 'uuidv7'
import { addressToBeConfirmed, cityMarkets, demoCity, provincialMarket, stations, type CityPlace } from './places'
import { henanRegions, streetNames, type Region } from './regions'
import { hasSeed, recordSeed } from './seed-record'
import { minimumWages } from './wages'

/** Grows when the tree below changes; a store that has this version is left alone. */
const version = 1
const seedName = 'seed:tree'

/** A node as it will be written: the market, its gates, and the name of the node above. */
type Node = {
  market: Omit<Tx['t']['markets']['$inferInsert'], 'id' | 'parentId'>
  parentName: string | null
  gates: readonly string[]
}

/** The markets and stations of Henan, parents first. */
export function marketNodes(regions: readonly Region[]): Node[] {
  const nameOf = new Map(regions.map(({ code, name }) => [code, name]))
  const regionName = (code: string): string => {
    const name = nameOf.get(code)
    if (!name) throw new Error(`no region ${code} in the division data`)
    return name
  }
  const marketName = (code: string): string => composeMarketName('comprehensive', regionName(code))
  const cityNode = (place: CityPlace, level: 'province' | 'city', parentName: string | null): Node => {
    const demo = place.region === demoCity
    return {
      market: {
        kind: 'comprehensive', level, name: marketName(place.region), regionCode: place.region, lat: place.lat, lng: place.lng,
        address: place.address + addressToBeConfirmed,
        // The demo market never closes: whoever tries the product in the afternoon must get through its gate.
        opensAt: demo ? '00:00' : '05:00', closesAt: demo ? '24:00' : '18:00',
        hotline: `${place.areaCode}-12333`, complaintPhone: `${place.areaCode}-12333`, demo,
      },
      parentName,
      gates: level === 'city' ? ['东门', '西门'] : ['正门'],
    }
  }
  const provincial = cityNode(provincialMarket, 'province', null)
  const streets = streetNames(stations.map(({ street }) => street))
  return [
    provincial,
    ...cityMarkets.map((place) => cityNode(place, 'city', provincial.market.name)),
    ...stations.map(({ street, city, lat, lng }): Node => {
      const found = streets.get(street)
      if (!found) throw new Error(`no street ${street} in the division data`)
      const areaCode = cityMarkets.find(({ region }) => region === city)?.areaCode ?? ''
      return {
        market: {
          kind: 'station', level: 'street', name: composeMarketName('station', regionName(found.areaCode) + found.name),
          regionCode: found.areaCode, lat, lng, address: found.name + addressToBeConfirmed,
          opensAt: '05:30', closesAt: '18:00', hotline: `${areaCode}-12333`, complaintPhone: `${areaCode}-12333`, demo: false,
        },
        parentName: marketName(city),
        gates: ['门口'],
      }
    }),
  ]
}

/**
 * Writes Henan's regions, minimum wages, markets, gates and printed codes, once. Rows that are there stay as they are:
 * a market's manager may have corrected them.
 * @param codeKey the key printed codes are made with
 */
export async function seedTree(store: Store, { now, codeKey }: { now: number; codeKey: Uint8Array }): Promise<void> {
  if (await hasSeed(store, seedName, version)) return
  const regions = henanRegions()
  const nodes = marketNodes(regions)
  await store.write(async (tx) => {
    await tx.q.insert(tx.t.regions).values(regions).onConflictDoNothing()
    await tx.q.insert(tx.t.minimumWages).values([...minimumWages]).onConflictDoNothing()
    const present = await tx.q.select({ id: tx.t.markets.id, name: tx.t.markets.name }).from(tx.t.markets)
    const idByName = new Map(present.map(({ id, name }) => [name, id]))
    for (const { market, parentName, gates } of nodes) {
      if (idByName.has(market.name)) continue
      const id = uuidv7()
      idByName.set(market.name, id)
      await tx.q.insert(tx.t.markets).values({ ...market, id, parentId: parentName === null ? null : (idByName.get(parentName) ?? null) })
      for (const name of gates) {
        const gateId = uuidv7()
        await tx.q.insert(tx.t.gates).values({ id: gateId, marketId: id, name, createdAt: now })
        await tx.q.insert(tx.t.codes).values({ token: makePrintedToken('gate', codeKey), kind: 'gate', targetId: gateId, createdAt: now })
      }
    }
    await recordSeed(tx, seedName, version)
  })
}
