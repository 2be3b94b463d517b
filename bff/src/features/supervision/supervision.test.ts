import { inboxEndpoints } from '@market/shared/inbox/inbox.contract'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { casesEndpoints } from '@market/shared/cases/cases.contract'
import { jobsEndpoints, type JobDetail, type JobDraft } from '@market/shared/jobs/jobs.contract'
import { henanRulebook1 } from '@market/shared/supervision/rulebook-henan-1'
import { supervisionEndpoints as endpoints, type RulebookChanges } from '@market/shared/supervision/supervision.contract'
import { day, hour } from '@market/shared/words/time'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { apply, post, unloading } from '../../../test/support/journey'
import type { TestMarket } from '../../../test/support/market'

let app: TestApp
let market: TestMarket
let employer: TestPerson
let worker: TestPerson
let staff: TestPerson
let manager: TestPerson
let inspector: TestPerson
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
let code = 0
/** Businesses of their own licence: a stop of one must not reach the next test. */
const ownCode = () => `9135010000000${String((code += 1)).padStart(5, '0')}`
beforeEach(async () => {
  app.clock.set(monday0440)
  market = await app.market()
  employer = await app.person({ employer: { creditCode: ownCode() } })
  worker = await app.person({ worker: {} })
  staff = await app.person({ staffOf: market.marketId })
  manager = await app.person({ grants: [{ role: 'manager', marketId: market.marketId }] })
  inspector = await app.person({ grants: [{ role: 'inspector', scopePath: '/41/4103/' }] })
})

const draft = (changes: Partial<JobDraft> = {}) => unloading(market.marketId, changes)
const looks: Partial<JobDraft> = { requirements: '形象好' }
const onlyMen: Partial<JobDraft> = { requirements: '限 男，能吃苦' }
const later = (days: number): Partial<JobDraft> => ({ startsAt: monday0440 + days * day, endsAt: monday0440 + days * day + 8 * hour })
const params = ({ id }: { id: string }) => ({ params: { jobId: id } })
const seen = (person: TestPerson, jobId: string) => person.call(jobsEndpoints.get, { params: { jobId }, query: {} })
const listed = async () => (await app.stranger.call(jobsEndpoints.list, { query: { marketId: market.marketId } })).jobs.map(({ id }) => id)
const publish = (person: TestPerson, jobId: string, version = 1) => person.raw(endpoints.publish, { params: { jobId }, body: { version } })
const refuse = (person: TestPerson, jobId: string, version = 1) => person.call(endpoints.refuse, { params: { jobId }, body: { version, reason: '请写工作要求，不写长相' } })
const caseOf = async (person: TestPerson, kind: 'posting' | 'report' | 'appeal') => (await person.call(casesEndpoints.queue, { query: { kind } })).cases
const kinds = (jobId: string) => app.store.read(async ({ q, t }) => (await q.select({ kind: t.events.kind }).from(t.events).where(eq(t.events.subjectId, jobId)).orderBy(t.events.seq)).map(({ kind }) => kind))
const messages = async (person: TestPerson) => {
  await app.feed.caughtUp()
  return (await person.call(inboxEndpoints.list)).messages.map(({ title }) => title)
}

