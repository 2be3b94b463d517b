import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { applyEndpoints, type Application } from '@market/shared/apply/apply.contract'
import { inboxEndpoints } from '@market/shared/inbox/inbox.contract'
import { jobsEndpoints, type JobDraft } from '@market/shared/jobs/jobs.contract'
import { settleEndpoints } from '@market/shared/settle/settle.contract'
import { hour, minute } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { apply, arrive, hired, post, sign, unloading } from '../../../test/support/journey'

describe('how a posting fills', () => {
  let app: TestApp
  let marketId: string
  let staff: TestPerson
  let employer: TestPerson
  let worker: TestPerson

  const noon = monday0440 + 7 * hour + 20 * minute
  const afternoon = (changes: Partial<JobDraft> = {}) => unloading(marketId, { startsAt: noon + 3 * hour, endsAt: noon + 9 * hour, payFen: 20_000, ...changes })
  const see = (person: TestPerson, { id }: { id: string }) => person.call(applyEndpoints.get, { params: { applicationId: id } })
  const choose = ({ id }: { id: string }) => employer.call(applyEndpoints.offer, { params: { applicationId: id } })
  const titlesOf = async (person: TestPerson) => {
    await app.feed.caughtUp()
    return (await person.call(inboxEndpoints.list)).messages.map(({ title }) => title)
  }

  /** A day's work for this employer, from the tap to the money. */
  const worked = async (person: TestPerson) => {
    app.clock.set(monday0440)
    const { id: jobId } = await post(employer, unloading(marketId))
    const { id: applicationId } = await hired(person, employer, jobId)
    app.clock.set(monday0440 + 100 * minute)
    await arrive(person, staff, applicationId, app.clock.now())
    const params = { applicationId }
    await employer.call(settleEndpoints.propose, { params, body: { minutes: 480, amountFen: 26_000, note: '' } })
    await person.call(settleEndpoints.agree, { params, body: { minutes: 480, amountFen: 26_000 } })
    await employer.call(settleEndpoints.pay, { params, body: { how: 'cash' } })
    await person.call(settleEndpoints.confirmPayment, { params })
  }

  beforeAll(async () => {
    app = await createTestApp()
    ;({ marketId } = await app.market())
    staff = await app.person({ staffOf: marketId })
  })
  beforeEach(async () => {
    employer = await app.person({ employer: {} })
    worker = await app.person({ worker: { trades: ['4-02-05-01', '4-07-05-01'] }, name: '王建国' })
    app.clock.set(monday0440)
  })
  afterAll(() => app.close())

  it('is first come, first served where nothing else is said', async () => {
    const job = await post(employer, unloading(marketId))
    expect(job).toMatchObject({ hiring: 'first_come', publicFrom: null })
    expect(await apply(worker, job.id)).toMatchObject({ state: 'applied' })
  })

  describe('the employer chooses', () => {
    let jobId: string
    let waiting: Application

    beforeEach(async () => {
      jobId = (await post(employer, unloading(marketId, { headcount: 1, hiring: 'employer_chooses' }))).id
      waiting = await apply(worker, jobId)
    })

    it('everybody waits, and the employer sees trades, skill and work done together, no more', async () => {
      expect(waiting).toMatchObject({ state: 'queued', queueAhead: null, candidate: null, agreement: null, job: { filled: 0, hiring: 'employer_chooses' } })
      const { applications } = await employer.call(applyEndpoints.ofJob, { params: { jobId } })
      expect(applications.map(({ candidate }) => candidate)).toEqual([{ trades: ['4-02-05-01', '4-07-05-01'], skillLevel: 'junior', together: 0, fit: { reasons: ['登记过装卸搬运', '日薪比期望的高 30 元'], hindrance: null } }])
      expect(JSON.stringify(applications)).not.toMatch(/王建国|13800005678|410302/)
      expect(await titlesOf(employer)).toEqual(['有人报名，等您来挑'])
      const { jobs } = await employer.call(jobsEndpoints.mine)
      expect(jobs[0]?.counts).toMatchObject({ applied: 0, queued: 1, waitingForMe: 1 })
    })

    it('counts the jobs that were done together and settled', async () => {
      await worked(worker)
      app.clock.set(noon)
      const { id } = await post(employer, afternoon({ hiring: 'employer_chooses' }))
      await apply(worker, id)
      expect((await employer.call(applyEndpoints.ofJob, { params: { jobId: id } })).applications[0]?.candidate).toMatchObject({ together: 1 })
    })

    it('whoever is chosen has a clock to say yes, and the place is theirs meanwhile', async () => {
      const other = await app.person({ worker: {} })
      const second = await apply(other, jobId)
      expect(await choose(waiting)).toMatchObject({ state: 'offered', job: { filled: 1 }, candidate: { skillLevel: 'junior' } })
      expect((await employer.refused(applyEndpoints.offer, { params: { applicationId: second.id } })).code).toBe('job_full')
      expect((await employer.refused(applyEndpoints.offer, { params: { applicationId: waiting.id } })).code).toBe('step_not_allowed')
      const { offerUntil } = await see(worker, waiting)
      expect(offerUntil).toBeGreaterThan(monday0440)
      const accepted = await worker.call(applyEndpoints.accept, { params: { applicationId: waiting.id }, body: { jobVersion: 1 } })
      expect(accepted).toMatchObject({ state: 'applied', candidate: null })
      expect((await sign(employer, accepted.agreement?.id ?? '', 'employer')).application.state).toBe('employer_signed')
      expect(await titlesOf(worker)).toContain('有个位子给您留着')
    })

    it('nobody else is taken when the chosen one does not answer: the employer is told and chooses again', async () => {
      const second = await apply(await app.person({ worker: {} }), jobId)
      await choose(waiting)
      app.clock.advance(hour)
      await app.chores.runAll()
      expect(await see(worker, waiting)).toMatchObject({ state: 'lapsed', job: { filled: 0 } })
      expect(await see(employer, second)).toMatchObject({ state: 'queued' })
      expect(await titlesOf(employer)).toContain('您挑的人没有答复')
      expect(await choose(second)).toMatchObject({ state: 'offered' })
    })

    it('whom the employer does not want is told, and does not come back', async () => {
      await employer.call(applyEndpoints.decline, { params: { applicationId: waiting.id }, body: { reason: '要会开叉车的' } })
      expect(await see(worker, waiting)).toMatchObject({ state: 'declined', endedReason: '要会开叉车的', job: { filled: 0 } })
      expect((await worker.refused(applyEndpoints.create, { params: { jobId } })).code).toBe('already_applied')
    })

    it('a new version may leave it to the order of coming: whoever waits is offered the place', async () => {
      const { draft, version } = await employer.call(jobsEndpoints.myDraft, { params: { jobId } })
      expect(draft.hiring).toBe('employer_chooses')
      await employer.call(jobsEndpoints.update, { params: { jobId }, body: { draft: { ...draft, hiring: 'first_come' }, version } })
      expect(await see(worker, waiting)).toMatchObject({ state: 'offered', job: { hiring: 'first_come', filled: 1 } })
    })

    it('one choice at once on two phones takes one place', async () => {
      const outcomes = await Promise.all([1, 2, 3].map(() => employer.raw(applyEndpoints.offer, { params: { applicationId: waiting.id } })))
      expect(outcomes.map(({ status }) => status).sort()).toEqual([200, 409, 409])
      expect(await see(worker, waiting)).toMatchObject({ state: 'offered', job: { filled: 1 } })
    })
  })

  describe('known workers first', () => {
    it('those who have worked there are told and may apply at once, everybody else half an hour later', async () => {
      await worked(worker)
      app.clock.set(noon)
      const stranger = await app.person({ worker: {} })
      const job = await post(employer, afternoon({ hiring: 'known_first' }))
      expect(job).toMatchObject({ hiring: 'known_first', publicFrom: noon + 30 * minute })
      expect(await stranger.refused(applyEndpoints.create, { params: { jobId: job.id } })).toMatchObject({
        status: 409, code: 'known_workers_first', fields: [{ field: 'publicFrom', message: '12:30 起谁都能报' }],
      })
      expect(await stranger.call(jobsEndpoints.get, { params: { jobId: job.id }, query: {} })).toMatchObject({ known: false, publicFrom: noon + 30 * minute })
      expect(await worker.call(jobsEndpoints.get, { params: { jobId: job.id }, query: {} })).toMatchObject({ known: true })
      expect(await titlesOf(worker)).toContain('干过活的雇主又招人了')
      expect(await titlesOf(stranger)).toEqual([])
      expect(await apply(worker, job.id)).toMatchObject({ state: 'applied' })
      app.clock.advance(30 * minute)
      expect(await apply(stranger, job.id)).toMatchObject({ state: 'applied' })
    })

    it('nobody is kept waiting for work that begins within the hour', async () => {
      app.clock.set(noon)
      const soon = await post(employer, afternoon({ hiring: 'known_first', startsAt: noon + 50 * minute }))
      expect(soon.publicFrom).toBeNull()
      const later = await post(employer, afternoon({ hiring: 'known_first', startsAt: noon + 80 * minute }))
      expect(later.publicFrom).toBe(noon + 20 * minute)
    })

    it('a changed word does not begin the half hour anew', async () => {
      app.clock.set(noon)
      const { id: jobId } = await post(employer, afternoon({ hiring: 'known_first' }))
      app.clock.advance(10 * minute)
      const { draft, version } = await employer.call(jobsEndpoints.myDraft, { params: { jobId } })
      const { hiring: _same, ...withoutHiring } = draft
      const changed = await employer.call(jobsEndpoints.update, { params: { jobId }, body: { draft: { ...withoutHiring, title: '卸货搬运和码垛' }, version } })
      expect(changed).toMatchObject({ hiring: 'known_first', publicFrom: noon + 30 * minute })
    })
  })

  describe('a swap', () => {
    let held: Application
    let wanted: string

    beforeEach(async () => {
      held = await apply(worker, (await post(employer, unloading(marketId, { headcount: 1 }))).id)
      wanted = (await post(employer, unloading(marketId, { headcount: 1, payFen: 30_000 }))).id
    })

    it('gives up the one place and takes the other in one write, and the place given up goes to the queue', async () => {
      const next = await app.person({ worker: {} })
      const queued = await next.call(applyEndpoints.create, { params: { jobId: held.job.id }, body: { ifFull: 'queue' } })
      expect((await worker.refused(applyEndpoints.create, { params: { jobId: wanted } })).code).toBe('time_overlap')
      const swapped = await worker.call(applyEndpoints.create, { params: { jobId: wanted }, body: { insteadOf: held.id } })
      expect(swapped).toMatchObject({ state: 'applied', terms: { payFen: 30_000 } })
      expect(await see(worker, held)).toMatchObject({ state: 'withdrawn' })
      expect(await see(next, queued)).toMatchObject({ state: 'offered', job: { filled: 1 } })
    })

    it('leaves everything as it was when the other place is gone', async () => {
      await apply(await app.person({ worker: {} }), wanted)
      expect((await worker.refused(applyEndpoints.create, { params: { jobId: wanted }, body: { insteadOf: held.id } })).code).toBe('job_full')
      expect(await see(worker, held)).toMatchObject({ state: 'applied', job: { filled: 1 } })
    })

    it('leaves everything as it was when a third job stands in the way', async () => {
      const evening = monday0440 + 110 * minute + 9 * hour
      await apply(worker, (await post(employer, unloading(marketId, { startsAt: evening, endsAt: evening + 4 * hour, breakMinutes: 0, payFen: 12_000 }))).id)
      const long = (await post(employer, unloading(marketId, { endsAt: evening + hour }))).id
      expect((await worker.refused(applyEndpoints.create, { params: { jobId: long }, body: { insteadOf: held.id } })).code).toBe('time_overlap')
      expect(await see(worker, held)).toMatchObject({ state: 'applied', job: { filled: 1 } })
      expect((await employer.call(jobsEndpoints.get, { params: { jobId: long }, query: {} })).filled).toBe(0)
    })

    it('is not for what both have signed, and not with somebody else’s place', async () => {
      const other = await app.person({ worker: {} })
      expect((await other.refused(applyEndpoints.create, { params: { jobId: wanted }, body: { insteadOf: held.id } })).status).toBe(404)
      await sign(worker, held.agreement?.id ?? '', 'worker')
      await sign(employer, held.agreement?.id ?? '', 'employer')
      expect(await worker.refused(applyEndpoints.create, { params: { jobId: wanted }, body: { insteadOf: held.id } })).toMatchObject({ status: 409, code: 'swap_signed' })
      expect(await see(worker, held)).toMatchObject({ state: 'signed' })
    })

    it('is offered for a held place, too', async () => {
      const { id: choosing } = await post(employer, unloading(marketId, { hiring: 'employer_chooses' }))
      const other = await app.person({ worker: {} })
      const waiting = await apply(other, choosing)
      const mine = await apply(other, (await post(employer, unloading(marketId))).id)
      await choose(waiting)
      const params = { applicationId: waiting.id }
      expect((await other.refused(applyEndpoints.accept, { params, body: { jobVersion: 1 } })).code).toBe('time_overlap')
      expect(await other.call(applyEndpoints.accept, { params, body: { jobVersion: 1, insteadOf: mine.id } })).toMatchObject({ state: 'applied' })
      expect(await see(other, mine)).toMatchObject({ state: 'withdrawn', job: { filled: 0 } })
    })
  })
})
