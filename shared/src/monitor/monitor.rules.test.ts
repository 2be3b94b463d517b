import { expect, test } from 'vitest'
import type { DayFigures, MarketLine } from './monitor.contract'
import { byNeed, noFigures, shortagesOf, usualDay } from './monitor.rules'

const day = (checkedIn: number): DayFigures => ({ ...noFigures, checkedIn, applied: checkedIn * 2 })

test('a usual day is the average of the days on which something happened', () => {
  expect(usualDay([day(100), day(120), day(131)])).toEqual({ ...noFigures, checkedIn: 117, applied: 234 })
})

test('two days say nothing about what is usual', () => {
  expect(usualDay([day(100), day(120)])).toBeNull()
})

test('a trade is short when more are wanted than are there; the largest gap comes first', () => {
  const places = [{ trade: 'a', places: 5 }, { trade: 'b', places: 9 }, { trade: 'c', places: 3 }, { trade: 'd', places: 9 }]
  const present = [{ trade: 'a', people: 1 }, { trade: 'c', people: 3 }, { trade: 'd', people: 0 }, { trade: 'e', people: 7 }]
  expect(shortagesOf(places, present)).toEqual([
    { trade: 'b', places: 9, present: 0 },
    { trade: 'd', places: 9, present: 0 },
    { trade: 'a', places: 5, present: 1 },
  ])
})

test('a market with something late comes before a busy one', () => {
  const line = (name: string, overdueCases: number, checkedIn: number): MarketLine => ({ marketId: name, name, figures: day(checkedIn), openCases: overdueCases, overdueCases })
  expect([line('busy', 0, 300), line('late', 2, 0), line('quiet', 0, 0)].sort(byNeed).map(({ name }) => name)).toEqual(['late', 'busy', 'quiet'])
})
