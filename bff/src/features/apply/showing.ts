import type { Application, Fit } from '@market/shared/apply/apply.contract'
import { AppError } from '@market/shared/errors'
import { marketDay } from '@market/shared/words/time'
import type { Db } from '../../store/store'
import type { Vault } from '../../store/vault'
import type { JobsService } from '../jobs/jobs.service'
import { applicationView } from './application-view'
import { findApplication, findCandidates, type ApplicationRow } from './apply.queries'
import { aheadOf } from './places.queries'

type Parts = { vault: Vault; jobs: Pick<JobsService, 'cards'> }

/** Applications as one viewer may see them, in as many statements for many as for one. */
export const showing = ({ vault, jobs }: Parts) => {
  const viewAll = async (db: Db, rows: readonly ApplicationRow[], viewerId: string, now: number, fits: ReadonlyMap<string, Fit> = new Map()): Promise<Application[]> => {
    const cards = await jobs.cards(db, rows.map(({ application }) => application.jobId), { now })
    const ahead = await aheadOf(db, rows.flatMap(({ application, job }) => (application.state === 'queued' && job.hiring !== 'employer_chooses' ? [application] : [])))
    const chosenFrom = rows.filter(({ application: { state }, job }) => job.employerId === viewerId && (state === 'queued' || state === 'offered'))
    const candidates = await findCandidates(db, chosenFrom.map(({ application }) => application.workerId), viewerId)
    return rows.map((row) => applicationView(row, { cards, ahead, candidates, fits, vault, viewerId }))
  }

  /**
   * One application as this viewer may see it: for its worker, its employer, or staff who have been let in by their own
   * feature. To be called with a tx inside a write, so that the reply shows what was just written.
   * @param now UTC ms; decides the day whose queue number is shown
   * @throws AppError not_found
   */
  const view = async (db: Db, applicationId: string, viewerId: string, now: number): Promise<Application> => {
    const row = await findApplication(db, applicationId, marketDay(now))
    const [shown] = row === null ? [] : await viewAll(db, [row], viewerId, now)
    if (shown === undefined) throw new AppError('not_found')
    return shown
  }

  return { view, viewAll }
}
