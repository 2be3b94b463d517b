import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AppError } from '@market/shared/errors'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { acs3Authorization, sha256Hex } from '../acs3'
import { identityOverHttp, type IdentitySettings } from './identity.http'
import { startIdentitySandbox, type IdentitySandbox } from './identity.sandbox'
import { sandboxNames } from './sandbox-answers'

const key = { appId: 'access-key-id', appSecret: 'top-secret-of-the-app' }
const wang = { name: '王建国', idNumber: '11010519491231002X' }
const company = { name: '洛阳顺达物流有限公司', creditCode: '91350100M000100Y43', legalRepresentative: '李明' }

const now = Date.parse('2026-11-23T04:40:00+08:00')
let sandbox: IdentitySandbox
let servers: Server[] = []

beforeEach(async () => {
  sandbox = await startIdentitySandbox({ ...key, now: () => now })
})
afterEach(async () => {
  await sandbox.close()
  await Promise.all(servers.map((server) => new Promise((resolve) => {
    server.closeAllConnections()
    server.close(resolve)
  })))
  servers = []
})

const identity = (changes: Partial<IdentitySettings> = {}, timeout?: number) =>
  identityOverHttp({ ...key, apiBase: sandbox.url, faceScene: '1000000001', ...changes }, { clock: { now: () => now }, ...(timeout ? { timeout } : {}) })

const refusalOf = async (promise: Promise<unknown>): Promise<Error> => {
  const outcome = await promise.then(() => null, (error: Error) => error)
  if (outcome === null) throw new Error('was not refused')
  return outcome
}
/** Code and reason of a refusal. */
const whyNot = async (promise: Promise<unknown>): Promise<string> => {
  const error = await refusalOf(promise)
  return `${error instanceof AppError ? error.code : 'foreign'}: ${error.message}`
}

describe('the signature', () => {
  test('is the one of the provider’s published example', () => {
    const headers = {
      'host': 'ecs.cn-shanghai.aliyuncs.com', 'x-acs-action': 'RunInstances', 'x-acs-version': '2014-05-26', 'x-acs-date': '2023-10-26T10:22:32Z',
      'x-acs-signature-nonce': '3156853299f313e23d1673dc12e1703d', 'x-acs-content-sha256': sha256Hex(''),
    }
    const query = 'ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai'
    expect(acs3Authorization({ method: 'POST', path: '/', query, headers }, { id: 'YourAccessKeyId', secret: 'YourAccessKeySecret' })).toBe(
      'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,' +
      'Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
    )
  })

  test('by another key or secret is refused, and so is a clock that is off', async () => {
    expect(await whyNot(identity({ appId: 'other' }).checkPerson(wang))).toBe('upstream_unavailable: identity Id2MetaVerify: InvalidAccessKeyId.NotFound')
    expect(await whyNot(identity({ appSecret: 'other' }).checkPerson(wang))).toBe('upstream_unavailable: identity Id2MetaVerify: SignatureDoesNotMatch')
    const slowClock = identityOverHttp({ ...key, apiBase: sandbox.url, faceScene: null }, { clock: { now: () => now - 16 * 60_000 } })
    expect(await whyNot(slowClock.checkPerson(wang))).toBe('upstream_unavailable: identity Id2MetaVerify: InvalidTimeStamp.Expired')
  })

  test('counts once, and for the body and the headers it was made for', async () => {
    const body = new URLSearchParams({ ParamType: 'normal', IdentifyNum: wang.idNumber, UserName: wang.name }).toString()
    const headers = {
      'host': new URL(sandbox.url).host, 'x-acs-action': 'Id2MetaVerify', 'x-acs-version': '2019-03-07', 'x-acs-date': new Date(now).toISOString(),
      'x-acs-signature-nonce': 'one', 'x-acs-content-sha256': sha256Hex(body), 'content-type': 'application/x-www-form-urlencoded',
    }
    const authorization = acs3Authorization({ method: 'POST', path: '/', query: '', headers }, { id: key.appId, secret: key.appSecret })
    const { host: _, ...sent } = headers
    const send = async (changes: Record<string, string> = {}, text = body): Promise<unknown> => {
      const response = await fetch(`${sandbox.url}/`, { method: 'POST', headers: { ...sent, authorization, ...changes }, body: text })
      return ((await response.json()) as { Code: unknown }).Code
    }
    expect(await send({}, body.replace('normal', 'other'))).toBe('SignatureDoesNotMatch')
    expect(await send({ 'x-acs-action': 'EntElementVerifyV2' })).toBe('SignatureDoesNotMatch')
    expect(await send({ authorization: '' })).toBe('MissingAccessKeyId')
    expect(await send({ authorization: `ACS3-HMAC-SHA256 Credential=${key.appId},SignedHeaders=host,Signature=0` })).toBe('SignatureDoesNotMatch')
    expect(await send()).toBe('200')
    expect(await send()).toBe('SignatureNonceUsed')
  })
})

