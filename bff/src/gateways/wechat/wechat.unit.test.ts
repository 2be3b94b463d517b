import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AppError } from '@market/shared/errors'
import { checkWorkerIdNumber } from '@market/shared/register/resident-id'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sandboxLogin } from './sandbox-login'
import { wechatOverHttp } from './wechat.http'
import { startWechatSandbox, type WechatSandbox } from './wechat.sandbox'

const settings = { appId: 'wx-app', appSecret: 'top-secret-of-the-app' }
const minute = 60_000

let now = Date.parse('2026-11-23T04:40:00+08:00')
let sandbox: WechatSandbox
let servers: Server[] = []

beforeEach(async () => {
  sandbox = await startWechatSandbox({ ...settings, now: () => now })
})
afterEach(async () => {
  await sandbox.close()
  await Promise.all(servers.map((server) => new Promise((resolve) => {
    server.closeAllConnections()
    server.close(resolve)
  })))
  servers = []
})

const wechat = (changes: Partial<typeof settings> = {}) =>
  wechatOverHttp({ ...settings, ...changes, apiBase: sandbox.url }, { clock: { now: () => now } })

/** The refusal of a promise that must not succeed. */
const refusalOf = async (promise: Promise<unknown>): Promise<Error> => {
  const outcome = await promise.then(() => null, (error: Error) => error)
  if (outcome === null) throw new Error('was not refused')
  return outcome
}
const codeOf = async (promise: Promise<unknown>): Promise<string> => {
  const error = await refusalOf(promise)
  return error instanceof AppError ? error.code : error.message
}

const picture = (comment = ''): Buffer => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xfe]), Buffer.from(comment)])

