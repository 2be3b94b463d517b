import type { Application, ApplyWishes } from '@market/shared/apply/apply.contract'
import { mostComebacks } from '@market/shared/apply/apply.rules'
import { AppError } from '@market/shared/errors'
import { isForKnownOnly } from '@market/shared/jobs/hiring.rules'
import { stateAt } from '@market/shared/jobs/jobs.rules'
import { mayApplyAgain } from '@market/shared/journey'
import { isConfirmed } from '@market/shared/supervision/points.rules'
import type { Hiring } from '@market/shared/words/lists'
import { clockTime } from '@market/shared/words/time'
import { uuidv7 } from 'uuidv7'
import type { Command } from '../../http/command'
import type { Db, Store, Tx } from '../../store/store'
import type { JobsService } from '../jobs/jobs.service'
import type { HeldLicences } from '../identity/held-licences'
import type { MatchService } from '../match/match.service'
import type { AgreementDrafts, PreparedDraft } from '../sign/agreement-drafts'
import { refuseBar } from './bars'
import { findJobToApplyTo, findOwnApplication, queueWorker, type ApplicationFacts, type JobToApplyTo } from './apply.queries'
import { doesSomeoneWait, enter, holdJobs, holdQueue, isQueueFull, takePlace, type NewApplication } from './places.queries'
import { termsOf, type WaitingList } from './waiting-list'

/** How often a tap is tried when the job changes under its hands. */
const mostAttempts = 8

/** The job is not as it was read; how it is, is asked after the write has let go of everything. */
class ChangedMeanwhile extends Error {}

/** `straight`: nobody waits; `behind`: those who wait are asked first; `queue`: waits for a place. */
type Way = 'straight' | 'behind' | 'queue'
type Prepared = { application: NewApplication; draft: PreparedDraft | null; employerId: string; marketId: string; hiring: Hiring; way: Way; able: ReadonlySet<string>; replaced: ApplicationFacts | null }

/** A place that is about to be taken. */
export type PreparedPlace = Prepared

type Parts = {
  store: Store
  jobs: Pick<JobsService, 'knows'>
  match: Pick<MatchService, 'barOf'>
  licences: Pick<HeldLicences, 'assertLicensed'>
  drafts: AgreementDrafts
  waiting: Pick<WaitingList, 'ableWaiting' | 'catchUp' | 'serve'>
  view(db: Db, applicationId: string, viewerId: string, now: number): Promise<Application>
  toReplace(db: Db, applicationId: string | undefined, workerId: string): Promise<ApplicationFacts | null>
  giveUp(tx: Tx, application: ApplicationFacts, now: number): Promise<void>
  assertFree(tx: Tx, workerId: string, jobId: string, hours: { startsAt: number; endsAt: number }): Promise<void>
}

/** From one tap on 报名 to a place, or to a place in the queue. */
export const takingPlaces = ({ store, jobs, match, licences, drafts, waiting, view, toReplace, giveUp, assertFree }: Parts) => {
  const wayTo = async (db: Db, { id, filled, headcount, hiring }: JobToApplyTo['job']): Promise<Way> => {
    if (filled >= headcount || hiring === 'employer_chooses') return 'queue'
    return (await doesSomeoneWait(db, id)) ? 'behind' : 'straight'
  }

  /** What an application to this job starts from. Who really gets a place is decided by the write. */
  const lookAt = async (db: Db, jobId: string, workerId: string, now: number, wishes: ApplyWishes) => {
    const found = await findJobToApplyTo(db, jobId)
    if (found === null) throw new AppError('not_found')
    const { job } = found
    if (job.employerId === workerId) throw new AppError('own_job')
    // Whoever has the job's link finds no way round what matching keeps to.
    refuseBar(await match.barOf(db, workerId, job, now), job.trade)
    const earlier = await findOwnApplication(db, jobId, workerId)
    if (earlier !== null && !mayApplyAgain(earlier.state)) throw new AppError('already_applied')
    if (stateAt(job, now) !== 'open' || !isConfirmed(job.confirmedUntil, now)) throw new AppError('job_not_open')
    if (earlier !== null && earlier.comebacks >= mostComebacks) throw new AppError('too_many_tries')
    if (isForKnownOnly(job, now) && !(await jobs.knows(db, job.employerId, workerId))) {
      throw new AppError('known_workers_first', { fields: [{ field: 'publicFrom', message: `${clockTime(job.publicFrom ?? now)} 起谁都能报` }] })
    }
    const full = job.filled >= job.headcount
    if (full && job.hiring !== 'employer_chooses' && wishes.ifFull !== 'queue') throw new AppError('job_full')
    return { found, earlier, way: await wayTo(db, job) }
  }

  /** Job, worker, application: everything that takes or gives places locks in this order. */
  const insert = async (tx: Tx, { application, draft, employerId, marketId, hiring, way, able, replaced }: Prepared): Promise<Application> => {
    const { id, jobId, workerId, terms, now } = application
    if (replaced !== null) await holdJobs(tx, [jobId, replaced.jobId])
    if (way === 'queue' && !(await holdQueue(tx, jobId, terms.jobVersion, now))) throw new ChangedMeanwhile()
    if (way === 'behind') {
      await holdJobs(tx, [jobId])
      await waiting.serve(tx, jobId, now, able)
    }
    // First of all where nobody waits, so that those who come too late hold nothing.
    if (way !== 'queue' && !(await takePlace(tx, jobId, terms.jobVersion, now, way === 'straight' ? 'nobody' : 'served'))) throw new ChangedMeanwhile()
    await queueWorker(tx, workerId)
    await licences.assertLicensed(tx, workerId, terms)
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
    const able = way === 'behind' ? await waiting.ableWaiting(db, jobId, now) : new Set<string>()
    const prepared = { application, employerId, marketId, hiring, way, able }
    // Nobody gives up a place for the hope of one.
    if (way === 'queue') return { ...prepared, draft: null, replaced: null }
    const replaced = await toReplace(db, wishes.insteadOf, workerId)
    const draft = await drafts.prepareDraft(db, { applicationId: application.id, terms: application.terms, workerId, employerId, marketId, now })
    return { ...prepared, draft, replaced }
  }

  const prepare = (jobId: string, workerId: string, now: number, wishes: ApplyWishes): Promise<Prepared> =>
    store.read(async (db) => {
      const prepared = await prepareIn(db, jobId, workerId, now, wishes)
      if (prepared.way === 'queue' && (await isQueueFull(db, jobId))) throw new AppError('queue_full')
      return prepared
    })

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

  return {
    applyNow,

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

    /** Takes the place that was prepared, within that write. @throws AppError job_full, already_applied, time_overlap */
    async takeIn(tx: Tx, prepared: PreparedPlace): Promise<Application> {
      try {
        return await insert(tx, prepared)
      } catch (error) {
        if (error instanceof ChangedMeanwhile) throw new AppError('job_full')
        throw error
      }
    },
  }
}
