import type { Shown } from '@market/shared/desk/desk.contract'
import type { FileAnswer } from '@market/shared/endpoint'
import { AppError } from '@market/shared/errors'
import { minute } from '@market/shared/words/time'
import type { Caller } from '../../http/caller'
import type { Command } from '../../http/command'
import type { Store } from '../../store/store'
import type { AuditService } from '../audit/audit.service'
import type { AgreementPapers } from '../sign/papers'
import type { DeskCounter } from './desk-counter'
import { copyAskedFor } from './desk.queries'

/** Time to print it, and once more when the printer has no paper. */
const openFor = 15 * minute

type Parts = { store: Store; counter: DeskCounter; audit: Pick<AuditService, 'record'>; papers: AgreementPapers }

export type AgreementCopies = ReturnType<typeof agreementCopies>

/**
 * A copy on paper for whoever asks at the desk, free of charge. It names both sides in full, so staff get it only while its owner
 * stands there, and that they did stands in the audit.
 */
export const agreementCopies = ({ store, counter, audit, papers }: Parts) => ({
  /** @throws AppError invalid_fields, code_unknown, slip_revoked, own_case; not_found for a card of nobody here and for agreements of others */
  async ask(command: Command, shown: Shown, agreementId: string): Promise<{ agreementId: string; until: number }> {
    const { caller, now } = command
    const market = await counter.marketOf(caller)
    const brought = counter.broughtBy(shown, now)
    return command.write(async (tx) => {
      const personId = await counter.holderIn(tx, brought)
      if (personId === null || !(await papers.isOfParty(tx, personId, agreementId))) throw new AppError('not_found')
      if (personId === caller.personId) throw new AppError('own_case')
      await audit.record(tx, caller, now, {
        action: 'desk.copy_agreement', subjectKind: 'agreement', subjectId: agreementId, aboutPersonId: personId, scopePath: market.path, purpose: brought.by,
      })
      return { agreementId, until: now + openFor }
    })
  },

  /** @throws AppError not_found when it was not asked for, or too long ago; paper_not_ready, paper_erased */
  async paper(caller: Caller, agreementId: string, now: number): Promise<FileAnswer> {
    const personId = await store.read((db) => copyAskedFor(db, { actorId: caller.personId, agreementId, since: now - openFor }))
    if (personId === null) throw new AppError('not_found')
    return papers.forParty(personId, agreementId)
  },
})
