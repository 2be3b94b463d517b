import { useEffect, useRef, useState } from 'react'
import type { JobCard } from '@market/shared/jobs/jobs.contract'
import { api } from '../../client/market'
import type { Problem } from '../../client/outcome'
import { useRead, type Reading } from '../../client/use-read'
import type { JobsQuery } from './find-filters'

type Page = { jobs: readonly JobCard[]; next: string | null }
type Further = { of: string; pages: readonly Page[]; busy: boolean; problem: Problem | null }

const pageSize = 20
/** A map shows what has been read: so more at once. */
const pageSizeOfMap = 50

export type OpenJobs = {
  first: Reading<Page>
  /** All jobs read so far, each once. */
  jobs: readonly JobCard[]
  more: { busy: boolean; problem: Problem | null; read: () => Promise<void> } | null
}

/**
 * The open jobs that are asked for, page after page.
 * @param map whether they are to stand on a map
 */
export function useOpenJobs(wanted: JobsQuery, map: boolean): OpenJobs {
  const query = { ...wanted, limit: map ? pageSizeOfMap : pageSize }
  const asked = JSON.stringify(query)
  const first = useRead('GET /api/jobs', { query })
  const nothing: Further = { of: asked, pages: [], busy: false, problem: null }
  const [further, setFurther] = useState<Further>(nothing)
  const current = further.of === asked ? further : nothing
  const latest = useRef(asked)
  latest.current = asked

  // A first page that was read again begins the list anew: its last line may have moved.
  const { at } = first
  useEffect(() => setFurther({ of: asked, pages: [], busy: false, problem: null }), [asked, at])

  const pages: Page[] = [...(first.value ? [first.value] : []), ...current.pages]
  const after = pages[pages.length - 1]?.next ?? null

  const read = async (): Promise<void> => {
    if (after === null || current.busy) return
    setFurther({ ...current, busy: true, problem: null })
    const outcome = await api.call('GET /api/jobs', { query: { ...query, after } })
    if (latest.current !== asked) return
    setFurther({
      ...current,
      pages: outcome.ok ? [...current.pages, outcome.value] : current.pages,
      busy: false,
      problem: outcome.ok ? null : outcome.problem,
    })
  }

  const seen = new Set<string>()
  const jobs = pages.flatMap((page) => page.jobs).filter(({ id }) => !seen.has(id) && seen.add(id))
  return {
    first,
    jobs,
    more: after === null ? null : { busy: current.busy, problem: current.problem, read },
  }
}
