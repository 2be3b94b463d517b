import type { Certificate } from './certificate'
import { verifyParts } from './cms'
import { algorithmIn, readSignedData, type SignedDataParts } from './cms-reading'
import { contentOf, Malformed, octetsOf, partsOf, tags, timeOf, wholeElement } from './der-reading'
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
  if (info.hashAlgorithm !== oids.sha256 || !info.hashed.equals(hash)) return { valid: false, why: 'changed' }
  const verdict = verifyParts(parts, { roots, at: info.at, use: 'timestamp' })
  if (!verdict.valid) return verdict
  // RFC 3161 §2.4.2: the token is bound to the certificate, or another of the same key could be put in its place.
  if (verdict.parts.certificateHash === null) return { valid: false, why: 'malformed' }
  return { valid: true, at: info.at, authority: verdict.signer.name, nonce: info.nonce }
}

type Info = { hashAlgorithm: string; hashed: Buffer; at: number; nonce: Buffer | null }

/** TSTInfo (RFC 3161 §2.4.2). */
function readInfo(parts: SignedDataParts | null): Info | null {
  if (parts === null || parts.contentType !== oids.timestampInfo || parts.embedded === null) return null
  try {
    const [version, policy, imprint, serial, time, ...optional] = partsOf(wholeElement(parts.embedded), tags.sequence)
    if (!contentOf(version, tags.integer).equals(versionOne)) throw new Malformed()
    contentOf(policy, tags.oid)
    contentOf(serial, tags.integer)
    const [algorithm, hashed, ...more] = partsOf(imprint, tags.sequence)
    // Accuracy, ordering, nonce, authority, extensions: each at most once and in this order.
    const places = optional.map(({ tag }) => optionalTags.indexOf(tag))
    if (more.length > 0 || places.some((place, index) => place <= (places[index - 1] ?? -1))) throw new Malformed()
    return { hashAlgorithm: algorithmIn(algorithm), hashed: octetsOf(hashed), at: timeOf(time), nonce: optional.find(({ tag }) => tag === tags.integer)?.content ?? null }
  } catch (error) {
    if (error instanceof Malformed) return null
    throw error
  }
}

const versionOne = Buffer.from([1])
const optionalTags: readonly number[] = [tags.sequence, tags.boolean, tags.integer, tags.explicit0, tags.explicit1]
