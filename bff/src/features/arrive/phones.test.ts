import { arriveEndpoints } from '@market/shared/arrive/arrive.contract'
import { missingNumbers } from '@market/shared/arrive/offline.rules'
import { phonesEndpoints, type StaffPhone as StaffPhoneRow } from '@market/shared/arrive/phones.contract'
import { hour } from '@market/shared/words/time'
import { and, eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { hired, post, unloading } from '../../../test/support/journey'
import type { TestMarket } from '../../../test/support/market'
import { staffPhone, type StaffPhone } from '../../../test/support/staff-phone'
import { showPass } from '../../../test/support/work-pass'

let app: TestApp
let market: TestMarket
let manager: TestPerson
let staff: TestPerson
let phone: StaffPhone

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.clock.set(monday0440)
  market = await app.market()
  manager = await app.person({ grants: [{ role: 'manager', marketId: market.marketId }] })
  staff = await app.person({ name: '钱值班', staffOf: market.marketId })
  phone = staffPhone(staff, market.marketId)
})

const listed = (person = manager, query: { after?: string } = {}) => person.call(phonesEndpoints.list, { params: { marketId: market.marketId }, query })
const phones = async (person = manager) => (await listed(person)).phones
const revocation = (deviceId = phone.deviceId) => ({ params: { deviceId }, body: { reason: 'lost' as const } })
const revokedEvents = () => app.store.read(({ q, t }) => q.select().from(t.events).where(and(eq(t.events.kind, 'staff_phone.revoked'), eq(t.events.subjectId, phone.deviceId))))
const auditOf = () => app.store.read(({ q, t }) => q.select({ action: t.auditEntries.action, actorId: t.auditEntries.actorId, purpose: t.auditEntries.purpose }).from(t.auditEntries).where(eq(t.auditEntries.subjectId, phone.deviceId)))
const used = async (one = phone) => {
  one.scan('x', app.clock.now())
  await one.send(app.clock.now())
}

