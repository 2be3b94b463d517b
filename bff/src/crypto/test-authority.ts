import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { certificatesPem, readCertificates, type Certificate } from './certificate'
import { distinguishedName, makeCertificate } from './certificate-making'
import { keyUses, type KeyRing, type KeysOfUse, type KeyUse } from './key-files'
import { newPrivateKey, readPrivateKey, type KeyAlgorithm, type PrivateKey } from './private-key'

export type Certified = { key: PrivateKey; certificate: Certificate }

/** Authorities that nobody but a test or a demo trusts: a root of each kind of key, who certifies below it, a timestamp authority. */
export type TestAuthority = {
  roots: readonly Certificate[]
  issuing: Record<KeyAlgorithm, Certified>
  timestamps: Certified
}

const organization = '零工市场测试机构'
/** Wide enough for every test's clock. */
const validity = { from: Date.UTC(2020, 0, 1), to: Date.UTC(2059, 11, 31) }
const names = {
  'root-sm2': '测试 SM2 根证书（无法律效力）',
  'root-p256': '测试 P-256 根证书（无法律效力）',
  'issuing-sm2': '测试 SM2 签发机构（无法律效力）',
  'issuing-p256': '测试 P-256 签发机构（无法律效力）',
  'timestamps': '测试时间戳服务（无法律效力）',
} as const
type Part = keyof typeof names

/**
 * @param folder where they are kept, so that what they certified stays verifiable; without one they are forgotten
 */
export function openTestAuthority(folder?: string): TestAuthority {
  const file = (part: Part): string => join(folder ?? '', `${part}.pem`)
  const keep = (part: Part, { key, certificate }: Certified): Certified => {
    if (folder !== undefined) {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      writeFileSync(file(part), key.pkcs8() + certificatesPem([certificate]), { mode: 0o600 })
      chmodSync(file(part), 0o600)
    }
    return { key, certificate }
  }
  const kept = (part: Part): Certified | null => {
    if (folder === undefined || !existsSync(file(part))) return null
    const text = readFileSync(file(part), 'utf8')
    const [certificate] = readCertificates(text)
    return certificate ? { key: readPrivateKey(text), certificate } : null
  }
  const make = (part: Part, algorithm: KeyAlgorithm, use: 'authority' | 'timestamp', issuer?: Certified): Certified => {
    const key = newPrivateKey(algorithm)
    const certificate = makeCertificate({
      subject: distinguishedName(organization, names[part]), spki: key.spki, use, ...validity,
      key: issuer?.key ?? key, ...(issuer ? { issuer: issuer.certificate } : {}),
    })
    return keep(part, { key, certificate })
  }
  const sm2 = kept('root-sm2') ?? make('root-sm2', 'sm2', 'authority')
  const p256 = kept('root-p256') ?? make('root-p256', 'p256', 'authority')
  return {
    roots: [sm2.certificate, p256.certificate],
    issuing: {
      sm2: kept('issuing-sm2') ?? make('issuing-sm2', 'sm2', 'authority', sm2),
      p256: kept('issuing-p256') ?? make('issuing-p256', 'p256', 'authority', p256),
    },
    timestamps: kept('timestamps') ?? make('timestamps', 'p256', 'timestamp', p256),
  }
}

/** A certificate of a test authority, with whoever certified it behind it: the chain without its root. */
export function certifyForTest(authority: TestAuthority, { subject, spki, algorithm, from, to }: { subject: Buffer; spki: Buffer; algorithm: KeyAlgorithm; from: number; to: number }): Certificate[] {
  const { key, certificate } = authority.issuing[algorithm]
  return [makeCertificate({ subject, spki, use: 'sign', from, to, issuer: certificate, key }), certificate]
}

/** Keys of every use, certified by a test authority and kept in memory only: for tests and measurements. */
export function testKeyRing(authority: TestAuthority, own: Partial<Record<KeyUse, PrivateKey>> = {}): KeyRing & { cosign: KeysOfUse } {
  const of = (use: KeyUse): KeysOfUse => {
    const key = own[use] ?? newPrivateKey(keyUses[use])
    const chain = certifyForTest(authority, { subject: distinguishedName(organization, `测试 ${use}`), spki: key.spki, algorithm: keyUses[use], ...validity })
    return { number: 1, key, chain, all: [{ number: 1, key, chain }] }
  }
  return { seal: of('seal'), log: of('log'), cosign: of('cosign'), document: of('document'), pass: of('pass'), roots: authority.roots, cosignFolder: null }
}
