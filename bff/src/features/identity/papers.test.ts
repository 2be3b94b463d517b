import { casesEndpoints } from '@market/shared/cases/cases.contract'
import { identityEndpoints, type PaperSubmission, type Verification } from '@market/shared/identity/identity.contract'
import type { DocumentKind } from '@market/shared/identity/identity.rules'
import { samplePictures } from '@market/shared/identity/picture.samples'
import { checkedUntil, endOfDay } from '@market/shared/identity/validity.rules'
import { inboxEndpoints } from '@market/shared/inbox/inbox.contract'
import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import { consent } from '@market/shared/register/consent'
import { day, hour } from '@market/shared/words/time'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { unloading } from '../../../test/support/journey'
import type { TestMarket } from '../../../test/support/market'
import { idNumber } from '../../../test/support/people'
import { rowsOf } from '../../../test/support/rows-of-all-tables'
import { createWechatTestApp, type WechatTestApp } from '../../../test/support/wechat'
import { sandboxNames } from '../../gateways/identity/sandbox-answers'
import { revealLasts, revealsADay } from './review.service'

let app: WechatTestApp
let market: TestMarket
let staff: TestPerson
let colleague: TestPerson
let stranger: TestPerson

beforeAll(async () => {
  app = await createWechatTestApp()
  market = await app.market()
  staff = await app.person({ name: '赵敏', staffOf: market.marketId })
  colleague = await app.person({ name: '孙丽', grants: [{ role: 'manager', marketId: market.marketId }] })
  stranger = await app.person({ name: '周岩', staffOf: (await app.market({ regionCode: '4105' })).marketId })
})
beforeEach(() => app.clock.set(monday0440))
afterAll(() => app.close())

const licence = { kind: 'business_licence', number: '', validFrom: '2020-03-01', validUntil: '' } as const
const permit = { kind: 'hr_permit', number: '豫人服证字〔2023〕第0300001313号', validFrom: '2023-05-01', validUntil: '2027-01-10' } as const
const submission = (changes: Partial<PaperSubmission> = {}): PaperSubmission => ({ marketId: market.marketId, legalRepresentative: '李明', papers: [licence], ...changes })

const picture = (comment = '') => Buffer.concat([
  Buffer.from(samplePictures.jpeg, 'base64').subarray(0, 2),
  Buffer.from([0xff, 0xfe, 0x00, comment.length + 2]), Buffer.from(comment, 'latin1'),
  Buffer.from(samplePictures.jpeg, 'base64').subarray(2),
]).toString('base64')

/** The person is verified, the employer is not. */
async function newEmployer(kind: 'business' | 'agency' | 'organisation' = 'business'): Promise<TestPerson> {
  const employer = await app.person({ name: '李明', employer: { kind } })
  await app.store.write(async ({ q, t }) => {
    await q.update(t.employers).set({ verifiedUntil: null, creditCode: '91350100M000100Y43' }).where(eq(t.employers.personId, employer.personId))
  })
  return employer
}
const upload = (person: TestPerson, kind: DocumentKind, imageBase64 = picture()) => person.call(identityEndpoints.upload, { body: { kind, imageBase64 } })
const submit = (person: TestPerson, changes?: Partial<PaperSubmission>) => person.call(identityEndpoints.submitPapers, { body: submission(changes) })
const mine = (person: TestPerson) => person.call(identityEndpoints.mine)
const of = (verificationId: string) => ({ params: { verificationId } })
const idOf = async (person: TestPerson): Promise<string> => {
  const { cases } = await person.call(casesEndpoints.mine)
  return cases[0]?.subjectId ?? 'none'
}
const reveal = (person: TestPerson, id: string) => person.call(identityEndpoints.reveal, { ...of(id), body: { purpose: 'review' } })
async function accept(id: string, by = staff): Promise<Verification> {
  await reveal(by, id)
  return by.call(identityEndpoints.accept, of(id))
}
async function refuse(id: string, flaws: Verification['flaws'], note = '', by = staff): Promise<Verification> {
  await reveal(by, id)
  return by.call(identityEndpoints.refuse, { ...of(id), body: { flaws, note } })
}
/** A business that submitted, and the submission's id. */
async function submitted(changes?: Partial<PaperSubmission>): Promise<{ employer: TestPerson; id: string }> {
  const employer = await newEmployer()
  await upload(employer, 'business_licence')
  await submit(employer, changes)
  return { employer, id: await idOf(employer) }
}
const messages = async (person: TestPerson) => {
  await app.feed.caughtUp()
  return (await person.call(inboxEndpoints.list)).messages.map(({ title }) => title)
}

