import type { Application, Fit } from '@market/shared/apply/apply.contract'
import { marketDay } from '@market/shared/words/time'
import type { Db, Store } from '../../store/store'
import type { JobsService } from '../jobs/jobs.service'
import type { MatchService } from '../match/match.service'
import { goneFromJob, standingAtJob, type ApplicationRow } from './apply.queries'

/** All places and the whole queue; a few more may have come at one moment. */
const mostStanding = 1_100
/** Of those who are gone, whoever went last. */
const mostGone = 200

type Parts = {
  store: Store
  jobs: Pick<JobsService, 'assertEmployer'>
  match: Pick<MatchService, 'queueOrder'>
  viewAll: (db: Db, rows: readonly ApplicationRow[], viewerId: string, now: number, fits: ReadonlyMap<string, Fit>) => Promise<Application[]>
}

/** The employer's own list of those who applied to a job. */
export const applicationsOfJob = ({ store, jobs, match, viewAll }: Parts) => {
  /** Those who wait to be chosen, best first, each with why. Where the order of coming decides there is nobody to be ranked. */
  const ranked = async (db: Db, jobId: string, rows: readonly ApplicationRow[], now: number): Promise<Map<string, Fit>> => {
    if (rows.length === 0) return new Map()
    const order = await match.queueOrder(db, jobId, rows.map(({ application: { workerId, appliedAt } }) => ({ workerId, since: appliedAt })), now)
    return new Map(order.map(({ workerId, reasons, hindrance }) => [workerId, { reasons, hindrance }]))
  }

  return (employerId: string, jobId: string, now: number): Promise<Application[]> =>
    store.read(async (db) => {
      await jobs.assertEmployer(db, jobId, employerId)
      const rows = await standingAtJob(db, jobId, marketDay(now), mostStanding)
      const gone = await goneFromJob(db, jobId, marketDay(now), mostGone)
      const toChooseFrom = rows.filter(waitsToBeChosen)
      const fits = await ranked(db, jobId, toChooseFrom, now)
      const places = new Map([...fits.keys()].map((workerId, place) => [workerId, place]))
      const placeOf = ({ application: { workerId } }: ApplicationRow): number => places.get(workerId) ?? places.size
      const inOrder = [...toChooseFrom].sort((one, other) => placeOf(one) - placeOf(other))
      return viewAll(db, [...rows.filter((row) => !waitsToBeChosen(row)), ...inOrder, ...gone], employerId, now, fits)
    })
}

const waitsToBeChosen = ({ application: { state }, job: { hiring } }: ApplicationRow): boolean => state === 'queued' && hiring === 'employer_chooses'
