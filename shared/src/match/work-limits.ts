import { needsLicence } from '../identity/work-licences'
import type { LicensedUntil } from '../identity/work-licences.rules'
import { workedMinutes, type Hours } from '../jobs/jobs.rules'
import { isAdultsOnly, type TradeCode } from '../words/lists'
import { day, hour, startOfMarketDay } from '../words/time'

/**
 * What the law keeps from some people, as data with its sources. `confirmed: false` marks a reading that was not found in a
 * national law in these words: the careful one is kept to until somebody knows better.
 */
export const workLimits = {
  /** Sixteen and seventeen: 劳动法 58, 64; 未成年人保护法 61; 未成年工特殊保护规定 (劳部发〔1994〕498号) 3. Trades: `isAdultsOnly`. */
  minors: {
    /** No work between these hours of the market's day. 劳动法 names no hours of night; several provinces do. */
    night: { fromHour: 22, toHour: 6, confirmed: false },
    /** 劳动法 36 as the most there is: longer days are overtime, which 未成年工 are not to do. */
    mostMinutesADay: { minutes: 8 * 60, confirmed: false },
  },
  /** Past retirement age: 特种作业人员安全技术培训考核管理规定 4 closes these trades; the draft rules of 2025 on workers past it say the same of all dangerous work. */
  pastRetirement: {
    inForce: true,
    trades: [
      { trade: '6-29-01-05', confirmed: true },
      { trade: '6-31-01-03', confirmed: false },
      { trade: '6-18-02-04', confirmed: false },
    ] satisfies { trade: TradeCode; confirmed: boolean }[],
  },
} as const

const closedAfterRetirement = new Set<string>(workLimits.pastRetirement.inForce ? workLimits.pastRetirement.trades.map(({ trade }) => trade) : [])

/** Whether the trade is closed to people past retirement age. */
export const isClosedAfterRetirement = (trade: string): boolean => closedAfterRetirement.has(trade)

const { night, mostMinutesADay } = workLimits.minors

/** Whether some of the work lies in the night, as the market's clock shows it. */
export function isAtNight({ startsAt, endsAt }: Pick<Hours, 'startsAt' | 'endsAt'>): boolean {
  for (let midnight = startOfMarketDay(startsAt) - day; midnight < endsAt + day; midnight += day) {
    if (startsAt < midnight + (24 + night.toHour) * hour && midnight + night.fromHour * hour < endsAt) return true
  }
  return false
}

/** Whether these hours are for people of age only: at night, or longer than a minor may work. */
export const areHoursForAdults = (hours: Hours): boolean => isAtNight(hours) || workedMinutes(hours) > mostMinutesADay.minutes

/** A piece of work as far as it matters who may do it. */
export type Work = Hours & { trade: string }

/** What the law asks about somebody: nothing of it is a score, and no age stands in it. */
export type Lawful = {
  adult: boolean
  pastRetirement: boolean
  /** Until when (UTC ms) they may do each trade that takes a licence. */
  licensedUntil: LicensedUntil
}

export const workBars = ['adults_only', 'minor_hours', 'past_retirement', 'licence_needed'] as const
/** Why the law keeps somebody from a work; each is an error's code too. */
export type WorkBar = (typeof workBars)[number]

/** Whether a licence for the trade counts until the work is over. */
export const isLicensed = (licensedUntil: LicensedUntil, trade: string, endsAt: number): boolean => !needsLicence(trade) || (licensedUntil.get(trade) ?? -Infinity) >= endsAt

/** The first thing that keeps somebody from a work by law; null where nothing does. */
export function workBar(work: Work, { adult, pastRetirement, licensedUntil }: Lawful): WorkBar | null {
  if (!adult && isAdultsOnly(work.trade)) return 'adults_only'
  if (!adult && areHoursForAdults(work)) return 'minor_hours'
  if (pastRetirement && isClosedAfterRetirement(work.trade)) return 'past_retirement'
  return isLicensed(licensedUntil, work.trade, work.endsAt) ? null : 'licence_needed'
}

/** Whether there is anything to ask at all: most work is open to everybody. */
export const isLimited = (work: Work): boolean =>
  isAdultsOnly(work.trade) || isClosedAfterRetirement(work.trade) || needsLicence(work.trade) || areHoursForAdults(work)
