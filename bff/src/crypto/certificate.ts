import { createHash } from 'node:crypto'
import { AsnConvert } from '@peculiar/asn1-schema'
import { BasicConstraints, Certificate as CertificateSchema, ExtendedKeyUsage, KeyUsage, KeyUsageFlags, type Name } from '@peculiar/asn1-x509'
import { Malformed, partsOf, tags, wholeElement } from './der-reading'
import { oids } from './oids'
import { derOf, pem } from './pem'
import { readPublicKey, verifySignature, type PublicKey } from './public-key'

/** A certificate (X.509, RFC 5280) with what we look at. */
export interface Certificate {
  readonly der: Buffer
  readonly publicKey: PublicKey
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Buffer
  /** Names in DER: two are equal when their bytes are. */
  readonly subject: Buffer
  readonly issuer: Buffer
  /** The common name, for people. */
  readonly name: string
  /** The serial number's bytes. */
  readonly serial: Buffer
  /** UTC ms. */
  readonly from: number
  readonly to: number
  readonly authority: boolean
  /** How many authorities may stand between this one and a leaf. */
  readonly pathLength: number
  /** Null where the certificate does not restrict it. */
  readonly keyUsage: { signature: boolean; nonRepudiation: boolean; certificates: boolean } | null
  /** OIDs of uses; null where the certificate does not restrict them. */
  readonly extendedUsage: { uses: readonly string[]; critical: boolean } | null
  readonly keyId: Buffer | null
  /** OIDs of critical extensions that we do not know: such a certificate is not to be trusted. */
  readonly unknownCritical: readonly string[]
  /** Whether this certificate's key signed that one. */
  signed(other: Certificate): boolean
  readonly signature: { tbs: Buffer; algorithm: string; value: Buffer }
}

const understood: readonly string[] = [oids.keyUsage, oids.basicConstraints, oids.extendedKeyUsage, oids.certificatePolicies]

function nameOf(name: Name): string {
  const values = name.flatMap((part) => part.map(({ type, value }) => ({ type, text: value.toString() })))
  return values.find(({ type }) => type === oids.commonName)?.text ?? values.at(-1)?.text ?? ''
}

/** Those that signatures carry are few and come again and again. */
const mostKnown = 64
const known = new Map<string, Certificate>()

/** @throws Error when it is no certificate, or one with a kind of key we do not know */
export function readCertificate(der: Uint8Array): Certificate {
  const name = Buffer.from(der).toString('latin1')
  const before = known.get(name)
  if (before) return before
  const certificate = parse(der)
  known.set(name, certificate)
  const [oldest] = known.keys()
  if (known.size > mostKnown && oldest !== undefined) known.delete(oldest)
  return certificate
}

function parse(der: Uint8Array): Certificate {
  const { tbsCertificate: tbs, tbsCertificateRaw, signatureAlgorithm, signatureValue } = AsnConvert.parse(der, CertificateSchema)
  const extension = (id: string) => tbs.extensions?.find(({ extnID }) => extnID === id)
  const valueOf = <T>(id: string, schema: new () => T): T | null => {
    const found = extension(id)
    return found ? AsnConvert.parse(found.extnValue.buffer, schema) : null
  }
  const constraints = valueOf(oids.basicConstraints, BasicConstraints)
  const usage = valueOf(oids.keyUsage, KeyUsage)?.toNumber()
  const uses = valueOf(oids.extendedKeyUsage, ExtendedKeyUsage)
  const keyId = extension(oids.subjectKeyId)
  const { issuer, subject, spki } = namesIn(der)
  const publicKey = readPublicKey(spki)
  const signatures = new WeakMap<Certificate, boolean>()
  const has = (flag: number): boolean => usage !== undefined && (usage & flag) !== 0
  return {
    der: Buffer.from(der),
    publicKey,
    spki,
    subject,
    issuer,
    name: nameOf(tbs.subject),
    serial: Buffer.from(tbs.serialNumber),
    from: tbs.validity.notBefore.getTime().getTime(),
    to: tbs.validity.notAfter.getTime().getTime(),
    authority: constraints?.cA ?? false,
    pathLength: constraints?.pathLenConstraint ?? Infinity,
    keyUsage: usage === undefined ? null : { signature: has(KeyUsageFlags.digitalSignature), nonRepudiation: has(KeyUsageFlags.nonRepudiation), certificates: has(KeyUsageFlags.keyCertSign) },
    extendedUsage: uses === null ? null : { uses: [...uses], critical: extension(oids.extendedKeyUsage)?.critical ?? false },
    keyId: keyId ? Buffer.from(keyId.extnValue.buffer).subarray(2) : null,
    unknownCritical: (tbs.extensions ?? []).filter(({ extnID, critical }) => critical && !understood.includes(extnID)).map(({ extnID }) => extnID),
    signed(other) {
      // Neither of the two ever changes, so neither does the answer.
      const answer = signatures.get(other) ?? verifySignature(publicKey, other.signature.algorithm, other.signature.tbs, other.signature.value)
      signatures.set(other, answer)
      return answer
    },
    signature: { tbs: Buffer.from(tbsCertificateRaw ?? new ArrayBuffer(0)), algorithm: signatureAlgorithm.algorithm, value: Buffer.from(signatureValue) },
  }
}

/** Names and key as they stand in it: what is compared byte by byte is not written anew before. @throws Malformed */
function namesIn(der: Uint8Array): Pick<Certificate, 'issuer' | 'subject' | 'spki'> {
  const parts = partsOf(partsOf(wholeElement(der), tags.sequence)[0], tags.sequence)
  // Without a version it is one of 1988.
  const [issuer, , subject, spki] = parts.slice(parts[0]?.tag === tags.explicit0 ? 3 : 2)
  if (issuer === undefined || subject === undefined || spki === undefined) throw new Malformed()
  return { issuer: Buffer.from(issuer.raw), subject: Buffer.from(subject.raw), spki: Buffer.from(spki.raw) }
}

/** Every certificate of a PEM text, in its order. @throws Error when one is malformed */
export const readCertificates = (text: string): Certificate[] => derOf('CERTIFICATE', text).map(readCertificate)

export const certificatesPem = (certificates: readonly { der: Uint8Array }[]): string => certificates.map(({ der }) => pem('CERTIFICATE', der)).join('')

export const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()
