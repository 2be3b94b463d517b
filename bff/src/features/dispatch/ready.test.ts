import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { dispatchEndpoints } from '@market/shared/dispatch/dispatch.contract'
import { day, hour } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { apply, post, unloading } from '../../../test/support/journey'
import type { TestMarket } from '../../../test/support/market'

describe('before anything is proposed staff are told', () => {
  let app: TestApp
  let market: TestMarket
  let staff: TestPerson
  let employer: TestPerson

  beforeAll(async () => {
    app = await createTestApp()
  })
  beforeEach(async () => {
    app.clock.set(monday0440)
    market = await app.market()
    staff = await app.person({ staffOf: market.marketId })
    employer = await app.person({ employer: {} })
  })
  afterAll(() => app.close())

  const comes = async (): Promise<TestPerson> => {
    const person = await app.person({ worker: {} })
    await person.call(checkInEndpoints.create, { body: { code: market.gateToken } })
    return person
  }
  const jobAt = (changes = {}) => post(employer, unloading(market.marketId, changes))
  const ready = async () => (await staff.call(dispatchEndpoints.current, { query: {} })).ready

  it('nothing, where nobody is there and nothing is wanted', async () => {
    expect(await ready()).toEqual({ people: 0, places: 0 })
  })

  it('of people who can be asked and of places that can be given, and of no others', async () => {
    const [working, asked] = [await comes(), await comes()]
    await comes()
    const other = await jobAt({ headcount: 1 })
    await apply(working, other.id)
    // A place where the employer chooses is not given away, and one of the day after tomorrow is no work of today.
    const chosen = await jobAt({ hiring: 'employer_chooses', headcount: 5 })
    await jobAt({ startsAt: monday0440 + 2 * day, endsAt: monday0440 + 2 * day + 8 * hour, headcount: 4 })
    await jobAt({ headcount: 3 })
    expect(await ready()).toEqual({ people: 2, places: 3 })
    const { id } = await apply(asked, chosen.id)
    await employer.call(applyEndpoints.offer, { params: { applicationId: id } })
    expect(await ready()).toEqual({ people: 1, places: 3 })
    // At other hours whoever has work is free.
    await jobAt({ startsAt: monday0440 + 14 * hour, endsAt: monday0440 + 18 * hour, headcount: 1 })
    expect(await ready()).toEqual({ people: 2, places: 4 })
  })

  it('what the proposal then says itself, and no more once there is one', async () => {
    await comes()
    await jobAt({ headcount: 2 })
    const before = await ready()
    await staff.call(dispatchEndpoints.propose, { body: {} })
    const { dispatch, ready: after } = await staff.call(dispatchEndpoints.current, { query: {} })
    expect(before).toEqual({ people: dispatch?.free, places: dispatch?.places })
    expect(after).toBeNull()
  })
})
