import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { arriveEndpoints } from '@market/shared/arrive/arrive.contract'
import { afterClosing, waitsForOtherSide } from '@market/shared/my-data/data-classes'
import { myDataEndpoints } from '@market/shared/my-data/my-data.contract'
import { sessionEndpoints } from '@market/shared/session/session.contract'
import { settleEndpoints } from '@market/shared/settle/settle.contract'
import { hour } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { arrive, byPhone, hired, post, unloading } from '../../../test/support/journey'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const hours = { minutes: 480, amountFen: 26_000 }
const openOf = async (person: TestPerson) => (await person.call(myDataEndpoints.get)).open.map(({ thing }) => thing)

/** The last step was so long ago (ms). Turning the clock would end the sessions of both. */
const lastStepWas = (applicationId: string, ago: number) => app.store.write(async ({ q, t }) => {
  await q.update(t.applications).set({ updatedAt: app.clock.now() - ago }).where(eq(t.applications.id, applicationId))
})

/** Work that was begun, on a posting of its own. */
async function begun() {
  const { marketId } = await app.market()
  const [employer, worker, staff] = [await app.person({ employer: {} }), await app.person({ worker: {} }), await app.person({ staffOf: marketId })]
  const startsAt = app.clock.now() + 2 * hour
  const { id: applicationId } = await hired(worker, employer, (await post(employer, unloading(marketId, { startsAt, endsAt: startsAt + 9 * hour }))).id)
  app.clock.set(startsAt)
  await arrive(worker, staff, applicationId, startsAt)
  return { employer, worker, applicationId, params: { applicationId } }
}

test('sixty days after the last step whoever waits for the other side is free to go, and whoever is waited for is not', async () => {
  const { employer, worker, applicationId, params } = await begun()
  app.clock.advance(9 * hour)
  await worker.call(arriveEndpoints.finish, { params })
  await lastStepWas(applicationId, waitsForOtherSide - 1)
  expect([await openOf(worker), await openOf(employer)]).toEqual([['wages'], ['wages']])
  await lastStepWas(applicationId, waitsForOtherSide)
  expect([await openOf(worker), await openOf(employer)]).toEqual([[], ['wages']])
  // It goes on after all: now it is the worker's turn, and nobody has waited in vain yet.
  await employer.call(settleEndpoints.propose, { params, body: { ...hours, note: '' } })
  expect([await openOf(worker), await openOf(employer)]).toEqual([['wages'], ['wages']])
  await lastStepWas(applicationId, waitsForOtherSide)
  expect([await openOf(worker), await openOf(employer)]).toEqual([['wages'], []])
  await worker.call(settleEndpoints.agree, { params, body: hours })
  await lastStepWas(applicationId, waitsForOtherSide)
  expect([await openOf(worker), await openOf(employer)]).toEqual([[], ['wages']])
})

test('a worker whose employer never stated the hours is gone after all, and what is owed can still be settled on the record', async () => {
  const { employer, worker, applicationId, params } = await begun()
  const close = { body: { confirm: byPhone() } }
  expect(await worker.refused(myDataEndpoints.close, close)).toMatchObject({ code: 'still_open', fields: [{ field: 'work' }] })
  await lastStepWas(applicationId, waitsForOtherSide)
  await worker.call(myDataEndpoints.close, close)
  app.clock.advance(afterClosing.coolingOff)
  await app.chores.runAll()
  expect((await worker.refused(sessionEndpoints.me)).code).toBe('session_revoked')
  await employer.call(settleEndpoints.propose, { params, body: { ...hours, note: '' } })
  expect(await employer.call(applyEndpoints.get, { params })).toMatchObject({ state: 'hours_proposed', contactPhone: null, settlement: { amountFen: 26_000 } })
})
