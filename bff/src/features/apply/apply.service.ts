import type { Application, ApplyWishes, Fit } from '@market/shared/apply/apply.contract'
import { maySwap, mostComebacks, overlaps, reasonProblems } from '@market/shared/apply/apply.rules'
import { AppError, refuseProblems } from '@market/shared/errors'
import { isForKnownOnly } from '@market/shared/jobs/hiring.rules'
import { keptText, stateAt } from '@market/shared/jobs/jobs.rules'
import { mayApplyAgain, mayMove, type ApplicationState, type Move } from '@market/shared/journey'
import { isConfirmed } from '@market/shared/supervision/points.rules'
import { isAdultsOnly, type Hiring } from '@market/shared/words/lists'
import { clockTime, marketDay } from '@market/shared/words/time'
import { uuidv7 } from 'uuidv7'
import type { Command } from '../../http/command'
import type { Db, Store, Tx } from '../../store/store'
import type { Vault } from '../../store/vault'
import type { JobsService } from '../jobs/jobs.service'
import type { MatchService } from '../match/match.service'
import type { AgreementDrafts, PreparedDraft } from '../sign/agreement-drafts'
import { applicationView } from './application-view'
import { applicationsOfJob } from './applications-of-job'
import {
  applicationsOfWorker, applicationsToMove, busyHours, findApplication, findCandidates, findFacts, findJobToApplyTo,
  findOwnApplication, moveState, queuesOf, queueWorker,
  type ApplicationFacts, type ApplicationRow, type MoveChanges, type Moved,
} from './apply.queries'
import { enter, holdJobs, holdQueue, takePlace, type NewApplication } from './places.queries'
import { heldPlaces } from './held-places'
import { turnstile } from './turnstile'
import { termsOf, waitingList } from './waiting-list'

export type { ApplicationFacts } from './apply.queries'

export type Party = 'worker' | 'employer'

/** Longest list that is sent at once. */
const mostOfWorker = 100

/** Applications to one job that this process works on at once. */
const mostAtOneJob = 4

/** How often a tap is tried when the job changes under its hands. */
const mostAttempts = 8

/** The job is not as it was read; how it is, is asked after the write has let go of everything. */
class ChangedMeanwhile extends Error {}

/** `straight`: nobody waits; `behind`: those who wait are asked first; `queue`: waits for a place. */
type Way = 'straight' | 'behind' | 'queue'
type Prepared = { application: NewApplication; draft: PreparedDraft | null; employerId: string; marketId: string; hiring: Hiring; way: Way; adults: ReadonlySet<string>; replaced: ApplicationFacts | null }

/** A place that is about to be taken. */
export type PreparedPlace = Prepared

/** Moves after which the place is somebody else's. */
type Releasing = 'withdraw' | 'decline' | 'cancel' | 'take_down' | 'lapse'

export type ApplyService = ReturnType<typeof applyService>

type Parts = {
  store: Store
  vault: Vault
  jobs: Pick<JobsService, 'cards' | 'assertEmployer' | 'knows'>
  match: Pick<MatchService, 'queueOrder' | 'adultsAmong'>
  drafts: AgreementDrafts
}

