import { AppError } from '@market/shared/errors'
import { jobPosting, type JobPosting } from '@market/shared/exchange/job-posting.rules'
import type { Store } from '../../store/store'
import { findRegionPath, listForExchange, regionNames, type ExchangedJob } from './job-feed.queries'

const usualPage = 100

export type JobFeedService = ReturnType<typeof jobFeedService>

/** One publication of all markets' open jobs, for other systems (clause 十二). Holds no contact and no person. */
export const jobFeedService = ({ store, publicUrl }: { store: Store; publicUrl: string }) => ({
  /** @throws AppError invalid_fields for a cursor that is not ours */
  async list(
    { region, trade, updatedSince, after, limit = usualPage }: { region?: string; trade?: string; updatedSince?: number; after?: string; limit?: number },
    now: number,
  ): Promise<{ '@context': 'https://schema.org'; '@type': 'ItemList'; itemListElement: JobPosting[]; next: string | null }> {
    const cursor = after === undefined ? null : readCursor(after)
    return store.read(async (db) => {
      const regionPath = region === undefined ? null : await findRegionPath(db, region)
      const nowhere = region !== undefined && regionPath === null
      const rows = nowhere ? [] : await listForExchange(db, { now, regionPath, trade: trade ?? null, since: updatedSince ?? null, after: cursor, limit: limit + 1 })
      const page = rows.slice(0, limit)
      const parents = await regionNames(db, [...new Set(page.map(({ region: { parentCode } }) => parentCode).filter((code) => code !== null))])
      const last = rows.length > limit ? page.at(-1)?.job : undefined
      return {
        '@context': 'https://schema.org',
        '@type': 'ItemList',
        itemListElement: page.map((row) => jobPosting(publicJob(row, parents), publicUrl)),
        next: last === undefined ? null : `${last.postedAt}_${last.id}`,
      }
    })
  },
})

const publicJob = ({ job, employer, market, region }: ExchangedJob, parents: ReadonlyMap<string, string>) => ({
  ...job,
  market,
  locality: region.kind === 'province' || region.kind === 'city' ? region.name : `${parents.get(region.parentCode ?? '') ?? ''}${region.name}`,
  employer: job.hiringName === null
    ? { kind: employer.kind === 'household' ? ('household' as const) : ('business' as const), name: employer.name, creditCode: employer.creditCode }
    : { kind: 'business' as const, name: job.hiringName, creditCode: job.hiringCreditCode },
  // What an agency takes over keeps its source; what comes out of the account's own system has none but itself.
  source: job.sourceName === null || job.sourceName === employer.name ? null : { name: job.sourceName, url: job.sourceUrl, externalId: job.externalId },
})

function readCursor(after: string): { postedAt: number; id: string } {
  const [, postedAt, id] = /^(\d{1,13})_([0-9A-Za-z-]{8,40})$/.exec(after) ?? []
  if (postedAt === undefined || id === undefined) throw new AppError('invalid_fields', { fields: [{ field: 'after', message: '请从第一页重新读' }] })
  return { postedAt: Number(postedAt), id }
}
