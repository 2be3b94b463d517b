import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JobCard } from '@market/shared/jobs/jobs.contract'
import { jobFacts, type Seeker } from '@market/shared/match/facts'
import { firstMatchRules } from '@market/shared/match/match-rules'
import { matchReasons } from '@market/shared/match/reasons'
import { metresTo } from '@market/shared/match/score'
import { day, hour } from '@market/shared/words/time'
import { knownCard, matchesText, type Reader, type Written } from './match-text'

const now = Date.parse('2026-11-23T04:40:00+08:00')
const card: JobCard = {
  id: 'job-1', status: 'open', trade: '4-02-05-01', title: '卸白菜 "早班"', payFen: 23_050, payUnit: 'day', settleWhen: 'same_day', settleHow: 'wechat', startsAt: now + 2 * hour, endsAt: now + 11 * hour,
  breakMinutes: 60, address: '3 号库', lat: 34.63, lng: 112.47, distanceMetres: null, headcount: 3, filled: 1, perks: ['lunch'], hiring: 'first_come', publicFrom: null,
  employer: { kind: 'business', name: '洛阳宏运农贸有限公司' }, market: { id: 'market-1', name: '洛阳市零工市场' }, postedAt: now - hour, demo: false,
}
const seeker = (change: Partial<Seeker>): Seeker => ({
  personId: 'worker-1', trades: ['4-02-05-01'], skillLevel: 'junior', wishedPayFen: 20_000, wishedPayUnit: 'day', place: { lat: 34.62, lng: 112.45 },
  busy: [], takenJobIds: new Set(), knownEmployerIds: new Set(), adult: true, pastRetirement: false, licensedUntil: new Map(), ...change,
})
const readerOf = (who: Seeker, at: number): Reader => ({ seeker: who, who, rules: firstMatchRules, now: at })

describe('the text of matches', () => {
  const cards = [card, { ...card, id: 'job-2', trade: '6-29-01-01', payFen: 3_000, payUnit: 'hour' as const }, { ...card, id: 'job-3', startsAt: now + day }]
  const known = cards.map(knownCard)

  it.each([
    ['with a place', seeker({}), now], ['without one', seeker({ place: null }), now], ['without a wish', seeker({ wishedPayFen: 0 }), now],
    ['with a wish by the hour', seeker({ wishedPayFen: 2_500, wishedPayUnit: 'hour' }), now], ['on the next day', seeker({}), now + day],
  ])('is what JSON would be, %s', (_, who, at) => {
    const found = cards.map(({ id }, place) => ({ id, score: 700 - place, cleanSettlements: place * 3 }))
    const plain = cards.map((one, place) => {
      const facts = jobFacts({ ...one, employerId: 'employer-1', confirmedUntil: null }, { employerRecord: 1, cleanSettlements: place * 3 })
      return { job: { ...one, distanceMetres: metresTo(one, who) }, reasons: matchReasons(facts, who, firstMatchRules, at) }
    })
    const { bytes } = matchesText(known.flatMap((one, place) => (found[place] === undefined ? [] : [{ known: one, found: found[place] }])), readerOf(who, at), null)
    expect(JSON.parse(bytes.toString())).toEqual({ matches: plain })
  })

  it('of no match is an empty list', () => {
    expect(matchesText([], readerOf(seeker({}), now), null).bytes.toString()).toBe('{"matches":[]}')
  })

  it('is the same with what was written before as without it, whatever has changed since', () => {
    const wishes = [{}, { wishedPayFen: 2_500, wishedPayUnit: 'hour' as const }, { trades: ['6-29-01-01'] }].map((change) => ({ rest: seeker(change), who: {} }))
    const places = [null, { lat: 34.62, lng: 112.45 }, { lat: 34.62, lng: 112.46 }]
    const rules = [firstMatchRules, { ...firstMatchRules, related: [] }]
    const look = fc.record({
      jobs: fc.uniqueArray(fc.nat(11), { maxLength: 12 }), read: fc.nat(3), settled: fc.constantFrom(0, 0, 3, 12), wishes: fc.constantFrom(0, 0, 0, 1, 2), place: fc.constantFrom(1, 1, 1, 0, 2),
      rules: fc.constantFrom(0, 0, 0, 1), later: fc.constantFrom(0, 0, hour, day),
    })
    fc.assert(fc.property(fc.array(look, { minLength: 2, maxLength: 12 }), (looks) => {
      const cardOf = (job: number, read: number): JobCard => ({ ...card, id: `job-${job}`, trade: job % 3 === 0 ? '6-29-01-01' : card.trade, payFen: 20_000 + job * 1_000, startsAt: now + (2 + job) * hour, filled: read, lat: 34.6 + job / 100 })
      // Read anew, a card is another object, whether or not it says the same.
      const known = Array.from({ length: 12 }, (_, job) => Array.from({ length: 4 }, (_, read) => knownCard(cardOf(job, Math.floor(read / 2)))))
      let before: Written | null = null
      let at = now
      for (const one of looks) {
        at += one.later
        const wish = wishes[one.wishes]
        const inForce = rules[one.rules]
        if (wish === undefined || inForce === undefined) throw new Error('there is one')
        const matches = one.jobs.flatMap((job) => {
          const cardNow = known[job]?.[one.read]
          return cardNow === undefined ? [] : [{ known: cardNow, found: { id: `job-${job}`, score: 1, cleanSettlements: job % 2 === 0 ? one.settled : 0 } }]
        })
        const reader: Reader = { seeker: { ...wish.rest, place: places[one.place] ?? null }, who: wish.who, rules: inForce, now: at }
        const written: Written = matchesText(matches, reader, before)
        expect(written.bytes.toString()).toBe(matchesText(matches, reader, null).bytes.toString())
        before = written
      }
    }))
  })
})
