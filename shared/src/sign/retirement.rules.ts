import { marketClock } from '../words/time'
import { retirementTableAt } from './law-tables'

/** Age in whole months at which a person born in that month retires, by the table in force at `at` (UTC ms). */
export function retirementMonths(sex: 'man' | 'woman', born: { year: number; month: number }, at: number): number {
  const { years, firstBirthMonth, birthMonthsPerDelay, longestDelayMonths } = retirementTableAt(at)[sex]
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
  return livedMonths >= retirementMonths(sex, born, at)
}
