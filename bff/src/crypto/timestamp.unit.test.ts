import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCertificates, type Certificate } from './certificate'
import { openTestAuthority } from './test-authority'
import { verifyTimestamp } from './timestamp'

const settings = `
[req]
distinguished_name = name
prompt = no
[name]
CN = 测试根
[root]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[tsa]
basicConstraints = CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa_config]
serial = serial
crypto_device = builtin
signer_cert = tsa.pem
certs = tsa.pem
signer_key = tsa.key
default_policy = 1.3.6.1.4.1.32473.1.1
digests = sha256
signer_digest = sha256
ess_cert_id_alg = sha256
`

/** Most authorities sign with RSA, and none of ours does: here one of OpenSSL's. */
describe.each(['rsa:2048', 'rsa:3072'])('the token of an authority with %s', (algorithm) => {
  const folder = mkdtempSync(join(tmpdir(), 'rsa-tsa-'))
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  const hash = createHash('sha256').update('协议').digest()
  let roots: Certificate[]
  let tokens: Record<'sha256' | 'sha512', Buffer>

  beforeAll(() => {
    writeFileSync(join(folder, 'settings'), settings)
    writeFileSync(join(folder, 'serial'), '01\n')
    openssl('req', '-x509', '-newkey', algorithm, '-nodes', '-utf8', '-config', 'settings', '-extensions', 'root', '-days', '30', '-keyout', 'root.key', '-out', 'root.pem')
    openssl('req', '-new', '-newkey', algorithm, '-nodes', '-utf8', '-config', 'settings', '-subj', '/CN=测试时间戳', '-keyout', 'tsa.key', '-out', 'tsa.csr')
    openssl('x509', '-req', '-in', 'tsa.csr', '-CA', 'root.pem', '-CAkey', 'root.key', '-CAcreateserial', '-days', '30', '-extfile', 'settings', '-extensions', 'tsa', '-out', 'tsa.pem')
    openssl('ts', '-query', '-digest', hash.toString('hex'), '-sha256', '-cert', '-out', 'query')
    const tokenBy = (digest: string): Buffer => {
      openssl('ts', '-reply', '-config', 'settings', '-section', 'tsa_config', `-${digest}`, '-queryfile', 'query', '-token_out', '-out', digest)
      return readFileSync(join(folder, digest))
    }
    tokens = { sha256: tokenBy('sha256'), sha512: tokenBy('sha512') }
    roots = readCertificates(readFileSync(join(folder, 'root.pem'), 'utf8'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test.each(['sha256', 'sha512'] as const)('holds, signed over %s', (digest) => {
    const verdict = verifyTimestamp(tokens[digest], { hash, roots })
    expect(verdict).toMatchObject({ valid: true, authority: '测试时间戳' })
    expect(verdict.valid && Math.abs(verdict.at - Date.now())).toBeLessThan(60_000)
  })

  test('does not hold for another hash, another root, or with a byte of its signature changed', () => {
    const changed = Buffer.from(tokens.sha256)
    changed.writeUInt8(changed.readUInt8(changed.length - 1) ^ 1, changed.length - 1)
    expect(verifyTimestamp(tokens.sha256, { hash: Buffer.alloc(32), roots })).toEqual({ valid: false, why: 'changed' })
    expect(verifyTimestamp(tokens.sha256, { hash, roots: openTestAuthority().roots })).toEqual({ valid: false, why: 'untrusted' })
    expect(verifyTimestamp(changed, { hash, roots })).toEqual({ valid: false, why: 'changed' })
  })
})
