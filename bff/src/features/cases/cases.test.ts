import { randomUUID } from 'node:crypto'
import { casesEndpoints } from '@market/shared/cases/cases.contract'
import type { CaseKind } from '@market/shared/cases/cases.rules'
import { hour } from '@market/shared/words/time'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import type { TestMarket } from '../../../test/support/market'
import { casesService } from './cases.service'

let app: TestApp
let here: TestMarket
let elsewhere: TestMarket
let asker: TestPerson
let staff: TestPerson
let colleague: TestPerson
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.clock.set(monday0440)
  here = await app.market()
  elsewhere = await app.market({ regionCode: '4105' })
  asker = await app.person({ name: '刘大海', worker: {} })
  staff = await app.person({ name: '田素芳', staffOf: here.marketId })
  colleague = await app.person({ staffOf: here.marketId })
})

const pathOf = ({ marketId }: TestMarket, region = '4103') => `/41/${region}/${marketId}/`

/** A case as a feature opens it, in a write of its own. */
const open = (kind: CaseKind, { market = here, subjectId = randomUUID(), about = asker } = {}) =>
  app.store.write((tx) =>
    casesService({ store: app.store }).open(
      tx,
      { kind, subjectId, openedBy: asker.personId, aboutPersonId: about.personId, marketId: market.marketId, scopePath: pathOf(market, market === here ? '4103' : '4105') },
      app.clock.now(),
    ),
  ) as Promise<string>

const queueOf = (person: TestPerson, query = {}) => person.call(casesEndpoints.queue, { query })
const take = (person: TestPerson, caseId: string) => person.call(casesEndpoints.take, { params: { caseId } })
const takeRefused = (person: TestPerson, caseId: string) => person.refused(casesEndpoints.take, { params: { caseId } })

describe('the queue', () => {
  test('shows open cases of the own market by their deadline, people masked, and how many are late', async () => {
    const slow = await open('identity')
    const urgent = await open('posting')
    app.clock.set(monday0440 + 3 * hour)
    const { cases, overdue } = await queueOf(staff)
    expect(cases.map(({ id }) => id)).toEqual([urgent, slow])
    expect(cases[1]).toMatchObject({ kind: 'identity', aboutMasked: '刘*海', owner: null, mayDecide: true, dueAt: monday0440 + 4 * hour })
    expect(overdue).toBe(1)
  })

  test('never shows another market’s', async () => {
    await open('identity', { market: elsewhere })
    expect(await queueOf(staff)).toEqual({ cases: [], overdue: 0 })
  })

  test('shows only what the role decides: appeals are not for the desk that decided first', async () => {
    await open('appeal')
    expect((await queueOf(staff)).cases).toEqual([])
    const inspector = await app.person({ grants: [{ role: 'inspector', scopePath: '/41/4103/' }] })
    expect((await queueOf(inspector)).cases).toHaveLength(1)
  })

  test('counts a role only where it was given: inspector there and staff here sees no appeal here', async () => {
    await open('appeal')
    const both = await app.person({ staffOf: here.marketId, grants: [{ role: 'inspector', scopePath: '/41/4105/' }] })
    expect((await queueOf(both)).cases).toEqual([])
  })

  test('is for people with a grant', async () => {
    expect(await asker.refused(casesEndpoints.queue, { query: {} })).toMatchObject({ status: 403, code: 'forbidden' })
  })
})

describe('an owner', () => {
  test('is whoever takes it first; a colleague is told so, a second tap is not an error', async () => {
    const id = await open('identity')
    expect(await take(staff, id)).toMatchObject({ owner: { mine: true, nameMasked: '田*芳' } })
    expect(await takeRefused(colleague, id)).toMatchObject({ status: 409, code: 'case_taken' })
    expect(await take(staff, id)).toMatchObject({ owner: { mine: true } })
    expect((await queueOf(colleague)).cases[0]).toMatchObject({ owner: { mine: false } })
    expect((await queueOf(colleague, { mine: true })).cases).toEqual([])
    expect((await queueOf(staff, { mine: true })).cases).toHaveLength(1)
  })

  test('of ten who take it at the same moment one has it', async () => {
    const id = await open('posting')
    const everybody = await Promise.all(Array.from({ length: 10 }, () => app.person({ staffOf: here.marketId })))
    const answers = await Promise.all(everybody.map((person) => person.raw(casesEndpoints.take, { params: { caseId: id } })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(9).fill(409)])
  })

  test('may give it back, and only they; the clock runs on', async () => {
    const id = await open('identity')
    await take(staff, id)
    expect(await colleague.refused(casesEndpoints.release, { params: { caseId: id } })).toMatchObject({ code: 'step_not_allowed' })
    const released = await staff.call(casesEndpoints.release, { params: { caseId: id } })
    expect(released).toMatchObject({ owner: null, dueAt: monday0440 + 4 * hour })
    expect(await take(colleague, id)).toMatchObject({ owner: { mine: true } })
  })

  test('is never the person who asked, nor the one it is about', async () => {
    const askingStaff = await app.person({ staffOf: here.marketId })
    const aboutStaff = await open('posting', { about: askingStaff })
    expect(await takeRefused(askingStaff, aboutStaff)).toMatchObject({ status: 403, code: 'own_case' })
    expect((await queueOf(askingStaff)).cases[0]).toMatchObject({ mayDecide: false })
  })

  test('of another market finds nothing', async () => {
    const id = await open('identity')
    const stranger = await app.person({ staffOf: elsewhere.marketId })
    expect(await takeRefused(stranger, id)).toMatchObject({ status: 404, code: 'not_found' })
  })
})

describe('a case', () => {
  test('about the same thing is open once', async () => {
    const subjectId = randomUUID()
    expect(await open('identity', { subjectId })).not.toBeNull()
    expect(await open('identity', { subjectId })).toBeNull()
  })

  test('is seen by whoever asked, with who is responsible and until when', async () => {
    const id = await open('identity')
    await take(staff, id)
    const { cases } = await asker.call(casesEndpoints.mine)
    expect(cases[0]).toMatchObject({ id, ownerMasked: '田*芳', dueAt: monday0440 + 4 * hour, closedAt: null, outcome: null })
    expect((await colleague.call(casesEndpoints.mine)).cases).toEqual([])
  })

  test('is closed once, by one person', async () => {
    const id = await open('posting')
    const service = casesService({ store: app.store })
    const callerOf = ({ personId, sessionId }: TestPerson) => ({
      personId, sessionId, roles: ['staff' as const], staffMarketId: here.marketId, grants: [{ role: 'staff' as const, scopePath: pathOf(here), marketId: here.marketId }],
    })
    const closing = (person: TestPerson) =>
      app.store.write(async (tx) => {
        const found = await service.caseInScope(tx, id, callerOf(person), [pathOf(here)])
        await service.close(tx, found, callerOf(person), 'accepted', app.clock.now())
      })
    await take(staff, id)
    await expect(closing(colleague)).rejects.toMatchObject({ code: 'case_taken' })
    await closing(staff)
    await expect(closing(staff)).rejects.toMatchObject({ code: 'step_not_allowed' })
    expect((await queueOf(staff)).cases).toEqual([])
  })
})
