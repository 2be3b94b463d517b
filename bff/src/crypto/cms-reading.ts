import { ContentInfo, SignedData, type Attribute } from '@peculiar/asn1-cms'
import { AsnConvert, AsnProp, AsnPropTypes, AsnType, AsnTypeTypes, OctetString } from '@peculiar/asn1-schema'
import { AlgorithmIdentifier, Time } from '@peculiar/asn1-x509'
import { readCertificate, type Certificate } from './certificate'
import { oid, setOf } from './der'
import { oids } from './oids'

/** Signed data as one signer wrote it, read and not yet believed. */
export type SignedDataParts = {
  contentType: string
  /** The content, where the CMS holds it. */
  embedded: Buffer | null
  certificates: readonly Certificate[]
  /** The certificate that the signer names as theirs. */
  signer: Certificate
  digestAlgorithm: string
  signatureAlgorithm: string
  signature: Buffer
  /** The bytes the signature is over. */
  signedAttributes: Buffer
  messageDigest: Buffer
  /** UTC ms. */
  signedAt: number | null
  /** Of the signer's certificate, where the signature is bound to it. */
  certificateHash: { hash: 'sha1' | 'sha256' | 'sha384' | 'sha512'; value: Buffer } | null
  timestampToken: Buffer | null
}

/** ESSCertIDv2 (RFC 5035) and ESSCertID (RFC 2634); what follows the digest in them does not interest us. */
class CertificateId {
  hashAlgorithm = new AlgorithmIdentifier({ algorithm: oids.sha256 })
  certHash = new OctetString()
  issuerSerial?: ArrayBuffer
}
AsnProp({ type: AlgorithmIdentifier, optional: true })(CertificateId.prototype, 'hashAlgorithm')
AsnProp({ type: OctetString })(CertificateId.prototype, 'certHash')
AsnProp({ type: AsnPropTypes.Any, optional: true })(CertificateId.prototype, 'issuerSerial')
AsnType({ type: AsnTypeTypes.Sequence })(CertificateId)

class SigningCertificate {
  certs: CertificateId[] = []
  policies?: ArrayBuffer
}
AsnProp({ type: CertificateId, repeated: 'sequence' })(SigningCertificate.prototype, 'certs')
AsnProp({ type: AsnPropTypes.Any, optional: true })(SigningCertificate.prototype, 'policies')
AsnType({ type: AsnTypeTypes.Sequence })(SigningCertificate)

const hashes: Record<string, 'sha256' | 'sha384' | 'sha512'> = { [oids.sha256]: 'sha256', [oids.sha384]: 'sha384', [oids.sha512]: 'sha512' }

class Malformed extends Error {}

/** The one value of an attribute; null where there is none. @throws Malformed for several */
function only(attributes: readonly Attribute[] | undefined, id: string): ArrayBuffer | null {
  const found = (attributes ?? []).filter(({ attrType }) => attrType === id)
  if (found.length === 0) return null
  const [value] = found[0]?.attrValues ?? []
  if (found.length > 1 || found[0]?.attrValues.length !== 1 || value === undefined) throw new Malformed()
  return value
}

function certificateHashIn(attributes: readonly Attribute[] | undefined): SignedDataParts['certificateHash'] {
  const [newer, older] = [only(attributes, oids.signingCertificateV2), only(attributes, oids.signingCertificate)]
  const value = newer ?? older
  if (value === null) return null
  const [id] = AsnConvert.parse(value, SigningCertificate).certs
  const hash = newer === null ? 'sha1' : hashes[id?.hashAlgorithm.algorithm ?? '']
  if (id === undefined || hash === undefined) throw new Malformed()
  return { hash, value: Buffer.from(id.certHash.buffer) }
}

/** How many bytes the first element of `der` takes, its head included. */
export function lengthOf(der: Uint8Array): number {
  const first = der[1] ?? 0
  if (first < 0x80) return 2 + first
  const bytes = first & 0x7f
  return 2 + bytes + [...der.subarray(2, 2 + bytes)].reduce((sum, byte) => sum * 256 + byte, 0)
}

/** @returns null for what is not signed data of exactly one signer whose certificate is in it, with signed attributes */
export function readSignedData(cms: Uint8Array): SignedDataParts | null {
  try {
    return read(cms)
  } catch {
    // The library throws in many ways at what is not ASN.1, or not this.
    return null
  }
}

function read(cms: Uint8Array): SignedDataParts {
  if (lengthOf(cms) !== cms.length) throw new Malformed()
  const { contentType, content } = AsnConvert.parse(cms, ContentInfo)
  if (contentType !== oids.signedData && contentType !== oids.gmSignedData) throw new Malformed()
  const data = AsnConvert.parse(content, SignedData)
  const certificates = (data.certificates ?? []).flatMap(({ certificate }) => (certificate ? [readCertificate(new Uint8Array(AsnConvert.serialize(certificate)))] : []))
  const [info] = data.signerInfos
  if (info === undefined || data.signerInfos.length !== 1 || info.signedAttrs === undefined) throw new Malformed()
  const { issuerAndSerialNumber: named, subjectKeyIdentifier } = info.sid
  const signer = certificates.find(({ issuer, serial, keyId }) =>
    named ? issuer.equals(Buffer.from(AsnConvert.serialize(named.issuer))) && serial.equals(Buffer.from(named.serialNumber)) : subjectKeyIdentifier !== undefined && keyId !== null && keyId.equals(Buffer.from(subjectKeyIdentifier.buffer)))
  // Sent as [0], signed as the SET it is, in DER (RFC 5652 §5.4); their values are copied as they came.
  const signedAttributes = setOf(...info.signedAttrs.map((one) => Buffer.from(AsnConvert.serialize(one))))
  const type = only(info.signedAttrs, oids.contentType)
  const digest = only(info.signedAttrs, oids.messageDigest)
  const at = only(info.signedAttrs, oids.signingTime)
  const token = only(info.unsignedAttrs, oids.timestampToken)
  const { eContentType, eContent } = data.encapContentInfo
  if (!signer || type === null || digest === null) throw new Malformed()
  if (!oid(eContentType).equals(Buffer.from(type))) throw new Malformed()
  return {
    contentType: eContentType,
    embedded: eContent?.single ? Buffer.from(eContent.single.buffer) : null,
    certificates,
    signer,
    digestAlgorithm: info.digestAlgorithm.algorithm,
    signatureAlgorithm: info.signatureAlgorithm.algorithm,
    signature: Buffer.from(info.signature.buffer),
    signedAttributes,
    messageDigest: Buffer.from(AsnConvert.parse(digest, OctetString).buffer),
    signedAt: at === null ? null : AsnConvert.parse(at, Time).getTime().getTime(),
    certificateHash: certificateHashIn(info.signedAttrs),
    timestampToken: token === null ? null : Buffer.from(token),
  }
}
