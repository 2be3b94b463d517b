import type { Shown, ShownCard } from '@market/shared/desk/desk.contract'
import { AppError } from '@market/shared/errors'
import type { Agreement } from '@market/shared/sign/sign.contract'
import type { Command } from '../../http/command'
import type { Store, Tx } from '../../store/store'
import type { AuditService } from '../audit/audit.service'
import type { SignService, Written } from '../sign/sign.service'
import type { DeskCounter } from './desk-counter'

type Parts = { store: Store; counter: DeskCounter; audit: Pick<AuditService, 'record'>; sign: Pick<SignService, 'openAtDesk' | 'signAtDesk'> }
type Signed = Written & { shown: ShownCard; agreementId: string; asked: boolean }

export type AgreementSigning = ReturnType<typeof agreementSigning>

/**
 * Signing at the desk, for workers to whom no message can be sent: they read and answer at the screen of a member of staff and write
 * their name there. That it was they is confirmed by sight of their ID card; who saw it is the witness, and stands in the signature,
 * in the sealed record and in the audit.
 */
export const agreementSigning = ({ store, counter, audit, sign }: Parts) => {
  /** @throws AppError own_case: nobody is their own witness; not_found for a card of nobody here */
  const served = async ({ caller, now }: Command, shown: Shown) => {
    const market = await counter.marketOf(caller)
    const brought = counter.broughtBy(shown, now)
    const workerId = await store.read((db) => counter.holderIn(db, brought))
    if (workerId === null) throw new AppError('not_found')
    if (workerId === caller.personId) throw new AppError('own_case')
    const note = (action: string, agreementId: string, purpose: string) => async (tx: Tx): Promise<void> => {
      // A card or a slip that was put right or revoked in this moment counts as it now stands.
      if ((await counter.holderIn(tx, brought)) !== workerId) throw new AppError('not_found')
      await audit.record(tx, caller, now, { action, subjectKind: 'agreement', subjectId: agreementId, aboutPersonId: workerId, scopePath: market.path, purpose })
    }
    return { workerId, brought, note, witness: { personId: caller.personId, marketId: market.marketId } }
  }

  return {
    /** Its text names both sides in full: shown while the worker stands there, and noted. @throws AppError see the endpoint */
    async open(command: Command, shown: Shown, agreementId: string): Promise<Agreement> {
      const { workerId, brought, note, witness } = await served(command, shown)
      const agreement = await sign.openAtDesk(workerId, agreementId, { ...witness, asked: true })
      return command.write(async (tx) => {
        await note('desk.open_agreement', agreementId, brought.by)(tx)
        return agreement
      })
    },

    /** @throws AppError see the endpoint */
    async sign(command: Command, { shown, agreementId, asked, textHash, understoodPayFen, strokes }: Signed): Promise<Agreement> {
      const { workerId, note, witness } = await served(command, shown)
      const noted = note('desk.sign_agreement', agreementId, asked ? 'asked_for_desk' : 'no_phone')
      return sign.signAtDesk(command, agreementId, { textHash, understoodPayFen, strokes }, { workerId, witness: { ...witness, asked }, note: noted })
    },
  }
}
