import { readCertificate, type Certificate } from './certificate'
import { element, sequence, setOf } from './der'
import { contentOf, elementAt, inside, isOid, Malformed, octetsOf, oidOf, partsOf, tags, timeOf, wholeElement, type Element } from './der-reading'
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

const hashes: Record<string, 'sha256' | 'sha384' | 'sha512'> = { [oids.sha256]: 'sha256', [oids.sha384]: 'sha384', [oids.sha512]: 'sha512' }

type Attribute = { name: string; type: Element; values: readonly Element[] }

/** @throws Malformed */
const attributesIn = (list: Element, tag: number): Attribute[] =>
  partsOf(list, tag).map((one) => {
    const [type, values, ...more] = partsOf(one, tags.sequence)
    if (type === undefined || more.length > 0) throw new Malformed()
    return { name: oidOf(type), type, values: partsOf(values, tags.set) }
  })

/** The one value of an attribute; null where there is none. @throws Malformed for several */
function only(attributes: readonly Attribute[], id: string): Element | null {
  const [found, ...more] = attributes.filter(({ name }) => name === id)
  if (found === undefined) return null
  const [value, ...others] = found.values
  if (value === undefined || more.length + others.length > 0) throw new Malformed()
  return value
}

/** ESSCertIDv2 (RFC 5035) and ESSCertID (RFC 2634); what follows the digest in them does not interest us. */
function certificateHashIn(attributes: readonly Attribute[]): SignedDataParts['certificateHash'] {
  const [newer, older] = [only(attributes, oids.signingCertificateV2), only(attributes, oids.signingCertificate)]
  const value = newer ?? older
  if (value === null) return null
  const [id] = partsOf(partsOf(value, tags.sequence)[0], tags.sequence)
  const [first, second] = partsOf(id, tags.sequence)
  if (newer === null) return { hash: 'sha1', value: octetsOf(first) }
  if (first?.tag !== tags.sequence) return { hash: 'sha256', value: octetsOf(first) }
  const hash = hashes[algorithmIn(first)]
  if (hash === undefined) throw new Malformed()
  return { hash, value: octetsOf(second) }
}

/** The name in an AlgorithmIdentifier. @throws Malformed */
export const algorithmIn = (identifier: Element | undefined): string => oidOf(partsOf(identifier, tags.sequence)[0])

/** @returns null for what is not signed data of exactly one signer whose certificate is in it, with signed attributes */
export function readSignedData(cms: Uint8Array): SignedDataParts | null {
  try {
    return read(cms)
  } catch {
    // Certificates are read by a library, which throws in many ways.
    return null
  }
}

/** The first element of these bytes, which zeros may follow; empty where there is none. */
export function firstElement(padded: Buffer): Buffer {
  try {
    return elementAt(padded).raw
  } catch (error) {
    if (error instanceof Malformed) return Buffer.alloc(0)
    throw error
  }
}

function read(cms: Uint8Array): SignedDataParts {
  const [kind, wrapped, ...behind] = partsOf(wholeElement(cms), tags.sequence)
  if ((!isOid(kind, oids.signedData) && !isOid(kind, oids.gmSignedData)) || behind.length > 0) throw new Malformed()
  const [version, digests, encapsulated, ...rest] = partsOf(inside(wrapped, tags.explicit0), tags.sequence)
  contentOf(version, tags.integer)
  partsOf(digests, tags.set).forEach(algorithmIn)
  const carried = rest[0]?.tag === tags.explicit0 ? rest.shift() : undefined
  // Revocation lists; we ask nobody's.
  if (rest[0]?.tag === tags.explicit1) rest.shift()
  const [signers, ...more] = rest
  const [info, ...others] = partsOf(signers, tags.set)
  if (info === undefined || others.length + more.length > 0) throw new Malformed()
  const certificates = carried === undefined ? [] : partsOf(carried, tags.explicit0).map(({ raw }) => readCertificate(raw))
  const [contentType, content] = partsOf(encapsulated, tags.sequence)
  const signed = signerIn(info)
  const { signedAttributes, unsignedAttributes } = signed
  const signer = certificates.find(signed.isBy)
  const type = only(signedAttributes, oids.contentType)
  const digest = only(signedAttributes, oids.messageDigest)
  const at = only(signedAttributes, oids.signingTime)
  const token = only(unsignedAttributes, oids.timestampToken)
  const eContentType = oidOf(contentType)
  if (!signer || digest === null || type === null || !isOid(type, eContentType)) throw new Malformed()
  return {
    contentType: eContentType,
    embedded: content === undefined ? null : octetsOf(inside(content, tags.explicit0)),
    certificates,
    signer,
    digestAlgorithm: signed.digestAlgorithm,
    signatureAlgorithm: signed.signatureAlgorithm,
    signature: signed.signature,
    signedAttributes: inDer(signedAttributes),
    messageDigest: octetsOf(digest),
    signedAt: at === null ? null : timeOf(at),
    certificateHash: certificateHashIn(signedAttributes),
    timestampToken: token?.raw ?? null,
  }
}

/** Sent as [0], signed as the SET it is, in DER (RFC 5652 §5.4); their values are copied as they came. */
const inDer = (attributes: readonly Attribute[]): Buffer =>
  setOf(...attributes.map(({ type, values }) => sequence(element(tags.oid, type.content), element(tags.set, ...values.map(({ raw }) => raw)))))

/** SignerInfo. @throws Malformed, also without signed attributes */
function signerIn(info: Element) {
  const [version, named, digest, attributes, algorithm, signature, unsigned, ...more] = partsOf(info, tags.sequence)
  contentOf(version, tags.integer)
  if (named === undefined || attributes === undefined || more.length > 0) throw new Malformed()
  return {
    isBy: whoIs(named),
    digestAlgorithm: algorithmIn(digest),
    signedAttributes: attributesIn(attributes, tags.explicit0),
    signatureAlgorithm: algorithmIn(algorithm),
    signature: octetsOf(signature),
    unsignedAttributes: unsigned === undefined ? [] : attributesIn(unsigned, tags.explicit1),
  }
}

/** How the signer names their certificate: by whoever issued it under which number, or by its key. @throws Malformed */
function whoIs(named: Element): (certificate: Certificate) => boolean {
  if (named.tag === keyIdTag) return ({ keyId }) => keyId !== null && keyId.equals(named.content)
  const [issuer, serial, ...more] = partsOf(named, tags.sequence)
  const number = contentOf(serial, tags.integer)
  if (issuer === undefined || more.length > 0) throw new Malformed()
  return (certificate) => certificate.issuer.equals(issuer.raw) && certificate.serial.equals(number)
}

/** `[0]` in place of the tag of a string of octets. */
const keyIdTag = 0x80
