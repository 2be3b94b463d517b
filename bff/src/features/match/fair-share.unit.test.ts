import { describe, expect, it } from 'vitest'
import { jobFacts, recordShare, type EmployerRecord, type JobFacts, type Seeker } from '@market/shared/match/facts'
import { firstMatchRules as rules } from '@market/shared/match/match-rules'
import { bestMatches, rankQueue } from '@market/shared/match/match.rules'
import { hour, minute } from '@market/shared/words/time'

const now = Date.parse('2026-11-23T04:40:00+08:00')

/** Numbers from 0 to 1 that are the same in every run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

const seeker = (personId: string): Seeker => ({
  personId, trades: ['4-02-05-01'], skillLevel: 'junior', wishedPayFen: 23_000, wishedPayUnit: 'day', place: { lat: 34.63, lng: 112.44 },
  busy: [], takenJobIds: new Set(), knownEmployerIds: new Set(), adult: true, pastRetirement: false, licensedUntil: new Map(),
})

describe('newcomers', () => {
  it('employers get their fair share of first places among equals: records scatter around the average, and a new one stands on it', () => {
    const next = seeded(4)
    const rounds = 4_000
    const jobsARound = 10
    const newOnes = 3
    // Old employers keep nineteen of twenty promises on the average, each in their own way; the average is that of all of them.
    const records = Array.from({ length: 400 }, (): EmployerRecord => {
      const promises = 10 + Math.floor(next() * 40)
      const broken = Array.from({ length: promises }).filter(() => next() < 0.05).length
      return { settled: promises - broken, broken }
    })
    const sum = records.reduce((total, { settled, broken }) => ({ settled: total.settled + settled, broken: total.broken + broken }), { settled: 0, broken: 0 })
    const average = sum.settled / (sum.settled + sum.broken)
    let firstPlaces = 0
    for (let round = 0; round < rounds; round += 1) {
      const jobs = Array.from({ length: jobsARound }, (_, number): JobFacts => {
        const record = number < newOnes ? { settled: 0, broken: 0 } : records[Math.floor(next() * records.length)] ?? { settled: 0, broken: 0 }
        const startsAt = now + (1 + next() * 10) * hour
        return jobFacts({
          id: `job-${round}-${number}`, employerId: `employer-${number}`, trade: '4-02-05-01', status: 'open', headcount: 3, filled: 0, payFen: 18_000 + Math.floor(next() * 12_000), payUnit: 'day',
          startsAt, endsAt: startsAt + 8 * hour, breakMinutes: 60, lat: 34.5 + next() * 0.25, lng: 112.3 + next() * 0.3, confirmedUntil: null, publicFrom: null, postedAt: now - Math.floor(next() * 24 * 60) * minute,
        }, { employerRecord: recordShare(record, average, rules.spans.averageRecords), cleanSettlements: 0 })
      })
      const [best] = bestMatches(jobs, seeker('worker-1'), rules, now, 1)
      if (best !== undefined && Number(best.job.id.split('-')[2]) < newOnes) firstPlaces += 1
    }
    // Three of ten jobs are theirs; four standard deviations of such a share are 0.03.
    expect(Math.abs(firstPlaces / rounds - newOnes / jobsARound)).toBeLessThan(0.03)
  })

  it('an employer who breaks half of their promises gets fewer first places than their share', () => {
    const next = seeded(9)
    let firstPlaces = 0
    for (let round = 0; round < 2_000; round += 1) {
      const jobs = [0, 1].map((number): JobFacts => jobFacts({
        id: `job-${number}`, employerId: `employer-${number}`, trade: '4-02-05-01', status: 'open', headcount: 3, filled: 0, payFen: 18_000 + Math.floor(next() * 8_000), payUnit: 'day',
        startsAt: now + 2 * hour, endsAt: now + 10 * hour, breakMinutes: 60, lat: 34.5 + next() * 0.2, lng: 112.4, confirmedUntil: null, publicFrom: null, postedAt: now,
      }, { employerRecord: recordShare(number === 0 ? { settled: 20, broken: 20 } : { settled: 0, broken: 0 }, 0.95, rules.spans.averageRecords), cleanSettlements: 0 }))
      if (bestMatches(jobs, seeker('worker-1'), rules, now, 1)[0]?.job.id === 'job-0') firstPlaces += 1
    }
    expect(firstPlaces / 2_000).toBeLessThan(0.45)
  })

  it('workers get their fair share of first places: it is the waiting that counts, not how long somebody has been registered', () => {
    const next = seeded(2)
    const rounds = 4_000
    const job = jobFacts({
      id: 'job-0001', employerId: 'employer-1', trade: '4-02-05-01', status: 'open', headcount: 3, filled: 0, payFen: 24_000, payUnit: 'day',
      startsAt: now + 2 * hour, endsAt: now + 10 * hour, breakMinutes: 60, lat: 34.63, lng: 112.44, confirmedUntil: null, publicFrom: null, postedAt: now,
    }, { employerRecord: 0.95, cleanSettlements: 0 })
    let firstPlaces = 0
    for (let round = 0; round < rounds; round += 1) {
      // Two of eight have never worked here before; those who have are known to some employers.
      const waiting = Array.from({ length: 8 }, (_, number) => ({
        seeker: { ...seeker(`worker-${number}`), knownEmployerIds: new Set(number < 2 ? [] : ['employer-1', 'employer-2']) }, since: now - Math.floor(next() * 120 * minute),
      }))
      const [best] = rankQueue(waiting, job, rules, now)
      if (best !== undefined && Number(best.seeker.personId.split('-')[1]) < 2) firstPlaces += 1
    }
    expect(Math.abs(firstPlaces / rounds - 2 / 8)).toBeLessThan(0.03)
  })
})
