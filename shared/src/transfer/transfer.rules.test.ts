import { describe, expect, it } from 'vitest'
import { minute } from '../words/time'
import { balanceOf, couldGo, leaveBy, mostTravelMinutes, travelMinutes } from './transfer.rules'

describe('the way to another market', () => {
  it.each([
    [0, 10],
    [1_000, 14],
    [7_692, 40],
    [30_000, 75],
  ])('of %i metres takes about %i minutes', (metres, minutes) => {
    expect(travelMinutes(metres)).toBe(minutes)
  })

  it('grows with the distance, and ends at some 58 kilometres', () => {
    expect(travelMinutes(58_000)).toBeLessThanOrEqual(mostTravelMinutes)
    expect(travelMinutes(60_000)).toBeGreaterThan(mostTravelMinutes)
  })

  it('whoever leaves by the latest moment is there when the last job begins', () => {
    expect(leaveBy([100 * minute, 160 * minute], 40)).toBe(120 * minute)
  })
})

describe('where people are missing and where too many are', () => {
  const here = balanceOf([{ trade: 'mason', places: 2 }], [{ trade: 'mason', people: 10 }, { trade: 'painter', people: 3 }])

  it('each trade stands with its places and its people, the largest gap first', () => {
    expect(here).toEqual([{ trade: 'mason', places: 2, people: 10 }, { trade: 'painter', places: 0, people: 3 }])
  })

  it('no more could go than are spare here, and no more than are missing there', () => {
    const there = balanceOf([{ trade: 'mason', places: 5 }, { trade: 'painter', places: 9 }, { trade: 'cook', places: 4 }], [{ trade: 'mason', people: 1 }])
    expect(couldGo(here, there)).toEqual([{ trade: 'mason', people: 4 }, { trade: 'painter', people: 3 }])
    expect(couldGo(there, here)).toEqual([])
  })
})
