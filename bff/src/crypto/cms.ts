import { createHash } from 'node:crypto'
import { sha256, type Certificate } from './certificate'
import { findChain, type ChainQuestion } from './chain'
import { readSignedData, type SignedDataParts } from './cms-reading'
import { context, element, integer, octets, oid, sequence, setOf, time } from './der'
import { oids } from './oids'
import { algorithmOf, digestOf, type PrivateKey } from './private-key'
import { verifySignature } from './public-key'

/**
 * Signed data in CMS (RFC 5652). What SM2 signs carries the content types of GB/T 35275 (formerly GM/T 0010), because
 * that is the standard Chinese verifiers and 商用密码应用安全性评估 go by; apart from these numbers the two are one format, so
 * the reader takes either. What P-256 signs is for PDF readers and timestamps and carries RFC 5652's.
 */

export type SigningKey = {
  key: PrivateKey
  /** The key's certificate first, then whoever certified it; the root may be left out. */
  chain: readonly Certificate[]
  /** What the content is; without one plain data, and then the content stays outside. */
  embedded?: string
}

export type ToSign = {
  content: Uint8Array
  /** UTC ms; null leaves the signing time out (PAdES forbids it, EN 319 142-1 §6.3: the PDF says it). */
  at: number | null
}

export type Signing = SigningKey & ToSign

const attribute = (id: string, value: Buffer): Buffer => sequence(oid(id), setOf(value))

/** RFC 5035: binds the signature to this very certificate; the digest is SHA-256, its default, and so not named. */
const signingCertificateV2 = ({ der }: Certificate): Buffer =>
  attribute(oids.signingCertificateV2, sequence(sequence(sequence(octets(sha256(der))))))

export type HalfSigned = {
  /** What a signature timestamp is over. */
  signature: Buffer
  /** The whole, with attributes that nobody signs (a timestamp) beside the signature. DER. */
  finish(unsigned?: readonly Buffer[]): Buffer
}

/** Signs; what is not signed itself may be added before it is put together. */
export type CmsSigner = { begin(toSign: ToSign): HalfSigned }

/**
 * A key that signs more than once: what every signature of it says in the same words is written once.
 * @throws Error without a certificate
 */
export function cmsSigner({ key, chain, embedded }: SigningKey): CmsSigner {
  const [own] = chain
  if (own === undefined) throw new Error('no certificate goes with the key')
  const gm = key.algorithm === 'sm2'
  const contentType = embedded ?? (gm ? oids.gmData : oids.data)
  const fixedAttributes = [attribute(oids.contentType, oid(contentType)), ...(gm ? [] : [signingCertificateV2(own)])]
  const named = [integer(1), sequence(own.issuer, integer(own.serial)), digestOf(key)]
  const algorithm = algorithmOf(key)
  const head = [integer(embedded === undefined ? 1 : 3), setOf(digestOf(key))]
  const certificates = element(0xa0, ...chain.map(({ der }) => der).sort(Buffer.compare))
  const outside = sequence(oid(contentType))
  return {
    begin({ content, at }) {
      const attributes = [
        ...fixedAttributes,
        attribute(oids.messageDigest, octets(createHash(key.hash).update(content).digest())),
        ...(at === null ? [] : [attribute(oids.signingTime, time(at))]),
      ].sort(Buffer.compare)
      // Signed as the SET it is, sent as [0] (RFC 5652 §5.4).
      const signature = key.sign(setOf(...attributes))
      return {
        signature,
        finish(unsigned = []) {
          const signer = sequence(
            ...named, context(0, ...attributes), algorithm, octets(signature),
            ...(unsigned.length > 0 ? [context(1, ...[...unsigned].sort(Buffer.compare))] : []),
          )
          const encapsulated = embedded === undefined ? outside : sequence(oid(contentType), context(0, octets(content)))
          return sequence(oid(gm ? oids.gmSignedData : oids.signedData), context(0, sequence(...head, encapsulated, certificates, setOf(signer))))
        },
      }
    },
  }
}

/** The same for a key that signs this once. @throws Error without a certificate */
export const beginCms = ({ key, chain, embedded, ...toSign }: Signing): HalfSigned => cmsSigner({ key, chain, ...(embedded === undefined ? {} : { embedded }) }).begin(toSign)

/**
 * A detached signature over these bytes, with its certificates; DER. It takes a signature's time and some ten microseconds.
 * @throws Error without a certificate
 */
export const signCms = (signing: Signing): Buffer => beginCms(signing).finish()

/** A signature's timestamp token as an attribute that nobody signs (EN 319 122-1 §5.3). */
export const timestampAttribute = (token: Buffer): Buffer => attribute(oids.timestampToken, token)

export type CmsVerdict =
  | { valid: true; signer: Certificate; chain: readonly Certificate[]; signedAt: number | null; parts: SignedDataParts }
  /** `malformed`: no signed data. `changed`: content, attributes or signature do not fit together. The others: see `Chain`. */
  | { valid: false; why: 'malformed' | 'changed' | 'untrusted' | 'expired' | 'not_for_this_use' }

export type CmsQuestion = {
  /** The bytes that were signed; left out where the CMS holds them. */
  content?: Uint8Array
  roots: readonly Certificate[]
  /** When the certificates must have been valid, UTC ms: a timestamp's time, where there is one. Without it the signer's word is taken. */
  at?: number
  use?: ChainQuestion['use']
}

const hashNames: Record<string, string> = { [oids.sm3]: 'sm3', [oids.sha256]: 'sha256', [oids.sha384]: 'sha384', [oids.sha512]: 'sha512' }

/** Checks everything about a signature: that it is one, over this content, by a key that a known root vouches for, for this use, at that time. */
export const verifyCms = (cms: Uint8Array, question: CmsQuestion): CmsVerdict => verifyParts(readSignedData(cms), question)

/** The same of signed data that was read already: reading takes as long as checking. */
export function verifyParts(parts: SignedDataParts | null, { content, roots, at, use = 'sign' }: CmsQuestion): CmsVerdict {
  const signed = content ?? parts?.embedded
  if (parts === null || signed === null || signed === undefined) return { valid: false, why: 'malformed' }
  const { signer, signedAttributes, digestAlgorithm, messageDigest, signatureAlgorithm, signature, signedAt, certificateHash } = parts
  const hash = hashNames[digestAlgorithm]
  if (hash === undefined) return { valid: false, why: 'malformed' }
  const holds =
    createHash(hash).update(signed).digest().equals(messageDigest) &&
    (certificateHash === null || createHash(certificateHash.hash).update(signer.der).digest().equals(certificateHash.value)) &&
    verifySignature(signer.publicKey, signatureAlgorithm, signedAttributes, signature, digestAlgorithm)
  if (!holds) return { valid: false, why: 'changed' }
  const time = at ?? signedAt
  if (time === null) return { valid: false, why: 'malformed' }
  const found = findChain({ leaf: signer, others: parts.certificates, roots, at: time, use })
  return found.trusted ? { valid: true, signer, chain: found.chain, signedAt, parts } : { valid: false, why: found.why }
}
