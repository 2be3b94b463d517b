import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { jobsEndpoints, type JobDraft } from '@market/shared/jobs/jobs.contract'
import { matchEndpoints } from '@market/shared/match/match.contract'
import { signEndpoints } from '@market/shared/sign/sign.contract'
import { hour } from '@market/shared/words/time'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { apply, post, read, signing, unloading } from '../../../test/support/journey'
import { giveLicence } from '../../../test/support/licences'
import { idNumber } from '../../../test/support/people'

const welding = '6-18-02-04'
const start = monday0440 + 110 * 60_000

describe('what the law keeps from somebody', () => {
  let app: TestApp
  let marketId: string
  let employer: TestPerson

  const welder = async (validUntil?: string) => {
    const person = await app.person({ worker: { trades: [welding] }, idNumber: idNumber(2001) })
    await giveLicence(app, person.personId, 'welder', validUntil)
    return person
  }
  const open = async (changes: Partial<JobDraft> = {}) => (await post(employer, unloading(marketId, changes))).id
  const refusal = (person: TestPerson, jobId: string) => person.refused(applyEndpoints.create, { params: { jobId } })
  const matched = async (person: TestPerson) => (await person.call(matchEndpoints.forMe, { query: {} })).matches.map(({ job }) => job.id)
  const signed = (person: TestPerson, agreementId: string, body: ReturnType<typeof signing>) => person.refused(signEndpoints.sign, { params: { agreementId }, body })
  const endLicences = (person: TestPerson, countsUntil: number) =>
    app.store.write(async ({ q, t }) => {
      await q.update(t.workLicences).set({ countsUntil }).where(eq(t.workLicences.personId, person.personId))
    })

  beforeAll(async () => {
    app = await createTestApp()
    ;({ marketId } = await app.market())
  })
  beforeEach(async () => {
    app.clock.set(monday0440)
    employer = await app.person({ employer: {} })
  })
  afterAll(() => app.close())

  it('a job that takes a licence is shown as fitting to who has one that counts until the work is over, and to nobody else', async () => {
    const jobId = await open({ trade: welding })
    const [without, over, holder] = [await app.person({ worker: { trades: [welding] }, idNumber: idNumber(2001) }), await welder('2026-11-22'), await welder('2026-11-23')]
    expect([(await matched(without)).includes(jobId), (await matched(over)).includes(jobId), (await matched(holder)).includes(jobId)]).toEqual([false, false, true])
    expect([(await refusal(without, jobId)).code, (await refusal(over, jobId)).code]).toEqual(['licence_needed', 'licence_needed'])
    expect(await apply(holder, jobId)).toMatchObject({ state: 'applied' })
  })

  it('a licence of another trade opens nothing', async () => {
    const person = await app.person({ worker: { trades: [welding] }, idNumber: idNumber(2001) })
    await giveLicence(app, person.personId, 'electrician_low')
    expect(await refusal(person, await open({ trade: welding }))).toMatchObject({ status: 403, code: 'licence_needed' })
  })

  it('where the employer chooses, one whose licence has ended is not chosen; the queue passes over them', async () => {
    const choosing = await open({ trade: welding, hiring: 'employer_chooses' })
    const person = await welder()
    const { id } = await apply(person, choosing)
    await endLicences(person, monday0440 - 1)
    const list = await employer.call(applyEndpoints.ofJob, { params: { jobId: choosing } })
    expect(list.applications[0]?.candidate?.fit?.hindrance).toContain('操作证')
    expect(await employer.refused(applyEndpoints.offer, { params: { applicationId: id } })).toMatchObject({ code: 'cannot_take_trade' })

    const jobId = await open({ trade: welding, headcount: 1 })
    const [inside, ended, next] = [await welder(), await welder(), await welder()]
    const place = await apply(inside, jobId)
    const queue = (who: TestPerson) => who.call(applyEndpoints.create, { params: { jobId }, body: { ifFull: 'queue' } })
    const first = await queue(ended)
    app.clock.advance(1_000)
    const second = await queue(next)
    await endLicences(ended, monday0440 - 1)
    await inside.call(applyEndpoints.withdraw, { params: { applicationId: place.id } })
    const stateOf = async (who: TestPerson, applicationId: string) => (await who.call(applyEndpoints.get, { params: { applicationId } })).state
    expect([await stateOf(ended, first.id), await stateOf(next, second.id)]).toEqual(['queued', 'offered'])
    await endLicences(next, monday0440 - 1)
    expect(await next.refused(applyEndpoints.accept, { params: { applicationId: second.id }, body: { jobVersion: 1 } })).toMatchObject({ code: 'licence_needed' })
  })

  it('a licence that ends between applying and signing is missed at the signature, by either side', async () => {
    const person = await welder()
    const { agreement } = await apply(person, await open({ trade: welding }))
    const agreementId = agreement?.id ?? ''
    const text = await read(person, agreementId)
    await endLicences(person, start)
    expect(await signed(person, agreementId, signing(text, 'worker', 26_000))).toMatchObject({ status: 403, code: 'licence_needed' })
    const toEmployer = await signed(employer, agreementId, signing(await read(employer, agreementId), 'employer', 26_000))
    expect(toEmployer).toMatchObject({ status: 409, code: 'cannot_take_trade' })
    await endLicences(person, start + 30 * hour)
    expect(await person.call(signEndpoints.sign, { params: { agreementId }, body: signing(text, 'worker', 26_000) })).toMatchObject({ application: { state: 'worker_signed' } })
  })

  it.each<[string, Partial<JobDraft>, string | null]>([
    ['works until ten in the evening', { startsAt: start + 8 * hour, endsAt: monday0440 + 17 * hour + 20 * 60_000, breakMinutes: 0 }, null],
    ['works after ten in the evening', { startsAt: start + 9 * hour, endsAt: monday0440 + 17 * hour + 50 * 60_000, breakMinutes: 60 }, 'minor_hours'],
    ['works eight hours', {}, null],
    ['works longer than eight hours', { breakMinutes: 30 }, 'minor_hours'],
  ])('a minor who %s is let or refused, and matching agrees', async (_words, changes, code) => {
    const minor = await app.person({ worker: {}, idNumber: idNumber(2009) })
    const jobId = await open({ payFen: 30_000, ...changes })
    expect((await matched(minor)).includes(jobId)).toBe(code === null)
    if (code === null) expect(await apply(minor, jobId)).toMatchObject({ state: 'applied' })
    else expect(await refusal(minor, jobId)).toMatchObject({ status: 403, code })
  })

  it('a minor who waits is not chosen once the hours have become those of adults, and no age is told', async () => {
    const minor = await app.person({ worker: {}, idNumber: idNumber(2009) })
    const jobId = await open({ hiring: 'employer_chooses' })
    const { id } = await apply(minor, jobId)
    const { draft, version } = await employer.call(jobsEndpoints.myDraft, { params: { jobId } })
    await employer.call(jobsEndpoints.update, { params: { jobId }, body: { draft: { ...draft, breakMinutes: 0, payFen: 30_000 }, version } })
    const list = await employer.call(applyEndpoints.ofJob, { params: { jobId } })
    const answer = await employer.refused(applyEndpoints.offer, { params: { applicationId: id } })
    expect(answer).toMatchObject({ code: 'cannot_take_trade' })
    expect(JSON.stringify([list, answer])).not.toMatch(/周岁|成年|未满/)
  })

  it('past retirement age nobody does dangerous work, whatever licence they have', async () => {
    const old = await app.person({ worker: { trades: [welding] }, idNumber: idNumber(1950) })
    await giveLicence(app, old.personId, 'welder')
    const jobId = await open({ trade: welding })
    expect(await matched(old)).not.toContain(jobId)
    expect(await refusal(old, jobId)).toMatchObject({ status: 403, code: 'past_retirement' })
    expect(await apply(old, await open())).toMatchObject({ state: 'applied' })
  })
})
