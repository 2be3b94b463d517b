import { createHash } from 'node:crypto'
import { canonicalJson, type Canonical } from '@market/shared/sign/canonical-json'
import type { SealRecord } from '@market/shared/sign/seal-record'
import { sm3 } from '../../crypto/sm2'
import type { AgreementToSeal } from './sealing.queries'

/** SHA-256 of text (in UTF-8) or bytes, lower-case hex. */
export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')

/**
 * @param text as it was opened from the vault, as such or in UTF-8
 * @returns null when a signature is missing
 */
export function sealRecordOf({ agreement, signatures }: Pick<AgreementToSeal, 'agreement' | 'signatures'>, text: string | Uint8Array, test: boolean): SealRecord | null {
  const { signedAt } = agreement
  const sealed = (['worker', 'employer'] as const).flatMap((party) => {
    const found = signatures.find((signature) => signature.party === party)
    return found === undefined ? [] : [{ party, personId: found.personId, signedAt: found.signedAt, payloadSha256: sha256(found.payload), signature: found.signature, keyId: found.keyId, strokeHash: found.strokeHash, confirmedBy: found.confirmedBy, witnessId: found.witnessId }]
  })
  if (sealed.length < 2) return null
  return {
    agreementId: agreement.id,
    applicationId: agreement.applicationId,
    kind: agreement.kind,
    kindReasonSha256: sha256(agreement.kindReason),
    templateVersion: agreement.templateVersion,
    termsSha256: sha256(canonicalJson(agreement.terms as Canonical)),
    textSm3: sm3(text),
    textSha256: sha256(text),
    createdAt: agreement.createdAt,
    signedAt: signedAt ?? Math.max(...sealed.map((signature) => signature.signedAt)),
    signatures: sealed,
    test,
  }
}
