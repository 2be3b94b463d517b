import { and, eq } from 'drizzle-orm'
import { Check, Clean } from 'typebox/value'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { dispatchEndpoints, type Dispatch } from '@market/shared/dispatch/dispatch.contract'
import { inboxEndpoints } from '@market/shared/inbox/inbox.contract'
import { day, hour, minute } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { newHall, type Hall } from '../../../test/support/hall'
import { apply } from '../../../test/support/journey'
import { byPoster, type TestMarket } from '../../../test/support/market'

const electrician = '6-31-01-03'

describe('dispatch', () => {
  let app: TestApp
  let market: TestMarket
  let staff: TestPerson
  let employer: TestPerson
  let hall: Hall

  beforeAll(async () => {
    app = await createTestApp()
  })
  beforeEach(async () => {
    app.clock.set(monday0440)
    hall = await newHall(app)
    ;({ market, staff, employer } = hall)
  })
  afterAll(() => app.close())

  /** Somebody who comes to the market a second after the one before. */
  const comes = async (facts: Parameters<TestApp['person']>[0] = { worker: {} }): Promise<TestPerson> => {
    const person = await app.person(facts)
    app.clock.advance(1_000)
    await person.call(checkInEndpoints.create, { body: byPoster(market.gateToken) })
    return person
  }
  const come = async (people: number): Promise<TestPerson[]> => {
    const all: TestPerson[] = []
    while (all.length < people) all.push(await comes())
    return all
  }
  const jobAt = (changes = {}) => hall.jobAt(changes)
  const propose = () => hall.propose()
  const current = () => hall.current()
  const confirm = (dispatch: Dispatch) => hall.confirm(dispatch)
  const again = (dispatch: Dispatch) => hall.again(dispatch)
  const move = (dispatch: Dispatch, { personId }: { personId: string }, jobId: string | null) =>
    ({ params: { dispatchId: dispatch.id }, body: { personId, jobId, version: dispatch.version } })
  const moved = async (...where: Parameters<typeof move>): Promise<Dispatch> => {
    await staff.call(dispatchEndpoints.move, move(...where))
    return current()
  }
  const placed = ({ jobs }: Dispatch) => jobs.flatMap(({ job, people }) => people.map((person) => ({ ...person, jobId: job.id })))
  const jobOf = (dispatch: Dispatch, { personId }: { personId: string }) => placed(dispatch).find((person) => person.personId === personId)?.jobId ?? null
  const applicationOf = async (person: TestPerson, jobId: string) => {
    const found = (await person.call(applyEndpoints.mine)).applications.find(({ job }) => job.id === jobId)
    if (found === undefined) throw new Error('there is no application')
    return found
  }
  const say = async (person: TestPerson, jobId: string, yes: boolean): Promise<void> => {
    const { id, terms } = await applicationOf(person, jobId)
    const params = { applicationId: id }
    if (yes) await person.call(applyEndpoints.accept, { params, body: { jobVersion: terms.jobVersion } })
    else await person.call(applyEndpoints.withdraw, { params })
  }
  const crewOf = (leader: TestPerson, ...members: TestPerson[]) => hall.crewOf(leader, ...members)
  const toldOf = async (person: TestPerson) => (await person.call(inboxEndpoints.list)).messages.map(({ title }) => title)
  const filledOf = async (jobId: string) => (await app.store.read(({ q, t }) => q.select({ filled: t.jobs.filled }).from(t.jobs).where(eq(t.jobs.id, jobId))))[0]?.filled
  const events = (kind: 'dispatch.confirmed' | 'dispatch.dropped' | 'application.offered') =>
    app.store.read(({ q, t }) => q.select().from(t.events).where(and(eq(t.events.marketId, market.marketId), eq(t.events.kind, kind))).orderBy(t.events.seq))

  describe('a proposal', () => {
    it('sends nobody to a full job, fills what fits, and says of everybody else why not', async () => {
      const workers = await come(4)
      const other = await comes({ worker: { trades: [electrician] } })
      const [two, one] = [await jobAt({ headcount: 2 }), await jobAt({ headcount: 1 })]
      const dispatch = await propose()
      expect(dispatch).toMatchObject({ state: 'proposed', version: 1, round: 1, present: 5, free: 5, places: 3, placed: 3 })
      expect(dispatch.jobs.map(({ job, places, people }) => [job.id, places, people.length]).sort()).toEqual([[two.id, 2, 2], [one.id, 1, 1]].sort())
      expect(dispatch.words).toMatch(/^5 个人里派上 3 个，3 个位子全满/)
      expect(dispatch.points).toBe(placed(dispatch).reduce((sum, { points }) => sum + points, 0))
      expect(dispatch.unplaced.map(({ personId, why }) => [personId, why])).toEqual([
        [workers[3]?.personId, '对口的活都给了更合适或等得更久的人'], [other.personId, '现在没有对口的活'],
      ])
      expect(placed(dispatch)[0]).toMatchObject({ nameMasked: '王*国', surname: '王', number: 1, crew: null, answer: null, offerUntil: null })
      expect(placed(dispatch)[0]?.reasons).toContain('登记过装卸搬运')
    })

    it('tells nobody anything', async () => {
      const [worker] = await come(1)
      await jobAt()
      await propose()
      await app.feed.caughtUp()
      expect(await toldOf(worker!)).not.toContain('市场给您派了一个活')
      expect(await events('application.offered')).toEqual([])
    })

    it('leaves out work that begins in more than a day, work whose employer chooses, and people who are away, asked already or at work then', async () => {
      const [free, away, asked, busy] = await come(4)
      await away!.call(checkInEndpoints.leave)
      const job = await jobAt({ headcount: 3 })
      await jobAt({ startsAt: monday0440 + day + hour, endsAt: monday0440 + day + 9 * hour })
      await jobAt({ hiring: 'employer_chooses' })
      await apply(busy!, job.id)
      const first = await propose()
      await staff.call(dispatchEndpoints.move, move(first, free!, null))
      expect(jobOf(await confirm(await current()), asked!)).toBe(job.id)
      const second = await again(await current())
      expect(second).toMatchObject({ round: 2, present: 3, free: 1, places: 1, placed: 1 })
      expect(jobOf(second, free!)).toBe(job.id)
    })

    it('keeps a crew together, or none of it goes', async () => {
      const [first, second, third, other] = await come(4)
      await crewOf(first!, second!, third!)
      const [small, large] = [await jobAt({ headcount: 2, payFen: 40_000 }), await jobAt({ headcount: 3 })]
      const dispatch = await propose()
      expect([first, second, third].map((person) => jobOf(dispatch, person!))).toEqual([large.id, large.id, large.id])
      expect(jobOf(dispatch, other!)).toBe(small.id)
      expect(placed(dispatch).filter(({ crew }) => crew?.name === '老张班')).toHaveLength(3)
    })

    it('says so when no job has room for the whole crew', async () => {
      const [first, second] = await come(2)
      await crewOf(first!, second!)
      await jobAt({ headcount: 1 })
      expect((await propose()).unplaced.map(({ why }) => why)).toEqual(['没有一个活装得下整个队', '没有一个活装得下整个队'])
    })

    it('is one at a time in a market, also of two at once; nothing is proposed where there is nobody or no place', async () => {
      expect(await staff.refused(dispatchEndpoints.propose, { body: {} })).toMatchObject({ status: 409, code: 'nothing_to_dispatch' })
      await come(1)
      expect(await staff.refused(dispatchEndpoints.propose, { body: {} })).toMatchObject({ code: 'nothing_to_dispatch' })
      await jobAt()
      const other = await app.person({ staffOf: market.marketId })
      const answers = await Promise.all([staff, other].map((person) => person.raw(dispatchEndpoints.propose, { body: {} })))
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
      expect(await other.refused(dispatchEndpoints.propose, { body: {} })).toMatchObject({ code: 'dispatch_open' })
    })

    it('reckoned anew takes the place of the open one, with who has come meanwhile', async () => {
      await come(1)
      await jobAt()
      const first = await propose()
      await come(1)
      expect(await again(first)).toMatchObject({ round: 1, free: 2, placed: 2 })
      expect(await events('dispatch.dropped')).toMatchObject([{ subjectId: first.id }])
      expect(await staff.refused(dispatchEndpoints.again, { params: { dispatchId: first.id } })).toMatchObject({ status: 409, code: 'step_not_allowed' })
    })

    it('is shown as the contract says, although its text is put together piece by piece', async () => {
      const people = await come(2)
      await crewOf(people[0]!, people[1]!)
      await come(1)
      await jobAt({ headcount: 2 })
      await propose()
      const { body } = await staff.raw(dispatchEndpoints.current, { query: {} })
      expect(Check(dispatchEndpoints.current.response, body)).toBe(true)
      // Nothing in it that the contract does not name.
      expect(Clean(dispatchEndpoints.current.response, structuredClone(body))).toEqual(body)
      await staff.call(dispatchEndpoints.drop, { params: { dispatchId: (await current()).id } })
      const { body: none } = await staff.raw(dispatchEndpoints.current, { query: {} })
      expect(Check(dispatchEndpoints.current.response, none)).toBe(true)
    })

    it('does not count whoever has promised these hours among those without work', async () => {
      const [busy] = await come(2)
      await apply(busy!, (await jobAt({ headcount: 1 })).id)
      await jobAt({ headcount: 1 })
      // Other hours, which only another trade could take.
      await jobAt({ trade: electrician, startsAt: monday0440 + 12 * hour, endsAt: monday0440 + 16 * hour })
      expect(await propose()).toMatchObject({ present: 2, free: 1, placed: 1, unplaced: [] })
    })

    it('that was not made leaves nothing behind, and what a server that died left is taken away', async () => {
      const drafts = () => app.store.read(({ q, t }) => q.select({ id: t.dispatches.id }).from(t.dispatches).where(and(eq(t.dispatches.marketId, market.marketId), eq(t.dispatches.state, 'draft'))))
      const people = await come(2)
      await jobAt()
      const other = await app.person({ staffOf: market.marketId })
      await Promise.all([staff, other].map((person) => person.raw(dispatchEndpoints.propose, { body: {} })))
      expect(await drafts()).toEqual([])
      await app.store.write(async ({ q, t }) => {
        await q.insert(t.dispatches).values({ id: 'left-behind', marketId: market.marketId, round: 0, state: 'draft', present: 2, proposedBy: other.personId, proposedAt: app.clock.now() })
        await q.insert(t.dispatchPeople).values(people.map(({ personId }, at) => ({ dispatchId: 'left-behind', personId, number: at + 1, waitingSince: app.clock.now(), points: 0, reasons: [], unplaced: 'all_taken' as const })))
      })
      expect(await staff.refused(dispatchEndpoints.drop, { params: { dispatchId: 'left-behind' } })).toMatchObject({ status: 404 })
      await app.chores.runAll()
      expect(await drafts()).toHaveLength(1)
      app.clock.advance(11 * minute)
      await app.chores.runAll()
      expect(await drafts()).toEqual([])
    })

    it('that was dropped counts no more', async () => {
      const [worker] = await come(1)
      await jobAt()
      const dispatch = await propose()
      expect(await staff.call(dispatchEndpoints.drop, { params: { dispatchId: dispatch.id } })).toMatchObject({ state: 'dropped' })
      expect(await staff.refused(dispatchEndpoints.confirm, { params: { dispatchId: dispatch.id }, body: { version: 2 } })).toMatchObject({ code: 'step_not_allowed' })
      expect(await staff.refused(dispatchEndpoints.move, move(dispatch, worker!, null))).toMatchObject({ code: 'step_not_allowed' })
      expect((await staff.call(dispatchEndpoints.current, { query: {} })).dispatch).toBeNull()
    })
  })

  describe('moving people', () => {
    it('to a job with room or to none; the total follows', async () => {
      const [worker] = await come(1)
      const [better, other] = [await jobAt({ payFen: 40_000 }), await jobAt({ payFen: 20_000 })]
      const dispatch = await propose()
      expect(jobOf(dispatch, worker!)).toBe(better.id)
      const afterMove = await moved(dispatch, worker!, other.id)
      expect([jobOf(afterMove, worker!), afterMove.version, afterMove.placed]).toEqual([other.id, 2, 1])
      expect(afterMove.points).toBeLessThan(dispatch.points)
      const off = await moved(afterMove, worker!, null)
      expect(off).toMatchObject({ placed: 0, points: 0, unplaced: [{ why: '工作人员先没有派' }] })
      expect(await staff.refused(dispatchEndpoints.confirm, { params: { dispatchId: off.id }, body: { version: off.version } })).toMatchObject({ code: 'nothing_to_dispatch' })
    })

    it('never over capacity, and a crew goes as a whole', async () => {
      const [first, second, other] = await come(3)
      await crewOf(first!, second!)
      const [two, one] = [await jobAt({ headcount: 2 }), await jobAt({ headcount: 1, payFen: 40_000 })]
      const dispatch = await propose()
      expect([jobOf(dispatch, first!), jobOf(dispatch, other!)]).toEqual([two.id, one.id])
      expect(await staff.refused(dispatchEndpoints.move, move(dispatch, other!, two.id))).toMatchObject({ code: 'invalid_fields', fields: [{ field: 'jobId', message: '这个活的位子已经派满，先挪走一个人' }] })
      const emptied = await moved(dispatch, other!, null)
      expect(await staff.refused(dispatchEndpoints.move, move(emptied, second!, one.id))).toMatchObject({ fields: [{ message: '这个队 2 个人一起走，这个活还空 1 个位子' }] })
      const off = await moved(emptied, second!, null)
      expect([jobOf(off, first!), jobOf(off, second!)]).toEqual([null, null])
    })

    it('never against a hard rule: who has promised these hours meanwhile cannot be moved there', async () => {
      const [worker] = await come(1)
      const [here, elsewhere] = [await jobAt(), await jobAt({ headcount: 1 })]
      const dispatch = await propose()
      await apply(worker!, elsewhere.id)
      expect(await staff.refused(dispatchEndpoints.move, move(dispatch, worker!, here.id))).toMatchObject({ fields: [{ field: 'jobId', message: '1 号不能去：和答应的活时间撞了（今天 06:30–15:30）' }] })
    })

    it('all that is in the way is said at once: of everybody in the crew, each promise by itself, and the places', async () => {
      const [first, second, third] = await come(3)
      await crewOf(first!, second!, third!)
      await jobAt()
      const narrow = await jobAt({ headcount: 2, payFen: 20_000 })
      const dispatch = await propose()
      const early = await jobAt({ endsAt: monday0440 + 4 * hour, breakMinutes: 0 })
      const late = await jobAt({ startsAt: monday0440 + 6 * hour, endsAt: monday0440 + 10 * hour, breakMinutes: 0 })
      await apply(first!, early.id)
      const one = await staff.refused(dispatchEndpoints.move, move(dispatch, second!, narrow.id))
      expect(one.fields).toEqual([{ field: 'jobId', message: '1 号不能去：和答应的活时间撞了（今天 06:30–08:40）；这个队 3 个人一起走，这个活还空 2 个位子' }])
      await apply(first!, late.id)
      await apply(second!, early.id)
      const many = await staff.refused(dispatchEndpoints.move, move(dispatch, second!, narrow.id))
      expect(many.fields).toEqual([{
        field: 'jobId', message: '1 号不能去：和答应的活时间撞了（今天 06:30–08:40）；1 号不能去：和答应的活时间撞了（今天 10:40–14:40）；2 号不能去：和答应的活时间撞了（今天 06:30–08:40） 等 4 处',
      }])
    })

    it('two of staff at once: the second sees that it has changed', async () => {
      const [worker] = await come(1)
      const job = await jobAt()
      await jobAt()
      const dispatch = await propose()
      const other = await app.person({ staffOf: market.marketId })
      const answers = await Promise.all([staff.raw(dispatchEndpoints.move, move(dispatch, worker!, job.id)), other.raw(dispatchEndpoints.move, move(dispatch, worker!, null))])
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
      expect(await other.refused(dispatchEndpoints.confirm, { params: { dispatchId: dispatch.id }, body: { version: 1 } })).toMatchObject({ status: 409, code: 'changed_meanwhile' })
    })

    it('somebody who is not in it, and a job that is not, are not found', async () => {
      const [worker] = await come(1)
      await jobAt()
      const dispatch = await propose()
      const [late] = await come(1)
      const later = await jobAt()
      expect(await staff.refused(dispatchEndpoints.move, move(dispatch, late!, null))).toMatchObject({ status: 404 })
      expect(await staff.refused(dispatchEndpoints.move, move(dispatch, worker!, later.id))).toMatchObject({ status: 404 })
    })
  })

  describe('once it is confirmed', () => {
    it('a place is held for each for five minutes, never beyond the start, and they are told', async () => {
      const [worker] = await come(1)
      const job = await jobAt()
      const dispatch = await confirm(await propose())
      const now = app.clock.now()
      expect(dispatch).toMatchObject({ state: 'confirmed', confirmedAt: now })
      expect(placed(dispatch)).toMatchObject([{ answer: 'asked', offerUntil: now + 5 * minute }])
      expect(await applicationOf(worker!, job.id)).toMatchObject({ state: 'offered', offerUntil: now + 5 * minute })
      expect(await toldOf(worker!)).toContain('市场给您派了一个活')
      expect(await toldOf(employer)).toContain('市场给您派了人')
    })

    it('who has left, or said yes elsewhere meanwhile, is not asked, and staff see why', async () => {
      const [gone, taken, there] = await come(3)
      const [job, other] = [await jobAt(), await jobAt({ headcount: 1, payFen: 16_000 })]
      const dispatch = await propose()
      await gone!.call(checkInEndpoints.leave)
      await apply(taken!, other.id)
      const confirmed = await confirm(dispatch)
      const answers = new Map(placed(confirmed).map(({ personId, answer, notAsked }) => [personId, [answer, notAsked]]))
      expect([gone, taken, there].map((person) => answers.get(person!.personId))).toEqual([['not_asked', '人已经离开市场'], ['not_asked', '刚刚答应了别的活'], ['asked', null]])
      expect(await filledOf(job.id)).toBe(1)
    })

    it('a place that somebody else took meanwhile is not given twice', async () => {
      const [sent] = await come(1)
      const job = await jobAt({ headcount: 1 })
      const dispatch = await propose()
      await apply(await app.person({ worker: {} }), job.id)
      expect(placed(await confirm(dispatch))).toMatchObject([{ personId: sent!.personId, answer: 'not_asked', notAsked: '位子刚被别人报走' }])
      expect(await filledOf(job.id)).toBe(1)
    })

    it('handled again it asks nobody twice', async () => {
      await come(3)
      await jobAt()
      await confirm(await propose())
      await app.feed.rebuild('dispatch-asking')
      await Promise.all([app.chores.runAll(), app.chores.runAll()])
      expect(await events('application.offered')).toHaveLength(3)
    })

    it('whoever refuses or does not answer is not asked for the same job again today; their place goes round', async () => {
      const [no, silent] = await come(2)
      const [first, second] = [await jobAt({ headcount: 1, payFen: 40_000 }), await jobAt({ headcount: 1, payFen: 39_000 })]
      const confirmed = await confirm(await propose())
      const [hisJob, herJob] = [jobOf(confirmed, no!) ?? '', jobOf(confirmed, silent!) ?? '']
      await say(no!, hisJob, false)
      app.clock.advance(6 * minute)
      await app.chores.runAll()
      expect(placed(await current()).map(({ personId, answer }) => [personId, answer]).sort()).toEqual([[no!.personId, 'no'], [silent!.personId, 'late']].sort())
      const next = await again(confirmed)
      expect([jobOf(next, no!), jobOf(next, silent!)]).toEqual([herJob, hisJob])
      expect(await staff.refused(dispatchEndpoints.move, move(next, no!, hisJob))).toMatchObject({ code: 'invalid_fields', fields: [{ message: '1 号不能去：对口的活都回绝过，或到点没答应；这个活的位子已经派满，先挪走一个人' }] })
      expect([first.id, second.id].sort()).toEqual([hisJob, herJob].sort())
    })

    it('forty people: all are told, three refuse, and the next round fills their places', async () => {
      const workers = await come(40)
      const jobs = [await jobAt({ headcount: 15 }), await jobAt({ headcount: 12 }), await jobAt({ headcount: 10 })]
      const proposal = await propose()
      expect(proposal).toMatchObject({ free: 40, places: 37, placed: 37 })
      const begun = performance.now()
      await staff.call(dispatchEndpoints.confirm, { params: { dispatchId: proposal.id }, body: { version: proposal.version } })
      const sent = workers.filter((worker) => jobOf(proposal, worker) !== null)
      while ((await toldHere(sent)) < sent.length && performance.now() - begun < 20_000) await new Promise((resume) => setTimeout(resume, 5))
      const ms = performance.now() - begun
      expect(await toldHere(sent)).toBe(37)
      console.log(`dispatch: 37 people told ${ms.toFixed(0)} ms after the confirming (${app.store.engine})`)

      const refusing = sent.slice(0, 3)
      for (const worker of sent) await say(worker, jobOf(proposal, worker) ?? '', !refusing.includes(worker))
      const next = await again(proposal)
      expect(next).toMatchObject({ round: 2, free: 6, places: 3, placed: 3 })
      for (const worker of refusing) expect(jobOf(next, worker)).not.toBe(jobOf(proposal, worker))
      await confirm(next)
      for (const { personId, jobId } of placed(next)) await say(workers.find((worker) => worker.personId === personId)!, jobId, true)
      expect(await Promise.all(jobs.map(({ id }) => filledOf(id)))).toEqual([15, 12, 10])
      expect((await current()).jobs.flatMap(({ people }) => people.map(({ answer }) => answer))).toEqual(['yes', 'yes', 'yes'])
    })

    const toldHere = async (people: readonly TestPerson[]): Promise<number> => {
      const rows = await app.store.read(({ q, t }) => q.select({ personId: t.inboxMessages.personId }).from(t.inboxMessages).where(eq(t.inboxMessages.title, '市场给您派了一个活')))
      const told = new Set(rows.map(({ personId }) => personId))
      return people.filter(({ personId }) => told.has(personId)).length
    }
  })
})
