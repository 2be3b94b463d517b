import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import { marketDefaults } from '@market/shared/markets/market-defaults'
import { marketsEndpoints, type MarketPage } from '@market/shared/markets/markets.contract'
import type { MarketDetails } from '@market/shared/markets/profile.rules'
import { hour } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { post, unloading } from '../../../test/support/journey'
import { byPoster } from '../../../test/support/market'

let app: TestApp
let officer: TestPerson
let foreignOfficer: TestPerson

beforeAll(async () => {
  app = await createTestApp()
  await app.market()
  await app.store.write(async ({ q, t }) => {
    await q.insert(t.regions).values([
      { code: '410305', parentCode: '4103', kind: 'county', name: '涧西区', path: '/41/4103/410305/' },
      { code: '410305005', parentCode: '410305', kind: 'street', name: '天津路街道', path: '/41/4103/410305/410305005/' },
      { code: '410305005001', parentCode: '410305005', kind: 'village', name: '丽新社区', path: '/41/4103/410305/410305005/410305005001/' },
    ])
  })
  officer = await app.person({ grants: [{ role: 'officer', scopePath: '/41/4103/' }] })
  foreignOfficer = await app.person({ grants: [{ role: 'officer', scopePath: '/41/4105/' }] })
})
afterAll(() => app.close())

const draft = (changes: object = {}) => ({
  kind: 'specialised' as const, regionCode: '410305', name: '涧西区建筑零工市场', trades: ['6-29-01-01'], address: '涧西区西苑路 8 号', lat: 34.66, lng: 112.39,
  hotline: '0379-12333', complaintPhone: '12345', ...changes,
})
let made = 0
const specialty = (): string => `建${'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥东南西北中上下左右前后内外大小多少'.charAt(made++)}`
const create = (person: TestPerson = officer, changes: object = {}): Promise<MarketPage> =>
  person.call(marketsEndpoints.create, { body: draft({ name: `涧西区${specialty()}零工市场`, ...changes }) })
const detailsOf = (page: MarketPage): MarketDetails & { version: number } => {
  const { market: { address, lat, lng, opensAt, closesAt, hotline, complaintPhone }, fenceMetres, safeCapacity, profile, version } = page
  return { address, lat, lng, opensAt, closesAt, hotline, complaintPhone, fenceMetres, safeCapacity, profile, version }
}
const eventsOf = async (marketId: string) =>
  (await app.store.read(({ q, t }) => q.select().from(t.events).where(eq(t.events.subjectId, marketId)).orderBy(t.events.seq))).map(({ kind }) => kind)
const auditOf = (marketId: string) =>
  app.store.read(({ q, t }) => q.select().from(t.auditEntries).where(and(eq(t.auditEntries.subjectKind, 'market'), eq(t.auditEntries.subjectId, marketId))))
const rowsOfMarkets = () => app.store.read(({ q, t }) => q.$count(t.markets))

