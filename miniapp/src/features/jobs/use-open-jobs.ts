import type { JobCard } from '@market/shared/jobs/jobs.contract'
import { usePages, type Pages } from '../../client/use-pages'
import type { ReplyOf } from '../../client/outcome'
import type { JobsQuery } from './find-filters'

const pageSize = 20
/** A map shows what has been read: so more at once. */
const pageSizeOfMap = 50

type Read = Pages<ReplyOf<'GET /api/jobs'>>
export type OpenJobs = Pick<Read, 'first' | 'more'> & {
  /** All jobs read so far, each once. */
  jobs: readonly JobCard[]
}

/**
 * The open jobs that are asked for, page after page.
 * @param map whether they are to stand on a map
 */
export function useOpenJobs(wanted: JobsQuery, map: boolean): OpenJobs {
  const { first, pages, more } = usePages('GET /api/jobs', { ...wanted, limit: map ? pageSizeOfMap : pageSize })
  const seen = new Set<string>()
  const jobs = pages.flatMap((page) => page.jobs).filter(({ id }) => !seen.has(id) && seen.add(id))
  return { first, jobs, more }
}
