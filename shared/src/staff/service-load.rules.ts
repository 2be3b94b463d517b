import { staffingStandards, type StaffingStandard } from './staffing-standards'

/** The standard that counts on a market's day (`YYYY-MM-DD`); the first one for days before it. */
export const standardOn = (dayName: string, standards: readonly StaffingStandard[] = staffingStandards): StaffingStandard => {
  const first = standards[0]
  if (first === undefined) throw new RangeError('there is no staffing standard')
  return standards.reduce((chosen, standard) => (standard.effectiveFrom <= dayName && standard.effectiveFrom >= chosen.effectiveFrom ? standard : chosen), first)
}

/** Staff needed for this many people served a day. */
export function staffNeeded(servedPerDay: number, { steps, onePerFurther }: StaffingStandard): number {
  const reached = steps.filter(({ servedFrom }) => servedFrom <= servedPerDay)
  const { servedFrom, staff } = reached[reached.length - 1] ?? { servedFrom: 0, staff: 0 }
  const isLast = servedFrom === steps[steps.length - 1]?.servedFrom
  return staff + (isLast ? Math.floor((servedPerDay - servedFrom) / onePerFurther) : 0)
}

export type ServiceLoad = {
  /** People served on a usual day of the period, rounded up. */
  servedPerDay: number
  staff: number
  needed: number
  /** How many are missing; 0 when there are enough. */
  short: number
  /** People served a day by each member of staff, one decimal; null without staff. */
  perMember: number | null
}

/**
 * How many the people of one market serve against how many they should be (policy clause 十六).
 * @param served people served in the period
 * @param days days on which the market served anybody; 0 counts as one
 */
export function serviceLoad({ served, days, staff }: { served: number; days: number; staff: number }, standard: StaffingStandard): ServiceLoad {
  const servedPerDay = Math.ceil(served / Math.max(days, 1))
  const needed = staffNeeded(servedPerDay, standard)
  return {
    servedPerDay, staff, needed,
    short: Math.max(needed - staff, 0),
    perMember: staff === 0 ? null : Math.round((servedPerDay / staff) * 10) / 10,
  }
}
