import { describe, expect, it } from 'vitest'
import { serviceLoad, staffNeeded, standardOn } from './service-load.rules'
import { staffingStandards, type StaffingStandard } from './staffing-standards'

const standard: StaffingStandard = {
  effectiveFrom: '2026-01-01', source: 'test', confirmed: true,
  steps: [{ servedFrom: 0, staff: 2 }, { servedFrom: 100, staff: 4 }], onePerFurther: 50,
}

describe('staff in proportion to service load', () => {
  it.each([[0, 2], [99, 2], [100, 4], [149, 4], [150, 5], [1_000, 22]])('%i people a day need %i staff', (served, staff) => {
    expect(staffNeeded(served, standard)).toBe(staff)
  })

  it('says how many are missing and how many people each serves', () => {
    expect(serviceLoad({ served: 3_000, days: 20, staff: 4 }, standard)).toEqual({ servedPerDay: 150, staff: 4, needed: 5, short: 1, perMember: 37.5 })
    expect(serviceLoad({ served: 1, days: 3, staff: 9 }, standard)).toEqual({ servedPerDay: 1, staff: 9, needed: 2, short: 0, perMember: 0.1 })
  })

  it('a market without staff, or without days, divides by nothing', () => {
    expect(serviceLoad({ served: 0, days: 0, staff: 0 }, standard)).toEqual({ servedPerDay: 0, staff: 0, needed: 2, short: 2, perMember: null })
  })

  it('the newest standard that has begun counts', () => {
    const later = { ...standard, effectiveFrom: '2027-01-01' }
    expect(standardOn('2026-12-31', [standard, later])).toBe(standard)
    expect(standardOn('2027-01-01', [standard, later])).toBe(later)
    expect(standardOn('2020-01-01', [standard, later])).toBe(standard)
  })

  it('every standard rises, starts from nobody and never asks for one person alone', () => {
    for (const { steps, onePerFurther } of staffingStandards) {
      expect(steps[0]?.servedFrom).toBe(0)
      expect(steps.every(({ staff }) => staff >= 2)).toBe(true)
      expect([...steps].sort((one, other) => one.servedFrom - other.servedFrom || one.staff - other.staff)).toEqual(steps)
      expect(onePerFurther).toBeGreaterThan(0)
    }
  })
})
