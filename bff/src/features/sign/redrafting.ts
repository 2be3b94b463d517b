import { AppError } from '@market/shared/errors'
import type { Store, Tx } from '../../store/store'
import type { AgreementDrafts } from './agreement-drafts'
import { holdWorker, replaceDraft, type AgreementRow } from './sign.queries'

export type Redrafting = ReturnType<typeof redrafting>

/**
 * Keeps what is signed the text that is right at that moment. Between reading and signing the wording may have changed, a name may
 * have been put right, somebody may have reached retirement age or promised the same employer more hours that week.
 *
 * As long as nobody has signed, such a draft is written anew and has to be read again. Once one side has put their name to a text it
 * is an offer: that very text stands, and the other takes it or leaves it. Whoever wants another one steps back and begins anew.
 */
export const redrafting = ({ store, drafts }: { store: Store; drafts: Pick<AgreementDrafts, 'word' | 'seal' | 'isStillPartTime'> }) => ({
  /**
   * Before the first signature is made: a draft that would be worded otherwise now is replaced, in a write of its own that stands.
   * @throws AppError agreement_changed when it was replaced, or somebody else changed it in that moment
   */
  async refuseOutdated({ agreement, workerId, employerId, marketId }: AgreementRow, now: number): Promise<void> {
    if (agreement.status !== 'draft') return
    const { id, applicationId, terms, createdAt } = agreement
    const input = { applicationId, terms, workerId, employerId, marketId, now }
    // Dated as the draft is: then only what matters can differ.
    const current = await store.read((db) => drafts.word(db, input, id, createdAt))
    if (current.textHash === agreement.textHash) return
    const anew = drafts.seal(await store.read((db) => drafts.word(db, input, id, now)), id)
    await store.write(async (tx) => {
      if (!(await replaceDraft(tx, { agreementId: id, was: agreement.textHash, ...anew, createdAt: now }))) return
      const { templateVersion } = anew
      await tx.append({ kind: 'agreement.rewritten', subjectId: id, marketId, at: now, data: { applicationId, workerId, employerId, templateVersion } })
    })
    throw new AppError('agreement_changed')
  },

  /**
   * The first thing of the write that keeps a first signature. Two part-time agreements signed at once would each not see the other's
   * hours: so those of one worker wait for each other, and the week is counted once more.
   * @throws AppError agreement_changed
   */
  async holdHours(tx: Tx, { agreement, workerId, employerId }: AgreementRow): Promise<void> {
    if (agreement.status !== 'draft' || agreement.kind !== 'part_time') return
    await holdWorker(tx, workerId)
    const { applicationId, terms } = agreement
    if (!(await drafts.isStillPartTime(tx, { applicationId, terms, workerId, employerId }))) throw new AppError('agreement_changed')
  },
})
