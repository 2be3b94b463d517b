import { postingProblems } from '@market/shared/jobs/jobs.rules'
import { balanceOf, couldGo } from '@market/shared/transfer/transfer.rules'
import { day, hour, startOfMarketDay } from '@market/shared/words/time'
import { describe, expect, test } from 'vitest'
import { minimumWages } from '../wages'
import { inventPeople } from './people'
import { scenePostings, type ScenePosting } from './scenes'

const { crowd } = inventPeople(30)
const monday = startOfMarketDay(Date.parse('2026-11-23T12:00:00+08:00'))

describe.each(Array.from({ length: 24 }, (_, hours) => hours))('scenes that are set at %i:00', (hours) => {
  const until = monday + hours * hour + 7 * 60_000
  const postings = scenePostings(until)

  test('post only what may be posted, also under the highest minimum wage', () => {
    const minimumHourlyFen = Math.max(...minimumWages.map(({ hourlyFen }) => hourlyFen))
    const problems = postings.flatMap(({ work, headcount, startsAt, endsAt }) =>
      postingProblems(
        { ...work, perks: [...work.perks], lat: 34.74, lng: 113.62, headcount, startsAt, endsAt, marketId: 'market', contactName: '马长河', contactPhone: '15400000000' },
        { now: until, minimumHourlyFen },
      ))
    expect(problems).toEqual([])
  })

  test('have all their work within a day, so that a dispatch and a transfer find it', () => {
    expect(postings.filter(({ startsAt }) => startsAt < until + 2 * hour || startsAt >= until + day).map(({ work }) => work.title)).toEqual([])
  })
})

test('more people wait than there is work for, and the station near them wants the same trades', () => {
  const postings = scenePostings(monday)
  const placesAt = (at: ScenePosting['at']) => postings.filter((one) => one.at === at).map(({ work, headcount }) => ({ trade: work.trade, places: headcount }))
  const trades = [...new Set(crowd.flatMap((one) => one.trades))]
  const people = trades.map((trade) => ({ trade, people: crowd.filter((one) => one.trades.includes(trade)).length }))
  expect(postings.filter(({ at }) => at === 'crowd').reduce((sum, { headcount }) => sum + headcount, 0)).toBeLessThan(crowd.length)
  expect(couldGo(balanceOf(placesAt('crowd'), people), balanceOf(placesAt('wanting'), []))).toEqual([
    { trade: '4-02-05-01', people: 8 }, { trade: '6-29-01-01', people: 6 }, { trade: '4-10-01-06', people: 5 },
  ])
})
