import type { JobCard } from '@market/shared/jobs/jobs.contract'
import type { JobFacts } from '@market/shared/match/facts'
import { mayTake } from '@market/shared/match/hard-rules'
import { firstMatchRules } from '@market/shared/match/match-rules'
import type { Db } from '../../store/store'
import type { JobsService } from '../jobs/jobs.service'
import type { MatchService } from '../match/match.service'
import { findApplied } from './choosing.queries'
import { jobsOfMessages, type Message } from './outbox.queries'

/** What there is to say now: the best of the jobs, how many there are, and the event the best came with. */
export type News = { best: JobCard; eventSeq: number; count: number }

/**
 * What is left of messages about new jobs when they are told: of each person's jobs those they could still take and have not stepped back from. A message of
 * which nothing is left is missing.
 */
export async function stillGood(
  db: Db,
  messages: readonly Message[],
  now: number,
  { jobs, match }: { jobs: Pick<JobsService, 'cards'>; match: Pick<MatchService, 'jobFactsOf' | 'seekersOf'> },
): Promise<Map<string, News>> {
  const ids = messages.map(({ id }) => id)
  const told = await jobsOfMessages(db, ids)
  const jobIds = [...new Set(told.map(({ jobId }) => jobId))]
  const cards = await jobs.cards(db, jobIds, { now })
  // Whether a job may be taken is the same under any rules of ranking.
  const facts = await match.jobFactsOf(db, jobIds, firstMatchRules)
  const people = [...new Set(messages.map(({ personId }) => personId))]
  const seekers = await match.seekersOf(db, people, now)
  const applied = await findApplied(db, people, jobIds)
  const left = (personId: string, job: JobFacts | undefined): boolean => {
    const seeker = seekers.get(personId)
    return job !== undefined && seeker !== undefined && mayTake(job, seeker, now) && !applied.has(`${personId} ${job.id}`)
  }
  return new Map(messages.flatMap(({ id, personId }): [string, News][] => {
    const good = told.filter(({ messageId, jobId }) => messageId === id && left(personId, facts.get(jobId)))
      .sort((one, other) => other.score - one.score || one.eventSeq - other.eventSeq)
    const [first] = good
    const best = first && cards.get(first.jobId)
    return first === undefined || best === undefined ? [] : [[id, { best, eventSeq: first.eventSeq, count: good.length }]]
  }))
}
