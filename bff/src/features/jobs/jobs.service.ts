import { bothHaveSigned, hasArrived } from '@market/shared/apply/apply.rules'
import { AppError } from '@market/shared/errors'
import type { JobCard, JobDetail, JobDraft, JobTemplate, MyJob } from '@market/shared/jobs/jobs.contract'
import { hourlyPayFen, stateAt } from '@market/shared/jobs/jobs.rules'
import { holdsPlace, turnOf, type ApplicationState, type JobState } from '@market/shared/journey'
import type { Place } from '@market/shared/markets/markets.rules'
import { reconfirmDue } from '@market/shared/supervision/points.rules'
import type { Command } from '../../http/command'
import type { Db, Store } from '../../store/store'
import type { Place as SealedPlace, Vault } from '../../store/vault'
import type { CasesService } from '../cases/cases.service'
import type { MarketService } from '../markets/markets.service'
import type { ChecksService } from '../supervision/checks.service'
import { jobCard, type Viewing } from './job-card'
import { listPage, type JobsPage, type ListQuery } from './jobs-page'
import { distinctJobs, draftOfOwnJob, draftsOfTrades, type Contact } from './job-drafts'
import {
  closeJob, countApplications, findApplicationTo, findEmployerContact, findJob, findJobs, hasWorkedFor, jobsOfEmployer,
  type JobRow,
} from './jobs.queries'
import type { OpenJobsIndex } from './open-jobs-index'
import { minimumHourlyFen } from './minimum-wage.queries'

const mostOfEmployer = 100
const mostOwnTemplates = 5

/** Whether whoever waits there waits for the employer. */
const mayChoose = ({ job }: JobRow): boolean => job.hiring === 'employer_chooses' && job.filled < job.headcount

/** States in which a posting is not shown to those who have nothing to do with it. */
const unseen: readonly JobState[] = ['in_review', 'refused']

export type JobsService = ReturnType<typeof jobsService>

type Parts = {
  store: Store
  openJobs: Pick<OpenJobsIndex, 'find'>
  vault: Vault
  markets: Pick<MarketService, 'getIn'>
  checks: Pick<ChecksService, 'findingsOf' | 'appealOf' | 'hasReported' | 'rulebookInForce'>
  cases: Pick<CasesService, 'about' | 'withdraw'>
}