/** A server that is not WeChat at all. */
const strange = async (answer: RequestListener): Promise<string> => {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('a wx.login code', () => {
  test('tells who tapped, and nothing that would let us speak for them', async () => {
    expect(await wechat().sessionFromCode(sandbox.loginCode('openid-of-wang'))).toEqual({ openid: 'openid-of-wang' })
  })

  test('counts once', async () => {
    const code = sandbox.loginCode('openid-of-wang')
    await wechat().sessionFromCode(code)
    expect(await codeOf(wechat().sessionFromCode(code))).toBe('wechat_code_refused')
  })

  test('counts for five minutes', async () => {
    const [early, late] = [sandbox.loginCode('openid-of-wang'), sandbox.loginCode('openid-of-wang')]
    now += 5 * minute
    expect(await wechat().sessionFromCode(early)).toEqual({ openid: 'openid-of-wang' })
    now += 1
    expect(await codeOf(wechat().sessionFromCode(late))).toBe('wechat_code_refused')
  })

  test('that nobody made is refused', async () => {
    expect(await codeOf(wechat().sessionFromCode('made-up'))).toBe('wechat_code_refused')
    expect(await codeOf(wechat().sessionFromCode(''))).toBe('wechat_code_refused')
    expect(await codeOf(wechat().sessionFromCode('a&appid=other#?'))).toBe('wechat_code_refused')
  })

  test.each([
    [40029, 'wechat_code_refused'],
    [40163, 'wechat_code_refused'],
    [40226, 'wechat_code_refused'],
    [41008, 'wechat_code_refused'],
    [45011, 'rate_limited'],
    [40013, 'upstream_unavailable'],
    [40125, 'upstream_unavailable'],
    [99999, 'upstream_unavailable'],
  ])('WeChat’s %d is our %s', async (errcode, code) => {
    sandbox.fail('/sns/jscode2session', errcode)
    expect(await codeOf(wechat().sessionFromCode(sandbox.loginCode('openid')))).toBe(code)
    expect(sandbox.calls('/sns/jscode2session')).toBe(1)
  })

  test('is tried once more when WeChat is busy, and only once', async () => {
    sandbox.fail('/sns/jscode2session', -1)
    expect(await wechat().sessionFromCode(sandbox.loginCode('openid-of-wang'))).toEqual({ openid: 'openid-of-wang' })
    expect(sandbox.calls('/sns/jscode2session')).toBe(2)

    sandbox.fail('/sns/jscode2session', -1, 5)
    expect(await codeOf(wechat().sessionFromCode(sandbox.loginCode('openid-of-wang')))).toBe('upstream_unavailable')
    expect(sandbox.calls('/sns/jscode2session')).toBe(4)
  })

  test('with a wrong app id or secret is a fault of ours that a person cannot mend', async () => {
    expect(await codeOf(wechat({ appSecret: 'wrong' }).sessionFromCode(sandbox.loginCode('openid')))).toBe('upstream_unavailable')
    expect(await codeOf(wechat({ appId: 'wrong' }).sessionFromCode(sandbox.loginCode('openid')))).toBe('upstream_unavailable')
  })

  test('stays out of every error, as do the secret and the address', async () => {
    const code = sandbox.loginCode('openid')
    await wechat().sessionFromCode(code)
    const nobody = wechatOverHttp({ ...settings, apiBase: 'http://127.0.0.1:1' })
    const errors = [
      await refusalOf(wechat().sessionFromCode(code)),
      await refusalOf(nobody.sessionFromCode(code)),
    ]
    for (const error of errors) {
      const everything = `${error.message} ${error.stack ?? ''} ${String(error.cause)} ${JSON.stringify(error)}`
      expect(everything).toMatch(/wechat jscode2session: (errcode 40163|no connection)/)
      expect(everything).not.toContain(code)
      expect(everything).not.toContain(settings.appSecret)
      expect(everything).not.toContain('js_code=')
    }
  })
})

describe('an answer that is not WeChat’s', () => {
  const ask = async (answer: RequestListener, timeout = 300) => {
    const gateway = wechatOverHttp({ ...settings, apiBase: await strange(answer) }, { timeout })
    const error = await refusalOf(gateway.sessionFromCode('code'))
    return { code: error instanceof AppError ? error.code : 'foreign', why: error.message }
  }

  test.each<[string, RequestListener, string]>([
    ['a web page', (_request, response) => response.end('<html>欢迎使用校园网</html>'), 'answer is not a JSON object'],
    ['a list', (_request, response) => response.end('[]'), 'answer is not a JSON object'],
    ['an empty object', (_request, response) => response.end('{}'), 'no openid in the answer'],
    ['a person without a name', (_request, response) => response.end('{"openid":{"$ne":1}}'), 'no openid in the answer'],
    ['a gateway’s 502', (_request, response) => response.writeHead(502).end('{"openid":"x"}'), 'status 502'],
    ['silence', () => undefined, 'no answer in time'],
    ['half an answer', (_request, response) => void response.write('{"openid":'), 'no answer in time'],
    ['a broken connection', (request) => request.socket.destroy(), 'no connection'],
    ['another address', (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(), 'no connection'],
  ])('%s', async (_words, answer, why) => {
    expect(await ask(answer)).toEqual({ code: 'upstream_unavailable', why: `wechat jscode2session: ${why}` })
  })

  test('without end is cut off, and its connection closed', async () => {
    let closed: Promise<unknown> = Promise.reject(new Error('never asked'))
    closed.catch(() => undefined)
    const { code, why } = await ask((_request, response) => {
      closed = once(response, 'close')
      const more = () => {
        if (!response.destroyed) response.write(Buffer.alloc(16_384, 'a'), more)
      }
      more()
      // On a busy machine the limit of size must be met before that of time.
    }, 20_000)
    expect({ code, why }).toEqual({ code: 'upstream_unavailable', why: 'wechat jscode2session: answer too long' })
    await closed
  })
})

describe('a picture of an ID card', () => {
  test('gives name and number; in the sandbox a person that does not exist, the same for the same picture', async () => {
    const reading = await wechat().readIdCard(picture('one'))
    expect(reading.name.length).toBeGreaterThan(1)
    expect(checkWorkerIdNumber(reading.idNumber, now).ok).toBe(true)
    expect(await wechat().readIdCard(picture('one'))).toEqual(reading)
    expect((await wechat().readIdCard(picture('two'))).idNumber).not.toBe(reading.idNumber)
  })

  test('gives what the picture says', async () => {
    const card = { name: '欧阳𠮷', id: '34052419800101001X' }
    expect(await wechat().readIdCard(picture(`sandbox-card:${JSON.stringify(card)}`))).toEqual({ name: '欧阳𠮷', idNumber: '34052419800101001X' })
  })

  test.each([
    ['the back of a card', picture('sandbox-card:back'), 'back_side'],
    ['a cat', picture('sandbox-card:none'), 'no_card'],
    ['a card with nothing on it', picture('sandbox-card:{}'), 'no_card'],
    ['a text file', Buffer.from('not a picture'), 'not_a_picture'],
    ['more than WeChat takes', Buffer.concat([picture(), Buffer.alloc(2 * 1024 * 1024)]), 'not_a_picture'],
  ])('%s is asked for again', async (_words, image, reason) => {
    expect(await codeOf(wechat().readIdCard(image))).toBe(reason)
  })

  test('is not read when the day’s quota is used up', async () => {
    sandbox.fail('/cv/ocr/idcard', 101003)
    expect(await codeOf(wechat().readIdCard(picture()))).toBe('upstream_unavailable')
  })
})

describe('the access token', () => {
  test('is asked for once, by however many at once, until shortly before it ends', async () => {
    const gateway = wechat()
    await Promise.all([gateway.readIdCard(picture('1')), gateway.readIdCard(picture('2')), gateway.readIdCard(picture('3'))])
    now += 114 * minute
    await gateway.readIdCard(picture('4'))
    expect(sandbox.calls('/cgi-bin/stable_token')).toBe(1)
    now += 2 * minute
    await gateway.readIdCard(picture('5'))
    expect(sandbox.calls('/cgi-bin/stable_token')).toBe(2)
  })

  test.each([40001, 42001])('is renewed when WeChat says %d, and the picture is read', async (errcode) => {
    const gateway = wechat()
    await gateway.readIdCard(picture('1'))
    sandbox.fail('/cv/ocr/idcard', errcode)
    expect((await gateway.readIdCard(picture('2'))).name).not.toBe('')
    // Asked for plainly, then forced, because the plain answer was the refused token.
    expect(sandbox.calls('/cgi-bin/stable_token')).toBe(3)
  })

  test('of another process is taken over rather than forced away', async () => {
    const [one, other] = [wechat(), wechat()]
    await one.readIdCard(picture('1'))
    sandbox.endTokens()
    await other.readIdCard(picture('2'))
    await one.readIdCard(picture('3'))
    // One for each at first, and one plain request that found the other's new token.
    expect(sandbox.calls('/cgi-bin/stable_token')).toBe(3)
    await other.readIdCard(picture('4'))
    expect(sandbox.calls('/cgi-bin/stable_token')).toBe(3)
  })

  test('that is refused for ever ends in a plain refusal', async () => {
    sandbox.fail('/cv/ocr/idcard', 40001, 9)
    expect(await codeOf(wechat().readIdCard(picture()))).toBe('upstream_unavailable')
    expect(sandbox.calls('/cv/ocr/idcard')).toBe(2)
  })

  test('is not given for a wrong secret', async () => {
    expect(await codeOf(wechat({ appSecret: 'wrong' }).readIdCard(picture()))).toBe('upstream_unavailable')
  })
})

describe('the sandbox', () => {
  test('makes a login code for whoever asks, as WeChat makes one on the phone', async () => {
    const code = await sandboxLogin(sandbox.url)('demo-1')
    expect(await wechat().sessionFromCode(code)).toEqual({ openid: 'demo-1' })
  })

  test('that is not there is said to be away', async () => {
    expect(await codeOf(sandboxLogin('http://127.0.0.1:1')('demo-1'))).toBe('upstream_unavailable')
  })
})

describe('the code of the phone button', () => {
  const phone = '13800005678'

  test('tells the number, once and for five minutes', async () => {
    const code = sandbox.phoneCode(phone)
    expect(await wechat().phoneNumber(code)).toBe(phone)
    expect(await codeOf(wechat().phoneNumber(code))).toBe('phone_code_refused')
    const late = sandbox.phoneCode(phone)
    now += 5 * minute + 1
    expect(await codeOf(wechat().phoneNumber(late))).toBe('phone_code_refused')
    expect(await codeOf(wechat().phoneNumber('made-up'))).toBe('phone_code_refused')
  })

  test('of a number from elsewhere tells none', async () => {
    expect(await wechat().phoneNumber(sandbox.phoneCode('+852 13800005678'))).toBeNull()
  })

  test('outlives a token that somebody else ended', async () => {
    const gateway = wechat()
    await gateway.phoneNumber(sandbox.phoneCode(phone))
    sandbox.endTokens()
    expect(await gateway.phoneNumber(sandbox.phoneCode(phone))).toBe(phone)
  })

  test.each([[45011, 'rate_limited'], [40013, 'upstream_unavailable']])('WeChat’s %d is our %s', async (errcode, code) => {
    sandbox.fail('/wxa/business/getuserphonenumber', errcode)
    expect(await codeOf(wechat().phoneNumber(sandbox.phoneCode(phone)))).toBe(code)
  })
})
