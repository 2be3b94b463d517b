import { describe, expect, test } from 'vitest'
import { metresBetween } from './markets.rules'

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
