import { describe, expect, it } from 'vitest'
import { hour, minute } from '../words/time'
import { isForKnownOnly, publicFromOf } from './hiring.rules'

describe('known workers first', () => {
  it('lasts half an hour, and ends an hour before the start in any case', () => {
    expect(publicFromOf('known_first', 0, 8 * hour)).toBe(30 * minute)
    expect(publicFromOf('known_first', 0, 80 * minute)).toBe(20 * minute)
    expect(publicFromOf('known_first', 0, hour)).toBeNull()
  })

  it('is one of three ways: at the others everybody may apply at once', () => {
    expect(publicFromOf('first_come', 0, 8 * hour)).toBeNull()
    expect(publicFromOf('employer_chooses', 0, 8 * hour)).toBeNull()
  })

  it('at its very end everybody may', () => {
    expect([29 * minute, 30 * minute].map((now) => isForKnownOnly({ publicFrom: 30 * minute }, now))).toEqual([true, false])
    expect(isForKnownOnly({ publicFrom: null }, 0)).toBe(false)
  })
})
