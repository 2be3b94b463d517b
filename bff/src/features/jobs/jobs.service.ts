import { bothHaveSigned, hasArrived } from '@market/shared/apply/apply.rules'
import { AppError, refuseProblems } from '@market/shared/errors'
import type { JobCard, JobDetail, JobDraft, JobTemplate, MyJob } from '@market/shared/jobs/jobs.contract'
import { hourlyPayFen, keptText, postingProblems } from '@market/shared/jobs/jobs.rules'
import { holdsPlace, turnOf, type ApplicationState } from '@market/shared/journey'
import type { Place } from '@market/shared/markets/markets.rules'
import { checkPersonName, checkPhone } from '@market/shared/register/register.rules'
import { isTrade } from '@market/shared/words/lists'
import { maskName, maskPhone } from '@market/shared/words/mask'
import { uuidv7 } from 'uuidv7'
import type { Command } from '../../http/command'
import type { Db, Store } from '../../store/store'
import type { Place as SealedPlace, Vault } from '../../store/vault'
import type { IdentityService } from '../identity/identity.service'
import type { MarketService } from '../markets/markets.service'
import { jobCard, type Viewing } from './job-card'
import { distinctJobs, draftOfOwnJob, draftsOfTrades, type Contact } from './job-drafts'
import {
  closeJob, countApplications, findApplicationTo, findCandidates, findEmployerContact, findJob, findJobs, insertJob, jobsOfEmployer,
  listOpenJobs, type Area,
} from './jobs.queries'
import { minimumHourlyFen } from './minimum-wage.queries'

/** Jobs on one page of the list, unless the caller asks for another number. */
const usualPage = 20
const mostOfEmployer = 100
const mostOwnTemplates = 5

export type { Area } from './jobs.queries'
export type JobsService = ReturnType<typeof jobsService>
export type JobsPage = { jobs: JobCard[]; next: string | null }