describe('an employer submits papers', () => {
  test('and is told everything that is missing at once', async () => {
    const agency = await newEmployer('agency')
    const refusal = await agency.refused(identityEndpoints.submitPapers, { body: submission({ legalRepresentative: '', papers: [] }) })
    expect(refusal).toMatchObject({ status: 400, code: 'invalid_fields' })
    expect(refusal.fields?.map(({ field }) => field)).toEqual([
      'legalRepresentative', 'business_licence.picture', 'business_licence.validFrom', 'hr_permit.picture', 'hr_permit.number', 'hr_permit.validFrom',
    ])
  })

  test.each([
    ['no picture', Buffer.from('this is a text file, and a long one so that its length is not what is wrong with it: no picture at all'.repeat(2)).toString('base64'), /不是照片/],
    ['a broken one', picture().slice(0, 400), /坏了/],
  ])('%s is refused and not kept', async (_words, imageBase64, words) => {
    const employer = await newEmployer()
    const refusal = await employer.refused(identityEndpoints.upload, { body: { kind: 'business_licence', imageBase64 } })
    expect(refusal.fields).toMatchObject([{ field: 'imageBase64' }])
    expect(refusal.fields?.[0]?.message).toMatch(words)
    expect((await mine(employer)).pictures).toEqual([])
  })

  test('a picture taken again takes the place of the one before', async () => {
    const employer = await newEmployer()
    await upload(employer, 'business_licence', picture('first'))
    await upload(employer, 'business_licence', picture('second'))
    const rows = await app.store.read(({ q, t }) => q.select().from(t.documents).where(eq(t.documents.personId, employer.personId)))
    expect(rows).toHaveLength(1)
  })

  test('which wait in the queue of that market with a clock, and in no other', async () => {
    const { employer, id } = await submitted()
    const { employer: own } = await mine(employer)
    expect(own).toMatchObject({ standing: 'none', waiting: { since: monday0440, dueAt: monday0440 + 4 * hour, ownerMasked: null } })
    expect((await staff.call(casesEndpoints.queue, { query: { kind: 'identity' } })).cases.map(({ subjectId }) => subjectId)).toContain(id)
    expect((await stranger.call(casesEndpoints.queue, { query: {} })).cases).toEqual([])
    expect(await employer.refused(identityEndpoints.submitPapers, { body: submission() })).toMatchObject({ code: 'step_not_allowed' })
    expect((await employer.refused(jobsEndpoints.create, { body: unloading(market.marketId) })).code).toBe('not_verified')
  })

  test.each([['fits', '李明', 'match'], ['does not fit', `李${sandboxNames.mismatch}`, 'mismatch'], ['is not known', `李${sandboxNames.noRecord}`, 'no_record'], ['cannot be asked', `李${sandboxNames.down}`, 'unavailable']])(
    'staff see that the register of businesses says: it %s', async (_words, legalRepresentative, answer) => {
      const { id } = await submitted({ legalRepresentative })
      expect(await staff.call(identityEndpoints.see, of(id))).toMatchObject({ answer, looked: 'business', state: 'pending' })
    },
  )

  test('a household has none to submit', async () => {
    const home = await app.person({ employer: { kind: 'household' } })
    expect((await home.refused(identityEndpoints.submitPapers, { body: submission() })).code).toBe('step_not_allowed')
  })

  test('nothing goes to a market that does not exist', async () => {
    const employer = await newEmployer()
    await upload(employer, 'business_licence')
    expect((await employer.refused(identityEndpoints.submitPapers, { body: submission({ marketId: 'no-such-market' }) })).code).toBe('not_found')
  })
})

