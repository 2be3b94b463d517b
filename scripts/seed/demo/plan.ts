import type { Move } from '@market/shared/journey'
import { overlaps } from '@market/shared/apply/apply.rules'
import { hour, marketDay, minute, minutesOfClock, startOfMarketDay, day } from '@market/shared/words/time'
import { catalogue, type Work } from './catalogue'
import { knownWorker, type DemoPeople } from './people'
import { seededRandom, type Random } from './random'

/** What happened in the demo market: who came when, what was posted, who applied and how far each has come. */
export type DemoPlan = { checkIns: PlannedCheckIn[]; jobs: PlannedJob[] }
export type PlannedCheckIn = { at: number; worker: number }
export type PlannedJob = {
  /** Names it within its plan. */
  key: string
  work: Work
  headcount: number
  postedAt: number
  startsAt: number
  endsAt: number
  applications: PlannedApplication[]
}
export type PlannedApplication = { worker: number; appliedAt: number; moves: PlannedMove[] }
/** Taking a posting down is no move of the two sides. */
export type PlannedMove = { at: number; move: Exclude<Move, 'take_down' | 'offer' | 'accept' | 'lapse'> }

/** How far a person's work comes in the end, if the clock allows. */
type Course =
  | 'settled' | 'payment_unconfirmed' | 'payment_disputed' | 'hours_open' | 'hours_disputed' | 'hours_agreed' | 'no_show'
  | 'worker_signed' | 'employer_signed' | 'unsigned' | 'withdrawn' | 'declined' | 'cancelled'

const usualCourses: readonly [Course, number][] = [
  ['settled', 52], ['payment_unconfirmed', 6], ['payment_disputed', 1], ['hours_open', 7], ['hours_disputed', 3], ['hours_agreed', 3], ['no_show', 2],
  ['worker_signed', 8], ['employer_signed', 5], ['unsigned', 7], ['withdrawn', 3], ['declined', 2], ['cancelled', 1],
]

/** Everything is on a grid, so that many people act at the same moment and one commit serves them all. */
const grid = 10 * minute
const onGrid = (at: number): number => Math.ceil(at / grid) * grid

/** How far back the market's story goes, and how far ahead its jobs. */
export const storyLength = 34 * hour
const furthestStart = 40 * hour

/**
 * Invents a stretch of market life that ends at `until`; nothing in it lies later than that. Jobs that start later
 * are posted and half filled. The same arguments give the same plan.
 * @param from UTC ms; on a later day the end of the plan before
 */
export function planDemo({ from, until, people, workerCount }: { from: number; until: number; people: DemoPeople; workerCount: number }): DemoPlan {
  const random = seededRandom(`plan ${marketDay(until)} ${until}`)
  const jobs = postings(from, until, random)
  fillJobs(jobs, { from, until, people, workerCount, random })
  return { jobs, checkIns: checkIns(jobs, { until, workerCount, random }) }
}

function postings(from: number, until: number, random: Random): PlannedJob[] {
  const jobs: PlannedJob[] = []
  for (let midnight = startOfMarketDay(from); midnight < until + furthestStart; midnight += day) {
    catalogue.forEach((work, kind) =>
      work.starts.forEach((start) => {
        const startsAt = midnight + minutesOfClock(start) * minute
        if (startsAt < from + 2 * hour || startsAt > until + furthestStart) return
        const past = startsAt <= until
        // Of what is over, and of what is still far off, a part is enough to tell the story.
        if (random.chance(past ? 0.5 : startsAt > until + 20 * hour ? 0.35 : 0)) return
        const latest = Math.min(startsAt - 90 * minute, until - grid)
        const earliest = Math.max(from, past ? startsAt - 10 * hour : until - 6 * hour)
        if (latest < earliest) return
        jobs.push({
          key: `${marketDay(startsAt)}-${kind}-${start}`,
          work,
          headcount: random.between(...work.headcount),
          postedAt: onGrid(earliest + random.next() * (latest - earliest)),
          startsAt,
          endsAt: startsAt + work.minutes * minute,
          applications: [],
        })
      }),
    )
  }
  return jobs.filter(({ postedAt }) => postedAt <= until)
}

type Filling = { from: number; until: number; people: DemoPeople; workerCount: number; random: Random }

