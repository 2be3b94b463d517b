import { and, sql, type SQL } from 'drizzle-orm'
import type { Place } from '@market/shared/markets/markets.rules'
import type { Tables } from '../../store/schema'
import type { Db } from '../../store/store'
import { isWanted, type OpenJobsFilter } from './jobs.queries'

/** Metres of one degree of latitude on the sphere that distances are shown by. */
const metresPerDegree = 111_195

export type NearestFilter = Omit<OpenJobsFilter, 'after'> & {
  from: Place
  /** Only jobs behind this one. */
  after?: { squareMetres: number; id: string } | undefined
}

/**
 * Open jobs of the whole province, nearest first. Sorted by the squared distance on a plane whose east-west scale is that
 * of the latitude halfway between, which within the province is the distance over the ground to a thousandth; without
 * sine or root, so that both engines have it. Whole square metres: a page goes on exactly where the last one ended.
 */
export const listNearestJobs = async (db: Db, { from, after, limit, ...filter }: NearestFilter): Promise<{ id: string; squareMetres: number }[]> => {
  const { jobs } = db.t
  const squareMetres = squareMetresFrom(from, jobs)
  const behind = after === undefined ? undefined : sql`(${squareMetres}, ${jobs.id}) > (cast(${after.squareMetres} as bigint), ${after.id})`
  const rows = await db.q.select({ id: jobs.id, squareMetres }).from(jobs).where(and(...isWanted(db, filter), behind)).orderBy(squareMetres, jobs.id).limit(limit)
  return rows.map(({ id, squareMetres: square }) => ({ id, squareMetres: Number(square) }))
}

const squareMetresFrom = ({ lat, lng }: Place, jobs: Tables['jobs']): SQL<number | string> => {
  const radians = Math.PI / 180
  const cosine = Math.cos(lat * radians)
  const sine = Math.sin(lat * radians)
  const real = (value: number): SQL => sql`cast(${value} as double precision)`
  const north = sql`(${jobs.lat} - ${real(lat)})`
  // cos(lat + Δ/2) as far as its second power.
  const eastScale = sql`(${real(cosine)} - ${real((sine * radians) / 2)} * ${north} - ${real((cosine * radians * radians) / 8)} * ${north} * ${north})`
  const east = sql`(${jobs.lng} - ${real(lng)}) * ${eastScale}`
  return sql<number | string>`cast((${north} * ${north} + ${east} * ${east}) * ${real(metresPerDegree ** 2)} as bigint)`
}
