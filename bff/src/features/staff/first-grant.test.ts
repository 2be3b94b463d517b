import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sessionEndpoints } from '@market/shared/session/session.contract'
import { staffEndpoints } from '@market/shared/staff/staff.contract'
import { createTestApp, type TestApp } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { installGrant, InstallationRefused, type Installation } from './first-grant'

let app: TestApp
beforeEach(async () => {
  app = await createTestApp()
})
afterEach(() => app.close())

const install = (changes: Partial<Installation> = {}): Promise<string> =>
  installGrant(app, { phone: '13700000001', role: 'officer', scope: '41', force: false, ...changes }, app.clock.now())
const refusal = async (changes: Partial<Installation> = {}): Promise<string> => {
  const error: unknown = await install(changes).then(() => new Error('it was not refused'), (reason: unknown) => reason)
  expect(error).toBeInstanceOf(InstallationRefused)
  return (error as Error).message
}

test('the first two officers are made on the server, and give every other right to one another’s people', async () => {
  const market = await app.market()
  const one = await app.person({ phone: '13700000001', name: '钱主任' })
  const two = await app.person({ phone: '13700000002' })
  expect(await install()).toBe('钱*任 137****0001 · 主管部门 · 河南省')
  await install({ phone: '137 0000 0002' })
  const { grants } = await one.call(sessionEndpoints.me)
  expect(grants).toMatchObject([{ role: 'officer', scopePath: '/41/', scopeName: '河南省' }])
  const body = { personId: (await app.person()).personId, role: 'manager' as const, scopePath: `/41/4103/${market.marketId}/`, fromDay: '2026-11-23', untilDay: '2027-11-22' }
  const { id } = await one.call(staffEndpoints.propose, { body })
  expect(await two.call(staffEndpoints.confirm, { params: { grantId: id } })).toMatchObject({ state: 'in_force' })
})

test('a third is refused, unless it is forced', async () => {
  await app.market()
  for (const phone of ['13700000001', '13700000002', '13700000003']) await app.person({ phone })
  await install()
  await install({ phone: '13700000002' })
  expect(await refusal({ phone: '13700000003' })).toContain('has 2 officers already')
  expect(await refusal({ phone: '13700000003', scope: '4103' })).toContain('has 2 officers already')
  expect(await install({ phone: '13700000003', force: true })).toContain('河南省')
})

test('what cannot be given says why, and leaves nothing behind', async () => {
  const market = await app.market()
  await app.person({ phone: '13700000001' })
  await app.person({ phone: '13700000002' })
  await app.person({ phone: '13700000002' })
  expect(await refusal({ phone: '1370000' })).toContain('11 位')
  expect(await refusal({ phone: '13700000009' })).toContain('nobody is registered')
  expect(await refusal({ phone: '13700000002' })).toContain('several people')
  expect(await refusal({ scope: '99' })).toContain('no region or market 99')
  expect(await refusal({ scope: market.marketId })).toContain('not a right for a market')
  expect(await refusal({ role: 'manager', scope: market.marketId })).toContain('only officers')
  expect(await app.store.read(({ q, t }) => q.select().from(t.grants))).toEqual([])
})

test('it is an event, names its person by id only, and runs out after three years', async () => {
  await app.market()
  const person = await app.person({ phone: '13700000001', name: '钱主任' })
  await install()
  expect(await refusal()).toContain('has that right already')
  const [event] = await app.store.read(({ q, t }) => q.select().from(t.events).where(eq(t.events.kind, 'grant.installed')).orderBy(t.events.seq))
  expect(event?.data).toEqual({ personId: person.personId, role: 'officer', scopePath: '/41/' })
  const [grant] = await app.store.read(({ q, t }) => q.select().from(t.grants))
  expect(grant).toMatchObject({ fromAt: monday0440, untilAt: Date.parse('2029-11-23T00:00:00+08:00'), proposedBy: null, grantedBy: null })
})
