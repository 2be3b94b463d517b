import { jobFacts, type EmployerRecord, type JobFacts, type JobToMatch } from '@market/shared/match/facts'
import type { Clock } from '../../clock'
import type { StoredEvent } from '../../feed/events'
import { openProjection, type Projection } from '../../feed/projection'
import type { Store } from '../../store/store'
import { recordsSince, totalRecord } from './employer-records.queries'
import { MatchIndex } from './engine/match-index'
import { jobsToMatch, openJobsPage } from './match.queries'

/** Jobs read at once: some milliseconds, then others get their turn. */
const jobsPerPage = 800
/** The average over all employers begins with these, so that the first few do not make it. */
const assumed: EmployerRecord = { settled: 95, broken: 5 }
/** Records are added up by a follower that runs beside: for so long after something that counts they are read again, so often. */
const recordsSettleMs = 60_000
const recordsEveryMs = 10_000
/** Clocks of several servers differ a little, and a transaction takes its time. */
const recordsOverlapMs = 10 * 60_000

/** The average record of all employers, 0–1, from all of them added up. */
export const averageRecord = ({ settled, broken }: EmployerRecord): number => (settled + assumed.settled) / (settled + broken + assumed.settled + assumed.broken)

/** Told of every event, after the index has taken account of it. */
export type Forget = (event: StoredEvent) => void

/** The index of all open jobs in this process, filled from the store and kept current by the feed. */
export const openJobs = ({ store, clock, forget }: { store: Store; clock: Clock; forget: Forget }) => {
  let index = new MatchIndex()
  let recordsUntil = 0
  let recordsReadAt = 0
  let newestRecord = 0

  const readRecords = async (into: MatchIndex): Promise<void> => {
    const { records, total } = await store.read(async (db) => ({ records: await recordsSince(db, Math.max(0, newestRecord - recordsOverlapMs)), total: await totalRecord(db) }))
    into.setRecords(records, averageRecord(total))
    newestRecord = records.reduce((newest, { updatedAt }) => Math.max(newest, updatedAt), newestRecord)
  }

  const load = async (): Promise<void> => {
    const fresh = new MatchIndex()
    newestRecord = 0
    await readRecords(fresh)
    const now = clock.now()
    await store.readThrough(async (db) => {
      let after: { startsAt: number; id: string } = { startsAt: now, id: '' }
      for (;;) {
        const page: JobToMatch[] = await openJobsPage(db, { now, after, limit: jobsPerPage })
        fresh.load(page.map(factsOf))
        const last = page.at(-1)
        if (last === undefined) return
        after = last
        await new Promise(setImmediate)
      }
    })
    for (const _ of fresh.sort(now)) await new Promise(setImmediate)
    index = fresh
  }

  const on = async (events: readonly StoredEvent[]): Promise<void> => {
    const jobIds = [...new Set(events.flatMap(jobsNamed))]
    const now = clock.now()
    // What the events before these left untidy: nothing may change meanwhile, and nobody waits for it who asks before the next change.
    for (const _ of index.tidy(now)) await new Promise(setImmediate)
    if (jobIds.length > 0) {
      const rows = await store.read((db) => jobsToMatch(db, jobIds))
      const found = new Set(rows.map(({ id }) => id))
      for (const row of rows) index.set(factsOf(row))
      for (const id of jobIds) if (!found.has(id)) index.remove(id)
    }
    if (events.some(({ kind }) => countsForRecord.has(kind))) recordsUntil = Math.max(recordsUntil, now + recordsSettleMs)
    for (const event of events) forget(event)
  }

  const projection: Projection = openProjection(store, { name: 'match', load, on })

  const recordsAreDue = (now: number): boolean => now < recordsUntil && now - recordsReadAt >= recordsEveryMs

  return {
    projection,
    /** The index where nothing has to be waited for, as mostly; null else. */
    here: (now: number): MatchIndex | null => (projection.isCurrent() && !recordsAreDue(now) ? index : null),
    /** The index, once all that was committed in this process before the call is in it. */
    async current(now: number): Promise<MatchIndex> {
      await projection.current()
      if (recordsAreDue(now)) {
        recordsReadAt = now
        await readRecords(index)
      }
      return index
    },
  }
}

const countsForRecord: ReadonlySet<string> = new Set<StoredEvent['kind']>(['payment.confirmed', 'payment.disputed', 'application.cancelled'])

/** The jobs that an event says something of. */
const jobsNamed = (event: StoredEvent): string[] => {
  if (event.kind.startsWith('job.')) return [event.subjectId]
  return 'jobId' in event.data && typeof event.data.jobId === 'string' ? [event.data.jobId] : []
}

/** The employer's record is the index's own affair: it changes without the job. */
const noRecord: Pick<JobFacts, 'employerRecord' | 'cleanSettlements'> = { employerRecord: 0, cleanSettlements: 0 }
const factsOf = (row: JobToMatch): JobFacts => jobFacts(row, noRecord)
