import type { FieldProblem } from '../errors'
import { day, hour, minute, minutesOfClock, startOfMarketDay } from '../words/time'
import { applicationStates, holdsPlace, isBusy, moveNames, nextState, stepsOf, type ApplicationState } from '../journey'
import { keptText } from '../jobs/jobs.rules'

/** Two stretches of time (UTC ms) that share a moment. One that begins as the other ends does not. */
export const overlaps = (one: { startsAt: number; endsAt: number }, other: { startsAt: number; endsAt: number }): boolean =>
  one.startsAt < other.endsAt && other.startsAt < one.endsAt

const reachableFrom = (start: ApplicationState): ReadonlySet<ApplicationState> => {
  const found = new Set<ApplicationState>([start])
  for (const state of found) {
    for (const move of moveNames) {
      const next = nextState(state, move)
      if (next !== null) found.add(next)
    }
  }
  return found
}

const standing = (start: ApplicationState): readonly ApplicationState[] => {
  const reachable = reachableFrom(start)
  return applicationStates.filter((state) => reachable.has(state) && holdsPlace(state))
}

/** Read off the journey, so that a state added there is counted here. */
const signedStates = new Set(standing('signed'))
const arrivedStates = new Set(standing('arrived'))

/** Both sides have signed and the place still stands: each may know how to reach the other. */
export const bothHaveSigned = (state: ApplicationState): boolean => signedStates.has(state)

/** The worker has come to the job, whatever happened after. */
export const hasArrived = (state: ApplicationState): boolean => arrivedStates.has(state)

/** How an application ends whose hours are over and that nobody brought any further: never signed by both, or nobody was seen there. */
export const hoursOverEnds = ['unsigned', 'absent'] as const
export type HoursOverEnd = (typeof hoursOverEnds)[number]

/** Out of which states the clock leads to each of them. */
export const hoursOverFrom = (end: HoursOverEnd): readonly ApplicationState[] => stepsOf('lapse').filter(([, to]) => to === end).map(([from]) => from)

/** So long after its hours an application still waits (ms): a scan that says the worker was there may come the next day. */
export const waitsAfterHours: Record<HoursOverEnd, number> = { unsigned: 0, absent: day }

/** Whoever learns later than this after the hours that nothing came of them has long known it. */
const newsFor = 2 * day

/** Whether the worker is told at `now` (UTC ms) how an application of these hours ended. */
export const isNews = ({ endsAt }: { endsAt: number }, now: number): boolean => now - endsAt < newsFor

/** A reason the other side will read: needed, and at least two characters of something. */
export const reasonProblems = (reason: string): FieldProblem[] =>
  Array.from(keptText(reason).replace(/\s/g, '')).length >= 2 ? [] : [{ field: 'reason', message: '请写一句原因，对方会看到' }]

/** Somebody who leaves one job and comes back to it more often than this is keeping others out. */
export const mostComebacks = 20

/** So many may wait for the places of one job: as many as a job has places at most. Whoever would come after them had better look elsewhere. */
export const mostWaiting = 500

/** Nobody is asked for an answer between these, on the market's clock: the clock of an offer runs on in the morning. */
const nightFrom = minutesOfClock('22:00')
const nightTo = minutesOfClock('04:30')
const answeredInTheMorningBy = 30 * minute

/**
 * Until when a place is held for somebody (UTC ms): a sixth of the time that is left, from five minutes to an hour, so that the
 * next in the queue has time to come, too. Whoever is asleep is not passed over, if the work begins an hour after the morning's
 * answer or later. Never later than the start.
 */
export const heldUntil = (now: number, startsAt: number): number => {
  const short = now + Math.min(hour, Math.max(5 * minute, Math.floor((startsAt - now) / 6)))
  const morning = morningAfter(short)
  return Math.min(startsAt, morning !== null && morning + hour <= startsAt ? morning : short)
}

/** When somebody whose clock would run out at night has to have answered; null by day. */
const morningAfter = (at: number): number | null => {
  const midnight = startOfMarketDay(at)
  const minutes = (at - midnight) / minute
  if (minutes >= nightFrom) return midnight + 24 * hour + nightTo * minute + answeredInTheMorningBy
  return minutes < nightTo ? midnight + nightTo * minute + answeredInTheMorningBy : null
}

type Promised = { state: ApplicationState; terms: { startsAt: number; endsAt: number } }

/** Which of a worker's applications promise these hours to somebody else. */
export const collisions = <One extends Promised>(mine: readonly One[], hours: { startsAt: number; endsAt: number }): One[] =>
  mine.filter(({ state, terms }) => isBusy(state) && overlaps(terms, hours))

/** A place may be given up for another one until both have signed. */
export const maySwap = (state: ApplicationState): boolean => isBusy(state) && nextState(state, 'withdraw') !== null
