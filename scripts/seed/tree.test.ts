import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verifyPrintedToken } from '@market/bff/features/scan/codes'
import { openStore } from '@market/bff/store/open-store'
import type { Store } from '@market/bff/store/store'
import { checkMarketName } from '@market/shared/markets/market-names.rules'
import { detailsProblems } from '@market/shared/markets/profile.rules'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { communityName, henanRegions } from './regions'
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

  test('go down to streets, townships, villages and communities, each with the way to it from the province', () => {
    expect(regions.filter(({ kind }) => kind === 'street')).toHaveLength(2586)
    expect(regions.filter(({ kind }) => kind === 'village').length).toBeGreaterThan(50_000)
    const pathOf = new Map<string, string>()
    for (const { code, parentCode, path } of regions) {
      expect(path).toBe(`${parentCode === null ? '/' : pathOf.get(parentCode)}${code}/`)
      pathOf.set(code, path)
    }
    expect(pathOf.size).toBe(regions.length)
    expect(pathOf.get('410311002')).toBe('/41/4103/410311/410311002/')
    expect(pathOf.get('419001001')).toBe('/41/419001/419001001/')
  })

  test.each([
    ['王庄村民委员会', '王庄村'], ['杨岗村村民委员会', '杨岗村'], ['岗李村委会', '岗李村'], ['高庄社区村民委员会', '高庄社区'], ['柴村', '柴村'],
    ['碧沙岗社区居委会', '碧沙岗社区'], ['嵩溪园居委会', '嵩溪园社区'], ['金水社区居民委员会', '金水社区'], ['贾寨社区管理委员会', '贾寨社区'], ['农场生活区', '农场生活区'],
  ])('%s is called %s', (full, name) => expect(communityName(full)).toBe(name))

  test('have no wage tier where none was confirmed, and the highest one above them', () => {
    expect(regions.filter(({ wageTier }) => wageTier !== null).map(({ code, wageTier }) => [code, wageTier])).toEqual([['41', 1]])
  })
})

test('the whole tree is in the store', async () => {
  const { regions } = await everything()
  expect(new Map(regions.map((region) => [region.code, region]))).toEqual(new Map(henanRegions().map((region) => [region.code, region])))
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

test('each market lies where its path says, and is ready to be published: its name and its details are good', async () => {
  const { regions, markets } = await everything()
  const regionOf = new Map(regions.map((region) => [region.code, region]))
  for (const market of markets) {
    const region = regionOf.get(market.regionCode)
    const names = region?.path.split('/').slice(1, -1).map((code) => regionOf.get(code)?.name ?? '') ?? []
    expect(market.path).toBe(`${region?.path}${market.id}/`)
    expect(region?.kind).toBe(market.level)
    expect(checkMarketName(market.kind, { kind: market.level, names }, market.name)).toEqual({ ok: true, value: expect.objectContaining({ name: market.name, specialty: market.specialty }) as unknown })
    const { profile, hotline, complaintPhone, ...place } = market
    if (profile === null || hotline === null || complaintPhone === null) throw new Error(`${market.name} publishes nothing`)
    expect(detailsProblems({ ...place, profile, hotline, complaintPhone }, market.kind)).toEqual([])
  }
  expect(markets.filter(({ kind }) => kind === 'specialised').length).toBeGreaterThanOrEqual(5)
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

describe('a store with the first version of the tree', () => {
  let old: Store
  beforeAll(async () => {
    old = await openStore({ engine: 'sqlite', file: join(folder, 'old.sqlite') })
    await old.migrate()
    await old.write(async ({ q, t }) => {
      const region = { wageTier: null }
      await q.insert(t.regions).values([
        { ...region, code: '41', parentCode: null, kind: 'province', name: '河南省', path: '/41/' },
        { ...region, code: '4103', parentCode: '41', kind: 'city', name: '洛阳市', path: '/41/4103/', wageTier: 2 },
        { ...region, code: '410311', parentCode: '4103', kind: 'county', name: '洛龙区', path: '/41/4103/410311/' },
      ])
      const market = { lat: 34.6, lng: 112.4, opensAt: '06:00', closesAt: '18:00', hotline: '0379-63912345', complaintPhone: '12345' }
      await q.insert(t.markets).values([
        { ...market, id: 'old-market', kind: 'comprehensive', level: 'city', name: '洛阳市零工市场', regionCode: '4103', path: '/41/4103/old-market/', address: '经理改过的地址' },
        { ...market, id: 'old-station', kind: 'station', level: 'street', name: '洛龙区关林街道零工服务站', regionCode: '410311', path: '/41/4103/410311/old-station/', address: '关林街道' },
      ])
      await q.insert(t.people).values({ id: 'old-staff', createdAt: 0 })
      await q.insert(t.grants).values({ id: 'old-grant', personId: 'old-staff', role: 'staff', marketId: 'old-station', scopePath: '/41/4103/410311/old-station/', fromAt: 0, grantedAt: 0 })
      await q.insert(t.counters).values({ name: 'seed:tree', value: 1 })
    })
    await seedTree(old, { now: 0, codeKey })
  })
  afterAll(() => old.close())

  test('gets what is new, grants move with their station, and what a manager corrected stays', async () => {
    const { regions, markets, grants } = await old.read(async ({ q, t }) => ({
      regions: await q.select().from(t.regions), markets: await q.select().from(t.markets), grants: await q.select().from(t.grants),
    }))
    expect(regions).toHaveLength(henanRegions().length)
    expect(regions.filter(({ path }) => path === '')).toEqual([])
    expect(regions.find(({ code }) => code === '4103')).toMatchObject({ path: '/41/4103/', wageTier: 2 })
    expect(markets.find(({ id }) => id === 'old-market')).toMatchObject({
      path: '/41/4103/old-market/', address: '经理改过的地址', opensAt: '06:00', complaintPhone: '12345', safeCapacity: 800, fenceMetres: 300,
    })
    expect(markets.find(({ id }) => id === 'old-station')).toMatchObject({ path: '/41/4103/410311/410311004/old-station/', regionCode: '410311004', safeCapacity: 40 })
    expect(markets.find(({ level }) => level === 'province')?.path).toMatch(/^\/41\/[^/]+\/$/)
    expect(grants).toMatchObject([{ id: 'old-grant', scopePath: '/41/4103/410311/410311004/old-station/' }])
  })
})
