import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseTemplates } from './message-templates'
import { sandboxTemplateSetting } from './sandbox-messages'
import { wechatOverHttp } from './wechat.http'
import { startWechatSandbox, type WechatSandbox } from './wechat.sandbox'

const settings = { appId: 'wx-app', appSecret: 'top-secret-of-the-app' }
const path = '/cgi-bin/message/subscribe/send'
const now = Date.parse('2026-11-23T04:40:00+08:00')
let sandbox: WechatSandbox
beforeEach(async () => {
  sandbox = await startWechatSandbox({ ...settings, now: () => now })
})
afterEach(() => sandbox.close())

const wechat = (changes: { appSecret?: string; apiBase?: string } = {}) =>
  wechatOverHttp({ ...settings, apiBase: sandbox.url, ...changes }, { clock: { now: () => now }, timeout: 2_000 })

const values = { thing1: '装卸搬运 招 3 人', thing2: '260 元/天', time3: '2026年11月23日 06:30', thing4: '洛阳市零工市场', thing5: '还有 3 个位子' }
const message = { openid: 'openid-of-wang', templateId: 'sandbox-new-job', page: 'pages/job/index?jobId=0198-ab', values }

describe('a subscription message', () => {
  test('reaches who allowed it, once for each time it was allowed', async () => {
    sandbox.allowMessages('openid-of-wang', 'sandbox-new-job', 2)
    const gateway = wechat()
    expect(await gateway.sendMessage(message)).toEqual({ result: 'sent', errcode: 0 })
    expect(sandbox.messagesTo('openid-of-wang')).toEqual([{ templateId: 'sandbox-new-job', page: message.page, values, at: now }])
    expect(await gateway.sendMessage(message)).toEqual({ result: 'sent', errcode: 0 })
    expect(await gateway.sendMessage(message)).toEqual({ result: 'no_consent', errcode: 43101 })
    expect(sandbox.messagesTo('openid-of-wang')).toHaveLength(2)
  })

  test('for one template is no leave to send another, nor to write to somebody else', async () => {
    sandbox.allowMessages('openid-of-wang', 'sandbox-offer')
    expect(await wechat().sendMessage(message)).toMatchObject({ result: 'no_consent' })
    expect(await wechat().sendMessage({ ...message, openid: 'openid-of-li' })).toMatchObject({ result: 'no_consent' })
  })

  test.each([
    ['more than twenty characters in a thing', { values: { ...values, thing1: '装'.repeat(21) } }, 47003],
    ['a time that is none', { values: { ...values, time3: '明天早上' } }, 47003],
    ['an empty value', { values: { ...values, thing5: '' } }, 47003],
    ['a keyword that is missing', { values: { thing1: '装卸搬运' } }, 47003],
    ['a template nobody chose', { templateId: 'nobody-chose-it' }, 40037],
    ['a page with a slash before it', { page: '/pages/job/index' }, 41030],
    ['no such person', { openid: '' }, 40003],
  ])('with %s is never taken, and uses up no consent', async (_words, changes, errcode) => {
    sandbox.allowMessages('openid-of-wang', 'sandbox-new-job')
    expect(await wechat().sendMessage({ ...message, ...changes })).toEqual({ result: 'refused', errcode })
    expect(await wechat().sendMessage(message)).toMatchObject({ result: 'sent' })
  })

  test('is surely not sent when the day’s quota is used up or WeChat stays busy, and may be tried again', async () => {
    sandbox.allowMessages('openid-of-wang', 'sandbox-new-job', 2)
    sandbox.fail(path, 45009)
    expect(await wechat().sendMessage(message)).toEqual({ result: 'busy', errcode: 45009 })
    sandbox.fail(path, -1, 2)
    expect(await wechat().sendMessage(message)).toEqual({ result: 'busy', errcode: -1 })
    expect(await wechat().sendMessage(message)).toMatchObject({ result: 'sent' })
  })

  test.each([40001, 42001])('goes out with a new token when WeChat says %d', async (errcode) => {
    sandbox.allowMessages('openid-of-wang', 'sandbox-new-job')
    sandbox.fail(path, errcode)
    expect(await wechat().sendMessage(message)).toMatchObject({ result: 'sent' })
    expect(sandbox.calls(path)).toBe(2)
  })

  test('is not sent without a token; and nobody knows whether one arrived that got no answer', async () => {
    expect(await wechat({ appSecret: 'wrong' }).sendMessage(message)).toEqual({ result: 'busy', errcode: null })
    const gateway = wechat()
    sandbox.allowMessages('openid-of-wang', 'sandbox-new-job')
    await gateway.sendMessage(message)
    await sandbox.close()
    expect(await gateway.sendMessage(message)).toEqual({ result: 'unknown', errcode: null })
    sandbox = await startWechatSandbox({ ...settings, now: () => now })
  })
})

describe('WECHAT_TEMPLATES', () => {
  test('says which keyword of which template holds what', () => {
    expect(parseTemplates(sandboxTemplateSetting)).toEqual({
      new_job: { id: 'sandbox-new-job', keywords: { job: 'thing1', pay: 'thing2', start: 'time3', place: 'thing4', note: 'thing5' } },
      offer: { id: 'sandbox-offer', keywords: { job: 'thing1', until: 'time2', place: 'thing3', note: 'thing4' } },
    })
    expect(parseTemplates('')).toEqual({})
  })

  test.each([
    ['new_jobs=abc:job=thing1', 'does not begin with'],
    ['new_job=abc', 'does not begin with'],
    ['new_job=abc:boss=thing1', '"boss" is none of'],
    ['offer=abc:job=time1', '"job" can stand in thingN'],
    ['offer=abc:until=thing', '"until" can stand in'],
  ])('%s stops the start and is named', (text, why) => {
    expect(() => parseTemplates(text)).toThrow(/^WECHAT_TEMPLATES: /)
    expect(() => parseTemplates(text)).toThrow(why)
  })
})
