/**
 * How many people a market needs for the number it serves (policy clause 十六 asks for “a certain proportion” and names
 * none). Ours until the province publishes its own, hence `confirmed: false`; a new standard is a new entry with its day.
 */
export type StaffingStandard = {
  /** First market day it counts for, `YYYY-MM-DD`. */
  effectiveFrom: string
  source: string
  confirmed: boolean
  /** Staff needed from this many people served a day on, fewest first. */
  steps: readonly { servedFrom: number; staff: number }[]
  /** Beyond the last step: one more for each further so many people served a day. */
  onePerFurther: number
}

export const staffingStandards: readonly StaffingStandard[] = [
  {
    effectiveFrom: '2024-07-03',
    source: '暂行参考标准（待省里公布）',
    confirmed: false,
    // Two from the first person on: what needs a second person must not wait for the next shift.
    steps: [
      { servedFrom: 0, staff: 2 },
      { servedFrom: 80, staff: 3 },
      { servedFrom: 160, staff: 4 },
      { servedFrom: 300, staff: 6 },
      { servedFrom: 500, staff: 8 },
    ],
    onePerFurther: 80,
  },
]
