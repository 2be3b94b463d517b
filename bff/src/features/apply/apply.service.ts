import type { Application, ApplyWishes } from '@market/shared/apply/apply.contract'
import { maySwap, overlaps, reasonProblems } from '@market/shared/apply/apply.rules'
import { AppError, refuseProblems } from '@market/shared/errors'
import { keptText } from '@market/shared/jobs/jobs.rules'
import { mayMove, type ApplicationState, type Move } from '@market/shared/journey'
import { marketDay } from '@market/shared/words/time'
import type { Command } from '../../http/command'
import type { Db, Store, Tx } from '../../store/store'
import type { Vault } from '../../store/vault'
import type { JobsService } from '../jobs/jobs.service'
import type { HeldLicences } from '../identity/held-licences'
import type { MatchService } from '../match/match.service'
import type { AgreementDrafts } from '../sign/agreement-drafts'
import { applicationsOfJob } from './applications-of-job'
import { applicationsOfWorker, applicationsToMove, busyHours, findFacts, moveState, moveStates, type ApplicationFacts, type MoveChanges, type Moved } from './apply.queries'
import { heldPlaces } from './held-places'
import { hoursOver } from './hours-over'
import { holdJobs } from './places.queries'
import { showing } from './showing'
import { takingPlaces } from './taking-places'
import { turnstile } from './turnstile'
import { waitingList } from './waiting-list'

export type { ApplicationFacts } from './apply.queries'
export type { PreparedPlace } from './taking-places'

export type Party = 'worker' | 'employer'

/** Longest list that is sent at once. */
const mostOfWorker = 100

/** Applications to one job that this process works on at once. */
const mostAtOneJob = 4

/** Moves after which the place is somebody else's. */
type Releasing = 'withdraw' | 'decline' | 'cancel' | 'take_down' | 'lapse'

export type ApplyService = ReturnType<typeof applyService>

type Parts = {
  store: Store
  vault: Vault
  jobs: Pick<JobsService, 'cards' | 'assertEmployer' | 'knows'>
  match: Pick<MatchService, 'queueOrder' | 'barOf' | 'ableAmong'>
  licences: Pick<HeldLicences, 'assertLicensed'>
  drafts: AgreementDrafts
}

