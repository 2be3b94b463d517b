import type { JobCard } from '@market/shared/jobs/jobs.contract'
import { stateAt } from '@market/shared/jobs/jobs.rules'
import { metresBetween, type Place } from '@market/shared/markets/markets.rules'
import type { JobRow } from './jobs.queries'

/** From where and when a card is looked at: distance and state depend on it. */
export type Viewing = { now: number; from?: Place | null }

/** What a worker sees of a job in a list. Holds no personal data: a household's name is masked in its row. */
export const jobCard = ({ job, employer, market, demo }: JobRow, { now, from }: Viewing): JobCard => ({
  id: job.id,
  status: stateAt(job, now),
  trade: job.trade,
  title: job.title,
  payFen: job.payFen,
  payUnit: job.payUnit,
  settleWhen: job.settleWhen,
  settleHow: job.settleHow,
  startsAt: job.startsAt,
  endsAt: job.endsAt,
  breakMinutes: job.breakMinutes,
  address: job.address,
  lat: job.lat,
  lng: job.lng,
  distanceMetres: from ? metresBetween(from, job) : null,
  headcount: job.headcount,
  filled: job.filled,
  perks: job.perks,
  hiring: job.hiring,
  publicFrom: job.publicFrom,
  employer: { kind: employer.kind, name: employer.name },
  market: { id: market.id, name: market.name },
  postedAt: job.postedAt,
  demo: demo || market.demo,
})

/** A place from optional query values; both or none. */
export const placeOf = ({ lat, lng }: { lat?: number; lng?: number }): Place | null =>
  lat === undefined || lng === undefined ? null : { lat, lng }
