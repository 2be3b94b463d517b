import { monitorEventLoopDelay } from 'node:perf_hooks'
import { assign } from '@market/bff/features/dispatch/assign'
import { crowdOf, totalOf, type Crowd, type Placing } from '@market/bff/features/dispatch/crowd'
import { inSlices } from '@market/bff/features/dispatch/in-slices'
import { quantile, seeded } from '../figures'
import { optimum } from '../../../bff/test/support/optimum'

/**
 * 5,000 people present and 1,000 jobs with free places, at most 30 choices each: how long the whole dispatch takes, how near it
 * comes to the optimum of another solver in the same run, what simpler ways would have given, and how long it keeps others
 * waiting.
 */
const people = 5_000
const jobs = 1_000
const choicesEach = 30
const runs = 9

function randomCrowd(seed: number): Crowd {
  const next = seeded(seed)
  const places = Array.from({ length: jobs }, () => 1 + Math.floor(next() * 8))
  const choices = Array.from({ length: people }, () => {
    const own = new Set<number>()
    while (own.size < choicesEach) own.add(Math.floor(next() * jobs))
    return [...own].map((job) => ({ job, points: 1 + Math.floor(next() * 1_000) }))
  })
  return crowdOf(places, choices)
}

/** Each in the order of coming takes the best that is left. */
function firstCome({ people: count, places, first, job, points }: Crowd): Placing {
  const left = places.slice()
  const placing = new Int32Array(count).fill(-1)
  for (let person = 0; person < count; person += 1) {
    let best = -1
    for (let at = first[person]!; at < first[person + 1]!; at += 1) if (left[job[at]!]! > 0 && (best < 0 || points[at]! > points[best]!)) best = at
    if (best < 0) continue
    placing[person] = job[best]!
    left[job[best]!]! -= 1
  }
  return placing
}

/** The best pair of all that is left, again and again. */
function greedy({ people: count, places, first, job, points }: Crowd): Placing {
  const left = places.slice()
  const placing = new Int32Array(count).fill(-1)
  const owner = new Int32Array(job.length)
  for (let person = 0; person < count; person += 1) owner.fill(person, first[person], first[person + 1])
  for (const at of Uint32Array.from(job.keys()).sort((one, other) => points[other]! - points[one]!)) {
    if (placing[owner[at]!]! >= 0 || left[job[at]!] === 0) continue
    placing[owner[at]!] = job[at]!
    left[job[at]!]! -= 1
  }
  return placing
}

const middle = (values: number[]): number => quantile(values, 0.5)

/** Processor time so far, in ms: on a busy machine the clock on the wall measures the others. */
const processor = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

export async function engine(): Promise<void> {
  const crowd = randomCrowd(1)
  const times: number[] = []
  const spent: number[] = []
  const delay = monitorEventLoopDelay({ resolution: 1 })
  let placing: Placing = new Int32Array()
  for (let run = 0; run < runs; run += 1) {
    // The first two runs are the compiler's.
    const warm = run > 1
    if (run === 2) delay.enable()
    const [begun, before] = [performance.now(), processor()]
    placing = await inSlices(assign(crowd, []))
    if (warm) {
      times.push(performance.now() - begun)
      spent.push(processor() - before)
    }
  }
  delay.disable()
  const before = processor()
  const best = await optimum(crowd)
  const solver = processor() - before
  const [ms, cpu] = [middle(times), middle(spent)]
  const share = (value: number) => (value / best.total).toFixed(6)
  console.log(`${people.toLocaleString()} people, ${crowd.places.reduce((sum, free) => sum + free, 0).toLocaleString()} places of ${jobs.toLocaleString()} jobs, ${choicesEach} choices each`)
  console.log(`  time          ${ms.toFixed(0)} ms, of the processor ${cpu.toFixed(0)} ms (middle of ${times.length})`)
  console.log(`  highs         ${best.ms.toFixed(0)} ms, of the processor ${solver.toFixed(0)} ms: ${(best.ms / ms).toFixed(1)} and ${(solver / cpu).toFixed(1)} times as long`)
  console.log(`  total         ${share(totalOf(crowd, placing))} of the optimum; first come ${share(totalOf(crowd, firstCome(crowd)))}, greedy ${share(totalOf(crowd, greedy(crowd)))}`)
  console.log(`  others wait   ${(delay.max / 1e6).toFixed(1)} ms at most`)
}
