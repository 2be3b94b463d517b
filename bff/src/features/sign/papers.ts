import type { FileAnswer } from '@market/shared/endpoint'
import { AppError } from '@market/shared/errors'
import { marketDay } from '@market/shared/words/time'
import type { Db, Store } from '../../store/store'
import type { Vault } from '../../store/vault'
import type { EvidenceService } from '../evidence/evidence.service'
import { agreementsOfParty, findAgreement, type AgreementRow } from './sign.queries'
import { findPaper } from './sealing.queries'

export const paperPlace = (agreementId: string) => ({ table: 'agreement_papers', column: 'content_sealed', row: agreementId })

const isParty = (row: AgreementRow | null, personId: string): boolean => row !== null && (row.workerId === personId || row.employerId === personId)

export type AgreementPapers = ReturnType<typeof agreementPapers>

/** The signed papers, for whoever may have them: the two parties at any time, and the desk that prints a copy. */
export const agreementPapers = ({ store, vault, evidence }: { store: Store; vault: Vault; evidence: Pick<EvidenceService, 'proofParts' | 'writeProof'> }) => {
  /** @throws AppError paper_not_ready, paper_erased */
  const open = async (db: Db, { agreement }: AgreementRow): Promise<{ name: string; content: Buffer }> => {
    if (agreement.erasedAt !== null) throw new AppError('paper_erased')
    const paper = await findPaper(db, agreement.id)
    if (paper === null) throw new AppError('paper_not_ready')
    return {
      name: `用工协议-${marketDay(agreement.terms.startsAt)}-${agreement.id.slice(-8)}`,
      content: Buffer.from(vault.open(paper.contentSealed, paperPlace(agreement.id)), 'base64'),
    }
  }

  /** @throws AppError not_found for strangers */
  const ofParty = async (db: Db, personId: string, agreementId: string): Promise<AgreementRow> => {
    const row = await findAgreement(db, agreementId)
    if (row === null || !isParty(row, personId)) throw new AppError('not_found')
    return row
  }

  return {
    /** For one of its parties, on their phone or printed by the desk while they stand there. @throws AppError not_found, for strangers too; paper_not_ready, paper_erased */
    forParty: (personId: string, agreementId: string): Promise<FileAnswer> =>
      store.read(async (db) => {
        const { name, content } = await open(db, await ofParty(db, personId, agreementId))
        return { fileName: `${name}.pdf`, content }
      }),

    /**
     * The same with everything that makes it stand, in one file that `npm run verify-evidence` takes. Of the other side it holds what is
     * in the PDF, and nothing else that names them. @throws AppError not_found, paper_not_ready, proof_not_ready, paper_erased
     */
    async proofForParty(personId: string, agreementId: string, now: number): Promise<FileAnswer> {
      const { name, content, parts } = await store.read(async (db) => ({
        ...(await open(db, await ofParty(db, personId, agreementId))), parts: await evidence.proofParts(db, agreementId),
      }))
      if (parts === null) throw new AppError('proof_not_ready')
      return { fileName: `${name}.proof.json`, content: Buffer.from(evidence.writeProof(parts, content.toString('base64'), now)) }
    },

    /** Agreements of a worker or an employer that have a paper, newest first. */
    ofParty: agreementsOfParty,

    isOfParty: async (db: Db, personId: string, agreementId: string): Promise<boolean> => isParty(await findAgreement(db, agreementId), personId),
  }
}
