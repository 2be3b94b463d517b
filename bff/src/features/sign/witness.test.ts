import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { day } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { apply, post, read, unloading } from '../../../test/support/journey'
import type { TestMarket } from '../../../test/support/market'
import { markSigned } from './sign.queries'
import type { Witness } from './witness.queries'

let app: TestApp
let market: TestMarket
let staff: TestPerson
let employer: TestPerson
let worker: TestPerson
let agreementId: string

beforeAll(async () => {
  app = await createTestApp()
  market = await app.market()
  staff = await app.person({ staffOf: market.marketId })
  employer = await app.person({ employer: {} })
  worker = await app.person({ worker: {} })
  const { id } = await post(employer, unloading(market.marketId))
  agreementId = (await apply(worker, id)).agreement?.id ?? ''
  await app.store.write(({ q, t }) => q.update(t.people).set({ openid: null, phoneIndex: null }).where(eq(t.people.id, worker.personId)))
})
afterAll(() => app.close())

test('the statement itself refuses what became untrue after it was read', async () => {
  const { textHash } = await read(worker, agreementId)
  const marked = async (changes: Partial<Witness> = {}, hash = textHash) => {
    const witness = { personId: staff.personId, marketId: market.marketId, asked: false, ...changes }
    const work = { trade: '4-02-05-01', endsAt: monday0440 + day }
    const undone = new Error('not kept')
    let status: string | null = null
    await app.store.write(async (tx) => {
      status = await markSigned(tx, { agreementId, textHash: hash }, { party: 'worker', personId: worker.personId, workerId: worker.personId, work, witness }, app.clock.now())
      throw undone
    }).catch((error: unknown) => expect(error).toBe(undone))
    return status
  }
  expect(await marked()).toBe('signed_by_worker')
  expect(await marked({}, 'a'.repeat(64))).toBeNull()
  expect(await marked({ marketId: (await app.market()).marketId })).toBeNull()
  expect(await marked({ personId: worker.personId })).toBeNull()
  expect(await marked({ personId: employer.personId })).toBeNull()
  expect(await marked({ personId: (await app.person({ employer: {} })).personId })).toBeNull()
  await app.store.write(({ q, t }) => q.update(t.people).set({ openid: 'bound meanwhile', phoneIndex: 'their own' }).where(eq(t.people.id, worker.personId)))
  expect([await marked(), await marked({ asked: true })]).toEqual([null, 'signed_by_worker'])
  await app.store.write(({ q, t }) => q.insert(t.marketOperators).values({ marketId: market.marketId, employerId: employer.personId, fromAt: 1 }))
  expect(await marked({ asked: true })).toBeNull()
})
