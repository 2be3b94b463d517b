import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { day, hour, minute } from '../words/time'
import { jobFacts, paidInTime, recordShare, type JobFacts, type JobToMatch, type Seeker } from './facts'
import { hardRuleBroken, hardRulesBroken, mayTake, type HardRule } from './hard-rules'
import { firstMatchRules as rules } from './match-rules'
import { bestMatches, rankQueue } from './match.rules'
import { matchReasons, workerReasons } from './reasons'
import { matchScore, tradeFit } from './score'

const now = Date.parse('2026-11-23T04:40:00+08:00')
const startsAt = Date.parse('2026-11-23T06:30:00+08:00')
const carrying = '4-02-05-01'
const guarding = '4-07-05-01'
const bricklaying = '6-29-01-01'
const concrete = '6-29-01-03'
const scaffolding = '6-29-01-05'

const stored: JobToMatch = {
  id: 'job-0001', employerId: 'employer-1', trade: carrying, status: 'open', headcount: 3, filled: 0, payFen: 26_000, payUnit: 'day',
  startsAt, endsAt: startsAt + 9 * hour, breakMinutes: 60, lat: 34.64, lng: 112.46, confirmedUntil: null, publicFrom: null, postedAt: now,
}
const unknownEmployer = { employerRecord: 0.95, cleanSettlements: 0 }
const job = (changes: Partial<JobToMatch> = {}, employer: Partial<typeof unknownEmployer> = {}): JobFacts => jobFacts({ ...stored, ...changes }, { ...unknownEmployer, ...employer })
const worker = (changes: Partial<Seeker> = {}): Seeker => ({
  personId: 'worker-1', trades: [carrying], skillLevel: 'junior', wishedPayFen: 23_000, wishedPayUnit: 'day', place: { lat: 34.63, lng: 112.44 },
  busy: [], takenJobIds: new Set(), knownEmployerIds: new Set(), adult: true, pastRetirement: false, licensedUntil: new Map(), ...changes,
})
const seeker = worker()
/** So many metres north of the worker. */
const at = (metres: number) => ({ lat: 34.63 + metres / 111_195, lng: 112.44 })
const score = (changes: Partial<JobToMatch>, who = seeker) => matchScore(job(changes), who, rules, now)

describe('the reasons', () => {
  it('say why in words that can be checked', () => {
    expect(matchReasons(job(), seeker, rules, now)).toEqual(['您登记过装卸搬运', '2.1 公里', '日薪比您期望的高 30 元', '今天 06:30 集合'])
  })

  it('are honest about pay below the wish, and silent about what is not known', () => {
    const lost = worker({ place: null })
    expect(matchReasons(job({ payFen: 20_000, trade: guarding }), lost, rules, now)).toEqual(['日薪比您期望的低 30 元', '今天 06:30 集合'])
    expect(matchReasons(job({ payFen: 23_000 }), lost, rules, now)).toContain('日薪正好是您期望的')
    expect(matchReasons(job(), worker({ wishedPayFen: 0 }), rules, now).join()).not.toContain('期望')
  })

  it('compare pay by the hour with a wish by the day, and the other way round', () => {
    expect(matchReasons(job({ payFen: 3_000, payUnit: 'hour' }), seeker, rules, now)).toContain('日薪比您期望的高 10 元')
    expect(matchReasons(job({ payFen: 16_000 }), worker({ wishedPayFen: 2_500, wishedPayUnit: 'hour' }), rules, now)).toContain('时薪比您期望的低 5 元')
  })

  it('name the related trade, and an employer’s record only where nothing went wrong a few times', () => {
    const reasons = matchReasons(job({ trade: concrete }, { cleanSettlements: 12 }), worker({ trades: [bricklaying] }), rules, now)
    expect(reasons[0]).toBe('您会瓦工砌筑，混凝土工相近')
    expect(reasons.at(-1)).toBe('雇主结清过 12 次工钱，没有拖欠')
    expect(matchReasons(job({}, { cleanSettlements: 2 }), seeker, rules, now).join()).not.toContain('结清')
  })

  it('for the employer say what the worker can do, and nothing of the person', () => {
    expect(workerReasons(job({ trade: bricklaying }), worker({ trades: [bricklaying], skillLevel: 'senior' }), rules)).toEqual([
      '登记过瓦工砌筑', '高级工', '离干活的地方 2.1 公里', '日薪比期望的高 30 元',
    ])
    expect(workerReasons(job(at(20)), seeker, rules)).toEqual(['登记过装卸搬运', '就在干活的地方附近', '日薪比期望的高 30 元'])
  })
})

