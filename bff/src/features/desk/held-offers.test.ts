import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { deskEndpoints } from '@market/shared/desk/desk.contract'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { apply, post, unloading } from '../../../test/support/journey'
import type { TestMarket } from '../../../test/support/market'
import { idNumber } from '../../../test/support/people'

describe('a place that is held, at the desk', () => {
  let app: TestApp
  let market: TestMarket
  let staff: TestPerson
  let employer: TestPerson
  let card: { name: string; idNumber: string }
  let worker: TestPerson
  let applicationId: string

  beforeAll(async () => {
    app = await createTestApp()
  })
  afterAll(() => app.close())
  beforeEach(async () => {
    app.clock.set(monday0440)
    market = await app.market()
    staff = await app.person({ staffOf: market.marketId })
    employer = await app.person({ employer: {} })
    card = { name: '王建国', idNumber: idNumber() }
    worker = await app.person({ ...card, worker: {} })
    const { id } = await post(employer, unloading(market.marketId, { hiring: 'employer_chooses' }))
    applicationId = (await apply(worker, id)).id
    await employer.call(applyEndpoints.offer, { params: { applicationId } })
  })

  const found = async () => (await staff.call(deskEndpoints.find, { body: { shown: card } })).person
  const body = (changes: object = {}) => ({ shown: card, applicationId, jobVersion: 1, ...changes })

  it('is shown with its terms, taken by word of mouth, and then there is an agreement to sign', async () => {
    const before = await found()
    expect(before).toMatchObject({ toSign: [], offers: [{ applicationId, jobVersion: 1, jobTitle: '卸货搬运', payFen: 26_000, payUnit: 'day' }] })
    expect(before?.offers[0]?.until).toBeGreaterThan(app.clock.now())
    const accepted = await staff.call(deskEndpoints.acceptOffer, { body: body() })
    expect(accepted).toMatchObject({ state: 'applied', agreement: { status: 'draft' }, contactPhone: null })
    expect(await found()).toMatchObject({ offers: [], toSign: [{ agreementId: accepted.agreement?.id }] })
    const audited = await app.store.read(({ q, t }) => q.select().from(t.auditEntries).where(eq(t.auditEntries.aboutPersonId, worker.personId)).orderBy(t.auditEntries.id))
    expect(audited.map(({ action, actorId, purpose }) => ({ action, actorId, purpose }))).toContainEqual({ action: 'desk.accept_offer', actorId: staff.personId, purpose: 'id_card' })
  })

  it('follows the rules of a phone: other terms, a clock that ran out, a second time', async () => {
    expect(await staff.refused(deskEndpoints.acceptOffer, { body: body({ jobVersion: 2 }) })).toMatchObject({ code: 'terms_changed' })
    const until = (await found())?.offers[0]?.until ?? 0
    app.clock.set(until)
    expect((await found())?.offers).toEqual([])
    expect(await staff.refused(deskEndpoints.acceptOffer, { body: body() })).toMatchObject({ code: 'offer_over' })
    app.clock.set(until - 1)
    await staff.call(deskEndpoints.acceptOffer, { body: body() })
    expect(await staff.refused(deskEndpoints.acceptOffer, { body: body() })).toMatchObject({ code: 'step_not_allowed' })
  })

  it('is not taken for somebody else, at another market’s desk, or by staff whose own job it is', async () => {
    const other = { name: '李四方', idNumber: idNumber() }
    await app.person({ ...other, worker: {} })
    expect(await staff.refused(deskEndpoints.acceptOffer, { body: body({ shown: other }) })).toMatchObject({ code: 'not_found' })
    const elsewhere = await app.person({ staffOf: (await app.market()).marketId })
    expect(await elsewhere.refused(deskEndpoints.acceptOffer, { body: body() })).toMatchObject({ code: 'not_found' })
    await app.store.write(({ q, t }) => q.update(t.grants).set({ personId: employer.personId }).where(eq(t.grants.personId, staff.personId)))
    expect(await employer.refused(deskEndpoints.acceptOffer, { body: body() })).toMatchObject({ code: 'own_case' })
    expect(await worker.call(applyEndpoints.get, { params: { applicationId } })).toMatchObject({ state: 'offered' })
  })
})
