import { setTimeout as pause } from 'node:timers/promises'
import { AppError, type ErrorCode } from '@market/shared/errors'
import { systemClock, type Clock } from '../../clock'
import { askJson, type JsonRequest } from '../ask-json'
import { IdCardUnreadable, type SendResult, type WechatGateway } from './wechat'

export type WechatSettings = {
  appId: string
  appSecret: string
  /** Scheme and host, without a slash at the end. */
  apiBase: string
}

/** WeChat's own answers (全局返回码) as ours. What is not listed is a fault between the two servers, not the person's. */
const codeOf: Record<number, ErrorCode> = {
  40029: 'wechat_code_refused', // invalid code, also one older than five minutes
  40163: 'wechat_code_refused', // code been used
  40226: 'wechat_code_refused', // code blocked: WeChat holds the account to be risky
  41008: 'wechat_code_refused', // missing code
  45011: 'rate_limited', // more than 100 a minute for this person
}
/** What the code of the phone button meets; the others as above. */
const phoneCodeOf: Record<number, ErrorCode> = { ...codeOf, 40029: 'phone_code_refused', 40163: 'phone_code_refused', 40226: 'phone_code_refused' }
const systemBusy = -1
/** invalid credential, invalid access_token, access_token expired */
const staleToken: readonly number[] = [40001, 40014, 42001]
/** What a message meets: 43101 the person said no or the consents are used up; the others say that it can never be taken as it is. */
const noConsent = 43101
const neverTaken: readonly number[] = [
  40003, // invalid openid
  40037, // invalid template_id
  41030, // invalid page
  47003, // argument invalid: a value does not fit its keyword
]
const pictureReasons: Record<number, IdCardUnreadable['reason']> = { 101000: 'not_a_picture', 101001: 'no_card', 101002: 'not_a_picture' }

const pauseBeforeRetry = 200
/** A token is renewed this long before it ends, so that none ends on the way. */
const renewEarly = 5 * 60_000

type Reply = { errcode?: unknown; [field: string]: unknown }

const errcodeOf = (reply: Reply): number => {
  const code = Number(reply.errcode ?? 0)
  return Number.isInteger(code) ? code : systemBusy
}

// Only the call and WeChat's number: their text may quote what was sent.
const refusal = (call: string, errcode: number, codes = codeOf): AppError =>
  new AppError(codes[errcode] ?? 'upstream_unavailable', { detail: `wechat ${call}: errcode ${errcode}` })

const textOf = (reply: Reply, field: string, call: string): string => {
  const value = reply[field]
  if (typeof value === 'string' && value !== '' && value.length <= 512) return value
  throw new AppError('upstream_unavailable', { detail: `wechat ${call}: no ${field} in the answer` })
}

/**
 * The real WeChat client. Secrets, codes and tokens travel in its URLs because the protocol wants it so; none of
 * them is in any error it throws.
 * @param options.timeout ms for one request
 */
