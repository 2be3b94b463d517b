import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { jobFacts, recordShare, type EmployerRecord, type JobFacts, type JobToMatch, type Seeker } from '@market/shared/match/facts'
import { firstMatchRules, type MatchRules } from '@market/shared/match/match-rules'
import { bestMatches } from '@market/shared/match/match.rules'
import { skillLevels } from '@market/shared/words/lists'
import { day, hour, minute, second } from '@market/shared/words/time'
import { MatchIndex, type Found, type Look } from './match-index'
import { Shortlist } from './shortlist'

const monday = Date.parse('2026-11-23T04:40:00+08:00')
const trades = ['4-02-05-01', '4-02-06-01', '6-29-01-01', '6-29-01-03', '6-29-01-05', '6-31-01-03', '4-07-05-01']
const employers = ['employer-0', 'employer-1', 'employer-2', 'worker-0']

/** Ids of both kinds: as the product makes them, and as other text. */
const id = fc.nat(60).map((number) => (number % 3 === 0 ? `job-${number}` : `0190a000-0000-7000-8000-${String(number * 7_919).padStart(12, '0')}`))
/** Places mostly close together, some of them the same, some at the ends of the world. */
const place = fc.oneof(
  { weight: 8, arbitrary: fc.record({ lat: fc.integer({ min: 0, max: 40 }).map((step) => 34.5 + step / 100), lng: fc.integer({ min: 0, max: 40 }).map((step) => 112.3 + step / 100) }) },
  { weight: 2, arbitrary: fc.record({ lat: fc.double({ min: 31.4, max: 36.4, noNaN: true }), lng: fc.double({ min: 110.3, max: 116.7, noNaN: true }) }) },
  { weight: 1, arbitrary: fc.record({ lat: fc.double({ min: -90, max: 90, noNaN: true }), lng: fc.double({ min: -180, max: 180, noNaN: true }) }) },
)
const job: fc.Arbitrary<JobToMatch> = fc.record({
  id, place, trade: fc.constantFrom(...trades), employerId: fc.constantFrom(...employers),
  status: fc.constantFrom('open', 'open', 'open', 'closed'), headcount: fc.constantFrom(1, 2, 3), filled: fc.constantFrom(0, 0, 1),
  // Few values, so that many jobs are equal and the order among equals is put to the test.
  payFen: fc.constantFrom(16_000, 20_000, 23_000, 26_000, 100_000_000), payUnit: fc.constantFrom('day', 'day', 'hour'), breakMinutes: fc.constantFrom(0, 60),
  startsIn: fc.constantFrom(-hour, 0, minute, 2 * hour, 5 * hour, day, 4 * day), lasts: fc.constantFrom(4 * hour, 9 * hour, 10 * hour),
  shownFor: fc.constantFrom(null, null, -minute, 3 * hour), publicIn: fc.constantFrom(null, null, null, -minute, 20 * minute, 3 * hour), age: fc.constantFrom(0, minute, hour, day, 3 * day),
}).map(({ place: { lat, lng }, startsIn, lasts, shownFor, publicIn, age, ...rest }): JobToMatch => ({
  ...rest, status: rest.status as 'open' | 'closed', payUnit: rest.payUnit as 'day' | 'hour', lat, lng, startsAt: monday + startsIn, endsAt: monday + startsIn + lasts,
  confirmedUntil: shownFor === null ? null : monday + shownFor, publicFrom: publicIn === null ? null : monday + publicIn, postedAt: monday - age,
}))
const seeker: fc.Arbitrary<Seeker> = fc.record({
  personId: fc.constantFrom('worker-0', 'worker-1'), trades: fc.subarray(trades), skillLevel: fc.constantFrom(...skillLevels),
  wishedPayFen: fc.constantFrom(0, 2_500, 20_000, 23_000), wishedPayUnit: fc.constantFrom('day', 'hour'), place: fc.option(place, { freq: 5 }),
  busy: fc.array(fc.constantFrom(0, 3, 6, 20).map((hours) => ({ startsAt: monday + hours * hour, endsAt: monday + (hours + 4) * hour })), { maxLength: 2 }),
  takenJobIds: fc.uniqueArray(id, { maxLength: 6 }).map((ids) => new Set(ids)), knownEmployerIds: fc.subarray(employers).map((ids) => new Set(ids)), adult: fc.boolean(), pastRetirement: fc.boolean(),
  licensedUntil: fc.subarray(['6-29-01-05', '6-31-01-03']).chain((some) => fc.constantFrom(4, 6, 30, 200).map((hours) => new Map(some.map((trade) => [trade, monday + hours * hour])))),
}).map((one) => ({ ...one, wishedPayUnit: one.wishedPayUnit as 'day' | 'hour' }))
const record: fc.Arbitrary<EmployerRecord> = fc.record({ settled: fc.nat(20), broken: fc.nat(20) })

