import type { Application, Terms } from '@market/shared/apply/apply.contract'
import { overlaps, reasonProblems } from '@market/shared/apply/apply.rules'
import { AppError, refuseProblems } from '@market/shared/errors'
import { keptText, stateAt } from '@market/shared/jobs/jobs.rules'
import { type ApplicationState, mayApplyAgain, mayMove, type Move } from '@market/shared/journey'
import { isConfirmed } from '@market/shared/supervision/points.rules'
import { marketDay } from '@market/shared/words/time'
import { uuidv7 } from 'uuidv7'
import type { Command } from '../../http/command'
import type { Db, Store, Tx } from '../../store/store'
import type { Vault } from '../../store/vault'
import type { JobsService } from '../jobs/jobs.service'
import type { AgreementDrafts, PreparedDraft } from '../sign/agreement-drafts'
import { applicationView } from './application-view'
import {
  applicationsOfWorker, applicationsToJob, applicationsToMove, busyHours, findApplication, findFacts, findJobToApplyTo, findOwnApplication,
  insertApplication, moveState, queueWorker, renewApplication, takenJobIds, takePlace,
  type ApplicationFacts, type ApplicationRow, type JobToApplyTo, type MoveChanges, type NewApplication,
} from './apply.queries'
import { turnstile } from './turnstile'

export type { ApplicationFacts } from './apply.queries'

export type Party = 'worker' | 'employer'

/** Longest lists that are sent at once. */
const mostOfWorker = 100
const mostOfJob = 1_000

/** Applications to one job that this process works on at once. */
const mostAtOneJob = 4

/** The place was not to be had; why, is asked after the write has let go of everything. */
class NoPlace extends Error {}

/** A place that is about to be taken. */
export type PreparedPlace = Prepared

type Prepared = { application: NewApplication; draft: PreparedDraft; employerId: string; marketId: string; again: boolean }

export type ApplyService = ReturnType<typeof applyService>

