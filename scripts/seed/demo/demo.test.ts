import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from '@market/bff/app'
import type { Config } from '@market/bff/config'
import { openTestAuthority, testKeyRing } from '@market/bff/crypto/test-authority'
import { noCrowd } from '@market/bff/http/waiting-room'
import { identityOverHttp } from '@market/bff/gateways/identity/identity.http'
import { startIdentitySandbox, type IdentitySandbox } from '@market/bff/gateways/identity/identity.sandbox'
import { openStore } from '@market/bff/store/open-store'
import { testTimestamps } from '@market/bff/gateways/tsa/tsa.sandbox'
import type { Store } from '@market/bff/store/store'
import { AppError } from '@market/shared/errors'
import { dispatchEndpoints } from '@market/shared/dispatch/dispatch.contract'
import { sessionEndpoints } from '@market/shared/session/session.contract'
import { transferEndpoints } from '@market/shared/transfer/transfer.contract'
import { day, hour } from '@market/shared/words/time'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordSeed } from '../seed-record'
import { seedTree } from '../tree'
import { callerOf } from './caller'
import { seedDemo } from './demo'
import { sceneMarkets } from './scenes'

const identityKey = { appId: 'identity-test', appSecret: 'secret-test' }
const configAt = (identityBase: string): Config => ({
  host: '127.0.0.1', port: 0, publicUrl: 'https://market.test', store: { engine: 'sqlite', file: 'unused' }, backup: null, h5Folder: null, sandbox: true, logLevel: 'error',
  wechat: { appId: 'wx-test', appSecret: 'secret-test', apiBase: 'http://127.0.0.1:9', templates: {} },
  keys: {
    token: '11'.repeat(32), vault: [{ version: 1, key: Buffer.alloc(32, 2) }], index: [Buffer.alloc(32, 3)], code: Buffer.alloc(32, 4),
  },
  identity: { ...identityKey, apiBase: identityBase, faceScene: null },
  sms: null,
  keyFolders: { folder: 'unused', cosignFolder: 'unused' },
  tsa: { url: 'http://127.0.0.1:9/', user: '', password: '' },
})
const testAuthority = openTestAuthority()
const keyRing = testKeyRing(testAuthority)
const timestamps = (now: () => number) => testTimestamps(testAuthority, now)
const noWechat = { phoneNumber: () => Promise.resolve(null), readIdCard: () => Promise.reject(new AppError('upstream_unavailable')), sendMessage: () => Promise.resolve({ result: 'no_consent' as const, errcode: null }) }
const monday = Date.parse('2026-11-23T09:37:00+08:00')
const workerCount = 30

let folder: string
let store: Store
let config: Config
let authority: IdentitySandbox
beforeAll(async () => {
  authority = await startIdentitySandbox(identityKey)
  config = configAt(authority.url)
  folder = await mkdtemp(join(tmpdir(), 'seed-demo-'))
  store = await openStore({ engine: 'sqlite', file: join(folder, 'market.sqlite') })
  await store.migrate()
  await seedTree(store, { now: monday, codeKey: config.keys.code })
})
afterAll(async () => {
  await store.close()
  await authority.close()
  await rm(folder, { recursive: true })
})

const seedAt = (now: number) => seedDemo({ store, config, keyRing, timestamps, now, workerCount })

const facts = () =>
  store.read(async ({ q, t }) => ({
    people: await q.select({ id: t.people.id, demo: t.people.demo, name: t.people.nameMasked }).from(t.people),
    jobs: await q.select().from(t.jobs),
    applications: await q.select().from(t.applications),
    agreements: await q.select().from(t.agreements),
    events: await q.select({ kind: t.events.kind, data: t.events.data }).from(t.events),
    cases: await q.select().from(t.cases),
    employers: await q.select().from(t.employers),
    marketDays: await q.select().from(t.marketDays),
  }))

test('the story is made by the product itself: nothing is refused, and figures follow from the events', async () => {
  expect(await seedAt(monday)).toEqual(new Map())
  const { people, jobs, applications, agreements, events, marketDays } = await facts()
  expect(people).toHaveLength(workerCount + 30 + 18 + 7)
  expect(people.filter(({ demo, name }) => !demo || name === null)).toEqual([])
  expect(jobs.filter(({ startsAt }) => startsAt > monday).length).toBeGreaterThanOrEqual(20)
  const states = new Set(applications.map(({ state }) => state))
  expect([...states]).toEqual(expect.arrayContaining(['settled', 'signed', 'applied', 'hours_proposed', 'queued']))
  expect(new Set(jobs.map(({ hiring }) => hiring)).size).toBe(3)
  const arrivals = events.filter(({ kind }) => kind === 'arrival.confirmed').length
  expect(arrivals).toBeGreaterThan(0)
  expect(marketDays.reduce((sum, { arrived }) => sum + arrived, 0)).toBe(arrivals)
  expect(agreements.filter(({ status }) => status === 'signed' || status === 'sealed').length).toBe(events.filter(({ kind, data }) => kind === 'agreement.signed' && (data as { complete: boolean }).complete).length)
})

