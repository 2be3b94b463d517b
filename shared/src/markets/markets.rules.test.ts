import { describe, expect, test } from 'vitest'
import { composeMarketName, metresBetween } from './markets.rules'

describe('names follow clause 七', () => {
  test.each([
    ['comprehensive', '洛阳市', '', '洛阳市零工市场'],
    ['comprehensive', '涧西区', '', '涧西区零工市场'],
    ['specialised', '洛阳市', '建筑', '洛阳市建筑零工市场'],
    ['station', '洛龙区开元路街道', '', '洛龙区开元路街道零工服务站'],
    ['station', ' 关林社区 ', '', '关林社区零工服务站'],
  ] as const)('%s in %s%s is %s', (kind, place, specialty, name) => expect(composeMarketName(kind, place, specialty)).toBe(name))

  test.each([
    ['comprehensive', '洛阳', ''],
    ['station', '洛阳市', ''],
    ['specialised', '洛阳市', ''],
  ] as const)('%s in “%s” has no standard name', (kind, place, specialty) =>
    expect(() => composeMarketName(kind, place, specialty)).toThrow(RangeError))
})

describe('distance', () => {
  const luoyang = { lat: 34.6197, lng: 112.454 }
  test('one degree of latitude is 111 km', () => expect(metresBetween(luoyang, { lat: 35.6197, lng: 112.454 })).toBe(111_195))
  test('is nothing from a place to itself, and the same both ways', () => {
    const zhengzhou = { lat: 34.7466, lng: 113.6254 }
    expect(metresBetween(luoyang, luoyang)).toBe(0)
    expect(metresBetween(luoyang, zhengzhou)).toBe(metresBetween(zhengzhou, luoyang))
    expect(metresBetween(luoyang, zhengzhou)).toBeGreaterThan(100_000)
  })
})
