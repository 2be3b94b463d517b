import type { Application } from '@market/shared/apply/apply.contract'
import type { Shown } from '@market/shared/desk/desk.contract'
import { AppError } from '@market/shared/errors'
import type { Command } from '../../http/command'
import type { Store } from '../../store/store'
import type { ApplyService } from '../apply/apply.service'
import type { DeskCounter } from './desk-counter'

type Parts = { store: Store; counter: DeskCounter; apply: Pick<ApplyService, 'accept' | 'factsFor'> }
type Accepting = { shown: Shown; applicationId: string; jobVersion: number }

export type HeldOffers = ReturnType<typeof heldOffers>

/** A place that is held for somebody without a phone: they say yes at the desk, and staff tap it for them. */
export const heldOffers = ({ store, counter, apply }: Parts) => ({
  /** As the worker would, by the same rules and in the same write, with the audit in it. @throws AppError those of the endpoint */
  async accept(command: Command, { shown, applicationId, jobVersion }: Accepting): Promise<Application> {
    const { caller, now, write } = command
    const market = await counter.marketOf(caller)
    const brought = counter.broughtBy(shown, now)
    const workerId = await store.read((db) => counter.holderIn(db, brought))
    if (workerId === null) throw new AppError('not_found')
    const { marketId, employerId } = await store.read((db) => apply.factsFor(db, applicationId, workerId))
    if (marketId !== market.marketId) throw new AppError('not_found')
    // Staff who hire do not take places for others at their own job.
    if (employerId === caller.personId) throw new AppError('own_case')
    const asTheWorker: Command = {
      now,
      caller: { ...caller, personId: workerId, roles: ['worker'], grants: [] },
      write: (effect) => write(async (tx) => {
        if ((await counter.holderIn(tx, brought)) !== workerId) throw new AppError('not_found')
        await counter.noted(tx, command, market, workerId, 'desk.accept_offer', brought.by)
        return effect(tx)
      }),
    }
    return apply.accept(asTheWorker, applicationId, { jobVersion })
  },
})
