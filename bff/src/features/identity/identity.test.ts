import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { identityEndpoints, type OwnCheck } from '@market/shared/identity/identity.contract'
import { samplePictures } from '@market/shared/identity/picture.samples'
import { checkedUntil } from '@market/shared/identity/validity.rules'
import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import { consent } from '@market/shared/register/consent'
import { registerEndpoints, type EmployerRegistration, type WorkerRegistration } from '@market/shared/register/register.contract'
import { sessionEndpoints } from '@market/shared/session/session.contract'
import { signEndpoints } from '@market/shared/sign/sign.contract'
import { day, hour } from '@market/shared/words/time'
import { eq, inArray } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { monday0440 } from '../../../test/support/clock'
import { apply, post, read, signing, unloading } from '../../../test/support/journey'
import { byPoster, type TestMarket } from '../../../test/support/market'
import { idNumber, usualPhone } from '../../../test/support/people'
import { rowsBesideChecks } from '../../../test/support/rows-of-all-tables'
import { createWechatTestApp, type Entered, type WechatTestApp } from '../../../test/support/wechat'
import { sandboxNames } from '../../gateways/identity/sandbox-answers'
import { admitPosting, findStanding, holdOwnIdentity } from './identity.queries'

let app: WechatTestApp
let market: TestMarket
let people = 0

beforeAll(async () => {
  app = await createWechatTestApp({ faceCheck: true, patience: 400 })
  market = await app.market()
})
beforeEach(() => app.clock.set(monday0440))
afterAll(() => app.close())

const newPerson = () => app.enter(`identity-${people += 1}`)
const worker = (changes: Partial<WorkerRegistration> = {}): WorkerRegistration => ({
  name: '王建国', idNumber: idNumber(), phone: '13812345678', trades: ['4-02-05-01'], skillLevel: 'apprentice', wishedPayFen: 20_000, wishedPayUnit: 'day',
  consent: consent.version, ...changes,
})
const household = (changes: Partial<EmployerRegistration> = {}): EmployerRegistration => ({
  kind: 'household', name: '赵红霞', licence: idNumber(), contactName: '', phone: '13712345678', consent: consent.version, ...changes,
})
const business = (): EmployerRegistration => ({
  kind: 'business', name: '洛阳顺达物流有限公司', licence: '91350100M000100Y43', contactName: '李明', phone: '13912345678', consent: consent.version,
})
const own = (changes: Partial<OwnCheck> = {}): OwnCheck => ({ name: '', idNumber: '', consent: '', ...changes })
const given = (name: string, number = idNumber()): OwnCheck => ({ name, idNumber: number, consent: consent.version })

const asWorker = (person: Entered, changes?: Partial<WorkerRegistration>) => person.call(registerEndpoints.worker, { body: worker(changes) })
const asEmployer = (person: Entered, body: EmployerRegistration) => person.call(registerEndpoints.employer, { body })
const check = (person: Entered, body: OwnCheck) => person.call(identityEndpoints.check, { body })
const checkRefused = (person: Entered, body: OwnCheck) => person.refused(identityEndpoints.check, { body })
const standing = (person: Entered) => person.call(identityEndpoints.mine)
const draft = () => unloading(market.marketId)

describe('at registration the authority is asked', () => {
  test('a name and a number that fit are verified until six months later', async () => {
    const person = await newPerson()
    const me = await asWorker(person)
    expect(me.verifiedUntil).toBe(checkedUntil(monday0440))
    expect(await standing(person)).toMatchObject({ person: { standing: 'valid', waiting: null, refused: null }, maySign: true, mayPost: false })
  })

  test('those that do not fit are said beside the number in kind words, and nothing is kept', async () => {
    const person = await newPerson()
    const before = await rowsBesideChecks(app)
    const refusal = await person.refused(registerEndpoints.worker, { body: worker({ name: `王${sandboxNames.mismatch}` }) })
    expect(refusal).toMatchObject({ status: 400, code: 'invalid_fields', fields: [{ field: 'idNumber' }] })
    expect(refusal.fields?.[0]?.message).toMatch(/对不上.*服务台/)
    expect((await person.refused(registerEndpoints.employer, { body: household({ name: `赵${sandboxNames.mismatch}` }) })).fields).toMatchObject([{ field: 'licence' }])
    expect(await rowsBesideChecks(app)).toEqual(before)
  })

  test.each([['nobody has a record of', sandboxNames.noRecord], ['the service is down for', sandboxNames.down], ['the service is too busy for', sandboxNames.busy], ['the service is silent about', sandboxNames.slow]])(
    'somebody %s is registered and not verified', async (_words, word) => {
      const person = await newPerson()
      const me = await asWorker(person, { name: `王${word}` })
      expect(me.roles).toContain('worker')
      expect(me.verifiedUntil).toBeNull()
      expect(await standing(person)).toMatchObject({ person: { standing: 'none' }, maySign: false })
    },
  )

  test('who is verified is not asked about again, until the six months are over', async () => {
    const person = await newPerson()
    const body = worker()
    await person.call(registerEndpoints.worker, { body })
    const asked = app.identity.calls('Id2MetaVerify')
    await person.call(registerEndpoints.worker, { body: { ...body, wishedPayFen: 25_000 } })
    expect(app.identity.calls('Id2MetaVerify')).toBe(asked)
    app.clock.set(checkedUntil(monday0440))
    const later = await app.enter(`identity-${people}`)
    const me = await later.call(registerEndpoints.worker, { body })
    expect(app.identity.calls('Id2MetaVerify')).toBe(asked + 1)
    expect(me.verifiedUntil).toBe(checkedUntil(app.clock.now()))
  })
})

