import type { Application } from '@market/shared/apply/apply.contract'
import { heldUntil } from '@market/shared/apply/apply.rules'
import { AppError } from '@market/shared/errors'
import { stateAt } from '@market/shared/jobs/jobs.rules'
import type { JobState } from '@market/shared/journey'
import type { Command } from '../../http/command'
import type { Db, Store, Tx } from '../../store/store'
import type { HeldLicences } from '../identity/held-licences'
import type { MatchService } from '../match/match.service'
import type { AgreementDrafts } from '../sign/agreement-drafts'
import { refuseBar } from './bars'
import { findFacts, findJobToApplyTo, findOwnApplication, queueWorker, type ApplicationFacts } from './apply.queries'
import type { Party } from './apply.service'
import { acceptOffer, holdJobs } from './places.queries'
import type { WaitingList } from './waiting-list'

type Parts = {
  store: Store
  drafts: AgreementDrafts
  match: Pick<MatchService, 'barOf'>
  licences: Pick<HeldLicences, 'assertLicensed'>
  waiting: Pick<WaitingList, 'offer'>
  factsFor(db: Db, applicationId: string, personId: string): Promise<ApplicationFacts & { party: Party }>
  view(db: Db, applicationId: string, viewerId: string, now: number): Promise<Application>
  toReplace(db: Db, applicationId: string | undefined, workerId: string): Promise<ApplicationFacts | null>
  giveUp(tx: Tx, application: ApplicationFacts, now: number): Promise<void>
  assertFree(tx: Tx, workerId: string, jobId: string, hours: { startsAt: number; endsAt: number }): Promise<void>
}

/** A place that is held for somebody: the worker takes it, the employer who chooses gives it. */
export const heldPlaces = ({ store, drafts, match, licences, waiting, factsFor, view, toReplace, giveUp, assertFree }: Parts) => {
  const accept = async (command: Command, applicationId: string, { jobVersion, insteadOf }: { jobVersion: number; insteadOf?: string | undefined }): Promise<Application> => {
    const { caller: { personId: workerId }, now, write } = command
    const { facts, terms, draft, replaced } = await store.read(async (db) => {
      const { party, ...known } = await factsFor(db, applicationId, workerId)
      if (party !== 'worker') throw new AppError('not_found')
      const found = await findJobToApplyTo(db, known.jobId)
      if (found === null) throw new AppError('not_found')
      refuseAnswer(known, { jobVersion, status: stateAt(found.job, now), now })
      // Trade and hours may have changed since they began to wait; the write takes these terms and no later ones.
      refuseBar(await match.barOf(db, workerId, known.terms, now), known.terms.trade)
      const draft = await drafts.prepareDraft(db, { applicationId, terms: known.terms, workerId, employerId: known.employerId, marketId: known.marketId, now })
      return { facts: known, terms: known.terms, draft, replaced: await toReplace(db, insteadOf, workerId) }
    })
    const { jobId, employerId, marketId } = facts
    return write(async (tx) => {
      if (replaced !== null) await holdJobs(tx, [replaced.jobId])
      await queueWorker(tx, workerId)
      await licences.assertLicensed(tx, workerId, terms)
      if (!(await acceptOffer(tx, { id: applicationId, workerId, terms, now }))) throw await whyNotAccepted(tx, applicationId, jobVersion, now)
      if (replaced !== null) await giveUp(tx, replaced, now)
      await assertFree(tx, workerId, jobId, terms)
      await drafts.draft(tx, draft)
      await tx.append({ kind: 'application.accepted', subjectId: applicationId, marketId, at: now, data: { jobId, workerId, employerId } })
      return view(tx, applicationId, workerId, now)
    })
  }

  /** Between the reading and the write something was faster: said as it would have been said before. */
  const whyNotAccepted = async (tx: Tx, applicationId: string, jobVersion: number, now: number): Promise<AppError> => {
    const facts = await findFacts(tx, applicationId)
    const found = facts === null ? null : await findJobToApplyTo(tx, facts.jobId)
    if (facts === null || found === null) return new AppError('not_found')
    refuseAnswer(facts, { jobVersion, status: stateAt(found.job, now), now })
    return new AppError('step_not_allowed')
  }

  const choose = async ({ caller: { personId: employerId }, now, write }: Command, applicationId: string): Promise<Application> => {
    const { jobId, workerId, startsAt, version } = await store.read(async (db) => {
      const facts = await factsFor(db, applicationId, employerId)
      if (facts.party !== 'employer') throw new AppError('not_found')
      const found = await findJobToApplyTo(db, facts.jobId)
      // Elsewhere the queue has an order, and nobody is taken out of it.
      if (facts.state !== 'queued' || found?.job.hiring !== 'employer_chooses') throw new AppError('step_not_allowed')
      if ((await match.barOf(db, facts.workerId, found.job, now)) !== null) throw new AppError('cannot_take_trade')
      return { ...facts, startsAt: found.job.startsAt, version: found.job.version }
    })
    return write(async (tx) => {
      await holdJobs(tx, [jobId])
      if ((await findOwnApplication(tx, jobId, workerId))?.state !== 'queued') throw new AppError('step_not_allowed')
      // Another trade or other hours than those that were asked about.
      if ((await findJobToApplyTo(tx, jobId))?.job.version !== version) throw new AppError('step_not_allowed')
      const offered = await waiting.offer(tx, { jobId, workerId, until: heldUntil(now, startsAt), by: 'employer', now })
      if (offered.applicationId === null) throw new AppError(offered.reason === 'no_place' ? 'job_full' : 'job_not_open')
      return view(tx, applicationId, employerId, now)
    })
  }

  return { accept, choose }
}

/** Why an offer cannot be taken any more, before anything is written. */
function refuseAnswer({ state, offerUntil, terms }: ApplicationFacts, { jobVersion, status, now }: { jobVersion: number; status: JobState; now: number }): void {
  if (state === 'lapsed') throw new AppError('offer_over')
  if (state !== 'offered') throw new AppError('step_not_allowed')
  if (offerUntil === null || offerUntil <= now) throw new AppError('offer_over')
  if (status !== 'open' && status !== 'closed') throw new AppError('job_not_open')
  if (terms.jobVersion !== jobVersion) throw new AppError('terms_changed')
}