/** Applications: making them, showing them, and the one way of moving them along the journey. */
export const applyService = ({ store, vault, jobs, drafts }: { store: Store; vault: Vault; jobs: Pick<JobsService, 'cards' | 'assertEmployer'>; drafts: AgreementDrafts }) => {
  const atTheDoor = turnstile(mostAtOneJob)

  const viewAll = async (db: Db, rows: readonly ApplicationRow[], viewerId: string, now: number): Promise<Application[]> => {
    const cards = await jobs.cards(db, rows.map(({ application }) => application.jobId), { now })
    return rows.map((row) => applicationView(row, cards, vault, viewerId))
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
   * whether the move is legal is decided by the statement, so of two at once one is refused. A place that is given back is
   * free in the same write. Who may make the move is asked first, with `partyOf`.
   * @param now UTC ms
   * @returns the new state
   * @throws AppError step_not_allowed
   */
  const move = async (tx: Tx, applicationId: string, step: Move, now: number, changes: MoveChanges = {}): Promise<ApplicationState> => {
    const moved = await moveState(tx, applicationId, step, now, changes)
    if (moved === null) throw new AppError('step_not_allowed')
    return moved.state
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

  /** Steps back from a place: withdraw, decline or cancel, by one of the sides that may. */
  const stepBack = async ({ caller, now, write }: Command, applicationId: string, step: 'withdraw' | 'decline' | 'cancel', reason: string | null) => {
    const facts = await store.read((db) => factsFor(db, applicationId, caller.personId))
    // For the other side this action does not exist on this application.
    if (!mayMove(facts.party, step)) throw new AppError('not_found')
    if (reason !== null) refuseProblems(reasonProblems(reason))
    const { jobId, workerId, employerId, marketId, party } = facts
    return write(async (tx) => {
      await move(tx, applicationId, step, now, reason === null ? {} : { endedReason: keptText(reason) })
      const about = { subjectId: applicationId, marketId, at: now }
      const data = { jobId, workerId, employerId }
      if (step === 'withdraw') await tx.append({ kind: 'application.withdrawn', ...about, data })
      else if (step === 'decline') await tx.append({ kind: 'application.declined', ...about, data })
      else await tx.append({ kind: 'application.cancelled', ...about, data: { ...data, by: party } })
      return view(tx, applicationId, caller.personId, now)
    })
  }

  /** What an application to this job starts from. Who really gets a place is decided by the write. */
  const assertOpenTo = async (db: Db, jobId: string, workerId: string, now: number) => {
    const found = await findJobToApplyTo(db, jobId)
    if (found === null) throw new AppError('not_found')
    if (found.job.employerId === workerId) throw new AppError('own_job')
    const earlier = await findOwnApplication(db, jobId, workerId)
    if (earlier !== null && !mayApplyAgain(earlier.state)) throw new AppError('already_applied')
    if (stateAt(found.job, now) !== 'open' || !isConfirmed(found.job.confirmedUntil, now)) throw new AppError('job_not_open')
    if (found.job.filled >= found.job.headcount) throw new AppError('job_full')
    return { found, earlier }
  }

  const insert = async (tx: Tx, { application, draft, employerId, marketId, again }: Prepared): Promise<Application> => {
    const { id, jobId, workerId, terms, now } = application
    const take = async () => {
      if (!(await takePlace(tx, jobId, terms.jobVersion, now))) throw new NoPlace()
    }
    // First, so that those who come too late hold nothing. One who comes back locks application before job, as stepping
    // back does: in the other order the two would wait for each other.
    if (!again) await take()
    await queueWorker(tx, workerId)
    const added = again ? await renewApplication(tx, application) : await insertApplication(tx, application)
    if (!added) throw new AppError('already_applied')
    if (again) await take()
    const busy = await busyHours(tx, workerId, jobId)
    if (busy.some((hours) => overlaps(hours, terms))) throw new AppError('time_overlap')
    await drafts.draft(tx, draft)
    await tx.append({ kind: 'application.applied', subjectId: id, marketId, at: now, data: { jobId, workerId, employerId } })
    return view(tx, id, workerId, now)
  }

  const prepare = async (db: Db, jobId: string, workerId: string, now: number): Promise<Prepared> => {
    const { found, earlier } = await assertOpenTo(db, jobId, workerId, now)
    const application = { id: earlier?.id ?? uuidv7(), jobId, workerId, terms: termsOf(found), now }
    const { employerId, marketId } = found.job
    const draft = await drafts.prepareDraft(db, { applicationId: application.id, terms: application.terms, workerId, employerId, now })
    return { application, draft, employerId, marketId, again: earlier !== null }
  }

  const applyNow = async (command: Command, jobId: string): Promise<Application> => {
    const { caller: { personId: workerId }, now } = command
    const prepared = await store.read((db) => prepare(db, jobId, workerId, now))
    try {
      return await command.write((tx) => insert(tx, prepared))
    } catch (error) {
      if (!(error instanceof NoPlace)) throw error
      await store.read((db) => assertOpenTo(db, jobId, workerId, now))
      // Nothing stands in the way any more: the terms were changed, or a place came free, under our hands. To be tapped again.
      throw new AppError('service_busy')
    }
  }

  return {
    view,
    move,
    factsOf,
    factsFor,
    partyOf,

    /** Jobs this worker cannot apply to any more, and the hours already promised: what *match* leaves out. */
    takenBy: async (db: Db, workerId: string) => ({ jobIds: await takenJobIds(db, workerId), hours: await busyHours(db, workerId, '') }),

    /**
     * One tap on 报名: takes a place, freezes the terms and drafts the agreement, all in one write.
     * @throws AppError not_found, own_job, already_applied, job_not_open, job_full, time_overlap
     */
    apply: (command: Command, jobId: string): Promise<Application> => atTheDoor(jobId, () => applyNow(command, jobId)),

    /**
     * What taking a place starts from, for a feature that takes it within a write of its own (`takeIn`).
     * @throws AppError as `apply`
     */
    prepareIn: prepare,

    /** Takes the place that was prepared, within that write. @throws AppError job_full, already_applied, time_overlap */
    async takeIn(tx: Tx, prepared: PreparedPlace): Promise<Application> {
      try {
        return await insert(tx, prepared)
      } catch (error) {
        if (error instanceof NoPlace) throw new AppError('job_full')
        throw error
      }
    },

    /** Gives back what this worker has not signed with both, within a running write. False when it is not theirs to give back any more. */
    async giveBackIn(tx: Tx, applicationId: string, now: number): Promise<boolean> {
      const facts = await findFacts(tx, applicationId)
      if (facts === null || (await moveState(tx, applicationId, 'withdraw', now, {})) === null) return false
      const { jobId, workerId, employerId, marketId } = facts
      await tx.append({ kind: 'application.withdrawn', subjectId: applicationId, marketId, at: now, data: { jobId, workerId, employerId } })
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

    /** Who applied to the employer's own job, first come first. @throws AppError not_found for another's job */
    ofJob: (employerId: string, jobId: string, now: number): Promise<Application[]> =>
      store.read(async (db) => {
        await jobs.assertEmployer(db, jobId, employerId)
        return viewAll(db, await applicationsToJob(db, jobId, marketDay(now), mostOfJob), employerId, now)
      }),

    /** One application, for its two sides. @throws AppError not_found */
    get: (personId: string, applicationId: string, now: number): Promise<Application> =>
      store.read(async (db) => {
        await partyOf(db, applicationId, personId)
        return view(db, applicationId, personId, now)
      }),
  }
}

/** The job's terms as they stand now. What the employer changes later does not reach them. */
const termsOf = ({ job, employer, marketName }: JobToApplyTo): Terms => ({
  jobVersion: job.version,
  trade: job.trade,
  title: job.title,
  description: job.description,
  requirements: job.requirements,
  address: job.address,
  startsAt: job.startsAt,
  endsAt: job.endsAt,
  breakMinutes: job.breakMinutes,
  payFen: job.payFen,
  payUnit: job.payUnit,
  settleWhen: job.settleWhen,
  settleHow: job.settleHow,
  perks: job.perks,
  employerKind: employer.kind,
  employerName: employer.name,
  marketName,
})