describe('posting', () => {
  it('a clear posting is published at once, and its version says who, on which checks and by which rules', async () => {
    const job = await post(employer, draft())
    expect(job).toMatchObject({ status: 'open', version: 1, supervision: { findings: [], appealed: false } })
    expect(await kinds(job.id)).toEqual(['job.posted'])
    const [version] = await app.store.read(({ q, t }) => q.select().from(t.jobVersions).where(eq(t.jobVersions.jobId, job.id)))
    expect(version).toMatchObject({ version: 1, postedBy: employer.personId, rulebookVersion: 1, verdict: 'clear', findings: [], at: monday0440, posting: { title: '卸货搬运' } })
    expect(JSON.stringify(version?.posting)).not.toContain('13900001234')
  })

  it('a kept version is never written a second time', async () => {
    const { id } = await post(employer, draft())
    const again = app.store.write(async ({ q, t }) => {
      await q.insert(t.jobVersions).values({ jobId: id, version: 1, posting: {}, postedBy: employer.personId, rulebookVersion: 1, verdict: 'clear', findings: [], at: 1 })
    })
    await expect(again).rejects.toThrow()
  })

  it('a refused posting says field, words and clause, all at once, and leaves nothing', async () => {
    const before = await app.store.read(({ q, t }) => q.$count(t.jobs))
    const refusal = await employer.refused(jobsEndpoints.create, { body: draft({ ...onlyMen, description: '卸货，押金 200 元，加微信 abc12345' }) })
    expect(refusal).toMatchObject({ status: 422, code: 'posting_refused' })
    const fields = refusal.fields as { field: string; message: string; clause?: string }[]
    expect(fields.map(({ field }) => field)).toEqual(['description', 'requirements'])
    expect(fields[1]).toMatchObject({ message: expect.stringContaining('限 男') as string, clause: expect.stringContaining('《就业促进法》第二十七条') as string })
    expect(fields[0]?.message).toMatch(/押金.*；.*联系电话/)
    expect(await app.store.read(({ q, t }) => q.$count(t.jobs))).toBe(before)
  })

  it('a doubtful posting waits for staff with a clock, seen by its employer and nobody else', async () => {
    const job = await post(employer, draft(looks))
    expect(job).toMatchObject({ status: 'in_review', supervision: { findings: [{ rule: 'looks', words: '形象好' }], dueAt: monday0440 + 2 * hour } })
    expect(await kinds(job.id)).toEqual(['job.held'])
    expect(await listed()).not.toContain(job.id)
    expect(await worker.refused(jobsEndpoints.get, { params: { jobId: job.id }, query: {} })).toMatchObject({ status: 404 })
    expect(await worker.refused(applyEndpoints.create, params(job))).toMatchObject({ code: 'job_not_open' })
    expect((await caseOf(staff, 'posting')).map(({ subjectId }) => subjectId)).toEqual([job.id])
  })

  it('staff publish it, once, and then it is posted', async () => {
    const job = await post(employer, draft(looks))
    const review = await staff.call(endpoints.posting, params(job))
    expect(review).toMatchObject({ posting: { version: 1, versions: [{ version: 1, verdict: 'doubtful', rulebookVersion: 1 }] }, case: { mayDecide: true } })
    expect((await publish(staff, job.id)).status).toBe(200)
    expect((await publish(manager, job.id)).status).toBe(409)
    expect(await kinds(job.id)).toEqual(['job.held', 'job.posted'])
    expect(await listed()).toContain(job.id)
    expect((await seen(worker, job.id)).supervision).toBeNull()
  })

  it('two members of staff at once publish it once', async () => {
    const { id } = await post(employer, draft(looks))
    const statuses = (await Promise.all([publish(staff, id), publish(manager, id)])).map(({ status }) => status)
    expect(statuses.sort()).toEqual([200, 409])
    expect((await kinds(id)).filter((kind) => kind === 'job.posted')).toHaveLength(1)
  })

  it('what waited is not published for an employer who may not post any more, neither by staff nor by an appeal', async () => {
    const waiting = await post(employer, draft(looks))
    await employer.call(jobsEndpoints.appeal, { body: { draft: draft(onlyMen), text: '井下作业，法律不让女工下井' } })
    const [appeal] = await caseOf(inspector, 'appeal')
    await app.store.write(async ({ q, t }) => { await q.update(t.people).set({ verifiedUntil: monday0440 }).where(eq(t.people.id, employer.personId)) })
    expect((await publish(staff, waiting.id)).body).toMatchObject({ code: 'employer_stopped' })
    const upheld = { params: { appealId: appeal?.subjectId ?? '' }, body: { upheld: true, answer: '属于禁忌劳动范围，可以' } }
    expect((await inspector.raw(endpoints.decideAppeal, upheld)).body).toMatchObject({ code: 'employer_stopped' })
    expect(await listed()).toEqual([])
    expect((await caseOf(staff, 'posting')).map(({ subjectId }) => subjectId)).toEqual([waiting.id])
    await refuse(staff, waiting.id)
    await inspector.call(endpoints.decideAppeal, { ...upheld, body: { upheld: false, answer: '先把核验办好' } })
  })

  it('whether a posting stands is asked once, however many servers ask', async () => {
    const jobs: JobDetail[] = []
    for (const metres of [1, 2, 3, 4, 5, 6]) jobs.push(await post(employer, draft({ ...later(3), address: `新库 ${metres} 号`, description: `第 ${metres} 车，一共三十吨` })))
    app.clock.set((jobs[0]?.confirmedUntil ?? 0) - 1)
    await Promise.all([1, 2, 3, 4].map(() => app.chores.runAll()))
    const events = await app.store.read(({ q, t }) => q.select({ id: t.events.subjectId }).from(t.events).where(eq(t.events.kind, 'job.confirm_due')).orderBy(t.events.seq))
    const asked = events.filter(({ id }) => jobs.some((job) => job.id === id))
    expect(asked.map(({ id }) => id).sort()).toEqual(jobs.map(({ id }) => id).sort())
  })

  it('staff of another market do not see it, and an employer decides nothing', async () => {
    const job = await post(employer, draft(looks))
    const elsewhere = await app.market({ regionCode: '4105' })
    const stranger = await app.person({ staffOf: elsewhere.marketId })
    expect(await stranger.refused(endpoints.posting, params(job))).toMatchObject({ status: 404 })
    expect((await publish(stranger, job.id)).status).toBe(404)
    expect((await publish(employer, job.id)).status).toBe(403)
  })

  it('whoever posts as staff too does not decide their own', async () => {
    const both = await app.person({ employer: { creditCode: ownCode() }, staffOf: market.marketId })
    const job = await post(both, draft(looks))
    expect((await publish(both, job.id)).body).toMatchObject({ code: 'own_case' })
  })

  it('the same work at the same place and time once more waits, also when both are sent at once', async () => {
    const same = draft()
    const states = (await Promise.all([post(employer, same), post(employer, same)])).map(({ status }) => status)
    expect(states.sort()).toEqual(['in_review', 'open'])
  })
})

