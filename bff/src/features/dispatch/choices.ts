import type { UnplacedReason } from '@market/shared/dispatch/dispatch.rules'
import type { JobFacts, Seeker } from '@market/shared/match/facts'
import { hardRuleBroken } from '@market/shared/match/hard-rules'
import type { MatchRules } from '@market/shared/match/match-rules'
import { fittingTrades, metresTo, scorerOf, unknownMetres } from '@market/shared/match/score'
import { pairOf } from './crowd.queries'

/** A job that somebody may be sent to, by its number, with the points of the two together. */
export type Choice = { job: number; points: number }
/** `none`: why there is no choice; null where there is one. */
export type Choices = { choices: Choice[]; none: UnplacedReason | null }

/** Jobs each bids for: the best, and some more from all over the list. */
const bestChoices = 20
const otherChoices = 10
/** Pairs looked at between two moments at which others may work. */
const pairsPerStep = 256
/** Points are whole, 0–1000, and there are fewer jobs: both fit into one number, the most points first. */
const mostPoints = 1_000
const mostJobs = 2 ** 20

export type Wanted = { seeker: Seeker; /** Those of one crew have the same. */ group: number }

/**
 * Of each person the jobs of a fitting trade that no hard rule forbids and that were not refused today. All people of a market
 * stand at one place and mostly find the same jobs best: with the best alone there would be no bid for the others, so each adds
 * some from another part of the list, and those of a crew from the same.
 *
 * A crowd makes millions of pairs: of those who are no choice nothing is kept, so that nobody waits while it is cleared away.
 */
export function* choicesOf(people: readonly Wanted[], jobs: readonly JobFacts[], refused: ReadonlySet<string>, rules: MatchRules, now: number): Generator<void, Choices[]> {
  const fittingFor = fittingJobs(jobs, rules)
  const distancesFrom = distances(jobs)
  const keys = new Float64Array(jobs.length)
  const found: Choices[] = []
  let pairs = 0
  for (const { seeker, group } of people) {
    const fitting = fittingFor(seeker)
    const metres = distancesFrom(seeker)
    const scoreOf = scorerOf(seeker, rules, now)
    let size = 0
    let none: (Choice & { why: UnplacedReason }) | null = null
    for (const job of fitting) {
      pairs += 1
      if (pairs % pairsPerStep === 0) yield
      const facts = jobs[job]!
      const points = scoreOf(facts, metres[job]!)
      const why = hardRuleBroken(facts, seeker, now) ?? (refused.has(pairOf(seeker.personId, facts.id)) ? 'refused_before' : null)
      if (why === null) keys[size++] = (mostPoints - points) * mostJobs + job
      else if (none === null || why === 'refused_before' || (points > none.points && none.why !== 'refused_before')) none = { job, points, why }
    }
    found.push({ choices: someOf(keys.subarray(0, size), group), none: size > 0 ? null : (none?.why ?? 'no_fitting_job') })
  }
  return found
}

/** The jobs in whose trade somebody has points, by number, in their order; many people know the same trades. */
function fittingJobs(jobs: readonly JobFacts[], rules: MatchRules): (seeker: Seeker) => readonly number[] {
  const known = new Map<string, readonly number[]>()
  return ({ trades }) => {
    const key = trades.join()
    let fitting = known.get(key)
    if (fitting === undefined) {
      const wanted = fittingTrades(rules, trades)
      fitting = jobs.flatMap(({ trade }, job) => (wanted.has(trade) ? [job] : []))
      known.set(key, fitting)
    }
    return fitting
  }
}

/** Metres to each job: nearly all of a market stand at the same place. */
function distances(jobs: readonly JobFacts[]): (seeker: Seeker) => Float64Array {
  const known = new Map<string, Float64Array>()
  return (seeker) => {
    const key = seeker.place === null ? '' : `${seeker.place.lat} ${seeker.place.lng}`
    let metres = known.get(key)
    if (metres === undefined) {
      metres = Float64Array.from(jobs, (job) => metresTo(job, seeker) ?? unknownMetres)
      known.set(key, metres)
    }
    return metres
  }
}

/** The first, and of the rest as many as one may have, evenly from all of it, beginning elsewhere for each group. */
function someOf(keys: Float64Array, group: number): Choice[] {
  keys.sort()
  const first = Array.from(keys.subarray(0, bestChoices), choiceOf)
  const rest = keys.subarray(bestChoices)
  if (rest.length <= otherChoices) return [...first, ...Array.from(rest, choiceOf)]
  // In the order of the jobs and not of the points, so that a crew whose members see the points differently has jobs in common.
  const byJob = Float64Array.from(rest, (key) => (key % mostJobs) * mostJobs + Math.floor(key / mostJobs)).sort()
  const spread = new Set(Array.from({ length: otherChoices }, (_, at) => (group + Math.floor((at * byJob.length) / otherChoices)) % byJob.length))
  return [...first, ...Array.from(spread, (at): Choice => ({ job: Math.floor(byJob[at]! / mostJobs), points: mostPoints - (byJob[at]! % mostJobs) }))]
}

const choiceOf = (key: number): Choice => ({ job: key % mostJobs, points: mostPoints - Math.floor(key / mostJobs) })
