import type { Terms } from '@market/shared/apply/apply.contract'
import { agreementText, type EmployerIdentity } from '@market/shared/sign/agreement-text'
import { agreementKind, noOtherWork, otherWorkOf, type OtherWork } from '@market/shared/sign/kind.rules'
import type { AgreementKind } from '@market/shared/sign/kinds'
import { isPastRetirementAge } from '@market/shared/sign/retirement.rules'
import { uuidv7 } from 'uuidv7'
import type { Db, Tx } from '../../store/store'
import type { Vault } from '../../store/vault'
import { findAgreedWork, findParties, insertDraft } from './sign.queries'
import type { TemplatesService } from './templates.service'
import { sm3 } from '../../crypto/sm2'

/** Who is about to agree to what. */
export interface DraftInput {
  applicationId: string
  /** The terms as frozen with the application. */
  terms: Terms
  workerId: string
  employerId: string
  /** The wording in force in its province is the agreement's. */
  marketId: string
  /** UTC ms; the day the agreement is dated. */
  now: number
}

/** What an agreement says, of which kind it is and why. */
export interface Wording {
  kind: AgreementKind
  kindReason: string
  templateVersion: string
  text: string
  textHash: string
}

/** An agreement ready to be inserted: text written, sealed and hashed, because none of that may happen inside a write. */
export interface PreparedDraft extends Omit<Wording, 'text'> {
  agreementId: string
  applicationId: string
  terms: Terms
  textSealed: string
  createdAt: number
}

/** What *apply* asks of *sign*: an application and its draft agreement come into being in the same write. */
export interface AgreementDrafts {
  /** Reads both parties' names and writes the agreement's text. Before the write: it opens and seals personal data. */
  prepareDraft(db: Db, input: DraftInput): Promise<PreparedDraft>
  /** Inserts the draft, in the transaction that inserts its application or starts it anew; an unsealed one is replaced. */
  draft(tx: Tx, prepared: PreparedDraft): Promise<void>
  /** The text these facts make at `now` under the wording in force, dated as it was drafted. */
  word(db: Db, input: DraftInput, agreementId: string, draftedAt: number): Promise<Wording>
  /** Seals a text to its agreement's row. */
  seal(wording: Wording, agreementId: string): Omit<Wording, 'text'> & { textSealed: string }
  /** Whether part-time employment is still what the law makes of this work, by what is agreed besides it at this moment. */
  isStillPartTime(db: Db, input: Pick<DraftInput, 'applicationId' | 'terms' | 'workerId' | 'employerId'>): Promise<boolean>
}

/** Where an agreement's text is sealed to. */
export const textPlace = (agreementId: string) => ({ table: 'agreements', column: 'text_sealed', row: agreementId })

/** @throws Error (from prepareDraft) when a party has no verified name and number; registration makes sure of both */
export const agreementDrafts = ({ vault, templates }: { vault: Vault; templates: Pick<TemplatesService, 'inForceAt'> }): AgreementDrafts => {
  const otherWork = async (db: Db, { applicationId, terms, workerId, employerId }: Pick<DraftInput, 'applicationId' | 'terms' | 'workerId' | 'employerId'>): Promise<OtherWork> =>
    terms.employerKind === 'household' ? noOtherWork : otherWorkOf(await findAgreedWork(db, { workerId, employerId, exceptApplicationId: applicationId, around: terms.startsAt }), terms.startsAt)

  const word: AgreementDrafts['word'] = async (db, input, agreementId, draftedAt) => {
    const { terms, workerId, employerId, marketId, now } = input
    const { worker, employer, licence } = await findParties(db, workerId, employerId)
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
          legalRepresentative: licence === null ? null : open(licence.sealed, 'licences', 'legal_representative_sealed', licence.id),
        }
      }
      return {
        kind: 'household',
        name: open(employer?.nameSealed, 'people', 'name_sealed', employerId),
        idNumber: open(employer?.idNumberSealed, 'people', 'id_number_sealed', employerId),
      }
    }
    const { kind, reason } = agreementKind(terms, { pastRetirementAge: isPastRetirementAge(workerIdNumber, now), otherWork: await otherWork(db, input) })
    const { name: templateVersion, forms } = await templates.inForceAt(db, marketId, now)
    const names = { worker: { name: open(worker?.nameSealed, 'people', 'name_sealed', workerId), idNumber: workerIdNumber }, employer: employerIdentity() }
    const text = agreementText({ agreementId, kind, reason, terms, draftedAt, ...names }, forms[kind], templateVersion)
    return { kind, kindReason: reason, templateVersion, text, textHash: sm3(text) }
  }

  const seal: AgreementDrafts['seal'] = ({ text, ...wording }, agreementId) => ({ ...wording, textSealed: vault.seal(text, textPlace(agreementId)) })

  return {
    word,
    seal,
    async prepareDraft(db, input) {
      const agreementId = uuidv7()
      const { applicationId, terms, now } = input
      return { agreementId, applicationId, terms, createdAt: now, ...seal(await word(db, input, agreementId, now), agreementId) }
    },
    draft: insertDraft,
    async isStillPartTime(db, input) {
      return agreementKind(input.terms, { pastRetirementAge: false, otherWork: await otherWork(db, input) }).kind === 'part_time'
    },
  }
}
