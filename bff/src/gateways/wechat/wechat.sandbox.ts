import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import fastify, { type FastifyInstance } from 'fastify'
import { cardInPicture } from './sandbox-cards'
import { sandboxMessages, type SentMessage } from './sandbox-messages'

export type WechatSandboxOptions = {
  appId: string
  appSecret: string
  /** 0 takes a free one. */
  port?: number
  /** UTC ms; tests turn it. */
  now?: () => number
}

export interface WechatSandbox {
  /** `http://127.0.0.1:port`: the `WECHAT_API_BASE` of a server that shall talk to this one. */
  readonly url: string
  /** A fresh `wx.login` code of this person. */
  loginCode(openid: string): string
  /** What the phone button of a mini-program gives whose WeChat holds this number. */
  phoneCode(phone: string): string
  /** The next `times` calls of this path are answered with an error of WeChat's. */
  fail(path: SandboxPath, errcode: number, times?: number): void
  /** How often a path was called so far. */
  calls(path: SandboxPath): number
  /** What `wx.requestSubscribeMessage` leaves behind when this person taps 允许: so many more messages of the template. */
  allowMessages(openid: string, templateId: string, times?: number): void
  /** The messages this person got, oldest first. */
  messagesTo(openid: string): readonly SentMessage[]
  /** Ends all access tokens, as another process' forced refresh would. */
  endTokens(): void
  close(): Promise<void>
}

export type SandboxPath = '/sns/jscode2session' | '/cgi-bin/stable_token' | '/cv/ocr/idcard' | '/cgi-bin/message/subscribe/send' | '/wxa/business/getuserphonenumber'

/** WeChat's texts for its numbers; with a request id at the end, as there. */
const errorTexts: Record<number, string> = {
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40013: 'invalid appid',
  40029: 'invalid code',
  40125: 'invalid appsecret',
  40163: 'code been used',
  40226: 'code blocked',
  41001: 'access_token missing',
  41008: 'missing code',
  42001: 'access_token expired',
  40003: 'invalid openid',
  40037: 'invalid template_id',
  41030: 'invalid page',
  43101: 'user refuse to accept the msg',
  45009: 'reach max api daily quota limit',
  47003: 'argument invalid!',
  45011: 'api minute-quota reach limit, must slower, retry next minute',
  101000: 'invalid image url',
  101001: 'certificate not found',
  101002: 'decode image failed',
  101003: 'not enough market quota',
}

const codeLifetime = 5 * 60_000
const tokenLifetimeSeconds = 7_200
const largestPicture = 2 * 1024 * 1024

const random = (bytes: number): string => randomBytes(bytes).toString('base64url')
const errorOf = (errcode: number) => ({ errcode, errmsg: `${errorTexts[errcode] ?? 'error'} rid: ${random(6)}` })

const isPicture = (image: Buffer): boolean =>
  image.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) || image.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47]))

/**
 * A small server that speaks WeChat's protocol, errors included, so that in tests and in the demo the real client runs.
 * It invents people and lets anybody be anybody: it listens to this machine only, and no production server starts
 * with it (config.ts).
 */