describe('setting up a market', () => {
  test('gives it a place in the tree, the market above it, and everything else as usual for its kind', async () => {
    const above = await create(officer, { kind: 'comprehensive', name: '洛阳市涧西区零工市场', trades: [] })
    expect(above).toMatchObject({ market: { name: '洛阳市涧西区零工市场', kind: 'comprehensive', level: 'county' }, form: 'market' })
    expect(above.parent?.name).toMatch(/^洛阳市零工市场/)
    const page = await create(officer, { kind: 'station', regionCode: '410305005', name: ' 涧西区天津路街道 零工服务站 ', trades: [] })
    expect(page).toMatchObject({
      market: { name: '涧西区天津路街道零工服务站', level: 'street', regionName: '天津路街道' }, form: 'station', version: 1, closedAt: null, operator: null,
      parent: { id: above.market.id }, regionNames: ['河南省', '洛阳市', '涧西区', '天津路街道'], ...marketDefaultsOf('station'),
    })
    expect((await app.stranger.call(marketsEndpoints.get, { params: { marketId: above.market.id } })).below).toMatchObject([{ id: page.market.id, kind: 'station' }])
    const village = await create(officer, { kind: 'station', regionCode: '410305005001', name: '丽新社区零工服务站', trades: [] })
    expect(village).toMatchObject({ market: { level: 'village' }, parent: { id: above.market.id } })
    expect(await eventsOf(page.market.id)).toEqual(['market.created'])
    expect(await auditOf(page.market.id)).toMatchObject([{ action: 'markets.create', actorId: officer.personId, role: 'officer', purpose: '涧西区天津路街道零工服务站' }])
  })

  test('in a public employment service hall it is called a zone or a window', async () => {
    expect(await create(officer, { kind: 'comprehensive', name: '涧西区灵活就业服务专区', trades: [] })).toMatchObject({ form: 'zone', market: { kind: 'comprehensive' } })
    expect(await create(officer, { kind: 'comprehensive', name: '涧西区灵活就业服务窗口', trades: [] })).toMatchObject({ form: 'window' })
  })

  test('is refused with the reason when the name is not that of the standard, and with everything else that is wrong at once', async () => {
    const before = await rowsOfMarkets()
    const refusal = await officer.refused(marketsEndpoints.create, { body: draft({ name: '涧西人才劳务市场', address: '?', hotline: '1', lat: 39.9, lng: 116.4, trades: ['0-00'] }) })
    expect(refusal).toMatchObject({ status: 400, code: 'invalid_fields' })
    expect(refusal.fields?.map(({ field }) => field).sort()).toEqual(['address', 'hotline', 'lat', 'name', 'profile.trades'])
    expect(refusal.fields?.find(({ field }) => field === 'name')?.message).toContain('以“零工市场”结尾')
    const misplaced = await officer.refused(marketsEndpoints.create, { body: draft({ regionCode: '410305005' }) })
    expect(misplaced.fields).toMatchObject([{ field: 'name', message: expect.stringContaining('零工服务站') as string }])
    expect(await rowsOfMarkets()).toBe(before)
  })

  test('two markets never have one name, also when both are set up at once', async () => {
    const name = `涧西区${specialty()}零工市场`
    const answers = await Promise.all(Array.from({ length: 6 }, () => officer.raw(marketsEndpoints.create, { body: draft({ name }) })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409])
    expect(answers.filter(({ status }) => status === 409).map(({ body }) => (body as { code: string }).code)).toEqual(Array(5).fill('name_taken'))
    expect(await app.store.read(({ q, t }) => q.$count(t.markets, eq(t.markets.name, name)))).toBe(1)
  })

  test('the same act sent twice sets up one market', async () => {
    const body = draft({ name: `涧西区${specialty()}零工市场` })
    const key = 'create-once-0001'
    const first = await officer.call(marketsEndpoints.create, { body, key })
    expect(await officer.call(marketsEndpoints.create, { body, key })).toEqual(first)
  })

  test('is for the officer of that region alone', async () => {
    expect(await foreignOfficer.refused(marketsEndpoints.create, { body: draft() })).toMatchObject({ status: 404, code: 'not_found' })
    expect(await officer.refused(marketsEndpoints.create, { body: draft({ regionCode: '999999' }) })).toMatchObject({ status: 404 })
    const { marketId } = await app.market()
    for (const grants of [[{ role: 'manager' as const, marketId }], [{ role: 'inspector' as const, scopePath: '/41/' }], [{ role: 'operator' as const, marketId }]]) {
      const person = await app.person({ grants })
      expect(await person.refused(marketsEndpoints.create, { body: draft() })).toMatchObject({ status: 403, code: 'forbidden' })
    }
  })
})

const marketDefaultsOf = (kind: 'station' | 'specialised') => {
  const { fenceMetres, safeCapacity, profile } = marketDefaults(kind)
  return { fenceMetres, safeCapacity, profile }
}

