import { AppError } from '@market/shared/errors'
import type { JobCard } from '@market/shared/jobs/jobs.contract'
import type { Place } from '@market/shared/markets/markets.rules'
import { isTrade } from '@market/shared/words/lists'
import type { Db } from '../../store/store'
import { jobCard } from './job-card'
import { findJobs, findRegionPath, listOpenJobs } from './jobs.queries'
import { listNearestJobs } from './nearest-jobs.queries'

/** Jobs on one page of the list, unless the caller asks for another number. */
const usualPage = 20

export type JobsPage = { jobs: JobCard[]; next: string | null }
export type ListQuery = { marketId?: string; region?: string; trade?: string; order?: 'soonest' | 'nearest'; after?: string; limit?: number }

/** One page of the open jobs. A cursor says all it goes on from, so that a page neither repeats nor skips while somebody walks about. */
export async function listPage(db: Db, { marketId, region, trade, order = 'soonest', after, limit = usualPage }: ListQuery, from: Place | null, now: number): Promise<JobsPage> {
  if (trade !== undefined && !isTrade(trade)) return nothing
  const regionPath = region === undefined ? undefined : await findRegionPath(db, region)
  if (regionPath === null) return nothing
  const wanted = { now, marketId, trade, regionPath, limit: limit + 1 }

  if (order === 'soonest') {
    const rows = await listOpenJobs(db, { ...wanted, after: after === undefined ? undefined : readSoonest(after) })
    const page = rows.slice(0, limit)
    const last = rows.length > limit ? page.at(-1)?.job : undefined
    return { jobs: page.map((row) => jobCard(row, { now, from })), next: last === undefined ? null : `${last.startsAt}_${last.id}` }
  }

  const behind = after === undefined ? undefined : readNearest(after)
  const origin = behind?.from ?? from
  if (origin === null) throw new AppError('invalid_fields', { fields: [{ field: 'lat', message: '按远近排，要先知道您在哪儿' }] })
  const found = await listNearestJobs(db, { ...wanted, from: origin, after: behind })
  const page = found.slice(0, limit)
  const last = found.length > limit ? page.at(-1) : undefined
  const rows = new Map((await findJobs(db, page.map(({ id }) => id))).map((row) => [row.job.id, row]))
  return {
    jobs: page.flatMap(({ id }) => {
      const row = rows.get(id)
      return row === undefined ? [] : [jobCard(row, { now, from: from ?? origin })]
    }),
    next: last === undefined ? null : `${origin.lat}_${origin.lng}_${last.squareMetres}_${last.id}`,
  }
}

const nothing: JobsPage = { jobs: [], next: null }
const notOurs = (): AppError => new AppError('invalid_fields', { fields: [{ field: 'after', message: '请从第一页重新看' }] })

function readSoonest(after: string): { startsAt: number; id: string } {
  const [, startsAt, id] = /^(\d{1,13})_([0-9A-Za-z-]{8,40})$/.exec(after) ?? []
  if (startsAt === undefined || id === undefined) throw notOurs()
  return { startsAt: Number(startsAt), id }
}

function readNearest(after: string): { from: Place; squareMetres: number; id: string } {
  const [, lat, lng, squareMetres, id] = /^(-?\d{1,2}(?:\.\d{1,20})?)_(-?\d{1,3}(?:\.\d{1,20})?)_(\d{1,15})_([0-9A-Za-z-]{8,40})$/.exec(after) ?? []
  if (lat === undefined || lng === undefined || squareMetres === undefined || id === undefined) throw notOurs()
  return { from: { lat: Number(lat), lng: Number(lng) }, squareMetres: Number(squareMetres), id }
}