describe('staff look', () => {
  test('at masked data, until they give a reason; that is audited and lasts ten minutes', async () => {
    const { employer, id } = await submitted()
    const masked = await staff.call(identityEndpoints.see, of(id))
    expect(masked).toMatchObject({ nameMasked: '李*', mayDecide: true, revealedUntil: null, employer: { creditCode: '91350100M000100Y43', legalRepresentativeMasked: '李*' } })
    const documentId = masked.documents[0]?.id ?? ''
    const look = { params: { verificationId: id, documentId } }
    expect((await staff.refused(identityEndpoints.picture, look)).code).toBe('step_not_allowed')
    expect((await staff.refused(identityEndpoints.revealed, of(id))).code).toBe('step_not_allowed')

    expect(await reveal(staff, id)).toEqual({ until: monday0440 + revealLasts })
    expect(await staff.call(identityEndpoints.revealed, of(id))).toMatchObject({ name: '李明', legalRepresentative: '李明' })
    expect((await staff.call(identityEndpoints.picture, look)).mime).toBe('image/jpeg')
    const entries = await app.store.read(({ q, t }) => q.select().from(t.auditEntries).where(eq(t.auditEntries.subjectId, id)))
    expect(entries).toMatchObject([{ actorId: staff.personId, action: 'identity.reveal', aboutPersonId: employer.personId, purpose: 'review', role: 'staff' }])

    // Another's reason is not one's own.
    expect((await colleague.refused(identityEndpoints.picture, look)).code).toBe('step_not_allowed')
    app.clock.advance(revealLasts)
    expect((await staff.refused(identityEndpoints.picture, look)).code).toBe('step_not_allowed')
  })

  test('at pictures without what hung on them, which lie sealed', async () => {
    const employer = await newEmployer()
    await upload(employer, 'business_licence', picture('GPS 34.62 112.45'))
    await submit(employer)
    const id = await idOf(employer)
    await reveal(staff, id)
    const { documents } = await staff.call(identityEndpoints.see, of(id))
    const shown = await staff.call(identityEndpoints.picture, { params: { verificationId: id, documentId: documents[0]?.id ?? '' } })
    expect(Buffer.from(shown.base64, 'base64').includes('GPS')).toBe(false)
    const [row] = await app.store.read(({ q, t }) => q.select().from(t.documents).where(eq(t.documents.personId, employer.personId)))
    expect(row?.contentSealed).toMatch(/^v1\./)
    expect(row?.contentSealed).not.toContain(shown.base64.slice(0, 40))
  })

  test('in their own market only: elsewhere it does not exist', async () => {
    const { id } = await submitted()
    const answers = [
      await stranger.refused(identityEndpoints.see, of(id)),
      await stranger.refused(identityEndpoints.reveal, { ...of(id), body: { purpose: 'review' } }),
      await stranger.refused(identityEndpoints.revealed, of(id)),
      await stranger.refused(identityEndpoints.picture, { params: { verificationId: id, documentId: id } }),
      await stranger.refused(identityEndpoints.accept, of(id)),
      await stranger.refused(identityEndpoints.refuse, { ...of(id), body: { flaws: ['other'], note: '' } }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404])
  })

  test('at two hundred a day and no more', async () => {
    const { id } = await submitted()
    const curious = await app.person({ staffOf: market.marketId })
    await app.store.write(async ({ q, t }) => {
      const [one] = await q.select().from(t.auditEntries).limit(1)
      if (!one) throw new Error('nothing was audited yet')
      const row = { ...one, actorId: curious.personId, action: 'identity.reveal', at: monday0440 - hour, scopePath: (await q.select({ path: t.markets.path }).from(t.markets).where(eq(t.markets.id, market.marketId)))[0]?.path ?? '' }
      await q.insert(t.auditEntries).values(Array.from({ length: revealsADay }, (_, number) => ({ ...row, id: `reveal-${String(number).padStart(6, '0')}` })))
    })
    expect(await curious.refused(identityEndpoints.reveal, { ...of(id), body: { purpose: 'review' } })).toMatchObject({ status: 429, code: 'quota_used' })
    app.clock.advance(day)
    await reveal(curious, id)
  })
})

