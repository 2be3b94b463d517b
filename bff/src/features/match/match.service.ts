import { AppError } from '@market/shared/errors'
import { jobFacts, recordShare, type JobFacts, type Seeker } from '@market/shared/match/facts'
import type { Candidate } from '@market/shared/match/match.contract'
import type { MatchRules } from '@market/shared/match/match-rules'
import { bestSeekers } from '@market/shared/match/match.rules'
import { workerReasons } from '@market/shared/match/reasons'
import type { Clock } from '../../clock'
import type { Scope } from '../../store/scope'
import type { Db, Store } from '../../store/store'
import type { Vault } from '../../store/vault'
import type { JobsService } from '../jobs/jobs.service'
import { recordsOf, totalRecord } from './employer-records.queries'
import { findJobInScope, jobsToMatch, marketOfJob, presentAt, type For } from './match.queries'
import type { MatchRulesService } from './match-rules.service'
import { ofAge } from './of-age'
import { averageRecord } from './open-jobs'
import { queueOrder } from './queue-order'
import { seekers } from './seekers'
import { workerMatches } from './worker-matches'

export type MatchService = ReturnType<typeof matchService>

const mostCandidates = 50
/** Jobs asked for in one statement: some milliseconds, then others get their turn. */
const jobsAtOnce = 100

type Parts = { store: Store; clock: Clock; vault: Vault; jobs: Pick<JobsService, 'cards' | 'assertEmployer'>; rules: MatchRulesService }

/** Ranks open jobs for a worker and workers for a job, and gives others what ranking needs. The ranking itself is a rule (shared/match). */
export const matchService = ({ store, clock, vault, jobs, rules }: Parts) => {
  const { isAdult, adultsAmong } = ofAge({ vault })
  const loadSeekers = seekers({ isAdult })
  const { projection, forWorker } = workerMatches({ store, clock, jobs, rules, loadSeekers })

  const jobFactsOf = async (db: Db, jobIds: readonly string[], { spans }: MatchRules): Promise<Map<string, JobFacts>> => {
    const facts = new Map<string, JobFacts>()
    if (jobIds.length === 0) return facts
    const average = averageRecord(await totalRecord(db))
    for (let from = 0; from < jobIds.length; from += jobsAtOnce) {
      if (from > 0) await new Promise(setImmediate)
      const rows = await jobsToMatch(db, jobIds.slice(from, from + jobsAtOnce))
      const records = await recordsOf(db, rows.map(({ employerId }) => employerId))
      for (const row of rows) {
        const record = records.get(row.employerId) ?? { settled: 0, broken: 0 }
        facts.set(row.id, jobFacts(row, {
          employerRecord: recordShare(record, average, spans.averageRecords),
          cleanSettlements: record.broken === 0 ? record.settled : 0,
        }))
      }
    }
    return facts
  }

  const seekersOf = async (db: Db, personIds: readonly string[], now: number, what: For = 'applying'): Promise<Map<string, Seeker>> =>
    new Map([...await loadSeekers(db, personIds, now, what)].map(([personId, { seeker }]) => [personId, seeker]))

  /** Who is at the job's market now and fits it, best first. */
  const candidates = async (db: Db, jobId: string, marketId: string, now: number): Promise<Candidate[]> => {
    const inForce = await rules.inForceAt(db, marketId, now)
    const job = (await jobFactsOf(db, [jobId], inForce)).get(jobId)
    if (job === undefined) throw new AppError('not_found')
    const present = new Map((await presentAt(db, marketId, now)).map((row) => [row.personId, row]))
    const known = await seekersOf(db, [...present.keys()], now, 'offering')
    const waiting = [...known].map(([personId, seeker]) => ({ seeker, since: present.get(personId)?.since ?? now }))
    return bestSeekers(waiting, job, inForce, now, mostCandidates).map(({ seeker, since, score }) => ({
      workerId: seeker.personId,
      nameMasked: present.get(seeker.personId)?.nameMasked ?? '',
      number: present.get(seeker.personId)?.number ?? 0,
      trades: [...seeker.trades],
      skillLevel: seeker.skillLevel,
      since,
      score,
      reasons: workerReasons(job, seeker, inForce, now, since),
    }))
  }

  return {
    projection,
    forWorker,

    /** Jobs as matching knows them, by id; one that does not exist is missing. */
    jobFactsOf,

    /** The rules that rank at this market now. @throws AppError not_found */
    rulesInForce: (db: Db, marketId: string, now: number): Promise<MatchRules> => rules.inForceAt(db, marketId, now),

    /**
     * Workers as matching knows them, by id, in six statements for each 200; who is not registered as one is missing.
     * Opens ID numbers to learn who is of age: not to be called within a write.
     * @param what 'offering' lets jobs pass in whose queue the worker stands
     */
    seekersOf,

    /** Everybody who waits for a job, as its employer is shown them: see `queue-order.ts`. */
    queueOrder: queueOrder({ rules, jobFactsOf, seekersOf }),

    /** Which of these workers may do what the law keeps from minors; not to be called within a write. */
    adultsAmong,

    /** Who is present and fits the employer's own job. @throws AppError not_found */
    forEmployer: (employerId: string, jobId: string, now: number): Promise<Candidate[]> =>
      store.read(async (db) => {
        await jobs.assertEmployer(db, jobId, employerId)
        return candidates(db, jobId, (await marketOfJob(db, jobId)) ?? '', now)
      }),

    /** The same for staff of the job's market. @throws AppError not_found */
    forStaff: (jobId: string, scope: Scope, now: number): Promise<Candidate[]> =>
      store.read(async (db) => {
        const found = await findJobInScope(db, jobId, scope)
        if (found === null) throw new AppError('not_found')
        return candidates(db, jobId, found.marketId, now)
      }),
  }
}
