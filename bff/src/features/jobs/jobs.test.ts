import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jobsEndpoints, type JobDraft } from '@market/shared/jobs/jobs.contract'
import { hour, minute } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { apply, hired, post, sign, unloading } from '../../../test/support/journey'
import type { TestMarket } from '../../../test/support/market'

const unknownId = '0197b0c2-5f3a-7c11-8a55-0123456789ab'

describe('posting a job', () => {
  let app: TestApp
  let market: TestMarket
  let employer: TestPerson
  let worker: TestPerson

  const jobRow = async (jobId: string) => (await app.store.read(({ q, t }) => q.select().from(t.jobs).where(eq(t.jobs.id, jobId))))[0]
  const see = (person: TestPerson, jobId: string) => person.call(jobsEndpoints.get, { params: { jobId }, query: {} })

  beforeAll(async () => {
    app = await createTestApp()
    market = await app.market()
    employer = await app.person({ employer: {}, name: '李宏运', phone: '13900001234' })
    worker = await app.person({ worker: {} })
  })
  afterAll(() => app.close())

  it('a complete posting is open at once, with the pay of an hour and the minimum beside it', async () => {
    const job = await post(employer, unloading(market.marketId))
    expect(job).toMatchObject({
      status: 'open', filled: 0, headcount: 3, hourlyFen: 3_250, minimumHourlyFen: 1_960, mine: true, myApplication: null,
      contactNameMasked: '李*运', contactPhone: '13900001234', employer: { kind: 'business', name: '洛阳宏运农贸有限公司' },
    })
  })

  it('the contact is sealed in the database, and the event names nobody', async () => {
    const { id } = await post(employer, unloading(market.marketId))
    expect(JSON.stringify(await jobRow(id))).not.toMatch(/李宏运|13900001234/)
    const events = await app.store.read(({ q, t }) => q.select().from(t.events).where(eq(t.events.subjectId, id)).orderBy(t.events.seq))
    expect(events).toMatchObject([{ kind: 'job.posted', marketId: market.marketId, data: { employerId: employer.personId, headcount: 3 } }])
    expect(JSON.stringify(events)).not.toMatch(/宏运|13900001234/)
  })

  it('without a place on the map the job begins at the market', async () => {
    const { lat: _lat, lng: _lng, ...draft } = unloading(market.marketId)
    const { id } = await post(employer, draft)
    expect(await jobRow(id)).toMatchObject({ lat: 34.62, lng: 112.45 })
  })

  it('everything that is wrong is said at once, in words beside each field, and nothing is kept', async () => {
    const before = await app.store.read(({ q, t }) => q.$count(t.jobs))
    const draft = unloading(market.marketId, { payFen: 12_000, startsAt: monday0440 - 1, endsAt: monday0440 + 8 * hour, contactPhone: '', description: '押金 200 元' })
    const refusal = await employer.refused(jobsEndpoints.create, { body: draft })
    expect(refusal).toMatchObject({ status: 422, code: 'posting_refused' })
    expect(refusal.fields?.map(({ field }) => field)).toEqual(['description', 'startsAt', 'payFen', 'contactPhone'])
    expect(refusal.fields?.find(({ field }) => field === 'payFen')?.message).toMatch(/19\.6 元/)
    expect(await app.store.read(({ q, t }) => q.$count(t.jobs))).toBe(before)
  })

  it('a start of 1970 is over like any other, though no minimum wage is on record for it', async () => {
    const refusal = await employer.refused(jobsEndpoints.create, { body: unloading(market.marketId, { startsAt: 0, endsAt: 8 * hour }) })
    expect(refusal).toMatchObject({ status: 422, code: 'posting_refused', fields: [{ field: 'startsAt' }] })
  })

  it.each([[-1], [1e9], ['20'], [null], [3.5], [0], [501]])('a head-count of %j is refused by name', async (headcount) => {
    const { status, body } = await employer.raw(jobsEndpoints.create, { body: { ...unloading(market.marketId), headcount } })
    expect({ status, body }).toMatchObject({ status: 400, body: { code: 'invalid_fields', fields: [{ field: 'headcount' }] } })
  })

  it('a null character in a text is dropped, not stored', async () => {
    const job = await post(employer, unloading(market.marketId, { title: '装\u0000卸工' }))
    expect(job.title).toBe('装卸工')
  })

  it('a market that does not exist is not found', async () => {
    expect(await employer.refused(jobsEndpoints.create, { body: unloading(unknownId) })).toMatchObject({ status: 404, code: 'not_found' })
  })

  it('only an employer posts', async () => {
    expect(await worker.refused(jobsEndpoints.create, { body: unloading(market.marketId) })).toMatchObject({ status: 403, code: 'not_registered' })
  })

  it('the phone is the employer’s own and the signed worker’s, nobody else’s', async () => {
    const { id } = await post(employer, unloading(market.marketId))
    const other = await app.person({ employer: {} })
    const hiredWorker = await app.person({ worker: {} })
    const application = await apply(hiredWorker, id)
    await sign(hiredWorker, application.agreement?.id ?? '', 'worker')
    for (const person of [worker, other, hiredWorker]) expect((await see(person, id)).contactPhone).toBeNull()
    await sign(employer, application.agreement?.id ?? '', 'employer')
    expect(await see(hiredWorker, id)).toMatchObject({ contactPhone: '13900001234', mine: false, myApplication: { id: application.id, state: 'signed' } })
    expect((await see(worker, id)).contactPhone).toBeNull()
  })

  it('closing stops recruiting once; people already on it stay', async () => {
    const { id: jobId } = await post(employer, unloading(market.marketId))
    await apply(worker, jobId)
    const other = await app.person({ employer: {} })
    expect(await other.refused(jobsEndpoints.close, { params: { jobId } })).toMatchObject({ status: 404 })
    expect(await employer.call(jobsEndpoints.close, { params: { jobId } })).toMatchObject({ status: 'closed', filled: 1 })
    expect(await employer.refused(jobsEndpoints.close, { params: { jobId } })).toMatchObject({ status: 409, code: 'step_not_allowed' })
  })

  it('an employer sees how far the places of each job have come', async () => {
    const boss = await app.person({ employer: {} })
    const { id: jobId } = await post(boss, unloading(market.marketId))
    const { id: quiet } = await post(boss, unloading(market.marketId, { title: '没人报的活' }))
    await hired(await app.person({ worker: {} }), boss, jobId)
    const applied = await apply(await app.person({ worker: {} }), jobId)
    const { jobs } = await boss.call(jobsEndpoints.mine)
    expect(jobs.map(({ job }) => job.id)).toEqual([quiet, jobId])
    expect(jobs[1]).toMatchObject({ job: { filled: 2 }, counts: { applied: 2, signed: 1, arrived: 0, settled: 0, waitingForMe: 1 } })
    expect(jobs[0]?.counts).toEqual({ applied: 0, signed: 0, arrived: 0, settled: 0, queued: 0, waitingForMe: 0 })
    expect(applied.state).toBe('applied')
  })
})

