import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verifyPrintedToken } from '@market/bff/features/scan/codes'
import { openStore } from '@market/bff/store/open-store'
import type { Store } from '@market/bff/store/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { henanRegions } from './regions'
import { seedTree } from './tree'

const codeKey = Buffer.alloc(32, 7)
let folder: string
let store: Store

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seed-tree-'))
  store = await openStore({ engine: 'sqlite', file: join(folder, 'market.sqlite') })
  await store.migrate()
  await seedTree(store, { now: 0, codeKey })
})
afterAll(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

const everything = () =>
  store.read(async ({ q, t }) => ({
    regions: await q.select().from(t.regions),
    wages: await q.select().from(t.minimumWages),
    markets: await q.select().from(t.markets),
    gates: await q.select().from(t.gates),
    codes: await q.select().from(t.codes),
  }))

describe('regions of Henan', () => {
  const regions = henanRegions()
  const cities = regions.filter(({ kind }) => kind === 'city')

  test('are one province, its 19 cities, and counties that all hang under one of them', () => {
    expect(regions.filter(({ kind }) => kind === 'province').map(({ code }) => code)).toEqual(['41'])
    expect(cities).toHaveLength(19)
    expect(cities.every(({ parentCode }) => parentCode === '41')).toBe(true)
    const cityCodes = new Set(cities.map(({ code }) => code))
    const counties = regions.filter(({ kind }) => kind === 'county')
    expect(counties).toHaveLength(179)
    expect(counties.filter(({ parentCode }) => !cityCodes.has(parentCode ?? ''))).toEqual([])
  })

  test('have 济源 and 航空港区 as cities of their own, and no stand-in for a city', () => {
    expect(cities.map(({ code, name }) => `${code} ${name}`)).toEqual(expect.arrayContaining(['419001 济源市', '410173 郑州航空港经济综合实验区']))
    expect(regions.some(({ code }) => code === '4190')).toBe(false)
    expect(regions.filter(({ code }) => code === '419001' || code === '410173')).toHaveLength(2)
  })

  test('have no wage tier where none was confirmed, and the highest one above them', () => {
    expect(regions.filter(({ wageTier }) => wageTier !== null).map(({ code, wageTier }) => [code, wageTier])).toEqual([['41', 1]])
  })
})

test('one market for the province, one for each city, and stations under a city’s market', async () => {
  const { markets } = await everything()
  const provincial = markets.find(({ level }) => level === 'province')
  const cities = markets.filter(({ level }) => level === 'city')
  expect(provincial?.name).toBe('河南省零工市场')
  expect(new Set(cities.map(({ regionCode }) => regionCode)).size).toBe(19)
  expect(cities.every(({ parentId }) => parentId === provincial?.id)).toBe(true)
  const stations = markets.filter(({ kind }) => kind === 'station')
  expect(stations.length).toBeGreaterThanOrEqual(12)
  expect(stations.filter(({ parentId }) => !cities.some(({ id }) => id === parentId))).toEqual([])
  expect(markets.filter(({ demo }) => demo).map(({ name }) => name)).toEqual(['洛阳市零工市场'])
})

test('every market has a gate, and every gate one printed code that our key made', async () => {
  const { markets, gates, codes } = await everything()
  expect(markets.filter(({ id }) => !gates.some(({ marketId }) => marketId === id))).toEqual([])
  expect(codes.map(({ targetId }) => targetId).sort()).toEqual(gates.map(({ id }) => id).sort())
  expect(codes.filter(({ token }) => !verifyPrintedToken(token, codeKey))).toEqual([])
})

test('minimum wages are those of 2024', async () => {
  const { wages } = await everything()
  expect(wages.map(({ regionTier, hourlyFen, effectiveFrom }) => [regionTier, hourlyFen, new Date(effectiveFrom).toISOString()])).toEqual([
    [1, 2060, '2023-12-31T16:00:00.000Z'],
    [2, 1960, '2023-12-31T16:00:00.000Z'],
    [3, 1760, '2023-12-31T16:00:00.000Z'],
  ])
})

test('seeding again changes nothing, even when its record was lost', async () => {
  const before = await everything()
  await seedTree(store, { now: 1, codeKey })
  expect(await everything()).toEqual(before)
  await store.write(({ q, t }) => q.delete(t.counters).then(() => undefined))
  await seedTree(store, { now: 1, codeKey })
  expect(await everything()).toEqual(before)
})
