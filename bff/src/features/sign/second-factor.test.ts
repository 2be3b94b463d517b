import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { signEndpoints, type Confirm } from '@market/shared/sign/sign.contract'
import { samplePictures } from '@market/shared/identity/picture.samples'
import { readSignaturePayload } from '@market/shared/sign/sign.rules'
import { day, hour, minute } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { testConfig } from '../../../test/support/config'
import { apply, byPhone, handwriting, post, read, sign, unloading } from '../../../test/support/journey'
import { rowsOf } from '../../../test/support/rows-of-all-tables'
import type { IdentityGateway } from '../../gateways/identity/identity'
import { smsOverHttp } from '../../gateways/sms/sms.http'
import { startSmsSandbox, type SmsSandbox } from '../../gateways/sms/sms.sandbox'
import { createVault } from '../../store/vault'

const key = { appId: 'sms-test', appSecret: 'secret', signName: '零工市场' }

let app: TestApp
let messages: SmsSandbox
let marketId: string
let employer: TestPerson
let worker: TestPerson
let phone: string
let agreementId: string
let textHash: string
let phones = 0

beforeAll(async () => {
  const now = (): number => app.clock.now()
  messages = await startSmsSandbox({ ...key, templates: { SMS_1: ['code'] }, limits: [], now })
  const settings = { ...key, apiBase: messages.url, templates: { sign_code: 'SMS_1' } }
  app = await createTestApp({ config: { sms: settings, keys: { ...testConfig().keys, index: [...testConfig().keys.index, Buffer.alloc(32, 13)] } }, gateways: { sms: smsOverHttp(settings, { clock: { now } }) } })
  marketId = (await app.market()).marketId
  employer = await app.person({ name: '李宏运', employer: { kind: 'business' } })
})
afterAll(async () => {
  await app.close()
  await messages.close()
})

const drafted = async (person: TestPerson) => {
  const job = await post(employer, unloading(marketId, { startsAt: app.clock.now() + 2 * day, endsAt: app.clock.now() + 2 * day + 9 * hour }))
  const { agreement } = await apply(person, job.id)
  const agreed = await read(person, agreement?.id ?? '')
  return { agreementId: agreed.id, textHash: agreed.textHash }
}

beforeEach(async () => {
  phone = `138${String((phones += 1)).padStart(8, '0')}`
  worker = await app.person({ worker: {}, phone })
  ;({ agreementId, textHash } = await drafted(worker))
})

const ask = () => worker.call(signEndpoints.sendCode, { body: { agreements: [{ agreementId, textHash }] } })
const askRefused = () => worker.refused(signEndpoints.sendCode, { body: { agreements: [{ agreementId, textHash }] } })
const arrived = (): string => messages.messagesTo(phone).at(-1)?.values.code ?? ''
const bodyWith = (confirm: Confirm) => ({ params: { agreementId }, body: { textHash, understoodPayFen: 26_000, strokes: handwriting(), confirm } })
const signWith = (confirm: Confirm) => worker.call(signEndpoints.sign, bodyWith(confirm))
const refusedWith = (confirm: Confirm) => worker.refused(signEndpoints.sign, bodyWith(confirm))
const other = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

