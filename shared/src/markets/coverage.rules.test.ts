import { describe, expect, test } from 'vitest'
import type { MarketKind } from '../words/lists'
import { countCovered, coverageState, groupByChild, systemCount, tallyMarkets, type PlacedMarket, type RegionNode } from './coverage.rules'

const region = (kind: RegionNode['kind'], ...codes: string[]): RegionNode => ({ kind, code: codes.at(-1) ?? '', path: `/${codes.join('/')}/` })
const province = region('province', '41')
const luoyang = region('city', '41', '4103')
const anyang = region('city', '41', '4105')
const jiyuan = region('city', '41', '419001')
const luolong = region('county', '41', '4103', '410311')
const jianxi = region('county', '41', '4103', '410305')
const street = region('street', '41', '4103', '410311', '410311002')
const otherStreet = region('street', '41', '4103', '410311', '410311004')
const jiyuanStreet = region('street', '41', '419001', '419001001')
const village = region('village', '41', '4103', '410311', '410311004', '410311004201')
const regions = [province, luoyang, anyang, jiyuan, luolong, jianxi, street, otherStreet, jiyuanStreet]

let made = 0
const at = (place: RegionNode, kind: MarketKind = 'comprehensive'): PlacedMarket => ({ kind, level: place.kind, regionCode: place.code, path: `${place.path}market-${++made}/` })

const markets = [at(province), at(luoyang), at(luoyang), at(luoyang, 'specialised'), at(jiyuan), at(luolong, 'specialised'), at(street, 'station'), at(village, 'station'), at(jiyuanStreet, 'station')]
const tallies = tallyMarkets(markets)
const stateOf = (place: RegionNode) => coverageState(place.kind, tallies.get(place.code))

describe('what a region has', () => {
  test('is counted in itself, and in every region above it as further down', () => {
    expect(tallies.get('4103')).toEqual({ markets: 3, stations: 0, marketsBelow: 1, stationsBelow: 2 })
    expect(tallies.get('41')).toEqual({ markets: 1, stations: 0, marketsBelow: 5, stationsBelow: 3 })
    expect(tallies.get('410311004')).toEqual({ markets: 0, stations: 0, marketsBelow: 0, stationsBelow: 1 })
    expect(tallies.get('4105')).toBeUndefined()
    expect([...tallies.keys()].some((code) => code.startsWith('market'))).toBe(false)
  })

  test('covers it when it is what the policy asks: a market for city and county, a station for street and village', () => {
    expect(Object.fromEntries([...regions, village].map((place) => [place.code, stateOf(place)]))).toEqual({
      41: 'covered', 4103: 'covered', 4105: 'none', 419001: 'covered', 410311: 'covered', 410305: 'none',
      410311002: 'covered', 410311004: 'covered', 419001001: 'covered', 410311004201: 'covered',
    })
  })

  test('covers a county only partly when there are stations and no market', () => {
    const onlyStations = tallyMarkets([at(street, 'station')])
    expect(coverageState('county', onlyStations.get('410311'))).toBe('partly')
    expect(coverageState('city', onlyStations.get('4103'))).toBe('partly')
    expect(coverageState('county', { markets: 0, stations: 1, marketsBelow: 0, stationsBelow: 0 })).toBe('partly')
  })
})

describe('1 + 19 + N', () => {
  test('counts a city once however many halls it has, and a specialised market among the N wherever it stands', () => {
    expect(systemCount(markets, 3)).toEqual({ provincial: 1, cities: 2, citiesInAll: 3, local: 2, stations: 3 })
  })
  test('is 0 + 0 + 0 where there is nothing yet', () => expect(systemCount([], 19)).toEqual({ provincial: 0, cities: 0, citiesInAll: 19, local: 0, stations: 0 }))
})

test('covered regions are counted by kind, from the top down', () => {
  expect(countCovered(regions, tallies)).toEqual([
    { kind: 'province', all: 1, covered: 1 },
    { kind: 'city', all: 3, covered: 2 },
    { kind: 'county', all: 2, covered: 1 },
    { kind: 'street', all: 3, covered: 3 },
  ])
})

test('regions are grouped under the child they lie in, and no child under itself', () => {
  const groups = groupByChild([luoyang, anyang, jiyuan], regions)
  expect([...groups].map(([code, below]) => [code, below.map((one) => one.code)])).toEqual([
    ['4103', ['410311', '410305', '410311002', '410311004']], ['4105', []], ['419001', ['419001001']],
  ])
  expect(groupByChild([], regions).size).toBe(0)
})