/** Applications: making them, showing them, and the one way of moving them along the journey. */
export const applyService = ({ store, vault, jobs, match, drafts }: Parts) => {
  const atTheDoor = turnstile(mostAtOneJob)
  const waiting = waitingList({ store, jobs, match })

  const viewAll = async (db: Db, rows: readonly ApplicationRow[], viewerId: string, now: number, fits: ReadonlyMap<string, Fit> = new Map()): Promise<Application[]> => {
    const cards = await jobs.cards(db, rows.map(({ application }) => application.jobId), { now })
    const queues = await queuesOf(db, [...new Set(rows.flatMap(({ application: { state, jobId } }) => (state === 'queued' ? [jobId] : [])))])
    const chosenFrom = rows.filter(({ application: { state }, job }) => job.employerId === viewerId && (state === 'queued' || state === 'offered'))
    const candidates = await findCandidates(db, chosenFrom.map(({ application }) => application.workerId), viewerId)
    return rows.map((row) => applicationView(row, { cards, queues, candidates, fits, vault, viewerId }))
  }

  /**
   * One application as this viewer may see it: for its worker, its employer, or staff who have been let in by their own
   * feature. To be called with a tx inside a write, so that the reply shows what was just written.
   * @param now UTC ms; decides the day whose queue number is shown
   * @throws AppError not_found
   */
  const view = async (db: Db, applicationId: string, viewerId: string, now: number): Promise<Application> => {
    const row = await findApplication(db, applicationId, marketDay(now))
    const [shown] = row === null ? [] : await viewAll(db, [row], viewerId, now)
    if (shown === undefined) throw new AppError('not_found')
    return shown
  }

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
    const { adults, ...facts } = await store.read(async (db) => {
      const known = await factsFor(db, applicationId, caller.personId)
      return { ...known, adults: await waiting.adultsWaiting(db, known.jobId, now) }
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
      if (released) await waiting.serve(tx, jobId, now, adults)
      return view(tx, applicationId, caller.personId, now)
    })
  }

  /** What an application to this job starts from. Who really gets a place is decided by the write. */
  const lookAt = async (db: Db, jobId: string, workerId: string, now: number, wishes: ApplyWishes) => {
    const found = await findJobToApplyTo(db, jobId)
    if (found === null) throw new AppError('not_found')
    const { job } = found
    if (job.employerId === workerId) throw new AppError('own_job')
    // Whoever has the job's link finds no way round what matching keeps to.
    if (isAdultsOnly(job.trade) && !(await match.adultsAmong(db, [workerId], now)).has(workerId)) throw new AppError('adults_only')
    const earlier = await findOwnApplication(db, jobId, workerId)
    if (earlier !== null && !mayApplyAgain(earlier.state)) throw new AppError('already_applied')
    if (stateAt(job, now) !== 'open' || !isConfirmed(job.confirmedUntil, now)) throw new AppError('job_not_open')
    if (earlier !== null && earlier.comebacks >= mostComebacks) throw new AppError('too_many_tries')
    if (isForKnownOnly(job, now) && !(await jobs.knows(db, job.employerId, workerId))) {
      throw new AppError('known_workers_first', { fields: [{ field: 'publicFrom', message: `${clockTime(job.publicFrom ?? now)} 起谁都能报` }] })
    }
    const full = job.filled >= job.headcount
    if (full && job.hiring !== 'employer_chooses' && wishes.ifFull !== 'queue') throw new AppError('job_full')
    const way = async (): Promise<Way> => {
      if (full || job.hiring === 'employer_chooses') return 'queue'
      return (await queuesOf(db, [jobId])).has(jobId) ? 'behind' : 'straight'
    }
    return { found, earlier, way: await way() }
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

  /** Job, worker, application: everything that takes or gives places locks in this order. */
  const insert = async (tx: Tx, { application, draft, employerId, marketId, hiring, way, adults, replaced }: Prepared): Promise<Application> => {
    const { id, jobId, workerId, terms, now } = application
    if (replaced !== null) await holdJobs(tx, [jobId, replaced.jobId])
    if (way === 'queue' && !(await holdQueue(tx, jobId, terms.jobVersion, now))) throw new ChangedMeanwhile()
    if (way === 'behind') {
      await holdJobs(tx, [jobId])
      await waiting.serve(tx, jobId, now, adults)
    }
    // First of all where nobody waits, so that those who come too late hold nothing.
    if (way !== 'queue' && !(await takePlace(tx, jobId, terms.jobVersion, now, way === 'straight' ? 'nobody' : 'served'))) throw new ChangedMeanwhile()
    await queueWorker(tx, workerId)
    const entered = await enter(tx, application, { state: draft === null ? 'queued' : 'applied' })
    if (entered === null) throw new AppError('already_applied')
    if (entered !== id) throw new ChangedMeanwhile()
    if (replaced !== null) await giveUp(tx, replaced, now)
    await assertFree(tx, workerId, jobId, terms)
    if (draft !== null) await drafts.draft(tx, draft)
    const about = { subjectId: id, marketId, at: now }
    const data = { jobId, workerId, employerId }
    if (draft === null) await tx.append({ kind: 'application.queued', ...about, data: { ...data, hiring } })
    else await tx.append({ kind: 'application.applied', ...about, data })
    return view(tx, id, workerId, now)
  }

  /** Everything that is read and sealed before the write. */
  const prepareIn = async (db: Db, jobId: string, workerId: string, now: number, wishes: ApplyWishes): Promise<Prepared> => {
    const { found, earlier, way } = await lookAt(db, jobId, workerId, now, wishes)
    const application = { id: earlier?.id ?? uuidv7(), jobId, workerId, terms: termsOf(found), now }
    const { employerId, marketId, hiring } = found.job
    const adults = way === 'behind' ? await waiting.adultsWaiting(db, jobId, now) : new Set<string>()
    const prepared = { application, employerId, marketId, hiring, way, adults }
    // Nobody gives up a place for the hope of one.
    if (way === 'queue') return { ...prepared, draft: null, replaced: null }
    const replaced = await toReplace(db, wishes.insteadOf, workerId)
    const draft = await drafts.prepareDraft(db, { applicationId: application.id, terms: application.terms, workerId, employerId, now })
    return { ...prepared, draft, replaced }
  }

  const prepare = (jobId: string, workerId: string, now: number, wishes: ApplyWishes): Promise<Prepared> =>
    store.read((db) => prepareIn(db, jobId, workerId, now, wishes))

  const applyNow = async (command: Command, jobId: string, wishes: ApplyWishes): Promise<Application> => {
    const { caller: { personId: workerId }, now } = command
    for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
      let prepared = await prepare(jobId, workerId, now, wishes)
      if (prepared.way === 'behind') {
        // In a write of its own: it stands, whatever becomes of whoever came by.
        await waiting.catchUp(jobId, now)
        prepared = await prepare(jobId, workerId, now, wishes)
      }
      try {
        return await command.write((tx) => insert(tx, prepared))
      } catch (error) {
        if (!(error instanceof ChangedMeanwhile)) throw error
      }
    }
    // The job changes faster than it can be read. To be tapped again.
    throw new AppError('service_busy')
  }

  const held = heldPlaces({ store, drafts, match, waiting, factsFor, view, toReplace, giveUp, assertFree })

  return {
    chore: waiting.chore,
    offer: waiting.offer,
    followPosting: waiting.followPosting,
    view,
    move,
    factsOf,
    factsFor,
    partyOf,

    /**
     * One tap on 报名: takes a place, freezes the terms and drafts the agreement, all in one write. Where the employer chooses,
     * or the job is full and the worker would wait, it is a place in the queue.
     * @throws AppError not_found, own_job, adults_only, already_applied, job_not_open, job_full, known_workers_first, time_overlap, swap_signed, too_many_tries
     */
    apply: (command: Command, jobId: string, wishes: ApplyWishes = {}): Promise<Application> => atTheDoor(jobId, () => applyNow(command, jobId, wishes)),

    /**
     * The worker takes the place that is held for them, under the terms of the version they saw.
     * @throws AppError not_found, step_not_allowed, offer_over, terms_changed, job_not_open, adults_only, time_overlap, swap_signed
     */
    accept: held.accept,

    /** The employer who chooses holds a place for one of those who wait. @throws AppError not_found, step_not_allowed, cannot_take_trade, job_full, job_not_open */
    choose: held.choose,

    /**
     * What taking a place starts from, for a feature that takes it within a write of its own (`takeIn`). A place that is not
     * there at once is none: those who wait are asked first, and where the employer chooses nobody has one.
     * @throws AppError as `apply`
     */
    async prepareIn(db: Db, jobId: string, workerId: string, now: number): Promise<PreparedPlace> {
      const prepared = await prepareIn(db, jobId, workerId, now, {})
      if (prepared.way !== 'straight') throw new AppError('job_full')
      return prepared
    },

    /**
     * The first thing of a write that takes or gives back places of several jobs: holds them all, in one order.
     */
    holdIn: holdJobs,

    /** Takes the place that was prepared, within that write. @throws AppError job_full, already_applied, time_overlap */
    async takeIn(tx: Tx, prepared: PreparedPlace): Promise<Application> {
      try {
        return await insert(tx, prepared)
      } catch (error) {
        if (error instanceof ChangedMeanwhile) throw new AppError('job_full')
        throw error
      }
    },

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