describe('an appeal against the rules', () => {
  const ask = (changes: Partial<JobDraft>, text = '井下作业，法律不让女工下井') => employer.call(jobsEndpoints.appeal, { body: { draft: draft(changes), text } })

  it('waits for a person who is not at the desk that decides first', async () => {
    const job = await ask(onlyMen)
    expect(job).toMatchObject({ status: 'in_review', supervision: { appealed: true, dueAt: monday0440 + 3 * day } })
    expect(await caseOf(staff, 'appeal')).toEqual([])
    const [found] = await caseOf(inspector, 'appeal')
    const appealId = found?.subjectId ?? ''
    expect(await inspector.call(endpoints.getAppeal, { params: { appealId } })).toMatchObject({ against: 'posting', text: '井下作业，法律不让女工下井', posting: { jobId: job.id } })
    await inspector.call(endpoints.decideAppeal, { params: { appealId }, body: { upheld: true, answer: '属于禁忌劳动范围，可以' } })
    expect((await seen(worker, job.id)).status).toBe('open')
    expect(await messages(employer)).toContain('申诉成立')
  })

  it('refused by a person it stays refused, with the answer', async () => {
    const job = await ask(onlyMen)
    const [found] = await caseOf(manager, 'appeal')
    await manager.call(endpoints.decideAppeal, { params: { appealId: found?.subjectId ?? '' }, body: { upheld: false, answer: '这个活男女都能干' } })
    expect(await seen(employer, job.id)).toMatchObject({ status: 'refused', supervision: { reason: '这个活男女都能干' } })
    expect(await worker.refused(jobsEndpoints.get, { params: { jobId: job.id }, query: {} })).toMatchObject({ status: 404 })
  })

  it('what is missing or paid too little cannot be appealed, and a reason is asked for', async () => {
    expect(await employer.refused(jobsEndpoints.appeal, { body: { draft: draft({ ...onlyMen, payFen: 10_000 }), text: '就这样' } })).toMatchObject({ code: 'posting_refused', fields: [{ field: 'payFen' }] })
    expect(await employer.refused(jobsEndpoints.appeal, { body: { draft: draft(onlyMen), text: ' ' } })).toMatchObject({ code: 'invalid_fields', fields: [{ field: 'text' }] })
  })

  it('who refused a posting does not decide the appeal against it', async () => {
    const job = await post(employer, draft(looks))
    await refuse(manager, job.id)
    await employer.call(endpoints.appealPosting, { ...params(job), body: { text: '礼仪活动，合同里有要求' } })
    expect(await employer.refused(endpoints.appealPosting, { ...params(job), body: { text: '再来一次' } })).toMatchObject({ code: 'step_not_allowed' })
    const [found] = await caseOf(manager, 'appeal')
    const decide = (person: TestPerson) => person.raw(endpoints.decideAppeal, { params: { appealId: found?.subjectId ?? '' }, body: { upheld: true, answer: '可以' } })
    expect((await decide(manager)).body).toMatchObject({ code: 'second_person_needed' })
    expect((await decide(inspector)).status).toBe(200)
    expect((await seen(worker, job.id)).status).toBe('open')
  })
})

