import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endpoints } from '@market/shared/api'
import { exchangeEndpoints } from '@market/shared/exchange/exchange.contract'
import { day } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { unloading, post } from '../../../test/support/journey'
import { csvText, sampleRow } from '../../../test/support/posting-files'

describe('keys of other systems', () => {
  let app: TestApp
  let agency: TestPerson
  let marketId: string

  const make = (changes: { name?: string; scopes?: ('jobs.read' | 'jobs.write')[]; dailyQuota?: number } = {}, person = agency) =>
    person.call(exchangeEndpoints.makeKey, { body: { name: '招工系统', scopes: ['jobs.read', 'jobs.write'], dailyQuota: 1_000, ...changes } })
  const asked = async (key: string, url: string, options: { method?: 'GET' | 'POST'; payload?: Buffer; headers?: Record<string, string> } = {}) => {
    const { method = 'GET', payload, headers = {} } = options
    const response = await app.app.inject({ method, url, headers: { 'x-api-key': key, ...headers }, ...(payload ? { payload } : {}) })
    return { status: response.statusCode, code: response.statusCode === 200 ? null : response.json<{ code: string }>().code, response }
  }
  const listed = async (id: string) => (await agency.call(exchangeEndpoints.keys)).keys.find((one) => one.id === id)

  beforeAll(async () => {
    app = await createTestApp()
    marketId = (await app.market()).marketId
    agency = await app.person({ employer: { kind: 'agency', name: '洛阳人力资源服务有限公司' } })
  })
  afterAll(() => app.close())

  it('a key is shown once: what is kept is a hash and its first characters', async () => {
    const { key, made } = await make()
    expect(key).toMatch(/^zg_[\w-]{43}$/)
    expect(made).toMatchObject({ name: '招工系统', prefix: key.slice(0, 9), usedToday: 0, lastUsedAt: null, revokedAt: null })
    const rows = await app.store.read(({ q, t }) => q.select().from(t.apiKeys))
    expect(JSON.stringify(rows)).not.toContain(key)
    expect(JSON.stringify(await agency.call(exchangeEndpoints.keys))).not.toContain(key)
    const events = await app.store.read(({ q, t }) => q.select().from(t.events).where(eq(t.events.kind, 'api_key.made')).orderBy(t.events.seq))
    expect(JSON.stringify(events)).not.toContain(key.slice(3, 9))
  })

  it('another system imports with it, in the name of the agency, and sees what became of it', async () => {
    const { key } = await make()
    const payload = Buffer.from(csvText([sampleRow(1, { employerName: '洛阳宏达仓储有限公司', market: marketId })]))
    const sent = await asked(key, '/api/imports?fileName=api.csv', { method: 'POST', payload, headers: { 'content-type': 'application/octet-stream', 'idempotency-key': randomUUID() } })
    expect(sent.status).toBe(200)
    const { id } = sent.response.json<{ id: string }>()
    let phase = ''
    while (!['done', 'refused', 'failed'].includes(phase)) {
      await app.chores.runAll()
      phase = (await asked(key, `/api/imports/${id}`)).response.json<{ phase: string }>().phase
    }
    expect(phase).toBe('done')
    expect(await app.store.read(({ q, t }) => q.$count(t.jobs, eq(t.jobs.employerId, agency.personId)))).toBe(1)
  })

  it('opens only what its scopes say, and nothing that was not made for keys', async () => {
    const { key } = await make({ scopes: ['jobs.read'] })
    expect(await asked(key, '/api/exchange/jobs')).toMatchObject({ status: 200 })
    expect(await asked(key, '/api/imports')).toMatchObject({ status: 403, code: 'forbidden' })
    const all = await make()
    for (const endpoint of endpoints.filter(({ apiScope, who }) => apiScope === undefined && who !== 'everyone')) {
      const url = endpoint.path.replace(/:\w+/g, '0197b0c2-5f3a-7c11-8a55-0123456789ab')
      const answer = await app.app.inject({ method: endpoint.method, url, headers: { 'x-api-key': all.key, 'idempotency-key': randomUUID() } })
      expect([endpoint.action, answer.statusCode]).toEqual([endpoint.action, 401])
    }
  })

  it('each call counts; when the quota of the day is used the next is refused with 429, tomorrow it goes on', async () => {
    const { key, made } = await make({ dailyQuota: 3 })
    for (let call = 0; call < 3; call++) expect((await asked(key, '/api/exchange/jobs?limit=1')).status).toBe(200)
    expect(await asked(key, '/api/exchange/jobs')).toMatchObject({ status: 429, code: 'quota_used' })
    expect(await listed(made.id)).toMatchObject({ usedToday: 3, dailyQuota: 3, lastUsedAt: app.clock.now() })
    app.clock.advance(day)
    expect((await asked(key, '/api/exchange/jobs')).status).toBe(200)
    expect(await listed(made.id)).toMatchObject({ usedToday: 1 })
  })

  it('a hundred at once on a quota of ten are ten', async () => {
    const { key } = await make({ dailyQuota: 10 })
    const answers = await Promise.all(Array.from({ length: 100 }, () => asked(key, '/api/exchange/jobs?limit=1')))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(90)
  })

  it('a revoked key, an unknown one and one that looks like none open nothing from the next call on', async () => {
    const { key, made } = await make()
    expect((await asked(key, '/api/imports')).status).toBe(200)
    expect(await agency.call(exchangeEndpoints.revokeKey, { params: { keyId: made.id } })).toMatchObject({ revokedAt: app.clock.now() })
    for (const wrong of [key, `zg_${'A'.repeat(43)}`, 'x', '']) expect(await asked(wrong, '/api/imports')).toMatchObject({ status: 401 })
  })

  it('only verified businesses, agencies and organisations make keys, ten at most, and nobody ends another’s', async () => {
    const household = await app.person({ employer: { kind: 'household' } })
    const unverified = await app.person({ employer: { kind: 'agency', name: '未核验机构' }, unverified: true })
    const body = { name: '钥匙', scopes: ['jobs.read' as const], dailyQuota: 10 }
    expect(await household.refused(exchangeEndpoints.makeKey, { body })).toMatchObject({ status: 403, code: 'forbidden' })
    expect(await unverified.refused(exchangeEndpoints.makeKey, { body })).toMatchObject({ status: 403, code: 'not_verified' })
    expect(await agency.refused(exchangeEndpoints.makeKey, { body: { ...body, name: ' ' } })).toMatchObject({ status: 400, fields: [{ field: 'name' }] })
    const other = await app.person({ employer: { kind: 'business', name: '洛阳宏达仓储有限公司' } })
    const made = await Promise.all(Array.from({ length: 12 }, () => other.raw(exchangeEndpoints.makeKey, { body })))
    expect(made.filter(({ status }) => status === 200)).toHaveLength(10)
    expect(made.filter(({ status }) => status === 409)).toHaveLength(2)
    const { keys } = await other.call(exchangeEndpoints.keys)
    expect(await agency.refused(exchangeEndpoints.revokeKey, { params: { keyId: keys[0]?.id ?? '' } })).toMatchObject({ status: 404 })
    expect((await other.call(exchangeEndpoints.keys)).keys.every(({ revokedAt }) => revokedAt === null)).toBe(true)
  })
})