describe('staff accept', () => {
  test('and the employer may post for six months, and is told', async () => {
    const { employer, id } = await submitted()
    const decided = await accept(id)
    expect(decided).toMatchObject({ state: 'passed', mayDecide: false, owner: { mine: true } })
    expect(await mine(employer)).toMatchObject({ mayPost: true, employer: { standing: 'valid', until: checkedUntil(monday0440), waiting: null, refused: null } })
    expect(await messages(employer)).toEqual(['证照审核通过了'])
    await employer.call(jobsEndpoints.create, { body: unloading(market.marketId) })
  })

  test('and it counts no longer than the first paper that ends', async () => {
    const agency = await newEmployer('agency')
    await upload(agency, 'business_licence')
    await upload(agency, 'hr_permit')
    await submit(agency, { papers: [licence, permit] })
    await accept(await idOf(agency))
    expect((await mine(agency)).employer?.until).toBe(endOfDay('2027-01-10'))
    expect((await stranger.call(identityEndpoints.licences, { query: {} })).licences).toEqual([])
    const job = { params: { jobId: (await agency.call(jobsEndpoints.create, { body: unloading(market.marketId) })).id } }
    const shown = await staff.call(identityEndpoints.employerOfJob, job)
    expect(shown).toMatchObject({ kind: 'agency', verified: true, legalRepresentativeMasked: '李*' })
    expect(shown.papers).toContainEqual({ kind: 'hr_permit', number: permit.number, validFrom: permit.validFrom, validUntil: permit.validUntil, standing: 'valid' })
    app.clock.set(endOfDay('2027-01-10') - day)
    // Months later: the sessions of today are over.
    const later = await app.person({ staffOf: market.marketId })
    const watched = await later.call(identityEndpoints.licences, { query: {} })
    expect(watched.licences[0]?.paper).toMatchObject({ kind: 'hr_permit', standing: 'ends_soon' })
    expect(watched).toMatchObject({ endingSoon: 1, over: 0 })
    app.clock.set(endOfDay('2027-01-10'))
    expect(await later.call(identityEndpoints.licences, { query: { standing: 'over' } })).toMatchObject({ endingSoon: 0, over: 1, licences: [{ employerKind: 'agency' }] })
    expect((await later.call(identityEndpoints.employerOfJob, job)).verified).toBe(false)
  })

  test('never without having looked', async () => {
    const { id } = await submitted()
    expect((await staff.refused(identityEndpoints.accept, of(id))).code).toBe('step_not_allowed')
  })

  test('what a colleague has taken is theirs', async () => {
    const { id } = await submitted()
    const { caseId } = await staff.call(identityEndpoints.see, of(id))
    await colleague.call(casesEndpoints.take, { params: { caseId } })
    await reveal(staff, id)
    expect((await staff.refused(identityEndpoints.accept, of(id))).code).toBe('case_taken')
    expect(await staff.call(identityEndpoints.see, of(id))).toMatchObject({ mayDecide: false, owner: { nameMasked: '孙*', mine: false } })
    expect((await accept(id, colleague)).state).toBe('passed')
  })

  test('nobody their own', async () => {
    const both = await newEmployer()
    await app.store.write(async ({ q, t }) => {
      const [granted] = await q.select().from(t.grants).where(eq(t.grants.personId, staff.personId))
      if (!granted) throw new Error('staff has no grant')
      await q.insert(t.grants).values({ ...granted, id: 'grant-of-both-000', personId: both.personId })
    })
    await upload(both, 'business_licence')
    await submit(both)
    const id = await idOf(both)
    expect((await both.call(identityEndpoints.see, of(id))).mayDecide).toBe(false)
    expect(await both.refused(identityEndpoints.reveal, { ...of(id), body: { purpose: 'review' } })).toMatchObject({ status: 403, code: 'own_case' })
    expect(await both.refused(identityEndpoints.accept, of(id))).toMatchObject({ status: 403, code: 'own_case' })
    expect(await both.refused(identityEndpoints.refuse, { ...of(id), body: { flaws: ['other'], note: '看不清' } })).toMatchObject({ status: 403, code: 'own_case' })
  })

  test('two at once: one decision, the other is told', async () => {
    const { employer, id } = await submitted()
    await reveal(staff, id)
    await reveal(colleague, id)
    const statuses = await Promise.all([
      staff.raw(identityEndpoints.accept, of(id)),
      colleague.raw(identityEndpoints.refuse, { ...of(id), body: { flaws: ['name_differs'], note: '' } }),
    ])
    expect(statuses.map(({ status }) => status).sort()).toEqual([200, 409])
    const [row] = await app.store.read(({ q, t }) => q.select().from(t.verifications).where(eq(t.verifications.id, id)))
    expect((await mine(employer)).employer?.standing).toBe(row?.state === 'passed' ? 'valid' : 'none')
  })
})