describe('the phones of a market', () => {
  test('are listed with who used them, masked, since when, and what never came', async () => {
    const [first, , third] = [phone.scan('x', monday0440), phone.scan('x', monday0440), phone.scan('x', monday0440)]
    await phone.upload([first, third], monday0440)
    app.clock.advance(hour)
    await phone.upload([third], app.clock.now())
    expect(await phones()).toEqual([{ deviceId: phone.deviceId, personMasked: '钱*班', firstAt: monday0440, lastAt: monday0440 + hour, lastScanAt: monday0440, revokedAt: null, gaps: [{ from: 2, to: 2 }] }])
  })

  test('come with those in use first', async () => {
    await used()
    const other = staffPhone(staff, market.marketId)
    app.clock.advance(hour)
    await used(other)
    await manager.call(phonesEndpoints.revoke, revocation(other.deviceId))
    expect((await phones()).map(({ deviceId }) => deviceId)).toEqual([phone.deviceId, other.deviceId])
  })

  test('are a page at a time, none twice and none left out', async () => {
    const deviceIds = Array.from({ length: 45 }, () => uuidv7())
    await app.store.write(async ({ q, t }) => {
      await q.insert(t.staffPhones).values(deviceIds.map((deviceId, at) => ({
        deviceId, personId: staff.personId, marketId: market.marketId, firstAt: monday0440, lastAt: monday0440 + Math.floor(at / 7), revokedAt: at % 9 === 0 ? monday0440 : null,
      })))
    })
    const pages: StaffPhoneRow[][] = []
    for (let after: string | null = ''; after !== null; ) {
      const page = await listed(manager, after === '' ? {} : { after })
      pages.push(page.phones)
      after = page.next
    }
    expect(pages.map(({ length }) => length)).toEqual([20, 20, 5])
    const all = pages.flat()
    expect(all.map(({ deviceId }) => deviceId).sort()).toEqual([...deviceIds].sort())
    expect(all.map(({ revokedAt }) => revokedAt === null)).toEqual([...Array<boolean>(40).fill(true), ...Array<boolean>(5).fill(false)])
    expect(all[0]).toMatchObject({ lastScanAt: null, gaps: [] })
    for (const after of ['x', '2_1_00000000', `0_1_${'x'.repeat(41)}`]) {
      expect(await manager.refused(phonesEndpoints.list, { params: { marketId: market.marketId }, query: { after } })).toMatchObject({ status: 400, code: 'invalid_fields' })
    }
  })

  test('say what never came as the answer to an upload does, each phone for itself', async () => {
    let seed = 7
    const random = (below: number): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below
    const numbers = Array.from({ length: 6 }, (_, at) => ({ deviceId: uuidv7(), known: Array.from({ length: 1 + at * 20 }, () => 1 + random(200)) }))
    // Of a phone that has scanned for long the last thousand numbers are looked through.
    numbers.push({ deviceId: uuidv7(), known: [1, 3, ...Array.from({ length: 900 }, (_, at) => 2_001 + at), 3_000] })
    await app.store.write(async ({ q, t }) => {
      await q.insert(t.staffPhones).values(numbers.map(({ deviceId }) => ({ deviceId, personId: staff.personId, marketId: market.marketId, firstAt: monday0440, lastAt: monday0440 })))
      for (const { deviceId, known } of numbers) {
        await q.insert(t.scans).values(known.map((sequence) => ({
          id: uuidv7(), scanId: uuidv7(), marketId: market.marketId, staffId: staff.personId, result: 'not_hired', at: monday0440 + sequence, capturedAt: monday0440, deviceId, sequence,
        })))
      }
    })
    const seen = new Map((await phones()).map((one) => [one.deviceId, one]))
    const [long, ...others] = [...numbers].reverse()
    for (const { deviceId, known } of others) expect(seen.get(deviceId)).toMatchObject({ gaps: missingNumbers(known), lastScanAt: monday0440 + Math.max(...known) })
    expect(seen.get(long?.deviceId ?? '')?.gaps).toEqual([{ from: 2_901, to: 2_999 }])
  })

  test('stay where they were used when somebody who is not staff any more sends scans in their name', async () => {
    await used()
    const elsewhere = await app.market({ regionCode: '4105' })
    const former = await app.person({ staffOf: elsewhere.marketId })
    await app.store.write(async ({ q, t }) => {
      await q.update(t.grants).set({ endedAt: app.clock.now(), endedBy: former.personId }).where(eq(t.grants.personId, former.personId))
    })
    app.clock.advance(hour)
    await used(staffPhone(former, elsewhere.marketId, phone.deviceId))
    expect(await phones()).toMatchObject([{ deviceId: phone.deviceId, personMasked: '钱*班', lastAt: monday0440 + hour }])
    await manager.call(phonesEndpoints.revoke, revocation())
  })

  test('are not shown to staff, nor to the manager of another market', async () => {
    const elsewhere = await app.market({ regionCode: '4105' })
    const other = await app.person({ grants: [{ role: 'manager', marketId: elsewhere.marketId }] })
    await used()
    const list = { params: { marketId: market.marketId }, query: {} }
    expect(await staff.refused(phonesEndpoints.list, list)).toMatchObject({ status: 403 })
    expect(await other.refused(phonesEndpoints.list, list)).toMatchObject({ status: 404 })
    expect(await other.refused(phonesEndpoints.revoke, revocation())).toMatchObject({ status: 404 })
    expect((await phones())[0]?.revokedAt).toBeNull()
  })
})

describe('a phone that is put out of use', () => {
  test('is so with a reason, audited and told once; again, it is not there to be revoked', async () => {
    await used()
    app.clock.advance(hour)
    expect(await manager.call(phonesEndpoints.revoke, revocation())).toMatchObject({ deviceId: phone.deviceId, revokedAt: monday0440 + hour })
    expect(await manager.refused(phonesEndpoints.revoke, revocation())).toMatchObject({ status: 404, code: 'not_found' })
    expect(await revokedEvents()).toMatchObject([{ marketId: market.marketId, data: { by: manager.personId, reason: 'lost' } }])
    expect(await auditOf()).toEqual([{ action: 'arrive.revoke_phone', actorId: manager.personId, purpose: 'lost' }])
  })

  test('by two at once is so once', async () => {
    await used()
    const answers = await Promise.all([manager.raw(phonesEndpoints.revoke, revocation()), manager.raw(phonesEndpoints.revoke, revocation())])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404])
    expect(await revokedEvents()).toHaveLength(1)
  })

  test('confirms nobody any more, stays so when it sends again, and its owner still scans with a network', async () => {
    await used()
    await manager.call(phonesEndpoints.revoke, revocation())
    const worker = await app.person({ worker: {} })
    const employer = await app.person({ employer: {} })
    const { id } = await hired(worker, employer, (await post(employer, unloading(market.marketId))).id)
    const code = await showPass(worker, id)
    phone.scan(code, app.clock.now())
    expect((await phone.send(app.clock.now())).verdicts).toMatchObject([{ outcome: 'kept', review: 'revoked_phone' }])
    expect(await phones()).toMatchObject([{ revokedAt: monday0440 }])
    expect(await staff.call(arriveEndpoints.confirm, { body: { code, scanId: uuidv7(), capturedAt: app.clock.now() } })).toMatchObject({ status: 'accepted' })
  })
})