describe('the contact of a business shows who they are', () => {
  test('with name and number, once, bound to the account', async () => {
    const person = await newPerson()
    await asEmployer(person, business())
    expect((await standing(person)).person).toMatchObject({ standing: 'none', idNumberMasked: null })
    expect((await checkRefused(person, own())).fields?.map(({ field }) => field)).toEqual(['name', 'idNumber', 'consent'])
    const { answer, identity } = await check(person, given('李明'))
    expect(answer).toBe('match')
    expect(identity.person).toMatchObject({ standing: 'valid', nameMasked: '李*' })
    expect(identity).toMatchObject({ maySign: true, mayPost: false })
  })

  test('a child may not, and a number of another account gets the one neutral answer', async () => {
    const person = await newPerson()
    await asEmployer(person, business())
    expect((await checkRefused(person, given('李明', '410302201101150017'))).code).toBe('invalid_fields')
    const taken = idNumber()
    await asWorker(await newPerson(), { idNumber: taken })
    expect(await checkRefused(person, given('李明', taken))).toMatchObject({ status: 409, code: 'identity_needs_review' })
    expect((await standing(person)).person).toMatchObject({ standing: 'none', idNumberMasked: null })
  })
})

describe('a number that was typed wrongly', () => {
  test('may be corrected while nobody vouched for it', async () => {
    const person = await newPerson()
    await asEmployer(person, household({ name: `赵${sandboxNames.noRecord}` }))
    const { answer, identity } = await check(person, given('赵红霞'))
    expect(answer).toBe('match')
    expect(identity).toMatchObject({ mayPost: true, employer: { name: '赵*霞' } })
  })

  test('may not be changed once the person is verified', async () => {
    const person = await newPerson()
    await asWorker(person)
    expect((await checkRefused(person, given('李四海'))).code).toBe('identity_needs_review')
  })

  test('cannot be tried out: a few checks a day', async () => {
    const person = await newPerson()
    await asWorker(person, { name: `王${sandboxNames.noRecord}` })
    for (let attempt = 0; attempt < 7; attempt += 1) await checkRefused(person, given(`王${sandboxNames.mismatch}`))
    expect(await checkRefused(person, given('王建国'))).toMatchObject({ status: 429, code: 'quota_used' })
    app.clock.advance(day)
    const tomorrow = await app.enter(`identity-${people}`)
    expect((await check(tomorrow, given('王建国'))).answer).toBe('match')
  })
})

test('checks that come at once are counted all the same', async () => {
  const person = await newPerson()
  const answers = await Promise.all(Array.from({ length: 20 }, () => checkRefused(person, given(`王${sandboxNames.mismatch}`))))
  expect(answers.filter(({ code }) => code === 'quota_used')).toHaveLength(12)
})

describe('again after six months', () => {
  test('one tap checks what the account holds', async () => {
    const person = await newPerson()
    await asWorker(person)
    app.clock.set(checkedUntil(monday0440) - day)
    const later = await app.enter(`identity-${people}`)
    expect((await standing(later)).person.standing).toBe('ends_soon')
    const { answer, identity } = await check(later, own())
    expect(answer).toBe('match')
    expect(identity.person).toMatchObject({ standing: 'valid', until: checkedUntil(app.clock.now()) })
  })

  test('an answer about one name verifies no other one that was given while the authority thought', async () => {
    const person = await newPerson()
    await asWorker(person, { name: `王${sandboxNames.noRecord}` })
    const { personId } = person.me
    const asked = await app.store.read((db) => findStanding(db, personId))
    await check(person, given(`李${sandboxNames.noRecord}`))
    expect(asked && (await app.store.write((tx) => holdOwnIdentity(tx, asked)))).toBe(false)
    const now = await app.store.read((db) => findStanding(db, personId))
    expect(now && (await app.store.write((tx) => holdOwnIdentity(tx, now)))).toBe(true)
  })

  test('a silent authority leaves the old check as it is', async () => {
    const person = await newPerson()
    await asWorker(person)
    app.identity.fail('Id2MetaVerify', '402')
    const { answer, identity } = await check(person, own())
    expect(answer).toBe('unavailable')
    expect(identity.person.until).toBe(checkedUntil(monday0440))
  })
})

