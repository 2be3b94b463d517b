import { sessionEndpoints } from '@market/shared/session/session.contract'
import { day, minute } from '@market/shared/words/time'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowsAtRest, rowsOf } from '../../../test/support/rows-of-all-tables'
import { createWechatTestApp, type Entered, type WechatTestApp } from '../../../test/support/wechat'
import { accessTokenLifetime } from '../../http/access-token'
import { lostAnswerGrace, sessionLifetime } from './session.service'

let app: WechatTestApp
let people = 0
beforeAll(async () => {
  app = await createWechatTestApp()
})
afterAll(() => app.close())

const newOpenid = () => `openid-${people += 1}`
const signIn = (code: string) => app.stranger.refused(sessionEndpoints.signIn, { body: { code } })
const refresh = async (refreshToken: string) => (await app.stranger.call(sessionEndpoints.refresh, { body: { refreshToken } })).tokens
const refusedRefresh = async (refreshToken: string) => (await app.stranger.refused(sessionEndpoints.refresh, { body: { refreshToken } })).code
const refusedMe = async (entered: Entered) => (await entered.refused(sessionEndpoints.me)).code

describe('entering', () => {
  test('the first time makes a person without a name or role, the next time finds the same one', async () => {
    const openid = newOpenid()
    const first = await app.enter(openid)
    expect(first.me).toEqual({
      personId: first.me.personId, roles: [], nameMasked: null, phoneMasked: null, worker: null, employer: null, staff: null, verifiedUntil: null, grants: [],
    })
    const second = await app.enter(openid)
    expect(second.me.personId).toBe(first.me.personId)
    expect(second.tokens.refreshToken).not.toBe(first.tokens.refreshToken)
    expect(await second.call(sessionEndpoints.me)).toEqual(first.me)
  })

  test('ten phones of one WeChat account at the same moment are one person', async () => {
    const openid = newOpenid()
    const entered = await Promise.all(Array.from({ length: 10 }, () => app.enter(openid)))
    expect(new Set(entered.map(({ me }) => me.personId)).size).toBe(1)
    expect(new Set(entered.map(({ tokens }) => tokens.refreshToken)).size).toBe(10)
  })

  test('a code counts once, and for five minutes', async () => {
    const [used, late] = [app.wechat.loginCode(newOpenid()), app.wechat.loginCode(newOpenid())]
    await app.stranger.call(sessionEndpoints.signIn, { body: { code: used } })
    expect(await signIn(used)).toMatchObject({ status: 401, code: 'wechat_code_refused', message: '微信登录没有成功，请再点一次。' })
    app.clock.advance(5 * minute + 1)
    expect((await signIn(late)).code).toBe('wechat_code_refused')
  })

  test.each([
    [40029, 401, 'wechat_code_refused'],
    [40163, 401, 'wechat_code_refused'],
    [40226, 401, 'wechat_code_refused'],
    [41008, 401, 'wechat_code_refused'],
    [45011, 429, 'rate_limited'],
    [40013, 503, 'upstream_unavailable'],
    [40125, 503, 'upstream_unavailable'],
  ])('WeChat’s refusal %d is answered with %d %s, and nobody has entered', async (errcode, status, code) => {
    const before = await rowsAtRest(app)
    app.wechat.fail('/sns/jscode2session', errcode)
    expect(await signIn(app.wechat.loginCode(newOpenid()))).toMatchObject({ status, code })
    expect(await rowsAtRest(app)).toEqual(before)
  })

  test('a busy WeChat is asked twice before a person is sent away', async () => {
    app.wechat.fail('/sns/jscode2session', -1)
    await app.enter(newOpenid())
    app.wechat.fail('/sns/jscode2session', -1, 2)
    expect(await signIn(app.wechat.loginCode(newOpenid()))).toMatchObject({ status: 503, code: 'upstream_unavailable' })
  })

  test.each([[{}], [{ code: '' }], [{ code: 7 }], [{ code: 'a'.repeat(129) }], [{ code: 'abc', role: 'staff' }], [null]])(
    'a body like %j is refused', async (body) => {
      expect(await app.stranger.raw(sessionEndpoints.signIn, { body })).toMatchObject({ status: 400, body: { code: 'invalid_fields' } })
    })
})

