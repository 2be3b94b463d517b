import { auction } from './auction'
import { pointsAt, totalOf, type Crowd, type Placing } from './crowd'
import { fairSwaps } from './fair-swaps'

/** Bids for whole points end at the optimum itself when all last steps together are less than one point. */
const lastStep = (people: number): number => 1 / (people + 1)

/** Choices that are bid for, over all tries of putting crews elsewhere: many tries where the crowd is small. */
const choicesToTry = 400_000
const fewestTries = 4
const mostTries = 200
/** Jobs at which a crew is tried, the most promising first. */
const jobsToTry = 4

type Crew = { members: readonly number[]; size: number; choices: { job: number; points: number }[] }

/**
 * Who goes where, with the largest total of points, all people and all places at once. People stand in the order of their
 * waiting, the longest first. A crew goes to one job or stays together without one.
 *
 * Without crews the total is the optimum. With crews: the prices of an auction in which everybody stands for themselves say
 * what a place is worth; each crew, the one with most to lose first, takes the job where it is worth more than its places
 * are; the others bid for what is left; then crews are tried elsewhere as long as that raises the total.
 * @param crews people by their number, each in one crew at most
 */
export function* assign(crowd: Crowd, crews: readonly (readonly number[])[]): Generator<void, Placing> {
  const step = lastStep(crowd.people)
  const together = new Set(crews.flat())
  if (together.size === 0) {
    const { placing } = yield* auction(crowd, step)
    yield* fairSwaps(crowd, placing, together)
    return placing
  }
  const groups = crews.map((members): Crew => ({ members, size: members.length, choices: crewChoices(crowd, members) }))
  const others = without(crowd, together)
  yield
  const { prices } = yield* auction(crowd, step)

  const runs: number[] = placeCrews(groups, crowd.places, prices)
  let best = yield* settle(groups, runs)
  let tries = Math.min(mostTries, Math.max(fewestTries, Math.floor(choicesToTry / (others.job.length + 1))))
  for (let improved = true; improved && tries > 0; ) {
    improved = false
    for (let one = 0; one < groups.length && tries > 0; one += 1) {
      for (const elsewhere of promising(groups, runs, one, best.prices)) {
        if (tries === 0) break
        tries -= 1
        const where = moved(groups, runs, one, elsewhere, best.prices)
        const tried = yield* settle(groups, where)
        if (tried.total <= best.total) continue
        best = tried
        where.forEach((job, index) => {
          runs[index] = job
        })
        improved = true
        break
      }
    }
  }
  yield* fairSwaps(crowd, best.placing, together)
  return best.placing

  /** Crews stand where they are put, everybody else bids for what is left. */
  function* settle(all: readonly Crew[], where: readonly number[]): Generator<void, { placing: Placing; prices: Float64Array; total: number }> {
    const places = crowd.places.slice()
    all.forEach(({ size }, index) => {
      if (where[index]! >= 0) places[where[index]!]! -= size
    })
    const { placing, prices: worth } = yield* auction({ ...others, places }, step)
    all.forEach(({ members }, index) => members.forEach((person) => {
      placing[person] = where[index]!
    }))
    return { placing, prices: worth, total: totalOf(crowd, placing) }
  }

  /** Jobs this crew is not at, by what it adds above what the places are worth to others; at last home. */
  function promising(all: readonly Crew[], where: readonly number[], one: number, worth: Float64Array): number[] {
    const { size, choices } = all[one]!
    const jobs = choices
      .filter(({ job }) => job !== where[one])
      .map(({ job, points }) => ({ job, net: points - size * worth[job]! }))
      .sort((a, b) => b.net - a.net || a.job - b.job)
      .slice(0, jobsToTry)
      .map(({ job }) => job)
    return where[one]! >= 0 ? [...jobs, -1] : jobs
  }

  /** Where all crews are after this one has moved: those it leaves no room for go to the best place that is left. */
  function moved(all: readonly Crew[], where: readonly number[], one: number, to: number, worth: Float64Array): number[] {
    const next = where.with(one, to)
    const roomAt = (job: number) => next.reduce((room, at, index) => (at === job ? room - all[index]!.size : room), crowd.places[job]!)
    const pushed: number[] = []
    while (to >= 0 && roomAt(to) < 0) {
      // Who adds least there goes first.
      const least = next.flatMap((at, index) => (at === to && index !== one ? [index] : [])).sort((a, b) => perMember(all[a]!, to) - perMember(all[b]!, to) || b - a)[0]
      if (least === undefined) break
      next[least] = -1
      pushed.push(least)
    }
    // Whoever stayed at home may now have room where this crew left.
    const homeless = new Set([...pushed.reverse(), ...next.flatMap((at, index) => (at < 0 && index !== one ? [index] : []))])
    for (const crew of homeless) {
      const { size, choices } = all[crew]!
      const best = choices
        .filter(({ job }) => roomAt(job) >= size)
        .map(({ job, points }) => ({ job, net: points - size * worth[job]! }))
        .sort((a, b) => b.net - a.net || a.job - b.job)[0]
      if (best !== undefined && best.net > 0) next[crew] = best.job
    }
    return next
  }
}

/** Points that each member adds at this job, on average. */
const perMember = ({ size, choices }: Crew, job: number): number => (choices.find((choice) => choice.job === job)?.points ?? 0) / size

/** What each job with room for all of them is worth with all of them in it. */
function crewChoices(crowd: Crowd, members: readonly number[]): Crew['choices'] {
  const [head, ...rest] = members
  if (head === undefined) return []
  const choices: Crew['choices'] = []
  for (let at = crowd.first[head]!; at < crowd.first[head + 1]!; at += 1) {
    const job = crowd.job[at]!
    const each = rest.map((person) => pointsAt(crowd, person, job))
    if (crowd.places[job]! < members.length || each.includes(0)) continue
    choices.push({ job, points: each.reduce((sum, points) => sum + points, crowd.points[at]!) })
  }
  return choices
}

/** The same crowd in which these people want nothing. */
function without(crowd: Crowd, left: ReadonlySet<number>): Crowd {
  const keep: number[] = []
  const first = new Int32Array(crowd.people + 1)
  for (let person = 0; person < crowd.people; person += 1) {
    if (!left.has(person)) for (let at = crowd.first[person]!; at < crowd.first[person + 1]!; at += 1) keep.push(at)
    first[person + 1] = keep.length
  }
  return { ...crowd, first, job: Int32Array.from(keep, (at) => crowd.job[at]!), points: Float64Array.from(keep, (at) => crowd.points[at]!) }
}

/** Of each crew its job, -1 for none: again and again the crew that would lose most by not having its first choice. */
function placeCrews(crews: readonly Crew[], places: Int32Array, prices: Float64Array): number[] {
  const left = places.slice()
  const where = crews.map(() => -1)
  const open = new Set(crews.keys())
  while (open.size > 0) {
    let next: { crew: number; job: number; regret: number } | null = null
    for (const crew of open) {
      const { size, choices } = crews[crew]!
      let best = 0
      let second = 0
      let job = -1
      for (const choice of choices) {
        const net = left[choice.job]! < size ? 0 : choice.points - size * prices[choice.job]!
        if (net > best) [best, second, job] = [net, best, choice.job]
        else if (net > second) second = net
      }
      if (job < 0) open.delete(crew)
      else if (next === null || best - second > next.regret) next = { crew, job, regret: best - second }
    }
    if (next === null) break
    where[next.crew] = next.job
    left[next.job]! -= crews[next.crew]!.size
    open.delete(next.crew)
  }
  return where
}
