import { systemClock, type Clock } from '../../clock'
import { acs3CodeOf, askAcs3 } from '../acs3'
import type { SmsGateway, SmsResult, SmsTemplate } from './sms'

export type SmsSettings = {
  /** Scheme and host, without a slash at the end. */
  apiBase: string
  appId: string
  appSecret: string
  /** The name in brackets before each message (短信签名), as it was registered. */
  signName: string
  /** The provider's number of each template (模板 CODE). */
  templates: Readonly<Record<SmsTemplate, string>>
}

/** Codes of the provider that say something of the number and not of us (短信服务 API 错误码). */
const results: Record<string, SmsResult> = {
  'OK': 'sent',
  'isv.BUSINESS_LIMIT_CONTROL': 'too_many', // one a minute, five an hour, ten a day for each number
  'isv.DAY_LIMIT_CONTROL': 'unavailable', // ours: the account's limit of the day
  'isv.MOBILE_NUMBER_ILLEGAL': 'bad_number',
  'isv.MOBILE_COUNT_OVER_LIMIT': 'bad_number',
}

/**
 * The client of Alibaba Cloud's short messages (短信服务 dysmsapi): `SendSms`, a form signed with ACS3-HMAC-SHA256. A request is
 * never repeated by itself: the message may be on its way.
 * @param options.timeout ms for one request
 */
export const smsOverHttp = (
  { apiBase, appId, appSecret, signName, templates }: SmsSettings,
  { clock = systemClock, timeout = 5_000 }: { clock?: Clock; timeout?: number } = {},
): SmsGateway => ({
  async send(phone, template, values) {
    const parameters = { PhoneNumbers: phone, SignName: signName, TemplateCode: templates[template], TemplateParam: JSON.stringify(values) }
    try {
      const reply = await askAcs3({ action: 'SendSms', version: '2017-05-25', parameters }, { name: 'sms', apiBase, key: { id: appId, secret: appSecret }, now: clock.now(), timeout })
      return results[acs3CodeOf(reply)] ?? 'unavailable'
    } catch {
      return 'unavailable'
    }
  },
})
