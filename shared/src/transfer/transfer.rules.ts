import type { FieldProblem } from '../errors'
import { stateAt } from '../jobs/jobs.rules'
import type { JobState } from '../journey'
import { isConfirmed } from '../supervision/points.rules'
import type { Hiring, StaffRole } from '../words/lists'
import { hour, minute } from '../words/time'

/** Who sends buses and sees who comes. */
export const transferStaff = ['staff', 'manager', 'operator'] as const satisfies readonly StaffRole[]

/** offered: staff ask whether somebody comes along · moving: on the way · the others are ends. */
export const transferStates = ['offered', 'moving', 'arrived', 'refused', 'lapsed', 'cancelled'] as const
export type TransferState = (typeof transferStates)[number]

export const transferStateWords: Record<TransferState, string> = {
  offered: '等答复',
  moving: '在路上',
  arrived: '到了',
  refused: '不去',
  lapsed: '过时了',
  cancelled: '取消了',
}

/** How a job stands to whoever would travel to it: a place at once, none left, or none to be had. */
export const placeStandings = ['free', 'full', 'closed'] as const
export type PlaceStanding = (typeof placeStandings)[number]

/** Why nobody can travel to a job any more. */
export const standingWords: Record<Exclude<PlaceStanding, 'free'>, string> = { full: '这个活招满了', closed: '这个活不招人了' }

/** Where the employer chooses nobody has a place by coming. @param now UTC ms */
export function standingOf(job: { status: JobState; startsAt: number; confirmedUntil: number | null; hiring: Hiring; headcount: number; filled: number }, now: number): PlaceStanding {
  if (stateAt(job, now) !== 'open' || !isConfirmed(job.confirmedUntil, now) || job.hiring === 'employer_chooses') return 'closed'
  return job.filled < job.headcount ? 'free' : 'full'
}

/**
 * What is assumed of the way, since nobody asks a map for thousands of people: roads are 1.3 times the straight line; ten
 * minutes to set off and to find the gate; 20 km/h for the first ten kilometres (electric bicycle, bus in town) and 50 km/h
 * beyond. Said wherever a time is shown.
 */
export const travelAssumption = '按路程是直线的 1.3 倍、市内每小时 20 公里、出城每小时 50 公里，再加 10 分钟估算'

const detour = 1.3
const inTownMetres = 10_000
const metresPerMinute = (kilometresPerHour: number): number => (kilometresPerHour * 1000) / 60

/** Rough time on the way in whole minutes, rounded up. @param metres as the crow flies */
export function travelMinutes(metres: number): number {
  const road = metres * detour
  const inTown = Math.min(road, inTownMetres)
  return Math.ceil(10 + inTown / metresPerMinute(20) + (road - inTown) / metresPerMinute(50))
}

/** Farther than this nobody is sent for a day's work: some 55 km. */
export const mostTravelMinutes = 120

/** How far ahead places count: who goes to another market goes for work of today or of early tomorrow. */
export const aheadMinutes = 24 * 60

/** A trade at one market: places that nobody has taken, and people who are there and free. */
export type TradeBalance = { trade: string; places: number; people: number }

/** People wanted and not there, and people there whom nobody wants, by trade. */
export const missingOf = ({ places, people }: TradeBalance): number => Math.max(0, places - people)
export const spareOf = ({ places, people }: TradeBalance): number => Math.max(0, people - places)

/** Places and people of a market in one list, those with the largest gap first. Somebody with two trades counts in both. */
export function balanceOf(places: readonly { trade: string; places: number }[], people: readonly { trade: string; people: number }[]): TradeBalance[] {
  const found = new Map<string, TradeBalance>()
  for (const one of places) found.set(one.trade, { trade: one.trade, places: one.places, people: 0 })
  for (const one of people) found.set(one.trade, { trade: one.trade, places: found.get(one.trade)?.places ?? 0, people: one.people })
  return [...found.values()]
    .filter((one) => one.places > 0 || one.people > 0)
    .sort((one, other) => Math.abs(other.places - other.people) - Math.abs(one.places - one.people) || one.trade.localeCompare(other.trade))
}

/** How many could go from here to there, trade by trade: never more than are spare here or missing there. */
export function couldGo(here: readonly TradeBalance[], there: readonly TradeBalance[]): { trade: string; people: number }[] {
  const spare = new Map(here.map((one) => [one.trade, spareOf(one)]))
  return there
    .map((one) => ({ trade: one.trade, people: Math.min(spare.get(one.trade) ?? 0, missingOf(one)) }))
    .filter(({ people }) => people > 0)
    .sort((one, other) => other.people - one.people || one.trade.localeCompare(other.trade))
}

/** The latest moment to set off, so as to be there when the last of these begins. @param starts UTC ms */
export const leaveBy = (starts: readonly number[], travel: number): number => Math.max(...starts) - travel * minute

/**
 * Until when somebody without a place who sets off now is expected (UTC ms): for twice the way and an hour more, and not
 * beyond the start of the last job that is there for them.
 */
export const expectedUntil = (now: number, travel: number, startsAt: number): number => Math.min(startsAt, now + (2 * travel + 60) * minute)

/** Whoever has a place and is late is expected for so long: they may stand at the site and wait for the scan. */
const expectedLate = 2 * hour

/** Until when somebody who has taken a place is expected (UTC ms), by whatever way they come. */
export const placeExpectedUntil = ({ startsAt, endsAt }: { startsAt: number; endsAt: number }): number => Math.min(endsAt, startsAt + expectedLate)

/** By when somebody on the way should be there (UTC ms): never later than the start of the work they have a place at. */
export const beThereBy = (until: number, startsAt: number | null): number => (startsAt === null ? until : Math.min(until, startsAt))

/** When a bus must have arrived: twice the way, and half an hour more. */
export const busArrivesBy = (leavesAt: number, travel: number): number => leavesAt + (2 * travel + 30) * minute

/**
 * What is wrong with a bus as typed: all of it at once.
 * @param facts the job it goes to, or null; `travel` in minutes
 */
export function groupProblems(draft: { leavesAt: number; meetAt: string }, { now, job, travel }: { now: number; job: { startsAt: number; standing: PlaceStanding } | null; travel: number }): FieldProblem[] {
  const problems: FieldProblem[] = []
  if (job !== null && job.standing !== 'free') problems.push({ field: 'jobId', message: `${standingWords[job.standing]}，请另选一个` })
  if (draft.leavesAt <= now) problems.push({ field: 'leavesAt', message: '发车时间已经过了' })
  else if (draft.leavesAt > now + aheadMinutes * minute) problems.push({ field: 'leavesAt', message: '最多提前一天安排' })
  else if (job !== null && draft.leavesAt + travel * minute > job.startsAt) problems.push({ field: 'leavesAt', message: '这时发车赶不上开工，请早一点' })
  if (Array.from(draft.meetAt.replace(/\s/g, '')).length < 2) problems.push({ field: 'meetAt', message: '请写在哪儿上车' })
  return problems
}
