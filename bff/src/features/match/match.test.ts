import { eq } from 'drizzle-orm'
import { Check } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import { matchEndpoints, type Match } from '@market/shared/match/match.contract'
import { hour } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { apply, post, unloading } from '../../../test/support/journey'
import { byPoster, type TestMarket } from '../../../test/support/market'

describe('match', () => {
  let app: TestApp
  let market: TestMarket
  let employer: TestPerson
  let worker: TestPerson
  let jobId: string
  let farJobId: string

  const here = { lat: 34.63, lng: 112.45 }
  const matchesOf = async (person: TestPerson, query: { lat?: number; lng?: number } = here): Promise<Match[]> =>
    (await person.call(matchEndpoints.forMe, { query })).matches
  const idsOf = async (person: TestPerson) => (await matchesOf(person)).map(({ job }) => job.id)

  beforeAll(async () => {
    app = await createTestApp()
    market = await app.market()
    employer = await app.person({ employer: {}, worker: {} })
    worker = await app.person({ worker: { trades: ['4-02-05-01'], wishedPayFen: 23_000 } })
    jobId = (await post(employer, unloading(market.marketId))).id
    // Zhengzhou, some 110 km away.
    farJobId = (await post(employer, unloading(market.marketId, { title: '仓库装车', lat: 34.75, lng: 113.66, payFen: 24_000 }))).id
    await post(employer, unloading(market.marketId, { trade: '4-07-05-01', title: '夜班保安' }))
  })
  afterAll(() => app.close())

  it('the job that fits best comes first and says why', async () => {
    const [best] = await matchesOf(worker)
    expect(best?.job.id).toBe(jobId)
    expect(best?.reasons).toEqual(['您登记过装卸搬运', '1.4 公里', '日薪比您期望的高 30 元', '今天 06:30 集合'])
  })

  it('jobs far away are shown behind those nearby', async () => {
    expect(await idsOf(worker)).toContain(farJobId)
  })

  it('without a place the market of the last check-in counts; without any, no distance is made up', async () => {
    const newcomer = await app.person({ worker: {} })
    expect((await matchesOf(newcomer, {})).every(({ job }) => job.distanceMetres === null)).toBe(true)
    await newcomer.call(checkInEndpoints.create, { body: byPoster(market.gateToken) })
    expect((await matchesOf(newcomer, {})).find(({ job }) => job.id === jobId)?.job.distanceMetres).toBeGreaterThan(1_000)
  })

  it('one’s own jobs are never offered', async () => {
    expect(await matchesOf(employer)).toEqual([])
  })

  it('what was applied to, and what overlaps with it, is not offered; after stepping back both are', async () => {
    const person = await app.person({ worker: {} })
    const application = await apply(person, jobId)
    expect(await matchesOf(person)).toEqual([])
    await person.call(applyEndpoints.withdraw, { params: { applicationId: application.id } })
    expect(await idsOf(person)).toEqual(expect.arrayContaining([jobId, farJobId]))
  })

  it('full jobs and jobs that have begun are not offered', async () => {
    const evening = { startsAt: monday0440 + 14 * hour, endsAt: monday0440 + 18 * hour, breakMinutes: 0, payFen: 12_000 }
    const { id } = await post(employer, unloading(market.marketId, { ...evening, headcount: 1 }))
    expect(await idsOf(worker)).toContain(id)
    await apply(await app.person({ worker: {} }), id)
    expect(await idsOf(worker)).not.toContain(id)
    app.clock.set(monday0440 + 110 * 60_000)
    expect(await idsOf(worker)).toEqual([])
    app.clock.set(monday0440)
  })

  it('a reply that is put together from kept texts is what the contract says, to the letter', async () => {
    const { status, body } = await worker.raw(matchEndpoints.forMe, { query: here })
    expect(status).toBe(200)
    expect(Check(matchEndpoints.forMe.response, body)).toBe(true)
    for (const { job } of (body as { matches: Match[] }).matches) {
      const detail = await worker.call(jobsEndpoints.get, { params: { jobId: job.id }, query: here })
      expect(detail).toMatchObject(job)
    }
  })

  it('who looks again, and again from elsewhere, is told what is true by then', async () => {
    const person = await app.person({ worker: {} })
    const textAt = async (query: { lat?: number; lng?: number } = here) => (await person.raw(matchEndpoints.forMe, { query })).text
    const told = await textAt()
    app.clock.advance(30_000)
    // From somewhere else it is another way.
    expect(await textAt({ lat: 34.6, lng: 112.4 })).not.toBe(told)
    await textAt()
    // One that fits is there, and one that is far from it is not in its place.
    const far = await post(employer, unloading(market.marketId, { trade: '4-07-05-01', title: '海口夜班', lat: 20.04, lng: 110.34, payFen: 16_000 }))
    const near = await post(employer, unloading(market.marketId, { title: '就在旁边', payFen: 40_000, lat: here.lat, lng: here.lng }))
    const ids = (JSON.parse(await textAt()) as { matches: Match[] }).matches.map(({ job }) => job.id)
    expect(ids[0]).toBe(near.id)
    for (const { id } of [far, near]) await employer.call(jobsEndpoints.close, { params: { jobId: id } })
    expect(await textAt()).not.toContain(near.id)
    // A market with another name has it on every card.
    expect(await textAt()).toContain('洛阳市零工市场')
    await app.store.write(async (tx) => {
      await tx.q.update(tx.t.markets).set({ name: '洛阳零工之家' }).where(eq(tx.t.markets.id, market.marketId))
      await tx.append({ kind: 'market.changed', subjectId: market.marketId, marketId: market.marketId, at: app.clock.now(), data: { by: employer.personId, version: 2 } })
    })
    expect(await textAt()).toContain('洛阳零工之家')
    app.clock.set(monday0440)
  })

  it('at most twenty are shown', async () => {
    await Promise.all(Array.from({ length: 25 }, (_, index) => post(employer, unloading(market.marketId, { title: `搬运 ${index}` }))))
    expect(await matchesOf(worker)).toHaveLength(20)
  })

  it('only a registered worker is matched', async () => {
    expect(await (await app.person({ employer: {} })).refused(matchEndpoints.forMe, { query: {} })).toMatchObject({ status: 403, code: 'not_registered' })
  })
})
