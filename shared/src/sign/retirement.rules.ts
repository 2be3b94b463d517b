import { marketClock } from '../words/time'

/**
 * Statutory retirement age and its gradual rise since 2025-01-01 (decision of the NPC Standing Committee of 2024-09-13,
 * with 国务院关于渐进式延迟法定退休年龄的办法). Data, because it moves month by month and may be changed again.
 */
const retirementTables = {
  /** 60, one month more for every four months of birth from 1965-01, until 63. */
  man: { years: 60, firstBirthMonth: { year: 1965, month: 1 }, birthMonthsPerDelay: 4, longestDelayMonths: 36 },
  /** 50, one month more for every two months of birth from 1975-01, until 55: the table for workers, not for cadres. */
  woman: { years: 50, firstBirthMonth: { year: 1975, month: 1 }, birthMonthsPerDelay: 2, longestDelayMonths: 60 },
} as const

/** Age in whole months at which a person born in that month retires. */
export function retirementMonths(sex: 'man' | 'woman', born: { year: number; month: number }): number {
  const { years, firstBirthMonth, birthMonthsPerDelay, longestDelayMonths } = retirementTables[sex]
  const since = (born.year - firstBirthMonth.year) * 12 + born.month - firstBirthMonth.month
  const delay = since < 0 ? 0 : Math.min(Math.floor(since / birthMonthsPerDelay) + 1, longestDelayMonths)
  return years * 12 + delay
}

/**
 * Whether the owner of a resident ID number (GB 11643, checked before) had reached retirement age on the market's day of
 * `at` (UTC ms). Such a person can no longer enter a labour contract (劳动合同法实施条例 21).
 */
export function isPastRetirementAge(idNumber: string, at: number): boolean {
  const born = { year: Number(idNumber.slice(6, 10)), month: Number(idNumber.slice(10, 12)) }
  const bornDay = Number(idNumber.slice(12, 14))
  const sex = Number(idNumber.charAt(16)) % 2 === 1 ? 'man' : 'woman'
  const today = marketClock(at)
  const livedMonths = (today.year - born.year) * 12 + today.month - born.month - (today.day < bornDay ? 1 : 0)
  return livedMonths >= retirementMonths(sex, born)
}