const startingIn = (minutes: number): Partial<JobDraft> => ({ startsAt: monday0440 + minutes * minute, endsAt: monday0440 + minutes * minute + 8 * hour })

describe('the list of open jobs', () => {
  let app: TestApp
  let market: TestMarket
  let employer: TestPerson

  const list = (query: { marketId?: string; trade?: string; after?: string; limit?: number; lat?: number; lng?: number } = {}) =>
    app.stranger.call(jobsEndpoints.list, { query: { marketId: market.marketId, ...query } })

  beforeAll(async () => {
    app = await createTestApp()
    market = await app.market()
    employer = await app.person({ employer: {} })
    for (const minutes of [300, 60, 180, 60, 120]) await post(employer, unloading(market.marketId, startingIn(minutes)))
  })
  afterAll(() => app.close())

  it('is public, soonest first, and pages neither repeat nor skip', async () => {
    const all = (await list()).jobs
    expect(all.map(({ startsAt }) => (startsAt - monday0440) / minute)).toEqual([60, 60, 120, 180, 300])
    const paged: string[] = []
    let after: string | null = null
    do {
      const page: Awaited<ReturnType<typeof list>> = await list({ limit: 2, ...(after === null ? {} : { after }) })
      paged.push(...page.jobs.map(({ id }) => id))
      after = page.next
    } while (after !== null)
    expect(paged).toEqual(all.map(({ id }) => id))
  })

  it('a job that has begun is gone from the list and is shown as ended, though nothing was written', async () => {
    const [first] = (await list()).jobs
    app.clock.set(monday0440 + 60 * minute)
    expect((await list()).jobs).toHaveLength(3)
    const seen = await employer.call(jobsEndpoints.get, { params: { jobId: first?.id ?? '' }, query: {} })
    expect(seen.status).toBe('ended')
    expect(await employer.refused(jobsEndpoints.close, { params: { jobId: seen.id } })).toMatchObject({ code: 'step_not_allowed' })
    app.clock.set(monday0440)
  })

  it('filters by trade, and tells the distance where a place is given', async () => {
    expect((await list({ trade: '4-07-05-01' })).jobs).toEqual([])
    expect((await list({ trade: '\u0000' })).jobs).toEqual([])
    expect((await list({ trade: '4-02-05-01', lat: 34.63, lng: 112.45 })).jobs[0]?.distanceMetres).toBeGreaterThan(1_000)
    expect((await list()).jobs[0]?.distanceMetres).toBeNull()
  })

  it('leaves out full and closed jobs', async () => {
    const { id: full } = await post(employer, unloading(market.marketId, { headcount: 1 }))
    const { id: closed } = await post(employer, unloading(market.marketId))
    await apply(await app.person({ worker: {} }), full)
    await employer.call(jobsEndpoints.close, { params: { jobId: closed } })
    const ids = (await list()).jobs.map(({ id }) => id)
    expect(ids).toHaveLength(5)
    expect(ids).not.toContain(full)
    expect(ids).not.toContain(closed)
  })

  it('a page mark that is not ours is refused by name', async () => {
    for (const after of ['x', '1_', "1_'; drop table jobs", '\u0000']) {
      const { status, body } = await app.stranger.raw(jobsEndpoints.list, { query: { after } })
      expect({ status, body }).toMatchObject({ status: 400, body: { fields: [{ field: 'after' }] } })
    }
  })
})

