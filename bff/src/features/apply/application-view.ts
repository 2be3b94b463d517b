import type { Application, Candidate, Fit } from '@market/shared/apply/apply.contract'
import { bothHaveSigned } from '@market/shared/apply/apply.rules'
import type { JobCard } from '@market/shared/jobs/jobs.contract'
import { AppError } from '@market/shared/errors'
import type { Settlement } from '@market/shared/settle/settlement'
import type { Vault } from '../../store/vault'
import type { ApplicationRow } from './apply.queries'

/** What a list of applications is shown with: `ahead` is how many wait before each who waits for a place, by the application's id. */
type Shown = {
  cards: ReadonlyMap<string, JobCard>
  ahead: ReadonlyMap<string, number>
  candidates: ReadonlyMap<string, Omit<Candidate, 'fit'>>
  /** By worker, of those who wait to be chosen; empty outside of the list of such a job. */
  fits: ReadonlyMap<string, Fit>
  vault: Vault
  viewerId: string
}

/**
 * An application as one viewer may see it. The other side's phone is opened for the two sides alone, and only once both
 * have signed.
 */
export function applicationView(row: ApplicationRow, { cards, ahead, candidates, fits, vault, viewerId }: Shown): Application {
  const { application, agreement, worker, job: { employerId } } = row
  const job = cards.get(application.jobId)
  if (job === undefined) throw new AppError('not_found')
  const candidate = viewerId === employerId ? candidates.get(application.workerId) : undefined
  return {
    id: application.id,
    state: application.state,
    job,
    terms: application.terms,
    queueAhead: ahead.get(application.id) ?? null,
    offerUntil: application.state === 'offered' ? application.offerUntil : null,
    // The clock of an offer is kept on the row; whoever waits has none.
    lapsedFrom: application.state !== 'lapsed' ? null : application.offerUntil === null ? 'queued' : 'offered',
    candidate: candidate === undefined ? null : { ...candidate, fit: fits.get(application.workerId) ?? null },
    workerMasked: worker.nameMasked ?? '',
    number: row.number,
    agreement,
    appliedAt: application.appliedAt,
    updatedAt: application.updatedAt,
    arrivedAt: application.arrivedAt,
    finishedAt: application.finishedAt,
    endedReason: application.endedReason,
    settlement: settlementOf(row.settlement),
    contactPhone: contactPhone(row, vault, viewerId),
  }
}

function contactPhone({ application, job, worker }: ApplicationRow, vault: Vault, viewerId: string): string | null {
  if (!bothHaveSigned(application.state)) return null
  if (viewerId === application.workerId) {
    // Empty once its employer has closed their account.
    return job.contactPhoneSealed === '' ? null : vault.open(job.contactPhoneSealed, { table: 'jobs', column: 'contact_phone_sealed', row: application.jobId })
  }
  if (viewerId !== job.employerId || worker.phoneSealed === null) return null
  return vault.open(worker.phoneSealed, { table: 'people', column: 'phone_sealed', row: application.workerId })
}

const settlementOf = (row: ApplicationRow['settlement']): Settlement | null =>
  row && {
    minutes: row.minutes,
    amountFen: row.amountFen,
    note: row.proposedNote,
    round: row.round,
    proposedAt: row.proposedAt,
    disputedReason: row.disputedReason,
    agreedAt: row.agreedAt,
    paidAt: row.paidAt,
    paidHow: row.paidHow,
    receivedAt: row.receivedAt,
  }