const average = 0.9
const change = fc.oneof(
  { weight: 10, arbitrary: fc.record({ put: job }) },
  { weight: 3, arbitrary: fc.record({ remove: id }) },
  { weight: 2, arbitrary: fc.record({ record, employerId: fc.constantFrom(...employers) }) },
  { weight: 2, arbitrary: fc.record({ wait: fc.constantFrom(second, 15 * second, minute, hour, 6 * hour) }) },
  { weight: 1, arbitrary: fc.constant({ sort: true as const }) },
  { weight: 4, arbitrary: fc.record({ ask: seeker, most: fc.constantFrom(1, 5, 20) }) },
  // Somebody who asked before asks again, now and then from elsewhere: by steps, by a bus, without saying where they are.
  { weight: 8, arbitrary: fc.record({ again: fc.nat(100), moved: fc.oneof({ weight: 6, arbitrary: fc.constantFrom({ lat: 0, lng: 0 }, { lat: 1e-5, lng: -2e-5 }, { lat: 2e-3, lng: 0 }, { lat: 0.3, lng: 0.2 }) }, { weight: 1, arbitrary: fc.constant(null) }) }) },
)

/** What is in the index, kept so plainly that it cannot be wrong. */
function model(rules: MatchRules) {
  const jobs = new Map<string, JobToMatch>()
  const records = new Map<string, EmployerRecord>()
  const facts = (stored: JobToMatch): JobFacts => {
    const { settled, broken } = records.get(stored.employerId) ?? { settled: 0, broken: 0 }
    return jobFacts(stored, { employerRecord: recordShare({ settled, broken }, average, rules.spans.averageRecords), cleanSettlements: 0 })
  }
  return { jobs, records, facts, best: (who: Seeker, now: number, most: number) => bestMatches([...jobs.values()].map(facts), who, rules, now, most).map(({ job: { id: jobId }, score }) => ({ id: jobId, score })) }
}

const ruleBooks = fc.constantFrom<MatchRules>(
  firstMatchRules,
  { ...firstMatchRules, weights: { trade: 100, skill: 0, distance: 600, pay: 100, start: 100, record: 50, freshness: 50 }, spans: { ...firstMatchRules.spans, farMetres: 200_000, averageRecords: 0 } },
  { ...firstMatchRules, weights: { trade: 0, skill: 0, distance: 0, pay: 0, start: 500, record: 500, freshness: 0 } },
)

const scores = (found: readonly Found[]) => found.map(({ id: jobId, score }) => ({ id: jobId, score }))

/** What somebody was shown at their last look: the list, and everything that a reply could be made of. */
type Shown = { list: object; of: readonly unknown[] }

/**
 * Checks one look against looking at every job; and where it is said to be the list of the look before, that nothing a reply could
 * be made of has changed since. Gives what was shown.
 */
function expectLook(look: Look, plain: ReturnType<typeof model>, who: Seeker, now: number, most: number, before: Shown | undefined): Shown {
  const best = plain.best(who, now, most)
  expect(scores(look.found())).toEqual(best)
  const of = [who.place?.lat, who.place?.lng, ...best.flatMap(({ id: jobId }) => {
    const stored = plain.jobs.get(jobId)
    // Nothing settled and nothing broken is what stands of whom nothing is known.
    return [stored, stored && (plain.records.get(stored.employerId) ?? { settled: 0, broken: 0 })]
  })]
  if (look.list === before?.list) expect(of).toEqual(before.of)
  return { list: look.list, of }
}

const tidyNow = (index: MatchIndex, now: number): void => {
  for (const _ of index.tidy(now));
}

