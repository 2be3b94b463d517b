import { AppError } from '@market/shared/errors'
import type { JobDraft } from '@market/shared/jobs/jobs.contract'
import type { Finding, Verdict } from '@market/shared/supervision/finding'
import { repeatedPosting } from '@market/shared/supervision/repeats'
import type { Rulebook } from '@market/shared/supervision/rulebook'
import { judgePosting, verdictOf } from '@market/shared/supervision/supervision.rules'
import type { Db, Tx } from '../../store/store'
import type { IdentityService } from '../identity/identity.service'
import { findAppealOf, findEmployer, findVersion, hasReported, insertVersion, isStopped, pathOfMarket, standingPostings } from './checks.queries'
import type { RulebookService } from './rulebook.service'

export type Judged = { verdict: Verdict; findings: Finding[]; rulebook: Rulebook }

export type ChecksService = ReturnType<typeof checksService>

/** What posting asks of supervision: the judgement by the rulebook in force, who is stopped, and the trace of every version. */
export const checksService = ({ rulebooks, identity }: { rulebooks: Pick<RulebookService, 'inForce'>; identity: Pick<IdentityService, 'standingOf'> }) => ({
  rulebookInForce: rulebooks.inForce,

  /** The posting by its own words and numbers. Repeats are asked for within the write: two taps at once must not miss each other. */
  async judge(db: Db, draft: JobDraft, { employerId, minimumHourlyFen, now }: { employerId: string; minimumHourlyFen: number; now: number }): Promise<Judged> {
    const rulebook = await rulebooks.inForce(db, now)
    const employer = await findEmployer(db, employerId)
    if (employer === null) throw new AppError('not_registered')
    return { ...judgePosting(draft, rulebook, { minimumHourlyFen, employer, earlier: [] }), rulebook }
  },

  /** The same with the employer's other postings beside it. To be called after the employer was admitted in this write. */
  async withRepeats(tx: Tx, judged: Judged, draft: JobDraft, { employerId, exceptJobId, now }: { employerId: string; exceptJobId: string | null; now: number }): Promise<Judged> {
    const repeated = repeatedPosting(draft, judged.rulebook, await standingPostings(tx, employerId, exceptJobId, now))
    const findings = [...judged.findings, ...repeated]
    return { ...judged, findings, verdict: verdictOf(findings) }
  },

  /** @throws AppError blacklisted */
  async assertNotStopped(db: Db, employerId: string, now: number): Promise<void> {
    const employer = await findEmployer(db, employerId)
    if (await isStopped(db, employerId, employer?.creditCode ?? null, now)) throw new AppError('blacklisted')
  },

  /** Keeps a version for ever: what was posted, by whom, on which checks of identity, and how it was judged by which rules. */
  async recordVersion(tx: Tx, { jobId, version, draft, employerId, judged, now }: { jobId: string; version: number; draft: JobDraft; employerId: string; judged: Judged; now: number }): Promise<void> {
    const { contactName: _name, contactPhone: _phone, ...posting } = draft
    const { personVerificationId, employerVerificationId } = await identity.standingOf(tx, employerId, now)
    await insertVersion(tx, {
      jobId, version, posting, postedBy: employerId, personVerificationId, employerVerificationId,
      rulebookVersion: judged.rulebook.version, verdict: judged.verdict, findings: judged.findings, at: now,
    })
  },

  findingsOf: async (db: Db, jobId: string, version: number): Promise<Finding[]> => (await findVersion(db, jobId, version))?.findings ?? [],
  appealOf: findAppealOf,
  hasReported,
  pathOfMarket,
})
