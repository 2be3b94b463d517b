import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { casesEndpoints } from '@market/shared/cases/cases.contract'
import { identityEndpoints } from '@market/shared/identity/identity.contract'
import { workLicenceEndpoints, type LicenceSubmission } from '@market/shared/identity/work-licences.contract'
import { samplePictures } from '@market/shared/identity/picture.samples'
import { inboxEndpoints } from '@market/shared/inbox/inbox.contract'
import { day, hour, marketDay } from '@market/shared/words/time'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { apply, post, unloading } from '../../../test/support/journey'
import type { TestMarket } from '../../../test/support/market'
import { idNumber } from '../../../test/support/people'

const electrician = '6-31-01-03'

describe('a licence for a dangerous trade', () => {
  let app: TestApp
  let market: TestMarket
  let staff: TestPerson
  let employer: TestPerson

  beforeAll(async () => {
    app = await createTestApp()
    market = await app.market()
    staff = await app.person({ staffOf: market.marketId })
    employer = await app.person({ employer: {} })
  })
  beforeEach(() => app.clock.set(monday0440))
  afterAll(() => app.close())

  const worker = (number = idNumber(2001)) => app.person({ worker: { trades: [electrician] }, idNumber: number })
  const licence = (changes: Partial<LicenceSubmission> = {}): LicenceSubmission => ({
    marketId: market.marketId, kind: 'electrician_low', number: '豫A042023000123', validUntil: '2029-04-30', reviewBy: '2027-04-30', ...changes,
  })
  const upload = (person: TestPerson) => person.call(identityEndpoints.upload, { body: { kind: 'work_licence', imageBase64: samplePictures.jpeg } })
  const submit = async (person: TestPerson, changes: Partial<LicenceSubmission> = {}) => {
    await upload(person)
    return person.call(workLicenceEndpoints.submit, { body: licence(changes) })
  }
  const waitingOf = async (person: TestPerson) => (await person.call(casesEndpoints.mine)).cases.find(({ closedAt }) => closedAt === null)?.subjectId ?? 'none'
  const of = (verificationId: string) => ({ params: { verificationId } })
  const reveal = (id: string) => staff.call(identityEndpoints.reveal, { ...of(id), body: { purpose: 'review' } })
  const accept = async (person: TestPerson) => {
    const id = await waitingOf(person)
    await reveal(id)
    return staff.call(identityEndpoints.accept, of(id))
  }
  const mine = async (person: TestPerson) => (await person.call(workLicenceEndpoints.mine)).licences
  const wiring = () => post(employer, unloading(market.marketId, { trade: electrician, title: '布线' }))
  const picturesOf = (id: string) => app.store.read(({ q, t }) => q.select().from(t.documents).where(eq(t.documents.verificationId, id)))

  test('is handed in with its picture, waits in the queue with a clock, and counts once staff accepted it', async () => {
    const person = await worker()
    const { id: jobId } = await wiring()
    const refusal = await person.refused(applyEndpoints.create, { params: { jobId } })
    expect(refusal).toMatchObject({ status: 403, code: 'licence_needed' })
    expect(refusal.fields?.map(({ field }) => field)).toEqual(['electrician_low', 'electrician_high', 'building_electrician'])
    expect(refusal.fields?.[0]?.message).toMatch(/特种作业操作证（低压电工作业）.*应急管理部门/)

    const { licences } = await submit(person)
    expect(licences).toMatchObject([{ kind: 'electrician_low', state: 'pending', waiting: { dueAt: monday0440 + 4 * hour }, numberMasked: '豫A0*******0123' }])
    expect((await staff.call(casesEndpoints.queue, { query: { kind: 'licence' } })).cases.map(({ subjectId }) => subjectId)).toContain(await waitingOf(person))
    expect(await person.refused(applyEndpoints.create, { params: { jobId } })).toMatchObject({ code: 'licence_needed' })

    const decided = await accept(person)
    expect(decided).toMatchObject({ state: 'passed', looked: 'work_licence', licence: { kind: 'electrician_low' } })
    expect(await mine(person)).toMatchObject([{ state: 'passed', standing: 'valid', reviewBy: '2027-04-30' }])
    expect(await apply(person, jobId)).toMatchObject({ state: 'applied' })
    await app.feed.caughtUp()
    expect((await person.call(inboxEndpoints.list)).messages.map(({ title }) => title)).toContain('操作证通过了')
    expect(await picturesOf(decided.id)).toMatchObject([{ contentSealed: null }])
  })

  test('is told of everything that is wrong at once; a number with another’s ID number in it is not this person’s', async () => {
    const number = idNumber(2001)
    const person = await worker(number)
    const wrong = await person.refused(workLicenceEndpoints.submit, { body: licence({ number: `T${idNumber(2001)}`, validUntil: '2026-01-01', reviewBy: '2026-02-01' }) })
    expect(wrong).toMatchObject({ status: 400, code: 'invalid_fields' })
    expect(wrong.fields?.map(({ field }) => field)).toEqual(['picture', 'number', 'validUntil', 'reviewBy'])
    expect((await submit(person, { number: `T${number}` })).licences).toMatchObject([{ state: 'pending' }])
    const stored = await app.store.read(({ q, t }) => q.select().from(t.workLicences).where(eq(t.workLicences.personId, person.personId)))
    expect(JSON.stringify(stored)).not.toContain(number)
  })

  test('one of each kind waits at a time, and staff see the number in clear only for a reason', async () => {
    const person = await worker()
    await submit(person)
    await upload(person)
    expect(await person.refused(workLicenceEndpoints.submit, { body: licence() })).toMatchObject({ code: 'step_not_allowed' })
    expect((await submit(person, { kind: 'welder' })).licences).toHaveLength(2)
    const id = await waitingOf(person)
    expect(await staff.refused(identityEndpoints.revealed, of(id))).toMatchObject({ code: 'step_not_allowed' })
    await reveal(id)
    expect(await staff.call(identityEndpoints.revealed, of(id))).toMatchObject({ name: '王建国', licenceNumber: '豫A042023000123' })
  })

  test('is sent back with all that is to be mended, without its picture, and can be handed in anew', async () => {
    const person = await worker()
    await submit(person)
    const id = await waitingOf(person)
    await reveal(id)
    await staff.call(identityEndpoints.refuse, { ...of(id), body: { flaws: ['work_licence_unclear', 'kind_differs', 'not_on_record'], note: '' } })
    expect(await mine(person)).toMatchObject([{ state: 'refused', refused: { flaws: ['work_licence_unclear', 'kind_differs', 'not_on_record'] } }])
    expect(await picturesOf(id)).toMatchObject([{ contentSealed: null }])
    expect((await submit(person)).licences).toMatchObject([{ state: 'pending' }])
  })

  test('counts until the day it must be looked at again, and its holder is reminded before that, once', async () => {
    const person = await worker()
    await submit(person, { validUntil: '2029-04-30', reviewBy: marketDay(monday0440 + 14 * day) })
    await accept(person)
    await app.chores.runAll()
    await app.chores.runAll()
    await app.feed.caughtUp()
    const titles = async () => (await person.call(inboxEndpoints.list)).messages.map(({ title }) => title).filter((title) => title.includes('到期') || title.includes('过期'))
    expect(await titles()).toEqual(['特种作业操作证（低压电工作业）还有 30 天到期'])
    const { id: jobId } = await wiring()
    expect(await apply(person, jobId)).toMatchObject({ state: 'applied' })
    app.clock.set(monday0440 + 15 * day)
    await app.chores.runAll()
    await app.feed.caughtUp()
    expect(await titles()).toContain('特种作业操作证（低压电工作业）过期了')
    const later = monday0440 + 15 * day
    const again = await post(await app.person({ employer: {} }), unloading(market.marketId, { trade: electrician, title: '换灯', startsAt: later + 2 * hour, endsAt: later + 6 * hour, breakMinutes: 0 }))
    expect(await person.refused(applyEndpoints.create, { params: { jobId: again.id } })).toMatchObject({ code: 'licence_needed' })
  }, 60_000)
})