describe('a person’s name and number', () => {
  test.each([
    ['王建国', 'match'],
    [`王${sandboxNames.mismatch}`, 'mismatch'],
    [`王${sandboxNames.noRecord}`, 'no_record'],
  ])('%s: %s', async (name, result) => {
    expect(await identity().checkPerson({ ...wang, name })).toBe(result)
    expect(sandbox.calls('Id2MetaVerify')).toBe(1)
  })

  test('that the authority does not take are in no record it has', async () => {
    expect(await identity().checkPerson({ ...wang, idNumber: '1101' })).toBe('no_record')
  })

  test.each(['400', '402', '403', '410', '411', '412', '500', 'Throttling.User', 'ServiceUnavailable', 'InternalError'])('are not decided by %s', async (code) => {
    sandbox.fail('Id2MetaVerify', code)
    expect(await whyNot(identity().checkPerson(wang))).toBe(`upstream_unavailable: identity Id2MetaVerify: ${code}`)
    expect(sandbox.calls('Id2MetaVerify')).toBe(1)
  })

  test('are not decided by a service that is down, busy or slow', async () => {
    for (const [word, why] of [[sandboxNames.down, 'ServiceUnavailable'], [sandboxNames.busy, 'Throttling.User'], [sandboxNames.slow, 'no answer in time']]) {
      expect(await whyNot(identity({}, 300).checkPerson({ ...wang, name: `王${word}` }))).toBe(`upstream_unavailable: identity Id2MetaVerify: ${why}`)
    }
  })
})

describe('a business', () => {
  test.each<[string, Partial<typeof company>, { result: string; wrong: string[] }]>([
    ['as registered', {}, { result: 'match', wrong: [] }],
    ['of another name', { name: `顺达${sandboxNames.mismatch}公司` }, { result: 'mismatch', wrong: ['name'] }],
    ['of another representative', { legalRepresentative: `李${sandboxNames.mismatch}` }, { result: 'mismatch', wrong: ['legal_representative'] }],
    ['wrong in both', { name: `顺达${sandboxNames.mismatch}`, legalRepresentative: `李${sandboxNames.mismatch}` }, { result: 'mismatch', wrong: ['name', 'legal_representative'] }],
    ['that nobody knows', { name: `顺达${sandboxNames.noRecord}` }, { result: 'no_record', wrong: [] }],
  ])('%s', async (_words, changes, answer) => {
    expect(await identity().checkBusiness({ ...company, ...changes })).toEqual(answer)
  })

  test('is checked by name and code alone where nobody named a representative', async () => {
    expect(await identity().checkBusiness({ ...company, legalRepresentative: null })).toEqual({ result: 'match', wrong: [] })
  })

  test.each(['MissingParameter', 'InvalidParameter', 'InvalidVersion', 'InvalidAction.NotFound', 'Throttling.User', '500'])('is not decided by %s', async (code) => {
    sandbox.fail('EntElementVerifyV2', code)
    expect(await whyNot(identity().checkBusiness(company))).toBe(`upstream_unavailable: identity EntElementVerifyV2: ${code}`)
  })
})

