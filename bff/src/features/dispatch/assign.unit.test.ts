import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { optimum } from '../../../test/support/optimum'
import { assign } from './assign'
import { crowdOf, pointsAt, totalOf, type Crowd, type Placing } from './crowd'

function run(crowd: Crowd, crews: readonly (readonly number[])[] = []): Placing {
  const work = assign(crowd, crews)
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

/** A crowd of at most `most` people; with few different points there are many ties. */
const crowds = (most: number, points: fc.Arbitrary<number>) =>
  fc.integer({ min: 1, max: 12 }).chain((jobs) =>
    fc.record({
      places: fc.array(fc.nat(4), { minLength: jobs, maxLength: jobs }),
      choices: fc.array(fc.uniqueArray(fc.record({ job: fc.nat(jobs - 1), points }), { selector: ({ job }) => job, maxLength: 8 }), { minLength: 1, maxLength: most }),
    })).map(({ places, choices }) => crowdOf(places, choices))
const anyPoints = fc.oneof(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 1, max: 3 }), fc.constant(700))

/** Some of the crowd in crews of two to four, the rest alone. */
const withCrews = (crowd: Crowd, sizes: readonly number[]): number[][] => {
  const crews: number[][] = []
  let next = 0
  for (const size of sizes) {
    if (next + size > crowd.people) break
    crews.push(Array.from({ length: size }, (_, index) => next + index))
    next += size + 1
  }
  return crews
}

function expectLegal(crowd: Crowd, placing: Placing): void {
  const taken = new Int32Array(crowd.jobs)
  placing.forEach((job, person) => {
    if (job < 0) return
    taken[job]! += 1
    expect(pointsAt(crowd, person, job)).toBeGreaterThan(0)
  })
  taken.forEach((count, job) => expect(count).toBeLessThanOrEqual(crowd.places[job]!))
}

describe('who goes where', () => {
  it('never more people than places, and nobody where they may not go', () => {
    fc.assert(fc.property(crowds(40, anyPoints), fc.array(fc.integer({ min: 2, max: 4 }), { maxLength: 4 }), (crowd, sizes) => {
      expectLegal(crowd, run(crowd, withCrews(crowd, sizes)))
    }), { numRuns: 300 })
  })

  it('the total is the optimum of an independent solver', async () => {
    await fc.assert(fc.asyncProperty(crowds(40, anyPoints), async (crowd) => {
      const best = (await optimum(crowd)).total
      expect(totalOf(crowd, run(crowd))).toBeGreaterThanOrEqual(best * 0.9999 - 1e-6)
    }), { numRuns: 120 })
  }, 60_000)

  it('a crew goes to one job with room for all, or all of it stays', () => {
    fc.assert(fc.property(crowds(30, anyPoints), fc.array(fc.integer({ min: 2, max: 4 }), { minLength: 1, maxLength: 4 }), (crowd, sizes) => {
      const crews = withCrews(crowd, sizes)
      const placing = run(crowd, crews)
      for (const members of crews) expect(new Set(members.map((person) => placing[person])).size).toBe(1)
    }), { numRuns: 300 })
  })

  it('with crews the total is at least 0.95 of the best there is, and 0.999 of it on average', async () => {
    const ratios: number[] = []
    await fc.assert(fc.asyncProperty(crowds(20, anyPoints), fc.array(fc.integer({ min: 2, max: 4 }), { minLength: 1, maxLength: 4 }), async (crowd, sizes) => {
      const crews = withCrews(crowd, sizes)
      const best = (await optimum(crowd, crews)).total
      const ratio = best === 0 ? 1 : totalOf(crowd, run(crowd, crews)) / best
      ratios.push(ratio)
      expect(ratio).toBeGreaterThanOrEqual(0.95)
    }), { numRuns: 150, seed: 20_261_126 })
    const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length
    console.info(`crews: mean ${mean.toFixed(5)}, lowest ${Math.min(...ratios).toFixed(5)} of the optimum, ${ratios.filter((ratio) => ratio > 1 - 1e-9).length} of ${ratios.length} at it`)
    expect(mean).toBeGreaterThan(0.999)
  }, 60_000)

  it('the same people and places give the same result', () => {
    fc.assert(fc.property(crowds(40, anyPoints), (crowd) => {
      expect(run(crowd)).toEqual(run(crowd))
    }))
  })

  it('of equals who has waited longest has the place', () => {
    const same = [{ job: 0, points: 800 }]
    expect([...run(crowdOf([2], [same, same, same, same]))]).toEqual([0, 0, -1, -1])
  })

  it('of equals who has waited longest has the better of two places', () => {
    const same = [{ job: 0, points: 500 }, { job: 1, points: 900 }]
    expect([...run(crowdOf([2, 1], [same, same, same]))]).toEqual([1, 0, 0])
  })

  it('nobody could change with somebody who has waited less, be better off, and cost nothing in all', () => {
    fc.assert(fc.property(crowds(25, fc.integer({ min: 1, max: 3 })), (crowd) => {
      const placing = run(crowd)
      for (let person = 0; person < crowd.people; person += 1) {
        for (let other = person + 1; other < crowd.people; other += 1) {
          if (placing[other]! < 0 || placing[other] === placing[person]) continue
          const has = placing[person]! < 0 ? 0 : pointsAt(crowd, person, placing[person]!)
          const wants = pointsAt(crowd, person, placing[other]!)
          const theirs = placing[person]! < 0 ? 0 : pointsAt(crowd, other, placing[person]!)
          if (wants <= has || (placing[person]! >= 0 && theirs === 0)) continue
          expect(wants + theirs).toBeLessThan(has + pointsAt(crowd, other, placing[other]!))
        }
      }
    }), { numRuns: 300 })
  })
})