describe('drafts to post from', () => {
  let app: TestApp
  let market: TestMarket

  const templatesOf = async (person: TestPerson) => (await person.call(jobsEndpoints.templates, { query: { marketId: market.marketId } })).templates

  beforeAll(async () => {
    app = await createTestApp()
    market = await app.market()
  })
  afterAll(() => app.close())

  it.each(['04:40', '06:25', '11:00', '23:59'])('at %s every draft can be sent as it is', async (clock) => {
    app.clock.set(Date.parse(`2026-11-23T${clock}:00+08:00`))
    const employer = await app.person({ employer: {}, name: '李宏运', phone: '13900001234' })
    const templates = await templatesOf(employer)
    expect(templates.length).toBeGreaterThanOrEqual(8)
    for (const { draft } of templates) expect(await post(employer, draft)).toMatchObject({ contactNameMasked: '李*运' })
    app.clock.set(monday0440)
  })

  it('starts at half past six today, or tomorrow when that is over', async () => {
    const employer = await app.person({ employer: {} })
    expect((await templatesOf(employer))[0]?.draft.startsAt).toBe(Date.parse('2026-11-23T06:30:00+08:00'))
    app.clock.set(Date.parse('2026-11-23T06:30:00+08:00'))
    expect((await templatesOf(employer))[0]?.draft.startsAt).toBe(Date.parse('2026-11-24T06:30:00+08:00'))
    app.clock.set(monday0440)
  })

  it('the employer’s own recent jobs come first, each once, moved to the next morning', async () => {
    const employer = await app.person({ employer: {} })
    const address = '宏进农批市场大门口'
    await post(employer, unloading(market.marketId, { payFen: 25_000, address, ...startingIn(300) }))
    await post(employer, unloading(market.marketId, { address }))
    app.clock.set(monday0440 + 24 * hour)
    const [own, next] = await templatesOf(employer)
    expect(own).toMatchObject({ own: true, label: '卸货搬运 · 260 元/天 · 3 人', draft: { payFen: 26_000, contactName: '李宏运', contactPhone: '13900001234' } })
    expect(own?.draft.startsAt).toBe(Date.parse('2026-11-24T06:30:00+08:00'))
    expect(next?.own).toBe(false)
    app.clock.set(monday0440)
  })

  it('never shows another employer’s jobs or contact', async () => {
    const employer = await app.person({ employer: {}, name: '赵铁柱', phone: '13711112222' })
    const templates = await templatesOf(employer)
    expect(templates.every(({ own, draft }) => !own && draft.contactPhone === '13711112222' && draft.contactName === '赵铁柱')).toBe(true)
  })

  it('a market that does not exist is not found', async () => {
    const employer = await app.person({ employer: {} })
    expect(await employer.refused(jobsEndpoints.templates, { query: { marketId: unknownId } })).toMatchObject({ status: 404 })
  })
})
