import type { Application } from '@market/shared/apply/apply.contract'
import { reasonProblems } from '@market/shared/apply/apply.rules'
import { AppError, refuseProblems } from '@market/shared/errors'
import { keptText } from '@market/shared/jobs/jobs.rules'
import { mayMove, nextState, type Move } from '@market/shared/journey'
import { proposalProblems, type Proposal } from '@market/shared/settle/settle.rules'
import type { SettleWay } from '@market/shared/words/lists'
import type { Command } from '../../http/command'
import type { Store, Tx } from '../../store/store'
import type { ApplicationFacts, ApplyService } from '../apply/apply.service'
import type { JobsService } from '../jobs/jobs.service'
import { agreeHours, noteSettlement, proposeHours } from './settle.queries'

type Parts = { store: Store; apply: Pick<ApplyService, 'move' | 'view' | 'factsFor'>; jobs: Pick<JobsService, 'get'> }

export type SettleService = ReturnType<typeof settleService>

/** Hours and pay, back and forth until both agree, and the money until it is in hand. The market never holds it. */
export const settleService = ({ store, apply, jobs }: Parts) => {
  /** @throws AppError not_found for strangers, and for the side whose step this is not */
  const factsFor = async ({ caller }: Command, applicationId: string, step: Move): Promise<ApplicationFacts> => {
    const facts = await store.read((db) => apply.factsFor(db, applicationId, caller.personId))
    if (!mayMove(facts.party, step)) throw new AppError('not_found')
    return facts
  }

  /** Moves the application first, because that decides; then what comes with it, in the same write. */
  const takeStep = ({ caller, now, write }: Command, facts: ApplicationFacts, step: Parameters<ApplyService['move']>[2], effect: (tx: Tx) => Promise<void>): Promise<Application> =>
    write(async (tx) => {
      await apply.move(tx, facts.id, step, now)
      await effect(tx)
      return apply.view(tx, facts.id, caller.personId, now)
    })

  const about = ({ now }: Command, { id, marketId }: ApplicationFacts) => ({ subjectId: id, marketId, at: now })
  const sides = ({ workerId, employerId }: ApplicationFacts) => ({ workerId, employerId })

  return {
    /** The employer states hours and pay, also anew after a dispute. @throws AppError not_found, step_not_allowed, invalid_fields */
    async propose(command: Command, applicationId: string, proposal: Proposal): Promise<Application> {
      const facts = await factsFor(command, applicationId, 'propose_hours')
      // A step that is not due is said before figures are criticised.
      if (nextState(facts.state, 'propose_hours') === null) throw new AppError('step_not_allowed')
      const { minimumHourlyFen } = await jobs.get(facts.jobId, command.caller.personId, { now: command.now })
      refuseProblems(proposalProblems(facts.terms, proposal, minimumHourlyFen))
      const { minutes, amountFen } = proposal
      return takeStep(command, facts, 'propose_hours', async (tx) => {
        const round = await proposeHours(tx, { applicationId, minutes, amountFen, note: keptText(proposal.note), now: command.now })
        await tx.append({ kind: 'hours.proposed', ...about(command, facts), data: { ...sides(facts), minutes, amountFen, round } })
      })
    },

    /** The worker agrees to what was on the screen. @throws AppError not_found, step_not_allowed, hours_changed */
    async agree(command: Command, applicationId: string, shown: { minutes: number; amountFen: number }): Promise<Application> {
      const facts = await factsFor(command, applicationId, 'agree_hours')
      return takeStep(command, facts, 'agree_hours', async (tx) => {
        if (!(await agreeHours(tx, applicationId, shown, command.now))) throw new AppError('hours_changed')
        const { minutes, amountFen } = shown
        await tx.append({ kind: 'hours.agreed', ...about(command, facts), data: { ...sides(facts), minutes, amountFen } })
      })
    },

    /** The worker says that hours or pay are wrong, and why. @throws AppError not_found, step_not_allowed, invalid_fields */
    async dispute(command: Command, applicationId: string, reason: string): Promise<Application> {
      const facts = await factsFor(command, applicationId, 'dispute_hours')
      refuseProblems(reasonProblems(reason))
      return takeStep(command, facts, 'dispute_hours', async (tx) => {
        const { round } = await noteSettlement(tx, applicationId, { disputedReason: keptText(reason) })
        await tx.append({ kind: 'hours.disputed', ...about(command, facts), data: { ...sides(facts), round } })
      })
    },

    /** The employer records that the agreed amount was paid, and how. @throws AppError not_found, step_not_allowed */
    async pay(command: Command, applicationId: string, how: SettleWay): Promise<Application> {
      const facts = await factsFor(command, applicationId, 'record_payment')
      return takeStep(command, facts, 'record_payment', async (tx) => {
        const { amountFen } = await noteSettlement(tx, applicationId, { paidAt: command.now, paidHow: how, disputedReason: null })
        await tx.append({ kind: 'payment.recorded', ...about(command, facts), data: { ...sides(facts), amountFen } })
      })
    },

    /** The worker has the money. @throws AppError not_found, step_not_allowed */
    async confirmPayment(command: Command, applicationId: string): Promise<Application> {
      const facts = await factsFor(command, applicationId, 'confirm_payment')
      return takeStep(command, facts, 'confirm_payment', async (tx) => {
        const { amountFen } = await noteSettlement(tx, applicationId, { receivedAt: command.now })
        await tx.append({ kind: 'payment.confirmed', ...about(command, facts), data: { ...sides(facts), amountFen } })
      })
    },

    /** The worker has not received the money. @throws AppError not_found, step_not_allowed, invalid_fields */
    async disputePayment(command: Command, applicationId: string, reason: string): Promise<Application> {
      const facts = await factsFor(command, applicationId, 'dispute_payment')
      refuseProblems(reasonProblems(reason))
      return takeStep(command, facts, 'dispute_payment', async (tx) => {
        const { amountFen } = await noteSettlement(tx, applicationId, { disputedReason: keptText(reason) })
        await tx.append({ kind: 'payment.disputed', ...about(command, facts), data: { ...sides(facts), amountFen } })
      })
    },
  }
}
