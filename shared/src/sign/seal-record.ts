import { canonicalJson } from './canonical-json'
import type { AgreementKind } from './sign.contract'
import type { ConfirmedBy, Party } from './sign.rules'

/**
 * What is sealed of an agreement that both have signed: fingerprints of everything, and nothing that names anybody, because the
 * seal is shown to whoever verifies and is kept longer than the text.
 */
export type SealRecord = {
  agreementId: string
  applicationId: string
  kind: AgreementKind
  /** Of the words that say why it is of this kind. */
  kindReasonSha256: string
  templateVersion: string
  /** SHA-256 of the terms in canonical JSON; all fingerprints are lower-case hex. */
  termsSha256: string
  textSm3: string
  textSha256: string
  /** UTC ms, as all times here. */
  createdAt: number
  signedAt: number
  /** The worker's first. */
  signatures: readonly SealedSignature[]
  /** Made with keys and authorities that are for trying out. */
  test: boolean
}

export type SealedSignature = {
  party: Party
  personId: string
  signedAt: number
  payloadSha256: string
  /** SM2, `r‖s` in hex, by the key of that name. */
  signature: string
  keyId: string
  strokeHash: string
  /** How they showed that it was they, and the member of staff who was there; null where there was none. */
  confirmedBy: ConfirmedBy | null
  witnessId: string | null
}

/** The exact text that is sealed. */
export const sealRecordText = (record: SealRecord): string => canonicalJson({ ...record, signatures: record.signatures.map((signature) => ({ ...signature })) })
