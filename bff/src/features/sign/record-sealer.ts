import type { KeyRing } from '../../crypto/key-files'
import { cmsSigner, verifyCms } from '../../crypto/cms'
import { keyIdOf } from '../../crypto/signing-keys'
import { verifyTimestamp } from '../../crypto/timestamp'

/** Signs records with the platform's own key, so that anybody can check them: a detached CMS with its certificates. */
export interface RecordSealer {
  /** @param at UTC ms; the signing time stated in it */
  seal(record: Buffer, at: number): { signature: Buffer; keyId: string }
}

/** Checks what others have signed, down to the roots that this installation trusts. */
export interface SealVerifier {
  /** Whether a detached CMS is the platform's over exactly these bytes, its certificates having been valid then (UTC ms). */
  signature(record: Buffer, cms: Buffer, at: number): boolean
  /** The time (UTC ms) a token states of this SHA-256; null for one that is not the authority's, or about something else. */
  timestamp(token: Buffer, sha256: Buffer): number | null
}

export function recordSealer({ seal: { key, chain } }: Pick<KeyRing, 'seal'>): RecordSealer {
  const keyId = key.publicKey.kind === 'sm2' ? keyIdOf(key.publicKey.point) : ''
  const signer = cmsSigner({ key, chain })
  return { seal: (content, at) => ({ signature: signer.begin({ content, at }).finish(), keyId }) }
}

export const sealVerifier = ({ roots }: Pick<KeyRing, 'roots'>): SealVerifier => ({
  signature: (content, cms, at) => verifyCms(cms, { content, roots, at }).valid,
  timestamp(token, hash) {
    const verdict = verifyTimestamp(token, { hash, roots })
    return verdict.valid ? verdict.at : null
  },
})
