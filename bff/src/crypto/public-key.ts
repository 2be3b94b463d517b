import { createPublicKey, verify as verifyNative, type KeyObject } from 'node:crypto'
import { AsnConvert } from '@peculiar/asn1-schema'
import { SubjectPublicKeyInfo } from '@peculiar/asn1-x509'
import { bits, integer, oid, sequence } from './der'
import { oids } from './oids'
import * as sm2 from './sm2'

/** A public key that signatures are checked with: SM2 by our own arithmetic, the others (EC, RSA) by OpenSSL. */
export type PublicKey = { kind: 'sm2'; point: string } | { kind: 'ec' | 'rsa'; key: KeyObject }

const hashes: Record<string, { hash: string; kind: 'ec' | 'rsa' }> = {
  [oids.ecdsaWithSha256]: { hash: 'sha256', kind: 'ec' },
  [oids.ecdsaWithSha384]: { hash: 'sha384', kind: 'ec' },
  [oids.ecdsaWithSha512]: { hash: 'sha512', kind: 'ec' },
  [oids.sha256WithRsa]: { hash: 'sha256', kind: 'rsa' },
  [oids.sha384WithRsa]: { hash: 'sha384', kind: 'rsa' },
  [oids.sha512WithRsa]: { hash: 'sha512', kind: 'rsa' },
}
/** In a CMS the algorithm may name the key only; the digest stands beside it. */
const byDigest: Record<string, string> = { [oids.sha256]: 'sha256', [oids.sha384]: 'sha384', [oids.sha512]: 'sha512' }
/** GM/T 0010 names SM2 by 301.1, others by 501 (with SM3) or by the curve. */
const sm2Names: readonly string[] = [oids.sm2WithSm3, oids.sm2Signature, oids.sm2Curve]

/** @param spki SubjectPublicKeyInfo, DER. @throws Error for a kind of key we do not know */
export function readPublicKey(spki: Uint8Array): PublicKey {
  const { algorithm, subjectPublicKey } = AsnConvert.parse(spki, SubjectPublicKeyInfo)
  if (algorithm.algorithm === oids.ecPublicKey && algorithm.parameters && Buffer.from(algorithm.parameters).equals(oid(oids.sm2Curve))) {
    return { kind: 'sm2', point: Buffer.from(subjectPublicKey).toString('hex') }
  }
  if (algorithm.algorithm !== oids.ecPublicKey && algorithm.algorithm !== oids.rsa) throw new Error(`a public key of an unknown kind: ${algorithm.algorithm}`)
  return { kind: algorithm.algorithm === oids.rsa ? 'rsa' : 'ec', key: createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' }) }
}

/** SubjectPublicKeyInfo of an SM2 key (`04‖x‖y`, hex), DER. */
export const sm2Spki = (point: string): Buffer => sequence(sequence(oid(oids.ecPublicKey), oid(oids.sm2Curve)), bits(Buffer.from(point, 'hex')))

/** `r‖s` in hex as ECDSA's SEQUENCE of two INTEGERs, which is how certificates and CMS carry it. */
export const signatureDer = (signature: string): Buffer => {
  const bytes = Buffer.from(signature, 'hex')
  return sequence(integer(bytes.subarray(0, 32)), integer(bytes.subarray(32)))
}

/** The way back; null for what is not written in exactly that one way. */
export function signatureFromDer(der: Uint8Array): string | null {
  const at = (offset: number): Buffer => Buffer.from(der.subarray(offset + 2, offset + 2 + (der[offset + 1] ?? 0)))
  const number = (bytes: Buffer): string => bytes.subarray(Math.max(0, bytes.length - 32)).toString('hex').padStart(64, '0')
  const r = at(2)
  const signature = number(r) + number(at(4 + r.length))
  return signatureDer(signature).equals(der) ? signature : null
}

/**
 * Whether `signature` is the key owner's over these bytes; false for anything malformed, and for algorithms that we do
 * not take: MD5 and SHA-1 among them.
 * @param digest OID of the digest a CMS names beside the algorithm
 */
export function verifySignature(key: PublicKey, algorithm: string, bytes: Uint8Array, signature: Uint8Array, digest?: string): boolean {
  if (key.kind === 'sm2') {
    if (!sm2Names.includes(algorithm)) return false
    const numbers = signatureFromDer(signature)
    return numbers !== null && sm2.verify(bytes, numbers, key.point)
  }
  const keyOnly = digest !== undefined && algorithm === (key.kind === 'rsa' ? oids.rsa : oids.ecPublicKey)
  const named = hashes[algorithm]
  const hash = keyOnly ? byDigest[digest] : named?.kind === key.kind ? named.hash : undefined
  if (hash === undefined) return false
  try {
    return verifyNative(hash, bytes, key.key, signature)
  } catch {
    return false
  }
}
