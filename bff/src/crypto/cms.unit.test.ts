import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sm2 as secondLibrary } from 'sm-crypto-v2'
import { afterAll, describe, expect, test } from 'vitest'
import { certificatesPem } from './certificate'
import { certificateRequest, distinguishedName, makeCertificate, readCertificateRequest } from './certificate-making'
import { signCms, verifyCms } from './cms'
import { readSignedData } from './cms-reading'
import { pem } from './pem'
import { newPrivateKey, readPrivateKey, type KeyAlgorithm } from './private-key'
import { signatureFromDer } from './public-key'
import { certifyForTest, openTestAuthority } from './test-authority'

const folder = mkdtempSync(join(tmpdir(), 'cms-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const openssl = (...words: string[]): string => execFileSync('openssl', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

const authority = openTestAuthority()
const { roots } = authority
const at = Date.UTC(2026, 10, 26, 8)
const year = 365 * 86_400_000
const certified = (algorithm: KeyAlgorithm, days = { from: at - year, to: at + year }) => {
  const key = newPrivateKey(algorithm)
  return { key, chain: certifyForTest(authority, { subject: distinguishedName('测试', '测试签章'), spki: key.spki, algorithm, ...days }) }
}
const mine = { sm2: certified('sm2'), p256: certified('p256') }
const content = Buffer.from('{"pay":20000,"what":"搬运"}')
const spkiFile = (algorithm: KeyAlgorithm): string => file(`${algorithm}.pub`, pem('PUBLIC KEY', mine[algorithm].key.spki))

describe.each<KeyAlgorithm>(['sm2', 'p256'])('a %s signature over bytes that stay outside', (algorithm) => {
  const cms = signCms({ ...mine[algorithm], content, at })

  test('holds, and says who signed when', () => {
    expect(verifyCms(cms, { content, roots })).toMatchObject({ valid: true, signedAt: at, signer: { name: '测试签章' } })
  })

  test('does not hold for other content', () => {
    expect(verifyCms(cms, { content: Buffer.from('{"pay":10000,"what":"搬运"}'), roots })).toEqual({ valid: false, why: 'changed' })
  })

  test('no changed bit of it makes another signature, nor an exception', () => {
    const parts = readSignedData(cms)
    if (!parts) throw new Error('not read')
    const { signature, messageDigest } = parts
    const covered = [cms.indexOf(signature), cms.indexOf(messageDigest), cms.indexOf(mine[algorithm].chain[0]?.der ?? '')]
    for (const from of covered) {
      for (let offset = 0; offset < 32; offset += 5) {
        const bytes = Buffer.from(cms)
        bytes.writeUInt8(bytes.readUInt8(from + offset) ^ (1 << (offset & 7)), from + offset)
        expect(verifyCms(bytes, { content, roots }).valid, `byte ${from + offset}`).toBe(false)
      }
    }
  })

  test('cut short or with something behind it is none', () => {
    for (const bytes of [cms.subarray(0, -1), Buffer.concat([cms, Buffer.alloc(1)]), Buffer.alloc(0), Buffer.from('no cms')]) {
      expect(verifyCms(bytes, { content, roots })).toEqual({ valid: false, why: 'malformed' })
    }
  })

  test('is trusted through its own root only', () => {
    expect(verifyCms(cms, { content, roots: openTestAuthority().roots })).toEqual({ valid: false, why: 'untrusted' })
  })

  test('is worth nothing before the certificate began and after it ended', () => {
    for (const when of [at - 2 * year, at + 2 * year]) expect(verifyCms(cms, { content, roots, at: when })).toEqual({ valid: false, why: 'expired' })
  })

  test('OpenSSL checks the chain, and the signature over the attributes', () => {
    const parts = readSignedData(cms)
    const [own, issuing] = mine[algorithm].chain
    const [root] = roots.filter((one) => issuing !== undefined && one.subject.equals(issuing.issuer))
    if (!own || !issuing || !root) throw new Error('no chain')
    // OpenSSL 3.0 gives the user id to the certificate that is asked about only: one step of the chain at a time.
    const id = algorithm === 'sm2' ? ['-vfyopt', 'distid:1234567812345678'] : []
    for (const [leaf, above] of [[own, issuing], [issuing, root]] as const) {
      expect(openssl('verify', ...id, '-partial_chain', '-attime', String(at / 1000), '-CAfile', file('above.pem', certificatesPem([above])), file('leaf.pem', certificatesPem([leaf])))).toContain('OK')
    }
    const [attributes, signature] = [file('attributes', parts?.signedAttributes ?? ''), file('signature', parts?.signature ?? '')]
    const digest = algorithm === 'sm2' ? ['-rawin', '-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678'] : ['-rawin', '-digest', 'sha256']
    expect(openssl('pkeyutl', '-verify', '-pubin', '-inkey', spkiFile(algorithm), ...digest, '-in', attributes, '-sigfile', signature)).toContain('Verified Successfully')
  })
})

test('a second library checks the SM2 signature', () => {
  const parts = readSignedData(signCms({ ...mine.sm2, content, at }))
  if (!parts || parts.signer.publicKey.kind !== 'sm2') throw new Error('not signed with SM2')
  const check = (bytes: Buffer) => secondLibrary.doVerifySignature(new Uint8Array(bytes), signatureFromDer(parts.signature) ?? '', (parts.signer.publicKey as { point: string }).point, { hash: true })
  expect(check(parts.signedAttributes)).toBe(true)
  expect(check(Buffer.concat([parts.signedAttributes, Buffer.alloc(1)]))).toBe(false)
})

test('OpenSSL checks the P-256 signature as a whole, and reads the SM2 key from its file', () => {
  const [cms, data] = [file('p256.cms', signCms({ ...mine.p256, content, at })), file('content', content)]
  expect(() => openssl('cms', '-verify', '-binary', '-inform', 'DER', '-in', cms, '-content', data, '-CAfile', file('roots.pem', certificatesPem(roots)), '-purpose', 'any', '-out', join(folder, 'out'))).not.toThrow()
  const pkcs8 = mine.sm2.key.pkcs8()
  expect(openssl('pkey', '-in', file('sm2.key', pkcs8), '-pubout')).toBe(pem('PUBLIC KEY', mine.sm2.key.spki))
  // The other way round: what OpenSSL makes, we read.
  const theirs = openssl('genpkey', '-algorithm', 'SM2')
  expect(openssl('pkey', '-in', file('theirs.key', theirs), '-pubout')).toBe(pem('PUBLIC KEY', readPrivateKey(theirs).spki))
})

test('a certificate for timestamps or for certifying signs no agreement', () => {
  const { key, certificate } = authority.timestamps
  expect(verifyCms(signCms({ key, chain: [certificate], content, at }), { content, roots })).toEqual({ valid: false, why: 'not_for_this_use' })
  const issuing = authority.issuing.sm2
  expect(verifyCms(signCms({ key: issuing.key, chain: [issuing.certificate], content, at }), { content, roots })).toEqual({ valid: false, why: 'not_for_this_use' })
})

test('whoever was certified to sign certifies nobody', () => {
  const key = newPrivateKey('sm2')
  const [own, issuing] = mine.sm2.chain
  if (!own || !issuing) throw new Error('no chain')
  const false_ = makeCertificate({ subject: distinguishedName('测试', '假'), spki: key.spki, use: 'sign', from: at - year, to: at + year, issuer: own, key: mine.sm2.key })
  expect(verifyCms(signCms({ key, chain: [false_, own, issuing], content, at }), { content, roots })).toEqual({ valid: false, why: 'untrusted' })
})

test.each<KeyAlgorithm>(['sm2', 'p256'])('a request for a %s certificate is signed by its own key', (algorithm) => {
  const { key } = mine[algorithm]
  const request = certificateRequest(key, distinguishedName('测试', '测试签章'))
  expect(readCertificateRequest(request)?.spki.equals(key.spki)).toBe(true)
  const id = algorithm === 'sm2' ? ['-vfyopt', 'distid:1234567812345678'] : []
  expect(() => openssl('req', '-verify', ...id, '-noout', '-inform', 'DER', '-in', file('request', request))).not.toThrow()
  request.writeUInt8(request.readUInt8(request.length - 1) ^ 1, request.length - 1)
  expect(readCertificateRequest(request)).toBeNull()
})
