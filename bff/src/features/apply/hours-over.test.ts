import { and, eq, inArray } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { applyEndpoints, type Application } from '@market/shared/apply/apply.contract'
import { arriveEndpoints } from '@market/shared/arrive/arrive.contract'
import { inboxEndpoints } from '@market/shared/inbox/inbox.contract'
import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import type { ApplicationState } from '@market/shared/journey'
import { myDataEndpoints } from '@market/shared/my-data/my-data.contract'
import { signEndpoints } from '@market/shared/sign/sign.contract'
import { day, hour, minute } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { apply, hired, post, read, sign, signing, unloading } from '../../../test/support/journey'
import type { TestMarket } from '../../../test/support/market'
import { insertWorker } from '../../../test/support/rows'
import { staffPhone } from '../../../test/support/staff-phone'
import { phoneKey, showPass } from '../../../test/support/work-pass'
import { hoursOver } from './hours-over'

const endsAt = monday0440 + 110 * minute + 9 * hour

describe('an application whose hours are over', () => {
  let app: TestApp
  let market: TestMarket
  let employer: TestPerson
  let jobId: string

  const worker = () => app.person({ worker: {} })
  const see = (person: TestPerson, { id }: { id: string }) => person.call(applyEndpoints.get, { params: { applicationId: id } })
  const jobNow = () => employer.call(jobsEndpoints.get, { params: { jobId }, query: {} })
  const kindsOf = async ({ id }: { id: string }) =>
    (await app.store.read(({ q, t }) => q.select().from(t.events).where(eq(t.events.subjectId, id)).orderBy(t.events.seq))).map(({ kind }) => kind)
  const titlesOf = async (person: TestPerson) => {
    await app.feed.caughtUp()
    return (await person.call(inboxEndpoints.list)).messages.map(({ title }) => title)
  }
  const chore = () => hoursOver({ store: app.store })
  const turn = (at: number) => {
    app.clock.set(at)
    return chore().run(at)
  }

  beforeAll(async () => {
    app = await createTestApp()
    market = await app.market()
  })
  beforeEach(async () => {
    app.clock.set(monday0440)
    employer = await app.person({ employer: {} })
    jobId = (await post(employer, unloading(market.marketId))).id
  })
  afterAll(() => app.close())

  it('and that not both had signed comes to nothing, gives its place back, and is told to the worker once', async () => {
    const [one, two, three] = [await worker(), await worker(), await worker()]
    const nobodySigned = await apply(one, jobId)
    const workerSigned = await apply(two, jobId)
    await sign(two, workerSigned.agreement?.id ?? '', 'worker')
    const employerSigned = await apply(three, jobId)
    await sign(employer, employerSigned.agreement?.id ?? '', 'employer')
    await turn(endsAt - 1)
    expect([(await see(one, nobodySigned)).state, (await jobNow()).filled]).toEqual(['applied', 3])
    await turn(endsAt)
    await turn(endsAt)
    for (const [person, application] of [[one, nobodySigned], [two, workerSigned], [three, employerSigned]] as const) {
      expect(await see(person, application)).toMatchObject({ state: 'unsigned', contactPhone: null, job: { filled: 0 } })
      expect((await kindsOf(application)).filter((kind) => kind === 'application.unsigned')).toHaveLength(1)
      expect((await titlesOf(person)).filter((title) => title === '这个活没签成，已过时')).toHaveLength(1)
    }
    expect((await employer.call(applyEndpoints.ofJob, { params: { jobId } })).applications.map(({ state }) => state)).toEqual(['unsigned', 'unsigned', 'unsigned'])
    expect((await employer.call(jobsEndpoints.mine)).jobs.find(({ job }) => job.id === jobId)?.counts).toMatchObject({ applied: 0, signed: 0, waitingForMe: 0 })
    expect(await two.refused(applyEndpoints.withdraw, { params: { applicationId: workerSigned.id } })).toMatchObject({ code: 'step_not_allowed' })
  })

  it('and that both had signed waits a day for a scan; then the worker was not there, and place and phones stay', async () => {
    const person = await worker()
    const application = await hired(person, employer, jobId)
    await turn(endsAt + day - 1)
    expect((await see(person, application)).state).toBe('signed')
    await turn(endsAt + day)
    await turn(endsAt + day)
    expect(await see(person, application)).toMatchObject({ state: 'absent', job: { filled: 1 }, contactPhone: '13900001234' })
    expect((await see(employer, application)).contactPhone).not.toBeNull()
    expect((await kindsOf(application)).filter((kind) => kind === 'application.absent')).toHaveLength(1)
    expect((await titlesOf(person)).filter((title) => title === '这个活没到场')).toHaveLength(1)
    // Nobody blames anybody: it cannot be cancelled any more, and no pass is given out for it.
    expect(await employer.refused(applyEndpoints.cancel, { params: { applicationId: application.id }, body: { reason: '没来' } })).toMatchObject({ code: 'step_not_allowed' })
    expect(await person.refused(arriveEndpoints.workPass, { params: { applicationId: application.id }, body: { deviceKey: phoneKey(person.personId).publicKey } })).toMatchObject({ code: 'step_not_allowed' })
  })

  it('a scan that comes days later, made at its hours without a network, still is an arrival of when it was made', async () => {
    const person = await worker()
    const application = await hired(person, employer, jobId)
    const phone = staffPhone(await app.person({ staffOf: market.marketId }), market.marketId)
    const startsAt = monday0440 + 110 * minute
    app.clock.set(startsAt)
    phone.scan(await showPass(person, application.id), startsAt)
    await turn(endsAt + 3 * day)
    expect((await see(person, application)).state).toBe('absent')
    expect(await phone.send(app.clock.now())).toMatchObject({ verdicts: [{ outcome: 'kept', review: 'late', result: { status: 'accepted', reason: 'accepted', since: startsAt } }] })
    expect(await see(person, application)).toMatchObject({ state: 'arrived', arrivedAt: startsAt, job: { filled: 1 } })
    await turn(endsAt + 4 * day)
    expect((await see(person, application)).state).toBe('arrived')
  })

  it('is ended once by two servers that do it at once, and a second signature at that moment comes before it or is refused', async () => {
    const people = await Promise.all([worker(), worker(), worker()])
    const applications: Application[] = []
    for (const person of people) applications.push(await apply(person, jobId))
    const [signer] = people
    const agreementId = applications[0]?.agreement?.id ?? ''
    await sign(employer, agreementId, 'employer')
    const signature = signing(await read(signer as TestPerson, agreementId), 'worker', 26_000)
    app.clock.set(endsAt)
    const [signed] = await Promise.all([(signer as TestPerson).raw(signEndpoints.sign, { params: { agreementId }, body: signature }), chore().run(endsAt), chore().run(endsAt)])
    const states = await Promise.all(applications.map(async (application, at) => (await see(people[at] as TestPerson, application)).state))
    expect(states).toEqual([signed.status === 200 ? 'signed' : 'unsigned', 'unsigned', 'unsigned'])
    for (const [at, application] of applications.entries()) {
      expect((await kindsOf(application)).filter((kind) => kind === 'application.unsigned')).toHaveLength(states[at] === 'unsigned' ? 1 : 0)
    }
    expect((await jobNow()).filled).toBe(signed.status === 200 ? 1 : 0)
  })

  it('may begin anew where the posting was put off meanwhile', async () => {
    const person = await worker()
    const application = await apply(person, jobId)
    await sign(person, application.agreement?.id ?? '', 'worker')
    const { draft, version } = await employer.call(jobsEndpoints.myDraft, { params: { jobId } })
    await employer.call(jobsEndpoints.update, { params: { jobId }, body: { draft: { ...draft, startsAt: draft.startsAt + day, endsAt: draft.endsAt + day }, version } })
    await turn(endsAt)
    const anew = await apply(person, jobId)
    expect(anew).toMatchObject({ id: application.id, state: 'applied', terms: { endsAt: endsAt + day }, job: { filled: 1 } })
    // Its new hours count, and no others.
    await turn(endsAt + 1)
    expect((await see(person, application)).state).toBe('applied')
    expect((await sign(person, anew.agreement?.id ?? '', 'worker')).application.state).toBe('worker_signed')
    await turn(endsAt + day)
    expect(await see(person, application)).toMatchObject({ state: 'unsigned', job: { filled: 0 } })
  })

  it('does not keep its two sides from closing their accounts', async () => {
    const [unsigned, absent] = [await worker(), await worker()]
    await apply(unsigned, jobId)
    await hired(absent, employer, jobId)
    const openOf = async (person: TestPerson) => (await person.call(myDataEndpoints.get)).open
    expect(await Promise.all([unsigned, absent].map(openOf))).toEqual([[{ thing: 'work', count: 1 }], [{ thing: 'work', count: 1 }]])
    await turn(endsAt + day)
    expect(await Promise.all([unsigned, absent, employer].map(openOf))).toEqual([[], [], []])
  })

  it('of long ago ends in silence, however many there are, and one that cannot be ended holds up no other', { timeout: 60_000 }, async () => {
    const first = await apply(await worker(), jobId)
    // More than are read at once.
    const made: ApplicationState[] = Array.from({ length: 560 }, (_, at) => (at < 520 ? 'applied' : 'signed'))
    const brokenId = uuidv7()
    const ids = await app.store.write(async (tx) => {
      const { q, t } = tx
      const [job] = await q.select().from(t.jobs).where(eq(t.jobs.id, jobId))
      const [application] = await q.select().from(t.applications).where(eq(t.applications.id, first.id))
      if (job === undefined || application === undefined) throw new Error('there is one of each')
      await q.update(t.jobs).set({ headcount: 500, filled: 500 }).where(eq(t.jobs.id, jobId))
      // One whose place was lost: to give it back again is refused by the table.
      const broken = { ...job, id: brokenId, filled: 0 }
      await q.insert(t.jobs).values([broken, ...[1, 2].map((n) => ({ ...job, id: `${jobId}-${n}`, headcount: 500, filled: 500 }))])
      const rows: (typeof application)[] = []
      for (const [at, state] of made.entries()) {
        rows.push({ ...application, id: uuidv7(), jobId: `${jobId}-${at % 2 === 0 ? 1 : 2}`, workerId: await insertWorker(tx), state })
      }
      await q.insert(t.applications).values({ ...application, id: uuidv7(), jobId: brokenId })
      for (let from = 0; from < rows.length; from += 100) await q.insert(t.applications).values(rows.slice(from, from + 100))
      return rows.map(({ id }) => id)
    })
    await expect(turn(endsAt + 30 * day)).rejects.toThrow()
    const { states, events } = await app.store.read(async ({ q, t }) => ({
      states: await q.select({ state: t.applications.state }).from(t.applications).where(inArray(t.applications.id, ids)),
      events: await q.select().from(t.events).where(and(inArray(t.events.subjectId, ids), inArray(t.events.kind, ['application.unsigned', 'application.absent']))),
    }))
    expect([states.filter(({ state }) => state === 'unsigned'), states.filter(({ state }) => state === 'absent')].map(({ length }) => length)).toEqual([520, 40])
    expect(events).toHaveLength(560)
    await app.feed.caughtUp()
    expect(await app.store.read(({ q, t }) => q.select().from(t.inboxMessages).where(inArray(t.inboxMessages.applicationId, ids)))).toEqual([])
    // Put right, it ends at the next turn.
    await app.store.write(({ q, t }) => q.update(t.jobs).set({ filled: 1 }).where(eq(t.jobs.id, brokenId)))
    await turn(endsAt + 30 * day + 10 * minute)
  })
})
