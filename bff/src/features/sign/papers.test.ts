import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { deskEndpoints } from '@market/shared/desk/desk.contract'
import { keptFor } from '@market/shared/sign/retention'
import { signEndpoints } from '@market/shared/sign/sign.contract'
import { day, hour, minute } from '@market/shared/words/time'
import { putPaper } from '../../../test/support/agreement-paper'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { apply, hired, post, read, sign, unloading } from '../../../test/support/journey'
import { idNumber } from '../../../test/support/people'
import { sha256 } from './seal-record'
import { signRetention } from './retention'

let app: TestApp
let marketId: string
let staff: TestPerson
let employer: TestPerson
let worker: TestPerson
let card: { name: string; idNumber: string }
let agreementId: string
let applicationId: string

beforeAll(async () => {
  app = await createTestApp()
  marketId = (await app.market()).marketId
})
afterAll(() => app.close())

const newJob = () => post(employer, unloading(marketId, { startsAt: app.clock.now() + 2 * hour, endsAt: app.clock.now() + 10 * hour }))

beforeEach(async () => {
  // The tests go years ahead, and no session lasts that long.
  staff = await app.person({ staffOf: marketId })
  employer = await app.person({ name: '李宏运', employer: { kind: 'business' } })
  card = { name: '王建国', idNumber: idNumber() }
  worker = await app.person({ ...card, worker: {} })
  const application = await hired(worker, employer, (await newJob()).id)
  applicationId = application.id
  agreementId = application.agreement?.id ?? ''
})

const paperFor = (person: TestPerson) => person.raw(signEndpoints.paper, { params: { agreementId } })

describe('the paper', () => {
  test('is there for both parties and nobody else, and says when it is still being made', async () => {
    expect(await worker.refused(signEndpoints.paper, { params: { agreementId } })).toMatchObject({ code: 'paper_not_ready', status: 409 })
    await putPaper(app, agreementId, '%PDF-1.7 王建国')
    for (const party of [worker, employer]) {
      const { status, body } = await paperFor(party)
      expect(status).toBe(200)
      expect(String(body)).toBe('%PDF-1.7 王建国')
    }
    for (const other of [staff, await app.person({ worker: {} })]) expect((await paperFor(other)).status).toBe(404)
    expect((await app.stranger.raw(signEndpoints.paper, { params: { agreementId } })).status).toBe(401)
    expect((await read(worker, agreementId)).hasPaper).toBe(true)
  })

  test('is sealed in the database', async () => {
    await putPaper(app, agreementId, '%PDF-1.7 王建国')
    const [row] = await app.store.read(({ q, t }) => q.select().from(t.agreementPapers).where(eq(t.agreementPapers.agreementId, agreementId)))
    expect(Buffer.from(row?.contentSealed ?? '', 'base64').includes('王建国')).toBe(false)
    expect(row?.contentSealed).not.toContain(Buffer.from('%PDF-1.7 王建国').toString('base64'))
  })
})

describe('a copy at the desk', () => {
  const ask = (shown: object, who = staff) => who.raw(deskEndpoints.copyAgreement, { body: { shown, agreementId } })
  const copy = (who = staff) => who.raw(deskEndpoints.agreementPaper, { params: { agreementId } })

  test('is printed while its owner stands there, for a quarter of an hour, and stands in the audit', async () => {
    await putPaper(app, agreementId)
    expect(await staff.call(deskEndpoints.find, { body: { shown: card } })).toMatchObject({ person: { agreements: [{ agreementId, jobTitle: '卸货搬运' }] } })
    expect((await copy()).status).toBe(404)
    expect(await ask(card)).toMatchObject({ status: 200, body: { agreementId, until: app.clock.now() + 15 * minute } })
    expect(await copy()).toMatchObject({ status: 200 })
    const entries = await app.store.read(({ q, t }) => q.select().from(t.auditEntries).where(eq(t.auditEntries.subjectId, agreementId)))
    expect(entries).toMatchObject([{ action: 'desk.copy_agreement', actorId: staff.personId, aboutPersonId: worker.personId, purpose: 'id_card' }])
    const colleague = await app.person({ staffOf: marketId })
    expect((await copy(colleague)).status).toBe(404)
    app.clock.advance(15 * minute + 1)
    expect((await copy()).status).toBe(404)
  })

  test('is not given for somebody else’s card, nor to staff about themselves', async () => {
    await putPaper(app, agreementId)
    const other = { name: '李四方', idNumber: idNumber() }
    await app.person({ ...other, worker: {} })
    expect((await ask(other)).status).toBe(404)
    expect((await copy()).status).toBe(404)
    const selfServing = { name: '赵前台', idNumber: idNumber() }
    const both = await app.person({ ...selfServing, worker: {}, staffOf: marketId })
    const mine = await hired(both, employer, (await newJob()).id)
    await putPaper(app, mine.agreement?.id ?? '')
    expect(await both.refused(deskEndpoints.copyAgreement, { body: { shown: selfServing, agreementId: mine.agreement?.id ?? '' } })).toMatchObject({ code: 'own_case' })
  })
})

describe('when the time is over', () => {
  const erase = () => signRetention({ store: app.store }).run(app.clock.now())
  const left = () => app.store.read(async ({ q, t }) => ({
    agreement: (await q.select().from(t.agreements).where(eq(t.agreements.id, agreementId)))[0],
    signatures: await q.select().from(t.signatures).where(eq(t.signatures.agreementId, agreementId)),
    strokes: await q.select().from(t.strokes),
    papers: await q.select().from(t.agreementPapers).where(eq(t.agreementPapers.agreementId, agreementId)),
  }))

  test('what came to nothing is deleted after thirty days, handwriting and all, and not before', async () => {
    worker = await app.person({ worker: {} })
    const application = await apply(worker, (await newJob()).id)
    agreementId = application.agreement?.id ?? ''
    await sign(worker, agreementId, 'worker')
    await worker.call(applyEndpoints.withdraw, { params: { applicationId: application.id } })
    const before = await left()
    app.clock.advance(keptFor.unsigned - 1)
    await erase()
    expect(await left()).toEqual(before)
    app.clock.advance(2)
    await erase()
    const after = await left()
    expect([after.agreement, after.signatures]).toEqual([undefined, []])
    expect(after.strokes.length).toBe(before.strokes.length - 1)
  })

  test('of what was carried out or ended three years ago only fingerprints are left, which still prove it', async () => {
    await putPaper(app, agreementId)
    await worker.call(applyEndpoints.cancel, { params: { applicationId }, body: { reason: '家里有事' } })
    await app.feed.caughtUp()
    app.clock.advance(keptFor.agreement - day)
    await erase()
    expect((await left()).agreement?.erasedAt).toBeNull()
    app.clock.advance(2 * day)
    await erase()
    const { agreement, signatures, papers } = await left()
    expect(agreement).toMatchObject({ textSealed: '', erasedAt: app.clock.now(), textHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string })
    expect([signatures.length, papers.length]).toEqual([2, 0])
    const answer = await app.stranger.call(signEndpoints.verify, { params: { agreementId } })
    expect(answer).toMatchObject({ erasedAt: app.clock.now(), paper: null, ended: { how: 'by_worker' } })
    expect(answer.checks.map(({ check }) => check)).not.toContain('协议文字和签字时一样')
    for (const { payload } of answer.signatures) expect(sha256(payload)).toMatch(/^[0-9a-f]{64}$/)
  })
})
