import type { Application } from '@market/shared/apply/apply.contract'
import type { MyJob } from '@market/shared/jobs/jobs.contract'
import type { Presence } from '@market/shared/check-in/presence.contract'
import { useEffect, useState } from 'react'
import { useKeptFresh } from '../../client/use-kept-fresh'
import { reads, useChanges } from '../../client/market'
import { useRead, type Reading } from '../../client/use-read'
import { useEmployerMarket, type KnownMarket } from '../markets/employer-market'
import { sortJobs } from './employer-jobs.text'

export type EmployerHomeReadings = {
  jobs: Reading<{ jobs: MyJob[] }>
  /** Where a posting goes: the gate scanned last, else where the newest job was posted; null for a newcomer. */
  market: KnownMarket | null
  /** Who is there now, read again while the page is in front. */
  presence: Reading<Presence>
  /** The people of the jobs in which something waits for the employer, as far as they are known. */
  people: ReadonlyMap<string, Application[]>
}

/** More would ask the server for pages nobody reads at a glance. */
const mostAsked = 5

export function useEmployerHome(): EmployerHomeReadings {
  const scanned = useEmployerMarket(({ market }) => market)
  const jobs = useRead('GET /api/my-jobs', {})
  const market = scanned ?? jobs.value?.jobs[0]?.job.market ?? null
  const presence = useRead('GET /api/markets/:marketId/presence', market ? { params: { marketId: market.id } } : null)
  useKeptFresh(presence)
  const waiting = sortJobs(jobs.value?.jobs ?? []).waiting.slice(0, mostAsked)
  const people = usePeopleOf(waiting.map(({ job }) => job.id))
  return { jobs, market, presence, people }
}

/** Reads the people of several jobs; one that cannot be read is simply not there yet. */
function usePeopleOf(jobIds: readonly string[]): ReadonlyMap<string, Application[]> {
  const [people, setPeople] = useState<ReadonlyMap<string, Application[]>>(new Map())
  const changes = useChanges(({ count }) => count)
  const key = jobIds.join(' ')
  useEffect(() => {
    let left = false
    for (const jobId of key === '' ? [] : key.split(' ')) {
      void reads.ask('GET /api/jobs/:jobId/applications', { params: { jobId } }).then((outcome) => {
        if (!left && outcome.ok) setPeople((before) => new Map(before).set(jobId, outcome.value.value.applications))
      })
    }
    return () => {
      left = true
    }
  }, [key, changes])
  return people
}
