import type { JobDraft } from '@market/shared/jobs/jobs.contract'
import type { Finding, Verdict } from '@market/shared/supervision/finding'
import type { Tables } from '../../store/schema'

/** A row of `jobs` to be, and what the rulebook said of it. `postedAt` is set when it is published. */
export type StagedJob = Omit<Tables['jobs']['$inferInsert'], 'postedAt'> & {
  /** Of its market, for those who answer for it. */
  marketPath: string
  /** As sent, without the contact: what is kept of this version for ever. */
  posting: Omit<JobDraft, 'contactName' | 'contactPhone'>
  verdict: Verdict
  findings: Finding[]
  rulebookVersion: number
}
