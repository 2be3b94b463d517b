import { expect, it } from 'vitest'
import { presenceByTrade } from './presence.rules'

it('trades come largest first, and of equal ones by their code', () => {
  const found = presenceByTrade([
    { trade: 'b', level: 'junior', people: 2 },
    { trade: 'c', level: 'junior', people: 2 },
    { trade: 'a', level: 'junior', people: 1 },
    { trade: 'a', level: 'senior', people: 2 },
  ])
  expect(found.map(({ trade, people }) => [trade, people])).toEqual([['a', 3], ['b', 2], ['c', 2]])
})

it('a level is told by fives, and never of fewer than five people', () => {
  const [trade] = presenceByTrade([
    { trade: 'a', level: 'senior', people: 14 },
    { trade: 'a', level: 'apprentice', people: 5 },
    { trade: 'a', level: 'technician', people: 4 },
    { trade: 'a', level: 'chief_technician', people: 1 },
  ])
  expect(trade).toEqual({ trade: 'a', people: 24, levels: [{ level: 'apprentice', atLeast: 5 }, { level: 'senior', atLeast: 10 }] })
})
