import { AppError } from '@market/shared/errors'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCertificate } from '../../crypto/certificate'
import { certificateRequest, distinguishedName } from '../../crypto/certificate-making'
import { findChain } from '../../crypto/chain'
import { newPrivateKey, type KeyAlgorithm } from '../../crypto/private-key'
import { openTestAuthority } from '../../crypto/test-authority'
import { caOverHttp } from './ca.http'
import { startCaSandbox, type CaFault, type CaSandbox } from './ca.sandbox'

const authority = openTestAuthority()
const access = { user: 'market', password: 'secret' }
let sandbox: CaSandbox
beforeAll(async () => {
  sandbox = await startCaSandbox({ authority, ...access })
})
afterAll(() => sandbox.close())
const ca = (changes: { password?: string; timeout?: number } = {}) => caOverHttp({ url: sandbox.url, ...access, password: changes.password ?? access.password }, { timeout: changes.timeout ?? 5_000 })
const subject = distinguishedName('测试市场', '测试签章')
const whyNot = async (asked: Promise<unknown>): Promise<string> => {
  const error = await asked.then(() => null, (reason: unknown) => reason)
  if (!(error instanceof AppError)) throw new Error('not refused')
  return `${error.code}: ${error.message}`
}

test.each<KeyAlgorithm>(['sm2', 'p256'])('a %s key is certified, by an authority whose root we know', async (algorithm) => {
  const key = newPrivateKey(algorithm)
  const chain = (await ca().enrol(certificateRequest(key, subject))).map(readCertificate)
  const [own, issuing] = chain
  expect(chain).toHaveLength(2)
  expect(own?.spki.equals(key.spki) && own.subject.equals(subject)).toBe(true)
  expect(issuing?.name).toContain('测试')
  expect(own && findChain({ leaf: own, others: chain, roots: authority.roots, at: Date.now(), use: 'sign' })).toMatchObject({ trusted: true })
  expect(own && findChain({ leaf: own, others: chain, roots: openTestAuthority().roots, at: Date.now(), use: 'sign' })).toEqual({ trusted: false, why: 'untrusted' })
})

test.each<[CaFault, string]>([
  ['unavailable', 'status 503'],
  ['pending', 'status 202'],
  ['rejected', 'status 400'],
  ['wrong_key', 'certificate of another key'],
  ['not_pkcs7', 'answer holds no certificates'],
  ['silence', 'no answer in time'],
])('%s is no certificate', async (fault, why) => {
  sandbox.fail(fault)
  expect(await whyNot(ca({ timeout: fault === 'silence' ? 300 : 5_000 }).enrol(certificateRequest(newPrivateKey('sm2'), subject)))).toBe(`upstream_unavailable: certificate: ${why}`)
})

test('nobody is certified without the password, nor with a request that their key did not sign', async () => {
  const request = certificateRequest(newPrivateKey('sm2'), subject)
  expect(await whyNot(ca({ password: 'wrong' }).enrol(request))).toBe('upstream_unavailable: certificate: status 401')
  request.writeUInt8(request.readUInt8(request.length - 1) ^ 1, request.length - 1)
  await expect(ca().enrol(request)).rejects.toThrow('its own key did not sign')
})
