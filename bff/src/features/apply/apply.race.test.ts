import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import { holdsPlace } from '@market/shared/journey'
import { hour } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { apply, post, unloading } from '../../../test/support/journey'

describe('many at once', () => {
  let app: TestApp
  let marketId: string
  let employer: TestPerson

  const codeOf = ({ status, body }: { status: number; body: unknown }) => (status === 200 ? 'applied' : (body as { code: string }).code)
  const tally = (codes: string[]) => Object.fromEntries([...new Set(codes)].sort().map((code) => [code, codes.filter((each) => each === code).length]))

  beforeAll(async () => {
    app = await createTestApp()
    ;({ marketId } = await app.market())
    employer = await app.person({ employer: {} })
  })
  afterAll(() => app.close())

  it('a thousand apply for twenty places: twenty have one, 980 are told it is full', { timeout: 120_000 }, async () => {
    const { id: jobId } = await post(employer, unloading(marketId, { headcount: 20 }))
    const people: TestPerson[] = []
    for (let hundred = 0; hundred < 10; hundred += 1) people.push(...(await Promise.all(Array.from({ length: 100 }, () => app.person({ worker: {} })))))
    const outcomes = await Promise.all(people.map((person) => person.raw(applyEndpoints.create, { params: { jobId } })))
    expect(tally(outcomes.map(codeOf))).toEqual({ applied: 20, job_full: 980 })
    expect(await employer.call(jobsEndpoints.get, { params: { jobId }, query: {} })).toMatchObject({ filled: 20, headcount: 20 })
    const { applications } = await employer.call(applyEndpoints.ofJob, { params: { jobId } })
    expect(applications).toHaveLength(20)
    expect(applications.every(({ agreement }) => agreement?.status === 'draft')).toBe(true)
  })

  it('one worker on two phones never gets two jobs at the same hours', async () => {
    for (let round = 0; round < 10; round += 1) {
      const worker = await app.person({ worker: {} })
      const jobs = await Promise.all([0, 1, 2, 3].map((shift) =>
        post(employer, unloading(marketId, { startsAt: monday0440 + (2 + shift) * hour, endsAt: monday0440 + (9 + shift) * hour }))))
      const outcomes = await Promise.all(jobs.map(({ id }) => worker.raw(applyEndpoints.create, { params: { jobId: id } })))
      expect(tally(outcomes.map(codeOf))).toEqual({ applied: 1, time_overlap: 3 })
    }
  })

  it('places given back while others press on are taken again, and never more than there are', async () => {
    const { id: jobId } = await post(employer, unloading(marketId, { headcount: 5 }))
    const first = await Promise.all(Array.from({ length: 5 }, () => app.person({ worker: {} })))
    const held = await Promise.all(first.map((person) => apply(person, jobId)))
    const newcomers = await Promise.all(Array.from({ length: 10 }, () => app.person({ worker: {} })))
    const outcomes = await Promise.all([
      ...first.map((person, index) => person.raw(applyEndpoints.withdraw, { params: { applicationId: held[index]?.id } })),
      ...newcomers.map((person) => person.raw(applyEndpoints.create, { params: { jobId } })),
    ])
    const taken = outcomes.slice(5).filter(({ status }) => status === 200).length
    expect(outcomes.slice(0, 5).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    expect(taken).toBeLessThanOrEqual(5)
    expect(await employer.call(jobsEndpoints.get, { params: { jobId }, query: {} })).toMatchObject({ filled: taken })
  })

  it('one worker leaving and coming back on two phones holds at most one place', async () => {
    const { id: jobId } = await post(employer, unloading(marketId, { headcount: 3 }))
    const worker = await app.person({ worker: {} })
    const { id: applicationId } = await apply(worker, jobId)
    for (let round = 0; round < 15; round += 1) {
      await Promise.all([
        worker.raw(applyEndpoints.withdraw, { params: { applicationId } }),
        worker.raw(applyEndpoints.create, { params: { jobId } }),
        worker.raw(applyEndpoints.create, { params: { jobId } }),
      ])
      const { state, job } = await worker.call(applyEndpoints.get, { params: { applicationId } })
      expect([['applied', 1], ['withdrawn', 0]]).toContainEqual([state, job.filled])
    }
  })

  it('withdrawals, lapses, answers, newcomers and head-counts at once never over-fill a job, nor leave a place empty while somebody waits', { timeout: 120_000 }, async () => {
    const people = await Promise.all(Array.from({ length: 14 }, () => app.person({ worker: {} })))
    for (let round = 0; round < 6; round += 1) {
      app.clock.set(monday0440)
      const { id: jobId } = await post(employer, unloading(marketId, { headcount: 4 }))
      const wishes = { params: { jobId }, body: { ifFull: 'queue' } as const }
      const first = await Promise.all(people.slice(0, 10).map((person) => person.call(applyEndpoints.create, wishes)))
      const placed = first.filter(({ state }) => state === 'applied')
      expect(placed).toHaveLength(4)
      const owner = (id: string) => people[first.findIndex((one) => one.id === id)] as TestPerson
      // One place given back: somebody is offered it, and the clock has run out for them when the crowd comes.
      await owner(placed[0]?.id ?? '').call(applyEndpoints.withdraw, { params: { applicationId: placed[0]?.id ?? '' } })
      app.clock.advance(hour)
      const { draft, version } = await employer.call(jobsEndpoints.myDraft, { params: { jobId } })
      const outcomes = await Promise.all([
        ...placed.slice(1, 3).map(({ id }) => owner(id).raw(applyEndpoints.withdraw, { params: { applicationId: id } })),
        ...people.slice(10).map((person) => person.raw(applyEndpoints.create, wishes)),
        ...first.map(({ id }) => owner(id).raw(applyEndpoints.accept, { params: { applicationId: id }, body: { jobVersion: 1 } })),
        employer.raw(jobsEndpoints.update, { params: { jobId }, body: { draft: { ...draft, headcount: 3 + (round % 4) }, version } }),
        app.chores.runAll().then(() => ({ status: 200 })),
        app.chores.runAll().then(() => ({ status: 200 })),
        ...first.slice(6).map(({ id }) => owner(id).raw(applyEndpoints.withdraw, { params: { applicationId: id } })),
      ])
      expect(outcomes.filter(({ status }) => status >= 500)).toEqual([])
      const { filled, headcount, queued } = await employer.call(jobsEndpoints.get, { params: { jobId }, query: {} })
      const { applications } = await employer.call(applyEndpoints.ofJob, { params: { jobId } })
      expect(applications.filter(({ state }) => holdsPlace(state))).toHaveLength(filled)
      expect(filled).toBeLessThanOrEqual(headcount)
      expect(queued === 0 || filled === headcount).toBe(true)
      // The next round begins with free hands.
      await Promise.all(applications.map(({ id }) => owner(id)?.raw(applyEndpoints.withdraw, { params: { applicationId: id } })))
      for (const person of people) {
        for (const { id } of (await person.call(applyEndpoints.mine)).applications) await person.raw(applyEndpoints.withdraw, { params: { applicationId: id } })
      }
    }
  })

  it('those who swap two jobs with each other at once end with one place each', async () => {
    for (let round = 0; round < 8; round += 1) {
      const [one, other] = await Promise.all([1, 2].map(async () => (await post(employer, unloading(marketId, { headcount: 4 }))).id)) as [string, string]
      const people = await Promise.all([1, 2, 3, 4].map(() => app.person({ worker: {} })))
      const held = await Promise.all(people.map((person, index) => apply(person, index % 2 === 0 ? one : other)))
      const outcomes = await Promise.all(people.map((person, index) =>
        person.raw(applyEndpoints.create, { params: { jobId: index % 2 === 0 ? other : one }, body: { insteadOf: held[index]?.id } })))
      expect(tally(outcomes.map(codeOf))).toEqual({ applied: 4 })
      for (const person of people) {
        expect((await person.call(applyEndpoints.mine)).applications.map(({ state }) => state).sort()).toEqual(['applied', 'withdrawn'])
      }
      for (const jobId of [one, other]) expect(await employer.call(jobsEndpoints.get, { params: { jobId }, query: {} })).toMatchObject({ filled: 2 })
    }
  })
})
