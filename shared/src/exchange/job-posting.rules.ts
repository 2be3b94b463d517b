import type { JobState } from '../journey'
import type { PayUnit } from '../words/lists'
import { tradeName } from '../words/lists'

/**
 * A job as schema.org's JobPosting, the form in which search engines and other systems read vacancies
 * (https://schema.org/JobPosting; required by readers: title, description, datePosted, hiringOrganization, jobLocation).
 */

/** Facts of an open job. Holds no contact on purpose: who wants the phone number applies here. */
export type PublicJob = {
  id: string
  status: JobState
  trade: string
  title: string
  description: string
  requirements: string
  headcount: number
  filled: number
  address: string
  lat: number
  lng: number
  startsAt: number
  endsAt: number
  payFen: number
  payUnit: PayUnit
  postedAt: number
  /** Where the market is, e.g. 洛阳市涧西区. */
  locality: string
  market: { id: string; name: string }
  /** The employer as workers see it; a household's name is masked. */
  employer: { kind: 'business' | 'household'; name: string; creditCode: string | null }
  /** Who had it before us, for a repost. */
  source: { name: string; url: string | null; externalId: string | null } | null
}

/** ISO 8601 with the market's own offset: a reader in another time zone shows the same morning. */
const isoInMarket = (at: number): string => `${new Date(at + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`

/**
 * JSON-LD of one job.
 * @param publicUrl where this server is reached, without a slash at the end
 */
export const jobPosting = (job: PublicJob, publicUrl: string) => ({
  '@context': 'https://schema.org' as const,
  '@type': 'JobPosting' as const,
  identifier: { '@type': 'PropertyValue' as const, name: job.market.name, value: job.id },
  url: `${publicUrl}/#/pages/job/index?jobId=${job.id}`,
  title: job.title,
  description: [job.description, job.requirements].filter((text) => text !== '').join('\n'),
  datePosted: isoInMarket(job.postedAt),
  // A posting ends when its work begins.
  validThrough: isoInMarket(job.startsAt),
  jobStartDate: isoInMarket(job.startsAt),
  employmentType: ['TEMPORARY', 'PER_DIEM'] as const,
  occupationalCategory: `${job.trade} ${tradeName(job.trade)}`,
  industry: '零工' as const,
  totalJobOpenings: Math.max(0, job.headcount - job.filled),
  directApply: true,
  hiringOrganization: {
    '@type': job.employer.kind === 'business' ? ('Organization' as const) : ('Person' as const),
    name: job.employer.name,
    ...(job.employer.creditCode === null ? {} : { identifier: job.employer.creditCode }),
  },
  jobLocation: {
    '@type': 'Place' as const,
    name: job.market.name,
    address: { '@type': 'PostalAddress' as const, streetAddress: job.address, addressLocality: job.locality, addressRegion: '河南省' as const, addressCountry: 'CN' as const },
    geo: { '@type': 'GeoCoordinates' as const, latitude: job.lat, longitude: job.lng },
  },
  workHours: `${isoInMarket(job.startsAt)}/${isoInMarket(job.endsAt)}`,
  baseSalary: {
    '@type': 'MonetaryAmount' as const,
    currency: 'CNY' as const,
    value: { '@type': 'QuantitativeValue' as const, value: job.payFen / 100, unitText: job.payUnit === 'day' ? ('DAY' as const) : ('HOUR' as const) },
  },
  ...(job.source === null
    ? {}
    : {
      // A repost names its source (five-ministry notice of 2026-01-13).
      subjectOf: {
        '@type': 'CreativeWork' as const,
        publisher: { '@type': 'Organization' as const, name: job.source.name },
        ...(job.source.url === null ? {} : { url: job.source.url }),
        ...(job.source.externalId === null ? {} : { identifier: job.source.externalId }),
      },
    }),
})

export type JobPosting = ReturnType<typeof jobPosting>