describe('the score', () => {
  it('each part alone puts one job before another', () => {
    expect(score({})).toBeGreaterThan(score({ trade: guarding }))
    expect(score(at(1_000))).toBeGreaterThan(score(at(9_000)))
    expect(score({})).toBeGreaterThan(score({ payFen: 20_000 }))
    expect(score({})).toBeGreaterThan(score({ startsAt: startsAt + day, endsAt: startsAt + day + 9 * hour }))
    expect(score({})).toBeGreaterThan(score({ postedAt: now - day }))
    expect(matchScore(job({}, { employerRecord: 1 }), seeker, rules, now)).toBeGreaterThan(matchScore(job({}, { employerRecord: 0.2 }), seeker, rules, now))
  })

  it('a trade the worker knows outweighs any distance', () => {
    expect(score(at(100_000))).toBeGreaterThan(score({ ...at(0), trade: guarding }))
  })

  it('a related trade counts less than one’s own, more than none, and one way only', () => {
    const bricklayer = worker({ trades: [bricklaying] })
    expect(score({ trade: bricklaying }, bricklayer)).toBeGreaterThan(score({ trade: concrete }, bricklayer))
    expect(score({ trade: concrete }, bricklayer)).toBeGreaterThan(score({ trade: guarding }, bricklayer))
    expect(tradeFit(rules, [bricklaying], concrete)).toBeGreaterThan(tradeFit(rules, [concrete], bricklaying))
  })

  it('of several related trades the nearest counts, once', () => {
    expect(tradeFit(rules, [concrete, bricklaying], '4-02-05-01')).toBe(0.6)
  })

  it('skill counts in skilled trades, and in no other', () => {
    const level = (skillLevel: Seeker['skillLevel'], trade: string) => score({ trade }, worker({ trades: [trade], skillLevel }))
    expect(level('senior', bricklaying)).toBeGreaterThan(level('apprentice', bricklaying))
    expect(level('senior', carrying)).toBe(level('apprentice', carrying))
  })

  it('the published weights add up to 1,000, and no score leaves 0–1,000', () => {
    expect(Object.values(rules.weights).reduce((sum, weight) => sum + weight, 0)).toBe(1_000)
    fc.assert(fc.property(
      fc.record({ lat: fc.double({ min: -90, max: 90, noNaN: true }), payFen: fc.nat(100_000_000), postedAt: fc.nat(now), startsAt: fc.integer({ min: 0, max: now * 2 }) }),
      fc.record({ wishedPayFen: fc.nat(1_000_000), trades: fc.subarray([carrying, guarding, bricklaying]) }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (changes, wishes, employerRecord) => {
        const points = matchScore(job(changes, { employerRecord }), worker(wishes), rules, now)
        expect(Number.isInteger(points) && points >= 0 && points <= 1_000).toBe(true)
      },
    ))
  })
})

describe('the hard rules', () => {
  it.each<[HardRule, Partial<JobToMatch>, Partial<Seeker>]>([
    ['full', { filled: 3 }, {}],
    ['begun', { startsAt: now }, {}],
    ['not_open', { status: 'closed' }, {}],
    ['hidden', { confirmedUntil: now }, {}],
    ['own_job', {}, { personId: 'employer-1' }],
    ['taken', {}, { takenJobIds: new Set(['job-0001']) }],
    ['known_workers_first', { publicFrom: now + 1 }, {}],
    ['overlap', {}, { busy: [{ startsAt: startsAt + 8 * hour, endsAt: startsAt + 12 * hour }] }],
    ['adults_only', { trade: scaffolding }, { adult: false }],
    ['minor_hours', { breakMinutes: 59 }, { adult: false }],
    ['minor_hours', { startsAt: now + hour, endsAt: now + 5 * hour }, { adult: false }],
    ['past_retirement', { trade: scaffolding }, { pastRetirement: true, licensedUntil: new Map([[scaffolding, startsAt + day]]) }],
    ['licence_needed', { trade: scaffolding }, {}],
    ['licence_needed', { trade: scaffolding }, { licensedUntil: new Map([[scaffolding, startsAt + 9 * hour - 1]]) }],
  ])('a job is never offered to a worker when %s', (rule, changes, facts) => {
    expect(mayTake(job(), seeker, now)).toBe(true)
    expect(hardRuleBroken(job(changes), worker(facts), now)).toBe(rule)
    expect(hardRulesBroken(job(changes), worker(facts), now)[0]).toBe(rule)
    expect(bestMatches([job(changes)], worker(facts), rules, now, 20)).toEqual([])
  })

  it('workers the employer knows may take a place before everybody else; minors may do what is not closed to them', () => {
    expect(mayTake(job({ publicFrom: now + 1 }), worker({ knownEmployerIds: new Set(['employer-1']) }), now)).toBe(true)
    expect(mayTake(job({ publicFrom: now }), seeker, now)).toBe(true)
    expect(mayTake(job(), worker({ adult: false }), now)).toBe(true)
    expect(mayTake(job(), worker({ pastRetirement: true }), now)).toBe(true)
    expect(mayTake(job({ trade: scaffolding }), worker({ licensedUntil: new Map([[scaffolding, startsAt + 9 * hour]]) }), now)).toBe(true)
  })

  it('rounding never shows a job longer than it is open, nor makes its hours shorter', () => {
    fc.assert(fc.property(fc.nat(5_000), fc.nat(5_000), fc.nat(5_000), (start, length, until) => {
      const exact = { startsAt: startsAt + start, endsAt: startsAt + start + length + hour, confirmedUntil: now + until, publicFrom: now + until }
      const rounded = job(exact)
      expect(rounded.startsAt).toBeLessThanOrEqual(exact.startsAt)
      expect(rounded.endsAt).toBeGreaterThanOrEqual(exact.endsAt)
      expect(rounded.shownUntil).toBeLessThanOrEqual(exact.confirmedUntil)
      expect(rounded.publicFrom).toBeGreaterThanOrEqual(exact.publicFrom)
    }))
  })
})

describe('the order', () => {
  it('gives the best first, at most as many as asked for, the same in any order of input', () => {
    const jobs = Array.from({ length: 40 }, (_, index) => job({ id: `job-${1000 + index}`, ...at((index % 20) * 500) }))
    const best = bestMatches(jobs, seeker, rules, now, 20)
    expect(best).toHaveLength(20)
    expect(best.map(({ score: points }) => points)).toEqual(best.map(({ score: points }) => points).sort((one, other) => other - one))
    expect(bestMatches([...jobs].reverse(), seeker, rules, now, 20)).toEqual(best)
  })

  it('of equal jobs the one that has waited longest for its people comes first', () => {
    // Older by two days or more: freshness gives neither of them anything.
    const jobs = [2, 4, 3].map((days) => job({ id: `job-000${days}`, postedAt: now - days * day }))
    expect(bestMatches(jobs, seeker, rules, now, 3).map(({ job: { id } }) => id)).toEqual(['job-0004', 'job-0003', 'job-0002'])
  })

  it('of equal workers whoever has waited longest comes first, a better one before both', () => {
    const waiting = [
      { seeker: worker({ personId: 'late' }), since: now - minute },
      { seeker: worker({ personId: 'early' }), since: now - hour },
      { seeker: worker({ personId: 'other', trades: [guarding] }), since: now - 2 * hour },
    ]
    expect(rankQueue(waiting, job(), rules, now).map(({ seeker: { personId } }) => personId)).toEqual(['early', 'late', 'other'])
    expect(rankQueue([...waiting].reverse(), job(), rules, now).map(({ seeker: { personId } }) => personId)).toEqual(['early', 'late', 'other'])
  })

  it('of those who wait to be chosen nobody is left out: who cannot come at this moment stands last, with the rule', () => {
    const busy = worker({ personId: 'busy', busy: [{ startsAt, endsAt: startsAt + hour }] })
    const queue = [
      { seeker: busy, since: now - 2 * hour },
      { seeker: worker({ personId: 'other', trades: [guarding] }), since: now - hour },
      { seeker: worker({ personId: 'late' }), since: now - minute },
      { seeker: worker({ personId: 'early' }), since: now - hour },
    ]
    const order = (changes: Partial<JobToMatch> = {}) => rankQueue(queue, job(changes), rules, now).map(({ seeker: { personId }, broken }) => [personId, broken])
    expect(order()).toEqual([['early', null], ['late', null], ['other', null], ['busy', 'overlap']])
    // What closes the job to everybody says nothing of one of them.
    expect(order({ filled: 3, status: 'closed' })).toEqual(order())
  })
})

describe('an employer’s record', () => {
  const { averageRecords } = rules.spans

  it('of a new one is the average, and one mishap is no verdict', () => {
    expect(recordShare({ settled: 0, broken: 0 }, 0.93, averageRecords)).toBeCloseTo(0.93)
    expect(recordShare({ settled: 0, broken: 1 }, 0.93, averageRecords)).toBeGreaterThan(0.7)
    expect(recordShare({ settled: 100, broken: 0 }, 0.93, averageRecords)).toBeGreaterThan(0.99)
    expect(recordShare({ settled: 10, broken: 40 }, 0.93, averageRecords)).toBeLessThan(0.3)
  })

  it('is never nothing by nothing', () => {
    expect(recordShare({ settled: 0, broken: 0 }, 0.9, 0)).toBe(0.9)
  })

  it('pay is in time when it comes on the market’s day that was promised', () => {
    const terms = (settleWhen: 'same_day' | 'next_day' | 'weekly') => ({ settleWhen, endsAt: startsAt + 9 * hour })
    const midnight = Date.parse('2026-11-24T00:00:00+08:00')
    expect(paidInTime(terms('same_day'), midnight - 1)).toBe(true)
    expect(paidInTime(terms('same_day'), midnight)).toBe(false)
    expect(paidInTime(terms('next_day'), midnight + day - 1)).toBe(true)
    expect(paidInTime(terms('weekly'), midnight + 7 * day - 1)).toBe(true)
    expect(paidInTime(terms('weekly'), midnight + 7 * day)).toBe(false)
  })
})
