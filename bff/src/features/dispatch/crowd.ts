/**
 * People, the jobs with free places, and who could take which, as flat arrays: what the pure part of dispatch works on. Who
 * may take what has been decided before; a pair that is not in here is never made.
 */
export type Crowd = {
  people: number
  jobs: number
  /** Free places of each job. */
  places: Int32Array
  /** The choices of person `p` stand from `first[p]` up to `first[p + 1]`. */
  first: Int32Array
  /** Of each choice the job, no job twice for one person. */
  job: Int32Array
  /** Of each choice the points, above 0: what this place is worth with this person in it. */
  points: Float64Array
}

/** Of each person the job they go to, -1 for none. */
export type Placing = Int32Array

/** Builds a crowd from one list of choices a person. */
export function crowdOf(places: readonly number[], choices: readonly (readonly { job: number; points: number }[])[]): Crowd {
  const first = new Int32Array(choices.length + 1)
  choices.forEach((own, person) => {
    first[person + 1] = first[person]! + own.length
  })
  const job = new Int32Array(first[choices.length]!)
  const points = new Float64Array(job.length)
  let at = 0
  for (const own of choices) {
    for (const choice of own) {
      job[at] = choice.job
      points[at] = choice.points
      at += 1
    }
  }
  return { people: choices.length, jobs: places.length, places: Int32Array.from(places), first, job, points }
}

/** The jobs that are choices of this person. */
export const jobsOf = ({ first, job }: Crowd, person: number): Int32Array => job.subarray(first[person]!, first[person + 1]!)

/** Points of this person at this job, or 0 where it is not among their choices. */
export function pointsAt({ first, job, points }: Crowd, person: number, wanted: number): number {
  for (let at = first[person]!; at < first[person + 1]!; at += 1) if (job[at] === wanted) return points[at]!
  return 0
}

/** Points of everybody who was placed. */
export function totalOf(crowd: Crowd, placing: Placing): number {
  let total = 0
  for (let person = 0; person < crowd.people; person += 1) if (placing[person]! >= 0) total += pointsAt(crowd, person, placing[person]!)
  return total
}