export async function startWechatSandbox({ appId, appSecret, port = 0, now = Date.now }: WechatSandboxOptions): Promise<WechatSandbox> {
  const codes = new Map<string, { openid: string; madeAt: number; used: boolean }>()
  const tokens = new Map<string, { expiresAt: number }>()
  const faults = new Map<SandboxPath, number[]>()
  const called = new Map<SandboxPath, number>()
  const messages = sandboxMessages(now)

  const loginCode = (openid: string): string => {
    for (const [code, { madeAt }] of codes) if (now() - madeAt > 2 * codeLifetime) codes.delete(code)
    const code = random(24)
    codes.set(code, { openid, madeAt: now(), used: false })
    return code
  }

  const phoneCodes = new Map<string, { phone: string; madeAt: number; used: boolean }>()
  const phoneCode = (phone: string): string => {
    const code = random(24)
    phoneCodes.set(code, { phone, madeAt: now(), used: false })
    return code
  }

  const phoneNumber = (accessToken: string | undefined, { code: given }: Record<string, unknown>) => {
    const wrongToken = tokenError(accessToken)
    if (wrongToken !== 0) return errorOf(wrongToken)
    const code = phoneCodes.get(String(given))
    if (!code || now() - code.madeAt > codeLifetime) return errorOf(40029)
    if (code.used) return errorOf(40163)
    code.used = true
    const [, countryCode = '86', pure = ''] = /^(?:\+(\d{1,3}) )?(\d+)$/.exec(code.phone) ?? []
    const watermark = { timestamp: Math.floor(now() / 1000), appid: appId }
    return { errcode: 0, errmsg: 'ok', phone_info: { phoneNumber: countryCode === '86' ? pure : `+${countryCode}${pure}`, purePhoneNumber: pure, countryCode, watermark } }
  }

  const session = (query: Record<string, string | undefined>) => {
    if (query.appid !== appId) return errorOf(40013)
    if (query.secret !== appSecret) return errorOf(40125)
    if (query.grant_type !== 'authorization_code') return errorOf(40002)
    if (!query.js_code) return errorOf(41008)
    const code = codes.get(query.js_code)
    if (!code || now() - code.madeAt > codeLifetime) return errorOf(40029)
    if (code.used) return errorOf(40163)
    code.used = true
    return { openid: code.openid, session_key: randomBytes(16).toString('base64') }
  }

  const stableToken = (body: Record<string, unknown>) => {
    if (body.grant_type !== 'client_credential') return errorOf(40002)
    if (body.appid !== appId) return errorOf(40013)
    if (body.secret !== appSecret) return errorOf(40125)
    const [current] = [...tokens].find(([, { expiresAt }]) => expiresAt > now()) ?? []
    if (current !== undefined && body.force_refresh !== true) {
      return { access_token: current, expires_in: Math.floor(((tokens.get(current)?.expiresAt ?? 0) - now()) / 1000) }
    }
    tokens.clear()
    const token = random(96)
    tokens.set(token, { expiresAt: now() + tokenLifetimeSeconds * 1000 })
    return { access_token: token, expires_in: tokenLifetimeSeconds }
  }

  /** The number of what is wrong with a token; 0 for a good one. */
  const tokenError = (accessToken: string | undefined): number => {
    if (!accessToken) return 41001
    const token = tokens.get(accessToken)
    if (!token) return 40001
    return token.expiresAt <= now() ? 42001 : 0
  }

  const idCard = async (accessToken: string | undefined, image: Buffer | null) => {
    const wrongToken = tokenError(accessToken)
    if (wrongToken !== 0) return errorOf(wrongToken)
    if (!image) return errorOf(101000)
    if (image.length > largestPicture || !isPicture(image)) return errorOf(101002)
    const card = cardInPicture(image)
    if (card.side === 'none') return errorOf(101001)
    if (card.side === 'back') return { errcode: 0, errmsg: 'ok', type: 'Back', valid_date: '20200101-20400101' }
    const { name, id, birth, gender } = card
    return { errcode: 0, errmsg: 'ok', type: 'Front', name, id, birth, gender, addr: '沙箱省样例县一号', nationality: '汉' }
  }

  const app = fastify({ bodyLimit: largestPicture + 64 * 1024 })
  app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  // WeChat answers every error with status 200, and calls its JSON text/plain.
  app.addHook('onSend', async (_request, reply) => void reply.type('text/plain; charset=utf-8'))
  app.setErrorHandler((_error, _request, reply) => reply.status(200).send(errorOf(systemError)))

  /** Answers with the fault that was asked for, if there is one. */
  const faulty = (path: SandboxPath) => {
    called.set(path, (called.get(path) ?? 0) + 1)
    const errcode = faults.get(path)?.shift()
    return errcode === undefined ? null : errorOf(errcode)
  }
  app.get<{ Querystring: Record<string, string> }>('/sns/jscode2session', async ({ query }) => faulty('/sns/jscode2session') ?? session(query))
  app.post<{ Body: Record<string, unknown> }>('/cgi-bin/stable_token', async ({ body }) => faulty('/cgi-bin/stable_token') ?? stableToken(body))
  app.post<{ Querystring: Record<string, string>; Body: Buffer }>('/cv/ocr/idcard', async ({ query, body, headers }) =>
    faulty('/cv/ocr/idcard') ?? idCard(query.access_token, await pictureIn(body, headers['content-type'])))
  app.post<{ Querystring: Record<string, string>; Body: Record<string, unknown> }>('/cgi-bin/message/subscribe/send', async ({ query, body }) => {
    const fault = faulty('/cgi-bin/message/subscribe/send')
    if (fault) return fault
    const errcode = tokenError(query.access_token) || messages.take(body)
    return errcode === 0 ? { errcode, errmsg: 'ok' } : errorOf(errcode)
  })
  app.post<{ Querystring: Record<string, string>; Body: Record<string, unknown> }>('/wxa/business/getuserphonenumber', async ({ query, body }) =>
    faulty('/wxa/business/getuserphonenumber') ?? phoneNumber(query.access_token, body))
  // Only here: WeChat itself makes codes on the phone.
  app.post<{ Body: { phone: string } }>('/sandbox/phone-codes', async ({ body }) => ({ code: phoneCode(String(body.phone)) }))
  app.post<{ Body: { openid: string } }>('/sandbox/login-codes', async ({ body }) => ({ code: loginCode(String(body.openid)) }))

  await app.listen({ host: '127.0.0.1', port })
  return {
    url: urlOf(app),
    loginCode,
    phoneCode,
    fail: (path, errcode, times = 1) => void faults.set(path, Array.from({ length: times }, () => errcode)),
    calls: (path) => called.get(path) ?? 0,
    allowMessages: messages.allow,
    messagesTo: messages.to,
    endTokens: () => tokens.clear(),
    close: () => app.close(),
  }
}

const systemError = -1

const urlOf = (app: FastifyInstance): string => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`

/** The `img` part of a form. */
async function pictureIn(body: Buffer, contentType: string | undefined): Promise<Buffer | null> {
  const form = await new Response(body, { headers: { 'content-type': contentType ?? '' } }).formData()
  const part = form.get('img')
  return part === null || typeof part === 'string' ? null : Buffer.from(await part.arrayBuffer())
}