describe('an access token', () => {
  test('runs out after fifteen minutes, and the refresh token brings the next', async () => {
    const entered = await app.enter(newOpenid())
    expect(entered.tokens.accessExpiresAt).toBe(app.clock.now() + accessTokenLifetime)
    app.clock.advance(accessTokenLifetime - 1000)
    await entered.call(sessionEndpoints.me)
    app.clock.advance(1000)
    expect(await entered.refused(sessionEndpoints.me)).toMatchObject({ status: 401, code: 'token_expired' })
    const { accessToken } = await refresh(entered.tokens.refreshToken)
    await app.withToken(accessToken).call(sessionEndpoints.me)
  })
})

describe('a refresh token', () => {
  test('is replaced with every use', async () => {
    const entered = await app.enter(newOpenid())
    const second = await refresh(entered.tokens.refreshToken)
    const third = await refresh(second.refreshToken)
    expect(new Set([entered.tokens.refreshToken, second.refreshToken, third.refreshToken]).size).toBe(3)
    await app.withToken(third.accessToken).call(sessionEndpoints.me)
  })

  test('shown again after its successor went out ends the session, for whoever holds it', async () => {
    const openid = newOpenid()
    const [entered, otherPhone] = [await app.enter(openid), await app.enter(openid)]
    const second = await refresh(entered.tokens.refreshToken)
    app.clock.advance(lostAnswerGrace + 1)
    expect(await refusedRefresh(entered.tokens.refreshToken)).toBe('session_revoked')
    expect(await refusedRefresh(second.refreshToken)).toBe('session_revoked')
    expect((await app.withToken(second.accessToken).refused(sessionEndpoints.me)).code).toBe('session_revoked')
    await otherPhone.call(sessionEndpoints.me)
  })

  test('whose answer was lost brings the same successor again, for thirty seconds', async () => {
    const entered = await app.enter(newOpenid())
    const lost = await refresh(entered.tokens.refreshToken)
    app.clock.advance(lostAnswerGrace)
    const again = await refresh(entered.tokens.refreshToken)
    expect(again.refreshToken).toBe(lost.refreshToken)
    await app.withToken(again.accessToken).call(sessionEndpoints.me)
    const next = await refresh(again.refreshToken)
    await app.withToken(next.accessToken).call(sessionEndpoints.me)
  })

  test('cannot be kept alive by asking again and again within the thirty seconds', async () => {
    const { tokens: { refreshToken } } = await app.enter(newOpenid())
    await refresh(refreshToken)
    app.clock.advance(lostAnswerGrace - 1000)
    await refresh(refreshToken)
    app.clock.advance(1001)
    expect(await refusedRefresh(refreshToken)).toBe('session_revoked')
  })

  test('that a thief used twice betrays him when the owner comes with it, however soon', async () => {
    const { tokens: { refreshToken: owners } } = await app.enter(newOpenid())
    const thiefs = await refresh((await refresh(owners)).refreshToken)
    expect(await refusedRefresh(owners)).toBe('session_revoked')
    expect(await refusedRefresh(thiefs.refreshToken)).toBe('session_revoked')
    expect((await app.withToken(thiefs.accessToken).refused(sessionEndpoints.me)).code).toBe('session_revoked')
  })

  test('sent ten times at the same moment has one successor, and the session lives', async () => {
    const { tokens: { refreshToken } } = await app.enter(newOpenid())
    const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(refreshToken)))
    const [successor] = new Set(answers.map((tokens) => tokens.refreshToken))
    expect(answers.every((tokens) => tokens.refreshToken === successor)).toBe(true)
    await refresh(successor ?? '')
  })

  test('that we never made is refused and harms nobody', async () => {
    const [entered, other] = [await app.enter(newOpenid()), await app.enter(newOpenid())]
    const [sessionId, , mac] = entered.tokens.refreshToken.split('.')
    const [, , othersMac] = other.tokens.refreshToken.split('.')
    const flipped = `${mac?.startsWith('A') ? 'B' : 'A'}${mac?.slice(1)}`
    const forged = [
      `${sessionId}.1.${flipped}`, `${sessionId}.1.${othersMac}`, `${sessionId}.2.${mac}`, `${sessionId}.01.${mac}`,
      `${sessionId}.1.${mac}x`, 'x'.repeat(40), entered.tokens.accessToken.slice(0, 200),
    ]
    for (const token of forged) expect(await refusedRefresh(token)).toBe('session_revoked')
    await entered.call(sessionEndpoints.me)
    await refresh(entered.tokens.refreshToken)
  })

  test('counts for thirty days from its last use', async () => {
    const [used, unused] = [await app.enter(newOpenid()), await app.enter(newOpenid())]
    app.clock.advance(sessionLifetime - day)
    const renewed = await refresh(used.tokens.refreshToken)
    app.clock.advance(day)
    expect(await refusedRefresh(unused.tokens.refreshToken)).toBe('session_revoked')
    await refresh(renewed.refreshToken)
  })

  test('is not in the database, nor is any other token', async () => {
    const { tokens } = await app.enter(newOpenid())
    const later = await refresh(tokens.refreshToken)
    const everything = JSON.stringify(await rowsOf(app.store))
    for (const token of [tokens.refreshToken, tokens.accessToken, later.refreshToken, later.accessToken]) {
      expect(everything).not.toContain(token)
      expect(everything).not.toContain(token.split('.')[2])
    }
  })
})

