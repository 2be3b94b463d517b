import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Place } from '@market/shared/markets/markets.rules'
import { settleTimes, type JobOrder, type PayUnit, type SettleTime } from '@market/shared/words/lists'
import type { Area } from './jobs.queries'
import type { OpenJobsColumns } from './open-jobs-columns'

/** Which open jobs, and in what order. What is left out narrows nothing; instants are UTC ms. */
export type Wanted = {
  now: number
  order: JobOrder
  /** How many at most. */
  limit: number
  /** Only jobs behind this place in the order. */
  after?: Found | undefined
  /** Needed for `nearest` and `within`. */
  from?: Place | undefined
  /** Metres. */
  within?: number | undefined
  trades?: ReadonlySet<string> | undefined
  marketIds?: ReadonlySet<string> | undefined
  area?: Area | undefined
  leastPayFen?: number | undefined
  payUnit: PayUnit
  startsFrom?: number | undefined
  /** Not included. */
  startsBefore?: number | undefined
  settleWhen?: SettleTime | undefined
  /** Folded; all must occur. */
  words: readonly string[]
}

/** A job and its place in the order: the least key comes first, of equal ones the least id. */
export type Found = { key: number; id: string }

/** How long one turn may hold the event loop, ms, and how many slots are walked between two looks at the clock. */
const turnMs = 4
const slotsBetweenLooks = 512

/**
 * The first jobs of an order, in one walk along the slots that keeps the best so far. Words are looked for last, and only in
 * a job that would be among the best: a common word costs little, a rare one is looked for in every job that fits otherwise.
 * Pauses so that nobody else waits; a job that does not change meanwhile is neither missed nor met twice.
 */
export async function findOpenJobs(jobs: OpenJobsColumns, wanted: Wanted): Promise<Found[]> {
  const walk = walking(jobs, wanted)
  const best: Found[] = []
  let turnEnds = performance.now() + turnMs
  for (let slot = 0; slot < jobs.end; slot += slotsBetweenLooks) {
    if (performance.now() > turnEnds) {
      await nextTurn()
      turnEnds = performance.now() + turnMs
    }
    walk(slot, Math.min(slot + slotsBetweenLooks, jobs.end), best)
  }
  return best
}

/** One stretch of the walk, from a slot up to another, without a pause. */
function walking(jobs: OpenJobsColumns, wanted: Wanted): (from: number, to: number, best: Found[]) => void {
  const { limit, after, words } = wanted
  const fits = fitting(jobs, wanted)
  const keyOf = ordering(wanted)
  return (from, to, best) => {
    const { columns, ids, texts } = jobs
    const { used } = columns
    let last = best[limit - 1]
    for (let slot = from; slot < to; slot++) {
      if (used[slot] === 0) continue
      // What rules out most comes first: all but a few stand behind the best so far.
      const key = keyOf(columns, slot)
      if ((last !== undefined && key > last.key) || (after !== undefined && key < after.key)) continue
      const id = ids[slot] ?? ''
      if ((last !== undefined && isBehind(key, id, last)) || (after !== undefined && !isBehind(key, id, after))) continue
      if (!fits(columns, slot) || !holdsAll(texts[slot] ?? '', words)) continue
      keep(best, { key, id }, limit)
      last = best[limit - 1]
    }
  }
}

const isBehind = (key: number, id: string, other: Found): boolean => key > other.key || (key === other.key && id > other.id)

function holdsAll(text: string, words: readonly string[]): boolean {
  for (const word of words) if (!text.includes(word)) return false
  return true
}

function keep(best: Found[], found: Found, limit: number): void {
  // Closed and opened again during a pause, it may stand at another slot.
  const twin = best.findIndex(({ id }) => id === found.id)
  if (twin >= 0) best.splice(twin, 1)
  let at = best.length
  for (let before = best[at - 1]; before !== undefined && isBehind(before.key, before.id, found); before = best[at - 1]) at -= 1
  best.splice(at, 0, found)
  if (best.length > limit) best.pop()
}

type Columns = OpenJobsColumns['columns']
const squaredFrom = (from: Place | undefined): ((columns: Columns, slot: number) => number) => {
  if (from === undefined) return () => 0
  const squareMetres = squareMetresFrom(from)
  return ({ lat, lng }, slot) => squareMetres(lat[slot] ?? 0, lng[slot] ?? 0)
}

/** Whether the job in a slot is open to everybody now and passes all filters but words. */
function fitting(jobs: OpenJobsColumns, { now, from, within, trades, marketIds, area, leastPayFen, payUnit, startsFrom = 0, startsBefore = Infinity, settleWhen }: Wanted) {
  const trade = trades && jobs.trades.marks(trades)
  const market = marketIds && jobs.markets.marks(marketIds)
  const settle = settleWhen && settleTimes.indexOf(settleWhen)
  const squareMetres = squaredFrom(from)
  const farthest = within === undefined ? undefined : within * within
  return (columns: Columns, slot: number): boolean => {
    const startsAt = columns.startsAt[slot] ?? 0
    if (startsAt <= now || startsAt < startsFrom || startsAt >= startsBefore) return false
    if ((columns.shownUntil[slot] ?? 0) <= now || (columns.publicFrom[slot] ?? 0) > now) return false
    if (trade !== undefined && trade[columns.trade[slot] ?? 0] !== 1) return false
    if (market !== undefined && market[columns.market[slot] ?? 0] !== 1) return false
    if (settle !== undefined && columns.settle[slot] !== settle) return false
    if (leastPayFen !== undefined && (columns[payUnit === 'hour' ? 'hourPayFen' : 'dayPayFen'][slot] ?? 0) < leastPayFen) return false
    if (area !== undefined && !isInside(area, columns.lat[slot] ?? 0, columns.lng[slot] ?? 0)) return false
    return farthest === undefined || squareMetres(columns, slot) <= farthest
  }
}

const isInside = ({ south, north, west, east }: Area, lat: number, lng: number): boolean => lat >= south && lat <= north && lng >= west && lng <= east

function ordering({ order, from, payUnit }: Wanted): (columns: Columns, slot: number) => number {
  if (order === 'nearest') return squaredFrom(from)
  if (order === 'soonest') return ({ startsAt }, slot) => startsAt[slot] ?? 0
  const pay = payUnit === 'hour' ? 'hourPayFen' : 'dayPayFen'
  return (columns, slot) => -(columns[pay][slot] ?? 0)
}

/** Metres of one degree of latitude on the sphere that distances are shown by. */
const metresPerDegree = 111_195

/**
 * The squared distance, in whole square metres, on a plane whose east-west scale is that of the latitude halfway between: within
 * the province the distance over the ground to a thousandth. Whole numbers: a page goes on exactly where the last one ended.
 */
export function squareMetresFrom({ lat, lng }: Place): (toLat: number, toLng: number) => number {
  const radians = Math.PI / 180
  const cosine = Math.cos(lat * radians)
  const sine = Math.sin(lat * radians)
  return (toLat, toLng) => {
    const north = toLat - lat
    // cos(lat + Δ/2) as far as its second power: no cosine for each job.
    const east = (toLng - lng) * (cosine - ((sine * radians) / 2) * north - ((cosine * radians * radians) / 8) * north * north)
    return Math.round((north * north + east * east) * metresPerDegree ** 2)
  }
}