export function wechatOverHttp(
  { appId, appSecret, apiBase }: WechatSettings,
  { clock = systemClock, timeout = 5_000 }: { clock?: Clock; timeout?: number } = {},
): WechatGateway {
  /** One request; when WeChat says that it is busy, one more. A timeout is not repeated: the code may be spent. */
  const ask = async (call: string, path: string, request: () => JsonRequest): Promise<Reply> => {
    const once = () => askJson(`wechat ${call}`, `${apiBase}${path}`, { ...request(), timeout })
    const reply = await once()
    if (errcodeOf(reply) !== systemBusy) return reply
    await pause(pauseBeforeRetry)
    return once()
  }

  let token: { value: string; renewAt: number } | null = null
  let asking: Promise<string> | null = null

  const askForToken = async (forceRefresh: boolean): Promise<string> => {
    const reply = await ask('stable_token', '/cgi-bin/stable_token', () => ({
      method: 'POST',
      body: JSON.stringify({ grant_type: 'client_credential', appid: appId, secret: appSecret, force_refresh: forceRefresh }),
      contentType: 'application/json',
    }))
    if (errcodeOf(reply) !== 0) throw refusal('stable_token', errcodeOf(reply))
    const value = textOf(reply, 'access_token', 'stable_token')
    const lifetime = Number(reply.expires_in) * 1_000
    token = { value, renewAt: clock.now() + (lifetime > 2 * renewEarly ? lifetime - renewEarly : 0) }
    return value
  }

  /** Many requests that find no token wait for the same answer. */
  const accessToken = (forceRefresh = false): Promise<string> => {
    if (token && !forceRefresh && clock.now() < token.renewAt) return Promise.resolve(token.value)
    asking ??= askForToken(forceRefresh).finally(() => {
      asking = null
    })
    return asking
  }

  /**
   * A token better than the refused one. Other processes use the same app: their token is asked for first, and only when
   * that is the refused one a new one is forced, which ends everybody else's.
   */
  const tokenAfter = async (refused: string): Promise<string> => {
    if (token?.value === refused) token = null
    const current = await accessToken()
    return current === refused ? accessToken(true) : current
  }

  const askWithToken = async (call: string, path: string, request: () => JsonRequest): Promise<Reply> => {
    const withToken = (value: string) => ask(call, `${path}${path.includes('?') ? '&' : '?'}access_token=${encodeURIComponent(value)}`, request)
    const first = await accessToken()
    const reply = await withToken(first)
    return staleToken.includes(errcodeOf(reply)) ? withToken(await tokenAfter(first)) : reply
  }

  return {
    async sessionFromCode(code) {
      const query = new URLSearchParams({ appid: appId, secret: appSecret, js_code: code, grant_type: 'authorization_code' })
      const reply = await ask('jscode2session', `/sns/jscode2session?${query.toString()}`, () => ({ method: 'GET' }))
      if (errcodeOf(reply) !== 0) throw refusal('jscode2session', errcodeOf(reply))
      const openid = textOf(reply, 'openid', 'jscode2session')
      return typeof reply.unionid === 'string' ? { openid, unionid: reply.unionid } : { openid }
    },

    async phoneNumber(code) {
      const call = 'getuserphonenumber'
      const reply = await askWithToken(call, '/wxa/business/getuserphonenumber', () => ({ method: 'POST', body: JSON.stringify({ code }), contentType: 'application/json' }))
      if (errcodeOf(reply) !== 0) throw refusal(call, errcodeOf(reply), phoneCodeOf)
      const info = reply.phone_info
      const { purePhoneNumber: number, countryCode: country } = (typeof info === 'object' && info !== null ? info : {}) as Record<string, unknown>
      if (typeof number !== 'string') throw new AppError('upstream_unavailable', { detail: `wechat ${call}: no number in the answer` })
      return String(country) === '86' && /^1\d{10}$/.test(number) ? number : null
    },

    async readIdCard(image) {
      const reply = await askWithToken('ocr/idcard', '/cv/ocr/idcard?type=photo', () => {
        const form = new FormData()
        form.append('img', new Blob([image], { type: 'image/jpeg' }), 'card.jpg')
        return { method: 'POST', body: form }
      })
      const errcode = errcodeOf(reply)
      const unreadable = pictureReasons[errcode]
      if (unreadable) throw new IdCardUnreadable(unreadable)
      if (errcode !== 0) throw refusal('ocr/idcard', errcode)
      if (reply.type === 'Back') throw new IdCardUnreadable('back_side')
      if (!reply.name || !reply.id) throw new IdCardUnreadable('no_card')
      return { name: textOf(reply, 'name', 'ocr/idcard'), idNumber: textOf(reply, 'id', 'ocr/idcard') }
    },

    async sendMessage({ openid, templateId, page, values }) {
      const data = Object.fromEntries(Object.entries(values).map(([keyword, value]) => [keyword, { value }]))
      const body = JSON.stringify({ touser: openid, template_id: templateId, page, data, miniprogram_state: 'formal', lang: 'zh_CN' })
      try {
        await accessToken()
      } catch {
        // Without a token nothing was sent.
        return { result: 'busy', errcode: null }
      }
      try {
        const reply = await askWithToken('subscribe/send', '/cgi-bin/message/subscribe/send', () => ({ method: 'POST', body, contentType: 'application/json' }))
        return sendResult(errcodeOf(reply))
      } catch {
        return { result: 'unknown', errcode: null }
      }
    },
  }
}

const sendResult = (errcode: number): SendResult => {
  if (errcode === 0) return { result: 'sent', errcode }
  if (errcode === noConsent) return { result: 'no_consent', errcode }
  return { result: neverTaken.includes(errcode) ? 'refused' : 'busy', errcode }
}
