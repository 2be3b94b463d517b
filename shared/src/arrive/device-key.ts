import { p256 } from '@noble/curves/nist.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'

/**
 * ECDSA on P-256 with SHA-256 for phones: mini-programs have no WebCrypto. A private key is 32 bytes, a public key a
 * compressed point, both in hex; a signature is `r‖s`, 64 bytes. The server does the same natively.
 */

// A table of 520 points instead of 4,200: on a slow phone the first signature comes in a tenth of the time, the others are as quick.
p256.Point.BASE.precompute(4)

export type DeviceKey = { privateKey: string; publicKey: string }

export const publicKeyBytes = 33
export const signatureBytes = 64

/**
 * A phone's key out of random bytes.
 * @param random 48 bytes from the system's source: what is more than 32 keeps the key from leaning to small numbers (FIPS 186-5, A.2.1)
 * @throws Error for any other number of bytes
 */
export function deviceKeyFrom(random: Uint8Array): DeviceKey {
  const privateKey = p256.utils.randomSecretKey(random)
  return { privateKey: bytesToHex(privateKey), publicKey: bytesToHex(p256.getPublicKey(privateKey)) }
}

/** Needs no random numbers: the nonce follows from key and message (RFC 6979). */
export const signWithDevice = (privateKey: string, message: Uint8Array): Uint8Array => p256.sign(message, hexToBytes(privateKey))

/** Whether the signature is the key owner's over exactly this message; false for anything malformed. */
export function verifyOnPhone(publicKey: string, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    // Other software does not keep to the lower half of s, which nothing here depends on.
    return p256.verify(signature, message, hexToBytes(publicKey), { lowS: false })
  } catch {
    return false
  }
}

/** How a phone compares a slip with those of a roster, which holds no slip's token. 16 bytes, hex. */
export const slipHash = (salt: string, token: string): string => bytesToHex(sha256(asciiBytes(`${salt} ${token}`))).slice(0, 32)

/** Mini-programs have no TextEncoder. */
export const asciiBytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0) & 127)
