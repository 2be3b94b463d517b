import { jobFacts, recordShare, type JobFacts, type Seeker } from '@market/shared/match/facts'
import type { MatchRules } from '@market/shared/match/match-rules'
import type { Clock } from '../../clock'
import { mostListed } from '../../store/prepared'
import type { Db, Store } from '../../store/store'
import type { Vault } from '../../store/vault'
import type { HeldLicences } from '../identity/held-licences'
import type { JobsService } from '../jobs/jobs.service'
import { recordsOf, totalRecord } from './employer-records.queries'
import { jobsToMatch, type For } from './match.queries'
import type { MatchRulesService } from './match-rules.service'
import { lawful } from './lawful'
import { averageRecord } from './open-jobs'
import { queueOrder } from './queue-order'
import { seekers } from './seekers'
import { workerMatches } from './worker-matches'

export type MatchService = ReturnType<typeof matchService>

/** Jobs asked for in one statement: a millisecond or two, then others get their turn. */
const jobsAtOnce = mostListed

type Parts = { store: Store; clock: Clock; vault: Vault; licences: HeldLicences; jobs: Pick<JobsService, 'cards'>; rules: MatchRulesService }

/** Ranks open jobs for a worker and those who wait for a job, and gives others what ranking needs. The ranking itself is a rule (shared/match). */
export const matchService = ({ store, clock, vault, licences, jobs, rules }: Parts) => {
  const { agesOf, barOf, ableAmong } = lawful({ vault, licences })
  const loadSeekers = seekers({ agesOf, licences })
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

  return {
    projection,
    forWorker,

    /** Jobs as matching knows them, by id; one that does not exist is missing. */
    jobFactsOf,

    /** The rules that rank at this market now. @throws AppError not_found */
    rulesInForce: (db: Db, marketId: string, now: number): Promise<MatchRules> => rules.inForceAt(db, marketId, now),

    /**
     * Workers as matching knows them, by id, in seven statements for each 64; who is not registered as one is missing.
     * Opens ID numbers to learn who may do what by law: not to be called within a write.
     * @param what 'offering' lets jobs pass in whose queue the worker stands
     */
    seekersOf,

    /** Everybody who waits for a job, as its employer is shown them: see `queue-order.ts`. */
    queueOrder: queueOrder({ rules, jobFactsOf, seekersOf }),

    /** Who may do which work by law: see `lawful.ts`. */
    barOf,
    ableAmong,
  }
}