describe('the index', () => {
  it('finds exactly what looking at every job finds, while jobs come, change, move, fill, end and begin', () => {
    fc.assert(fc.property(ruleBooks, fc.array(job, { maxLength: 150, size: 'max' }), fc.array(change, { minLength: 10, maxLength: 80, size: 'max' }), (rules, first, changes) => {
      const index = new MatchIndex()
      const plain = model(rules)
      let now = monday
      index.setRecords([], average)
      const asked: { who: Seeker; most: number; shown?: Shown }[] = []
      for (const one of first) plain.jobs.set(one.id, one)
      index.load([...plain.jobs.values()].map(plain.facts))
      for (const _ of index.sort(now));
      for (const one of changes) {
        if ('put' in one) {
          plain.jobs.set(one.put.id, one.put)
          index.set(plain.facts(one.put))
          tidyNow(index, now)
        } else if ('remove' in one) {
          plain.jobs.delete(one.remove)
          index.remove(one.remove)
        } else if ('record' in one) {
          plain.records.set(one.employerId, one.record)
          index.setRecords([{ employerId: one.employerId, ...one.record }], average)
        } else if ('wait' in one) now += one.wait
        else if ('sort' in one) for (const _ of index.sort(now));
        else if ('ask' in one) {
          const first: (typeof asked)[number] = { who: one.ask, most: one.most }
          first.shown = expectLook(index.look(one.ask, rules, now, one.most, first), plain, one.ask, now, one.most, undefined)
          asked.push(first)
        } else {
          const before = asked[one.again % Math.max(1, asked.length)]
          if (before === undefined) continue
          const { place } = before.who
          before.who = { ...before.who, place: place === null || one.moved === null ? null : { lat: place.lat + one.moved.lat, lng: place.lng + one.moved.lng } }
          before.shown = expectLook(index.look(before.who, rules, now, before.most, before), plain, before.who, now, before.most, before.shown)
        }
      }
    }), { numRuns: 200 })
  })

  it('finds the same among thousands of jobs in few trades, near and far, with the sorting it does by itself', () => {
    fc.assert(fc.property(fc.array(fc.tuple(job, fc.nat(1_000_000), fc.nat(100_000)), { minLength: 1_500, maxLength: 2_500 }), fc.array(seeker, { minLength: 5, maxLength: 10 }), (jobs, seekers) => {
      const index = new MatchIndex()
      const plain = model(firstMatchRules)
      index.setRecords([], average)
      for (const [one, number, cents] of jobs) {
        const other = { ...one, id: `0190a000-0000-7000-9000-${String(number).padStart(12, '0')}`, payFen: 15_000 + (cents % 15_000), postedAt: one.postedAt - cents * 1_000 }
        plain.jobs.set(other.id, other)
        index.set(plain.facts(other))
        const [who] = seekers
        // Whoever searches between two steps of the sorting finds the same.
        for (const _ of index.tidy(monday)) if (who !== undefined) expect(scores(index.best(who, firstMatchRules, monday, 20))).toEqual(plain.best(who, monday, 20))
      }
      for (const who of seekers) expect(scores(index.best(who, firstMatchRules, monday, 20))).toEqual(plain.best(who, monday, 20))
    }), { numRuns: 12, endOnFailure: true })
  })

  it.each([
    // Under each of these rules something else makes another job the better one: that the list is looked at again and again must not miss it.
    ['walking', 2e-5, firstMatchRules, 0.5],
    ['on a bus, where only the way counts', 1e-3, { ...firstMatchRules, weights: { trade: 0, skill: 0, distance: 1_000, pay: 0, start: 0, record: 0, freshness: 0 }, spans: { ...firstMatchRules.spans, farMetres: 20_000 } }, 0.1],
    ['waiting, where only the start counts', 0, { ...firstMatchRules, weights: { trade: 0, skill: 0, distance: 0, pay: 0, start: 1_000, record: 0, freshness: 0 }, spans: { ...firstMatchRules.spans, soonMinutes: 30, lateMinutes: 900 } }, 0.1],
    ['waiting, where only what is fresh counts', 0, { ...firstMatchRules, weights: { trade: 0, skill: 0, distance: 0, pay: 0, start: 0, record: 0, freshness: 1_000 }, spans: { ...firstMatchRules.spans, staleMinutes: 120 } }, 0],
    ['waiting, where all of a trade are as good as one another', 0, { ...firstMatchRules, weights: { trade: 1_000, skill: 0, distance: 0, pay: 0, start: 0, record: 0, freshness: 0 } }, 0.5],
  ])('who looks again every quarter of a minute, %s, is answered from what they saw, and exactly', (_how, step, rules: MatchRules, mostlyAnswered) => {
    let [looks, kept, answered] = [0, 0, 0]
    fc.assert(fc.property(
      fc.array(fc.tuple(job, fc.nat(1_000_000), fc.nat(100_000)), { minLength: 800, maxLength: 1_200 }), fc.array(seeker, { minLength: 4, maxLength: 8 }), fc.infiniteStream(fc.nat(1_000_000)),
      (jobs, seekers, numbers) => {
        const index = new MatchIndex()
        const plain = model(rules)
        index.setRecords([], average)
        const stored = jobs.map(([one, number, cents]): JobToMatch => ({
          ...one, id: `0190a000-0000-7000-9000-${String(number).padStart(12, '0')}`, payFen: 15_000 + (cents % 15_000), payUnit: 'day', postedAt: one.postedAt - cents * 1_000, startsAt: one.startsAt + (cents % 600) * minute, endsAt: one.endsAt + (cents % 600) * minute,
        }))
        const next = (most: number): number => (numbers.next().value ?? 0) % most
        for (const one of stored) plain.jobs.set(one.id, one)
        index.load([...plain.jobs.values()].map(plain.facts))
        for (const _ of index.sort(monday));
        const again = vi.spyOn(Shortlist.prototype, 'again')
        const shown = new Map<Seeker, Shown>()
        for (let turn = 0; turn < 60; turn += 1) {
          const now = monday + turn * 15 * second
          for (let put = 0; put < 6; put += 1) {
            const like = stored[next(stored.length)]
            if (like === undefined) continue
            const changed = next(2) === 0 ? { ...like, id: `0190a000-0000-7000-a000-${String(turn * 10 + put).padStart(12, '0')}`, payFen: 15_000 + next(15_000), postedAt: now } : { ...like, filled: next(2), headcount: 1 }
            plain.jobs.set(changed.id, changed)
            index.set(plain.facts(changed))
          }
          tidyNow(index, now)
          for (const who of seekers) {
            const here = who.place === null ? who : { ...who, place: { lat: who.place.lat + turn * step, lng: who.place.lng } }
            const before = shown.get(who)
            const after = expectLook(index.look(here, rules, now, 20, who), plain, here, now, 20, before)
            shown.set(who, after)
            looks += 1
            if (after.list === before?.list) kept += 1
          }
        }
        answered += again.mock.results.filter(({ value }) => value !== null).length
        again.mockRestore()
      }), { numRuns: 3, endOnFailure: true })
    // Of one crowd there may be hardly anybody for whom it is worth it.
    expect(answered / looks).toBeGreaterThanOrEqual(mostlyAnswered)
    if (step === 0) expect(kept).toBeGreaterThan(0)
  })

  it('the list stays the same while nothing happens to its jobs, and is another one after whatever does', () => {
    const [sample] = fc.sample(job, { seed: 7, numRuns: 1 })
    const [someone] = fc.sample(seeker, { seed: 7, numRuns: 1 })
    if (sample === undefined || someone === undefined) throw new Error('there is one')
    const index = new MatchIndex()
    const plain = model(firstMatchRules)
    index.setRecords([], average)
    const here = { lat: 34.6, lng: 112.4 }
    const open = (number: number, changes: Partial<JobToMatch> = {}): JobToMatch => ({
      ...sample, ...here, id: `0190a000-0000-7000-8000-${String(number).padStart(12, '0')}`, trade: '4-02-05-01', status: 'open', filled: 0, headcount: 1, payFen: 20_000 + number * 100, payUnit: 'day',
      employerId: 'employer-1', startsAt: monday + day, endsAt: monday + day + 5 * hour, confirmedUntil: null, publicFrom: null, postedAt: monday - hour, ...changes,
    })
    const put = (one: JobToMatch): void => index.set(plain.facts(one))
    for (let number = 0; number < 60; number += 1) put(open(number))
    put(open(100, { payFen: 90_000, startsAt: monday + 10 * minute }))
    tidyNow(index, monday)
    const who = { ...someone, trades: ['4-02-05-01'], place: here, wishedPayFen: 20_000, wishedPayUnit: 'day' as const, busy: [], takenJobIds: new Set<string>(), knownEmployerIds: new Set<string>(), adult: true, pastRetirement: false }
    const listAt = (now: number, as: Seeker = who): object => index.look(as, firstMatchRules, now, 20, who).list
    let [now, list] = [monday, listAt(monday)]
    const isAnother = (as: Seeker = who): boolean => {
      const before = list
      list = listAt(now, as)
      return list !== before
    }
    for (let looks = 0; looks < 8; looks += 1) {
      now += 15 * second
      expect(isAnother()).toBe(false)
    }
    put(open(200, { payFen: 15_000, lat: 36 }))
    index.remove(open(0).id)
    expect(isAnother()).toBe(false)
    // As good as the last of those that are shown, and behind them.
    put(open(300, { payFen: 80_000 }))
    expect(isAnother()).toBe(false)
    put({ ...open(300, { payFen: 80_000 }), headcount: 2 })
    expect(isAnother()).toBe(false)
    const first = open(0, { payFen: 80_000 })
    put(first)
    expect(isAnother()).toBe(true)
    put({ ...first, headcount: 2 })
    expect(isAnother()).toBe(true)
    index.remove(first.id)
    expect(isAnother()).toBe(true)
    index.setRecords([{ employerId: 'employer-1', settled: 9, broken: 0 }], average)
    expect(isAnother()).toBe(true)
    expect(isAnother({ ...who, place: { lat: 34.6001, lng: 112.4 } })).toBe(true)
    expect(isAnother()).toBe(true)
    expect(isAnother()).toBe(false)
    // The first of them begins in the middle of a minute as well as at its end.
    now = monday + 10 * minute - 1
    listAt(now)
    list = listAt(now)
    now += 1
    expect(isAnother()).toBe(true)
  })

  it('a job that was put twice is there once, and one that moved is only where it is now', () => {
    const index = new MatchIndex()
    const plain = model(firstMatchRules)
    const stored = fc.sample(job, { seed: 7, numRuns: 1 })[0]
    if (stored === undefined) throw new Error('there is one')
    const open: JobToMatch = { ...stored, status: 'open', filled: 0, headcount: 1, startsAt: monday + hour, endsAt: monday + 5 * hour, confirmedUntil: null, publicFrom: null, employerId: 'employer-1' }
    for (const one of [open, open, { ...open, lat: 35 }, { ...open, lat: 35, trade: '4-07-05-01' }]) index.set(plain.facts(one))
    expect(index.size).toBe(1)
    index.remove(open.id)
    expect(index.size).toBe(0)
  })

  it('a job that is changed while all are being loaded, and so is read twice, is there once, as it was read last', () => {
    fc.assert(fc.property(fc.array(job, { minLength: 40, maxLength: 60, size: 'max' }), seeker, (stored, who) => {
      const index = new MatchIndex()
      const plain = model(firstMatchRules)
      index.setRecords([], average)
      // Few ids in one trade, all of them wanted: many are read again, at another place and time.
      const read = stored.map((one, at): JobToMatch => ({ ...one, id: `0190a000-0000-7000-8000-${String(at % 25).padStart(12, '0')}`, trade: '4-02-05-01', status: 'open', filled: 0, startsAt: monday + hour + at * minute, endsAt: monday + 9 * hour }))
      for (const one of read) plain.jobs.set(one.id, one)
      index.load(read.map(plain.facts))
      for (const _ of index.sort(monday));
      expect(index.size).toBe(25)
      expect(scores(index.best(who, firstMatchRules, monday, 40))).toEqual(plain.best(who, monday, 40))
      for (const id of plain.jobs.keys()) index.remove(id)
      expect(index.size).toBe(0)
    }), { numRuns: 50 })
  })

  it('forgets jobs that have begun, so that a market that runs for months does not grow', () => {
    const index = new MatchIndex()
    const plain = model(firstMatchRules)
    const [stored] = fc.sample(job, { seed: 7, numRuns: 1 })
    if (stored === undefined) throw new Error('there is one')
    for (let hours = 0; hours < 3_000; hours += 1) {
      const now = monday + hours * hour
      index.set(plain.facts({ ...stored, id: `job-${hours}`, trade: '4-02-05-01', status: 'open', filled: 0, startsAt: now + hour, endsAt: now + 5 * hour }))
      tidyNow(index, now)
    }
    expect(index.size).toBeLessThan(200)
  })
})
