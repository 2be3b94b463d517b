import type { ReviewedPosting } from '@market/shared/supervision/supervision.contract'
import type { Posting } from '@market/shared/supervision/supervision.rules'
import type { Db } from '../../store/store'
import { countReports, findPosting, versionsNewestFirst } from './review.queries'

export type Reviewed = { posting: ReviewedPosting; employerId: string; marketId: string; marketPath: string }

/** A posting as those see it who decide about it: every version, what was found, and what it rests on. */
export async function reviewedPosting(db: Db, jobId: string, pointsOf: (personId: string) => Promise<number>): Promise<Reviewed | null> {
  const row = await findPosting(db, jobId)
  if (row === null) return null
  const { job, employer, market, nameMasked } = row
  const versions = await versionsNewestFirst(db, jobId)
  const reports = await countReports(db, jobId)
  return {
    employerId: job.employerId,
    marketId: job.marketId,
    marketPath: market.path,
    posting: {
      jobId, version: job.version, status: job.status, trade: job.trade, title: job.title, description: job.description, requirements: job.requirements,
      headcount: job.headcount, filled: job.filled, address: job.address, startsAt: job.startsAt, endsAt: job.endsAt, breakMinutes: job.breakMinutes,
      payFen: job.payFen, payUnit: job.payUnit, marketName: market.name, postedAt: job.postedAt, statusReason: job.statusReason,
      findings: versions.find(({ version }) => version === job.version)?.findings ?? [],
      employer: { ...employer, nameMasked: nameMasked ?? '*', points: await pointsOf(job.employerId) },
      versions: versions.map(({ version, at, rulebookVersion, verdict, personVerificationId, employerVerificationId, posting }) => {
        const { title, description, requirements } = posting as Posting
        return { version, at, rulebookVersion, verdict, personVerified: personVerificationId !== null, employerVerified: employerVerificationId !== null, title, description, requirements }
      }),
      reports: reports.reduce((sum, { times }) => sum + times, 0),
    },
  }
}
