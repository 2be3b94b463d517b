import type { Terms } from '@market/shared/apply/apply.contract'
import { agreementText, type EmployerIdentity } from '@market/shared/sign/agreement-text'
import { templateVersion } from '@market/shared/sign/agreement-template'
import { isPastRetirementAge } from '@market/shared/sign/retirement.rules'
import type { AgreementKind } from '@market/shared/sign/sign.contract'
import { agreementKind } from '@market/shared/sign/sign.rules'
import { uuidv7 } from 'uuidv7'
import type { Db, Tx } from '../../store/store'
import type { Vault } from '../../store/vault'
import { findParties, insertDraft } from './sign.queries'
import { sm3 } from '../../crypto/sm2'

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
  /** Inserts the draft, in the transaction that inserts its application or starts it anew; an unsealed one is replaced. */
  draft(tx: Tx, prepared: PreparedDraft): Promise<void>
}

/** Where an agreement's text is sealed to. */
export const textPlace = (agreementId: string) => ({ table: 'agreements', column: 'text_sealed', row: agreementId })

/** @throws Error (from prepareDraft) when a party has no verified name and number; registration makes sure of both */
export const agreementDrafts = ({ vault }: { vault: Vault }): AgreementDrafts => ({
  async prepareDraft(db, { applicationId, terms, workerId, employerId, now }) {
    const { worker, employer } = await findParties(db, workerId, employerId)
    const open = (sealed: string | null | undefined, table: string, column: string, row: string): string => {
      if (!sealed) throw new Error(`an agreement needs ${table}.${column}, which is empty`)
      return vault.open(sealed, { table, column, row })
    }
    const workerIdNumber = open(worker?.idNumberSealed, 'people', 'id_number_sealed', workerId)
    const employerIdentity = (): EmployerIdentity => {
      if (employer?.kind === 'business') {
        if (!employer.creditCode) throw new Error('a business has no credit code')
        return {
          kind: 'business',
          name: employer.name,
          creditCode: employer.creditCode,
          responsible: open(employer.contactNameSealed, 'employers', 'contact_name_sealed', employerId),
        }
      }
      return {
        kind: 'household',
        name: open(employer?.nameSealed, 'people', 'name_sealed', employerId),
        idNumber: open(employer?.idNumberSealed, 'people', 'id_number_sealed', employerId),
      }
    }
    const agreementId = uuidv7()
    const { kind } = agreementKind(terms, isPastRetirementAge(workerIdNumber, now))
    const text = agreementText({
      agreementId,
      kind,
      terms,
      worker: { name: open(worker?.nameSealed, 'people', 'name_sealed', workerId), idNumber: workerIdNumber },
      employer: employerIdentity(),
      draftedAt: now,
    })
    return {
      agreementId,
      applicationId,
      kind,
      templateVersion,
      terms,
      textSealed: vault.seal(text, textPlace(agreementId)),
      textHash: sm3(text),
      createdAt: now,
    }
  },

  draft: insertDraft,
})