describe('a code by SMS', () => {
  test('signs, and what is signed says so', async () => {
    expect(await ask()).toEqual({ phoneMasked: expect.stringContaining('****') as string, expiresAt: app.clock.now() + 5 * minute, againAt: app.clock.now() + minute, demoCode: arrived() })
    expect((await signWith({ kind: 'sms', code: arrived() })).agreement.status).toBe('signed_by_worker')
    const [row] = await app.store.read(({ q, t }) => q.select().from(t.signatures).where(eq(t.signatures.agreementId, agreementId)))
    expect(row).toMatchObject({ confirmedBy: 'sms', witnessId: null })
    expect(readSignaturePayload(row?.payload ?? '')).toMatchObject({ confirmedBy: 'sms', signedAt: app.clock.now() })
  })

  test('that was sent before there was a newer index key still signs, and a wrong one does not', async () => {
    await ask()
    const older = createVault({ keys: app.config.keys.vault, indexKeys: app.config.keys.index.slice(0, -1) })
    await app.store.write(async ({ q, t }) => {
      const [sent] = await q.select().from(t.signingCodes).where(eq(t.signingCodes.personId, worker.personId))
      await q.update(t.signingCodes).set({ codeHash: older.blindIndex('signing_code', `${worker.personId}|${sent?.boundTo ?? ''}|${arrived()}`) }).where(eq(t.signingCodes.personId, worker.personId))
    })
    expect(await refusedWith({ kind: 'sms', code: other(arrived()) })).toMatchObject({ code: 'code_wrong' })
    expect((await signWith({ kind: 'sms', code: arrived() })).agreement.status).toBe('signed_by_worker')
  })

  test('counts five minutes and not a moment longer', async () => {
    await ask()
    app.clock.set(app.clock.now() + 5 * minute)
    expect(await refusedWith({ kind: 'sms', code: arrived() })).toMatchObject({ code: 'code_over', status: 409 })
  })

  test('is wrong five times, and then right no more', async () => {
    await ask()
    for (let guess = 0; guess < 5; guess += 1) expect(await refusedWith({ kind: 'sms', code: other(arrived()) })).toMatchObject({ code: 'code_wrong', status: 422 })
    expect(await refusedWith({ kind: 'sms', code: arrived() })).toMatchObject({ code: 'code_over' })
  })

  test('twenty guesses at once are five guesses', async () => {
    await ask()
    const codes = await Promise.all(Array.from({ length: 20 }, async () => (await refusedWith({ kind: 'sms', code: other(arrived()) })).code))
    expect(codes.filter((code) => code === 'code_wrong')).toHaveLength(5)
  })

  test('signs once, however often it is sent at once', async () => {
    await ask()
    const answers = await Promise.all(Array.from({ length: 6 }, () => worker.raw(signEndpoints.sign, bodyWith({ kind: 'sms', code: arrived() }))))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  test('is for the agreement it was asked for, its text and its person', async () => {
    await ask()
    const code = arrived()
    const mine = { agreementId, textHash }
    worker = await app.person({ worker: {}, phone })
    ;({ agreementId, textHash } = await drafted(worker))
    expect(await refusedWith({ kind: 'sms', code })).toMatchObject({ code: 'code_over' })
    expect(await worker.refused(signEndpoints.sendCode, { body: { agreements: [mine] } })).toMatchObject({ code: 'not_found' })
    expect(await worker.refused(signEndpoints.sendCode, { body: { agreements: [{ agreementId, textHash: mine.textHash }] } })).toMatchObject({ code: 'agreement_changed' })
  })

  test('a new one takes the place of the old one', async () => {
    await ask()
    const old = arrived()
    app.clock.set(app.clock.now() + minute)
    await ask()
    if (old !== arrived()) expect(await refusedWith({ kind: 'sms', code: old })).toMatchObject({ code: 'code_wrong' })
    await signWith({ kind: 'sms', code: arrived() })
  })

  test('is sent once a minute, also to eight who ask at once', async () => {
    const body = { agreements: [{ agreementId, textHash }] }
    const answers = await Promise.all(Array.from({ length: 8 }, () => worker.raw(signEndpoints.sendCode, { body })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(7).fill(429)])
    expect(messages.messagesTo(phone)).toHaveLength(1)
    app.clock.set(app.clock.now() + minute - 1)
    expect(await askRefused()).toMatchObject({ code: 'code_too_soon', status: 429 })
  })

  test('is sent ten times a day, and again the next day', async () => {
    for (let sent = 0; sent < 10; sent += 1) {
      await ask()
      app.clock.set(app.clock.now() + minute)
    }
    expect(await askRefused()).toMatchObject({ code: 'quota_used', status: 429 })
    app.clock.set(app.clock.now() + day)
    await ask()
  })

  test.each([
    ['isv.BUSINESS_LIMIT_CONTROL', 'sms_too_many'],
    ['isv.MOBILE_NUMBER_ILLEGAL', 'phone_unreachable'],
    ['isv.AMOUNT_NOT_ENOUGH', 'sms_unavailable'],
  ])('that the provider did not send (%s) is said to be %s', async (fault, code) => {
    messages.fail(fault)
    expect(await askRefused()).toMatchObject({ code })
  })

  test('is in no row, event or answer of another kind', async () => {
    const sent = await ask()
    const code = sent.demoCode ?? ''
    await app.feed.caughtUp()
    const { idempotencyResults: _sealed, ...tables } = await rowsOf(app.store)
    const [row] = await app.store.read(({ q, t }) => q.select().from(t.signingCodes).where(eq(t.signingCodes.personId, worker.personId)))
    expect(JSON.stringify(tables.events)).not.toContain(code)
    // The key decides the hash: without it six digits are tried out in a moment.
    expect(row?.codeHash).toBe(app.vault.blindIndex('signing_code', `${worker.personId}|${row?.boundTo ?? ''}|${code}`))
    expect(JSON.stringify({ ...row, codeHash: '', boundTo: '', personId: '' })).not.toContain(`"${code}"`)
  })

  test('is told to nobody outside of the sandbox', async () => {
    const real = await createTestApp({ config: { sandbox: false }, gateways: { sms: { send: () => Promise.resolve('sent') } } })
    const market = await real.market()
    const [boss, hand] = [await real.person({ employer: {} }), await real.person({ worker: {} })]
    const { agreement } = await apply(hand, (await post(boss, unloading(market.marketId))).id)
    const seen = await read(hand, agreement?.id ?? '')
    expect(await hand.call(signEndpoints.sendCode, { body: { agreements: [{ agreementId: seen.id, textHash: seen.textHash }] } })).toMatchObject({ demoCode: null })
    await real.close()
  })
})

describe('other ways', () => {
  test('the number that WeChat holds has to be the one that was registered', async () => {
    expect(await refusedWith(byPhone('13912345678'))).toMatchObject({ code: 'phone_differs', status: 409 })
    await signWith(byPhone(phone))
  })

  test('who registered no phone is sent to the desk', async () => {
    await app.store.write(async ({ q, t }) => {
      await q.update(t.people).set({ phoneSealed: null, phoneMasked: null, phoneIndex: null }).where(eq(t.people.id, worker.personId))
    })
    expect(await askRefused()).toMatchObject({ code: 'phone_missing' })
    expect(await refusedWith(byPhone(phone))).toMatchObject({ code: 'phone_missing' })
  })

  test('a face is not asked for where the installation does not compare any', async () => {
    expect(await refusedWith({ kind: 'face', picture: 'x'.repeat(200) })).toMatchObject({ code: 'face_not_offered', status: 409 })
  })

  test('without one nothing is signed', async () => {
    const { confirm: _none, ...body } = bodyWith(byPhone(phone)).body
    expect(await worker.raw(signEndpoints.sign, { params: { agreementId }, body })).toMatchObject({ status: 400 })
  })

  test('what was signed before it was asked for still stands, and a confirmation put in later does not', async () => {
    await signWith(byPhone(phone))
    await sign(employer, agreementId, 'employer')
    expect(await app.stranger.call(signEndpoints.verify, { params: { agreementId } })).toMatchObject({ valid: true })
    await app.store.write(async ({ q, t }) => {
      await q.update(t.signatures).set({ confirmedBy: 'face' }).where(eq(t.signatures.agreementId, agreementId))
    })
    expect(await app.stranger.call(signEndpoints.verify, { params: { agreementId } })).toMatchObject({ valid: false })
    expect(readSignaturePayload('{"agreementId":"a","party":"worker","payFen":1,"signedAt":1,"strokeHash":"s","textHash":"t"}')).toMatchObject({ payFen: 1 })
  })
})

describe('a face, where faces are compared', () => {
  const gateway = (result: 'match' | 'mismatch'): IdentityGateway => ({
    checkPerson: () => Promise.resolve('match'), checkBusiness: () => Promise.resolve({ result: 'match', wrong: [] }), compareFace: () => Promise.resolve({ result }),
  })
  test.each([['match', 200], ['mismatch', 400]] as const)('that is a %s', async (result, status) => {
    const local = await createTestApp({ gateways: { identity: gateway(result) } })
    const market = await local.market()
    const [boss, hand] = [await local.person({ employer: {} }), await local.person({ worker: {} })]
    const { agreement } = await apply(hand, (await post(boss, unloading(market.marketId))).id)
    const seen = await read(hand, agreement?.id ?? '')
    const body = { textHash: seen.textHash, understoodPayFen: 26_000, strokes: handwriting(), confirm: { kind: 'face', picture: samplePictures.jpeg } }
    expect((await hand.raw(signEndpoints.sign, { params: { agreementId: seen.id }, body })).status).toBe(status)
    await local.close()
  })
})
