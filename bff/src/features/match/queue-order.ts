import { AppError } from '@market/shared/errors'
import type { JobFacts, Seeker } from '@market/shared/match/facts'
import { hindranceWords } from '@market/shared/match/hard-rules'
import type { MatchRules } from '@market/shared/match/match-rules'
import { rankQueue } from '@market/shared/match/match.rules'
import { workerReasons } from '@market/shared/match/reasons'
import type { Db } from '../../store/store'
import { marketOfJob, type For } from './match.queries'
import type { MatchRulesService } from './match-rules.service'

/** Somebody who waits for a job, since when (UTC ms). */
export type Queued = { workerId: string; since: number }
/** One who waits, with why they stand where they stand. */
export type Placed = { workerId: string; reasons: string[]; hindrance: string | null }

type Parts = {
  rules: Pick<MatchRulesService, 'inForceAt'>
  jobFactsOf: (db: Db, jobIds: readonly string[], rules: MatchRules) => Promise<Map<string, JobFacts>>
  seekersOf: (db: Db, personIds: readonly string[], now: number, what: For) => Promise<Map<string, Seeker>>
}

/**
 * The order in which an employer who chooses is shown those who wait: the published score, among equals whoever has waited
 * longest. As many statements for one as for all, and not to be called within a write (see `seekersOf`). Whoever
 * shows the list has the hour at which each came.
 * @throws AppError not_found
 */
export const queueOrder = ({ rules, jobFactsOf, seekersOf }: Parts) => async (db: Db, jobId: string, queue: readonly Queued[], now: number): Promise<Placed[]> => {
  const inForce = await rules.inForceAt(db, (await marketOfJob(db, jobId)) ?? '', now)
  const job = (await jobFactsOf(db, [jobId], inForce)).get(jobId)
  if (job === undefined) throw new AppError('not_found')
  // They stand in this job's own queue, which keeps nobody from being chosen.
  const seekers = await seekersOf(db, queue.map(({ workerId }) => workerId), now, 'offering')
  const waiting = queue.flatMap(({ workerId, since }) => {
    const seeker = seekers.get(workerId)
    return seeker === undefined ? [] : [{ seeker, since }]
  })
  return rankQueue(waiting, job, inForce, now).map(({ seeker, broken }) => ({
    workerId: seeker.personId,
    reasons: workerReasons(job, seeker, inForce),
    hindrance: broken === null ? null : hindranceWords[broken],
  }))
}
