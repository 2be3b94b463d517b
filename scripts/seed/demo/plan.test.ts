import { overlaps } from '@market/shared/apply/apply.rules'
import { postingProblems } from '@market/shared/jobs/jobs.rules'
import { checkEmployerRegistration, checkWorkerRegistration } from '@market/shared/register/register.rules'
import { consent } from '@market/shared/register/consent'
import { hour, startOfMarketDay } from '@market/shared/words/time'
import { describe, expect, test } from 'vitest'
import { minimumWages } from '../wages'
import { inventPeople, knownWorker } from './people'
import { planDemo, storyLength, type DemoPlan } from './plan'

const workerCount = 240
const people = inventPeople(workerCount)
const monday = startOfMarketDay(Date.parse('2026-11-23T12:00:00+08:00'))
const planAt = (until: number): DemoPlan => planDemo({ from: until - storyLength, until, people, workerCount })

describe('people of the demo', () => {
  const everyone = [...people.workers, ...people.crowd, ...people.employers, ...people.officials]

  test('pass the rules of registration', () => {
    const registered = { consent: consent.version, wishedPayUnit: 'day' as const }
    const problems = [
      ...[...people.workers, ...people.crowd].flatMap((worker) => checkWorkerRegistration({ ...worker, ...registered }, monday).problems),
      ...people.employers.flatMap((employer) => checkEmployerRegistration({ ...employer, ...registered }, monday).problems),
    ]
    expect(problems).toEqual([])
  })

  test('have numbers that can be nobody’s, and each their own', () => {
    const idNumbers = [...people.workers.map(({ idNumber }) => idNumber), ...people.crowd.map(({ idNumber }) => idNumber), ...people.employers.flatMap(({ licence, idNumber }) => [...new Set([licence, idNumber])]), ...people.officials.map(({ idNumber }) => idNumber)]
    expect(idNumbers.filter((number) => !/^(91)?410399/.test(number))).toEqual([])
    expect(everyone.filter(({ phone }) => !/^154\d{8}$/.test(phone))).toEqual([])
    for (const values of [idNumbers, everyone.map(({ phone }) => phone), everyone.map(({ openid }) => openid)]) {
      expect(new Set(values).size).toBe(values.length)
    }
  })

  test('are the same each time they are invented', () => expect(inventPeople(workerCount)).toEqual(people))
})

describe.each(Array.from({ length: 24 }, (_, hours) => hours))('a story that ends at %i:00', (hours) => {
  const until = monday + hours * hour + 7 * 60_000
  const { jobs, checkIns } = planAt(until)
  const applications = jobs.flatMap((job) => job.applications.map((application) => ({ job, ...application })))

  test('has jobs ahead with places free, and jobs that are over', () => {
    const ahead = jobs.filter(({ startsAt }) => startsAt > until)
    expect(ahead.length).toBeGreaterThanOrEqual(20)
    expect(ahead.filter((job) => job.applications.length < job.headcount).length).toBeGreaterThanOrEqual(10)
    expect(jobs.some(({ endsAt }) => endsAt < until)).toBe(true)
  })

  test('has nothing that lies ahead of it, and every step after the one before', () => {
    const times = [
      ...jobs.map(({ postedAt }) => postedAt),
      ...checkIns.map(({ at }) => at),
      ...applications.flatMap(({ moves, appliedAt }) => [appliedAt, ...moves.map(({ at }) => at)]),
    ]
    expect(Math.max(...times)).toBeLessThanOrEqual(until)
    expect(Math.min(...times)).toBeGreaterThanOrEqual(until - storyLength - hour)
    for (const { job, appliedAt, moves } of applications) {
      const course = [job.postedAt, appliedAt, ...moves.map(({ at }) => at)]
      expect(course).toEqual([...course].sort((one, other) => one - other))
      expect(new Set(course).size).toBe(course.length)
    }
  })

  test('posts only what may be posted, also under the highest minimum wage', () => {
    const minimumHourlyFen = Math.max(...minimumWages.map(({ hourlyFen }) => hourlyFen))
    const problems = jobs.flatMap(({ work, headcount, postedAt, startsAt, endsAt }) =>
      postingProblems(
        { ...work, perks: [...work.perks], headcount, startsAt, endsAt, marketId: 'market', contactName: '李建设', contactPhone: '15400000000' },
        { now: postedAt, minimumHourlyFen },
      ))
    expect(problems).toEqual([])
  })

  test('asks nobody to be in two places, and no job for more people than it has places', () => {
    for (const { job, worker } of applications) {
      const others = applications.filter((other) => other.worker === worker && other.job !== job && overlaps(other.job, job))
      expect(others.map((other) => other.job.key)).toEqual([])
    }
    expect(jobs.filter((job) => job.applications.length > job.headcount)).toEqual([])
  })

  test('gives the known people what they are known for', () => {
    const of = (worker: number) => applications.filter((application) => application.worker === worker)
    expect(of(knownWorker.fresh)).toEqual([])
    expect(checkIns.filter(({ worker }) => worker === knownWorker.fresh)).toEqual([])
    const [signed] = of(knownWorker.signed)
    expect(signed?.moves.map(({ move }) => move)).toEqual(['sign_as_worker', 'sign_as_employer'])
    expect(signed?.job.startsAt).toBeGreaterThan(until)
    const owed = of(knownWorker.owedMoney)
    expect(owed.map(({ moves }) => moves.at(-1)?.move)).toEqual(['propose_hours'])
  })

  test('has somebody whose hours are over and whom nobody scanned', () => {
    const unseen = applications.filter(({ job, moves }) => job.endsAt < until && moves.at(-1)?.move === 'sign_as_employer')
    expect(unseen.length).toBeGreaterThan(0)
  })

  test('is the same each time it is told', () => expect(planAt(until)).toEqual({ jobs, checkIns }))
})
