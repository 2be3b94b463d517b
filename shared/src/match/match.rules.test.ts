import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JobCard } from '../jobs/jobs.contract'
import { day, hour } from '../words/time'
import { bestMatches, matchReasons, matchScore, matchWeights, mayTake, type Seeker } from './match.rules'

const now = Date.parse('2026-11-23T04:40:00+08:00')
const startsAt = Date.parse('2026-11-23T06:30:00+08:00')

const job = (changes: Partial<JobCard> = {}): JobCard => ({
  id: 'job-0001', status: 'open', trade: '4-02-05-01', title: '卸货', payFen: 26_000, payUnit: 'day', settleWhen: 'same_day',
  settleHow: 'cash', startsAt, endsAt: startsAt + 9 * hour, breakMinutes: 60, address: '三号库', lat: 34.64, lng: 112.46, distanceMetres: 2_100, headcount: 3,
  filled: 0, perks: [], hiring: 'first_come', publicFrom: null, employer: { kind: 'business', name: '宏运' }, market: { id: 'market-1', name: '洛阳市零工市场' }, postedAt: now, demo: false,
  ...changes,
})
const seeker: Seeker = { trades: ['4-02-05-01'], wishedPayFen: 23_000, wishedPayUnit: 'day', busy: [], takenJobIds: new Set() }
const score = (changes: Partial<JobCard>) => matchScore(job(changes), seeker, now)

describe('matching', () => {
  it('says why in words that can be checked', () => {
    expect(matchReasons(job(), seeker, now)).toEqual(['您登记过装卸搬运', '2.1 公里', '日薪比您期望的高 30 元', '今天 06:30 集合'])
  })

  it('is honest about pay below the wish, and silent about what is not known', () => {
    expect(matchReasons(job({ payFen: 20_000, trade: '4-07-05-01', distanceMetres: null }), seeker, now)).toEqual([
      '日薪比您期望的低 30 元', '今天 06:30 集合',
    ])
    expect(matchReasons(job({ payFen: 23_000 }), seeker, now)).toContain('日薪正好是您期望的')
  })

  it('compares pay by the hour with a wish by the day, and the other way round', () => {
    expect(matchReasons(job({ payFen: 3_000, payUnit: 'hour' }), seeker, now)).toContain('日薪比您期望的高 10 元')
    expect(matchReasons(job({ payFen: 16_000 }), { ...seeker, wishedPayFen: 2_500, wishedPayUnit: 'hour' }, now)).toContain('时薪比您期望的低 5 元')
  })

  it('each of trade, distance, pay, start and freshness alone puts one job before another', () => {
    expect(score({})).toBeGreaterThan(score({ trade: '4-07-05-01' }))
    expect(score({})).toBeGreaterThan(score({ distanceMetres: 9_000 }))
    expect(score({})).toBeGreaterThan(score({ payFen: 20_000 }))
    expect(score({})).toBeGreaterThan(score({ startsAt: startsAt + day, endsAt: startsAt + day + 9 * hour }))
    expect(score({})).toBeGreaterThan(score({ postedAt: now - day }))
  })

  it('a trade the worker knows outweighs any distance', () => {
    expect(score({ distanceMetres: 100_000 })).toBeGreaterThan(score({ trade: '4-07-05-01', distanceMetres: 0 }))
  })

  it('the published weights add up to 1,000, and no score leaves 0–1,000', () => {
    expect(Object.values(matchWeights).reduce<number>((sum, weight) => sum + weight, 0)).toBe(1_000)
    fc.assert(fc.property(
      fc.record({ distanceMetres: fc.option(fc.nat(1_000_000)), payFen: fc.nat(100_000_000), postedAt: fc.nat(now), startsAt: fc.integer({ min: 0, max: now * 2 }) }),
      (changes) => {
        const points = score(changes)
        expect(Number.isInteger(points) && points >= 0 && points <= 1_000).toBe(true)
      },
    ))
  })

  it.each<[string, Partial<JobCard>, Partial<Seeker>]>([
    ['is full', { filled: 3 }, {}],
    ['has begun', { startsAt: now }, {}],
    ['is closed', { status: 'closed' }, {}],
    ['was applied to', {}, { takenJobIds: new Set(['job-0001']) }],
    ['overlaps what is already accepted', {}, { busy: [{ startsAt: startsAt + 8 * hour, endsAt: startsAt + 12 * hour }] }],
  ])('a job that %s is never offered', (_what, changes, facts) => {
    expect(mayTake(job(), seeker, now)).toBe(true)
    expect(mayTake(job(changes), { ...seeker, ...facts }, now)).toBe(false)
    expect(bestMatches([job(changes)], { ...seeker, ...facts }, now, 20)).toEqual([])
  })

  it('gives the best first, at most as many as asked for, the same in any order of input', () => {
    const jobs = Array.from({ length: 40 }, (_, index) => job({ id: `job-${1000 + index}`, distanceMetres: (index % 20) * 500 }))
    const best = bestMatches(jobs, seeker, now, 20)
    expect(best).toHaveLength(20)
    expect(best.map(({ score: points }) => points)).toEqual(best.map(({ score: points }) => points).sort((one, other) => other - one))
    expect(bestMatches([...jobs].reverse(), seeker, now, 20)).toEqual(best)
  })
})
