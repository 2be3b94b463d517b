import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import type { ArrivalResult } from '@market/shared/arrive/arrive.contract'
import { inboxEndpoints } from '@market/shared/inbox/inbox.contract'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import type { TestMarket } from '../../../test/support/market'
import { staffPhone, type StaffPhone } from '../../../test/support/staff-phone'
import { auditService } from '../audit/audit.service'
import { insertScan } from './arrive.queries'
import { uploadService } from './upload.service'

let app: TestApp
let market: TestMarket
let staff: TestPerson
let phone: StaffPhone

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.clock.set(monday0440)
  market = await app.market()
  staff = await app.person({ staffOf: market.marketId })
  phone = staffPhone(staff, market.marketId)
})

const events = (kind: string, subjectId: string) => app.store.read(({ q, t }) => q.select().from(t.events).where(and(eq(t.events.kind, kind), eq(t.events.subjectId, subjectId))).orderBy(t.events.seq))
const resultOf = (scanId: string, shownThen: 'slip' | 'work_pass'): ArrivalResult => ({
  scanId, status: 'refused', reason: 'not_hired', word: '没有活', say: '请到服务台看看。', shown: shownThen, applicationId: null, workerMasked: null, number: null, jobTitle: null, address: null, startsAt: null, since: null, arrivedToday: 0,
})

describe('numbers of a phone that never came', () => {
  test('number 7 missing is told once, and is over when it comes', async () => {
    const manager = await app.person({ grants: [{ role: 'manager', marketId: market.marketId }] })
    const elsewhere = await app.person({ grants: [{ role: 'manager', marketId: (await app.market({ regionCode: '4105' })).marketId }] })
    const items = Array.from({ length: 9 }, () => phone.scan('x', monday0440))
    const without = items.filter(({ sequence }) => sequence !== 7)
    expect((await phone.upload(without, app.clock.now())).gaps).toEqual([{ from: 7, to: 7 }])
    expect((await phone.upload([phone.scan('x', monday0440)], app.clock.now())).gaps).toEqual([{ from: 7, to: 7 }])
    await app.feed.caughtUp()
    expect((await manager.call(inboxEndpoints.list)).messages).toMatchObject([{ kind: 'scan.missing', title: '一部手机的扫码没报全', body: expect.stringMatching(/^有 1 条/) as string }])
    expect((await elsewhere.call(inboxEndpoints.list)).messages).toEqual([])
    expect(await events('scan.missing', phone.deviceId)).toMatchObject([{ data: { staffId: staff.personId, from: 7, to: 7 } }])
    expect((await phone.upload(items.slice(6, 7), app.clock.now())).gaps).toEqual([])
  })

  test('number 2 that could not be taken now is not missing: it lies on the phone and comes again', async () => {
    const manager = await app.person({ grants: [{ role: 'manager', marketId: market.marketId }] })
    const audit = auditService({ store: app.store })
    const failing = uploadService({
      store: app.store,
      audit,
      cases: { open: () => Promise.reject(new Error('nothing of this has to be looked at')) },
      scans: {
        read: (text, [at]) => ({ shown: 'slip', at, slip: text }),
        refusesSelf: () => Promise.resolve(false),
        setAside: () => Promise.reject(new Error('nothing of this is set aside')),
        async record(tx, read, { scanId, marketId, staffId, capturedAt, offline }, now) {
          if (offline?.sequence === 2) throw new Error('the database is full')
          await insertScan(tx, { id: uuidv7(), scanId, marketId, staffId, applicationId: null, result: 'not_hired', at: now, capturedAt, ...offline })
          return { scan: null, result: resultOf(scanId, read.shown) }
        },
      },
    })
    const path = `/41/4103/${market.marketId}/`
    const caller = { personId: staff.personId, sessionId: staff.sessionId, roles: ['staff' as const], staffMarketId: market.marketId, grants: [{ role: 'staff' as const, scopePath: path, marketId: market.marketId }] }
    const send = (items: ReturnType<StaffPhone['scan']>[]) =>
      failing.upload({ caller, now: app.clock.now(), write: (effect) => app.store.write(effect) }, { marketId: market.marketId, deviceId: phone.deviceId, sentAt: app.clock.now(), items })
    const items = Array.from({ length: 5 }, () => phone.scan('x', monday0440))
    // 4 was never sent.
    const { verdicts, gaps } = await send(items.filter(({ sequence }) => sequence !== 4))
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(['kept', 'again', 'kept', 'kept'])
    expect(gaps).toEqual([{ from: 2, to: 2 }, { from: 4, to: 4 }])
    expect((await events('scan.missing', phone.deviceId)).map(({ data }) => data)).toMatchObject([{ from: 4, to: 4, toTell: [manager.personId] }])
  })
})
