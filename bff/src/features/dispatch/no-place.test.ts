import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { dispatchEndpoints, type DispatchHead } from '@market/shared/dispatch/dispatch.contract'
import { inboxEndpoints } from '@market/shared/inbox/inbox.contract'
import type { TradeCode } from '@market/shared/words/lists'
import { hour } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { apply, post, unloading } from '../../../test/support/journey'
import type { TestMarket } from '../../../test/support/market'

const title = '这一轮没派上您'

describe('whoever is there and got no place in a round', () => {
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

  /** Somebody who comes to the market a second after the one before. */
  const comes = async (trades: TradeCode[] = ['4-02-05-01']): Promise<TestPerson> => {
    const person = await app.person({ worker: { trades } })
    app.clock.advance(1_000)
    await person.call(checkInEndpoints.create, { body: { code: market.gateToken } })
    return person
  }
  const jobAt = (changes = {}) => post(employer, unloading(market.marketId, changes))
  const propose = () => staff.call(dispatchEndpoints.propose, { body: {} })
  const again = ({ id }: DispatchHead) => staff.call(dispatchEndpoints.again, { params: { dispatchId: id } })
  const work = async (): Promise<void> => {
    await app.feed.caughtUp()
    await app.chores.runAll()
    await app.feed.caughtUp()
  }
  const confirm = async ({ id, version }: DispatchHead): Promise<void> => {
    await staff.call(dispatchEndpoints.confirm, { params: { dispatchId: id }, body: { version } })
    await work()
  }
  const timesTold = async (person: TestPerson) => (await person.call(inboxEndpoints.list)).messages.filter((message) => message.title === title).length
  const told = (...people: TestPerson[]) => Promise.all(people.map(timesTold))
  const offeredTo = async (person: TestPerson) => (await person.call(applyEndpoints.mine)).applications.find(({ state }) => state === 'offered')
  const events = () => app.store.read(({ q, t }) => q.select().from(t.events).where(and(eq(t.events.marketId, market.marketId), eq(t.events.kind, 'dispatch.no_place'))).orderBy(t.events.seq))

  it('is told once, kindly, after the confirming and not before; who was asked is told only that', async () => {
    const [sent, full, otherTrade] = [await comes(), await comes(), await comes(['6-31-01-03'])]
    await jobAt({ headcount: 1 })
    const proposal = await propose()
    await work()
    expect(await told(sent, full, otherTrade)).toEqual([0, 0, 0])
    await confirm(proposal)
    expect(await told(sent, full, otherTrade)).toEqual([0, 1, 1])
    const [message] = (await full.call(inboxEndpoints.list)).messages
    expect(message).toMatchObject({ title, body: '您还在排队，号和排队时间都不变，下一轮先看等得久的。也可以自己在“找活”里看看。', jobId: null, applicationId: null })
  })

  it('is told again in the next round, and never twice in one, also when everything is handled again', async () => {
    const [sent, waits] = [await comes(), await comes()]
    await jobAt({ headcount: 1 })
    const first = await propose()
    await confirm(first)
    await app.feed.rebuild('dispatch-asking')
    await Promise.all([app.chores.runAll(), app.chores.runAll()])
    await app.feed.rebuild('inbox')
    expect(await told(sent, waits)).toEqual([0, 1])
    await jobAt({ headcount: 1, trade: '6-31-01-03' })
    await comes(['6-31-01-03'])
    await confirm(await again(first))
    expect(await told(sent, waits)).toEqual([0, 2])
    expect((await events()).map(({ data }) => data)).toEqual([{ personIds: [waits.personId], round: 1 }, { personIds: [waits.personId], round: 2 }])
  })

  it('is told also when the place was gone by the time they were to be asked', async () => {
    const late = await comes()
    const job = await jobAt({ headcount: 1 })
    const proposal = await propose()
    await apply(await app.person({ worker: {} }), job.id)
    await confirm(proposal)
    expect(await told(late)).toEqual([1])
  })

  it('is not told when they have left, have found work meanwhile, or have said no to what fits them', async () => {
    const [no, sent] = [await comes(), await comes()]
    const job = await jobAt({ headcount: 2 })
    const first = await propose()
    await confirm(first)
    const offer = await offeredTo(no)
    expect(offer?.job.id).toBe(job.id)
    await no.call(applyEndpoints.withdraw, { params: { applicationId: offer?.id ?? '' } })
    const [gone, busy, waits] = [await comes(['6-31-01-03']), await comes(['6-31-01-03']), await comes(['6-31-01-03'])]
    await comes()
    const next = await again(first)
    await gone.call(checkInEndpoints.leave)
    await apply(busy, (await post(employer, unloading((await app.market()).marketId))).id)
    await confirm(next)
    expect(await told(no, sent, gone, busy, waits)).toEqual([0, 0, 0, 0, 1])
  })

  it('is not told of a round that was confirmed long ago, when a server comes back', async () => {
    const [, waits] = [await comes(), await comes()]
    await jobAt({ headcount: 1 })
    const { id } = await propose()
    const confirmedAt = app.clock.now()
    await app.store.write(async ({ q, t }) => {
      await q.update(t.dispatches).set({ state: 'confirmed', confirmedAt }).where(eq(t.dispatches.id, id))
    })
    app.clock.advance(2 * hour)
    await app.chores.runAll()
    await app.feed.caughtUp()
    expect(await told(waits)).toEqual([0])
  })

  it('many of them are told in few events', async () => {
    const crowd = Array.from({ length: 250 }, (_, index) => index)
    const sent = await comes()
    await jobAt({ headcount: 1 })
    const proposal = await propose()
    const others = await Promise.all(crowd.map(() => app.person({ worker: {} })))
    await app.store.write(async ({ q, t }) => {
      await q.insert(t.checkIns).values(others.map(({ personId }, index) => ({ id: personId, marketId: market.marketId, personId, gateId: null, assurance: 'low' as const, day: '2026-11-23', number: index + 2, at: app.clock.now() })))
      await q.insert(t.dispatchPeople).values(others.map(({ personId }, index) => ({ dispatchId: proposal.id, personId, number: index + 2, waitingSince: app.clock.now(), points: 0, reasons: [], unplaced: 'all_taken' as const })))
    })
    await confirm(proposal)
    expect((await events()).map(({ data }) => (data as { personIds: string[] }).personIds.length)).toEqual([200, 50])
    expect(await told(sent, ...others.slice(-3))).toEqual([0, 1, 1, 1])
  })
})
