import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { applyEndpoints, type Application } from '@market/shared/apply/apply.contract'
import { heldUntil } from '@market/shared/apply/apply.rules'
import { inboxEndpoints } from '@market/shared/inbox/inbox.contract'
import { jobsEndpoints, type JobDraft } from '@market/shared/jobs/jobs.contract'
import { hour, minute } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { apply, hired, post, sign, unloading } from '../../../test/support/journey'
import { waitingList, type Offer } from './waiting-list'

const startsAt = monday0440 + 110 * minute

describe('a full job', () => {
  let app: TestApp
  let marketId: string
  let employer: TestPerson
  let jobId: string
  let inside: TestPerson
  let place: Application

  const worker = () => app.person({ worker: {} })
  const queue = (person: TestPerson, id = jobId) => person.call(applyEndpoints.create, { params: { jobId: id }, body: { ifFull: 'queue' } })
  const see = (person: TestPerson, { id }: { id: string }) => person.call(applyEndpoints.get, { params: { applicationId: id } })
  const accept = (person: TestPerson, { id }: { id: string }, jobVersion = 1) => person.call(applyEndpoints.accept, { params: { applicationId: id }, body: { jobVersion } })
  const refusedToAccept = (person: TestPerson, { id }: { id: string }, jobVersion = 1) => person.refused(applyEndpoints.accept, { params: { applicationId: id }, body: { jobVersion } })
  const withdraw = (person: TestPerson, { id }: { id: string }) => person.call(applyEndpoints.withdraw, { params: { applicationId: id } })
  const jobNow = (id = jobId) => employer.call(jobsEndpoints.get, { params: { jobId: id }, query: {} })
  const kindsOf = async ({ id }: { id: string }) =>
    (await app.store.read(({ q, t }) => q.select().from(t.events).where(eq(t.events.subjectId, id)).orderBy(t.events.seq))).map(({ kind }) => kind)
  const titlesOf = async (person: TestPerson) => {
    await app.feed.caughtUp()
    return (await person.call(inboxEndpoints.list)).messages.map(({ title }) => title)
  }
  const change = async (changes: Partial<JobDraft>, id = jobId) => {
    const { draft, version } = await employer.call(jobsEndpoints.myDraft, { params: { jobId: id } })
    return employer.call(jobsEndpoints.update, { params: { jobId: id }, body: { draft: { ...draft, ...changes }, version } })
  }

  beforeAll(async () => {
    app = await createTestApp()
    ;({ marketId } = await app.market())
  })
  beforeEach(async () => {
    app.clock.set(monday0440)
    employer = await app.person({ employer: {} })
    jobId = (await post(employer, unloading(marketId, { headcount: 1 }))).id
    inside = await worker()
    place = await apply(inside, jobId)
  })
  afterAll(() => app.close())

  it('lets whoever wants to wait wait, in the order of coming, and says how many are before them', async () => {
    const [first, second] = [await worker(), await worker()]
    expect((await first.refused(applyEndpoints.create, { params: { jobId } })).code).toBe('job_full')
    const one = await queue(first)
    app.clock.advance(1_000)
    const two = await queue(second)
    expect(one).toMatchObject({ state: 'queued', queueAhead: 0, offerUntil: null, agreement: null, candidate: null })
    expect(two).toMatchObject({ state: 'queued', queueAhead: 1, job: { filled: 1 } })
    expect(await jobNow()).toMatchObject({ queued: 2, filled: 1 })
    expect((await employer.call(applyEndpoints.ofJob, { params: { jobId } })).applications.map(({ state, queueAhead }) => [state, queueAhead])).toEqual([
      ['applied', null], ['queued', 0], ['queued', 1],
    ])
    expect((await first.refused(applyEndpoints.create, { params: { jobId }, body: { ifFull: 'queue' } })).code).toBe('already_applied')
    await withdraw(first, one)
    expect(await see(second, two)).toMatchObject({ queueAhead: 0 })
    expect(await jobNow()).toMatchObject({ queued: 1, filled: 1 })
  })

  it('a place given back is held for the next in the queue in the same write, and no passer-by gets it', async () => {
    const [first, passer] = [await worker(), await worker()]
    const waiting = await queue(first)
    await withdraw(inside, place)
    const until = heldUntil(monday0440, startsAt)
    expect(await see(first, waiting)).toMatchObject({ state: 'offered', offerUntil: until, queueAhead: null, job: { filled: 1 } })
    expect((await passer.refused(applyEndpoints.create, { params: { jobId } })).code).toBe('job_full')
    const accepted = await accept(first, waiting)
    expect(accepted).toMatchObject({ state: 'applied', offerUntil: null, agreement: { status: 'draft' }, job: { filled: 1 } })
    expect(await kindsOf(waiting)).toEqual(['application.queued', 'application.offered', 'application.accepted'])
    expect((await sign(first, accepted.agreement?.id ?? '', 'worker')).application.state).toBe('worker_signed')
    expect(await titlesOf(first)).toEqual(['有个位子给您留着'])
    expect(await titlesOf(employer)).toEqual(expect.arrayContaining(['空位留给了下一位', '工人答应来了']))
  })

  it('a declined worker’s and a cancelled place go to the queue, too', async () => {
    const [first, second] = [await worker(), await worker()]
    const [one, two] = [await queue(first), await queue(second)]
    await employer.call(applyEndpoints.decline, { params: { applicationId: place.id }, body: { reason: '人不合适' } })
    await accept(first, one)
    const agreementId = (await see(first, one)).agreement?.id ?? ''
    await sign(first, agreementId, 'worker')
    await sign(employer, agreementId, 'employer')
    await first.call(applyEndpoints.cancel, { params: { applicationId: one.id }, body: { reason: '家里有事' } })
    expect(await see(second, two)).toMatchObject({ state: 'offered', job: { filled: 1 } })
  })

  it('a clock that ran out gives the place to the next, once, and who let it run out may wait again behind the others', async () => {
    const [first, second] = [await worker(), await worker()]
    const one = await queue(first)
    app.clock.advance(1_000)
    const two = await queue(second)
    await withdraw(inside, place)
    const { offerUntil } = await see(first, one)
    app.clock.set(offerUntil ?? 0)
    expect((await refusedToAccept(first, one)).code).toBe('offer_over')
    await Promise.all([app.chores.runAll(), app.chores.runAll()])
    expect(await see(first, one)).toMatchObject({ state: 'lapsed', lapsedFrom: 'offered', offerUntil: null })
    expect(await see(second, two)).toMatchObject({ state: 'offered', job: { filled: 1 } })
    expect((await kindsOf(one)).filter((kind) => kind === 'application.lapsed')).toHaveLength(1)
    expect((await refusedToAccept(first, one)).code).toBe('offer_over')
    expect(await queue(first)).toMatchObject({ id: one.id, state: 'queued', lapsedFrom: null, queueAhead: 0 })
    expect(await titlesOf(first)).toContain('位子让给下一位了')
  })

  it('whoever refuses an offer frees it for the next at once', async () => {
    const [first, second] = [await worker(), await worker()]
    const [one, two] = [await queue(first), await queue(second)]
    await withdraw(inside, place)
    expect(await withdraw(first, one)).toMatchObject({ state: 'withdrawn' })
    expect(await see(second, two)).toMatchObject({ state: 'offered' })
  })

  it('whoever has taken other work at these hours is passed over and keeps their place in the queue', async () => {
    const [busy, free] = [await worker(), await worker()]
    const [one, two] = [await queue(busy), await queue(free)]
    const other = await apply(busy, (await post(employer, unloading(marketId))).id)
    await withdraw(inside, place)
    expect(await see(busy, one)).toMatchObject({ state: 'queued', queueAhead: 0 })
    expect(await see(free, two)).toMatchObject({ state: 'offered' })
    await withdraw(free, two)
    expect(await jobNow()).toMatchObject({ filled: 0, queued: 1 })
    // Free again: the next turn of the chore finds them before a passer-by does.
    await withdraw(busy, other)
    await app.chores.runAll()
    expect(await see(busy, one)).toMatchObject({ state: 'offered' })
  })

  it('a passer-by who comes when somebody in the queue can take the place is behind them', async () => {
    const [busy, passer] = [await worker(), await worker()]
    const one = await queue(busy)
    const other = await apply(busy, (await post(employer, unloading(marketId))).id)
    await withdraw(inside, place)
    await withdraw(busy, other)
    expect(await jobNow()).toMatchObject({ filled: 0, queued: 1 })
    expect((await passer.refused(applyEndpoints.create, { params: { jobId } })).code).toBe('job_full')
    expect(await see(busy, one)).toMatchObject({ state: 'offered' })
  })

  it('while all who wait are busy elsewhere, a passer-by takes the place', async () => {
    const [busy, passer] = [await worker(), await worker()]
    await queue(busy)
    await apply(busy, (await post(employer, unloading(marketId))).id)
    await withdraw(inside, place)
    expect(await apply(passer, jobId)).toMatchObject({ state: 'applied', job: { filled: 1 } })
  })

  it('places that are added go to the queue first', async () => {
    const [first, second] = [await worker(), await worker()]
    const [one, two] = [await queue(first), await queue(second)]
    await change({ headcount: 2 })
    expect(await see(first, one)).toMatchObject({ state: 'offered', job: { filled: 2, headcount: 2 } })
    expect(await see(second, two)).toMatchObject({ state: 'queued', queueAhead: 0 })
  })

  it('whoever waits or is offered a place sees the terms of today, keeps their place, and says yes to what they saw', async () => {
    const first = await worker()
    const one = await queue(first)
    await change({ payFen: 28_000 })
    expect(await see(first, one)).toMatchObject({ state: 'queued', queueAhead: 0, terms: { payFen: 28_000, jobVersion: 2 } })
    await withdraw(inside, place)
    await change({ payFen: 29_000 })
    expect(await refusedToAccept(first, one, 2)).toMatchObject({ status: 409, code: 'terms_changed', message: '雇主刚改了这个活，请看一遍新写的，要去就再点一次。' })
    expect(await accept(first, one, 3)).toMatchObject({ state: 'applied', terms: { payFen: 29_000, jobVersion: 3 } })
  })

  it('a job that has begun, and one that is closed, lets everybody go who waited, also where staff never came to look at it', async () => {
    const [first, second, third] = [await worker(), await worker(), await worker()]
    const one = await queue(first)
    const closing = (await post(employer, unloading(marketId, { headcount: 1 }))).id
    await apply(await worker(), closing)
    const two = await queue(second, closing)
    const held = (await post(employer, unloading(marketId, { headcount: 1 }))).id
    await apply(await worker(), held)
    const three = await queue(third, held)
    expect(await change({ description: '卸白菜，形象好的来' }, held)).toMatchObject({ status: 'in_review' })
    await employer.call(jobsEndpoints.close, { params: { jobId: closing } })
    await app.chores.runAll()
    expect(await see(second, two)).toMatchObject({ state: 'lapsed' })
    // Staff may publish that one yet.
    expect([await see(first, one), await see(third, three)].map(({ state }) => state)).toEqual(['queued', 'queued'])
    app.clock.set(startsAt)
    await app.chores.runAll()
    expect(await see(first, one)).toMatchObject({ state: 'lapsed', lapsedFrom: 'queued', job: { filled: 1 } })
    expect(await titlesOf(first)).toEqual(['这个活没有等到位子'])
    expect(await see(third, three)).toMatchObject({ state: 'lapsed' })
  })

  it('an offer never outlives the start of the work, also when that is moved forward', async () => {
    const first = await worker()
    const one = await queue(first)
    await withdraw(inside, place)
    await change({ startsAt: monday0440 + 6 * minute, endsAt: monday0440 + 8 * hour })
    expect(await see(first, one)).toMatchObject({ state: 'offered', offerUntil: monday0440 + 6 * minute })
  })

  it('nobody waits for hours that are promised already, nor gives up a place for the hope of one', async () => {
    const busy = await worker()
    const other = await apply(busy, (await post(employer, unloading(marketId))).id)
    expect((await busy.refused(applyEndpoints.create, { params: { jobId }, body: { ifFull: 'queue' } })).code).toBe('time_overlap')
    expect((await busy.refused(applyEndpoints.create, { params: { jobId }, body: { ifFull: 'queue', insteadOf: other.id } })).code).toBe('time_overlap')
    expect(await see(busy, other)).toMatchObject({ state: 'applied' })
  })

  it('another person’s offer does not exist, for accepting and for choosing', async () => {
    const first = await worker()
    const one = await queue(first)
    const stranger = await app.person({ worker: {}, employer: {} })
    expect((await refusedToAccept(stranger, one)).status).toBe(404)
    expect((await stranger.refused(applyEndpoints.offer, { params: { applicationId: one.id } })).status).toBe(404)
    // Where the queue has an order, its employer takes nobody out of it.
    expect((await employer.refused(applyEndpoints.offer, { params: { applicationId: one.id } })).code).toBe('step_not_allowed')
    expect((await refusedToAccept(first, one)).code).toBe('step_not_allowed')
  })

  it('leaving and coming back without end is stopped, for this person and this job', async () => {
    const codes: (string | number)[] = []
    for (let round = 0; round < 50; round += 1) {
      const { status, body } = await inside.raw(applyEndpoints.withdraw, { params: { applicationId: place.id } })
      const again = await inside.raw(applyEndpoints.create, { params: { jobId } })
      codes.push(again.status === 200 ? 200 : (again.body as { code: string }).code)
      if (again.status !== 200) break
      expect([status, body]).toMatchObject([200, {}])
    }
    expect(codes).toEqual([...Array<number>(20).fill(200), 'too_many_tries'])
    expect((await inside.refused(applyEndpoints.create, { params: { jobId } })).status).toBe(429)
    expect((await apply(inside, (await post(employer, unloading(marketId))).id)).state).toBe('applied')
  })

  describe('a place held by staff', () => {
    const offer = (changes: Partial<Offer> & { workerId: string }) =>
      app.store.write((tx) => waitingList({ store: app.store, jobs: { knows: () => Promise.resolve(false) }, match: { ableAmong: () => Promise.resolve(new Set()) } })
        .offer(tx, { jobId, until: monday0440 + 10 * minute, by: 'dispatch', now: monday0440, ...changes }))

    it('is theirs who are new, wait, withdrew or let a clock run out, and nobody’s when there is none', async () => {
      const { id: open } = await post(employer, unloading(marketId, { headcount: 3 }))
      const [fresh, gone, late] = [await worker(), await worker(), await worker()]
      await withdraw(gone, await apply(gone, open))
      expect(await offer({ workerId: late.personId, jobId: open })).toMatchObject({ until: monday0440 + 10 * minute })
      app.clock.advance(10 * minute)
      await app.chores.runAll()
      app.clock.set(monday0440)
      const offers = [
        await offer({ workerId: fresh.personId, jobId: open }), await offer({ workerId: gone.personId, jobId: open }),
        await offer({ workerId: late.personId, jobId: open, until: startsAt + hour }),
      ]
      expect(offers.map(({ applicationId }) => typeof applicationId)).toEqual(['string', 'string', 'string'])
      expect(offers[2]).toMatchObject({ until: startsAt })
      expect(await jobNow(open)).toMatchObject({ filled: 3 })
      expect(await offer({ workerId: (await worker()).personId, jobId: open })).toEqual({ applicationId: null, reason: 'no_place' })
      expect(await offer({ workerId: fresh.personId, jobId: open })).toEqual({ applicationId: null, reason: 'already_applied' })
      expect(await accept(fresh, { id: offers[0]?.applicationId ?? '' })).toMatchObject({ state: 'applied', agreement: { status: 'draft' } })
    })

    it('is not for whom the employer declined, nor for the employer, nor after the start', async () => {
      const both = await app.person({ employer: {}, worker: {} })
      const { id: open } = await post(both, unloading(marketId))
      const declined = await worker()
      const { id } = await apply(declined, open)
      await both.call(applyEndpoints.decline, { params: { applicationId: id }, body: { reason: '人够了' } })
      expect(await offer({ workerId: declined.personId, jobId: open })).toMatchObject({ reason: 'declined' })
      expect(await offer({ workerId: both.personId, jobId: open })).toMatchObject({ reason: 'own_job' })
      expect(await offer({ workerId: (await worker()).personId, jobId: open, now: startsAt })).toMatchObject({ reason: 'not_open' })
      const { id: choosing } = await post(employer, unloading(marketId, { hiring: 'employer_chooses' }))
      expect(await offer({ workerId: declined.personId, jobId: choosing })).toMatchObject({ reason: 'employer_chooses' })
    })

    it('does not overtake what the worker has signed elsewhere: that is asked when they accept', async () => {
      const { id: open } = await post(employer, unloading(marketId))
      const busy = await worker()
      const { id: signed } = await hired(busy, employer, open)
      const { id: free } = await post(employer, unloading(marketId))
      const offered = await offer({ workerId: busy.personId, jobId: free })
      const applicationId = offered.applicationId ?? ''
      expect((await refusedToAccept(busy, { id: applicationId })).code).toBe('time_overlap')
      expect((await busy.refused(applyEndpoints.accept, { params: { applicationId }, body: { jobVersion: 1, insteadOf: signed } })).code).toBe('swap_signed')
      expect(await see(busy, { id: applicationId })).toMatchObject({ state: 'offered', job: { filled: 1 } })
    })
  })
})