describe('staff refuse', () => {
  test('with everything that is wrong, and only the bad picture is taken again', async () => {
    const agency = await newEmployer('agency')
    await upload(agency, 'business_licence')
    await upload(agency, 'hr_permit')
    await submit(agency, { papers: [licence, permit] })
    await refuse(await idOf(agency), ['other', 'hr_permit_unclear', 'dates_differ'], '公章请拍清楚')
    const { employer, pictures } = await mine(agency)
    expect(employer).toMatchObject({ standing: 'none', waiting: null, legalRepresentative: '李明', refused: { flaws: ['hr_permit_unclear', 'dates_differ', 'other'], note: '公章请拍清楚' } })
    expect(pictures.map(({ kind }) => kind)).toEqual(['business_licence'])
    expect(await messages(agency)).toEqual(['证照审核还差一点'])

    expect((await agency.refused(identityEndpoints.submitPapers, { body: submission({ papers: [licence, permit] }) })).fields).toEqual([
      { field: 'hr_permit.picture', message: '请拍人力资源服务许可证' },
    ])
    await upload(agency, 'hr_permit')
    await submit(agency, { papers: [licence, permit] })
    expect((await mine(agency)).employer?.refused).toBeNull()
    expect((await accept(await idOf(agency))).state).toBe('passed')
  })

  test.each([
    ['nothing that applies', ['id_card_unclear'], '', 'flaws'],
    ['something else without saying what', ['other'], '  ', 'note'],
  ] as const)('not for %s', async (_words, flaws, note, field) => {
    const { id } = await submitted()
    await reveal(staff, id)
    expect((await staff.refused(identityEndpoints.refuse, { ...of(id), body: { flaws: [...flaws], note } })).fields).toMatchObject([{ field }])
    expect((await staff.raw(identityEndpoints.refuse, { ...of(id), body: { flaws: ['made_up'], note } })).status).toBe(400)
    expect((await staff.raw(identityEndpoints.refuse, { ...of(id), body: { flaws: [], note } })).status).toBe(400)
  })

  test('once: what was decided stays decided', async () => {
    const { id } = await submitted()
    await refuse(id, ['business_licence_unclear'])
    await reveal(colleague, id)
    expect((await colleague.refused(identityEndpoints.accept, of(id))).code).toBe('step_not_allowed')
  })
})

