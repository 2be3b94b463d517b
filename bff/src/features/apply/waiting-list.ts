import type { Terms } from '@market/shared/apply/apply.contract'
import { heldUntil, overlaps } from '@market/shared/apply/apply.rules'
import { isForKnownOnly } from '@market/shared/jobs/hiring.rules'
import { stateAt } from '@market/shared/jobs/jobs.rules'
import { mayApplyAgain } from '@market/shared/journey'
import { isConfirmed } from '@market/shared/supervision/points.rules'
import { isLimited } from '@market/shared/match/work-limits'
import type { OfferedBy } from '@market/shared/words/lists'
import { second } from '@market/shared/words/time'
import { uuidv7 } from 'uuidv7'
import type { Chore } from '../../feed/chores'
import type { Db, Store, Tx } from '../../store/store'
import type { JobsService } from '../jobs/jobs.service'
import type { MatchService } from '../match/match.service'
import { busyHoursOf, findFacts, findJobToApplyTo, findOwnApplication, moveState, type JobToApplyTo } from './apply.queries'
import {
  enter, findDeadQueues, findOverdueOffers, findQueued, findQueuedWorkers, findWork, findUnservedQueues, followPosting, giveBackPlace, holdJobs, takePlace,
} from './places.queries'

/** Read at once of those who wait, and put right in one turn of the chore. */
const page = 50
const mostJobs = 200

const nobody: ReadonlySet<string> = new Set()

/** Why somebody cannot be offered a place. `declined`: the employer did not want them, or what both had signed was cancelled. */
export type OfferRefusal = 'not_open' | 'no_place' | 'own_job' | 'employer_chooses' | 'known_first' | 'already_applied' | 'declined'
export type Offer = { jobId: string; workerId: string; until: number; by: OfferedBy; now: number }
export type Offered = { applicationId: string; until: number } | { applicationId: null; reason: OfferRefusal }

export type WaitingList = ReturnType<typeof waitingList>

