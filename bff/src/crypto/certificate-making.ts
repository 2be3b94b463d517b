import { createHash, randomBytes } from 'node:crypto'
import { AsnConvert } from '@peculiar/asn1-schema'
import { CertificationRequest } from '@peculiar/asn1-csr'
import { readCertificate, type Certificate } from './certificate'
import { bits, boolean, context, contextPrimitive, element, integer, namedBits, octets, oid, sequence, setOf, time, utf8 } from './der'
import { oids } from './oids'
import { algorithmOf, type PrivateKey } from './private-key'
import { readPublicKey, verifySignature } from './public-key'

/** A name of three parts, DER: country China, whose, what. */
export const distinguishedName = (organization: string, commonName: string): Buffer =>
  sequence(
    setOf(sequence(oid(oids.country), element(0x13, Buffer.from('CN')))),
    setOf(sequence(oid(oids.organization), utf8(organization))),
    setOf(sequence(oid(oids.commonName), utf8(commonName))),
  )

export type Use = 'authority' | 'sign' | 'timestamp'

export type CertificateOrder = {
  /** DER. */
  subject: Buffer
  spki: Buffer
  use: Use
  /** UTC ms. */
  from: number
  to: number
  /** Whoever certifies it; without one it certifies itself. */
  issuer?: Certificate
  key: PrivateKey
}

const keyIdOf = (spki: Buffer): Buffer => createHash('sha256').update(spki).digest().subarray(0, 20)

const extension = (id: string, critical: boolean, value: Buffer): Buffer => sequence(oid(id), ...(critical ? [boolean(true)] : []), octets(value))

/** What each use may do, as bits of the key usage: signature 0, non-repudiation 1, certificates 5, revocation lists 6. */
const usage: Record<Use, Buffer> = { authority: namedBits(5, 6), sign: namedBits(0, 1), timestamp: namedBits(0, 1) }

/** Makes and signs a certificate. Only test authorities do; a real one is asked (gateways/ca). */
export function makeCertificate({ subject, spki, use, from, to, issuer, key }: CertificateOrder): Certificate {
  // RFC 5280 §4.1.2.2: at most 20 bytes, positive; with the first bit clear and the second set it is both, and never short.
  const serial = randomBytes(16)
  serial.writeUInt8((serial.readUInt8(0) & 0x7f) | 0x40, 0)
  const issuerKeyId = issuer?.keyId ?? keyIdOf(key.spki)
  const extensions = sequence(
    extension(oids.basicConstraints, true, use === 'authority' ? sequence(boolean(true)) : sequence()),
    extension(oids.keyUsage, true, usage[use]),
    ...(use === 'timestamp' ? [extension(oids.extendedKeyUsage, true, sequence(oid(oids.timeStamping)))] : []),
    extension(oids.subjectKeyId, false, octets(keyIdOf(spki))),
    extension(oids.authorityKeyId, false, sequence(contextPrimitive(0, issuerKeyId))),
  )
  const tbs = sequence(
    context(0, integer(2)), integer(serial), algorithmOf(key), issuer?.subject ?? subject,
    sequence(time(from), time(to)), subject, spki, context(3, extensions),
  )
  return readCertificate(sequence(tbs, algorithmOf(key), bits(key.sign(tbs))))
}

/** A request to be certified (PKCS#10, RFC 2986), DER: proves that whoever asks has the key. */
export function certificateRequest(key: PrivateKey, subject: Buffer): Buffer {
  const info = sequence(integer(0), subject, key.spki, context(0))
  return sequence(info, algorithmOf(key), bits(key.sign(info)))
}

/** @returns null for what is no request, or one that its own key did not sign */
export function readCertificateRequest(der: Uint8Array): { subject: Buffer; spki: Buffer } | null {
  try {
    const { certificationRequestInfo: info, certificationRequestInfoRaw, signatureAlgorithm, signature } = AsnConvert.parse(der, CertificationRequest)
    const spki = Buffer.from(AsnConvert.serialize(info.subjectPKInfo))
    const signed = verifySignature(readPublicKey(spki), signatureAlgorithm.algorithm, Buffer.from(certificationRequestInfoRaw ?? new ArrayBuffer(0)), Buffer.from(signature))
    return signed ? { subject: Buffer.from(AsnConvert.serialize(info.subject)), spki } : null
  } catch {
    return null
  }
}