describe('a change of a posting', () => {
  const change = (job: JobDetail, changes: Partial<JobDraft>, version = job.version) =>
    employer.raw(jobsEndpoints.update, { ...params(job), body: { draft: draft({ address: '新库 1 号', ...changes }), version } })

  it('is a new version, and who has applied keeps the terms of theirs', async () => {
    const job = await post(employer, draft())
    const application = await apply(worker, job.id)
    expect(await change(job, { payFen: 30_000 })).toMatchObject({ status: 200, body: { version: 2, payFen: 30_000, status: 'open' } })
    expect((await worker.call(applyEndpoints.get, { params: { applicationId: application.id } })).terms).toMatchObject({ jobVersion: 1, payFen: 26_000 })
    const versions = await app.store.read(({ q, t }) => q.select({ version: t.jobVersions.version }).from(t.jobVersions).where(eq(t.jobVersions.jobId, job.id)).orderBy(t.jobVersions.version))
    expect(versions.map(({ version }) => version)).toEqual([1, 2])
  })

  it('of a version that is no longer the newest is refused, and one of two at once is', async () => {
    const job = await post(employer, draft())
    const answers = await Promise.all([change(job, { payFen: 30_000 }), change(job, { payFen: 31_000 })])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await change(job, { payFen: 32_000 })).body).toMatchObject({ code: 'changed_meanwhile' })
  })

  it('into something doubtful hides it until staff have looked; the words put right publish it again', async () => {
    const job = await post(employer, draft())
    expect(await change(job, looks)).toMatchObject({ body: { status: 'in_review', version: 2 } })
    expect(await listed()).not.toContain(job.id)
    expect(await change(job, {}, 2)).toMatchObject({ body: { status: 'open', version: 3 } })
    expect(await caseOf(staff, 'posting')).toEqual([])
  })

  it('that staff have not read is not published by them', async () => {
    const job = await post(employer, draft(looks))
    await change(job, { requirements: '形象好，气质佳' })
    expect((await publish(staff, job.id, 1)).body).toMatchObject({ code: 'changed_meanwhile' })
    expect((await publish(staff, job.id, 2)).status).toBe(200)
  })

  it('into something forbidden changes nothing; so does fewer places than people', async () => {
    const job = await post(employer, draft({ headcount: 2 }))
    await apply(worker, job.id)
    await apply(await app.person({ worker: {} }), job.id)
    expect(await change(job, onlyMen)).toMatchObject({ status: 422, body: { fields: [{ field: 'requirements' }] } })
    expect(await change(job, { headcount: 1 })).toMatchObject({ status: 422, body: { fields: [{ field: 'headcount' }] } })
    expect((await seen(employer, job.id)).version).toBe(1)
  })

  it('starts from the posting as it was typed, for its employer only', async () => {
    const job = await post(employer, draft())
    expect((await employer.call(jobsEndpoints.myDraft, params(job))).draft).toMatchObject({ contactPhone: '13900001234', startsAt: job.startsAt })
    const other = await app.person({ employer: { creditCode: ownCode() } })
    expect(await other.refused(jobsEndpoints.myDraft, params(job))).toMatchObject({ status: 404 })
  })
})

describe('daily reconfirmation', () => {
  it('a posting of three days on is hidden after a day, and shown again with one tap', async () => {
    const job = await post(employer, draft(later(3)))
    expect(job.confirmedUntil).toBe(monday0440 + day)
    app.clock.set(monday0440 + day)
    expect(await listed()).not.toContain(job.id)
    expect(await worker.refused(applyEndpoints.create, params(job))).toMatchObject({ code: 'job_not_open' })
    expect((await employer.call(jobsEndpoints.mine)).jobs[0]).toMatchObject({ confirmDue: true })
    expect(await employer.call(jobsEndpoints.confirm, params(job))).toMatchObject({ confirmedUntil: monday0440 + 2 * day })
    expect(await listed()).toContain(job.id)
  })

  it('its employer is asked once for each day, and nobody else may answer', async () => {
    const job = await post(employer, draft(later(3)))
    app.clock.set(monday0440 + 12 * hour)
    await app.chores.runAll()
    await app.chores.runAll()
    expect((await messages(employer)).filter((title) => title === '还招人吗？请点一下')).toHaveLength(1)
    const other = await app.person({ employer: { creditCode: ownCode() } })
    expect(await other.refused(jobsEndpoints.confirm, params(job))).toMatchObject({ status: 404 })
  })

  it('one that begins within a day needs none', async () => {
    expect((await post(employer, draft())).confirmedUntil).toBeNull()
  })
})

