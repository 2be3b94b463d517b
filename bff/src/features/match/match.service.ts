import { AppError } from '@market/shared/errors'
import type { Place } from '@market/shared/markets/markets.rules'
import type { Match } from '@market/shared/match/match.contract'
import { bestMatches, type Seeker } from '@market/shared/match/match.rules'
import type { Store } from '../../store/store'
import type { ApplyService } from '../apply/apply.service'
import type { Area, JobsService } from '../jobs/jobs.service'
import { findWishes, lastMarketPlace } from './match.queries'

export type MatchService = ReturnType<typeof matchService>

const mostMatches = 20
/** Jobs ranked for one request: the soonest ones. */
const mostCandidates = 1_000
/** Half a side of the square looked at first, in degrees: some 50 km. */
const nearDegrees = 0.5

/** Ranks the open jobs for one worker. The ranking itself is a rule (match.rules); here is only what it is given. */
export const matchService = ({ store, jobs, apply }: { store: Store; jobs: Pick<JobsService, 'openCards'>; apply: Pick<ApplyService, 'takenBy'> }) => ({
  /**
   * @param here where the worker is; without it the market of the last check-in counts
   * @param now UTC ms
   * @throws AppError not_registered
   */
  forWorker: (personId: string, here: Place | null, now: number): Promise<Match[]> =>
    store.read(async (db) => {
      const wishes = await findWishes(db, personId)
      if (wishes === null) throw new AppError('not_registered')
      const taken = await apply.takenBy(db, personId)
      const seeker: Seeker = { ...wishes, busy: taken.hours, takenJobIds: new Set(taken.jobIds) }
      const from = here ?? (await lastMarketPlace(db, personId))
      const openJobs = (area: Area | null) => jobs.openCards(db, { now, from, area, limit: mostCandidates })
      const near = from === null ? [] : await openJobs(areaAround(from))
      const rank = (open: Awaited<ReturnType<typeof openJobs>>) =>
        bestMatches(open.filter(({ employerId }) => employerId !== personId).map(({ card }) => card), seeker, now, mostMatches)
      const matches = rank(near)
      if (matches.length === mostMatches) return matches
      // Too few nearby: those of the whole province are ranked together with them, so that no near one is lost.
      const known = new Set(near.map(({ card }) => card.id))
      return rank([...near, ...(await openJobs(null)).filter(({ card }) => !known.has(card.id))])
    }),
})

const areaAround = ({ lat, lng }: Place): Area => ({ south: lat - nearDegrees, north: lat + nearDegrees, west: lng - nearDegrees, east: lng + nearDegrees })
