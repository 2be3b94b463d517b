import type { FieldProblem } from '../errors'
import { applicationStates, holdsPlace, moveNames, nextState, type ApplicationState } from '../journey'
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

/** A reason the other side will read: needed, and at least two characters of something. */
export const reasonProblems = (reason: string): FieldProblem[] =>
  Array.from(keptText(reason).replace(/\s/g, '')).length >= 2 ? [] : [{ field: 'reason', message: '请写一句原因，对方会看到' }]
