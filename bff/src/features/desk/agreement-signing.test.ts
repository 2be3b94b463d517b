import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deskEndpoints } from '@market/shared/desk/desk.contract'
import { readSignaturePayload } from '@market/shared/sign/sign.rules'
import { signEndpoints, type Agreement } from '@market/shared/sign/sign.contract'
import { day } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { keyRing, timestampsAt } from '../../../test/support/keys'
import { apply, handwriting, post, sign, unloading } from '../../../test/support/journey'
import type { TestMarket } from '../../../test/support/market'
import { idNumber, type PersonFacts } from '../../../test/support/people'
import { sealing } from '../sign/sealing'
import { recordSealer } from '../sign/record-sealer'

describe('signing at the desk', () => {
  let app: TestApp
  let market: TestMarket
  let staff: TestPerson
  let employer: TestPerson
  let worker: TestPerson
  let card: { name: string; idNumber: string }
  let agreementId: string
  let jobId: string

  beforeAll(async () => {
    app = await createTestApp()
  })
  afterAll(() => app.close())

  /** Somebody whom no message reaches: registered at the desk, without WeChat and without a number of their own. */
  const withoutPhone = ({ personId }: TestPerson) =>
    app.store.write(({ q, t }) => q.update(t.people).set({ openid: null, phoneSealed: null, phoneMasked: null, phoneIndex: null }).where(eq(t.people.id, personId)))
  const applied = async (facts: PersonFacts = {}, changes: Parameters<typeof unloading>[1] = {}): Promise<void> => {
    card = { name: '王建国', idNumber: facts.idNumber ?? idNumber() }
    worker = await app.person({ ...card, worker: {}, ...facts })
    jobId = (await post(employer, unloading(market.marketId, changes))).id
    agreementId = (await apply(worker, jobId)).agreement?.id ?? ''
    await withoutPhone(worker)
  }
  beforeEach(async () => {
    app.clock.set(monday0440)
    market = await app.market()
    staff = await app.person({ staffOf: market.marketId })
    employer = await app.person({ name: '李宏运', employer: { kind: 'business' } })
    await applied()
  })

  const open = (by = staff): Promise<Agreement> => by.call(deskEndpoints.openAgreement, { body: { shown: card, agreementId } })
  const signing = (textHash: string, changes: object = {}) => ({ shown: card, agreementId, textHash, understoodPayFen: 26_000, strokes: handwriting(), compared: true as const, asked: false, ...changes })
  const signedBy = async (by = staff, changes: object = {}) => by.call(deskEndpoints.signAgreement, { body: signing((await open(staff)).textHash, changes) })
  const refusedBy = async (by: TestPerson, changes: object = {}) => by.refused(deskEndpoints.signAgreement, { body: signing((await open(staff)).textHash, changes) })
  const signatures = () => app.store.read(({ q, t }) => q.select().from(t.signatures).where(eq(t.signatures.agreementId, agreementId)))
  const audited = async () => (await app.store.read(({ q, t }) => q.select().from(t.auditEntries).where(eq(t.auditEntries.subjectId, agreementId)).orderBy(t.auditEntries.id))).map(({ action, purpose, actorId, aboutPersonId }) => ({ action, purpose, actorId, aboutPersonId }))

  it('what waits for a signature is found with the person, opened and read, and signed before the witness', async () => {
    const { person } = await staff.call(deskEndpoints.find, { body: { shown: card } })
    expect(person?.toSign).toMatchObject([{ agreementId, jobTitle: '卸货搬运' }])
    const agreement = await open()
    expect(agreement).toMatchObject({ id: agreementId, status: 'draft', text: expect.stringContaining('王建国') as string, keyFacts: expect.arrayContaining([]) as [] })
    expect(await staff.call(deskEndpoints.signAgreement, { body: signing(agreement.textHash) })).toMatchObject({ status: 'signed_by_worker', signatures: [{ party: 'worker' }] })
    const [row] = await signatures()
    expect(row).toMatchObject({ party: 'worker', personId: worker.personId, confirmedBy: 'desk', witnessId: staff.personId })
    expect(readSignaturePayload(row?.payload ?? '')).toMatchObject({ confirmedBy: 'desk', witnessId: staff.personId, payFen: 26_000 })
    const about = { actorId: staff.personId, aboutPersonId: worker.personId }
    expect(await audited()).toEqual([{ action: 'desk.open_agreement', purpose: 'id_card', ...about }, { action: 'desk.sign_agreement', purpose: 'no_phone', ...about }])
    expect((await staff.call(deskEndpoints.find, { body: { shown: card } })).person?.toSign).toEqual([])
  })

  it('is as good as any other: the employer signs, it is sealed with the witness in the record, and verifies', async () => {
    await signedBy()
    expect((await sign(employer, agreementId, 'employer')).agreement.status).toBe('signed')
    const { store, clock, vault, config } = app
    await sealing({ store, clock, vault, sealer: recordSealer(keyRing), tsa: timestampsAt(clock), codeKey: config.keys.code, test: true }).run()
    const [seal] = await store.read(({ q, t }) => q.select().from(t.seals).where(eq(t.seals.agreementId, agreementId)))
    expect(JSON.parse(seal?.record ?? '{}')).toMatchObject({ signatures: [{ party: 'worker', confirmedBy: 'desk', witnessId: staff.personId }, { party: 'employer', witnessId: null }] })
    expect(await app.stranger.call(signEndpoints.verify, { params: { agreementId } })).toMatchObject({ valid: true, status: 'sealed' })
    await store.write(({ q, t }) => q.update(t.signatures).set({ witnessId: employer.personId }).where(eq(t.signatures.witnessId, staff.personId)))
    const forged = await app.stranger.call(signEndpoints.verify, { params: { agreementId } })
    expect(forged.checks.filter(({ passed }) => !passed).map(({ check }) => check)).toEqual(['工人签的就是这份协议和工钱', '存证记录和协议对得上'])
  })

  it('sent twice, or by two desks at once, it is signed once', async () => {
    const body = signing((await open()).textHash)
    const key = randomUUID()
    const first = await staff.call(deskEndpoints.signAgreement, { body, key })
    expect(await staff.call(deskEndpoints.signAgreement, { body, key })).toEqual(first)
    await applied()
    const colleague = await app.person({ staffOf: market.marketId })
    const anew = signing((await open()).textHash)
    const both = await Promise.all([staff, colleague].map((by) => by.raw(deskEndpoints.signAgreement, { body: anew })))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(await signatures()).toHaveLength(1)
  })

  it('a slip opens it, but only the card of its owner signs, with the face compared', async () => {
    await staff.call(deskEndpoints.newSlip, { body: { shown: card } })
    const { person } = await staff.call(deskEndpoints.find, { body: { shown: card } })
    const slip = { code: person?.slip?.code ?? '' }
    const { textHash } = await staff.call(deskEndpoints.openAgreement, { body: { shown: slip, agreementId } })
    expect((await audited())[0]).toMatchObject({ purpose: 'slip' })
    for (const changes of [{ shown: slip }, { compared: false }, { strokes: [[1, 1, 1]] }]) {
      expect(await staff.refused(deskEndpoints.signAgreement, { body: signing(textHash, changes) as never })).toMatchObject({ code: 'invalid_fields' })
    }
    const other = { name: '李四方', idNumber: idNumber() }
    await app.person({ ...other, worker: {} })
    expect(await refusedBy(staff, { shown: other })).toMatchObject({ code: 'not_found' })
    expect(await signatures()).toEqual([])
  })

  it('whoever has a phone signs there, unless they ask for the desk; then that stands in the audit', async () => {
    await app.store.write(({ q, t }) => q.update(t.people).set({ openid: `openid-${worker.personId}`, phoneIndex: 'somebody' }).where(eq(t.people.id, worker.personId)))
    expect(await refusedBy(staff)).toMatchObject({ code: 'desk_not_asked', status: 409 })
    await signedBy(staff, { asked: true })
    expect((await audited()).at(-1)).toMatchObject({ action: 'desk.sign_agreement', purpose: 'asked_for_desk' })
  })

  it('the usual refusals hold: wrong pay, another text, who is not verified any more', async () => {
    expect(await refusedBy(staff, { understoodPayFen: 25_900 })).toMatchObject({ code: 'pay_not_understood' })
    expect(await refusedBy(staff, { textHash: 'a'.repeat(64) })).toMatchObject({ code: 'agreement_changed', status: 409 })
    await app.store.write(({ q, t }) => q.update(t.people).set({ verifiedUntil: app.clock.now() - day }).where(eq(t.people.id, worker.personId)))
    expect(await refusedBy(staff)).toMatchObject({ code: 'not_verified' })
    expect(await signatures()).toEqual([])
  })

  it('a name put right between reading and signing makes another text, which is read again', async () => {
    const { textHash } = await open()
    await app.store.write(({ q, t }) => q.update(t.employers).set({ name: '洛阳新名农贸有限公司' }).where(eq(t.employers.personId, employer.personId)))
    expect(await staff.refused(deskEndpoints.signAgreement, { body: signing(textHash) })).toMatchObject({ code: 'agreement_changed' })
    expect((await open()).textHash).not.toBe(textHash)
    expect(await signedBy()).toMatchObject({ status: 'signed_by_worker' })
  })

  describe('the witness', () => {
    it('is of the market whose job it is; elsewhere there is no such agreement', async () => {
      const other = await app.person({ staffOf: (await app.market()).marketId })
      expect(await other.refused(deskEndpoints.openAgreement, { body: { shown: card, agreementId } })).toMatchObject({ code: 'not_found' })
      expect(await refusedBy(other)).toMatchObject({ code: 'not_found' })
      expect(await refusedBy(other, { asked: true })).toMatchObject({ code: 'not_found' })
    })

    it('is neither worker nor employer, nor of the employer’s firm', async () => {
      const self = { name: '赵前台', idNumber: idNumber() }
      const both = await app.person({ ...self, worker: {}, staffOf: market.marketId })
      const own = (await apply(both, jobId)).agreement?.id ?? ''
      expect(await both.refused(deskEndpoints.openAgreement, { body: { shown: self, agreementId: own } })).toMatchObject({ code: 'own_case' })
      const colleague = await app.person({ employer: { kind: 'business' }, staffOf: market.marketId })
      expect(await colleague.refused(deskEndpoints.openAgreement, { body: { shown: card, agreementId } })).toMatchObject({ code: 'witness_not_neutral', status: 403 })
      expect(await refusedBy(colleague)).toMatchObject({ code: 'witness_not_neutral' })
      employer = await app.person({ employer: { kind: 'household' }, staffOf: market.marketId })
      await applied()
      const { status, body } = await employer.raw(deskEndpoints.openAgreement, { body: { shown: card, agreementId } })
      expect([status, body]).toEqual([403, expect.objectContaining({ code: 'witness_not_neutral' })])
    })

    it('does not work at the desk of a market that the employer runs', async () => {
      await app.store.write(({ q, t }) => q.insert(t.marketOperators).values({ marketId: market.marketId, employerId: employer.personId, fromAt: 1 }))
      expect(await staff.refused(deskEndpoints.openAgreement, { body: { shown: card, agreementId } })).toMatchObject({ code: 'witness_not_neutral' })
    })
  })

  it('work that takes a licence is not signed without it', async () => {
    await applied({ idNumber: idNumber(1990) })
    await app.store.write(async ({ q, t }) => {
      const [row] = await q.select({ terms: t.agreements.terms }).from(t.agreements).where(eq(t.agreements.id, agreementId))
      if (row) await q.update(t.agreements).set({ terms: { ...row.terms, trade: '6-31-01-03' } }).where(eq(t.agreements.id, agreementId))
    })
    expect(await staff.refused(deskEndpoints.signAgreement, { body: signing((await open()).textHash) })).toMatchObject({ code: 'agreement_changed' })
    expect(await refusedBy(staff)).toMatchObject({ code: 'licence_needed', status: 403 })
  })
})
