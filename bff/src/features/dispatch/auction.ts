import type { Crowd, Placing } from './crowd'
import { createPlaces } from './places'

/** Where the bidding ended: who goes where, and what one place of each job is worth to whoever did not get one. */
export type Outcome = { placing: Placing; prices: Float64Array }

/** Each phase bids in steps this many times smaller than the one before. */
const finer = 5
/** Bids between two moments at which the caller may let others work. */
const bidsPerStep = 256

/**
 * The auction algorithm (Bertsekas 1988; similar objects: Bertsekas and Castañón 1989; the reverse half, which lets people
 * and places remain without each other: 1992). People bid for the places that are best for them at today's prices; whoever
 * is outbid bids again. Steps are large at first and small at the end. The total is within `people × step` of the best
 * there is. The order of people decides ties, and the result is the same for the same input.
 *
 * A generator, so that whoever runs it decides how long it may hold the event loop: it yields every few hundred bids.
 * @param step the last step, in points
 */
export function* auction(crowd: Crowd, step: number): Generator<void, Outcome> {
  const { people, jobs, first, job, points } = crowd
  const byJob = yield* choicesByJob(crowd)
  // A job without a free place is beyond anybody's reach.
  const prices = Float64Array.from(crowd.places, (free) => (free > 0 ? 0 : Infinity))
  const placing: Placing = new Int32Array(people).fill(-1)
  const places = createPlaces(crowd.places)
  const queue = new Int32Array(people)
  const leftOver: number[] = []
  let bids = 0

  /** What this person has at today's prices: nothing at home. */
  const profit = (person: number): number => (placing[person]! < 0 ? 0 : placedPoints[person]! - prices[placing[person]!]!)
  const placedPoints = new Float64Array(people)

  /** Everybody bids until each has a place or wants none at these prices. */
  function* bidding(epsilon: number): Generator<void, void> {
    let head = 0
    let waiting = people
    for (let person = 0; person < people; person += 1) queue[person] = person
    while (waiting > 0) {
      bids += 1
      if (bids % bidsPerStep === 0) yield
      const person = queue[head]!
      head = head + 1 === people ? 0 : head + 1
      waiting -= 1
      // Staying at home is worth 0, and is the second choice of whoever has no better one.
      let best = 0
      let second = 0
      let choice = -1
      for (let at = first[person]!; at < first[person + 1]!; at += 1) {
        const worth = points[at]! - prices[job[at]!]!
        if (worth > best) {
          second = best
          best = worth
          choice = at
        } else if (worth > second) second = worth
      }
      if (choice < 0) continue
      const wanted = job[choice]!
      const outbid = places.take(wanted, person, prices[wanted]! + best - second + epsilon)
      placing[person] = wanted
      placedPoints[person] = points[choice]!
      if (places.free(wanted) === 0) prices[wanted] = places.lowestBid(wanted)
      if (outbid >= 0) {
        placing[outbid] = -1
        let tail = head + waiting
        if (tail >= people) tail -= people
        queue[tail] = outbid
        waiting += 1
      }
    }
  }

  /** A place nobody took although it has a price from before goes down in price until somebody comes or it costs nothing. */
  function* cheapening(epsilon: number): Generator<void, void> {
    for (let one = jobs - 1; one >= 0; one -= 1) if (places.free(one) > 0 && prices[one]! > 0) leftOver.push(one)
    while (leftOver.length > 0) {
      bids += 1
      if (bids % bidsPerStep === 0) yield
      const cheap = leftOver.at(-1)!
      if (places.free(cheap) === 0 || prices[cheap] === 0) {
        leftOver.pop()
        continue
      }
      let best = 0
      let second = 0
      let choice = -1
      for (let at = byJob.first[cheap]!; at < byJob.first[cheap + 1]!; at += 1) {
        const person = byJob.person[at]!
        if (placing[person] === cheap) continue
        const worth = byJob.points[at]! - profit(person)
        if (worth > best) {
          second = best
          best = worth
          choice = at
        } else if (worth > second) second = worth
      }
      if (best <= epsilon) {
        prices[cheap] = 0
        continue
      }
      const person = byJob.person[choice]!
      const left = placing[person]!
      prices[cheap] = Math.max(0, second - epsilon)
      if (left >= 0) {
        places.leave(left, person)
        if (prices[left]! > 0) leftOver.push(left)
      }
      places.take(cheap, person, prices[cheap]!)
      placing[person] = cheap
      placedPoints[person] = byJob.points[choice]!
    }
  }

  let most = 0
  for (const one of points) most = Math.max(most, one)
  for (let epsilon = Math.max(step, most / finer); ; epsilon = Math.max(step, epsilon / finer)) {
    placing.fill(-1)
    places.clear()
    yield* bidding(epsilon)
    yield* cheapening(epsilon)
    if (epsilon <= step) return { placing, prices }
  }
}

/** The same choices seen from the jobs. */
function* choicesByJob({ people, jobs, first, job, points }: Crowd): Generator<void, { first: Int32Array; person: Int32Array; points: Float64Array }> {
  const byJob = { first: new Int32Array(jobs + 1), person: new Int32Array(job.length), points: new Float64Array(job.length) }
  for (const one of job) byJob.first[one + 1]! += 1
  for (let one = 0; one < jobs; one += 1) byJob.first[one + 1]! += byJob.first[one]!
  yield
  const next = byJob.first.slice()
  for (let person = 0; person < people; person += 1) {
    if (person % bidsPerStep === 0) yield
    for (let at = first[person]!; at < first[person + 1]!; at += 1) {
      const to = next[job[at]!]!
      next[job[at]!] = to + 1
      byJob.person[to] = person
      byJob.points[to] = points[at]!
    }
  }
  yield
  return byJob
}
