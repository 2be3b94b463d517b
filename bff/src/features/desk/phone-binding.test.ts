import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { deskEndpoints, type DeskRegistration } from '@market/shared/desk/desk.contract'
import { oralConsent } from '@market/shared/desk/oral-consent'
import { identityEndpoints } from '@market/shared/identity/identity.contract'
import { inboxEndpoints } from '@market/shared/inbox/inbox.contract'
import { consent } from '@market/shared/register/consent'
import { registerEndpoints } from '@market/shared/register/register.contract'
import { sessionEndpoints } from '@market/shared/session/session.contract'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { madeUpPass } from '../../../test/support/work-pass'
import { monday0440 } from '../../../test/support/clock'
import type { TestMarket } from '../../../test/support/market'
import { idNumber } from '../../../test/support/people'
import type { WechatGateway } from '../../gateways/wechat/wechat'
import { makePhoneCode, phoneCodeValidMs } from '../scan/codes'

describe('the same account with a phone', () => {
  let app: TestApp
  let market: TestMarket
  let staff: TestPerson
  let typed: DeskRegistration
  let accountId: string

  /** WeChat knows whoever the code names. */
  const wechat: WechatGateway = {
    sessionFromCode: (code) => Promise.resolve({ openid: `openid-of-${code}` }),
    readIdCard: () => Promise.reject(new Error('nobody photographs a card here')),
    phoneNumber: () => Promise.reject(new Error('nobody signs here')),
    sendMessage: () => Promise.reject(new Error('nobody is written to here')),
  }
  const enter = async (code: string) => {
    const { tokens, me } = await app.stranger.call(sessionEndpoints.signIn, { body: { code } })
    return { ...app.withToken(tokens.accessToken), personId: me.personId, refreshToken: tokens.refreshToken }
  }
  const card = () => ({ name: typed.name, idNumber: typed.idNumber })
  const codeOf = async (phone: { call: TestPerson['call'] }): Promise<string> => (await phone.call(deskEndpoints.phoneCode)).code
  const bind = (phoneCode: string, by = staff) => by.call(deskEndpoints.bindPhone, { body: { shown: card(), phoneCode } })
  const refusedBind = (phoneCode: string, shown = card(), by = staff) => by.refused(deskEndpoints.bindPhone, { body: { shown, phoneCode } })
  const personRow = async (id: string) => (await app.store.read(({ q, t }) => q.select().from(t.people).where(eq(t.people.id, id))))[0]

  beforeAll(async () => {
    app = await createTestApp({ gateways: { wechat } })
  })
  afterAll(() => app.close())

  beforeEach(async () => {
    app.clock.set(monday0440)
    market = await app.market()
    staff = await app.person({ staffOf: market.marketId })
    typed = { name: '王建国', idNumber: idNumber(), phone: '', trades: ['4-02-05-01'], wishedPayFen: 20_000, wishedPayUnit: 'day', compared: true, consent: oralConsent.version }
    accountId = (await staff.call(deskEndpoints.register, { body: typed })).person.personId
  })

  it('opens by the phone’s WeChat from then on, with the check-in made at the desk, and no second person stays', async () => {
    const phone = await enter('a-new-phone')
    expect(phone.personId).not.toBe(accountId)
    expect(await bind(await codeOf(phone))).toMatchObject({ personId: accountId, hasWechat: true, checkIn: { number: 1 } })
    expect(await personRow(phone.personId)).toBeUndefined()
    const again = await enter('a-new-phone')
    expect(again.personId).toBe(accountId)
    expect(await again.call(checkInEndpoints.current)).toMatchObject({ checkIn: { number: 1, gateName: '服务台' } })
  })

  it('the phone stays signed in: its next token is the account’s', async () => {
    const phone = await enter('stays-signed-in')
    await bind(await codeOf(phone))
    expect(await phone.refused(sessionEndpoints.me)).toMatchObject({ status: 401, code: 'token_expired' })
    const { tokens, me } = await app.stranger.call(sessionEndpoints.refresh, { body: { refreshToken: phone.refreshToken } })
    expect(me).toMatchObject({ personId: accountId, roles: ['worker'], nameMasked: '王*国' })
    expect((await app.withToken(tokens.accessToken).call(sessionEndpoints.me)).personId).toBe(accountId)
  })

  it('the person is told, the registration is marked as claimed, and staff stand in the audit', async () => {
    await bind(await codeOf(await enter('is-told')))
    await app.feed.caughtUp()
    const owner = await enter('is-told')
    expect((await owner.call(inboxEndpoints.list)).messages.map(({ title }) => title)).toContain('微信绑好了')
    const [row] = await app.store.read(({ q, t }) => q.select({ claimedAt: t.deskRegistrations.claimedAt }).from(t.deskRegistrations).where(eq(t.deskRegistrations.personId, accountId)))
    expect(row).toEqual({ claimedAt: monday0440 })
    const [entry] = await app.store.read(({ q, t }) => q.select().from(t.auditEntries).where(and(eq(t.auditEntries.aboutPersonId, accountId), eq(t.auditEntries.action, 'desk.bind_phone'))))
    expect(entry).toMatchObject({ actorId: staff.personId, purpose: 'id_card' })
  })

  it('who tried to register or to be checked on the phone first, and was sent to the desk, is helped there', async () => {
    const phone = await enter('tried-alone')
    const { name, idNumber: number, trades, wishedPayFen, wishedPayUnit } = typed
    const mine = { name, idNumber: number, phone: '13912345678', trades, skillLevel: 'apprentice' as const, wishedPayFen, wishedPayUnit, consent: consent.version }
    expect(await phone.refused(registerEndpoints.worker, { body: mine })).toMatchObject({ status: 409, code: 'identity_needs_review' })
    expect(await phone.refused(identityEndpoints.check, { body: { name, idNumber: number, consent: consent.version } })).toMatchObject({ code: 'identity_needs_review' })
    expect(await bind(await codeOf(phone))).toMatchObject({ personId: accountId, hasWechat: true })
  })

  it('an account that a WeChat opens already is not given to another', async () => {
    await bind(await codeOf(await enter('the-first-phone')))
    const second = await enter('the-second-phone')
    expect(await refusedBind(await codeOf(second))).toMatchObject({ status: 409, code: 'wechat_already_bound' })
    expect((await enter('the-second-phone')).personId).toBe(second.personId)
  })

  it('a WeChat that is somebody already, as worker, employer or staff, is not turned into somebody else', async () => {
    const people = [await app.person({ worker: {} }), await app.person({ employer: {} }), await app.person({ newcomer: true, staffOf: market.marketId })]
    for (const person of people) {
      expect(await refusedBind(await codeOf(person))).toMatchObject({ status: 409, code: 'wechat_in_use' })
      expect((await personRow(person.personId))?.openid).toBe(`openid-${person.personId}`)
      expect((await person.call(sessionEndpoints.me)).personId).toBe(person.personId)
    }
    expect((await personRow(accountId))?.openid).toBeNull()
  })

  it('staff do not bind their own phone to somebody’s account, nor anybody’s to their own', async () => {
    expect(await refusedBind(await codeOf(staff))).toMatchObject({ code: 'wechat_in_use' })
    const number = idNumber()
    const self = await app.person({ worker: {}, staffOf: market.marketId, name: '李明', idNumber: number })
    expect(await refusedBind(await codeOf(await enter('own-account')), { name: '李明', idNumber: number }, self)).toMatchObject({ code: 'wechat_already_bound' })
  })

  it('a phone’s code counts for two minutes, and only when we made it', async () => {
    const phone = await enter('slow-desk')
    const code = await codeOf(phone)
    app.clock.advance(phoneCodeValidMs + 16_000)
    expect(await refusedBind(code)).toMatchObject({ status: 409, code: 'phone_code_expired' })
    const made = { personId: phone.personId, expiresAt: app.clock.now() + phoneCodeValidMs }
    for (const forged of [makePhoneCode(made, new Uint8Array(32)), madeUpPass({ applicationId: phone.personId }, app.clock.now()), market.gateToken, '🎉']) {
      expect(await refusedBind(forged)).toMatchObject({ status: 404, code: 'code_unknown' })
    }
    expect((await personRow(accountId))?.openid).toBeNull()
  })

  it('the same code scanned twice binds once; two desks at the same moment bind it to one account', async () => {
    const code = await codeOf(await enter('scanned-twice'))
    await bind(code)
    expect(await refusedBind(code)).toMatchObject({ code: 'wechat_already_bound' })

    const other = { ...typed, idNumber: idNumber() }
    await staff.call(deskEndpoints.register, { body: other })
    const account = { ...typed, idNumber: idNumber() }
    await staff.call(deskEndpoints.register, { body: account })
    const contested = await codeOf(await enter('contested'))
    const colleague = await app.person({ staffOf: market.marketId })
    const answers = await Promise.all(([[staff, other], [colleague, account]] as const).map(([by, { name, idNumber: number }]) =>
      by.raw(deskEndpoints.bindPhone, { body: { shown: { name, idNumber: number }, phoneCode: contested } })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const holders = await app.store.read(({ q, t }) => q.select({ id: t.people.id }).from(t.people).where(eq(t.people.openid, 'openid-of-contested')))
    expect(holders).toHaveLength(1)
  })

  it('needs the ID card: a card of nobody and a number under another name get the same answer', async () => {
    const code = await codeOf(await enter('guesser'))
    const answers = [await refusedBind(code, { name: '李明', idNumber: typed.idNumber }), await refusedBind(code, { name: '王建国', idNumber: idNumber() })]
    for (const { status, code: word, message } of answers) expect([status, word, message]).toEqual([404, 'not_found', answers[0]?.message])
    expect(await refusedBind(code, { name: '', idNumber: '1' })).toMatchObject({ status: 400, fields: [{ field: 'shown.name' }, { field: 'shown.idNumber' }] })
  })

  it('is done by staff alone, and the phone’s code is the phone’s own', async () => {
    const phone = await enter('no-staff')
    const code = await codeOf(phone)
    expect(await phone.refused(deskEndpoints.bindPhone, { body: { shown: card(), phoneCode: code } })).toMatchObject({ status: 403, code: 'forbidden' })
    expect(await app.stranger.refused(deskEndpoints.phoneCode)).toMatchObject({ status: 401, code: 'unauthenticated' })
    expect(code).not.toContain(phone.personId)
  })
})
