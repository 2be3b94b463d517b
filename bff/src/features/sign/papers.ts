import type { FileAnswer } from '@market/shared/endpoint'
import { AppError } from '@market/shared/errors'
import { marketDay } from '@market/shared/words/time'
import type { Db, Store } from '../../store/store'
import type { Vault } from '../../store/vault'
import { agreementsOfParty, findAgreement, type AgreementRow } from './sign.queries'
import { findPaper } from './sealing.queries'

export const paperPlace = (agreementId: string) => ({ table: 'agreement_papers', column: 'content_sealed', row: agreementId })

const isParty = (row: AgreementRow | null, personId: string): boolean => row !== null && (row.workerId === personId || row.employerId === personId)

export type AgreementPapers = ReturnType<typeof agreementPapers>

/** The signed papers, for whoever may have them: the two parties at any time, and the desk that prints a copy. */
export const agreementPapers = ({ store, vault }: { store: Store; vault: Vault }) => {
  /** @throws AppError paper_not_ready, paper_erased */
  const open = async (db: Db, { agreement }: AgreementRow): Promise<FileAnswer> => {
    if (agreement.erasedAt !== null) throw new AppError('paper_erased')
    const paper = await findPaper(db, agreement.id)
    if (paper === null) throw new AppError('paper_not_ready')
    return {
      fileName: `用工协议-${marketDay(agreement.terms.startsAt)}-${agreement.id.slice(-8)}.pdf`,
      content: Buffer.from(vault.open(paper.contentSealed, paperPlace(agreement.id)), 'base64'),
    }
  }

  return {
    /** For one of its parties, on their phone or printed by the desk while they stand there. @throws AppError not_found, for strangers too; paper_not_ready, paper_erased */
    forParty: (personId: string, agreementId: string): Promise<FileAnswer> =>
      store.read(async (db) => {
        const row = await findAgreement(db, agreementId)
        if (row === null || !isParty(row, personId)) throw new AppError('not_found')
        return open(db, row)
      }),

    /** Agreements of a worker or an employer that have a paper, newest first. */
    ofParty: agreementsOfParty,

    isOfParty: async (db: Db, personId: string, agreementId: string): Promise<boolean> => isParty(await findAgreement(db, agreementId), personId),
  }
}