/** Applications: making them, showing them, and the one way of moving them along the journey. */
export const applyService = ({ store, vault, jobs, match, licences, drafts }: Parts) => {
  const atTheDoor = turnstile(mostAtOneJob)
  const waiting = waitingList({ store, jobs, match })
  const { view, viewAll } = showing({ vault, jobs })

  /**
   * Moves an application along the journey. The one guarded state change that *sign*, *arrive* and *settle* use too:
   * whether the move is legal is decided by the statement, so of two at once one is refused. Who may make the move is asked
   * first, with `partyOf`. Moves that give a place back are this feature's own: there the queue is served.
   * @param now UTC ms
   * @returns the new state
   * @throws AppError step_not_allowed
   */
  const move = async (tx: Tx, applicationId: string, step: Exclude<Move, Releasing>, now: number, changes: MoveChanges = {}): Promise<ApplicationState> =>
    (await moved(tx, applicationId, step, now, changes)).state

  const moved = async (tx: Tx, applicationId: string, step: Move, now: number, changes: MoveChanges = {}): Promise<Moved> => {
    const done = await moveState(tx, applicationId, step, now, changes)
    if (done === null) throw new AppError('step_not_allowed')
    return done
  }

  /** Who and what an application is about, or null when there is none. Not for showing: no side has been asked. */
  const factsOf = (db: Db, applicationId: string): Promise<ApplicationFacts | null> => findFacts(db, applicationId)

  /**
   * The facts of an application together with the side this person is on. Somebody else's looks as if it did not exist.
   * @throws AppError not_found
   */
  const factsFor = async (db: Db, applicationId: string, personId: string): Promise<ApplicationFacts & { party: Party }> => {
    const facts = await findFacts(db, applicationId)
    if (facts?.workerId === personId) return { ...facts, party: 'worker' }
    if (facts?.employerId === personId) return { ...facts, party: 'employer' }
    throw new AppError('not_found')
  }

  /** @throws AppError not_found for everybody but its two sides */
  const partyOf = async (db: Db, applicationId: string, personId: string): Promise<Party> => (await factsFor(db, applicationId, personId)).party

  /** Steps back from a place or out of the queue. A place given back is offered to the next in the same write. */
  const stepBack = async ({ caller, now, write }: Command, applicationId: string, step: 'withdraw' | 'decline' | 'cancel', reason: string | null) => {
    const { able, ...facts } = await store.read(async (db) => {
      const known = await factsFor(db, applicationId, caller.personId)
      return { ...known, able: await waiting.ableWaiting(db, known.jobId, now) }
    })
    // For the other side this action does not exist on this application.
    if (!mayMove(facts.party, step)) throw new AppError('not_found')
    if (reason !== null) refuseProblems(reasonProblems(reason))
    const { jobId, workerId, employerId, marketId, party } = facts
    return write(async (tx) => {
      await holdJobs(tx, [jobId])
      const { released } = await moved(tx, applicationId, step, now, reason === null ? {} : { endedReason: keptText(reason) })
      const about = { subjectId: applicationId, marketId, at: now }
      const data = { jobId, workerId, employerId }
      if (step === 'withdraw') await tx.append({ kind: 'application.withdrawn', ...about, data: { ...data, released } })
      else if (step === 'decline') await tx.append({ kind: 'application.declined', ...about, data: { ...data, released } })
      else await tx.append({ kind: 'application.cancelled', ...about, data: { ...data, by: party } })
      if (released) await waiting.serve(tx, jobId, now, able)
      return view(tx, applicationId, caller.personId, now)
    })
  }

  /** The application somebody would give up for another one. @throws AppError not_found, swap_signed */
  const toReplace = async (db: Db, applicationId: string | undefined, workerId: string): Promise<ApplicationFacts | null> => {
    if (applicationId === undefined) return null
    const facts = await factsFor(db, applicationId, workerId)
    if (facts.party !== 'worker') throw new AppError('not_found')
    if (!maySwap(facts.state)) throw new AppError('swap_signed')
    return facts
  }

  /** Gives the replaced application up within this write; its job is held. */
  const giveUp = async (tx: Tx, { id, jobId, workerId, employerId, marketId }: ApplicationFacts, now: number): Promise<void> => {
    const done = await moveState(tx, id, 'withdraw', now)
    if (done === null) throw new AppError('swap_signed')
    await tx.append({ kind: 'application.withdrawn', subjectId: id, marketId, at: now, data: { jobId, workerId, employerId, released: done.released } })
    await waiting.serve(tx, jobId, now)
  }

  /** Makes the worker's acts wait for each other, and sees that these hours are free. @throws AppError time_overlap */
  const assertFree = async (tx: Tx, workerId: string, jobId: string, hours: { startsAt: number; endsAt: number }) => {
    const busy = await busyHours(tx, workerId, jobId)
    if (busy.some((promised) => overlaps(promised, hours))) throw new AppError('time_overlap')
  }

  const taking = takingPlaces({ store, jobs, match, licences, drafts, waiting, view, toReplace, giveUp, assertFree })
  const held = heldPlaces({ store, drafts, match, licences, waiting, factsFor, view, toReplace, giveUp, assertFree })

  return {
    chores: [waiting.chore, hoursOver({ store })],
    offer: waiting.offer,
    followPosting: waiting.followPosting,
    view,
    move,

    /** `move` for many applications of one job in one statement. @returns how many it was legal for */
    moveAll: (tx: Tx, applicationIds: readonly string[], step: Exclude<Move, Releasing>, now: number): Promise<number> => moveStates(tx, applicationIds, step, now),
    factsOf,
    factsFor,
    partyOf,

    /**
     * One tap on 报名: takes a place, freezes the terms and drafts the agreement, all in one write. Where the employer chooses,
     * or the job is full and the worker would wait, it is a place in the queue.
     * @throws AppError not_found, own_job, adults_only, minor_hours, past_retirement, licence_needed, already_applied, job_not_open, job_full, queue_full, known_workers_first, time_overlap, swap_signed, too_many_tries
     */
    apply: (command: Command, jobId: string, wishes: ApplyWishes = {}): Promise<Application> => atTheDoor(jobId, () => taking.applyNow(command, jobId, wishes)),

    /**
     * The worker takes the place that is held for them, under the terms of the version they saw.
     * @throws AppError not_found, step_not_allowed, offer_over, terms_changed, job_not_open, adults_only, minor_hours, past_retirement, licence_needed, time_overlap, swap_signed
     */
    accept: held.accept,

    /** The employer who chooses holds a place for one of those who wait. @throws AppError not_found, step_not_allowed, cannot_take_trade, job_full, job_not_open */
    choose: held.choose,

    prepareIn: taking.prepareIn,
    takeIn: taking.takeIn,

    /**
     * The first thing of a write that takes or gives back places of several jobs: holds them all, in one order.
     */
    holdIn: holdJobs,

    /**
     * Gives back what this worker has not signed with both, within a write that holds its job; the next who waits is asked.
     * False when it is not theirs to give back any more.
     */
    async giveBackIn(tx: Tx, applicationId: string, now: number): Promise<boolean> {
      const facts = await findFacts(tx, applicationId)
      const done = facts === null ? null : await moveState(tx, applicationId, 'withdraw', now)
      if (facts === null || done === null) return false
      const { jobId, workerId, employerId, marketId } = facts
      await tx.append({ kind: 'application.withdrawn', subjectId: applicationId, marketId, at: now, data: { jobId, workerId, employerId, released: done.released } })
      if (done.released) await waiting.serve(tx, jobId, now)
      return true
    },

    /** Before both have signed the worker may step back without a reason. @throws AppError not_found, step_not_allowed */
    withdraw: (command: Command, applicationId: string) => stepBack(command, applicationId, 'withdraw', null),

    /** Before both have signed the employer may decline. @throws AppError not_found, step_not_allowed, invalid_fields */
    decline: (command: Command, applicationId: string, reason: string) => stepBack(command, applicationId, 'decline', reason),

    /** After both have signed and before arrival, by either side. @throws AppError not_found, step_not_allowed, invalid_fields */
    cancel: (command: Command, applicationId: string, reason: string) => stepBack(command, applicationId, 'cancel', reason),

    /** Frees everybody who has not begun at a job that was taken down, within that write; each is told. */
    async freeAll(tx: Tx, jobId: string, reason: string, now: number): Promise<void> {
      for (const { id, workerId } of await applicationsToMove(tx, jobId, 'take_down')) {
        // Whoever stepped back in the same moment is free already.
        // The posting is held by this write already, and not open any more: nobody is next.
        if ((await moveState(tx, id, 'take_down', now, { endedReason: reason })) === null) continue
        const facts = await findFacts(tx, id)
        if (facts === null) continue
        await tx.append({
          kind: 'application.cancelled', subjectId: id, marketId: facts.marketId, at: now,
          data: { jobId, workerId, employerId: facts.employerId, by: 'staff' },
        })
      }
    },

    /** The worker's own applications, newest first. */
    mine: (workerId: string, now: number): Promise<Application[]> =>
      store.read(async (db) => viewAll(db, await applicationsOfWorker(db, workerId, marketDay(now), mostOfWorker), workerId, now)),

    /**
     * Who applied to the employer's own job, first come first; those who wait for the employer to choose, by the published
     * score. @throws AppError not_found for another's job
     */
    ofJob: applicationsOfJob({ store, jobs, match, viewAll }),

    /** One application, for its two sides. @throws AppError not_found */
    get: (personId: string, applicationId: string, now: number): Promise<Application> =>
      store.read(async (db) => {
        await partyOf(db, applicationId, personId)
        return view(db, applicationId, personId, now)
      }),
  }
}