test('whoever hires in the story was checked, and something of each kind waits at the desk', async () => {
  const { people, jobs, cases, employers } = await facts()
  expect(cases.filter(({ closedAt }) => closedAt === null).map(({ kind }) => kind).sort()).toEqual(['identity', 'identity', 'posting', 'report'])
  expect(jobs.filter(({ status }) => status === 'in_review' || status === 'refused').map(({ title }) => title)).toEqual(['超市促销员'])
  const hiring = new Set(jobs.map(({ employerId }) => employerId))
  const unchecked = employers.filter(({ personId, kind, verifiedUntil }) => hiring.has(personId) && kind === 'business' && verifiedUntil === null)
  expect(unchecked).toEqual([])
  const waiting = cases.filter(({ kind, closedAt }) => kind === 'identity' && closedAt === null)
  expect(waiting.map(({ aboutPersonId }) => people.find(({ id }) => id === aboutPersonId)?.name).sort()).toEqual(['吕*萌', '高*无'])
})

test('a crowd waits in one market, a crew among them, and both it and the station near it want people', async () => {
  const { crowd, wanting } = await sceneMarkets(store)
  const scene = await store.read(async ({ q, t }) => ({
    present: (await q.select().from(t.checkIns)).filter((one) => one.marketId === crowd.marketId && one.leftAt === null),
    crews: await q.select().from(t.crews),
    members: await q.select().from(t.crewMembers),
    staff: (await q.select().from(t.grants)).filter(({ marketId }) => marketId === crowd.marketId),
    jobs: await q.select().from(t.jobs),
  }))
  expect(scene.present.map(({ number }) => number)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1))
  expect(scene.present.every(({ at }) => at > monday - 2 * hour && at <= monday)).toBe(true)
  expect([scene.crews.length, scene.members.length]).toEqual([1, 4])
  expect(scene.staff.map(({ role }) => role)).toEqual(['staff'])
  const placesAt = (marketId: string) => scene.jobs.filter((job) => job.marketId === marketId).map(({ status, headcount, filled }) => [status, headcount - filled])
  expect(placesAt(crowd.marketId)).toEqual([['open', 8], ['open', 5], ['open', 3]])
  expect(placesAt(wanting.marketId)).toEqual([['open', 10], ['open', 6], ['open', 5]])
})

test('its staff can dispatch all of its places, and send a bus with the rest to a job at the station', async () => {
  const { wanting } = await sceneMarkets(store)
  const { app } = await buildApp({
    config, store, clock: { now: () => monday },
    gateways: { wechat: { ...noWechat, sessionFromCode: (openid) => Promise.resolve({ openid }) }, identity: identityOverHttp(config.identity), sms: null, tsa: timestamps(() => monday) },
    keyRing,
    crowd: noCrowd,
    logger: { level: 'silent' },
  })
  await app.ready()
  const call = callerOf(app)
  const entered = await call(sessionEndpoints.signIn, { body: { code: 'demo-official-6' } })
  const token = entered.ok ? entered.body.tokens.accessToken : ''
  const proposed = await call(dispatchEndpoints.propose, { body: {} }, { token, key: 'a-look-at-the-dispatch' })
  const looked = await call(dispatchEndpoints.current, { query: {} }, { token })
  const board = await call(transferEndpoints.board, { query: {} }, { token })
  const openings = await call(transferEndpoints.openings, { query: { toMarketId: wanting.marketId } }, { token })
  await app.close()
  if (!proposed.ok || !looked.ok || !looked.body.dispatch || !board.ok || !openings.ok) throw new Error('staff of the scene cannot look at it')
  const { dispatch } = looked.body
  expect(dispatch).toMatchObject({ present: 30, free: 30, places: 16, placed: 16 })
  const crew = dispatch.jobs.map(({ people }) => people.filter((one) => one.crew !== null).length).filter((together) => together > 0)
  expect(crew).toEqual([4])
  expect(board.body.others.find(({ market }) => market.id === wanting.marketId)?.outwards.reduce((sum, { people }) => sum + people, 0)).toBe(19)
  expect(openings.body.jobs.map(({ places, standing }) => [places, standing])).toEqual([[10, 'free'], [6, 'free'], [5, 'free']])
})

// One story, made once: each test goes on with the store of the one before.

test('a story that was interrupted is told to its end, and what had happened is not repeated', async () => {
  const whole = await facts()
  // As a crash before the last line would leave it.
  await store.write((tx) => recordSeed(tx, 'seed:demo-told', 0))
  await seedAt(monday + 5 * 60_000)
  expect(await facts()).toEqual(whole)
})

test('started again on the same day nothing changes; a day later there are new jobs for the same people', async () => {
  const before = await facts()
  expect(await seedAt(monday + 3 * hour)).toBeNull()
  expect(await facts()).toEqual(before)
  expect(await seedAt(monday + day)).not.toBeNull()
  const after = await facts()
  expect(after.people.map(({ id }) => id).sort()).toEqual(before.people.map(({ id }) => id).sort())
  expect(after.jobs.filter(({ startsAt }) => startsAt > monday + day).length).toBeGreaterThanOrEqual(20)
})
