import { AppError } from '@market/shared/errors'
import { jobFacts, recordShare, type EmployerRecord, type JobFacts, type Seeker } from '@market/shared/match/facts'
import type { MatchRules } from '@market/shared/match/match-rules'
import { bestMatches } from '@market/shared/match/match.rules'
import { matchReasons } from '@market/shared/match/reasons'
import type { Place } from '@market/shared/markets/markets.rules'
import type { Match } from '@market/shared/match/match.contract'
import type { Db, Store } from '../../store/store'
import type { Vault } from '../../store/vault'
import type { Area, JobsService } from '../jobs/jobs.service'
import { recordsOf, totalRecord } from './employer-records.queries'
import { jobsToMatch, type For } from './match.queries'
import type { MatchRulesService } from './match-rules.service'
import { seekers } from './seekers'

export type MatchService = ReturnType<typeof matchService>

const mostMatches = 20
/** Jobs ranked for one request: the soonest ones. */
const mostCandidates = 1_000
/** Half a side of the square looked at first, in degrees: some 50 km. */
const nearDegrees = 0.5
/** The average over all employers begins with these, so that the first few do not make it. */
const assumed: EmployerRecord = { settled: 95, broken: 5 }

type Parts = { store: Store; vault: Vault; jobs: Pick<JobsService, 'openCards'>; rules: MatchRulesService }

/** Ranks the open jobs for one worker, and gives others what ranking needs. The ranking itself is a rule (shared/match). */
export const matchService = ({ store, vault, jobs, rules }: Parts) => {
  const loadSeekers = seekers({ vault })

  const averageRecord = async (db: Db): Promise<number> => {
    const { settled, broken } = await totalRecord(db)
    return (settled + assumed.settled) / (settled + broken + assumed.settled + assumed.broken)
  }

  /** Jobs as matching knows them, by id; one that does not exist is missing. */
  const jobFactsOf = async (db: Db, jobIds: readonly string[], { spans }: MatchRules): Promise<Map<string, JobFacts>> => {
    const rows = jobIds.length === 0 ? [] : await jobsToMatch(db, jobIds)
    const records = await recordsOf(db, rows.map(({ employerId }) => employerId))
    const average = await averageRecord(db)
    return new Map(rows.map((row) => {
      const record = records.get(row.employerId) ?? { settled: 0, broken: 0 }
      return [row.id, jobFacts(row, {
        employerRecord: recordShare(record, average, spans.averageRecords),
        cleanSettlements: record.broken === 0 ? record.settled : 0,
      })]
    }))
  }

  return {
    jobFactsOf,

    /** The rules that rank at this market now. @throws AppError not_found */
    rulesInForce: (db: Db, marketId: string, now: number): Promise<MatchRules> => rules.inForceAt(db, marketId, now),

    /**
     * Workers as matching knows them, by id, in six statements for up to 5,000; who is not registered as one is missing.
     * Opens ID numbers to learn who is of age: not to be called within a write.
     * @param what 'offering' lets jobs pass in whose queue the worker stands
     */
    seekersOf: (db: Db, personIds: readonly string[], now: number, what: For = 'applying'): Promise<Map<string, Seeker>> => loadSeekers(db, personIds, now, what),

    /**
     * @param here where the worker is; without it the market of the last check-in counts
     * @param now UTC ms
     * @throws AppError not_registered
     */
    forWorker: (personId: string, here: Place | null, now: number): Promise<Match[]> =>
      store.read(async (db) => {
        const known = (await loadSeekers(db, [personId], now, 'applying')).get(personId)
        if (known === undefined) throw new AppError('not_registered')
        const seeker: Seeker = { ...known, place: here ?? known.place }
        const inForce = await rules.inForce(db, '41', now)
        const openJobs = (area: Area | null) => jobs.openCards(db, { now, from: seeker.place, area, limit: mostCandidates })
        const rank = async (open: Awaited<ReturnType<typeof openJobs>>) => {
          const cards = new Map(open.map(({ card }) => [card.id, card]))
          const facts = await jobFactsOf(db, [...cards.keys()], inForce)
          return bestMatches([...facts.values()], seeker, inForce, now, mostMatches).flatMap(({ job, score }): Match[] => {
            const card = cards.get(job.id)
            return card === undefined ? [] : [{ job: card, score, reasons: matchReasons(job, seeker, inForce, now) }]
          })
        }
        const near = seeker.place === null ? [] : await openJobs(areaAround(seeker.place))
        const matches = await rank(near)
        if (matches.length === mostMatches) return matches
        // Too few nearby: those of the whole province are ranked together with them, so that no near one is lost.
        return rank([...near, ...(await openJobs(null))])
      }),
  }
}

const areaAround = ({ lat, lng }: Place): Area => ({ south: lat - nearDegrees, north: lat + nearDegrees, west: lng - nearDegrees, east: lng + nearDegrees })
