import { describe, expect, test } from 'vitest'
import type { Terms } from '../apply/apply.contract'
import { day, hour, minute } from '../words/time'
import { agreementKind, noOtherWork, otherWorkOf, reasonOfBefore, type AgreedWork } from './kind.rules'
import { partTimeLimitsAt, inForceAt } from './law-tables'
import { isPastRetirementAge, retirementMonths } from './retirement.rules'

const startsAt = Date.UTC(2026, 10, 23, 22, 30) // Tuesday 24 November 06:30 in the market
const termsOf = (changed: Partial<Terms> = {}): Terms => ({
  jobVersion: 1, trade: '4-02-05-01', title: '卸水泥', description: '两车水泥，从车上卸到棚里', requirements: '能扛五十斤',
  address: '洛阳市洛龙区关林路 1 号', startsAt, endsAt: startsAt + 9 * hour, breakMinutes: 60, payFen: 20_000, payUnit: 'day',
  settleWhen: 'same_day', settleHow: 'wechat', perks: ['lunch'], employerKind: 'business', employerName: '洛阳好运物流有限公司', marketName: '洛阳市零工市场',
  ...changed,
})
const shortDay = (at: number = startsAt) => termsOf({ startsAt: at, endsAt: at + 4 * hour, breakMinutes: 0 })
const young = { pastRetirementAge: false, otherWork: noOtherWork }
const kindOf = (terms: Terms, works: readonly AgreedWork[] = []) => agreementKind(terms, { pastRetirementAge: false, otherWork: otherWorkOf(works, terms.startsAt) })

describe('which agreement it is', () => {
  test('four hours with a business are part-time employment, a minute more is not', () => {
    expect(agreementKind(shortDay(), young).kind).toBe('part_time')
    expect(agreementKind(termsOf({ endsAt: startsAt + 5 * hour, breakMinutes: 60 }), young).kind).toBe('part_time')
    expect(agreementKind(termsOf({ endsAt: startsAt + 4 * hour + minute, breakMinutes: 0 }), young).kind).toBe('task_based')
  })
  test('a usual day with a business is a task-based labour contract', () => {
    expect(agreementKind(termsOf(), young)).toEqual({ kind: 'task_based', reason: '一天干活超过 4 小时，按《劳动合同法》第十五条签以完成一定工作任务为期限的劳动合同。' })
  })
  test('a household makes a service agreement, however short the work and however old the worker', () => {
    const household = termsOf({ employerKind: 'household', endsAt: startsAt + 2 * hour, breakMinutes: 0 })
    expect(agreementKind(household, young).kind).toBe('civil_service')
    expect(agreementKind(household, { ...young, pastRetirementAge: true }).kind).toBe('civil_service')
  })
  test('a worker past retirement age has a kind of their own with a business, however short the work', () => {
    expect(agreementKind(termsOf(), { ...young, pastRetirementAge: true })).toEqual({ kind: 'past_retirement', reason: expect.stringContaining('退休年龄') as string })
    expect(agreementKind(shortDay(), { ...young, pastRetirementAge: true }).kind).toBe('past_retirement')
  })
  test('a night over midnight counts as one day', () => {
    expect(agreementKind(termsOf({ startsAt: startsAt - 4 * hour, endsAt: startsAt - hour, breakMinutes: 0 }), young).kind).toBe('part_time')
  })
  test('the reason of an agreement of before reasons were kept is found from what it says', () => {
    expect(reasonOfBefore(termsOf(), 'civil_service')).toContain('退休年龄')
    expect(reasonOfBefore(termsOf({ employerKind: 'household' }), 'civil_service')).toContain('个人家庭')
    expect(reasonOfBefore(shortDay(), 'part_time')).toContain('不超过 4 小时')
    expect(reasonOfBefore(termsOf(), 'task_based')).toContain('超过 4 小时')
  })
})

