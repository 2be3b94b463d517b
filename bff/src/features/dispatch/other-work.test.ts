import { afterAll, beforeAll, expect, it } from 'vitest'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { hour } from '@market/shared/words/time'
import { createTestApp, type TestApp } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { newHall } from '../../../test/support/hall'
import { apply } from '../../../test/support/journey'
import { otherWorkOf } from './dispatch.queries'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

it('other work of somebody is what they are asked for or have promised, with its hours: nothing of what they stepped back from, and not the job itself', async () => {
  app.clock.set(monday0440)
  const hall = await newHall(app)
  const worker = await hall.comes()
  const asked = await hall.jobAt()
  await hall.confirm(await hall.propose())
  const [promised, left, own] = [await hall.jobAt({ startsAt: monday0440 + 12 * hour, endsAt: monday0440 + 16 * hour, breakMinutes: 0 }), await hall.jobAt(), await hall.jobAt({ startsAt: monday0440 + 17 * hour, endsAt: monday0440 + 20 * hour, breakMinutes: 0 })]
  for (const { id } of [promised, own]) await apply(worker, id)
  const { id: applicationId } = await apply(worker, left.id)
  await worker.call(applyEndpoints.withdraw, { params: { applicationId } })
  const found = await app.store.read((db) => otherWorkOf(db, [worker.personId], own.id))
  const byStart = found.sort((one, other) => one.startsAt - other.startsAt)
  expect(byStart).toEqual([
    { personId: worker.personId, offered: true, startsAt: asked.startsAt, endsAt: asked.endsAt },
    { personId: worker.personId, offered: false, startsAt: promised.startsAt, endsAt: promised.endsAt },
  ])
})
