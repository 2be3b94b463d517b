import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEndpoints } from '@market/shared/audit/audit.contract'
import { staffEndpoints } from '@market/shared/staff/staff.contract'
import { day, hour, marketDay } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import type { TestMarket } from '../../../test/support/market'

describe('who works at a market', () => {
  let app: TestApp
  let market: TestMarket
  let path: string
  let manager: TestPerson
  let staff: TestPerson

  beforeAll(async () => {
    app = await createTestApp()
    market = await app.market()
    path = `/41/4103/${market.marketId}/`
    manager = await app.person({ name: '赵管事', grants: [{ role: 'manager', marketId: market.marketId }] })
    staff = await app.person({ name: '周卫东', staffOf: market.marketId })
    await app.person({ grants: [{ role: 'inspector', marketId: market.marketId }] })
  })
  afterAll(() => app.close())

  const roster = (person = manager, days?: number) => person.call(staffEndpoints.roster, { params: { marketId: market.marketId }, query: { days } })
  const course = { kind: 'course' as const, title: '服务规范', day: '2026-11-20', minutes: 90, result: null }
  const train = (by: TestPerson, person: TestPerson, changes = {}) => by.raw(staffEndpoints.train, { params: { personId: person.personId }, body: { ...course, ...changes } })

  it('is shown with what each did, and an inspector is no pair of hands', async () => {
    await app.store.write(async ({ q, t }) => {
      const scan = (at: number, marketId = market.marketId) => ({ id: uuidv7(), scanId: uuidv7(), marketId, staffId: staff.personId, result: 'accepted', at, capturedAt: at })
      await q.insert(t.scans).values([scan(monday0440 - 1_000), scan(monday0440 - day), scan(monday0440 - 40 * day)])
      await q.insert(t.cases).values({
        id: uuidv7(), kind: 'identity', subjectId: 'subject-1', marketId: market.marketId, scopePath: path, openedAt: monday0440 - hour, dueAt: monday0440,
        ownerId: staff.personId, closedAt: monday0440 - hour, closedBy: staff.personId, outcome: 'accepted',
      })
      const entry = (action: string) => ({
        id: uuidv7(), at: monday0440 - day, actorId: staff.personId, role: 'staff' as const, action, subjectKind: 'person', subjectId: 'somebody', scopePath: path, purpose: 'desk',
      })
      await q.insert(t.auditEntries).values([entry('desk.register'), entry('desk.register'), entry('identity.accept')])
    })
    const { members, load } = await roster()
    expect(members.map(({ role, person }) => [role, person.nameMasked])).toEqual([['inspector', '王*国'], ['manager', '赵*事'], ['staff', '周*东']])
    expect(members[2]).toMatchObject({ load: { scans: 2, casesDecided: 1, deskRegistrations: 2, auditedActs: 3 }, lastActToday: monday0440 - 1_000 })
    expect(members[1]).toMatchObject({ load: { scans: 0, casesDecided: 0, deskRegistrations: 0, auditedActs: 0 }, lastActToday: null })
    expect(load.staff).toBe(2)
    expect((await roster(manager, 60)).members[2]?.load.scans).toBe(3)
  })

  it('is held against the number served on the days before today', async () => {
    await app.store.write(async ({ q, t }) => {
      await q.insert(t.marketDays).values([
        { marketId: market.marketId, day: marketDay(monday0440 - day), checkedIn: 400 },
        { marketId: market.marketId, day: marketDay(monday0440 - 2 * day), checkedIn: 200 },
        { marketId: market.marketId, day: marketDay(monday0440), checkedIn: 5_000 },
      ])
    })
    const { load } = await roster()
    expect(load).toMatchObject({ days: 30, servedPerDay: 300, staff: 2, needed: 6, short: 4, perMember: 150 })
  })

  it('is open to colleagues there and to those above, and to nobody else', async () => {
    expect((await roster(staff)).marketId).toBe(market.marketId)
    const elsewhere = await app.market({ regionCode: '4105' })
    for (const role of ['staff', 'manager', 'inspector', 'operator'] as const) {
      const foreign = await app.person({ grants: [{ role, marketId: elsewhere.marketId }] })
      expect(await foreign.refused(staffEndpoints.roster, { params: { marketId: market.marketId }, query: {} })).toMatchObject({ status: 404, code: 'not_found' })
    }
    const worker = await app.person({ worker: {} })
    expect(await worker.refused(staffEndpoints.roster, { params: { marketId: market.marketId }, query: {} })).toMatchObject({ status: 403, code: 'forbidden' })
  })

  it('training is written down by somebody else, once it has happened', async () => {
    expect((await train(manager, staff)).status).toBe(200)
    expect((await train(manager, staff, { kind: 'assessment', title: '业务考核', minutes: 30, result: 'excellent' })).status).toBe(200)
    expect(await train(manager, manager)).toMatchObject({ status: 403, body: { code: 'own_case' } })
    expect(await train(manager, staff, { kind: 'assessment', day: '2026-12-01' })).toMatchObject({ status: 400, body: { code: 'invalid_fields', fields: [{ field: 'day' }, { field: 'result' }] } })
    expect(await train(staff, manager)).toMatchObject({ status: 403 })
    const member = await manager.call(staffEndpoints.member, { params: { personId: staff.personId }, query: {} })
    expect(member).toMatchObject({ person: { nameMasked: '周*东' }, trainingMinutes: 120, mayRecord: true, grants: [{ role: 'staff', state: 'in_force' }] })
    expect(member.trainings.map(({ title, result, recordedBy }) => [title, result, recordedBy.nameMasked])).toEqual([['业务考核', 'excellent', '赵*事'], ['服务规范', null, '赵*事']])
    expect((await manager.call(staffEndpoints.member, { params: { personId: manager.personId }, query: {} })).mayRecord).toBe(false)
  })

  it('one person is shown as far as the caller’s scope reaches', async () => {
    const elsewhere = await app.market({ regionCode: '4105' })
    const both = await app.person({ grants: [{ role: 'staff', marketId: market.marketId }, { role: 'staff', marketId: elsewhere.marketId }] })
    const there = await app.person({ grants: [{ role: 'officer', scopePath: '/41/4105/' }] })
    const boss = await app.person({ grants: [{ role: 'officer', scopePath: '/41/' }] })
    await train(manager, both)
    const seen = async (by: TestPerson) => {
      const { grants, trainings } = await by.call(staffEndpoints.member, { params: { personId: both.personId }, query: {} })
      return [grants.length, trainings.length]
    }
    expect(await seen(manager)).toEqual([1, 1])
    expect(await seen(there)).toEqual([1, 0])
    expect(await seen(boss)).toEqual([2, 1])
    expect(await there.refused(staffEndpoints.member, { params: { personId: staff.personId }, query: {} })).toMatchObject({ status: 404 })
  })
})