function fillJobs(jobs: PlannedJob[], filling: Filling): void {
  const { until, people, workerCount, random } = filling
  const busy = new Map<number, { startsAt: number; endsAt: number }[]>()
  const isFree = (worker: number, job: PlannedJob): boolean => !(busy.get(worker) ?? []).some((other) => overlaps(other, job))
  const apply = (job: PlannedJob, worker: number, course: Course): boolean => {
    if (!isFree(worker, job) || job.applications.length >= job.headcount) return false
    const earliest = job.postedAt + grid
    const latest = Math.min(job.startsAt - 45 * minute, until - 3 * grid)
    if (latest < earliest) return false
    const appliedAt = onGrid(earliest + random.next() * random.next() * (latest - earliest))
    busy.set(worker, [...(busy.get(worker) ?? []), { startsAt: job.startsAt, endsAt: job.endsAt }])
    job.applications.push({ worker, appliedAt, moves: movesOf(course, appliedAt, job).filter(({ at }) => at <= until) })
    return true
  }

  // Known people first, so that whoever enters as one of them finds what the demo says of them.
  const ahead = jobs.filter(({ startsAt }) => startsAt > until + hour).sort((one, other) => one.startsAt - other.startsAt)
  const over = jobs.filter(({ endsAt }) => endsAt < until - hour).sort((one, other) => other.endsAt - one.endsAt)
  const knows = (worker: number) => (job: PlannedJob) => people.workers[worker]?.trades.includes(job.work.trade) ?? false
  ahead.filter(knows(knownWorker.signed)).some((job) => apply(job, knownWorker.signed, 'settled'))
  const worked = over.filter(knows(knownWorker.owedMoney)).find((job) => apply(job, knownWorker.owedMoney, 'hours_open'))
  const [firstEmployer] = people.employers
  const waiting = ahead.find((job) => job.work.employer === firstEmployer?.openid && job.headcount >= 4)
  const done = over.find((job) => job.work.employer === firstEmployer?.openid && job !== worked)
  // Somebody worked and was never scanned: staff have something to put right.
  const missed = over.find((job) => job !== worked && job !== done)

  const known = Object.keys(knownWorker).length
  for (const job of jobs) {
    const able = random.shuffled(Array.from({ length: workerCount - known }, (_, index) => index + known).filter((worker) => knows(worker)(job)))
    const share = random.pick(job.startsAt <= until ? [0.2, 0.4, 0.6] : [0, 0.1, 0.2, 0.3, 0.5, 1])
    const wanted = Math.max(job === missed ? 1 : 0, Math.round(job.headcount * (job === waiting ? 0.6 : share)))
    for (const worker of able) {
      if (job.applications.length >= wanted) break
      const place = job.applications.length
      const course: Course = job === waiting && place < 2 ? 'worker_signed' : job === done && place < 2 ? 'hours_agreed' : job === missed && place < 1 ? 'no_show' : usualCourse(random)
      apply(job, worker, course)
    }
  }
}

function usualCourse(random: Random): Course {
  let left = random.next() * usualCourses.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [course, weight] of usualCourses) {
    left -= weight
    if (left <= 0) return course
  }
  return 'settled'
}

function movesOf(course: Course, appliedAt: number, job: PlannedJob): PlannedMove[] {
  const moves: PlannedMove[] = []
  let at = appliedAt
  const then = (move: PlannedMove['move'], notBefore = 0): void => {
    at = onGrid(Math.max(at + grid, notBefore))
    moves.push({ at, move })
  }
  // Whoever has not signed when the work begins does not get it: an employer clears that up.
  const clearUp = (): PlannedMove[] => {
    then('decline', job.startsAt)
    return moves
  }
  if (course === 'unsigned') return clearUp()
  if (course === 'employer_signed') {
    then('sign_as_employer')
    return clearUp()
  }
  then('sign_as_worker')
  if (course === 'worker_signed') return clearUp()
  if (course === 'withdrawn') then('withdraw')
  if (course === 'declined') then('decline')
  if (course === 'withdrawn' || course === 'declined') return moves
  then('sign_as_employer')
  if (course === 'cancelled') then('cancel')
  if (course === 'cancelled' || course === 'no_show') return moves
  then('arrive', job.startsAt - grid)
  then('finish', job.endsAt)
  then('propose_hours')
  if (course === 'hours_open') return moves
  if (course === 'hours_disputed') {
    then('dispute_hours')
    return moves
  }
  then('agree_hours')
  if (course === 'hours_agreed') return moves
  then('record_payment')
  if (course === 'payment_unconfirmed') return moves
  then(course === 'payment_disputed' ? 'dispute_payment' : 'confirm_payment')
  return moves
}

/** Everybody is in the market before they apply, and today some are there who have found nothing yet. */
function checkIns(jobs: readonly PlannedJob[], { until, workerCount, random }: Pick<Filling, 'until' | 'workerCount' | 'random'>): PlannedCheckIn[] {
  const first = new Map<string, PlannedCheckIn>()
  const come = (worker: number, before: number): void => {
    const at = Math.max(startOfMarketDay(before), onGrid(before - random.between(1, 4) * grid))
    const key = `${worker} ${marketDay(before)}`
    const earlier = first.get(key)
    if (!earlier || at < earlier.at) first.set(key, { at: Math.min(at, before), worker })
  }
  for (const { applications } of jobs) for (const { worker, appliedAt } of applications) come(worker, appliedAt)
  for (let worker = knownWorker.fresh + 1; worker < workerCount; worker += 1) {
    if (!random.chance(0.35)) continue
    const earliest = Math.max(startOfMarketDay(until), until - 5 * hour)
    if (!first.has(`${worker} ${marketDay(until)}`)) come(worker, Math.min(until, onGrid(earliest + random.next() * (until - earliest))))
  }
  return [...first.values()].filter(({ at }) => at <= until)
}
