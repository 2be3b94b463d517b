import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import fastify from 'fastify'
import { acs3Check } from '../acs3-check'

export type SmsSandboxOptions = {
  appId: string
  appSecret: string
  signName: string
  /** What was ordered: number of the template and the names of its values. */
  templates: Readonly<Record<string, readonly string[]>>
  /** 0 takes a free one. */
  port?: number
  /** UTC ms; tests turn it. */
  now?: () => number
  /** How many messages a number may get within how many ms; the provider's own where nothing is said. */
  limits?: readonly (readonly [number, number])[]
  /** Called with each message as a phone would show it: the demo prints it. */
  onMessage?: (message: SandboxMessage) => void
}

export type SandboxMessage = { phone: string; templateCode: string; values: Record<string, string>; /** UTC ms. */ at: number }

export interface SmsSandbox {
  /** `http://127.0.0.1:port`: the `SMS_API_BASE` of a server that shall talk to this one. */
  readonly url: string
  /** The next `times` messages are answered with this code of the provider's. */
  fail(code: string, times?: number): void
  /** The messages this number got, oldest first. */
  messagesTo(phone: string): readonly SandboxMessage[]
  close(): Promise<void>
}

/** The gateway's own refusals have a status; those of the service come with 200. */
const gatewayStatus: Record<string, number> = {
  'MissingAccessKeyId': 400, 'InvalidAccessKeyId.NotFound': 404, 'SignatureDoesNotMatch': 400, 'SignatureNonceUsed': 400, 'InvalidTimeStamp.Expired': 400,
  'InvalidAction.NotFound': 404, 'InvalidVersion': 400, 'Throttling.User': 400, 'ServiceUnavailable': 503,
}
const texts: Record<string, string> = {
  'OK': 'OK',
  'isv.BUSINESS_LIMIT_CONTROL': '触发号码天级流控Permits:10',
  'isv.MOBILE_NUMBER_ILLEGAL': '非法手机号',
  'isv.INVALID_PARAMETERS': '参数异常',
  'isv.SMS_SIGNATURE_ILLEGAL': '短信签名不合法',
  'isv.SMS_TEMPLATE_ILLEGAL': '短信模板不合法',
  'isv.TEMPLATE_MISSING_PARAMETERS': '模板缺少变量',
  'isv.AMOUNT_NOT_ENOUGH': '账户余额不足',
}

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]
/** The provider's limits for one number, of codes. */
const usualLimits = [[minute, 1], [hour, 5], [day, 10]] as const

/** A small server that speaks the provider's protocol, limits and refusals included. It listens to this machine only. */
export async function startSmsSandbox({ appId, appSecret, signName, templates, port = 0, now = Date.now, limits = usualLimits, onMessage }: SmsSandboxOptions): Promise<SmsSandbox> {
  const wrongSignature = acs3Check({ id: appId, secret: appSecret }, now)
  const faults: string[] = []
  const sent = new Map<string, SandboxMessage[]>()

  const take = (form: Record<string, string | undefined>): string => {
    const { PhoneNumbers: phone = '', SignName: name, TemplateCode: templateCode = '', TemplateParam: given = '' } = form
    if (phone === '' || templateCode === '') return 'isv.INVALID_PARAMETERS'
    if (name !== signName) return 'isv.SMS_SIGNATURE_ILLEGAL'
    const wanted = templates[templateCode]
    if (wanted === undefined) return 'isv.SMS_TEMPLATE_ILLEGAL'
    if (!/^1[3-9]\d{9}$/.test(phone)) return 'isv.MOBILE_NUMBER_ILLEGAL'
    const values = JSON.parse(given === '' ? '{}' : given) as Record<string, string>
    if (!wanted.every((value) => typeof values[value] === 'string' && values[value] !== '')) return 'isv.TEMPLATE_MISSING_PARAMETERS'
    const before = sent.get(phone) ?? []
    if (limits.some(([span, most]) => before.filter(({ at }) => now() - at < span).length >= most)) return 'isv.BUSINESS_LIMIT_CONTROL'
    const message = { phone, templateCode, values, at: now() }
    sent.set(phone, [...before, message])
    onMessage?.(message)
    return 'OK'
  }

  const app = fastify({ forceCloseConnections: true })
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  app.post('/', async (request, reply) => {
    const { headers, body } = request
    const code =
      wrongSignature(request) ??
      (headers['x-acs-action'] !== 'SendSms' ? 'InvalidAction.NotFound' : headers['x-acs-version'] !== '2017-05-25' ? 'InvalidVersion' : null) ??
      faults.shift() ??
      take(Object.fromEntries(new URLSearchParams(String(body))))
    return reply.status(gatewayStatus[code] ?? 200).send({
      RequestId: randomUUID().toUpperCase(), Code: code, Message: texts[code] ?? code, ...(code === 'OK' ? { BizId: `${now()}^0` } : {}),
    })
  })
  // Only here: the provider shows nobody what it sent.
  app.get<{ Querystring: { phone: string } }>('/sandbox/messages', async ({ query }) => ({ messages: sent.get(query.phone) ?? [] }))
  await app.listen({ host: '127.0.0.1', port })
  return {
    url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
    fail: (code, times = 1) => void faults.push(...Array.from({ length: times }, () => code)),
    messagesTo: (phone) => sent.get(phone) ?? [],
    close: () => app.close(),
  }
}
