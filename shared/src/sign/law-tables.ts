import { marketDay } from '../words/time'

/** Numbers of the law that decide which agreement it is. Data with the day each comes into force: a change is one more row. */
type Dated = { from: string }

/** Limits of part-time employment: of one day and one week for the same employer, in minutes. */
export type PartTimeLimits = Dated & { minutesADay: number; minutesAWeek: number }

/** 劳动合同法 68: on average four hours a day, 24 a week. The average is kept by every day. */
const partTimeLimits: readonly PartTimeLimits[] = [{ from: '2008-01-01', minutesADay: 4 * 60, minutesAWeek: 24 * 60 }]

/** Retirement: at `years`, one month later for every `birthMonthsPerDelay` months of birth from `firstBirthMonth` on, at most `longestDelayMonths`. */
export type RetirementRule = { years: number; firstBirthMonth: { year: number; month: number }; birthMonthsPerDelay: number; longestDelayMonths: number }
export type RetirementTable = Dated & Readonly<Record<'man' | 'woman', RetirementRule>>

/**
 * The gradual rise since 2025 (decision of the NPC Standing Committee of 2024-09-13, with 国务院关于渐进式延迟法定退休年龄的办法).
 * Women by the table for workers (50 → 55): who had a cadre's post (55 → 58) is not known from an ID number. Whoever was born before the
 * first month retired at the age of before.
 */
const retirementTables: readonly RetirementTable[] = [{
  from: '2025-01-01',
  man: { years: 60, firstBirthMonth: { year: 1965, month: 1 }, birthMonthsPerDelay: 4, longestDelayMonths: 36 },
  woman: { years: 50, firstBirthMonth: { year: 1975, month: 1 }, birthMonthsPerDelay: 2, longestDelayMonths: 60 },
}]

/** The row in force on the market's day of `at` (UTC ms); before all of them the first. */
export function inForceAt<Row extends Dated>(rows: readonly Row[], at: number): Row {
  const today = marketDay(at)
  const begun = rows.filter(({ from }) => from <= today)
  const row = begun[begun.length - 1] ?? rows[0]
  if (row === undefined) throw new Error('a table of the law has no row')
  return row
}

export const partTimeLimitsAt = (at: number): PartTimeLimits => inForceAt(partTimeLimits, at)
export const retirementTableAt = (at: number): RetirementTable => inForceAt(retirementTables, at)
