import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { arriveEndpoints } from '@market/shared/arrive/arrive.contract'
import { auditEndpoints } from '@market/shared/audit/audit.contract'
import { casesEndpoints } from '@market/shared/cases/cases.contract'
import { inboxEndpoints } from '@market/shared/inbox/inbox.contract'
import { sessionEndpoints } from '@market/shared/session/session.contract'
import { staffEndpoints } from '@market/shared/staff/staff.contract'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { hired, post, unloading } from '../../../test/support/journey'
import { showPass } from '../../../test/support/work-pass'
import type { TestMarket } from '../../../test/support/market'

let app: TestApp
let here: TestMarket
let manager: TestPerson

beforeAll(async () => {
  app = await createTestApp()
  here = await app.market()
  manager = await app.person({ grants: [{ role: 'manager', marketId: here.marketId }] })
})
afterAll(() => app.close())

const expectedAt = async (marketId: string, worker: TestPerson): Promise<string> => {
  const employer = await app.person({ employer: {} })
  return (await hired(worker, employer, (await post(employer, unloading(marketId))).id)).id
}

test('staff who scan themselves are refused, and their manager sees that they tried', async () => {
  const both = await app.person({ name: '周卫东', worker: {}, staffOf: here.marketId })
  const applicationId = await expectedAt(here.marketId, both)
  const body = { code: await showPass(both, applicationId), scanId: 'scan-of-myself', capturedAt: app.clock.now() }
  for (let times = 0; times < 2; times += 1) expect(await both.refused(arriveEndpoints.confirm, { body })).toMatchObject({ status: 403, code: 'forbidden' })
  const { entries } = await manager.call(auditEndpoints.list, { query: { actorId: both.personId } })
  expect(entries).toMatchObject([{ action: 'arrive.confirm', purpose: 'own_arrival', subjectId: applicationId, actor: { nameMasked: '周*东' }, role: 'staff' }])
  expect(await app.store.read(({ q, t }) => q.select().from(t.arrivals).where(eq(t.arrivals.applicationId, applicationId)))).toEqual([])
})

test('staff of one market never see another one in any of their lists', async () => {
  const there = await app.market()
  const [mine, foreign] = [await app.person({ staffOf: here.marketId }), await app.person({ staffOf: there.marketId })]
  const applicationId = await expectedAt(there.marketId, await app.person({ worker: {} }))
  expect((await foreign.call(arriveEndpoints.duty)).people.map((person) => person.applicationId)).toEqual([applicationId])
  const lists = [
    await mine.raw(arriveEndpoints.duty),
    await mine.raw(casesEndpoints.queue, { query: {} }),
    await mine.raw(staffEndpoints.roster, { params: { marketId: here.marketId }, query: {} }),
  ]
  for (const { status, text } of lists) {
    expect(status).toBe(200)
    for (const name of [there.marketId, applicationId, foreign.personId]) expect(text).not.toContain(name)
  }
  expect(await mine.refused(staffEndpoints.roster, { params: { marketId: there.marketId }, query: {} })).toMatchObject({ status: 404 })
})

test('a dismissed member of staff is turned away with the token they still hold, and comes back without the right', async () => {
  const staff = await app.person({ worker: {}, staffOf: here.marketId })
  const [grant] = (await manager.call(staffEndpoints.member, { params: { personId: staff.personId }, query: {} })).grants
  expect(await staff.call(arriveEndpoints.duty)).toMatchObject({ market: { id: here.marketId } })
  await manager.call(staffEndpoints.end, { params: { grantId: grant?.id ?? '' }, body: { reason: 'left' } })
  for (const endpoint of [arriveEndpoints.duty, sessionEndpoints.me, inboxEndpoints.list]) {
    expect(await staff.refused(endpoint)).toMatchObject({ status: 401, code: 'session_revoked' })
  }
  const again = await app.store.read(({ q, t }) => q.select().from(t.sessions).where(eq(t.sessions.personId, staff.personId)))
  expect(again.every(({ revokedAt }) => revokedAt !== null)).toBe(true)
})
