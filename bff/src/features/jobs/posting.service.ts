import { AppError, refuseProblems, type FieldProblem } from '@market/shared/errors'
import type { JobDetail, JobDraft } from '@market/shared/jobs/jobs.contract'
import { publicFromOf } from '@market/shared/jobs/hiring.rules'
import { keptText, postingProblems } from '@market/shared/jobs/jobs.rules'
import { hour, minute } from '@market/shared/words/time'
import { refusalsOf } from '@market/shared/supervision/refusals'
import { shownUntil } from '@market/shared/supervision/points.rules'
import { checkPersonName, checkPhone } from '@market/shared/register/register.rules'
import { maskName, maskPhone } from '@market/shared/words/mask'
import { uuidv7 } from 'uuidv7'
import type { Chore } from '../../feed/chores'
import type { Command } from '../../http/command'
import type { Db, Store, Tx } from '../../store/store'
import type { Vault } from '../../store/vault'
import type { ApplyService } from '../apply/apply.service'
import type { CasesService } from '../cases/cases.service'
import type { IdentityService } from '../identity/identity.service'
import type { MarketService } from '../markets/markets.service'
import type { AppealsService } from '../supervision/appeals.service'
import type { ChecksService, Judged } from '../supervision/checks.service'
import type { JobsService } from './jobs.service'
import { minimumHourlyFen } from './minimum-wage.queries'
import { workersOf } from './jobs.queries'
import { changeJob, confirmJob, insertJob, markConfirmDue, noteReason, publishAppealed, publishJob, refuseJob, takeDownJob } from './posting.queries'

const mostAsked = 200
/** Workers an employer knows who are told of a posting that is theirs first. */
const mostTold = 200

/** The hourly minimum (fen) for a posting. A start that has passed is refused all the same, and wages of long ago are not on record. */
const minimumAt = (db: Db, marketId: string, startsAt: number, now: number): Promise<number> => minimumHourlyFen(db, marketId, Math.max(startsAt, now))

export type PostingService = ReturnType<typeof postingService>

type Announced = { id: string; employerId: string; marketId: string; trade: string; headcount: number; startsAt: number; publicFrom?: number | null }

type Parts = {
  store: Store
  vault: Vault
  markets: Pick<MarketService, 'getIn'>
  identity: Pick<IdentityService, 'assertMayPost' | 'admitPosting'>
  checks: ChecksService
  cases: Pick<CasesService, 'open' | 'withdraw'>
  appeals: Pick<AppealsService, 'open'>
  jobs: Pick<JobsService, 'detailIn' | 'rowIn' | 'ownIn'>
  apply: Pick<ApplyService, 'freeAll' | 'followPosting'>
}

