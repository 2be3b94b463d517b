import type { UnplacedReason } from '@market/shared/dispatch/dispatch.rules'
import type { JobFacts, Seeker } from '@market/shared/match/facts'
import { jobRuleBroken, workerRuleBroken } from '@market/shared/match/hard-rules'
import type { MatchRules } from '@market/shared/match/match-rules'
import { fittingTrades, metresTo, scorerOf, unknownMetres } from '@market/shared/match/score'
import type { Crowd } from './crowd'
import { pairOf } from './crowd.queries'

/** A crowd with what each person may bid for; `none`, by person: why there is no choice, null where there is one. */
export type Choices = { crowd: Crowd; none: (UnplacedReason | null)[] }

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
 * A crowd makes millions of pairs: nothing is made for any of them but numbers, so that nobody waits while it is cleared away.
 * @param worth points that every place has besides
 */
export function* choicesOf(people: readonly Wanted[], jobs: readonly JobFacts[], refused: ReadonlySet<string>, rules: MatchRules, now: number, worth: number): Generator<void, Choices> {
  const fittingFor = fittingJobs(jobs, rules)
  const distancesFrom = distances(jobs)
  const closed = jobs.map((job) => jobRuleBroken(job, now))
  const chosen = choosing(people.length, jobs.length, worth)
  const none: Choices['none'] = []
  let pairs = 0
  for (const { seeker, group } of people) {
    const metres = distancesFrom(seeker)
    const scoreOf = scorerOf(seeker, rules, now)
    let size = 0
    let nearest: { points: number; why: UnplacedReason } | null = null
    for (const job of fittingFor(seeker)) {
      pairs += 1
      if (pairs % pairsPerStep === 0) yield
      const facts = jobs[job]!
      const points = scoreOf(facts, metres[job]!)
      const why = closed[job] ?? workerRuleBroken(facts, seeker, now) ?? (refused.size > 0 && refused.has(pairOf(seeker.personId, facts.id)) ? 'refused_before' : null)
      if (why === null) chosen.keys[size++] = keyOf(job, points)
      else if (nearest === null || why === 'refused_before' || (points > nearest.points && nearest.why !== 'refused_before')) nearest = { points, why }
    }
    chosen.keep(size, group)
    none.push(size > 0 ? null : (nearest?.why ?? 'no_fitting_job'))
  }
  return { crowd: { people: people.length, jobs: jobs.length, places: new Int32Array(jobs.map(({ placesLeft }) => placesLeft)), ...chosen.all() }, none }
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

/** Pairs as numbers, of each person in a row: the best first. */
const keyOf = (job: number, points: number): number => (mostPoints - points) * mostJobs + job
const jobOf = (key: number): number => key % mostJobs
const pointsOf = (key: number): number => mostPoints - Math.floor(key / mostJobs)

/** Collects of one person after the other what they bid for. `keys` takes all that one may choose from. */
function choosing(people: number, jobs: number, worth: number) {
  const keys = new Float64Array(jobs)
  const byJob = new Float64Array(jobs)
  const job = new Int32Array(people * (bestChoices + otherChoices))
  const points = new Float64Array(job.length)
  const first = new Int32Array(people + 1)
  let person = 0
  let length = 0
  const choose = (key: number): void => {
    job[length] = jobOf(key)
    points[length] = pointsOf(key) + worth
    length += 1
  }
  return {
    keys,
    all: (): Pick<Crowd, 'first' | 'job' | 'points'> => ({ first, job: job.subarray(0, length), points: points.subarray(0, length) }),

    /** The best of the first `size` keys, and of the rest as many as one may have, evenly from all of it, beginning elsewhere for each group. */
    keep(size: number, group: number): void {
      keys.subarray(0, size).sort()
      const best = Math.min(size, bestChoices)
      const rest = size - best
      const all = rest <= otherChoices ? size : best
      for (let at = 0; at < all; at += 1) choose(keys[at]!)
      if (rest > otherChoices) {
        // In the order of the jobs and not of the points, so that a crew whose members see the points differently has jobs in common.
        for (let at = 0; at < rest; at += 1) byJob[at] = turned(keys[best + at]!)
        byJob.subarray(0, rest).sort()
        for (let at = 0; at < otherChoices; at += 1) choose(turned(byJob[(group + Math.floor((at * rest) / otherChoices)) % rest]!))
      }
      person += 1
      first[person] = length
    },
  }
}

/** A key with its halves changed about; turned again it is what it was. */
const turned = (key: number): number => (key % mostJobs) * mostJobs + Math.floor(key / mostJobs)
