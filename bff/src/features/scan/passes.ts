import { createHash, createPublicKey, verify as verifyNative, type KeyObject } from 'node:crypto'
import { makeCredential, readPass, type PassFacts, type PassKey, type ReadPass } from '@market/shared/arrive/pass.rules'
import type { KeysOfUse } from '../../crypto/key-files'
import { signatureFromDer } from '../../crypto/public-key'

/** A key that credentials are signed with, as phones learn of it. UTC ms. */
export type PublishedKey = PassKey & { from: number; until: number | null }

export type WorkPasses = ReturnType<typeof workPasses>

/** SubjectPublicKeyInfo of a compressed point on P-256, up to the point. */
const p256Prefix = Buffer.from('3039301306072a8648ce3d020106082a8648ce3d030107032200', 'hex')

/** The last 65 bytes of a SubjectPublicKeyInfo are `04‖x‖y`. */
const compressed = (spki: Buffer): string => ((spki.at(-1) ?? 0) & 1 ? '03' : '02') + spki.subarray(-64, -32).toString('hex')

/** @throws Error for what is no point of the curve */
const publicKeyOf = (point: string): KeyObject => createPublicKey({ key: Buffer.concat([p256Prefix, Buffer.from(point, 'hex')]), format: 'der', type: 'spki' })

/** The same that `verifyOnPhone` does, by OpenSSL: false for anything malformed. */
export function verifyPass(publicKey: string, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verifyNative('sha256', message, { key: publicKeyOf(publicKey), dsaEncoding: 'ieee-p1363' }, signature)
  } catch {
    return false
  }
}

const keyIdOf = (publicKey: string): string => createHash('sha256').update(publicKey, 'hex').digest('hex').slice(0, 8)

/** The server's half of work passes: it signs credentials, and reads what phones make of them. */
export const workPasses = ({ key, all }: Pick<KeysOfUse, 'key' | 'all'>) => {
  // An earlier key is good as long as its certificate is left here. What it signed is over after a day.
  const keys = [...all].reverse().flatMap(({ chain: [own], key: secret }): PublishedKey[] => {
    if (own === undefined) return []
    const publicKey = compressed(own.spki)
    return [{ id: keyIdOf(publicKey), publicKey, from: own.from, until: secret === key ? null : own.to }]
  })
  const keyId = keyIdOf(compressed(key.spki))
  const sign = (message: Uint8Array): Uint8Array => {
    const signature = signatureFromDer(key.sign(message))
    if (signature === null) throw new Error('OpenSSL wrote a signature in another way than DER')
    return Buffer.from(signature, 'hex')
  }
  return {
    /** Newest first. */
    keys: keys as readonly PublishedKey[],
    /** What a worker's phone needs to make passes. Some 0.1 ms, but not inside a write all the same. */
    credential: (facts: Omit<PassFacts, 'keyId'>): string => makeCredential({ ...facts, keyId }, sign),
    /** Whose pass it is (canonical form, from `parseCode`), and whether it is genuine; `passTiming` says whether it is of now. */
    read: (token: string): ReadPass => readPass(token, keys, verifyPass),
  }
}
