import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { smsOverHttp, type SmsSettings } from './sms.http'
import { startSmsSandbox, type SmsSandbox } from './sms.sandbox'

const key = { appId: 'sms-key', appSecret: 'top-secret-of-the-app', signName: '零工市场' }
const phone = '13800005678'
const minute = 60_000

let now = Date.parse('2026-11-23T04:40:00+08:00')
let sandbox: SmsSandbox
beforeEach(async () => {
  sandbox = await startSmsSandbox({ ...key, templates: { SMS_1: ['code'] }, now: () => now })
})
afterEach(() => sandbox.close())

const sms = (changes: Partial<SmsSettings> = {}) =>
  smsOverHttp({ ...key, apiBase: sandbox.url, templates: { sign_code: 'SMS_1' }, ...changes }, { clock: { now: () => now }, timeout: 2_000 })

describe('a short message', () => {
  test('arrives with its value', async () => {
    expect(await sms().send(phone, 'sign_code', { code: '123456' })).toBe('sent')
    expect(sandbox.messagesTo(phone)).toEqual([{ phone, templateCode: 'SMS_1', values: { code: '123456' }, at: now }])
  })

  test('is one a minute for a number, whatever we think of it', async () => {
    const send = () => sms().send(phone, 'sign_code', { code: '123456' })
    expect([await send(), await send()]).toEqual(['sent', 'too_many'])
    now += minute
    expect(await send()).toBe('sent')
  })

  test.each([
    ['isv.BUSINESS_LIMIT_CONTROL', 'too_many'],
    ['isv.MOBILE_NUMBER_ILLEGAL', 'bad_number'],
    ['isv.AMOUNT_NOT_ENOUGH', 'unavailable'],
    ['isv.SMS_TEMPLATE_ILLEGAL', 'unavailable'],
    ['Throttling.User', 'unavailable'],
    ['ServiceUnavailable', 'unavailable'],
  ])('the provider’s %s is %s', async (code, result) => {
    sandbox.fail(code)
    expect(await sms().send(phone, 'sign_code', { code: '123456' })).toBe(result)
    expect(sandbox.messagesTo(phone)).toEqual([])
  })

  test('is not sent with a wrong key, a wrong name, a wrong template or to no number', async () => {
    for (const wrong of [{ appSecret: 'other' }, { appId: 'other' }, { signName: '别人' }, { templates: { sign_code: 'SMS_2' } }, { apiBase: 'http://127.0.0.1:1' }]) {
      expect(await sms(wrong).send(phone, 'sign_code', { code: '123456' })).toBe('unavailable')
    }
    expect(await sms().send('12345', 'sign_code', { code: '123456' })).toBe('bad_number')
    expect(await sms().send(phone, 'sign_code', {})).toBe('unavailable')
  })
})
