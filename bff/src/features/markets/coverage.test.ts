import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { marketsEndpoints } from '@market/shared/markets/markets.contract'
import type { MarketKind } from '@market/shared/words/lists'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'

let app: TestApp
let officer: TestPerson

const regions = [
  ['41', null, 'province', '河南省', '/41/'],
  ['4103', '41', 'city', '洛阳市', '/41/4103/'],
  ['4105', '41', 'city', '安阳市', '/41/4105/'],
  ['419001', '41', 'city', '济源市', '/41/419001/'],
  ['410305', '4103', 'county', '涧西区', '/41/4103/410305/'],
  ['410311', '4103', 'county', '洛龙区', '/41/4103/410311/'],
  ['410311004', '410311', 'street', '关林街道', '/41/4103/410311/410311004/'],
  ['410311002', '410311', 'street', '开元路街道', '/41/4103/410311/410311002/'],
  ['410311002001', '410311002', 'village', '正大社区', '/41/4103/410311/410311002/410311002001/'],
  ['410311002002', '410311002', 'village', '开元社区', '/41/4103/410311/410311002/410311002002/'],
  ['419001001', '419001', 'street', '沁园街道', '/41/419001/419001001/'],
] as const

const put = async (kind: MarketKind, regionCode: string, closedAt: number | null = null) => {
  const [, , level, , path] = regions.find(([code]) => code === regionCode) ?? regions[0]
  const id = uuidv7()
  await app.store.write(async ({ q, t }) => {
    await q.insert(t.markets).values({
      id, kind, level, regionCode, path: `${path}${id}/`, name: `${regionCode}-${kind}-${id}`, address: '在这里', lat: 34.6, lng: 112.4, opensAt: '05:00', closesAt: '18:00', closedAt,
    })
  })
  return id
}

beforeAll(async () => {
  app = await createTestApp()
  await app.store.write(async ({ q, t }) => {
    await q.insert(t.regions).values(regions.map(([code, parentCode, kind, name, path]) => ({ code, parentCode, kind, name, path })))
  })
  await put('comprehensive', '41')
  await put('comprehensive', '4103')
  await put('comprehensive', '419001')
  await put('comprehensive', '4105', 1)
  await put('specialised', '410311')
  await put('station', '410311002001')
  officer = await app.person({ grants: [{ role: 'officer', scopePath: '/41/' }] })
})
afterAll(() => app.close())

describe('the coverage view', () => {
  test('counts 1 + 19 + N of the province, without what is closed', async () => {
    const { system, levels, region } = await officer.call(marketsEndpoints.coverage, { query: {} })
    expect(region).toEqual({ code: '41', name: '河南省', kind: 'province' })
    expect(system).toEqual({ provincial: 1, cities: 2, citiesInAll: 3, local: 1, stations: 1 })
    expect(levels).toEqual([
      { kind: 'city', all: 3, covered: 2 },
      { kind: 'county', all: 2, covered: 1 },
      { kind: 'street', all: 3, covered: 1 },
    ])
  })

  test('shows the cities that have nothing yet first, and how far down each of the others is covered', async () => {
    const { children } = await officer.call(marketsEndpoints.coverage, { query: { region: '41' } })
    expect(children.map(({ region, state, markets, stations }) => [region.name, state, markets, stations])).toEqual([
      ['安阳市', 'none', 0, 0], ['洛阳市', 'covered', 2, 1], ['济源市', 'covered', 1, 0],
    ])
    expect(children.find(({ region }) => region.code === '4103')?.levels).toEqual([{ kind: 'county', all: 2, covered: 1 }, { kind: 'street', all: 2, covered: 1 }])
  })

  test('goes down to counties, streets and villages, always with the way back up', async () => {
    const names = async (region: string) => {
      const { above, children, here } = await officer.call(marketsEndpoints.coverage, { query: { region } })
      return { above: above.map(({ name }) => name), children: children.map((child) => `${child.region.name} ${child.state}`), here: here.length }
    }
    expect(await names('4103')).toEqual({ above: ['河南省'], children: ['涧西区 none', '洛龙区 covered'], here: 1 })
    expect(await names('410311')).toEqual({ above: ['河南省', '洛阳市'], children: ['关林街道 none', '开元路街道 covered'], here: 1 })
    expect(await names('410311002')).toEqual({ above: ['河南省', '洛阳市', '洛龙区'], children: ['开元社区 none', '正大社区 covered'], here: 0 })
    expect(await names('410311002001')).toEqual({ above: ['河南省', '洛阳市', '洛龙区', '开元路街道'], children: [], here: 1 })
    expect(await names('419001')).toEqual({ above: ['河南省'], children: ['沁园街道 none'], here: 1 })
  })

  test('begins where the caller answers for, also when that is one market', async () => {
    const cityOfficer = await app.person({ grants: [{ role: 'officer', scopePath: '/41/4105/' }] })
    expect((await cityOfficer.call(marketsEndpoints.coverage, { query: {} })).region.name).toBe('安阳市')
    const manager = await app.person({ grants: [{ role: 'manager', marketId: await put('station', '410311004') }] })
    expect(await manager.call(marketsEndpoints.coverage, { query: {} })).toMatchObject({ region: { name: '关林街道' }, here: [{ kind: 'station' }], children: [] })
  })

  test('is for those who answer for markets, and knows no region that does not exist', async () => {
    expect((await app.stranger.raw(marketsEndpoints.coverage, { query: {} })).status).toBe(401)
    expect(await (await app.person({ worker: {} })).refused(marketsEndpoints.coverage, { query: {} })).toMatchObject({ status: 403, code: 'forbidden' })
    expect(await officer.refused(marketsEndpoints.coverage, { query: { region: '4199' } })).toMatchObject({ status: 404 })
    expect((await officer.raw(marketsEndpoints.coverage, { query: { region: '%' } })).status).toBe(400)
  })
})

test('the tree of regions is for everybody, one step at a time', async () => {
  const top = await app.stranger.call(marketsEndpoints.regions, { query: {} })
  expect(top).toMatchObject({ region: { name: '河南省' }, above: [] })
  expect(top.children.map(({ name }) => name)).toEqual(['洛阳市', '安阳市', '济源市'])
  expect(await app.stranger.call(marketsEndpoints.regions, { query: { under: '410311' } })).toEqual({
    region: { code: '410311', name: '洛龙区', kind: 'county' },
    above: [{ code: '41', name: '河南省', kind: 'province' }, { code: '4103', name: '洛阳市', kind: 'city' }],
    children: [{ code: '410311002', name: '开元路街道', kind: 'street' }, { code: '410311004', name: '关林街道', kind: 'street' }],
  })
  expect(await app.stranger.refused(marketsEndpoints.regions, { query: { under: '4199' } })).toMatchObject({ status: 404 })
})