describe('reports', () => {
  const report = (person: TestPerson, jobId: string, text = '到了让先交两百') => person.raw(endpoints.report, { params: { jobId }, body: { reason: 'asked_for_money', text } })
  const decide = (person: TestPerson, reportId: string, decision: string, points = 0) =>
    person.raw(endpoints.decideReport, { params: { reportId }, body: { decision, reason: '核实：现场收了押金', points } })
  const reported = async () => {
    const job = await post(employer, draft())
    await report(worker, job.id)
    const [found] = await caseOf(staff, 'report')
    return { job, reportId: found?.subjectId ?? '' }
  }

  it('anybody signed in reports a posting once; its employer does not', async () => {
    const job = await post(employer, draft())
    expect((await report(worker, job.id)).status).toBe(200)
    expect((await report(worker, job.id)).body).toMatchObject({ code: 'already_reported' })
    expect((await report(employer, job.id)).body).toMatchObject({ code: 'own_job' })
    expect((await seen(worker, job.id)).reported).toBe(true)
    expect((await report(await app.person({}), job.id)).status).toBe(200)
  })

  it('comes to staff with the posting and never with a name', async () => {
    const { job, reportId } = await reported()
    const read = await staff.call(endpoints.getReport, { params: { reportId } })
    expect(read).toMatchObject({ reason: 'asked_for_money', text: '到了让先交两百', suggestedPoints: 6, posting: { jobId: job.id } })
    expect(JSON.stringify(read)).not.toContain(worker.personId)
    expect(await employer.refused(endpoints.getReport, { params: { reportId } })).toMatchObject({ status: 403 })
  })

  it('found wrong it touches nobody', async () => {
    const { job, reportId } = await reported()
    expect((await decide(staff, reportId, 'nothing')).status).toBe(200)
    expect((await decide(staff, reportId, 'nothing')).status).toBe(409)
    expect((await seen(worker, job.id)).status).toBe('open')
    expect((await employer.call(endpoints.standing)).sanctions).toEqual([])
    expect(await messages(worker)).toContain('您举报的事办完了')
  })

  it('found right it takes the posting down: who applied is free and told, the employer reads why and not from whom', async () => {
    const { job, reportId } = await reported()
    const hiredWorker = await app.person({ worker: {} })
    const application = await apply(hiredWorker, job.id)
    expect((await decide(staff, reportId, 'takedown', 6)).status).toBe(200)
    expect(await hiredWorker.call(applyEndpoints.get, { params: { applicationId: application.id } })).toMatchObject({ state: 'cancelled', endedReason: '核实：现场收了押金' })
    expect((await seen(employer, job.id)).filled).toBe(0)
    expect(await messages(hiredWorker)).toContain('这个活被撤下了')
    const standing = await employer.call(endpoints.standing)
    expect(standing).toMatchObject({ points: 6, standing: 'warned', sanctions: [{ kind: 'takedown', points: 6, reason: '核实：现场收了押金' }] })
    expect(JSON.stringify(standing)).not.toContain(worker.personId)
    // The time is free again: the same worker may take other work at the same hours.
    await apply(hiredWorker, (await post(await app.person({ employer: { creditCode: ownCode() } }), draft())).id)
  })

  it('a decision says why', async () => {
    const { reportId } = await reported()
    const answer = await staff.raw(endpoints.decideReport, { params: { reportId }, body: { decision: 'points', reason: '', points: 0 } })
    expect(answer).toMatchObject({ status: 400, body: { fields: [{ field: 'reason' }, { field: 'points' }] } })
  })

  describe('and the stop of posting', () => {
    const proposed = async () => {
      const { reportId } = await reported()
      await decide(staff, reportId, 'blacklist', 6)
      const { proposals } = await manager.call(endpoints.proposals)
      return proposals[0]?.sanction.id ?? ''
    }
    const confirm = (person: TestPerson, sanctionId: string) => person.raw(endpoints.confirmSanction, { params: { sanctionId } })
    const posting = () => employer.raw(jobsEndpoints.create, { body: draft() })

    it('needs a second person, and begins after its notice', async () => {
      const sanctionId = await proposed()
      expect(await messages(employer)).toContain('可能要暂停您发布招工')
      expect((await confirm(manager, sanctionId)).status).toBe(200)
      expect((await confirm(inspector, sanctionId)).status).toBe(409)
      app.clock.set(monday0440 + 2 * day)
      expect((await employer.raw(jobsEndpoints.create, { body: draft(later(2.5)) })).status).toBe(200)
      app.clock.set(monday0440 + 3 * day)
      expect((await employer.raw(jobsEndpoints.create, { body: draft(later(4)) })).body).toMatchObject({ code: 'blacklisted' })
      expect((await employer.call(endpoints.standing)).standing).toBe('suspended')
    })

    it('is not confirmed by whoever proposed it', async () => {
      const { reportId } = await reported()
      await decide(manager, reportId, 'blacklist', 6)
      const { proposals } = await manager.call(endpoints.proposals)
      expect(proposals[0]).toMatchObject({ mine: true })
      expect((await confirm(manager, proposals[0]?.sanction.id ?? '')).body).toMatchObject({ code: 'second_person_needed' })
      expect((await posting()).status).toBe(200)
    })

    it('is not confirmed by whoever made the report', async () => {
      const job = await post(employer, draft())
      await manager.call(endpoints.report, { ...params(job), body: { reason: 'asked_for_money', text: '' } })
      const [found] = (await caseOf(staff, 'report')).slice(-1)
      await decide(staff, found?.subjectId ?? '', 'blacklist', 6)
      const { proposals } = await manager.call(endpoints.proposals)
      const sanctionId = proposals.at(-1)?.sanction.id ?? ''
      expect((await confirm(manager, sanctionId)).body).toMatchObject({ code: 'own_case' })
      expect((await confirm(inspector, sanctionId)).status).toBe(200)
    })

    it('reaches a new account under the same licence, and ends by itself', async () => {
      const shared = ownCode()
      employer = await app.person({ employer: { creditCode: shared } })
      await confirm(manager, await proposed())
      app.clock.set(monday0440 + 3 * day)
      const twin = await app.person({ employer: { creditCode: shared } })
      expect((await twin.raw(jobsEndpoints.create, { body: draft(later(4)) })).body).toMatchObject({ code: 'blacklisted' })
      app.clock.set(monday0440 + 33 * day)
      const third = await app.person({ employer: { creditCode: shared } })
      expect((await third.raw(jobsEndpoints.create, { body: draft(later(34)) })).status).toBe(200)
    })

    it('waits for an appeal made in time, decided by a third person, and is lifted when it is right', async () => {
      const sanctionId = await proposed()
      await confirm(manager, sanctionId)
      await employer.call(endpoints.appeal, { params: { sanctionId }, body: { text: '钱是中午饭钱，有收据' } })
      app.clock.set(monday0440 + 3 * day)
      expect((await employer.raw(jobsEndpoints.create, { body: draft(later(4)) })).status).toBe(200)
      const [found] = await caseOf(inspector, 'appeal')
      const appealId = found?.subjectId ?? ''
      expect((await manager.raw(endpoints.decideAppeal, { params: { appealId }, body: { upheld: true, answer: '我自己撤' } })).body).toMatchObject({ code: 'second_person_needed' })
      await inspector.call(endpoints.decideAppeal, { params: { appealId }, body: { upheld: true, answer: '收据属实，撤销' } })
      const { sanctions } = await employer.call(endpoints.standing)
      expect(sanctions.find(({ id }) => id === sanctionId)).toMatchObject({ lifted: true, appeal: { upheld: true, answer: '收据属实，撤销' } })
    })

    it('is proposed by itself when points have become too many, and may be dropped', async () => {
      for (const worth of [6, 6]) await decide(staff, (await reported()).reportId, 'points', worth)
      const { proposals } = await inspector.call(endpoints.proposals)
      const mine = proposals.filter(({ points }) => points >= 12)
      expect(mine).toHaveLength(1)
      expect((await confirm(await app.person({ grants: [{ role: 'manager', marketId: (await app.market()).marketId }] }), mine[0]?.sanction.id ?? '')).status).toBe(404)
      await inspector.call(endpoints.dropSanction, { params: { sanctionId: mine[0]?.sanction.id ?? '' } })
      expect((await posting()).status).toBe(200)
    })
  })
})

