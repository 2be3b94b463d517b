import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { applyEndpoints, type Application } from '@market/shared/apply/apply.contract'
import { jobsEndpoints, type JobDraft } from '@market/shared/jobs/jobs.contract'
import { minute } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { apply, post, unloading } from '../../../test/support/journey'
import { idNumber } from '../../../test/support/people'
import { waitingList, type Offer } from './waiting-list'

const guarding = '4-07-05-01'

describe('a posting whose trade becomes one that the law keeps from minors', () => {
  let app: TestApp
  let marketId: string
  let employer: TestPerson
  let minor: TestPerson
  let jobId: string

  const adult = () => app.person({ worker: {} })
  const queue = (person: TestPerson) => person.call(applyEndpoints.create, { params: { jobId }, body: { ifFull: 'queue' } })
  const stateOf = async (person: TestPerson, { id }: { id: string }) => (await person.call(applyEndpoints.get, { params: { applicationId: id } })).state
  const withdraw = (person: TestPerson, { id }: { id: string }) => person.call(applyEndpoints.withdraw, { params: { applicationId: id } })
  const acceptance = ({ id }: { id: string }, jobVersion: number) => ({ params: { applicationId: id }, body: { jobVersion } })
  const become = async (changes: Partial<JobDraft>) => {
    const { draft, version } = await employer.call(jobsEndpoints.myDraft, { params: { jobId } })
    return employer.call(jobsEndpoints.update, { params: { jobId }, body: { draft: { ...draft, ...changes }, version } })
  }
  const open = async (changes: Partial<JobDraft>) => {
    jobId = (await post(employer, unloading(marketId, { headcount: 1, ...changes }))).id
  }

  beforeAll(async () => {
    app = await createTestApp()
    ;({ marketId } = await app.market())
  })
  beforeEach(async () => {
    app.clock.set(monday0440)
    employer = await app.person({ employer: {} })
    minor = await app.person({ worker: {}, idNumber: idNumber(2009) })
  })
  afterAll(() => app.close())

  describe('where the queue decides', () => {
    let inside: TestPerson
    let place: Application

    beforeEach(async () => {
      await open({})
      inside = await adult()
      place = await apply(inside, jobId)
    })

    it('the place that is held for one who is not yet 18 is not taken any more, and whoever is of age takes theirs', async () => {
      const waiting = await queue(minor)
      await withdraw(inside, place)
      await become({ trade: guarding })
      expect(await minor.refused(applyEndpoints.accept, acceptance(waiting, 2))).toMatchObject({ status: 403, code: 'adults_only' })
      expect(await stateOf(minor, waiting)).toBe('offered')
      await withdraw(minor, waiting)
      expect(await apply(await adult(), jobId)).toMatchObject({ state: 'applied' })
    })

    it('whoever is of age is asked, also from behind one who is not', async () => {
      const young = await queue(minor)
      app.clock.advance(1_000)
      const next = await adult()
      const behind = await queue(next)
      await become({ trade: guarding })
      await withdraw(inside, place)
      expect(await stateOf(minor, young)).toBe('queued')
      expect(await stateOf(next, behind)).toBe('offered')
      expect(await next.call(applyEndpoints.accept, acceptance(behind, 2))).toMatchObject({ state: 'applied', terms: { trade: guarding } })
    })

    it('places that are added, and those whose clock ran out, go to whoever is of age within a turn of the chore', async () => {
      const young = await queue(minor)
      const [first, second] = [await adult(), await adult()]
      app.clock.advance(1_000)
      const one = await queue(first)
      app.clock.advance(1_000)
      const two = await queue(second)
      await become({ trade: guarding, headcount: 2 })
      await app.chores.runAll()
      expect([await stateOf(minor, young), await stateOf(first, one), await stateOf(second, two)]).toEqual(['queued', 'offered', 'queued'])
      const { offerUntil } = await first.call(applyEndpoints.get, { params: { applicationId: one.id } })
      app.clock.set(offerUntil ?? 0)
      await app.chores.runAll()
      expect([await stateOf(minor, young), await stateOf(first, one), await stateOf(second, two)]).toEqual(['queued', 'lapsed', 'offered'])
    })

    it('while only one who is not yet 18 waits, a passer-by of age has the place', async () => {
      const young = await queue(minor)
      await become({ trade: guarding })
      await withdraw(inside, place)
      expect(await apply(await adult(), jobId)).toMatchObject({ state: 'applied', job: { filled: 1 } })
      expect(await stateOf(minor, young)).toBe('queued')
    })

    it('a place that staff held is not taken, either', async () => {
      await withdraw(inside, place)
      const offer: Offer = { jobId, workerId: minor.personId, until: monday0440 + 10 * minute, by: 'dispatch', now: monday0440 }
      const waiting = waitingList({ store: app.store, jobs: { knows: () => Promise.resolve(false) }, match: { ableAmong: () => Promise.resolve(new Set()) } })
      const { applicationId } = await app.store.write((tx) => waiting.offer(tx, offer))
      await become({ trade: guarding })
      expect(await minor.refused(applyEndpoints.accept, acceptance({ id: applicationId ?? '' }, 2))).toMatchObject({ code: 'adults_only' })
    })
  })

  describe('where the employer chooses', () => {
    beforeEach(() => open({ hiring: 'employer_chooses' }))

    it('one who is not yet 18 is not chosen any more, and the employer is not told somebody’s age', async () => {
      const young = await apply(minor, jobId)
      const grown = await apply(await adult(), jobId)
      await become({ trade: guarding })
      const list = await employer.call(applyEndpoints.ofJob, { params: { jobId } })
      expect(list.applications.map(({ id, candidate }) => [id, candidate?.fit?.hindrance])).toEqual([[grown.id, null], [young.id, '这个工种暂时不能接']])
      const refusal = await employer.refused(applyEndpoints.offer, { params: { applicationId: young.id } })
      expect(refusal).toMatchObject({ status: 409, code: 'cannot_take_trade' })
      expect(JSON.stringify([list, refusal])).not.toMatch(/周岁|成年|未满/)
      expect(await employer.call(applyEndpoints.offer, { params: { applicationId: grown.id } })).toMatchObject({ state: 'offered' })
    })
  })
})
