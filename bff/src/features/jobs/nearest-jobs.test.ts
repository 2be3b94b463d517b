import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jobsEndpoints, type JobCard } from '@market/shared/jobs/jobs.contract'
import { metresBetween } from '@market/shared/markets/markets.rules'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { apply, post, unloading } from '../../../test/support/journey'
import { byPoster, type TestMarket } from '../../../test/support/market'

const luoyang = { lat: 34.62, lng: 112.45 }
const anyang = { lat: 36.1, lng: 114.39 }

describe('open jobs by distance', () => {
  let app: TestApp
  let here: TestMarket
  let far: TestMarket
  let employer: TestPerson

  const near = (query: { after?: string; limit?: number; marketId?: string; region?: string; trade?: string } = {}, from = luoyang) =>
    app.stranger.call(jobsEndpoints.list, { query: { order: 'nearest', ...from, ...query } })
  const everyPage = async (query: Parameters<typeof near>[0] = {}): Promise<JobCard[]> => {
    const jobs: JobCard[] = []
    for (let after: string | undefined; ;) {
      const page = await near({ ...query, limit: 4, ...(after === undefined ? {} : { after }) })
      jobs.push(...page.jobs)
      if (page.next === null) return jobs
      after = page.next
    }
  }

  beforeAll(async () => {
    app = await createTestApp()
    here = await app.market()
    far = await app.market({ regionCode: '4105' })
    employer = await app.person({ employer: {} })
    // Rings around Luoyang from a hundred metres to the other end of the province, posted in no order.
    for (let at = 0; at < 13; at++) {
      const ring = ((at * 5) % 13) + 1
      const angle = at * 2.4
      const spread = 0.001 * 1.75 ** ring
      await post(employer, unloading((at % 3 === 0 ? far : here).marketId, {
        title: `第${ring}圈卸货`, description: `卸第 ${at} 车白菜`, address: `第 ${at} 号冷库门口`, trade: at % 2 ? '4-02-05-01' : '4-02-06-02',
        lat: luoyang.lat + spread * Math.sin(angle), lng: luoyang.lng + spread * Math.cos(angle),
      }))
    }
  })
  afterAll(() => app.close())

  it('all of the province come nearest first, whichever market they belong to, page after page', async () => {
    const jobs = await everyPage()
    expect(jobs).toHaveLength(13)
    expect(new Set(jobs.map(({ id }) => id)).size).toBe(13)
    const distances = jobs.map(({ distanceMetres }) => distanceMetres ?? -1)
    expect(distances).toEqual([...distances].sort((one, other) => one - other))
    expect(distances.at(-1)).toBeGreaterThan(80_000)
  })

  it('the order is that of the distances people are shown, to the end of the province', async () => {
    const rows = await app.store.read(({ q, t }) => q.select({ id: t.jobs.id, lat: t.jobs.lat, lng: t.jobs.lng }).from(t.jobs))
    for (const from of [luoyang, anyang, { lat: 32.1, lng: 114.1 }]) {
      const shown = (await near({ limit: 50 }, from)).jobs.map(({ id }) => id)
      const exact = [...rows].sort((one, other) => metresBetween(from, one) - metresBetween(from, other)).map(({ id }) => id)
      expect(shown).toEqual(exact)
    }
  })

  it('pages neither repeat nor skip while jobs come and the person walks on', async () => {
    const first = await near({ limit: 5 })
    await post(employer, unloading(here.marketId, { title: '新来的活', description: '刚发布的一车货', address: '市场门口卸货区', ...luoyang }))
    const rest: JobCard[] = []
    for (let after = first.next; after !== null;) {
      const page = await near({ after, limit: 5 }, anyang)
      rest.push(...page.jobs)
      after = page.next
    }
    const all = [...first.jobs, ...rest].map(({ id }) => id)
    expect(new Set(all).size).toBe(all.length)
    expect(all).toHaveLength(13)
  })

  it('a market, a region and a trade narrow it, both ways of sorting', async () => {
    const ofFar = await near({ marketId: far.marketId, limit: 50 })
    expect(ofFar.jobs.every(({ market }) => market.id === far.marketId)).toBe(true)
    expect((await near({ region: '4105', limit: 50 })).jobs.map(({ id }) => id)).toEqual(ofFar.jobs.map(({ id }) => id))
    expect((await near({ region: '41', limit: 50 })).jobs).toHaveLength(14)
    expect((await near({ region: '9999' })).jobs).toEqual([])
    expect((await near({ trade: '4-02-06-02', limit: 50 })).jobs.every(({ trade }) => trade === '4-02-06-02')).toBe(true)
    const soonest = await app.stranger.call(jobsEndpoints.list, { query: { region: '4105', limit: 50 } })
    expect(new Set(soonest.jobs.map(({ id }) => id))).toEqual(new Set(ofFar.jobs.map(({ id }) => id)))
  })

  it('two at one spot keep one order', async () => {
    const spot = { lat: 34.7, lng: 112.6 }
    const ids = await Promise.all([1, 2, 3].map(async (number) => (await post(employer, unloading(here.marketId, { ...spot, title: `同一处${number}`, description: `第 ${number} 间库房卸货`, address: `同一处 ${number} 号库房` }))).id))
    const pages: string[] = []
    for (let after: string | undefined, more = 3; more > 0; more--) {
      const page = await near({ limit: 1, ...(after === undefined ? {} : { after }) }, spot)
      pages.push(page.jobs[0]?.id ?? '')
      after = page.next ?? undefined
    }
    expect(pages).toEqual([...ids].sort())
  })

  it('without a place nearest is refused, and so is a cursor that is not ours', async () => {
    expect(await app.stranger.refused(jobsEndpoints.list, { query: { order: 'nearest' } })).toMatchObject({ status: 400, fields: [{ field: 'lat' }] })
    for (const after of ['x', `1_2_3_${uuidv7()}; drop table jobs`, '999_999_1_abcdefgh']) {
      expect(await app.stranger.refused(jobsEndpoints.list, { query: { order: 'nearest', ...luoyang, after } })).toMatchObject({ status: 400, fields: [{ field: 'after' }] })
    }
  })

  it('one account in all markets: who registered at one market checks in at another and applies to a job there', async () => {
    const worker = await app.person({ worker: {} })
    await worker.call(checkInEndpoints.create, { body: byPoster(`https://market.test/q/${here.gateToken}`) })
    await worker.call(checkInEndpoints.create, { body: byPoster(`https://market.test/q/${far.gateToken}`) })
    const { jobs } = await near({ marketId: far.marketId }, anyang)
    expect(await apply(worker, jobs[0]?.id ?? '')).toMatchObject({ state: 'applied' })
  })
})