describe('a face', () => {
  const picture = (comment = '') => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xfe]), Buffer.from(comment)])
  const compare = async (name: string, image: Buffer) => identity().compareFace?.({ ...wang, name }, image)

  test.each([
    ['the same', '王建国', '', 'match'],
    ['another person’s', '王建国', 'sandbox-face:other', 'mismatch'],
    ['a photograph of a photograph', '王建国', 'sandbox-face:photo', 'not_alive'],
    ['a picture without a face', '王建国', 'sandbox-face:none', 'unusable_picture'],
    ['of another name', `王${sandboxNames.mismatch}`, '', 'mismatch'],
    ['of nobody on record', `王${sandboxNames.noRecord}`, '', 'no_record'],
  ])('%s', async (_words, name, comment, result) => {
    expect(await compare(name, picture(comment))).toEqual({ result })
  })

  test('is compared nowhere unless the installation allows it', () => {
    expect(identity({ faceScene: null }).compareFace).toBeNull()
  })

  test('is not decided when the service is down', async () => {
    sandbox.fail('ContrastFaceVerify', '500')
    expect(await whyNot(compare('王建国', picture()))).toBe('upstream_unavailable: identity ContrastFaceVerify: 500')
  })
})

describe('an answer that is not the provider’s', () => {
  const strange = async (answer: RequestListener): Promise<string> => {
    const server = createServer(answer)
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  test.each<[string, RequestListener, string]>([
    ['a web page', (_request, response) => response.end('<html>欢迎使用校园网</html>'), 'answer is not a JSON object'],
    ['a gateway’s 502', (_request, response) => response.writeHead(502).end('Bad Gateway'), 'answer is not a JSON object'],
    ['an empty object', (_request, response) => response.end('{}'), 'no code'],
    ['a code that is a text', (_request, response) => response.end('{"Code":"姓名 王建国 不对"}'), 'no code'],
    ['success without a result', (_request, response) => response.end('{"Code":"200","ResultObject":{}}'), 'no result in the answer'],
    ['a result nobody knows', (_request, response) => response.end('{"Code":"200","ResultObject":{"BizCode":"9"}}'), 'no result in the answer'],
    ['silence', () => undefined, 'no answer in time'],
    ['a broken connection', (request) => request.socket.destroy(), 'no connection'],
    ['another address', (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(), 'no connection'],
  ])('%s', async (_words, answer, why) => {
    expect(await whyNot(identity({ apiBase: await strange(answer) }, 300).checkPerson(wang))).toBe(`upstream_unavailable: identity Id2MetaVerify: ${why}`)
  })

  test('may give its result as a number', async () => {
    const apiBase = await strange((_request, response) => response.end('{"Code":200,"ResultObject":{"BizCode":1}}'))
    expect(await identity({ apiBase }).checkPerson(wang)).toBe('match')
  })

  test('a pass that contradicts itself is no pass', async () => {
    const apiBase = await strange((_request, response) => response.end('{"Code":"200","ResultObject":{"Passed":"F","SubCode":"200"}}'))
    expect(await identity({ apiBase }).compareFace?.(wang, Buffer.from('x'))).toEqual({ result: 'mismatch' })
  })
})

test('name, number and secret stand in no URL, no header and no error', async () => {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(`${request.url ?? ''} ${JSON.stringify(request.headers)}`)
    request.resume()
    response.end('{"Code":"402","Message":"王建国 11010519491231002X"}')
  })
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const apiBase = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const error = await refusalOf(identity({ apiBase }).checkPerson(wang))
  const everything = [...seen, error.message, error.stack, String(error.cause), JSON.stringify(error)].join('\n')
  expect(seen).toHaveLength(1)
  for (const secret of [wang.name, encodeURIComponent(wang.name), wang.idNumber, key.appSecret]) expect(everything).not.toContain(secret)
})