describe('the feed of open jobs', () => {
  let app: TestApp
  let employer: TestPerson
  let here: string
  let far: string
  const feed = (query: { region?: string; trade?: string; updatedSince?: number; after?: string; limit?: number } = {}) => app.stranger.call(exchangeEndpoints.jobs, { query })

  beforeAll(async () => {
    app = await createTestApp()
    here = (await app.market()).marketId
    far = (await app.market({ regionCode: '4105' })).marketId
    employer = await app.person({ employer: {}, name: '李宏运', phone: '13900001234' })
    for (let at = 0; at < 5; at++) {
      app.clock.advance(1_000)
      await post(employer, unloading(at < 3 ? here : far, { description: `卸第 ${at} 车白菜`, address: `第 ${at} 号冷库门口`, trade: at === 0 ? '4-02-06-02' : '4-02-05-01' }))
    }
  })
  afterAll(() => app.close())

  it('gives all markets’ open jobs as JobPosting, for everybody, without contact or person', async () => {
    const { itemListElement, next } = await feed()
    expect(itemListElement).toHaveLength(5)
    expect(next).toBeNull()
    expect(itemListElement[0]).toMatchObject({
      '@type': 'JobPosting', title: '卸货搬运', totalJobOpenings: 3, hiringOrganization: { name: '洛阳宏运农贸有限公司', identifier: '91350100M000100Y43' },
      jobLocation: { address: { addressLocality: '洛阳市' } }, baseSalary: { value: { value: 260, unitText: 'DAY' } },
    })
    expect(JSON.stringify(itemListElement)).not.toMatch(/李宏运|李\*运|139\d{8}|139\*/)
  })

  it('is narrowed by region, trade and since when, and goes on page by page', async () => {
    const all = (await feed()).itemListElement.map(({ identifier }) => identifier.value)
    expect((await feed({ region: '4105' })).itemListElement.map(({ identifier }) => identifier.value)).toEqual(all.slice(3))
    expect((await feed({ region: '9999' })).itemListElement).toEqual([])
    expect((await feed({ trade: '4-02-06-02' })).itemListElement).toHaveLength(1)
    expect((await feed({ updatedSince: app.clock.now() })).itemListElement.map(({ identifier }) => identifier.value)).toEqual(all.slice(4))
    const first = await feed({ limit: 2 })
    const second = await feed({ limit: 3, after: first.next ?? '' })
    expect([...first.itemListElement, ...second.itemListElement].map(({ identifier }) => identifier.value)).toEqual(all)
    expect(await app.stranger.refused(exchangeEndpoints.jobs, { query: { after: 'x' } })).toMatchObject({ status: 400, fields: [{ field: 'after' }] })
  })

  it('whoever has it already gets 304 and nothing, until something changes', async () => {
    const get = (tag?: string) => app.app.inject({ url: '/api/exchange/jobs', headers: tag === undefined ? {} : { 'if-none-match': tag } })
    const first = await get()
    const tag = String(first.headers.etag)
    const again = await get(tag)
    expect([again.statusCode, again.body]).toEqual([304, ''])
    await post(employer, unloading(here, { description: '新来的一车货要卸', address: '新冷库门口', title: '新活' }))
    const changed = await get(tag)
    expect(changed.statusCode).toBe(200)
    expect(changed.headers.etag).not.toBe(tag)
  })

  it('a job that has begun is gone', async () => {
    app.clock.advance(day)
    expect((await feed()).itemListElement).toEqual([])
  })
})
