import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { dispatchEndpoints } from '@market/shared/dispatch/dispatch.contract'
import { day, hour, minute } from '@market/shared/words/time'
import { createTestApp, type TestApp } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { newHall, type Hall } from '../../../test/support/hall'

const at = (clock: string): number => Date.parse(`2026-11-23T${clock}:00+08:00`)
const nightWork = { startsAt: at('23:00') + 3 * hour, endsAt: at('23:00') + 8 * hour, breakMinutes: 0 }

describe('dispatch in a night market', () => {
  let app: TestApp
  let hall: Hall

  beforeAll(async () => {
    app = await createTestApp()
  })
  beforeEach(async () => {
    app.clock.set(at('23:40'))
    hall = await newHall(app, { opensAt: '18:00', closesAt: '07:00' })
  })
  afterAll(() => app.close())

  const shown = async () => (await hall.staff.call(dispatchEndpoints.current, { query: {} })).dispatch

  it('goes on over midnight: who was proposed before it and confirmed after it is looked at, and the next round follows', async () => {
    await hall.comes()
    const no = await hall.comes()
    const job = await hall.jobAt(nightWork)
    app.clock.set(at('23:58'))
    const proposal = await hall.propose()
    app.clock.set(at('23:58') + 3 * minute)
    const confirmed = await hall.confirm(proposal)
    expect(confirmed).toMatchObject({ id: proposal.id, state: 'confirmed', round: 1 })
    expect(confirmed.jobs.flatMap(({ people }) => people.map(({ answer }) => answer))).toEqual(['asked', 'asked'])
    await hall.saysNo(no)
    const late = await hall.comes()
    const next = await hall.again(confirmed)
    expect([next.round, ...hall.whereAre(next, no, late)]).toEqual([2, '对口的活都回绝过，或到点没答应', job.id])
  })

  it('remembers after midnight what was refused before it', async () => {
    const no = await hall.comes()
    await hall.jobAt(nightWork)
    const confirmed = await hall.confirm(await hall.propose())
    await hall.saysNo(no)
    app.clock.set(at('23:58') + 10 * minute)
    expect(hall.whereAre(await hall.again(confirmed), no)).toEqual(['对口的活都回绝过，或到点没答应'])
  })

  it('begins anew half a day after the last round', async () => {
    await hall.comes()
    await hall.jobAt(nightWork)
    const confirmed = await hall.confirm(await hall.propose())
    app.clock.advance(12 * hour - minute)
    expect(await shown()).toMatchObject({ id: confirmed.id })
    app.clock.advance(minute)
    expect(await shown()).toBeNull()
    expect(await hall.staff.refused(dispatchEndpoints.again, { params: { dispatchId: confirmed.id } })).toMatchObject({ code: 'step_not_allowed' })
    app.clock.set(monday0440 + day + 15 * hour)
    await hall.comes()
    await hall.jobAt({ startsAt: app.clock.now() + 2 * hour, endsAt: app.clock.now() + 10 * hour })
    expect(await hall.propose()).toMatchObject({ round: 1 })
  })

  it('what was proposed an hour ago is not confirmed any more, and can be reckoned anew', async () => {
    await hall.comes()
    await hall.jobAt(nightWork)
    const { id, version } = await hall.propose()
    app.clock.advance(hour)
    expect(await hall.staff.refused(dispatchEndpoints.confirm, { params: { dispatchId: id }, body: { version } })).toMatchObject({
      status: 409, code: 'proposal_stale', message: '这份是一个多小时前排的，人和活都变了。请按现在的人重排，看过再确认。',
    })
    const anew = await hall.again({ id })
    expect(await hall.confirm(anew)).toMatchObject({ state: 'confirmed', round: 1 })
  })

  it('what was left open in the evening is not shown the next day, and makes way for a new one', async () => {
    await hall.comes()
    await hall.jobAt(nightWork)
    const left = await hall.propose()
    app.clock.advance(hour - minute)
    expect(await hall.staff.refused(dispatchEndpoints.propose, { body: {} })).toMatchObject({ code: 'dispatch_open' })
    app.clock.set(at('23:40') + 20 * hour)
    expect(await shown()).toBeNull()
    await hall.comes()
    await hall.jobAt({ startsAt: app.clock.now() + 2 * hour, endsAt: app.clock.now() + 10 * hour })
    const colleague = await app.person({ staffOf: hall.market.marketId })
    const answers = await Promise.all([hall.staff, colleague].map((person) => person.raw(dispatchEndpoints.propose, { body: {} })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(await shown()).toMatchObject({ state: 'proposed' })
    expect(await hall.staff.refused(dispatchEndpoints.drop, { params: { dispatchId: left.id } })).toMatchObject({ code: 'step_not_allowed' })
  })
})

describe('what is left of old rounds', () => {
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

  const peopleOf = (dispatchId: string) => app.store.read(({ q, t }) => q.select({ askedAt: t.dispatchPeople.askedAt }).from(t.dispatchPeople).where(eq(t.dispatchPeople.dispatchId, dispatchId)))

  it('nobody is asked of a round that was confirmed more than a day ago, when a server comes back', async () => {
    await hall.comes()
    await hall.jobAt({ startsAt: monday0440 + 23 * hour, endsAt: monday0440 + 30 * hour })
    const { id } = await hall.propose()
    const confirmedAt = app.clock.now()
    await app.store.write(async ({ q, t }) => {
      await q.update(t.dispatches).set({ state: 'confirmed', confirmedAt }).where(eq(t.dispatches.id, id))
    })
    app.clock.set(confirmedAt + day)
    await app.chores.runAll()
    expect(await peopleOf(id)).toEqual([{ askedAt: null }])
    app.clock.set(confirmedAt + day - 1)
    await app.chores.runAll()
    expect(await peopleOf(id)).toEqual([{ askedAt: confirmedAt + day - 1 }])
  })

  it('what was dropped is gone a day later, with its people; what was confirmed is kept', async () => {
    await hall.comes()
    await hall.jobAt()
    const replaced = await hall.propose()
    const dropped = await hall.again(replaced)
    await hall.staff.call(dispatchEndpoints.drop, { params: { dispatchId: dropped.id } })
    const confirmed = await hall.confirm(await hall.propose())
    const left = () => Promise.all([replaced, dropped, confirmed].map(async ({ id }) => (await peopleOf(id)).length))
    app.clock.advance(23 * hour)
    await app.chores.runAll()
    expect(await left()).toEqual([1, 1, 1])
    app.clock.advance(hour + 10 * minute)
    await app.chores.runAll()
    expect(await left()).toEqual([0, 0, 1])
    expect(await hall.staff.refused(dispatchEndpoints.drop, { params: { dispatchId: dropped.id } })).toMatchObject({ status: 404 })
  })
})