/** The order of a job's places: who is next, for how long a place is held, and that no passer-by slips in before those who wait. */
export const waitingList = ({ store, jobs, match }: { store: Store; jobs: Pick<JobsService, 'knows'>; match: Pick<MatchService, 'ableAmong'> }) => {
  const isOpen = ({ job }: JobToApplyTo, now: number) => stateAt(job, now) === 'open' && isConfirmed(job.confirmedUntil, now)

  /** Holds a place of a job that is held (`holdJobs`) and was read after that; null when there is none, or the worker is on it. */
  const holdPlace = async (tx: Tx, found: JobToApplyTo, { jobId, workerId, until, by, now }: Offer): Promise<string | null> => {
    const { job } = found
    if (!(await takePlace(tx, jobId, job.version, now, 'served'))) return null
    const id = await enter(tx, { id: uuidv7(), jobId, workerId, terms: termsOf(found), now }, { state: 'offered', until, by })
    if (id === null) {
      await giveBackPlace(tx, jobId)
      return null
    }
    await tx.append({ kind: 'application.offered', subjectId: id, marketId: job.marketId, at: now, data: { jobId, workerId, employerId: job.employerId, until, by } })
    return id
  }

  /**
   * Who waits at a job that the law keeps from some and may do it: a posting's trade and hours may change after somebody began
   * to wait, and a licence ends. Nobody at any other job, where it is not asked. Opens ID numbers: not to be called within a write.
   */
  const ableWaiting = async (db: Db, jobId: string, now: number): Promise<ReadonlySet<string>> => {
    const work = await findWork(db, jobId)
    return work !== null && isLimited(work) ? match.ableAmong(db, await findQueuedWorkers(db, jobId), work, now) : nobody
  }

  /** The first of those who wait, in their order, who may do this work and have not promised these hours to somebody else. */
  const nextInLine = async (db: Db, { job }: JobToApplyTo, most: number, able: ReadonlySet<string>): Promise<string[]> => {
    const everybody = !isLimited(job)
    const mayWork = (workerId: string): boolean => everybody || able.has(workerId)
    const next: string[] = []
    let after: { appliedAt: number; id: string } | null = null
    while (next.length < most) {
      const waiting: Awaited<ReturnType<typeof findQueued>> = await findQueued(db, job.id, after, page)
      if (waiting.length === 0) break
      const busy = await busyHoursOf(db, waiting.map(({ workerId }) => workerId), job.id)
      next.push(...waiting.filter(({ workerId }) => mayWork(workerId) && !busy.get(workerId)?.some((hours) => overlaps(hours, job))).map(({ workerId }) => workerId))
      after = waiting.at(-1) ?? null
      if (waiting.length < page) break
    }
    return next.slice(0, most)
  }

  /**
   * Offers every free place of a job that is held (`holdJobs`) to those who wait. Whoever cannot take it keeps their place in
   * the queue. Where the employer chooses nobody is next.
   * @param able who of them is known to be let by the law (`ableWaiting`): without it the places of work that the law keeps from
   * some stay free for the next turn of the chore, and no passer-by takes one before that
   */
  const serve = async (tx: Tx, jobId: string, now: number, able: ReadonlySet<string> = nobody): Promise<void> => {
    const found = await findJobToApplyTo(tx, jobId)
    if (found === null || found.job.hiring === 'employer_chooses' || !isOpen(found, now)) return
    const { headcount, filled, startsAt } = found.job
    if (filled >= headcount) return
    for (const workerId of await nextInLine(tx, found, headcount - filled, able)) {
      await holdPlace(tx, found, { jobId, workerId, until: heldUntil(now, startsAt), by: 'queue', now })
    }
  }

  /** Ends what the clock has ended: guarded, so that of two servers one does it and the other finds nothing. */
  const lapse = async (tx: Tx, applicationId: string, was: 'queued' | 'offered', now: number): Promise<void> => {
    if ((await moveState(tx, applicationId, 'lapse', now, {}, was === 'offered' ? 'overdue' : 'queued')) === null) return
    const facts = await findFacts(tx, applicationId)
    if (facts === null) return
    const { jobId, workerId, employerId, marketId, offeredBy } = facts
    await tx.append({
      kind: 'application.lapsed', subjectId: applicationId, marketId, at: now,
      data: { jobId, workerId, employerId, was, offeredBy: was === 'offered' ? offeredBy : null },
    })
  }

  const lapseOffers = async (now: number): Promise<void> => {
    const overdue = await store.read((db) => findOverdueOffers(db, now, mostJobs))
    for (const jobId of new Set(overdue.map((offer) => offer.jobId))) {
      await store.write(async (tx) => {
        await holdJobs(tx, [jobId])
        for (const { id } of overdue.filter((offer) => offer.jobId === jobId)) await lapse(tx, id, 'offered', now)
        await serve(tx, jobId, now)
      })
    }
  }

  const lapseQueues = async (now: number): Promise<void> => {
    for (const jobId of await store.read((db) => findDeadQueues(db, now, mostJobs))) {
      await store.write(async (tx) => {
        await holdJobs(tx, [jobId])
        const found = await findJobToApplyTo(tx, jobId)
        // Reopened, or put off, since it was read. Once the work has begun nobody waits, whoever still had to look at the posting.
        if (found === null || (found.job.startsAt > now && ['open', 'in_review'].includes(found.job.status))) return
        for (let waiting = await findQueued(tx, jobId, null, page); waiting.length > 0; waiting = await findQueued(tx, jobId, null, page)) {
          for (const { id } of waiting) await lapse(tx, id, 'queued', now)
        }
      })
    }
  }

  /** Serves a queue in a write of its own. Mostly nobody can take the place, and then nothing is written. */
  const catchUp = async (jobId: string, now: number): Promise<void> => {
    const able = await store.read(async (db) => {
      const found = await findJobToApplyTo(db, jobId)
      const known = await ableWaiting(db, jobId, now)
      return found !== null && (await nextInLine(db, found, 1, known)).length > 0 ? known : null
    })
    if (able === null) return
    await store.write(async (tx) => {
      await holdJobs(tx, [jobId])
      await serve(tx, jobId, now, able)
    })
  }

  /** Where the last turn ended: jobs whose places nobody who waits can take stay in the list, and must not keep the others out of it. */
  let lookedAt: string | null = null

  /** What frees a place without touching the job: a posting that is published, or a worker whose other job is off. */
  const serveAll = async (now: number): Promise<void> => {
    const found = await store.read((db) => findUnservedQueues(db, now, lookedAt, mostJobs))
    for (const jobId of found) {
      // Before it is tried: the next turn goes on behind one that fails.
      lookedAt = jobId
      await catchUp(jobId, now)
    }
    if (found.length < mostJobs) lookedAt = null
  }

  return {
    serve,
    ableWaiting,
    catchUp,

    /**
     * Holds a place for a worker until they answer, within a write: one that was dispatched or transferred to them, or for which
     * the employer chose them. May be called many times in one write; then in the order of the jobs' ids, for each job is held
     * until the write ends, and two writes that hold them in another order would wait for each other. Whether the hours overlap
     * with other work is asked when they accept.
     * @param offer.until UTC ms; never later than the start of the work
     */
    async offer(tx: Tx, offer: Offer): Promise<Offered> {
      const { jobId, workerId, by, now } = offer
      const refused = (reason: OfferRefusal): Offered => ({ applicationId: null, reason })
      await holdJobs(tx, [jobId])
      const found = await findJobToApplyTo(tx, jobId)
      if (found === null || !isOpen(found, now)) return refused('not_open')
      const { job } = found
      if (job.employerId === workerId) return refused('own_job')
      if (job.hiring === 'employer_chooses' && by !== 'employer') return refused('employer_chooses')
      if (isForKnownOnly(job, now) && !(await jobs.knows(tx, job.employerId, workerId))) return refused('known_first')
      const earlier = await findOwnApplication(tx, jobId, workerId)
      if (earlier !== null && ['declined', 'cancelled'].includes(earlier.state)) return refused('declined')
      if (earlier !== null && earlier.state !== 'queued' && !mayApplyAgain(earlier.state)) return refused('already_applied')
      const until = Math.min(offer.until, job.startsAt)
      const applicationId = await holdPlace(tx, found, { ...offer, until })
      return applicationId === null ? refused('no_place') : { applicationId, until }
    },

    /** A new version of a posting, within the write that made it: who waits sees its terms, and places that were added are offered. */
    async followPosting(tx: Tx, jobId: string, now: number): Promise<void> {
      const found = await findJobToApplyTo(tx, jobId)
      if (found === null) return
      await followPosting(tx, jobId, termsOf(found))
      await serve(tx, jobId, now)
    },

    /** Every few seconds: clocks that ran out, queues of jobs that have begun, places that came free unseen. */
    chore: {
      name: 'waiting-list',
      everyMs: 3 * second,
      async run(now) {
        await lapseOffers(now)
        await lapseQueues(now)
        await serveAll(now)
      },
    } satisfies Chore,
  }
}

/** The job's terms as they stand now. What the employer changes after the worker has said yes does not reach them. */
export const termsOf = ({ job, employer, marketName }: JobToApplyTo): Terms => ({
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