describe('a face, where it is allowed', () => {
  const face = (comment = '') => Buffer.concat([Buffer.from(samplePictures.jpeg, 'base64').subarray(0, -2), Buffer.from(comment), Buffer.from([0xff, 0xd9])]).toString('base64')

  test('is one more way, never asked for', async () => {
    const person = await newPerson()
    await asWorker(person)
    expect((await standing(person)).faceCheck).toBe(true)
    expect((await check(person, own())).answer).toBe('match')
    expect((await check(person, own({ face: face() }))).answer).toBe('match')
    const rows = await app.store.read(({ q, t }) => q.select({ method: t.verifications.method }).from(t.verifications).where(eq(t.verifications.personId, person.me.personId)))
    expect(rows.map(({ method }) => method).sort()).toEqual(['face', 'gateway', 'gateway'])
  })

  test.each([['another person’s', 'sandbox-face:other', /不像/], ['a photograph of a photograph', 'sandbox-face:photo', /本人/], ['none at all', 'sandbox-face:none', /没看清/]])(
    '%s is said beside it, with the other way', async (_words, comment, words) => {
      const person = await newPerson()
      await asWorker(person)
      const refusal = await checkRefused(person, own({ face: face(comment) }))
      expect(refusal).toMatchObject({ status: 400, fields: [{ field: 'face' }] })
      expect(refusal.fields?.[0]?.message).toMatch(words)
    },
  )

  test('that is no picture goes nowhere', async () => {
    const person = await newPerson()
    await asWorker(person)
    const asked = app.identity.calls('ContrastFaceVerify')
    expect((await checkRefused(person, own({ face: Buffer.from('not a picture'.repeat(20)).toString('base64') }))).fields).toMatchObject([{ field: 'face' }])
    expect(app.identity.calls('ContrastFaceVerify')).toBe(asked)
  })
})

describe('who is not verified', () => {
  test('may look, check in and apply', async () => {
    const employer = await app.person({ employer: {} })
    const { id } = await post(employer, draft())
    const person = await newPerson()
    await asWorker(person, { name: `王${sandboxNames.noRecord}` })
    await person.call(jobsEndpoints.list, { query: {} })
    await person.call(checkInEndpoints.create, { body: byPoster(`${app.config.publicUrl}/q/${market.gateToken}`) })
    expect((await person.call(applyEndpoints.create, { params: { jobId: id } })).state).toBe('applied')
  })

  test('may not sign: neither worker nor employer, and never on the instant it ends', async () => {
    const until = monday0440 + hour
    const [employer, person] = [await app.person({ employer: {} }), await app.person({ worker: {}, idNumber: '11010519800101001X' })]
    const { id } = await post(employer, draft())
    const agreementId = (await apply(person, id)).agreement?.id ?? ''
    await app.store.write(async ({ q, t }) => {
      await q.update(t.people).set({ verifiedUntil: until }).where(inArray(t.people.id, [employer.personId, person.personId]))
    })
    const agreement = await read(person, agreementId)
    const asParty = (party: 'worker' | 'employer') => ({ params: { agreementId }, body: signing(agreement, party, 26_000, app.wechat.phoneCode(usualPhone)) })
    app.clock.set(until)
    expect(await person.refused(signEndpoints.sign, asParty('worker'))).toMatchObject({ status: 403, code: 'not_verified' })
    expect(await employer.refused(signEndpoints.sign, asParty('employer'))).toMatchObject({ status: 403, code: 'not_verified' })
    app.clock.set(until - 1)
    await person.call(signEndpoints.sign, asParty('worker'))
    await employer.call(signEndpoints.sign, asParty('employer'))
  })

  test('may not post: a household needs its own identity, a business its papers too', async () => {
    const unknown = await newPerson()
    await asEmployer(unknown, household({ name: `赵${sandboxNames.noRecord}` }))
    expect(await unknown.refused(jobsEndpoints.create, { body: draft() })).toMatchObject({ status: 403, code: 'not_verified' })
    const known = await newPerson()
    await asEmployer(known, household())
    await known.call(jobsEndpoints.create, { body: draft() })
    const contact = await newPerson()
    await asEmployer(contact, business())
    await check(contact, given('李明'))
    expect((await contact.refused(jobsEndpoints.create, { body: draft() })).code).toBe('not_verified')
  })

  test('is found out by the statement itself, whatever was read before', async () => {
    const until = monday0440 + hour
    const business = await app.person({ employer: {} })
    const home = await app.person({ employer: { kind: 'household' } })
    const admitted = (personId: string, now: number) => app.store.write((tx) => admitPosting(tx, personId, now))
    await app.store.write(async ({ q, t }) => {
      await q.update(t.employers).set({ verifiedUntil: until }).where(eq(t.employers.personId, business.personId))
      await q.update(t.people).set({ verifiedUntil: until }).where(eq(t.people.id, home.personId))
    })
    for (const { personId } of [business, home]) expect([await admitted(personId, until - 1), await admitted(personId, until)]).toEqual([true, false])
    expect(await admitted((await app.person({ employer: { kind: 'household' }, unverified: true })).personId, monday0440)).toBe(false)
  })
})

test('who has a verified account is told so by their session', async () => {
  const person = await newPerson()
  await asWorker(person)
  expect((await person.call(sessionEndpoints.me)).verifiedUntil).toBe(checkedUntil(monday0440))
})
