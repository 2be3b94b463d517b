import { TSTInfo } from '@peculiar/asn1-tsp'
import { AsnConvert } from '@peculiar/asn1-schema'
import type { Certificate } from './certificate'
import { verifyParts } from './cms'
import { readSignedData, type SignedDataParts } from './cms-reading'
import { oids } from './oids'

export type TimestampVerdict =
  /** `at`: the authority's time, UTC ms. */
  | { valid: true; at: number; authority: string; nonce: Buffer | null }
  /** `changed`: not a whole token, or not over this hash. The others: see `Chain`. */
  | { valid: false; why: 'malformed' | 'changed' | 'untrusted' | 'expired' | 'not_for_this_use' }

/** Checks a timestamp token (RFC 3161) over a SHA-256: signature, use and validity of the authority's certificate, and the hash itself. */
export function verifyTimestamp(token: Uint8Array, { hash, roots }: { hash: Uint8Array; roots: readonly Certificate[] }): TimestampVerdict {
  const parts = readSignedData(token)
  const info = readInfo(parts)
  if (info === null) return { valid: false, why: 'malformed' }
  const { messageImprint, genTime, nonce } = info
  if (messageImprint.hashAlgorithm.algorithm !== oids.sha256 || !Buffer.from(messageImprint.hashedMessage.buffer).equals(hash)) return { valid: false, why: 'changed' }
  const verdict = verifyParts(parts, { roots, at: genTime.getTime(), use: 'timestamp' })
  if (!verdict.valid) return verdict
  // RFC 3161 §2.4.2: the token is bound to the certificate, or another of the same key could be put in its place.
  if (verdict.parts.certificateHash === null) return { valid: false, why: 'malformed' }
  return { valid: true, at: genTime.getTime(), authority: verdict.signer.name, nonce: nonce === undefined ? null : Buffer.from(nonce) }
}

function readInfo(parts: SignedDataParts | null): TSTInfo | null {
  if (parts === null || parts.contentType !== oids.timestampInfo || parts.embedded === null) return null
  try {
    const info = AsnConvert.parse(parts.embedded, TSTInfo)
    return Number.isNaN(info.genTime.getTime()) ? null : info
  } catch {
    return null
  }
}
