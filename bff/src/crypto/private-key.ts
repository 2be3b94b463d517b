import { createPrivateKey, createPublicKey, generateKeyPairSync, sign as signNative, type KeyObject } from 'node:crypto'
import { element, integer, octets, oid, sequence } from './der'
import { oids } from './oids'
import { derOf, pem } from './pem'
import { readPublicKey, signatureDer, sm2Spki, type PublicKey } from './public-key'
import * as sm2 from './sm2'

export type KeyAlgorithm = 'sm2' | 'p256'

/** A key that signs. The secret is in the closure and, on purpose, in `pkcs8()` only. */
export interface PrivateKey {
  readonly algorithm: KeyAlgorithm
  readonly publicKey: PublicKey
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Buffer
  /** OIDs for certificates and CMS. */
  readonly signatureAlgorithm: string
  readonly digestAlgorithm: string

  readonly hash: 'sm3' | 'sha256'
  /** Over the bytes, with the digest that goes with the key; DER. */
  sign(bytes: Uint8Array): Buffer
  /** The same key for whoever keeps signatures as `r‖s`; null where it is not SM2. */
  readonly sm2: sm2.Signer | null
  /** The key itself as PKCS#8 in PEM, as OpenSSL 3 reads it: for its file and nothing else. */
  pkcs8(): string
}

export function sm2PrivateKey(secret: string): PrivateKey {
  const signer = sm2.signer(secret)
  const spki = sm2Spki(signer.publicKey)
  return {
    algorithm: 'sm2',
    publicKey: { kind: 'sm2', point: signer.publicKey },
    spki,
    signatureAlgorithm: oids.sm2WithSm3,
    digestAlgorithm: oids.sm3,
    hash: 'sm3',
    sign: (bytes) => signatureDer(signer.sign(bytes)),
    sm2: signer,
    pkcs8() {
      // RFC 5915 inside RFC 5208, the public key included: some readers will not compute it.
      const point = element(0xa1, element(0x03, Uint8Array.of(0), Buffer.from(signer.publicKey, 'hex')))
      const own = sequence(integer(1), octets(Buffer.from(secret, 'hex')), point)
      return pem('PRIVATE KEY', sequence(integer(0), sequence(oid(oids.ecPublicKey), oid(oids.sm2Curve)), octets(own)))
    },
  }
}

function p256PrivateKey(key: KeyObject): PrivateKey {
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' })
  return {
    algorithm: 'p256',
    publicKey: readPublicKey(spki),
    spki,
    signatureAlgorithm: oids.ecdsaWithSha256,
    digestAlgorithm: oids.sha256,
    hash: 'sha256',
    sign: (bytes) => signNative('sha256', bytes, key),
    sm2: null,
    pkcs8: () => key.export({ format: 'pem', type: 'pkcs8' }) as string,
  }
}

/** A new key from the system's random numbers. */
export const newPrivateKey = (algorithm: KeyAlgorithm): PrivateKey =>
  algorithm === 'sm2' ? sm2PrivateKey(sm2.generateKeyPair().privateKey) : p256PrivateKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)

/** @param text a PKCS#8 private key in PEM, SM2 or P-256. @throws Error saying what is wrong, never with a part of it */
export function readPrivateKey(text: string): PrivateKey {
  const der = derOf('PRIVATE KEY', text)[0]
  if (der === undefined) throw new Error('no "PRIVATE KEY" in PEM (PKCS#8, without a password)')
  if (der.includes(oid(oids.sm2Curve))) return sm2PrivateKey(sm2Secret(der))
  let key: KeyObject
  try {
    key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  } catch {
    throw new Error('the private key cannot be read')
  }
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw new Error('a key that is neither SM2 nor P-256')
  return p256PrivateKey(key)
}

/** The 32 bytes of RFC 5915 inside PKCS#8: version 1, then an octet string that may have lost its leading zeros in other software. */
function sm2Secret(der: Buffer): string {
  const algorithm = sequence(oid(oids.ecPublicKey), oid(oids.sm2Curve))
  const from = der.indexOf(algorithm)
  const inner = der.subarray(from + algorithm.length)
  const start = inner.indexOf(Buffer.from([0x02, 0x01, 0x01, 0x04]))
  const length = inner[start + 4] ?? 0
  if (from < 0 || start < 0 || length > 32) throw new Error('the SM2 private key cannot be read')
  return inner.subarray(start + 5, start + 5 + length).toString('hex').padStart(64, '0')
}

/** AlgorithmIdentifier of a signature, DER: ECDSA's and SM2's go without parameters (RFC 5758). */
export const algorithmOf = ({ signatureAlgorithm }: PrivateKey): Buffer => sequence(oid(signatureAlgorithm))

/** AlgorithmIdentifier of a digest, DER. */
export const digestOf = ({ digestAlgorithm }: PrivateKey): Buffer => sequence(oid(digestAlgorithm))