describe('an ID card shown to staff', () => {
  const newPerson = () => app.person({ worker: {}, unverified: true })
  const ask = (person: TestPerson) => person.call(identityEndpoints.askReview, { body: { marketId: market.marketId } })

  test('is asked for with a picture, and only by who is not verified', async () => {
    const person = await newPerson()
    expect((await person.refused(identityEndpoints.askReview, { body: { marketId: market.marketId } })).fields).toMatchObject([{ field: 'id_card.picture' }])
    const verified = await app.person({ worker: {} })
    expect((await verified.refused(identityEndpoints.askReview, { body: { marketId: market.marketId } })).code).toBe('step_not_allowed')
  })

  test.each(['accepted', 'refused'] as const)('is deleted when it is %s', async (outcome) => {
    const person = await newPerson()
    await upload(person, 'id_card')
    await ask(person)
    const id = await idOf(person)
    if (outcome === 'accepted') await accept(id)
    else await refuse(id, ['id_card_incomplete'])
    expect((await mine(person)).person).toMatchObject(outcome === 'accepted' ? { standing: 'valid', refused: null } : { standing: 'none', refused: { flaws: ['id_card_incomplete'] } })
    expect((await mine(person)).pictures).toEqual([])
    const rows = await app.store.read(({ q, t }) => q.select().from(t.documents).where(eq(t.documents.personId, person.personId)))
    expect(rows).toMatchObject([{ contentSealed: null, bytes: 0, deletedAt: monday0440 }])
    expect((await staff.call(identityEndpoints.see, of(id))).documents).toMatchObject([{ gone: true }])
  })

  test('is compared with the name it was shown for: while staff look, no other name takes its place', async () => {
    const person = await newPerson()
    await upload(person, 'id_card')
    await ask(person)
    const id = await idOf(person)
    await reveal(staff, id)
    const before = await staff.call(identityEndpoints.revealed, of(id))
    const other = { name: `李${sandboxNames.noRecord}`, idNumber: idNumber(), consent: consent.version }
    expect((await person.refused(identityEndpoints.check, { body: other })).code).toBe('identity_needs_review')
    await staff.call(identityEndpoints.accept, of(id))
    await reveal(staff, id)
    expect(await staff.call(identityEndpoints.revealed, of(id))).toEqual(before)
  })

  test('is not needed any more when the authority answers meanwhile', async () => {
    const person = await newPerson()
    await upload(person, 'id_card')
    await ask(person)
    const id = await idOf(person)
    const { identity } = await person.call(identityEndpoints.check, { body: { name: '', idNumber: '', consent: '' } })
    expect(identity.person).toMatchObject({ standing: 'valid', waiting: null })
    expect((await staff.call(casesEndpoints.queue, { query: {} })).cases.map(({ subjectId }) => subjectId)).not.toContain(id)
    expect((await mine(person)).pictures).toEqual([])
    await reveal(staff, id)
    expect((await staff.refused(identityEndpoints.accept, of(id))).code).toBe('step_not_allowed')
  })
})

test('a resent submission is one submission', async () => {
  const employer = await newEmployer()
  await upload(employer, 'business_licence')
  const body = submission()
  const [first, again] = [
    await employer.raw(identityEndpoints.submitPapers, { body, key: 'submission-1234' }),
    await employer.raw(identityEndpoints.submitPapers, { body, key: 'submission-1234' }),
  ]
  expect([first.status, again.text]).toEqual([200, first.text])
  expect((await employer.call(casesEndpoints.mine)).cases).toHaveLength(1)
})

test('no name, number or picture stands in clear in any table, event or stored answer', async () => {
  const person = await app.person({ name: '金丝雀', idNumber: '34052419800101001X', employer: { kind: 'agency' } })
  await app.store.write(async ({ q, t }) => {
    await q.update(t.employers).set({ verifiedUntil: null, creditCode: '91350100M000100Y43' }).where(eq(t.employers.personId, person.personId))
    await q.update(t.people).set({ verifiedUntil: null }).where(eq(t.people.id, person.personId))
  })
  for (const kind of ['id_card', 'business_licence', 'hr_permit'] as const) await upload(person, kind)
  await person.call(identityEndpoints.askReview, { body: { marketId: market.marketId } })
  await submit(person, { legalRepresentative: '芙蓉鸟', papers: [licence, permit] })
  const { cases } = await person.call(casesEndpoints.mine)
  for (const { subjectId } of cases) {
    await reveal(staff, subjectId)
    await staff.call(identityEndpoints.revealed, of(subjectId))
    await staff.call(identityEndpoints.refuse, { ...of(subjectId), body: { flaws: ['name_differs'], note: '' } })
  }
  expect(cases).toHaveLength(2)
  const everything = JSON.stringify(await rowsOf(app.store))
  for (const canary of ['金丝雀', '芙蓉鸟', '34052419800101001', samplePictures.jpeg.slice(40, 90)]) expect(everything).not.toContain(canary)
})
