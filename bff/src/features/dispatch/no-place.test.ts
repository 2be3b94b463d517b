import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import type { Dispatch } from '@market/shared/dispatch/dispatch.contract'
import { inboxEndpoints } from '@market/shared/inbox/inbox.contract'
import { hour } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { newHall, type Hall } from '../../../test/support/hall'
import { apply, post, unloading } from '../../../test/support/journey'

const title = '这一轮没派上您'

describe('whoever is there and got no place in a round', () => {
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

  const confirm = async (proposal: Dispatch): Promise<void> => {
    await hall.confirm(proposal)
    await app.feed.caughtUp()
  }
  const timesTold = async (person: TestPerson) => (await person.call(inboxEndpoints.list)).messages.filter((message) => message.title === title).length
  const told = (...people: TestPerson[]) => Promise.all(people.map(timesTold))
  const offeredTo = async (person: TestPerson) => (await person.call(applyEndpoints.mine)).applications.find(({ state }) => state === 'offered')
  const events = () => app.store.read(({ q, t }) => q.select().from(t.events).where(and(eq(t.events.marketId, hall.market.marketId), eq(t.events.kind, 'dispatch.no_place'))).orderBy(t.events.seq))

  it('is told once, kindly, after the confirming and not before; who was asked is told only that', async () => {
    const [sent, full, otherTrade] = [await hall.comes(), await hall.comes(), await hall.comes(['6-31-01-03'])]
    await hall.jobAt({ headcount: 1 })
    const proposal = await hall.propose()
    await app.chores.runAll()
    await app.feed.caughtUp()
    expect(await told(sent, full, otherTrade)).toEqual([0, 0, 0])
    await confirm(proposal)
    expect(await told(sent, full, otherTrade)).toEqual([0, 1, 1])
    const [message] = (await full.call(inboxEndpoints.list)).messages
    expect(message).toMatchObject({ title, body: '您还在排队，号和排队时间都不变，下一轮先看等得久的。也可以自己在“找活”里看看。', jobId: null, applicationId: null })
  })

  it('is told again in the next round, and never twice in one, also when everything is handled again', async () => {
    const [sent, waits] = [await hall.comes(), await hall.comes()]
    await hall.jobAt({ headcount: 1 })
    const first = await hall.propose()
    await confirm(first)
    await app.feed.rebuild('dispatch-asking')
    await Promise.all([app.chores.runAll(), app.chores.runAll()])
    await app.feed.rebuild('inbox')
    expect(await told(sent, waits)).toEqual([0, 1])
    await hall.jobAt({ headcount: 1, trade: '6-31-01-03' })
    await hall.comes(['6-31-01-03'])
    await confirm(await hall.again(first))
    expect(await told(sent, waits)).toEqual([0, 2])
    expect((await events()).map(({ data }) => data)).toEqual([{ personIds: [waits.personId], round: 1 }, { personIds: [waits.personId], round: 2 }])
  })

  it('is told also when the place was gone by the time they were to be asked', async () => {
    const late = await hall.comes()
    const job = await hall.jobAt({ headcount: 1 })
    const proposal = await hall.propose()
    await apply(await app.person({ worker: {} }), job.id)
    await confirm(proposal)
    expect(await told(late)).toEqual([1])
  })

  it('is not told when they have left, have found work meanwhile, or have said no to what fits them', async () => {
    const [no, sent] = [await hall.comes(), await hall.comes()]
    const job = await hall.jobAt({ headcount: 2 })
    const first = await hall.propose()
    await confirm(first)
    const offer = await offeredTo(no)
    expect(offer?.job.id).toBe(job.id)
    await no.call(applyEndpoints.withdraw, { params: { applicationId: offer?.id ?? '' } })
    const [gone, busy, waits] = [await hall.comes(['6-31-01-03']), await hall.comes(['6-31-01-03']), await hall.comes(['6-31-01-03'])]
    await hall.comes()
    const next = await hall.again(first)
    await gone.call(checkInEndpoints.leave)
    await apply(busy, (await post(hall.employer, unloading((await app.market()).marketId))).id)
    await confirm(next)
    expect(await told(no, sent, gone, busy, waits)).toEqual([0, 0, 0, 0, 1])
  })

  it('is not told of a round that was confirmed long ago, when a server comes back', async () => {
    const [, waits] = [await hall.comes(), await hall.comes()]
    await hall.jobAt({ headcount: 1 })
    const { id } = await hall.propose()
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
    const sent = await hall.comes()
    await hall.jobAt({ headcount: 1 })
    const proposal = await hall.propose()
    const others = await Promise.all(crowd.map(() => app.person({ worker: {} })))
    await app.store.write(async ({ q, t }) => {
      await q.insert(t.checkIns).values(others.map(({ personId }, index) => ({ id: personId, marketId: hall.market.marketId, personId, gateId: null, assurance: 'low' as const, day: '2026-11-23', number: index + 2, at: app.clock.now() })))
      await q.insert(t.dispatchPeople).values(others.map(({ personId }, index) => ({ dispatchId: proposal.id, personId, number: index + 2, waitingSince: app.clock.now(), points: 0, reasons: [], unplaced: 'all_taken' as const })))
    })
    await confirm(proposal)
    expect((await events()).map(({ data }) => (data as { personIds: string[] }).personIds.length)).toEqual([200, 50])
    expect(await told(sent, ...others.slice(-3))).toEqual([0, 1, 1, 1])
  })
})
