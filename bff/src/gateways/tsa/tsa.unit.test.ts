import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '@market/shared/errors'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { certificatesPem } from '../../crypto/certificate'
import { openTestAuthority } from '../../crypto/test-authority'
import { verifyTimestamp } from '../../crypto/timestamp'
import { tsaOverHttp } from './tsa.http'
import { startTsaSandbox, type TsaFault, type TsaSandbox } from './tsa.sandbox'

const authority = openTestAuthority()
const { roots } = authority
const now = Date.UTC(2026, 10, 26, 8, 0, 0, 250)
const clock = { now: () => now }
const hash = createHash('sha256').update('协议').digest()
let sandbox: TsaSandbox
const folder = mkdtempSync(join(tmpdir(), 'tsa-'))
beforeAll(async () => {
  sandbox = await startTsaSandbox({ authority, now: () => now })
})
afterAll(async () => {
  await sandbox.close()
  rmSync(folder, { recursive: true })
})
const tsa = (changes: { timeout?: number; roots?: typeof roots; url?: string } = {}) =>
  tsaOverHttp({ url: changes.url ?? sandbox.url, user: '', password: '', roots: changes.roots ?? roots }, { clock, timeout: changes.timeout ?? 5_000 })
const whyNot = async (asked: Promise<unknown>): Promise<string> => {
  const error = await asked.then(() => null, (reason: unknown) => reason)
  if (!(error instanceof AppError)) throw new Error('not refused')
  return `${error.code}: ${error.message}`
}

test('a hash gets a token with the authority’s time, which anybody can check', async () => {
  const { token, at } = await tsa().stamp(hash)
  expect(at).toBe(now)
  expect(verifyTimestamp(token, { hash, roots })).toMatchObject({ valid: true, at: now, authority: '测试时间戳服务（无法律效力）' })
  expect(verifyTimestamp(token, { hash: Buffer.alloc(32), roots })).toEqual({ valid: false, why: 'changed' })
  expect(verifyTimestamp(token, { hash, roots: openTestAuthority().roots })).toEqual({ valid: false, why: 'untrusted' })
  expect(verifyTimestamp(token.subarray(1), { hash, roots })).toEqual({ valid: false, why: 'malformed' })
})

test('OpenSSL says the same of the token', async () => {
  const { token } = await tsa().stamp(hash)
  const [tokenFile, rootsFile] = [join(folder, 'token'), join(folder, 'roots.pem')]
  writeFileSync(tokenFile, token)
  writeFileSync(rootsFile, certificatesPem(roots))
  const verify = (digest: Buffer) =>
    execFileSync('openssl', ['ts', '-verify', '-token_in', '-in', tokenFile, '-digest', digest.toString('hex'), '-CAfile', rootsFile], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  expect(verify(hash)).toContain('Verification: OK')
  expect(() => verify(Buffer.alloc(32, 1))).toThrow()
})

test.each<[TsaFault, string]>([
  ['unavailable', 'status 503'],
  ['rejection', 'refused with status 2'],
  ['wrong_imprint', 'token refused: changed'],
  ['wrong_nonce', 'token refused: the nonce of another request'],
  ['wrong_time', 'token refused: its time is not ours'],
  ['wrong_signature', 'token refused: changed'],
  ['not_for_timestamps', 'token refused: not_for_this_use'],
  ['no_token', 'granted without a token'],
  ['not_asn1', 'answer is no timestamp response'],
  ['silence', 'no answer in time'],
])('%s is no timestamp', async (fault, why) => {
  sandbox.fail(fault)
  expect(await whyNot(tsa({ timeout: fault === 'silence' ? 300 : 5_000 }).stamp(hash))).toBe(`upstream_unavailable: timestamp: ${why}`)
  expect((await tsa().stamp(hash)).at).toBe(now)
})

test('an authority nobody vouches for, and none at all, stamp nothing', async () => {
  expect(await whyNot(tsa({ roots: openTestAuthority().roots }).stamp(hash))).toBe('upstream_unavailable: timestamp: token refused: untrusted')
  expect(await whyNot(tsa({ url: 'http://127.0.0.1:9/' }).stamp(hash))).toBe('upstream_unavailable: timestamp: no connection')
})
