import { clockTime, day, minute, minutesOfClock, startOfMarketDay } from '../words/time'

/** How often and when the market speaks first. WeChat's own templates are told apart by what they tell of. */

export const pushTemplates = ['new_job', 'offer'] as const
/** `new_job`: a new job that fits · `offer`: a place is held for this person, and a clock runs. */
export type PushTemplate = (typeof pushTemplates)[number]

/** What WeChat answers for a template somebody was asked about (wx.requestSubscribeMessage); only `accept` lets one message through. */
export const consentAnswers = ['accept', 'reject', 'ban', 'filter'] as const
export type ConsentAnswer = (typeof consentAnswers)[number]

/** How often a day at most, of one's own choice; 0 is never. */
export const allowances = [0, 1, 3, 5, 10] as const
export type Allowance = (typeof allowances)[number]

/** A stretch of every day, `HH:mm`, usually over midnight. */
export type QuietHours = { from: string; until: string }

export type PushSettings = { mostPerDay: Allowance; /** null: at any hour */ quiet: QuietHours | null }

/**
 * For whoever has said nothing. Quiet ends at four and not at six: who goes to a market gets up then, and a job that begins at
 * half past six is worth nothing at six.
 */
export const usualSettings: PushSettings = { mostPerDay: 3, quiet: { from: '21:00', until: '04:00' } }

/** Whether an instant (UTC ms) lies in the quiet hours. From and until alike is no stretch at all. */
export function isQuiet(quiet: QuietHours | null, at: number): boolean {
  if (quiet === null || quiet.from === quiet.until) return false
  const [clock, from, until] = [clockTime(at), quiet.from, quiet.until]
  return from < until ? clock >= from && clock < until : clock >= from || clock < until
}

/** The first instant from `at` on that is not quiet. */
export function quietEnd(quiet: QuietHours | null, at: number): number {
  if (quiet === null || !isQuiet(quiet, at)) return at
  const end = startOfMarketDay(at) + minutesOfClock(quiet.until) * minute
  return end > at ? end : end + day
}

/** Between two messages about new jobs to one person; what comes meanwhile is told together. */
export const pauseBetween = 10 * minute

/**
 * When a message about new jobs is told.
 * @param lastAt when this person was last told of some, UTC ms; null when never
 */
export const dueAt = ({ quiet }: PushSettings, lastAt: number | null, now: number): number =>
  quietEnd(quiet, Math.max(now, lastAt === null ? 0 : lastAt + pauseBetween))

/** The next day's first instant that is not quiet: for what one day's allowance has no room for. */
export const nextDayDue = ({ quiet }: PushSettings, now: number): number => quietEnd(quiet, startOfMarketDay(now) + day)

/** Nobody is told of what lies farther than this from where they were last seen: beyond it distance gives no points. */
export const farthestTold = 30_000

const toldPerPlace = 5
const mostTold = 50
/** How many people are told of a posting with so many places left: some have work, some do not want it, and nobody should run for nothing. */
export const peopleToTell = (placesLeft: number): number => Math.min(mostTold, toldPerPlace * Math.max(0, placesLeft))

/** One who could be told: points of the published score, and when they were last told of a new job (UTC ms, 0 for never). */
export type Candidate = { personId: string; score: number; toldAt: number }

/** Scores this close fit equally well. */
const band = 50

/**
 * Whom to tell: the best by the published score; among those who fit equally well whoever has gone longest without a word.
 */
export const chooseWhom = <C extends Candidate>(candidates: readonly C[], most: number): C[] =>
  [...candidates]
    .sort((one, other) =>
      Math.floor(other.score / band) - Math.floor(one.score / band) || one.toldAt - other.toldAt || other.score - one.score || (one.personId < other.personId ? -1 : 1))
    .slice(0, most)
