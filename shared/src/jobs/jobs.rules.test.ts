import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hour, minute } from '../words/time'
import type { JobDraft } from './jobs.contract'
import { dayPayFen, hourlyPayFen, keptText, leastPayFen, postingProblems, stateAt, workedMinutes } from './jobs.rules'

/** 2026-11-23 05:00 in the market. */
const now = Date.UTC(2026, 10, 22, 21, 0)
const startsAt = now + 90 * minute

const draft: JobDraft = {
  marketId: '0197b0c2-5f3a-7c11-8a55-0123456789ab',
  trade: '4-02-05-01',
  title: '装卸工',
  description: '卸一车瓷砖，搬到仓库',
  requirements: '',
  headcount: 8,
  address: '洛阳市涧西区西苑路 12 号仓库',
  startsAt,
  endsAt: startsAt + 9 * hour,
  breakMinutes: 60,
  payFen: 18_000,
  payUnit: 'day',
  settleWhen: 'same_day',
  settleHow: 'cash',
  perks: ['lunch'],
  contactName: '王建国',
  contactPhone: '13800138000',
}
const facts = { now, minimumHourlyFen: 1_960 }
const problems = (changes: Partial<JobDraft>) => postingProblems({ ...draft, ...changes }, facts)
const refusedFields = (changes: Partial<JobDraft>) => problems(changes).map(({ field }) => field)
const wordsFor = (changes: Partial<JobDraft>, field: string) => problems(changes).find((problem) => problem.field === field)?.message

describe('hours and pay', () => {
  it('a day from 06:30 to 15:30 with an hour of rest is eight hours of work', () => {
    expect(workedMinutes(draft)).toBe(480)
  })

  it("a day's pay is divided by the hours worked, and never rounded in the employer's favour", () => {
    expect(hourlyPayFen(draft)).toBe(2_250)
    expect(hourlyPayFen({ ...draft, payFen: 15_679 })).toBe(1_959)
    expect(hourlyPayFen({ ...draft, payUnit: 'hour', payFen: 2_100 })).toBe(2_100)
    expect(hourlyPayFen({ ...draft, endsAt: startsAt })).toBe(0)
  })

  it('pay by the hour makes the pay of the day', () => {
    expect(dayPayFen({ ...draft, payUnit: 'hour', payFen: 2_050 })).toBe(16_400)
    expect(dayPayFen(draft)).toBe(18_000)
  })

  it('the least pay that is named is itself accepted, and a yuan less is not', () => {
    fc.assert(fc.property(
      fc.integer({ min: 30, max: 720 }), fc.integer({ min: 1_000, max: 5_000 }), fc.constantFrom<'day' | 'hour'>('day', 'hour'),
      (minutes, minimum, payUnit) => {
        const hours = { startsAt, endsAt: startsAt + minutes * minute, breakMinutes: 0, payUnit }
        const least = leastPayFen(minimum, payUnit, minutes)
        expect(hourlyPayFen({ ...hours, payFen: least })).toBeGreaterThanOrEqual(minimum)
        expect(hourlyPayFen({ ...hours, payFen: least - 101 })).toBeLessThan(minimum)
      },
    ))
  })
})

describe('posting', () => {
  it('a complete posting is accepted', () => {
    expect(problems({})).toEqual([])
  })

  it.each<[string, Partial<JobDraft>, string]>([
    ['an unknown trade', { trade: 'x' }, 'trade'],
    ['no title', { title: '  ' }, 'title'],
    ['no description', { description: '' }, 'description'],
    ['a description of one word', { description: '干活' }, 'description'],
    ['no address', { address: '' }, 'address'],
    ['a start in the past', { startsAt: now - 1, payFen: 30_000 }, 'startsAt'],
    ['a start at this very moment', { startsAt: now, payFen: 30_000 }, 'startsAt'],
    ['a start in more than thirty days', { startsAt: now + 31 * 24 * hour, endsAt: now + 31 * 24 * hour + 8 * hour }, 'startsAt'],
    ['an end before the start', { endsAt: startsAt - hour }, 'endsAt'],
    ['an end at the start', { endsAt: startsAt }, 'endsAt'],
    ['more than twelve hours of work', { endsAt: startsAt + 13 * hour + minute, payFen: 30_000 }, 'endsAt'],
    ['a break longer than the work', { breakMinutes: 280 }, 'breakMinutes'],
    ['no pay', { payFen: 0 }, 'payFen'],
    ['pay of a fraction', { payFen: 18_000.5 }, 'payFen'],
    ['pay below the minimum', { payFen: 15_000 }, 'payFen'],
    ['hourly pay below the minimum', { payUnit: 'hour', payFen: 1_900 }, 'payFen'],
    ['no contact', { contactName: '' }, 'contactName'],
    ['no phone', { contactPhone: '' }, 'contactPhone'],
    ['a phone that is none', { contactPhone: '1380013' }, 'contactPhone'],
    ['nobody wanted', { headcount: 0 }, 'headcount'],
    ['a whole town wanted', { headcount: 501 }, 'headcount'],
    ['half a person wanted', { headcount: 3.5 }, 'headcount'],
  ])('%s is refused beside its field', (_what, changes, field) => {
    expect(refusedFields(changes)).toEqual([field])
  })

  it('says the minimum, what the pay comes to, and how much would do', () => {
    expect(wordsFor({ payFen: 15_000 }, 'payFen')).toBe('干 8 小时，合一小时 18.75 元，低于当地最低的 19.6 元。一天至少要给 157 元')
    expect(refusedFields({ payFen: 15_700 })).toEqual([])
    expect(wordsFor({ payUnit: 'hour', payFen: 1_500 }, 'payFen')).toBe('一小时 15 元，低于当地最低的 19.6 元。一小时至少要给 19.6 元')
  })

  it('names everything at once, each field once', () => {
    const fields = refusedFields({
      trade: '', title: '', description: '', address: '', startsAt: now - hour, endsAt: now - 2 * hour, payFen: 0, contactName: '', contactPhone: 'x',
    })
    expect(fields).toEqual(['trade', 'title', 'description', 'address', 'startsAt', 'endsAt', 'payFen', 'contactName', 'contactPhone'])
  })

  it('a night shift over midnight is one job', () => {
    const night = now + 15 * hour
    expect(refusedFields({ startsAt: night, endsAt: night + 9 * hour })).toEqual([])
  })

  it('whatever is typed, the answer is words for fields and never an error', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.integer(), fc.integer(), fc.integer(), (typed, start, end, pay) => {
      const all = problems({ title: typed, description: typed, contactName: typed, contactPhone: typed, startsAt: start, endsAt: end, payFen: pay })
      expect(new Set(all.map(({ field }) => field)).size).toBe(all.length)
    }))
  })
})

describe('text and state', () => {
  it('text is kept without control characters', () => {
    expect(keptText(' 卸\u0000货\u0007\n第二行 ')).toBe('卸货\n第二行')
  })

  it('a job ends at its start by itself', () => {
    expect(stateAt({ status: 'open', startsAt }, startsAt - 1)).toBe('open')
    expect(stateAt({ status: 'open', startsAt }, startsAt)).toBe('ended')
    expect(stateAt({ status: 'closed', startsAt }, startsAt)).toBe('closed')
  })
})
