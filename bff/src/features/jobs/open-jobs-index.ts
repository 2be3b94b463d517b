import { setImmediate as nextTurn } from 'node:timers/promises'
import { hour } from '@market/shared/words/time'
import type { Clock } from '../../clock'
import type { StoredEvent } from '../../feed/events'
import { openProjection, type Projection, type View } from '../../feed/projection'
import type { Store } from '../../store/store'
import { findOpenJobs, type Found, type Wanted } from './find-open-jobs'
import { openJobsColumns, type OpenJobsColumns } from './open-jobs-columns'
import { openJobIdsOf, readJobs, readOpenJobs } from './open-jobs.queries'

/** The open jobs in memory, to be filtered, searched and sorted while they change. */
export interface OpenJobsIndex {
  readonly projection: Projection
  /** With all that was committed in this process before the call. What another process committed follows within milliseconds. */
  find(wanted: Wanted): Promise<Found[]>
}

/** Jobs read at once while loading: a few milliseconds on SQLite, which reads on the event loop. */
const jobsPerPage = 150

export function openJobsIndex({ store, clock }: { store: Store; clock: Clock }): OpenJobsIndex {
  const jobs = openJobsColumns()
  const projection = openProjection(store, openJobsView({ store, clock, jobs }))
  return {
    projection,
    async find(wanted) {
      await projection.current()
      return findOpenJobs(jobs, wanted)
    },
  }
}

export function openJobsView({ store, clock, jobs }: { store: Pick<Store, 'read'>; clock: Clock; jobs: OpenJobsColumns }): View {
  let sweptAt = 0
  return {
    name: 'open jobs',
    async load() {
      jobs.clear()
      sweptAt = clock.now()
      for (let after = { startsAt: sweptAt, id: '' }; ;) {
        const rows = await store.read((db) => readOpenJobs(db, after, jobsPerPage))
        for (const row of rows) jobs.put(row)
        const last = rows.at(-1)
        if (last === undefined || rows.length < jobsPerPage) return
        after = { startsAt: last.startsAt, id: last.id }
        await nextTurn()
      }
    },
    async on(events) {
      const now = clock.now()
      const named = namedBy(events)
      const renamed = named.marketIds.size + named.employerIds.size === 0
        ? []
        : await store.read((db) => openJobIdsOf(db, { marketIds: [...named.marketIds], employerIds: [...named.employerIds], now }))
      const ids = [...new Set([...named.jobIds, ...renamed])]
      for (let at = 0; at < ids.length; at += jobsPerPage) {
        const some = ids.slice(at, at + jobsPerPage)
        const rows = await store.read((db) => readJobs(db, some))
        const there = new Set(rows.map(({ id }) => id))
        for (const id of some) if (!there.has(id)) jobs.remove(id)
        for (const row of rows) jobs.put(row)
        if (at > 0) await nextTurn()
      }
      if (now - sweptAt < hour) return
      sweptAt = now
      jobs.removeBegun(now)
    },
  }
}

/** Whose rows may be others now. A place that is taken or comes free is named by the application's event. */
function namedBy(events: readonly StoredEvent[]) {
  const jobIds = new Set<string>()
  const marketIds = new Set<string>()
  const employerIds = new Set<string>()
  for (const event of events) {
    if (event.kind.startsWith('job.')) jobIds.add(event.subjectId)
    if ('jobId' in event.data && event.data.jobId !== null) jobIds.add(event.data.jobId)
    if (event.kind === 'market.changed') marketIds.add(event.subjectId)
    // An unverified household may still correct its name.
    if (event.kind === 'verification.passed') employerIds.add(event.data.personId)
  }
  return { jobIds, marketIds, employerIds }
}
