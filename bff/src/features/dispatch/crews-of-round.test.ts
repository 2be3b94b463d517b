import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { dispatchEndpoints } from '@market/shared/dispatch/dispatch.contract'
import type { TradeCode } from '@market/shared/words/lists'
import { hour } from '@market/shared/words/time'
import { createTestApp, type TestApp } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { newHall, type Hall } from '../../../test/support/hall'
import { apply, post, unloading } from '../../../test/support/journey'

const electrician: TradeCode = '6-31-01-03'
const evening = { startsAt: monday0440 + 12 * hour, endsAt: monday0440 + 16 * hour, breakMinutes: 0 }

describe('a crew in a round', () => {
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

  const elsewhere = async (changes = {}) => post(hall.employer, unloading((await app.market()).marketId, changes))

  it('is without whoever has promised other hours: the others go together, and are moved together without them', async () => {
    const [promised, second, third] = [await hall.comes(), await hall.comes(), await hall.comes()]
    await hall.crewOf(promised, second, third)
    await apply(promised, (await elsewhere()).id)
    const [morning, late] = [await hall.jobAt({ headcount: 2 }), await hall.jobAt({ headcount: 1, ...evening })]
    const dispatch = await hall.propose()
    expect(hall.whereAre(dispatch, promised, second, third)).toEqual([late.id, morning.id, morning.id])
    await hall.staff.call(dispatchEndpoints.move, { params: { dispatchId: dispatch.id }, body: { personId: second.personId, jobId: null, version: dispatch.version } })
    expect(hall.whereAre(await hall.current(), promised, second, third)).toEqual([late.id, '工作人员先没有派', '工作人员先没有派'])
  })

  it('stays together where all of it has promised the same hours', async () => {
    const [first, second] = [await hall.comes(), await hall.comes()]
    await hall.crewOf(first, second)
    const same = await elsewhere()
    for (const person of [first, second]) await apply(person, same.id)
    await hall.jobAt()
    const [small, large] = [await hall.jobAt({ headcount: 1, ...evening, payFen: 40_000 }), await hall.jobAt({ headcount: 2, ...evening })]
    const dispatch = await hall.propose()
    expect([small.id, ...hall.whereAre(dispatch, first, second)]).toEqual([small.id, large.id, large.id])
  })

  it('is without whoever has said no to all that fits them, and without whoever nothing fits', async () => {
    const no = await hall.comes()
    const job = await hall.jobAt({ headcount: 3 })
    const confirmed = await hall.confirm(await hall.propose())
    await hall.saysNo(no)
    const [other, second, third] = [await hall.comes([electrician]), await hall.comes(), await hall.comes()]
    await hall.crewOf(no, other, second, third)
    const next = await hall.again(confirmed)
    expect(hall.whereAre(next, no, other, second, third)).toEqual(['对口的活都回绝过，或到点没答应', '现在没有对口的活', job.id, job.id])
  })

  it('is told apart where there is room for all of it, and one of it may not go there', async () => {
    const [loader, other] = [await hall.comes(), await hall.comes([electrician])]
    await hall.crewOf(loader, other)
    await hall.jobAt()
    await hall.jobAt({ trade: electrician })
    expect(hall.whereAre(await hall.propose(), loader, other)).toEqual(['装得下全队的活，队里有人不能去', '装得下全队的活，队里有人不能去'])
  })
})
