import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { jobsEndpoints, type JobDraft } from '@market/shared/jobs/jobs.contract'
import { jobOrders } from '@market/shared/words/lists'
import { hour, minute } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { apply, post, unloading } from '../../../test/support/journey'
import type { TestMarket } from '../../../test/support/market'
import type { ListQuery } from './jobs-page'

const luoyang = { lat: 34.62, lng: 112.45 }
const day = 24 * hour

describe('finding a job among those that are open', () => {
  let app: TestApp
  let market: TestMarket
  let employer: TestPerson
  const ids: Record<string, string> = {}

  const list = (query: ListQuery = {}) => app.stranger.call(jobsEndpoints.list, { query: { limit: 50, ...query } })
  const names = async (query: ListQuery) => (await list(query)).jobs.map(({ id }) => Object.keys(ids).find((name) => ids[name] === id) ?? '?')
  const add = async (name: string, draft: Partial<JobDraft>, by = employer) => { ids[name] = (await post(by, unloading(market.marketId, draft))).id }
  const at = (days: number, hours: number) => ({ startsAt: monday0440 + days * day + hours * hour, endsAt: monday0440 + days * day + (hours + 9) * hour })

  beforeAll(async () => {
    app = await createTestApp()
    market = await app.market()
    employer = await app.person({ employer: {} })
    const household = await app.person({ employer: { kind: 'household' }, name: '欧阳小燕' })
    await add('cabbage', { title: '卸白菜', description: '卸 Ａ座 白菜，每袋 25Kg，100% 现结', ...at(0, 2), payFen: 26_000, lat: 34.62, lng: 112.46 })
    await add('wall', { trade: '6-29-01-01', title: '砌墙', description: '砌围墙，砖已到', ...at(0, 3), payFen: 40_000, settleWhen: 'weekly', lat: 34.70, lng: 112.45 })
    await add('sort', { trade: '4-02-07-09', title: '分拣快递', description: '夜里分拣', ...at(1, 2), payFen: 2_500, payUnit: 'hour', lat: 34.62, lng: 113.00 })
    await add('short', { title: '搬家具', description: '两个小时搬完', startsAt: monday0440 + 2 * day, endsAt: monday0440 + 2 * day + 2 * hour, breakMinutes: 0, payFen: 12_000, lat: 34.75, lng: 113.66 })
    await add('home', { trade: '4-10-01-06', title: '打扫屋子', description: '家里大扫除', ...at(3, 2), payFen: 20_000, lat: 34.63, lng: 112.45 }, household)
  })
  afterAll(() => app.close())

  it.each<[string, string[]]>([
    ['白菜', ['cabbage']], ['菜', ['cabbage']], ['a座', ['cabbage']], ['２５kg', ['cabbage']], ['100%', ['cabbage']], ['%', ['cabbage']], ['_', []],
    ['砌筑', ['wall']], ['围墙 砌', ['wall']], ['围墙 白菜', []], ['宏进 分拣', ['sort']], ['宏运农贸 搬家', ['short']],
    ['欧阳小燕', []], ['欧', ['home']], ["'; drop table jobs --", []], ['   ', ['cabbage', 'wall', 'sort', 'short', 'home']],
  ])('the words “%s” are found wherever they stand', async (words, found) => {
    expect(await names({ words })).toEqual(found)
  })

  it('the market’s name is searched, and its new name as soon as it has one', async () => {
    await app.store.write(async ({ q, t, append }) => {
      await q.update(t.markets).set({ name: '瀍河零工之家' })
      await append({ kind: 'market.changed', subjectId: market.marketId, marketId: market.marketId, at: app.clock.now(), data: { by: employer.personId, version: 2 } })
    })
    expect(await names({ words: '瀍河' })).toHaveLength(5)
  })

  it('pay by the day is what the whole job pays, pay by the hour what an hour worked pays', async () => {
    expect(await names({ leastPayFen: 26_000 })).toEqual(['cabbage', 'wall'])
    expect(await names({ leastPayFen: 20_000, payUnit: 'day' })).toEqual(['cabbage', 'wall', 'sort', 'home'])
    expect(await names({ leastPayFen: 5_000, payUnit: 'hour' })).toEqual(['wall', 'short'])
    expect(await names({ order: 'best_paid' })).toEqual(['wall', 'cabbage', ...['sort', 'home'].sort((one, other) => ((ids[one] ?? '') < (ids[other] ?? '') ? -1 : 1)), 'short'])
    expect((await names({ order: 'best_paid', payUnit: 'hour' })).slice(0, 2)).toEqual(['short', 'wall'])
  })

  it('a day is a date or counted from today; both ends are included', async () => {
    expect(await names({ fromDay: 'today', untilDay: 'today' })).toEqual(['cabbage', 'wall'])
    expect(await names({ fromDay: 'tomorrow', untilDay: 'day_after' })).toEqual(['sort', 'short'])
    expect(await names({ fromDay: '2026-11-26' })).toEqual(['home'])
    expect(await names({ untilDay: '2026-11-24' })).toEqual(['cabbage', 'wall', 'sort'])
  })

  it('trades, the distance, the same day’s pay and a piece of the map narrow it, also together', async () => {
    expect(await names({ trade: '6-29-01-01,4-02-07-09' })).toEqual(['wall', 'sort'])
    expect(await names({ within: 10_000, ...luoyang })).toEqual(['cabbage', 'wall', 'home'])
    expect(await names({ within: 10_000, order: 'nearest', ...luoyang })).toEqual(expect.arrayContaining(['cabbage', 'home', 'wall']))
    expect(await names({ settleWhen: 'weekly' })).toEqual(['wall'])
    expect(await names({ south: 34.6, north: 34.8, west: 112.9, east: 113.7 })).toEqual(['sort', 'short'])
    expect(await names({ within: 10_000, ...luoyang, settleWhen: 'same_day', fromDay: 'today', untilDay: 'today', words: '搬运' })).toEqual(['cabbage'])
  })

  it('what cannot be is refused, everything at once, with what to do', async () => {
    const refusal = await app.stranger.refused(jobsEndpoints.list, { query: { within: 3_000, south: 34, fromDay: '2026-02-30' } })
    expect(refusal).toMatchObject({ status: 400, code: 'invalid_fields' })
    expect(refusal.fields?.map(({ field }) => field)).toEqual(['lat', 'south', 'fromDay'])
    expect(await app.stranger.refused(jobsEndpoints.list, { query: { south: 35, north: 34, west: 113, east: 112 } })).toMatchObject({ fields: [{ field: 'south' }, { field: 'west' }] })
    expect(await app.stranger.refused(jobsEndpoints.list, { query: { fromDay: 'tomorrow', untilDay: 'today' } })).toMatchObject({ fields: [{ field: 'untilDay' }] })
    expect((await app.stranger.raw(jobsEndpoints.list, { query: { fromDay: 'someday' } })).status).toBe(400)
    expect((await app.stranger.raw(jobsEndpoints.list, { query: { within: 1 } })).status).toBe(400)
  })

  it('a page mark of another order or another unit of pay is refused', async () => {
    const { next } = await list({ order: 'best_paid', limit: 1 })
    for (const query of [{ order: 'soonest' }, { order: 'best_paid', payUnit: 'hour' }] as const) {
      expect(await app.stranger.refused(jobsEndpoints.list, { query: { ...query, after: next ?? '' } })).toMatchObject({ fields: [{ field: 'after' }] })
    }
  })

  it.each(jobOrders)('in the order %s pages neither repeat nor skip what stays, while others are posted, filled, closed and changed', async (order) => {
    const query = { order, words: '市场', ...luoyang }
    const before = (await list(query)).jobs.map(({ id }) => id)
    const shown: string[] = []
    for (let after: string | undefined, page = 0; ; page++) {
      const { jobs, next } = await list({ ...query, limit: 2, ...(after === undefined ? {} : { after }) })
      shown.push(...jobs.map(({ id }) => id))
      if (next === null) break
      after = next
      const { id: jobId } = await post(employer, unloading(market.marketId, { title: `临时加的活${order}${page}`, description: `临时加的第 ${order} ${page} 车`, headcount: 1 }))
      if (page % 2) await employer.call(jobsEndpoints.close, { params: { jobId } })
      else await apply(await app.person({ worker: {} }), jobId)
    }
    expect(shown.filter((id) => before.includes(id))).toEqual(before)
    expect(new Set(shown).size).toBe(shown.length)
  })

  it('a posting is in the list with the next request, gone when it is full, and back when a place comes free', async () => {
    const { id: jobId } = await post(employer, unloading(market.marketId, { title: '独一份的活', description: '独一份的一车货', headcount: 1 }))
    expect((await list({ words: '独一份' })).jobs.map(({ id }) => id)).toEqual([jobId])
    const worker = await app.person({ worker: {} })
    const { id: applicationId } = await apply(worker, jobId)
    expect((await list({ words: '独一份' })).jobs).toEqual([])
    await worker.call(applyEndpoints.withdraw, { params: { applicationId } })
    expect((await list({ words: '独一份' })).jobs.map(({ id }) => id)).toEqual([jobId])
  })

  it('a posting for those whom the employer knows is not shown to strangers before it is everybody’s', async () => {
    const { id } = await post(employer, unloading(market.marketId, { title: '老伙计先来', description: '熟人优先的一车货', hiring: 'known_first', ...at(1, 3) }))
    expect((await list({ words: '老伙计' })).jobs).toEqual([])
    app.clock.set(monday0440 + 31 * minute)
    expect((await list({ words: '老伙计' })).jobs.map((job) => job.id)).toEqual([id])
    app.clock.set(monday0440)
  })
})
