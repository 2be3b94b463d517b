import { metresBetween, type Place } from '@market/shared/markets/markets.rules'
import type { FieldProblem } from '@market/shared/errors'

/** A market as far as a posting needs it. */
export type FoundMarket = Place & { id: string; name: string; kind: string; regionCode: string; path: string }
export type FoundRegion = { code: string; name: string; parentCode: string | null }

export type Finding = { market: FoundMarket } | { problem: FieldProblem }

export type WantedPlace = { market: string; region: string; lat?: number | undefined; lng?: number | undefined }

const plain = (name: string): string => name.replace(/\s/g, '')

/**
 * Which of our markets a row belongs to: the one it names, else that of its district or of the nearest region above that
 * has one, else the nearest to its point, else where whoever sent the file stands.
 * @param otherwise the market for rows that name no place; null where none was chosen
 */
export function marketFinder(markets: readonly FoundMarket[], regions: readonly FoundRegion[], otherwise: string | null): (wanted: WantedPlace) => Finding {
  const byName = new Map<string, FoundMarket>()
  for (const market of markets) byName.set(market.id, market).set(plain(market.name), market)
  const regionByCode = new Map(regions.map((region) => [region.code, region]))
  const inRegion = new Map<string, FoundMarket>()
  for (const market of markets) {
    // A specialised market or a station takes what is sent to it by name.
    const first = inRegion.get(market.regionCode)
    if (first === undefined || (first.kind !== 'comprehensive' && market.kind === 'comprehensive')) inRegion.set(market.regionCode, market)
  }
  const regionsNamed = new Map<string, FoundRegion[]>()
  for (const region of regions) {
    const parent = region.parentCode === null ? undefined : regionByCode.get(region.parentCode)
    for (const name of [region.code, region.name, ...(parent === undefined ? [] : [`${parent.name}${region.name}`])]) {
      regionsNamed.set(name, [...(regionsNamed.get(name) ?? []), region])
    }
  }

  const ofRegion = (region: FoundRegion): FoundMarket | undefined => {
    for (let at: FoundRegion | undefined = region; at !== undefined; at = at.parentCode === null ? undefined : regionByCode.get(at.parentCode)) {
      const found = inRegion.get(at.code)
      if (found !== undefined) return found
    }
    return undefined
  }

  const found = (market: FoundMarket | undefined, field: string, otherwiseWords: string): Finding =>
    market === undefined ? { problem: { field, message: otherwiseWords } } : { market }

  return ({ market, region, lat, lng }) => {
    if (market !== '') return found(byName.get(plain(market)), 'market', '没有叫这个名字的零工市场，请照市场的全名写')
    if (region !== '') {
      const named = regionsNamed.get(plain(region).replace(/^河南省(?=.)/, '')) ?? []
      const [only] = named
      if (only === undefined) return found(undefined, 'region', '河南没有叫这个名字的市或区县，请再看一遍')
      if (named.length > 1) return found(undefined, 'region', `叫“${region}”的地方不止一个，请把市也写上，或者写区划代码`)
      return found(ofRegion(only), 'region', `${only.name}还没有零工市场，请写市场的名字`)
    }
    if (lat !== undefined && lng !== undefined) {
      const nearest = markets.reduce<{ market: FoundMarket; metres: number } | null>((best, one) => {
        const metres = metresBetween({ lat, lng }, one)
        return best === null || metres < best.metres ? { market: one, metres } : best
      }, null)
      if (nearest) return { market: nearest.market }
    }
    return found(otherwise === null ? undefined : byName.get(otherwise), 'market', '请写零工市场、区县或者经纬度，至少一样')
  }
}