describe('leaving', () => {
  test('ends this phone’s session at once, and no other', async () => {
    const openid = newOpenid()
    const [here, there] = [await app.enter(openid), await app.enter(openid)]
    expect(await here.call(sessionEndpoints.signOut)).toEqual({ done: true })
    expect(await here.refused(sessionEndpoints.me)).toMatchObject({ status: 401, code: 'session_revoked' })
    expect(await refusedRefresh(here.tokens.refreshToken)).toBe('session_revoked')
    await there.call(sessionEndpoints.me)
    await refresh(there.tokens.refreshToken)
  })

  test('everywhere ends every phone of this person at once, and of nobody else', async () => {
    const openid = newOpenid()
    const phones = [await app.enter(openid), await app.enter(openid), await app.enter(openid)]
    const somebodyElse = await app.enter(newOpenid())
    await phones[0]?.call(sessionEndpoints.signOutEverywhere)
    for (const phone of phones) {
      expect(await refusedMe(phone)).toBe('session_revoked')
      expect(await refusedRefresh(phone.tokens.refreshToken)).toBe('session_revoked')
    }
    await somebodyElse.call(sessionEndpoints.me)
    await app.enter(openid)
  })
})

describe('what a person sees of themselves', () => {
  test('roles as the database has them at this moment, names masked', async () => {
    const { marketId } = await app.market()
    const person = await app.person({
      name: '欧阳娜娜', phone: '13812345678', worker: { trades: ['6-29-01-01', '4-02-05-01'], wishedPayFen: 23_000 },
      employer: { name: '洛阳宏运农贸有限公司' }, staffOf: marketId,
    })
    expect(await person.call(sessionEndpoints.me)).toEqual({
      personId: person.personId,
      roles: ['worker', 'employer', 'staff'],
      nameMasked: '欧**娜',
      phoneMasked: '138****5678',
      worker: { trades: ['4-02-05-01', '6-29-01-01'], skillLevel: 'junior', wishedPayFen: 23_000, wishedPayUnit: 'day' },
      employer: { kind: 'business', name: '洛阳宏运农贸有限公司', verifiedUntil: expect.any(Number) as number },
      verifiedUntil: expect.any(Number) as number,
      staff: { marketId, marketName: expect.stringContaining('零工市场') as string },
      grants: [{
        role: 'staff', marketId, untilAt: null, scopePath: `/41/4103/${marketId}/`, scopeName: expect.stringContaining('零工市场') as string,
      }],
    })
  })

  test('needs a token', async () => {
    expect(await app.stranger.refused(sessionEndpoints.me)).toMatchObject({ status: 401, code: 'unauthenticated' })
  })

  test('that the server says what it is, to anybody', async () => {
    expect(await app.stranger.call(sessionEndpoints.about)).toEqual({ sandbox: true, serverTime: app.clock.now() })
  })
})