describe('what a market publishes', () => {
  test('is for everybody: hours and whether it is open now, services, guides, promises, rules, hotline and complaints', async () => {
    const { market } = await create()
    const page = await app.stranger.call(marketsEndpoints.get, { params: { marketId: market.id } })
    // Monday 04:40: twenty minutes too early.
    expect(page.opening).toEqual({ open: false, changesAt: Date.parse('2026-11-23T05:00:00+08:00') })
    expect(page.market).toMatchObject({ hotline: '0379-12333', complaintPhone: '12345', opensAt: '05:00', closesAt: '18:00' })
    expect(page.profile).toEqual(marketDefaults('specialised', ['6-29-01-01']).profile)
    app.clock.advance(hour)
    expect((await app.stranger.call(marketsEndpoints.get, { params: { marketId: market.id } })).opening).toEqual({ open: true, changesAt: Date.parse('2026-11-23T18:00:00+08:00') })
    app.clock.advance(-hour)
  })

  test('is empty for a market that has published nothing: nobody reads promises that were never made', async () => {
    const { marketId } = await app.market()
    expect(await app.stranger.call(marketsEndpoints.get, { params: { marketId } })).toMatchObject({ profile: { services: [], promises: [], guides: [], complaint: '' }, safeCapacity: null })
  })

  test('of a market that does not exist is not found', async () => {
    expect(await app.stranger.refused(marketsEndpoints.get, { params: { marketId: uuidv7() } })).toMatchObject({ status: 404 })
  })

  test('is changed by its manager, with what changed in the audit log', async () => {
    const page = await create()
    const manager = await app.person({ grants: [{ role: 'manager', marketId: page.market.id }] })
    const changed = await manager.call(marketsEndpoints.edit, {
      params: { marketId: page.market.id },
      body: { ...detailsOf(page), opensAt: '0430', hotline: '0379 6391 2345'.replaceAll(' ', ''), safeCapacity: 260, profile: { ...page.profile, promises: ['不收一分钱', ''] } },
    })
    expect(changed).toMatchObject({ version: 2, safeCapacity: 260, market: { opensAt: '04:30', hotline: '037963912345' }, profile: { promises: ['不收一分钱'] }, opening: { open: true } })
    expect(await app.stranger.call(marketsEndpoints.get, { params: { marketId: page.market.id } })).toEqual(changed)
    expect(await eventsOf(page.market.id)).toEqual(['market.created', 'market.changed'])
    expect((await auditOf(page.market.id)).find(({ action }) => action === 'markets.edit')).toMatchObject({
      actorId: manager.personId, role: 'manager', purpose: 'opensAt hotline safeCapacity profile.promises',
    })
  })

  test('of two who change it at once the second is told, and nothing of the first is lost', async () => {
    const page = await create()
    const managers = await Promise.all([1, 2, 3].map(() => app.person({ grants: [{ role: 'manager', marketId: page.market.id }] })))
    const answers = await Promise.all(managers.map((manager, index) =>
      manager.raw(marketsEndpoints.edit, { params: { marketId: page.market.id }, body: { ...detailsOf(page), safeCapacity: 100 + index } })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    const winner = answers.find(({ status }) => status === 200)?.body as MarketPage
    expect(answers.filter(({ status }) => status === 409).map(({ body }) => (body as { code: string }).code)).toEqual(['changed_meanwhile', 'changed_meanwhile'])
    expect(await app.stranger.call(marketsEndpoints.get, { params: { marketId: page.market.id } })).toEqual(winner)
    expect(winner.version).toBe(2)
    expect((await eventsOf(page.market.id)).filter((kind) => kind === 'market.changed')).toHaveLength(1)
  })

  test('is refused with a sentence for each field that is wrong, and stays as it was', async () => {
    const page = await create()
    const refusal = await officer.refused(marketsEndpoints.edit, {
      params: { marketId: page.market.id },
      body: { ...detailsOf(page), opensAt: '25:00', fenceMetres: 1, safeCapacity: 0, profile: { ...page.profile, services: [], rules: { ...page.profile.rules, pay: '' } } },
    })
    expect(refusal.fields?.map(({ field }) => field)).toEqual(['opensAt', 'fenceMetres', 'safeCapacity', 'profile.services', 'profile.rules.pay'])
    expect(refusal.fields?.every(({ message }) => /[一-龥]/.test(message))).toBe(true)
    expect(await app.stranger.call(marketsEndpoints.get, { params: { marketId: page.market.id } })).toEqual(page)
  })

  test.each<[string, (body: ReturnType<typeof detailsOf>) => object]>([
    ['an unknown field', (body) => ({ ...body, closedAt: 1 })],
    ['an unknown part of the profile', (body) => ({ ...body, profile: { ...body.profile, prices: [] } })],
    ['a part that is missing', ({ hotline: _hotline, ...body }) => body],
    ['a list in the place of a text', (body) => ({ ...body, address: ['洛龙区'] })],
    ['a number as text', (body) => ({ ...body, safeCapacity: '800' })],
    ['half a person', (body) => ({ ...body, safeCapacity: 1.5 })],
    ['a place beyond the pole', (body) => ({ ...body, lat: 91 })],
    ['no version', ({ version: _version, ...body }) => body],
    ['ten thousand lines', (body) => ({ ...body, profile: { ...body.profile, services: Array(10_000).fill('好') } })],
  ])('with %s is refused, and stays as it was', async (_, change) => {
    const page = await create()
    const answer = await officer.raw(marketsEndpoints.edit, { params: { marketId: page.market.id }, body: change(detailsOf(page)) })
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_fields' } })
    expect(await app.stranger.call(marketsEndpoints.get, { params: { marketId: page.market.id } })).toEqual(page)
  })

  test('is changed by nobody of another place, and by nobody without the right', async () => {
    const page = await create()
    const { marketId: other } = await app.market()
    const request = { params: { marketId: page.market.id }, body: detailsOf(page) }
    for (const person of [foreignOfficer, await app.person({ grants: [{ role: 'manager', marketId: other }] })]) {
      expect(await person.refused(marketsEndpoints.edit, request)).toMatchObject({ status: 404, code: 'not_found' })
    }
    for (const person of [await app.person({ staffOf: page.market.id }), await app.person({ worker: {} })]) {
      expect((await person.refused(marketsEndpoints.edit, request)).status).toBe(403)
    }
  })
})

describe('closing a market', () => {
  const close = (marketId: string, person = officer, reason = '考核不合格，退出') => person.raw(marketsEndpoints.close, { params: { marketId }, body: { reason } })

  test('takes it off the list, revokes its gates and lets nobody post there; its page says so', async () => {
    const { marketId, gateToken } = await app.market({ opensAt: '00:00', closesAt: '24:00' })
    expect((await close(marketId)).status).toBe(200)
    const { markets } = await app.stranger.call(marketsEndpoints.list, { query: {} })
    expect(markets.some(({ market }) => market.id === marketId)).toBe(false)
    expect(await app.stranger.call(marketsEndpoints.get, { params: { marketId } })).toMatchObject({ closedAt: app.clock.now(), opening: { open: false, changesAt: null } })
    const worker = await app.person({ worker: {} })
    expect(await worker.refused(checkInEndpoints.create, { body: byPoster(gateToken) })).toMatchObject({ code: 'code_revoked' })
    const employer = await app.person({ employer: {} })
    expect(await employer.refused(jobsEndpoints.create, { body: unloading(marketId) })).toMatchObject({ status: 409, code: 'market_gone' })
    expect((await auditOf(marketId))).toMatchObject([{ action: 'markets.close', purpose: '考核不合格，退出' }])
    expect((await close(marketId)).body).toMatchObject({ code: 'market_gone' })
  })

  test('happens once, also when two officers close it at once', async () => {
    const { marketId } = await app.market()
    const answers = await Promise.all([1, 2, 3].map(() => close(marketId)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    expect(answers.filter(({ status }) => status === 409).map(({ body }) => (body as { code: string }).code)).toEqual(['market_gone', 'market_gone'])
    expect(await eventsOf(marketId)).toEqual(['market.closed'])
  })

  test('waits until no open job is ahead there', async () => {
    const { marketId } = await app.market()
    const employer = await app.person({ employer: {} })
    const job = await post(employer, unloading(marketId))
    expect((await close(marketId)).body).toMatchObject({ code: 'market_in_use' })
    await employer.call(jobsEndpoints.close, { params: { jobId: job.id } })
    expect((await close(marketId)).status).toBe(200)
  })

  test('waits for what staff have to look at there too: they might publish it after', async () => {
    const { marketId } = await app.market()
    const employer = await app.person({ employer: {} })
    const job = await post(employer, unloading(marketId, { requirements: '形象好' }))
    expect(job.status).toBe('in_review')
    expect((await close(marketId)).body).toMatchObject({ code: 'market_in_use' })
    await employer.call(jobsEndpoints.close, { params: { jobId: job.id } })
    expect((await close(marketId)).status).toBe(200)
  })

  test('needs a reason, and the officer of that place', async () => {
    const { marketId } = await app.market()
    expect((await close(marketId, officer, ' 关 ')).body).toMatchObject({ code: 'invalid_fields', fields: [{ field: 'reason' }] })
    expect((await close(marketId, foreignOfficer)).status).toBe(404)
    const manager = await app.person({ grants: [{ role: 'manager', marketId }] })
    expect((await close(marketId, manager)).status).toBe(403)
  })

  test('can be taken back; an open market cannot be opened again', async () => {
    const { marketId } = await app.market()
    await close(marketId)
    expect(await officer.call(marketsEndpoints.reopen, { params: { marketId } })).toMatchObject({ closedAt: null })
    expect(await officer.refused(marketsEndpoints.reopen, { params: { marketId } })).toMatchObject({ code: 'step_not_allowed' })
    expect(await eventsOf(marketId)).toEqual(['market.closed', 'market.reopened'])
  })
})

describe('an operator', () => {
  const creditCode = '91350100M000100Y43'
  const agency = async (until: { licence: string | null; verifiedUntil?: number } = { licence: '2027-06-30' }) => {
    const person = await app.person({ employer: { name: '洛阳众诚人力资源有限公司' } })
    await app.store.write(async ({ q, t }) => {
      await q.update(t.employers).set({ kind: 'agency', creditCode, verifiedUntil: until.verifiedUntil ?? app.clock.now() + 24 * hour }).where(eq(t.employers.personId, person.personId))
      const verificationId = uuidv7()
      await q.insert(t.verifications).values({ id: verificationId, personId: person.personId, kind: 'employer', state: 'passed', method: 'review', submittedAt: 0 })
      const licence = { employerId: person.personId, verificationId, verifiedAt: 1 }
      await q.insert(t.licences).values([
        { ...licence, id: uuidv7(), kind: 'business_licence', number: creditCode, validUntil: null },
        { ...licence, id: uuidv7(), kind: 'hr_permit', number: '4103002026001', validUntil: until.licence },
      ])
    })
    return person
  }
  const without = (person: TestPerson) => app.store.write(async ({ q, t }) => { await q.update(t.employers).set({ creditCode: null }).where(eq(t.employers.personId, person.personId)) })

  test('is entrusted with a market when its licences were checked, and everybody sees until when they count', async () => {
    const { market } = await create()
    const params = { marketId: market.id }
    const person = await agency({ licence: '2026-12-10' })
    const page = await officer.call(marketsEndpoints.entrust, { params, body: { creditCode } })
    expect(page.operator).toMatchObject({
      employerId: person.personId, name: '洛阳众诚人力资源有限公司', kind: 'agency', verified: true, since: app.clock.now(),
      licences: expect.arrayContaining([
        { kind: 'business_licence', number: creditCode, validUntil: null, standing: 'valid' },
        { kind: 'hr_permit', number: '4103002026001', validUntil: '2026-12-10', standing: 'ends_soon' },
      ]) as unknown,
    })
    expect((await app.stranger.call(marketsEndpoints.get, { params })).operator).toEqual(page.operator)
    expect(await officer.refused(marketsEndpoints.entrust, { params, body: { creditCode } })).toMatchObject({ code: 'step_not_allowed' })
    app.clock.advance(20 * 24 * hour)
    const later = await app.stranger.call(marketsEndpoints.get, { params })
    expect(later.operator).toMatchObject({ verified: false })
    expect(later.operator?.licences.find(({ kind }) => kind === 'hr_permit')?.standing).toBe('over')
    app.clock.advance(-20 * 24 * hour)
    expect((await officer.call(marketsEndpoints.endOperator, { params })).operator).toBeNull()
    expect(await officer.refused(marketsEndpoints.endOperator, { params })).toMatchObject({ code: 'step_not_allowed' })
    expect(await eventsOf(market.id)).toEqual(['market.created', 'market.entrusted', 'market.operator_ended'])
    await without(person)
  })

  test('with licences that were never checked, or not an agency, is given no market', async () => {
    const { market } = await create()
    const params = { marketId: market.id }
    expect(await officer.refused(marketsEndpoints.entrust, { params, body: { creditCode } })).toMatchObject({ status: 409, code: 'operator_unfit' })
    const lapsed = await agency({ licence: null, verifiedUntil: app.clock.now() - 1 })
    expect(await officer.refused(marketsEndpoints.entrust, { params, body: { creditCode } })).toMatchObject({ code: 'operator_unfit' })
    expect(await officer.refused(marketsEndpoints.entrust, { params, body: { creditCode: '91350100M000100Y4Z' } })).toMatchObject({ code: 'invalid_fields', fields: [{ field: 'creditCode' }] })
    expect((await foreignOfficer.refused(marketsEndpoints.entrust, { params, body: { creditCode } })).status).toBe(404)
    await without(lapsed)
  })

  test('is one at a time, also when two officers entrust it at once', async () => {
    const { market } = await create()
    const person = await agency()
    const answers = await Promise.all([1, 2, 3].map(() => officer.raw(marketsEndpoints.entrust, { params: { marketId: market.id }, body: { creditCode } })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    await without(person)
  })
})

describe('the markets one answers for', () => {
  test('are those in scope, found by name, page by page', async () => {
    const { markets } = await officer.call(marketsEndpoints.managed, { query: {} })
    expect(markets.length).toBeGreaterThan(5)
    expect(markets.length).toBe(await app.store.read(({ q, t }) => q.$count(t.markets)))
    const { marketId } = await app.market({ regionCode: '4105' })
    const anyang = await foreignOfficer.call(marketsEndpoints.managed, { query: {} })
    expect(anyang).toMatchObject({ markets: [{ id: marketId, profileMissing: true }], next: null })
    const staff = await app.person({ staffOf: marketId })
    expect((await staff.call(marketsEndpoints.managed, { query: {} })).markets.map(({ id }) => id)).toEqual([marketId])
    const found = await officer.call(marketsEndpoints.managed, { query: { name: '天津路' } })
    expect(found.markets.map(({ name }) => name)).toEqual(['涧西区天津路街道零工服务站'])
    expect((await officer.call(marketsEndpoints.managed, { query: { name: '%' } })).markets).toEqual([])
  })

  test('come fifty at a time, each once', async () => {
    const person = await app.person({ grants: [{ role: 'officer', scopePath: '/41/4105/' }] })
    for (let count = 0; count < 60; count += 1) await app.market({ regionCode: '4105' })
    const first = await person.call(marketsEndpoints.managed, { query: {} })
    const second = await person.call(marketsEndpoints.managed, { query: { after: first.next ?? '' } })
    expect([first.markets.length, second.next]).toEqual([50, null])
    const ids = [...first.markets, ...second.markets].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toHaveLength(61)
  })
})
