import { describe, expect, it } from 'vitest'
import { marketFinder, type FoundMarket } from './market-finder'

const regions = [
  { code: '41', name: '河南省', parentCode: null },
  { code: '4103', name: '洛阳市', parentCode: '41' }, { code: '410305', name: '涧西区', parentCode: '4103' }, { code: '410311', name: '洛龙区', parentCode: '4103' },
  { code: '4104', name: '平顶山市', parentCode: '41' }, { code: '410402', name: '新华区', parentCode: '4104' },
  { code: '4199', name: '另一市', parentCode: '41' }, { code: '419902', name: '新华区', parentCode: '4199' },
]
const market = (id: string, name: string, regionCode: string, lat: number, lng: number, kind = 'comprehensive'): FoundMarket => ({ id, name, regionCode, lat, lng, kind, path: '' })
const markets = [
  market('m1', '洛阳市零工市场', '4103', 34.62, 112.45), market('m2', '涧西区建筑零工市场', '410305', 34.66, 112.4, 'specialised'),
  market('m3', '涧西区零工市场', '410305', 34.66, 112.38), market('m4', '平顶山市零工市场', '4104', 33.77, 113.19),
]
const find = marketFinder(markets, regions, null)
const idOf = (wanted: Partial<Parameters<typeof find>[0]>, finder = find): string => {
  const found = finder({ market: '', region: '', ...wanted })
  return 'market' in found ? found.market.id : `${found.problem.field}: ${found.problem.message}`
}

describe('which market a row belongs to', () => {
  it('the one it names, by its full name or id', () => {
    expect([idOf({ market: '涧西区建筑零工市场' }), idOf({ market: ' 洛阳市 零工市场' }), idOf({ market: 'm4', region: '涧西区' })]).toEqual(['m2', 'm1', 'm4'])
  })

  it('that of its district, by name, full name or code; a comprehensive one before others', () => {
    expect(['涧西区', '洛阳市涧西区', '河南省洛阳市', '410305', '4103'].map((region) => idOf({ region }))).toEqual(['m3', 'm3', 'm1', 'm3', 'm1'])
  })

  it('a district without a market belongs to its city', () => {
    expect(idOf({ region: '洛龙区' })).toBe('m1')
    expect(idOf({ region: '平顶山市新华区' })).toBe('m4')
  })

  it('the nearest to its point where nothing is named', () => {
    expect(idOf({ lat: 34.661, lng: 112.381 })).toBe('m3')
  })

  it('where the sender stands, when the row says nothing', () => {
    expect(idOf({}, marketFinder(markets, regions, 'm4'))).toBe('m4')
  })

  it('what is not known or not clear is said, and nothing is guessed', () => {
    expect([idOf({ market: '洛阳零工' }), idOf({ region: '新华区' }), idOf({ region: '海淀区' }), idOf({ region: '另一市' }), idOf({})]).toEqual([
      'market: 没有叫这个名字的零工市场，请照市场的全名写',
      'region: 叫“新华区”的地方不止一个，请把市也写上，或者写区划代码',
      'region: 河南没有叫这个名字的市或区县，请再看一遍',
      'region: 另一市还没有零工市场，请写市场的名字',
      'market: 请写零工市场、区县或者经纬度，至少一样',
    ])
  })
})