/** Postings: making them, showing them to those who may see what, and closing them. */
export const jobsService = ({ store, vault, markets, identity }: { store: Store; vault: Vault; markets: Pick<MarketService, 'getIn'>; identity: Pick<IdentityService, 'assertMayPost' | 'admitPosting'> }) => {
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
    const maySeePhone = mine || (myApplication !== null && bothHaveSigned(myApplication.state))
    return {
      ...jobCard(row, viewing),
      description: job.description,
      requirements: job.requirements,
      contactNameMasked: job.contactNameMasked,
      contactPhone: maySeePhone ? vault.open(job.contactPhoneSealed, sealedAt('contact_phone_sealed', jobId)) : null,
      hourlyFen: hourlyPayFen(job),
      minimumHourlyFen: await minimumHourlyFen(db, row.market.id, job.startsAt),
      myApplication,
      mine,
    }
  }

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

  return {
    /** Cards of these jobs by id; one that does not exist is missing. */
    async cards(db: Db, jobIds: readonly string[], viewing: Viewing): Promise<Map<string, JobCard>> {
      const rows = await findJobs(db, [...new Set(jobIds)])
      return new Map(rows.map((row) => [row.job.id, jobCard(row, viewing)]))
    },

    /** Open jobs as cards for ranking, soonest first. */
    openCards: async (db: Db, { now, from, area, limit }: Viewing & { area: Area | null; limit: number }) =>
      (await findCandidates(db, { now, area, limit })).map((row) => ({ card: jobCard(row, { now, from: from ?? null }), employerId: row.job.employerId })),

    /** @throws AppError not_found when the job is not this employer's */
    async assertEmployer(db: Db, jobId: string, employerId: string): Promise<void> {
      await ownJob(db, jobId, employerId)
    },

    /**
     * Posts a job. Where no place is given the job begins at the market.
     * @throws AppError not_verified, not_found (market), posting_refused with everything that is wrong
     */
    async create({ caller, now, write }: Command, draft: JobDraft): Promise<JobDetail> {
      const { market, contact } = await store.read(async (db) => {
        await identity.assertMayPost(db, caller.personId, now)
        const market = await markets.getIn(db, draft.marketId)
        const minimum = await minimumHourlyFen(db, market.id, draft.startsAt)
        refuseProblems(postingProblems(draft, { now, minimumHourlyFen: minimum }), 'posting_refused')
        return { market, contact: checkedContact(draft) }
      })
      const id = uuidv7()
      const { lat, lng, contactName: _name, contactPhone: _phone, ...typed } = draft
      const here = lat === undefined || lng === undefined ? market : { lat, lng }
      const job = {
        ...typed,
        id,
        employerId: caller.personId,
        status: 'open' as const,
        title: keptText(draft.title),
        description: keptText(draft.description),
        requirements: keptText(draft.requirements),
        address: keptText(draft.address),
        perks: [...new Set(draft.perks)],
        lat: here.lat,
        lng: here.lng,
        contactNameSealed: vault.seal(contact.contactName, sealedAt('contact_name_sealed', id)),
        contactNameMasked: maskName(contact.contactName),
        contactPhoneSealed: vault.seal(contact.contactPhone, sealedAt('contact_phone_sealed', id)),
        contactPhoneMasked: maskPhone(contact.contactPhone),
        version: 1,
        postedAt: now,
      }
      return write(async (tx) => {
        await identity.admitPosting(tx, caller.personId, now)
        await insertJob(tx, job)
        await tx.append({
          kind: 'job.posted', subjectId: id, marketId: market.id, at: now,
          data: { employerId: caller.personId, trade: job.trade, headcount: job.headcount, startsAt: job.startsAt },
        })
        return detail(tx, id, caller.personId, { now })
      })
    },

    /**
     * Jobs with a place left that have not begun, soonest first.
     * @param query.after `next` of the page before
     * @throws AppError invalid_fields when `after` is not one of ours
     */
    async list(query: { marketId?: string; trade?: string; after?: string; limit?: number }, from: Place | null, now: number): Promise<JobsPage> {
      if (query.trade !== undefined && !isTrade(query.trade)) return { jobs: [], next: null }
      const after = query.after === undefined ? undefined : readCursor(query.after)
      const limit = query.limit ?? usualPage
      const rows = await store.read((db) => listOpenJobs(db, { now, marketId: query.marketId, trade: query.trade, after, limit: limit + 1 }))
      const page = rows.slice(0, limit)
      const last = rows.length > limit ? page.at(-1)?.job : undefined
      return { jobs: page.map((row) => jobCard(row, { now, from })), next: last === undefined ? null : `${last.startsAt}_${last.id}` }
    },

    /** One job for whoever is signed in. @throws AppError not_found */
    get: (jobId: string, personId: string, viewing: Viewing): Promise<JobDetail> => store.read((db) => detail(db, jobId, personId, viewing)),

    /** The employer's own jobs, newest first, each with how far its places have come. */
    mine: (employerId: string, now: number): Promise<MyJob[]> =>
      store.read(async (db) => {
        const rows = await jobsOfEmployer(db, employerId, mostOfEmployer)
        const counted = await countApplications(db, rows.map(({ job }) => job.id))
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
              waitingForMe: people((state) => turnOf(state).includes('employer')),
            },
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
        const own = recent.map((row) => draftOfOwnJob(row, marketId, {
          contactName: vault.open(row.job.contactNameSealed, sealedAt('contact_name_sealed', row.job.id)),
          contactPhone: vault.open(row.job.contactPhoneSealed, sealedAt('contact_phone_sealed', row.job.id)),
        }, now))
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
        await tx.append({
          kind: 'job.closed', subjectId: jobId, marketId: job.marketId, at: now, data: { employerId: caller.personId, reason: 'closed' },
        })
        return detail(tx, jobId, caller.personId, { now })
      })
    },
  }
}

/** Name and phone in the form in which they are kept; the rules have accepted both. */
function checkedContact(draft: JobDraft): Contact {
  const name = checkPersonName(draft.contactName)
  const phone = checkPhone(draft.contactPhone)
  if (!name.ok || !phone.ok) throw new AppError('posting_refused')
  return { contactName: name.value, contactPhone: phone.value }
}

function readCursor(after: string): { startsAt: number; id: string } {
  const [, startsAt, id] = /^(\d{1,13})_([0-9A-Za-z-]{8,40})$/.exec(after) ?? []
  if (startsAt === undefined || id === undefined) throw new AppError('invalid_fields', { fields: [{ field: 'after', message: '请从第一页重新看' }] })
  return { startsAt: Number(startsAt), id }
}