/** Postings: showing them to those who may see what, and closing them. They are made in `postingService`. */
export const jobsService = ({ store, openJobs, vault, markets, checks, cases }: Parts) => {
  const sealedAt = (column: 'contact_name_sealed' | 'contact_phone_sealed', jobId: string): SealedPlace => ({ table: 'jobs', column, row: jobId })

  const ownJob = async (db: Db, jobId: string, employerId: string) => {
    const row = await findJob(db, jobId)
    if (row === null || row.job.employerId !== employerId) throw new AppError('not_found')
    return row
  }

  /** A job as this person may see it: the phone only for its employer and for workers with whom both have signed. */
  const detail = async (db: Db, jobId: string, personId: string, viewing: Viewing): Promise<JobDetail> => {
    const row = await findJob(db, jobId)
    if (row === null) throw new AppError('not_found')
    const { job } = row
    const mine = job.employerId === personId
    const myApplication = await findApplicationTo(db, jobId, personId)
    // What waits for staff or was refused is nobody's business but its employer's, and of those who were on it before.
    if (!mine && myApplication === null && unseen.includes(job.status)) throw new AppError('not_found')
    const maySeePhone = mine || (myApplication !== null && bothHaveSigned(myApplication.state))
    return {
      ...jobCard(row, viewing),
      description: job.description,
      requirements: job.requirements,
      hiringName: job.hiringName,
      source: job.sourceName === null || job.sourceName === row.employer.name ? null : { name: job.sourceName, url: job.sourceUrl },
      contactNameMasked: job.contactNameMasked,
      contactPhone: maySeePhone && job.contactPhoneSealed !== '' ? vault.open(job.contactPhoneSealed, sealedAt('contact_phone_sealed', jobId)) : null,
      hourlyFen: hourlyPayFen(job),
      minimumHourlyFen: await minimumHourlyFen(db, row.market.id, job.startsAt),
      myApplication,
      mine,
      queued: (await countApplications(db, [jobId])).find(({ state }) => state === 'queued')?.people ?? 0,
      known: !mine && (await hasWorkedFor(db, job.employerId, personId)),
      version: job.version,
      confirmedUntil: job.confirmedUntil,
      reported: !mine && (await checks.hasReported(db, jobId, personId)),
      supervision: mine ? await supervisionOf(db, job) : null,
    }
  }

  /** What its employer is told of how a posting was judged, and until when staff must have answered. */
  const supervisionOf = async (db: Db, job: JobRow['job']): Promise<JobDetail['supervision']> => {
    const appeal = await checks.appealOf(db, 'posting', job.id)
    const open = job.status !== 'in_review' ? null : await (appeal === null ? cases.about(db, 'posting', job.id) : cases.about(db, 'appeal', appeal.id))
    return {
      findings: await checks.findingsOf(db, job.id, job.version),
      dueAt: open?.closedAt === null ? open.dueAt : null,
      reason: job.statusReason,
      appealed: appeal !== null,
    }
  }

  const contactOf = ({ job }: JobRow): Contact => ({
    contactName: vault.open(job.contactNameSealed, sealedAt('contact_name_sealed', job.id)),
    contactPhone: vault.open(job.contactPhoneSealed, sealedAt('contact_phone_sealed', job.id)),
  })

  /** The contact given at registration, opened for the employer's own drafts. */
  const ownContact = async (db: Db, employerId: string): Promise<Contact> => {
    const found = await findEmployerContact(db, employerId)
    if (found === null) throw new AppError('not_registered')
    const { contactNameSealed, employerPhoneSealed, personPhoneSealed } = found
    const phone = employerPhoneSealed !== null
      ? vault.open(employerPhoneSealed, { table: 'employers', column: 'phone_sealed', row: employerId })
      : personPhoneSealed === null ? '' : vault.open(personPhoneSealed, { table: 'people', column: 'phone_sealed', row: employerId })
    return {
      contactName: vault.open(contactNameSealed, { table: 'employers', column: 'contact_name_sealed', row: employerId }),
      contactPhone: phone,
    }
  }

  /** @throws AppError not_found */
  const rowIn = async (db: Db, jobId: string): Promise<JobRow> => {
    const row = await findJob(db, jobId)
    if (row === null) throw new AppError('not_found')
    return row
  }

  return {
    detailIn: detail,
    rowIn,
    ownIn: ownJob,

    /** The employer's own posting as it was typed. @throws AppError not_found */
    draft: (jobId: string, employerId: string): Promise<{ draft: JobDraft; version: number }> =>
      store.read(async (db) => {
        const row = await ownJob(db, jobId, employerId)
        const { draft } = draftOfOwnJob(row, row.job.marketId, contactOf(row), row.job.postedAt)
        return { draft: { ...draft, startsAt: row.job.startsAt, endsAt: row.job.endsAt }, version: row.job.version }
      }),

    /** Cards of these jobs by id; one that does not exist is missing. */
    async cards(db: Db, jobIds: readonly string[], viewing: Viewing): Promise<Map<string, JobCard>> {
      const rows = await findJobs(db, [...new Set(jobIds)])
      return new Map(rows.map((row) => [row.job.id, jobCard(row, viewing)]))
    },

    /** Whether this worker has done a job of this employer that is settled. */
    knows: hasWorkedFor,

    /** @throws AppError not_found when the job is not this employer's */
    async assertEmployer(db: Db, jobId: string, employerId: string): Promise<void> {
      await ownJob(db, jobId, employerId)
    },

    /**
     * Jobs with a place left that have not begun and are shown to everybody.
     * @param query.after `next` of the page before
     * @throws AppError invalid_fields when `after` is not one of ours, or what is asked needs a place that is not given
     */
    list: (query: ListQuery, from: Place | null, now: number): Promise<JobsPage> => listPage({ store, openJobs }, query, from, now),

    /** One job for whoever is signed in. @throws AppError not_found */
    get: (jobId: string, personId: string, viewing: Viewing): Promise<JobDetail> => store.read((db) => detail(db, jobId, personId, viewing)),

    /** The employer's own jobs, newest first, each with how far its places have come. */
    mine: (employerId: string, now: number): Promise<MyJob[]> =>
      store.read(async (db) => {
        const rows = await jobsOfEmployer(db, employerId, mostOfEmployer)
        const counted = await countApplications(db, rows.map(({ job }) => job.id))
        const { reconfirm } = await checks.rulebookInForce(db, now)
        return rows.map((row) => {
          const ofJob = counted.filter(({ jobId }) => jobId === row.job.id)
          const people = (matches: (state: ApplicationState) => boolean) =>
            ofJob.reduce((sum, group) => (matches(group.state) ? sum + group.people : sum), 0)
          return {
            job: jobCard(row, { now }),
            counts: {
              applied: people(holdsPlace),
              signed: people(bothHaveSigned),
              arrived: people(hasArrived),
              settled: people((state) => state === 'settled'),
              queued: people((state) => state === 'queued'),
              waitingForMe: people((state) => turnOf(state).includes('employer') || (state === 'queued' && mayChoose(row))),
            },
            confirmedUntil: row.job.confirmedUntil,
            confirmDue: stateAt(row.job, now) === 'open' && reconfirmDue(row.job.confirmedUntil, now, reconfirm),
          }
        })
      }),

    /**
     * Drafts to post from: the employer's own recent jobs first, then one per common trade; with the hourly minimum of today.
     * @throws AppError not_found (market)
     */
    templates: (employerId: string, marketId: string, now: number): Promise<{ templates: JobTemplate[]; minimumHourlyFen: number }> =>
      store.read(async (db) => {
        const market = await markets.getIn(db, marketId)
        const minimum = await minimumHourlyFen(db, market.id, now)
        const contact = await ownContact(db, employerId)
        const recent = distinctJobs(await jobsOfEmployer(db, employerId, mostOfEmployer), mostOwnTemplates)
        const own = recent.map((row) => draftOfOwnJob(row, marketId, contactOf(row), now))
        return { templates: [...own, ...draftsOfTrades(market, contact, minimum, now)], minimumHourlyFen: minimum }
      }),

    /**
     * Stops recruiting; people already on it stay.
     * @throws AppError not_found for another's job, step_not_allowed when it is not open any more
     */
    async close({ caller, now, write }: Command, jobId: string): Promise<JobDetail> {
      const { job } = await store.read((db) => ownJob(db, jobId, caller.personId))
      return write(async (tx) => {
        if (!(await closeJob(tx, jobId, caller.personId, now))) throw new AppError('step_not_allowed')
        await cases.withdraw(tx, 'posting', jobId, now)
        await tx.append({
          kind: 'job.closed', subjectId: jobId, marketId: job.marketId, at: now, data: { employerId: caller.personId, reason: 'closed' },
        })
        return detail(tx, jobId, caller.personId, { now })
      })
    },
  }
}
