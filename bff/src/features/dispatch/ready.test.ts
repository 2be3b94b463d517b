import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { dispatchEndpoints } from '@market/shared/dispatch/dispatch.contract'
import { day, hour } from '@market/shared/words/time'
import { createTestApp, type TestApp } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { newHall, type Hall } from '../../../test/support/hall'
import { apply } from '../../../test/support/journey'

describe('before anything is proposed staff are told', () => {
  let app: TestApp
  let hall: Hall

  beforeAll(async () => {
    app = await createTestApp()
  })
  beforeEach(async () => {
    app.clock.set(monday0440)
    hall = await newHall(app)
  })
  afterAll(() => app.close())

  const ready = async () => (await hall.staff.call(dispatchEndpoints.current, { query: {} })).ready

  it('nothing, where nobody is there and nothing is wanted', async () => {
    expect(await ready()).toEqual({ people: 0, places: 0 })
  })

  it('of people who can be asked and of places that can be given, and of no others', async () => {
    const [working, asked] = [await hall.comes(), await hall.comes()]
    await hall.comes()
    const other = await hall.jobAt({ headcount: 1 })
    await apply(working, other.id)
    // A place where the employer chooses is not given away, and one of the day after tomorrow is no work of today.
    const chosen = await hall.jobAt({ hiring: 'employer_chooses', headcount: 5 })
    await hall.jobAt({ startsAt: monday0440 + 2 * day, endsAt: monday0440 + 2 * day + 8 * hour, headcount: 4 })
    await hall.jobAt({ headcount: 3 })
    expect(await ready()).toEqual({ people: 2, places: 3 })
    const { id } = await apply(asked, chosen.id)
    await hall.employer.call(applyEndpoints.offer, { params: { applicationId: id } })
    expect(await ready()).toEqual({ people: 1, places: 3 })
    // At other hours whoever has work is free.
    await hall.jobAt({ startsAt: monday0440 + 14 * hour, endsAt: monday0440 + 18 * hour, headcount: 1 })
    expect(await ready()).toEqual({ people: 2, places: 4 })
  })

  it('what the proposal then says itself, and no more once there is one', async () => {
    await hall.comes()
    await hall.jobAt({ headcount: 2 })
    const before = await ready()
    await hall.staff.call(dispatchEndpoints.propose, { body: {} })
    const { dispatch, ready: after } = await hall.staff.call(dispatchEndpoints.current, { query: {} })
    expect(before).toEqual({ people: dispatch?.free, places: dispatch?.places })
    expect(after).toBeNull()
  })
})