describe('the rulebook', () => {
  let officer: TestPerson
  let second: TestPerson
  beforeEach(async () => {
    officer = await app.person({ grants: [{ role: 'officer', scopePath: '/41/' }] })
    second = await app.person({ grants: [{ role: 'officer', scopePath: '/41/' }] })
  })
  const changes = async (word: string): Promise<RulebookChanges> => {
    const { inForce } = await officer.call(endpoints.rulebooks)
    const { rules, thresholds } = await officer.call(endpoints.rulebook, { params: { version: inForce } })
    const illegal = rules.find(({ key }) => key === 'illegal')
    if (illegal === undefined) throw new Error('there is a rule about unlawful work')
    const { points, refused, doubtful, lawful } = illegal
    return { base: inForce, note: '加一个新骗局的说法', rules: [{ key: 'illegal', points, refused: [...refused, word], doubtful, lawful }], thresholds }
  }

  it('is the first of the province until another is in force', async () => {
    const { versions } = await officer.call(endpoints.rulebooks)
    expect(versions.at(-1)).toMatchObject({ version: henanRulebook1.version })
  })

  it('is tried on recent postings, proposed by one officer, and judges once another has confirmed it', async () => {
    await post(employer, draft({ description: '帮忙养螃蟹苗，喂食换水' }))
    const wanted = await changes('养(螃蟹|龙虾)苗')
    const trial = await officer.call(endpoints.tryRulebook, { body: wanted })
    expect(trial).toMatchObject({ different: 1, examples: [{ before: 'clear', after: 'refused', words: '养螃蟹苗' }] })
    const { version } = await officer.call(endpoints.proposeRulebook, { body: wanted })
    expect(await officer.refused(endpoints.confirmRulebook, { params: { version }, body: { effectiveFrom: null } })).toMatchObject({ code: 'second_person_needed' })
    await post(employer, draft({ description: '帮忙养螃蟹苗，喂食换水' }))
    const from = app.clock.now() + hour
    await second.call(endpoints.confirmRulebook, { params: { version }, body: { effectiveFrom: from } })
    expect(await second.refused(endpoints.confirmRulebook, { params: { version }, body: { effectiveFrom: null } })).toMatchObject({ code: 'step_not_allowed' })
    await post(employer, draft({ description: '帮忙养螃蟹苗，喂食换水' }))
    app.clock.set(from)
    const { fields } = await employer.refused(jobsEndpoints.create, { body: draft({ description: '帮忙养螃蟹苗，喂食换水' }) })
    expect(fields).toMatchObject([{ field: 'description', message: expect.stringContaining('养螃蟹苗') as string }])
    const job = await post(employer, draft())
    const [kept] = await app.store.read(({ q, t }) => q.select().from(t.jobVersions).where(eq(t.jobVersions.jobId, job.id)))
    expect(kept?.rulebookVersion).toBe(version)
  })

  it('that was dropped or overtaken never judges', async () => {
    app.clock.set(monday0440 + 2 * hour)
    const wanted = await changes('养(蝎子|蜈蚣)')
    const { version } = await officer.call(endpoints.proposeRulebook, { body: wanted })
    await officer.call(endpoints.dropRulebook, { params: { version } })
    expect(await second.refused(endpoints.confirmRulebook, { params: { version }, body: { effectiveFrom: null } })).toMatchObject({ code: 'step_not_allowed' })
    expect(await officer.refused(endpoints.proposeRulebook, { body: { ...wanted, base: 999 } })).toMatchObject({ code: 'changed_meanwhile' })
  })

  it('with words that cannot be read is refused beside them', async () => {
    for (const word of ['(限|男', '((a|b)|c)', '…', '(|)']) {
      expect(await officer.refused(endpoints.proposeRulebook, { body: await changes(word) })).toMatchObject({ status: 400, fields: [{ field: 'rules.illegal.refused' }] })
    }
  })

  it('made from one that another has replaced meanwhile is not put in force: what that one added would be gone', async () => {
    app.clock.advance(day)
    const [first, other] = [await officer.call(endpoints.proposeRulebook, { body: await changes('养蚯蚓') }), await officer.call(endpoints.proposeRulebook, { body: await changes('养蚂蟥') })]
    app.clock.advance(1)
    await second.call(endpoints.confirmRulebook, { params: { version: first.version }, body: { effectiveFrom: null } })
    expect(await second.refused(endpoints.confirmRulebook, { params: { version: other.version }, body: { effectiveFrom: app.clock.now() + hour } })).toMatchObject({ code: 'changed_meanwhile' })
    expect((await officer.call(endpoints.rulebooks)).inForce).toBe(first.version)
    await officer.call(endpoints.dropRulebook, { params: { version: other.version } })
  })

  it('is not put in force while another waits for its day: made from the one before, it would undo that one', async () => {
    app.clock.advance(2 * day)
    const waiting = await officer.call(endpoints.proposeRulebook, { body: await changes('养蝈蝈') })
    const from = app.clock.now() + hour
    await second.call(endpoints.confirmRulebook, { params: { version: waiting.version }, body: { effectiveFrom: from } })
    app.clock.advance(1)
    const later = await officer.call(endpoints.proposeRulebook, { body: await changes('养蛐蛐') })
    expect(await second.refused(endpoints.confirmRulebook, { params: { version: later.version }, body: { effectiveFrom: from } })).toMatchObject({ code: 'changed_meanwhile' })
    await officer.call(endpoints.dropRulebook, { params: { version: later.version } })
    app.clock.set(from)
    expect((await officer.call(endpoints.rulebooks)).inForce).toBe(waiting.version)
  })

  it('of two that are confirmed at the same moment one is put in force', async () => {
    app.clock.advance(4 * day)
    const [first, other] = [await officer.call(endpoints.proposeRulebook, { body: await changes('养蝎子') }), await officer.call(endpoints.proposeRulebook, { body: await changes('养土元') })]
    app.clock.advance(1)
    const outcomes = await Promise.all([first, other].map(({ version }, at) => second.raw(endpoints.confirmRulebook, { params: { version }, body: { effectiveFrom: app.clock.now() + at } })))
    expect(outcomes.map(({ status }) => status).sort()).toEqual([200, 409])
    for (const { version } of [first, other]) await officer.raw(endpoints.dropRulebook, { params: { version } })
  })

  it('locks nobody out for ever: its day is within ninety days, and until it comes it can be dropped', async () => {
    app.clock.advance(6 * day)
    const { version } = await officer.call(endpoints.proposeRulebook, { body: await changes('养水蛭') })
    app.clock.advance(1)
    const from = app.clock.now() + 90 * day
    expect(await second.refused(endpoints.confirmRulebook, { params: { version }, body: { effectiveFrom: from + 1 } })).toMatchObject({ fields: [{ field: 'effectiveFrom' }] })
    await second.call(endpoints.confirmRulebook, { params: { version }, body: { effectiveFrom: from } })
    const { versions } = await officer.call(endpoints.dropRulebook, { params: { version } })
    expect(versions[0]).toMatchObject({ version, effectiveFrom: null, droppedAt: app.clock.now() })
    app.clock.advance(1)
    const next = await officer.call(endpoints.proposeRulebook, { body: await changes('养蚕') })
    await second.call(endpoints.confirmRulebook, { params: { version: next.version }, body: { effectiveFrom: from } })
    await officer.call(endpoints.dropRulebook, { params: { version: next.version } })
  })

  it('tried by a city’s officer shows nothing of other cities’ postings', async () => {
    const away = await app.person({ grants: [{ role: 'officer', scopePath: '/41/4105/' }] })
    await post(employer, draft({ ...looks, description: '帮忙看护鸵鸟，喂食换水' }))
    const wanted = await changes('鸵鸟')
    expect((await officer.call(endpoints.tryRulebook, { body: wanted })).different).toBe(1)
    expect(await away.call(endpoints.tryRulebook, { body: wanted })).toMatchObject({ tried: 0, different: 0, examples: [] })
  })

  it('is read by officers, and changed by those of the province only', async () => {
    const ofCity = await app.person({ grants: [{ role: 'officer', scopePath: '/41/4103/' }] })
    const wanted = await changes('养蝎子')
    expect(await ofCity.refused(endpoints.proposeRulebook, { body: wanted })).toMatchObject({ status: 403 })
    expect((await ofCity.call(endpoints.tryRulebook, { body: wanted })).tried).toBeGreaterThan(0)
    expect(await manager.refused(endpoints.rulebooks)).toMatchObject({ status: 403 })
  })
})