describe('the audit log', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await createTestApp()
  })
  afterAll(() => app.close())

  const entries = async (marketId: string, actorId: string, times: number, at = monday0440): Promise<void> => {
    await app.store.write(async ({ q, t }) => {
      for (let index = 0; index < times; index += 1) {
        await q.insert(t.auditEntries).values({
          id: uuidv7(), at: at + Math.floor(index / 2), actorId, role: 'staff', action: index % 2 === 0 ? 'identity.reveal' : 'desk.register', subjectKind: 'person', subjectId: 'somebody',
          aboutPersonId: actorId, scopePath: `/41/4103/${marketId}/`, purpose: 'desk',
        })
      }
    })
  }

  it('is read newest first, page by page, without a repeat or a gap', async () => {
    const market = await app.market()
    const staff = await app.person({ staffOf: market.marketId })
    const manager = await app.person({ grants: [{ role: 'manager', marketId: market.marketId }] })
    await entries(market.marketId, staff.personId, 95)
    const seen: string[] = []
    const times: number[] = []
    let after: string | undefined
    do {
      const page = await manager.call(auditEndpoints.list, { query: { after } })
      seen.push(...page.entries.map(({ id }) => id))
      times.push(...page.entries.map(({ at }) => at))
      after = page.next ?? undefined
    } while (after !== undefined)
    expect(new Set(seen).size).toBe(95)
    expect(times).toEqual([...times].sort((one, other) => other - one))
  })

  it('shows a manager their own market, an officer the whole region, and staff nothing', async () => {
    const [here, there] = [await app.market(), await app.market()]
    const staff = await app.person({ name: '周卫东', staffOf: here.marketId })
    await entries(here.marketId, staff.personId, 3)
    await entries(there.marketId, staff.personId, 2)
    const count = async (person: TestPerson, query = {}) => (await person.call(auditEndpoints.list, { query: { actorId: staff.personId, ...query } })).entries.length
    expect(await count(await app.person({ grants: [{ role: 'manager', marketId: here.marketId }] }))).toBe(3)
    expect(await count(await app.person({ grants: [{ role: 'officer', scopePath: '/41/4103/' }] }))).toBe(5)
    expect(await count(await app.person({ grants: [{ role: 'officer', scopePath: '/41/4103/' }] }), { action: 'identity.reveal' })).toBe(3)
    expect(await count(await app.person({ grants: [{ role: 'officer', scopePath: '/41/4105/' }] }))).toBe(0)
    expect(await staff.refused(auditEndpoints.list, { query: {} })).toMatchObject({ status: 403, code: 'forbidden' })
  })

  it('a cursor of somebody’s own making is refused', async () => {
    const market = await app.market()
    const manager = await app.person({ grants: [{ role: 'manager', marketId: market.marketId }] })
    for (const after of ['1', "1_' or 1=1", '99999999999999_abcdefgh']) expect(await manager.refused(auditEndpoints.list, { query: { after } })).toMatchObject({ status: 400, code: 'invalid_fields' })
  })
})