/** How a posting comes to be seen and ceases to be: judged at once, looked at by staff where there is a doubt, said to stand each day. */
export const postingService = ({ store, vault, markets, identity, checks, cases, appeals, jobs, apply }: Parts) => {
  /** Everything that refuses a draft, at once; an appeal leaves to a person what the rules found in its words. */
  const prepare = async (db: Db, employerId: string, draft: JobDraft, now: number, appealed: boolean) => {
    await identity.assertMayPost(db, employerId, now)
    await checks.assertNotStopped(db, employerId, now)
    const market = { ...(await markets.getIn(db, draft.marketId)), path: await checks.pathOfMarket(db, draft.marketId) }
    const minimum = await minimumAt(db, market.id, draft.startsAt, now)
    const judged = await checks.judge(db, draft, { employerId, minimumHourlyFen: minimum, now })
    refuseProblems(problemsOf(draft, judged, { now, minimumHourlyFen: minimum }, appealed), 'posting_refused')
    return { market, judged }
  }

  const rowOf = (id: string, draft: JobDraft, market: { lat: number; lng: number }) => {
    const { lat, lng, contactName: _name, contactPhone: _phone, ...typed } = draft
    const contact = checkedContact(draft)
    const here = lat === undefined || lng === undefined ? market : { lat, lng }
    return {
      ...typed,
      title: keptText(draft.title),
      description: keptText(draft.description),
      requirements: keptText(draft.requirements),
      address: keptText(draft.address),
      perks: [...new Set(draft.perks)],
      lat: here.lat,
      lng: here.lng,
      contactNameSealed: vault.seal(contact.name, { table: 'jobs', column: 'contact_name_sealed', row: id }),
      contactNameMasked: maskName(contact.name),
      contactPhoneSealed: vault.seal(contact.phone, { table: 'jobs', column: 'contact_phone_sealed', row: id }),
      contactPhoneMasked: maskPhone(contact.phone),
    }
  }

  /** Admits the employer in this write, and looks once more at what else they have posted. */
  const admit = async (tx: Tx, judged: Judged, draft: JobDraft, { employerId, exceptJobId, now }: { employerId: string; exceptJobId: string | null; now: number }): Promise<Judged> => {
    await identity.admitPosting(tx, employerId, now)
    await checks.assertNotStopped(tx, employerId, now)
    return checks.withRepeats(tx, judged, draft, { employerId, exceptJobId, now })
  }

  const announce = async (tx: Tx, { id, marketId, employerId, trade, headcount, startsAt, publicFrom = null }: Announced, now: number): Promise<void> => {
    const about = { subjectId: id, marketId, at: now }
    await tx.append({ kind: 'job.posted', ...about, data: { employerId, trade, headcount, startsAt } })
    const workerIds = publicFrom === null ? [] : await workersOf(tx, employerId, mostTold)
    if (publicFrom !== null && workerIds.length > 0) await tx.append({ kind: 'job.known_first', ...about, data: { employerId, workerIds, publicFrom } })
  }

  const hold = async (tx: Tx, { id, employerId, market, version, now }: { id: string; employerId: string; market: { id: string; path: string }; version: number; now: number }, appealText: string | null) => {
    if (appealText === null) await cases.open(tx, { kind: 'posting', subjectId: id, openedBy: employerId, aboutPersonId: employerId, marketId: market.id, scopePath: market.path }, now)
    else await appeals.open(tx, { personId: employerId, against: 'posting', targetId: id, text: appealText, marketId: market.id, scopePath: market.path }, now)
    await tx.append({ kind: 'job.held', subjectId: id, marketId: market.id, at: now, data: { employerId, version, appeal: appealText !== null } })
  }

  const postIn = async ({ caller: { personId: employerId }, now, write }: Command, draft: JobDraft, appealText: string | null): Promise<JobDetail> => {
    const { market, judged } = await store.read((db) => prepare(db, employerId, draft, now, appealText !== null))
    const id = uuidv7()
    const row = rowOf(id, draft, market)
    return write(async (tx) => {
      const settled = await admit(tx, judged, draft, { employerId, exceptJobId: null, now })
      const held = settled.verdict !== 'clear'
      const confirmedUntil = held ? null : shownUntil(now, draft.startsAt, settled.rulebook.reconfirm)
      const publicFrom = held ? null : publicFromOf(draft.hiring ?? 'first_come', now, draft.startsAt)
      await insertJob(tx, { ...row, id, employerId, status: held ? 'in_review' : 'open', version: 1, postedAt: now, confirmedUntil, publicFrom })
      await checks.recordVersion(tx, { jobId: id, version: 1, draft, employerId, judged: settled, now })
      if (held) await hold(tx, { id, employerId, market, version: 1, now }, settled.verdict === 'refused' ? appealText : null)
      else await announce(tx, { ...row, id, employerId, publicFrom }, now)
      return jobs.detailIn(tx, id, employerId, { now })
    })
  }

  /** Whoever may not post now has nothing published now, whatever waited since they might. @throws AppError employer_stopped: it is said to staff */
  const admitWaiting = async (tx: Tx, employerId: string, now: number): Promise<void> => {
    try {
      await identity.admitPosting(tx, employerId, now)
      await checks.assertNotStopped(tx, employerId, now)
    } catch (error) {
      if (error instanceof AppError && (error.code === 'not_verified' || error.code === 'blacklisted')) throw new AppError('employer_stopped')
      throw error
    }
  }

  /** Refuses a posting for good, within a write, with the reason its employer reads. @throws AppError changed_meanwhile */
  const refuse = async (tx: Tx, jobId: string, version: number, reason: string, now: number): Promise<void> => {
    if (!(await refuseJob(tx, jobId, version, now, reason))) throw new AppError('changed_meanwhile')
    const { job } = await jobs.rowIn(tx, jobId)
    await apply.freeAll(tx, jobId, reason, now)
    await tx.append({ kind: 'job.refused', subjectId: jobId, marketId: job.marketId, at: now, data: { employerId: job.employerId } })
  }

  return {
    /** For postings that come by another way, such as a list from another system: the same minimum, events and cases. */
    minimumAt,
    announce,
    hold,

    /**
     * Posts a job: clear → published at once, doubtful → waits for staff. Where no place is given the job begins at the market.
     * @throws AppError not_verified, blacklisted, not_found (market), posting_refused with everything that is wrong
     */
    create: (command: Command, draft: JobDraft): Promise<JobDetail> => postIn(command, draft, null),

    /**
     * Asks for a person to look at what the rules refuse. What is simply missing, or paid too little, cannot be appealed.
     * @throws AppError as `create`; invalid_fields without a reason
     */
    async appeal(command: Command, draft: JobDraft, text: string): Promise<JobDetail> {
      refuseProblems(Array.from(keptText(text)).length < 2 ? [{ field: 'text', message: '请说说为什么这样写' }] : [])
      return postIn(command, draft, keptText(text))
    },

    /**
     * Changes a posting that has not begun: a new version, judged again. Who has applied keeps the terms they applied to.
     * @throws AppError as `create`; changed_meanwhile, step_not_allowed
     */
    async update({ caller: { personId: employerId }, now, write }: Command, jobId: string, draft: JobDraft, version: number): Promise<JobDetail> {
      const { market, judged, wasHeld, was } = await store.read(async (db) => {
        const { job } = await jobs.ownIn(db, jobId, employerId)
        // Somebody is reading it as it was appealed.
        if ((await checks.appealOf(db, 'posting', jobId))?.decidedAt === null) throw new AppError('step_not_allowed')
        return { ...(await prepare(db, employerId, draft, now, false)), wasHeld: job.status === 'in_review', was: job }
      })
      const row = rowOf(jobId, draft, market)
      return write(async (tx) => {
        const settled = await admit(tx, judged, draft, { employerId, exceptJobId: jobId, now })
        const held = settled.verdict !== 'clear'
        const confirmedUntil = held ? null : shownUntil(now, draft.startsAt, settled.rulebook.reconfirm)
        const hiring = draft.hiring ?? was.hiring
        // Who is known has the posting to themselves once: a changed word does not begin it anew.
        const publicFrom = held ? null : hiring === was.hiring && !wasHeld ? was.publicFrom : publicFromOf(hiring, now, draft.startsAt)
        const changed = await changeJob(tx, { id: jobId, employerId, version, now }, { ...row, hiring, publicFrom, status: held ? 'in_review' : 'open', confirmedUntil, confirmAskedFor: null })
        if (!changed) await refuseChange(tx, jobId, employerId, draft, version)
        await checks.recordVersion(tx, { jobId, version: version + 1, draft, employerId, judged: settled, now })
        await tx.append({ kind: 'job.changed', subjectId: jobId, marketId: market.id, at: now, data: { employerId, version: version + 1, startsAt: draft.startsAt } })
        if (held) await hold(tx, { id: jobId, employerId, market, version: version + 1, now }, null)
        else if (wasHeld) {
          await cases.withdraw(tx, 'posting', jobId, now)
          await announce(tx, { ...row, id: jobId, employerId, publicFrom }, now)
        }
        await apply.followPosting(tx, jobId, now)
        return jobs.detailIn(tx, jobId, employerId, { now })
      })
    },

    /**
     * The employer says that a posting stands: it is shown for another day.
     * @throws AppError not_found, not_verified, blacklisted, step_not_allowed
     */
    async confirm({ caller: { personId }, now, write }: Command, jobId: string): Promise<JobDetail> {
      const { job, rulebook } = await store.read(async (db) => {
        await identity.assertMayPost(db, personId, now)
        return { job: (await jobs.ownIn(db, jobId, personId)).job, rulebook: await checks.rulebookInForce(db, now) }
      })
      const until = shownUntil(now, job.startsAt, rulebook.reconfirm)
      return write(async (tx) => {
        await identity.admitPosting(tx, personId, now)
        await checks.assertNotStopped(tx, personId, now)
        if (!(await confirmJob(tx, jobId, personId, now, until))) throw new AppError('step_not_allowed')
        await tx.append({ kind: 'job.confirmed', subjectId: jobId, marketId: job.marketId, at: now, data: { employerId: personId, until } })
        return jobs.detailIn(tx, jobId, personId, { now })
      })
    },

    /** Publishes what staff found lawful, within their write. @throws AppError employer_stopped, changed_meanwhile when it is not that version or does not wait any more */
    async publish(tx: Tx, jobId: string, version: number, now: number): Promise<void> {
      const { job } = await jobs.rowIn(tx, jobId)
      await admitWaiting(tx, job.employerId, now)
      const { reconfirm } = await checks.rulebookInForce(tx, now)
      const publicFrom = publicFromOf(job.hiring, now, job.startsAt)
      if (!(await publishJob(tx, jobId, version, now, { confirmedUntil: shownUntil(now, job.startsAt, reconfirm), publicFrom }))) throw new AppError('changed_meanwhile')
      await announce(tx, { ...job, publicFrom }, now)
    },

    refuse,

    /**
     * Carries out what an appeal decided: published when it stands, though not after its start; refused when it does not. One
     * that staff had refused before stays so.
     */
    async settleAppeal(tx: Tx, jobId: string, upheld: boolean, answer: string, now: number): Promise<void> {
      const { job } = await jobs.rowIn(tx, jobId)
      const { reconfirm } = await checks.rulebookInForce(tx, now)
      if (upheld) {
        await admitWaiting(tx, job.employerId, now)
        const publicFrom = publicFromOf(job.hiring, now, job.startsAt)
        if (await publishAppealed(tx, jobId, now, { confirmedUntil: shownUntil(now, job.startsAt, reconfirm), publicFrom })) await announce(tx, { ...job, publicFrom }, now)
      } else if (job.status === 'in_review') await refuse(tx, jobId, job.version, answer, now)
      else await noteReason(tx, jobId, answer)
    },

    /** Takes a posting down; whoever has not begun is free and told. False when it is over or down already. */
    async takeDown(tx: Tx, jobId: string, reason: string, by: string, now: number): Promise<boolean> {
      if (!(await takeDownJob(tx, jobId, now, reason))) return false
      const { job } = await jobs.rowIn(tx, jobId)
      await cases.withdraw(tx, 'posting', jobId, now)
      await apply.freeAll(tx, jobId, reason, now)
      await tx.append({ kind: 'job.taken_down', subjectId: jobId, marketId: job.marketId, at: now, data: { employerId: job.employerId, by } })
      return true
    },

    /** Asks employers, once for each day, whether a posting stands. */
    reminders: {
      name: 'postings to be confirmed',
      everyMs: 5 * minute,
      async run(now) {
        await store.write(async (tx) => {
          const { remindHoursBefore } = (await checks.rulebookInForce(tx, now)).reconfirm
          for (const { id, employerId, marketId, until } of await markConfirmDue(tx, now, now + remindHoursBefore * hour, mostAsked)) {
            if (until !== null) await tx.append({ kind: 'job.confirm_due', subjectId: id, marketId, at: now, data: { employerId, until } })
          }
        })
      },
    } satisfies Chore,
  }

  async function refuseChange(tx: Tx, jobId: string, employerId: string, draft: JobDraft, version: number): Promise<never> {
    const { job } = await jobs.ownIn(tx, jobId, employerId)
    if (job.version !== version) throw new AppError('changed_meanwhile')
    if (job.filled > draft.headcount) throw new AppError('posting_refused', { fields: [{ field: 'headcount', message: `已经有 ${job.filled} 人报名，人数不能比这少` }] })
    throw new AppError('step_not_allowed')
  }
}

const fieldOrder = ['trade', 'title', 'description', 'requirements', 'headcount', 'address', 'startsAt', 'endsAt', 'breakMinutes', 'payFen', 'contactName', 'contactPhone']

/** What is missing or impossible, then what the rulebook refuses: one message a field, in the order of the form. */
function problemsOf(draft: JobDraft, judged: Judged, facts: { now: number; minimumHourlyFen: number }, appealed: boolean): FieldProblem[] {
  const refused = refusalsOf(judged.findings.filter(({ rule }) => !appealed || rule === 'pay'))
  const form = postingProblems(draft, facts).filter(({ field }) => !refused.some((one) => one.field === field))
  return [...form, ...refused].sort((one, other) => fieldOrder.indexOf(one.field) - fieldOrder.indexOf(other.field))
}

/** Name and phone in the form in which they are kept; the rules have accepted both. */
function checkedContact(draft: JobDraft): { name: string; phone: string } {
  const name = checkPersonName(draft.contactName)
  const phone = checkPhone(draft.contactPhone)
  if (!name.ok || !phone.ok) throw new AppError('posting_refused')
  return { name: name.value, phone: phone.value }
}