describe('the week with one employer', () => {
  const monday = startsAt - day
  const days = (count: number): AgreedWork[] => Array.from({ length: count }, (_, index) => ({ startsAt: monday + index * day, minutes: 240 }))
  test('six four-hour days are exactly 24 hours and still part-time; the seventh is not, and says why', () => {
    expect(kindOf(shortDay(monday + 5 * day), days(5)).kind).toBe('part_time')
    expect(kindOf(shortDay(monday + 6 * day), days(6))).toEqual({
      kind: 'task_based', reason: '工人这一周（11月23日到29日）在这家单位约好的活，加上这一个，一共超过 24 小时，按《劳动合同法》第十五条签以完成一定工作任务为期限的劳动合同。',
    })
  })
  test('long days count too: three of eight hours fill the week', () => {
    expect(kindOf(shortDay(monday + 5 * day), [0, 1, 2].map((index) => ({ startsAt: monday + index * day, minutes: 480 }))).kind).toBe('task_based')
  })
  test('a minute over the week is over', () => {
    expect(kindOf(shortDay(monday + 5 * day), [...days(4), { startsAt: monday + 4 * day, minutes: 241 }]).kind).toBe('task_based')
  })
  test('the week is Monday to Sunday on the market’s clock', () => {
    const sunday2330 = Date.UTC(2026, 10, 22, 15, 30)
    const monday0030 = sunday2330 + hour
    expect(otherWorkOf([{ startsAt: sunday2330, minutes: 60 }], monday0030)).toEqual(noOtherWork)
    expect(otherWorkOf([{ startsAt: monday0030, minutes: 60 }], monday0030 + 6 * day).minutesThatWeek).toBe(60)
    expect(kindOf(shortDay(monday0030 + 7 * day), days(7)).kind).toBe('part_time')
  })
  test('a day cut into two jobs is one day', () => {
    expect(kindOf(shortDay(), [{ startsAt: startsAt + 6 * hour, minutes: 60 }])).toEqual({ kind: 'task_based', reason: expect.stringContaining('这一天在这家单位约好的活') as string })
  })
  test('the words do not change with the sum, so that one more job changes nothing', () => {
    expect(kindOf(shortDay(monday + 6 * day), days(6)).reason).toBe(kindOf(shortDay(monday + 6 * day), [...days(6), ...days(2)]).reason)
  })
  test('a week over the end of a month is said with both months', () => {
    const december = startsAt + 7 * day
    expect(kindOf(shortDay(december), [{ startsAt: december - day, minutes: 24 * 60 }]).reason).toContain('11月30日到12月6日')
  })
})

describe('numbers of the law are tables with days', () => {
  test('each row counts from its day on, before all of them the first', () => {
    const rows = [{ from: '2025-01-01', value: 1 }, { from: '2027-01-01', value: 2 }]
    expect([Date.UTC(2020, 0), Date.UTC(2026, 11, 31, 15, 59), Date.UTC(2026, 11, 31, 16)].map((at) => inForceAt(rows, at).value)).toEqual([1, 1, 2])
    expect(() => inForceAt([], 0)).toThrow('no row')
  })
  test('part-time is four hours a day and 24 a week', () => {
    expect(partTimeLimitsAt(startsAt)).toMatchObject({ minutesADay: 240, minutesAWeek: 1_440 })
  })
})

describe('retirement age rises month by month', () => {
  test.each([
    ['man', 1964, 12, 60 * 12],
    ['man', 1965, 1, 60 * 12 + 1],
    ['man', 1965, 4, 60 * 12 + 1],
    ['man', 1965, 5, 60 * 12 + 2],
    ['man', 1976, 9, 63 * 12],
    ['man', 1990, 1, 63 * 12],
    ['woman', 1974, 12, 50 * 12],
    ['woman', 1975, 1, 50 * 12 + 1],
    ['woman', 1975, 3, 50 * 12 + 2],
    ['woman', 1984, 11, 55 * 12],
  ] as const)('a %s born %i-%i retires at %i months', (sex, year, month, months) => {
    expect(retirementMonths(sex, { year, month }, startsAt)).toBe(months)
  })
  test('it is reached on the birthday, not the day before', () => {
    const bornIn1960 = '410305196011240019'
    expect(isPastRetirementAge(bornIn1960, Date.UTC(2020, 10, 23, 15, 59))).toBe(false)
    expect(isPastRetirementAge(bornIn1960, Date.UTC(2020, 10, 23, 16, 0))).toBe(true)
  })
  test('the seventeenth digit tells men from women', () => {
    const at = Date.UTC(2026, 10, 23)
    expect([isPastRetirementAge('410305197001010012', at), isPastRetirementAge('410305197001010020', at)]).toEqual([false, true])
  })
})
