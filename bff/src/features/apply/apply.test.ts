import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { applyEndpoints, type Application } from '@market/shared/apply/apply.contract'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import { hour } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { apply, hired, post, read, sign, unloading } from '../../../test/support/journey'
import { byPoster, type TestMarket } from '../../../test/support/market'
import { idNumber } from '../../../test/support/people'

const unknownId = '0197b0c2-5f3a-7c11-8a55-0123456789ab'

describe('applying', () => {
  let app: TestApp
  let market: TestMarket
  let employer: TestPerson
  let worker: TestPerson
  let jobId: string

  const filled = async (id = jobId) => (await employer.call(jobsEndpoints.get, { params: { jobId: id }, query: {} })).filled
  const refused = (person: TestPerson, id = jobId) => person.refused(applyEndpoints.create, { params: { jobId: id } })
  const eventsOf = (subjectId: string) => app.store.read(({ q, t }) => q.select().from(t.events).where(eq(t.events.subjectId, subjectId)).orderBy(t.events.seq))

  beforeAll(async () => {
    app = await createTestApp()
    market = await app.market()
    employer = await app.person({ employer: {}, worker: {} })
  })
  beforeEach(async () => {
    app.clock.set(monday0440)
    worker = await app.person({ worker: {}, name: '王建国' })
    jobId = (await post(employer, unloading(market.marketId))).id
  })
  afterAll(() => app.close())

  it('one tap takes a place, freezes the terms and drafts the agreement', async () => {
    await worker.call(checkInEndpoints.create, { body: byPoster(market.gateToken) })
    const application = await apply(worker, jobId)
    expect(application).toMatchObject({
      state: 'applied', workerMasked: '王*国', job: { id: jobId, filled: 1 }, agreement: { status: 'draft' }, contactPhone: null,
      appliedAt: monday0440, arrivedAt: null, settlement: null,
      terms: { jobVersion: 1, title: '卸货搬运', payFen: 26_000, payUnit: 'day', employerName: '洛阳宏运农贸有限公司', perks: ['lunch'] },
    })
    expect(application.number).toBeGreaterThan(0)
    expect(await eventsOf(application.id)).toMatchObject([
      { kind: 'application.applied', marketId: market.marketId, data: { jobId, workerId: worker.personId, employerId: employer.personId } },
    ])
  })

  it('a double tap is one application, and the same answer twice', async () => {
    const request = { params: { jobId }, key: 'double-tap-1' }
    const [first, second] = await Promise.all([worker.raw(applyEndpoints.create, request), worker.raw(applyEndpoints.create, request)])
    const replay = await worker.raw(applyEndpoints.create, request)
    const answers = [first, second, replay].filter(({ status }) => status === 200)
    expect(answers.length).toBeGreaterThanOrEqual(2)
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(await filled()).toBe(1)
  })

  it('two taps that know nothing of each other are one application; the other is told', async () => {
    const outcomes = await Promise.all([1, 2, 3].map(() => worker.raw(applyEndpoints.create, { params: { jobId } })))
    expect(outcomes.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    expect(outcomes.filter(({ status }) => status === 409).map(({ body }) => (body as { code: string }).code)).toEqual(['already_applied', 'already_applied'])
    expect(await filled()).toBe(1)
  })

  it('the terms stay what they were, whatever the posting becomes', async () => {
    const application = await apply(worker, jobId)
    await app.store.write(async ({ q, t }) => {
      await q.update(t.jobs).set({ payFen: 10_000, title: '别的活', address: '别处', version: 2 }).where(eq(t.jobs.id, jobId))
    })
    const seen = await worker.call(applyEndpoints.get, { params: { applicationId: application.id } })
    expect(seen.terms).toEqual(application.terms)
    expect(seen.job).toMatchObject({ payFen: 10_000, title: '别的活' })
    const agreement = await read(worker, application.agreement?.id ?? '')
    expect(agreement.text).toContain('260')
    expect((await apply(await app.person({ worker: {} }), jobId)).terms).toMatchObject({ payFen: 10_000, jobVersion: 2 })
  })

  it('a full job takes nobody more, and says so', async () => {
    const { id } = await post(employer, unloading(market.marketId, { headcount: 1 }))
    await apply(worker, id)
    expect(await refused(await app.person({ worker: {} }), id)).toMatchObject({ status: 409, code: 'job_full' })
    expect(await filled(id)).toBe(1)
  })

  it('at the very moment the work begins the job is closed, a millisecond before it is open', async () => {
    app.clock.set(monday0440 + 110 * 60_000)
    expect(await refused(worker)).toMatchObject({ status: 409, code: 'job_not_open' })
    app.clock.advance(-1)
    expect((await apply(worker, jobId)).state).toBe('applied')
  })

  it('a closed job takes nobody more', async () => {
    await employer.call(jobsEndpoints.close, { params: { jobId } })
    expect(await refused(worker)).toMatchObject({ code: 'job_not_open' })
  })

  it('whoever is not yet 18 is refused at a trade that the law keeps from minors, and nowhere else', async () => {
    const minor = await app.person({ idNumber: idNumber(2009), worker: {} })
    const { id: guarding } = await post(employer, unloading(market.marketId, { trade: '4-07-05-01' }))
    expect(await refused(minor, guarding)).toMatchObject({ status: 403, code: 'adults_only' })
    expect(await filled(guarding)).toBe(0)
    expect((await apply(worker, guarding)).state).toBe('applied')
    expect((await apply(minor, jobId)).state).toBe('applied')
  })

  it('nobody applies to their own job, and a job that does not exist is not found', async () => {
    expect(await refused(employer)).toMatchObject({ status: 409, code: 'own_job' })
    expect(await refused(worker, unknownId)).toMatchObject({ status: 404, code: 'not_found' })
    expect(await filled()).toBe(0)
  })

  it('a job at the same hours is refused, one that begins as the other ends is not', async () => {
    const { id: same } = await post(employer, unloading(market.marketId, { startsAt: monday0440 + 5 * hour, endsAt: monday0440 + 12 * hour }))
    const evening = monday0440 + 110 * 60_000 + 9 * hour
    const { id: after } = await post(employer, unloading(market.marketId, { startsAt: evening, endsAt: evening + 4 * hour, breakMinutes: 0, payFen: 12_000 }))
    const first = await apply(worker, jobId)
    expect(await refused(worker, same)).toMatchObject({ status: 409, code: 'time_overlap' })
    expect(await filled(same)).toBe(0)
    await apply(worker, after)
    await worker.call(applyEndpoints.withdraw, { params: { applicationId: first.id } })
    expect((await refused(worker, same)).code).toBe('time_overlap')
  })

  it('who withdrew may come back, under the terms of that day, to a new draft', async () => {
    const first = await apply(worker, jobId)
    await sign(worker, first.agreement?.id ?? '', 'worker')
    const gone = await worker.call(applyEndpoints.withdraw, { params: { applicationId: first.id } })
    expect(gone).toMatchObject({ state: 'withdrawn', job: { filled: 0 } })
    await app.store.write(async ({ q, t }) => {
      await q.update(t.jobs).set({ payFen: 28_000, version: 2 }).where(eq(t.jobs.id, jobId))
    })
    const again = await apply(worker, jobId)
    expect(again).toMatchObject({ id: first.id, state: 'applied', job: { filled: 1 }, terms: { payFen: 28_000, jobVersion: 2 }, agreement: { status: 'draft' } })
    expect((await read(worker, again.agreement?.id ?? '')).signatures).toEqual([])
    expect((await eventsOf(first.id)).map(({ kind }) => kind)).toEqual(['application.applied', 'application.withdrawn', 'application.applied'])
  })

  it('whom the employer declined, and who cancelled what both had signed, does not come back', async () => {
    const declined = await apply(worker, jobId)
    await employer.call(applyEndpoints.decline, { params: { applicationId: declined.id }, body: { reason: '人够了' } })
    expect(await refused(worker)).toMatchObject({ code: 'already_applied' })
    const other = await app.person({ worker: {} })
    const { id } = await hired(other, employer, jobId)
    await other.call(applyEndpoints.cancel, { params: { applicationId: id }, body: { reason: '家里有急事' } })
    expect(await refused(other)).toMatchObject({ code: 'already_applied' })
    expect(await filled()).toBe(0)
  })

  it('applies only as a registered worker', async () => {
    expect(await refused(await app.person({ employer: {} }))).toMatchObject({ status: 403, code: 'not_registered' })
  })
})

describe('stepping back', () => {
  let app: TestApp
  let employer: TestPerson
  let worker: TestPerson
  let jobId: string
  let application: Application

  const params = () => ({ applicationId: application.id })
  const filled = async () => (await employer.call(jobsEndpoints.get, { params: { jobId }, query: {} })).filled
  const reason = { reason: '临时有事' }

  beforeAll(async () => {
    app = await createTestApp()
    employer = await app.person({ employer: {} })
  })
  beforeEach(async () => {
    worker = await app.person({ worker: {} })
    jobId = (await post(employer, unloading((await app.market()).marketId))).id
    application = await apply(worker, jobId)
  })
  afterAll(() => app.close())

  it('the worker withdraws without a reason, and the place is free at once', async () => {
    expect(await filled()).toBe(1)
    expect(await worker.call(applyEndpoints.withdraw, { params: params() })).toMatchObject({ state: 'withdrawn', job: { filled: 0 } })
  })

  it('the employer declines with a reason that the worker reads', async () => {
    await employer.call(applyEndpoints.decline, { params: params(), body: { reason: ' 人够了\u0000 ' } })
    expect(await worker.call(applyEndpoints.get, { params: params() })).toMatchObject({ state: 'declined', endedReason: '人够了' })
    expect(await filled()).toBe(0)
  })

  it('a reason of spaces is refused beside its field, and changes nothing', async () => {
    expect(await employer.refused(applyEndpoints.decline, { params: params(), body: { reason: ' \n' } })).toMatchObject({
      status: 400, code: 'invalid_fields', fields: [{ field: 'reason' }],
    })
    expect((await worker.call(applyEndpoints.get, { params: params() })).state).toBe('applied')
  })

  it('after both have signed it is a cancellation, by either side, with who did it in the event', async () => {
    await sign(worker, application.agreement?.id ?? '', 'worker')
    await sign(employer, application.agreement?.id ?? '', 'employer')
    expect(await worker.refused(applyEndpoints.withdraw, { params: params() })).toMatchObject({ status: 409, code: 'step_not_allowed' })
    expect(await employer.refused(applyEndpoints.decline, { params: params(), body: reason })).toMatchObject({ code: 'step_not_allowed' })
    expect(await employer.call(applyEndpoints.cancel, { params: params(), body: reason })).toMatchObject({ state: 'cancelled', contactPhone: null })
    const events = await app.store.read(({ q, t }) => q.select().from(t.events).where(eq(t.events.kind, 'application.cancelled')).orderBy(t.events.seq))
    expect(events.at(-1)).toMatchObject({ subjectId: application.id, data: { by: 'employer', workerId: worker.personId } })
  })

  it('before both have signed nothing can be cancelled', async () => {
    expect(await worker.refused(applyEndpoints.cancel, { params: params(), body: reason })).toMatchObject({ code: 'step_not_allowed' })
  })

  it('of a withdrawal and a refusal at once one happens, and one place is given back', async () => {
    const outcomes = await Promise.all([
      worker.raw(applyEndpoints.withdraw, { params: params() }),
      employer.raw(applyEndpoints.decline, { params: params(), body: reason }),
    ])
    expect(outcomes.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(await filled()).toBe(0)
  })

  it('another person’s application does not exist, for reading and for acting', async () => {
    const stranger = await app.person({ worker: {}, employer: {} })
    const notFound = { status: 404, code: 'not_found' }
    expect(await stranger.refused(applyEndpoints.get, { params: params() })).toMatchObject(notFound)
    expect(await stranger.refused(applyEndpoints.withdraw, { params: params() })).toMatchObject(notFound)
    expect(await stranger.refused(applyEndpoints.decline, { params: params(), body: reason })).toMatchObject(notFound)
    expect(await stranger.refused(applyEndpoints.cancel, { params: params(), body: reason })).toMatchObject(notFound)
    expect(await stranger.refused(applyEndpoints.ofJob, { params: { jobId } })).toMatchObject(notFound)
    expect(await stranger.refused(applyEndpoints.get, { params: { applicationId: '0197b0c2-5f3a-7c11-8a55-0123456789ab' } })).toMatchObject(notFound)
  })

  it('a worker who is also an employer cannot decline their own application', async () => {
    const both = await app.person({ worker: {}, employer: {} })
    application = await apply(both, jobId)
    expect(await both.refused(applyEndpoints.decline, { params: params(), body: reason })).toMatchObject({ status: 404 })
  })

  it('lists are one’s own: the worker’s newest first, the employer’s in the order of coming', async () => {
    const other = await app.person({ worker: {} })
    app.clock.advance(1_000)
    const second = await apply(other, jobId)
    expect((await worker.call(applyEndpoints.mine)).applications.map(({ id }) => id)).toEqual([application.id])
    const ofJob = (await employer.call(applyEndpoints.ofJob, { params: { jobId } })).applications
    expect(ofJob.map(({ id }) => id)).toEqual([application.id, second.id])
    expect(JSON.stringify(ofJob)).not.toMatch(/王建国|13800005678/)
  })
})
