import type { Terms } from '@market/shared/apply/apply.contract'
import type { AgreementKind } from '@market/shared/sign/sign.contract'
import type { Db, Tx } from '../../store/store'

/** Who is about to agree to what. */
export interface DraftInput {
  applicationId: string
  /** The terms as frozen with the application. */
  terms: Terms
  workerId: string
  employerId: string
  /** UTC ms; the day the agreement is dated. */
  now: number
}

/** An agreement ready to be inserted: text written, sealed and hashed, because none of that may happen inside a write. */
export interface PreparedDraft {
  agreementId: string
  applicationId: string
  kind: AgreementKind
  templateVersion: string
  terms: Terms
  textSealed: string
  textHash: string
  createdAt: number
}

/** What *apply* asks of *sign*: an application and its draft agreement come into being in the same write. */
export interface AgreementDrafts {
  /** Reads both parties' names and writes the agreement's text. Before the write: it opens and seals personal data. */
  prepareDraft(db: Db, input: DraftInput): Promise<PreparedDraft>
  /** Inserts the draft, in the transaction that inserts its application. */
  draft(tx: Tx, prepared: PreparedDraft): Promise<void>
}
