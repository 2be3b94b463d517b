import { AppError, refuseProblems } from '@market/shared/errors'
import { keptText } from '@market/shared/jobs/jobs.rules'
import { decisionProblems, reasonProblem, type ReportDecision, type ReportReason } from '@market/shared/supervision/reports.rules'
import { clauseWords, type Rulebook } from '@market/shared/supervision/rulebook'
import { uuidv7 } from 'uuidv7'
import type { Caller } from '../../http/caller'
import type { Command } from '../../http/command'
import { covers, type Scope } from '../../store/scope'
import type { Db, Store, Tx } from '../../store/store'
import type { Vault } from '../../store/vault'
import type { AuditService } from '../audit/audit.service'
import type { CasesService } from '../cases/cases.service'
import type { PostingService } from '../jobs/posting.service'
import { decideAppeal, findAppeal } from './appeals.queries'
import type { AppealsService } from './appeals.service'
import { reviewedPosting, type Reviewed } from './reviewed-posting'
import { countReports, findPosting, findReport, insertReport, whoClosed } from './review.queries'
import type { RulebookService } from './rulebook.service'
import type { Decided, SanctionsService } from './sanctions.service'

type Parts = {
  store: Store
  vault: Vault
  cases: CasesService
  audit: AuditService
  appeals: AppealsService
  sanctions: SanctionsService
  rulebooks: Pick<RulebookService, 'inForce'>
  postings: Pick<PostingService, 'publish' | 'refuse' | 'takeDown' | 'settleAppeal'>
}

const done = { done: true } as const
/** The law behind a report that was found true; null where it is for staff to say. */
const clauseOf = (reason: ReportReason, { rules }: Rulebook): string | null => {
  if (reason === 'asked_for_money') return clauseWords(rules.fee.clauses)
  // Untrue information about a job: its first clause is that one.
  if (reason === 'not_as_described') return clauseWords(rules.illegal.clauses.slice(0, 1))
  return reason === 'discrimination' ? clauseWords(rules.looks.clauses) : null
}

const textAt = (id: string) => ({ table: 'reports', column: 'text_sealed', row: id })

export type ReviewService = ReturnType<typeof reviewService>

/** What staff decide: postings that wait, reports, and appeals against either. Each closes its case in the same write. */
export const reviewService = ({ store, vault, cases, audit, appeals, sanctions, rulebooks, postings }: Parts) => {
  const reviewed = (db: Db, jobId: string, now: number) => reviewedPosting(db, jobId, (personId) => sanctions.totalNow(db, personId, now))

  /** @throws AppError not_found outside of the scope */
  const postingInScope = async (db: Db, jobId: string, scope: Scope, now: number): Promise<Reviewed> => {
    const found = await reviewed(db, jobId, now)
    if (found === null || !covers(scope, found.marketPath)) throw new AppError('not_found')
    return found
  }

  type CaseRow = NonNullable<Awaited<ReturnType<CasesService['about']>>>
  const caseView = (row: CaseRow, caller: Caller, decidedBefore: readonly (string | null)[] = []) => ({
    id: row.id,
    dueAt: row.dueAt,
    closedAt: row.closedAt,
    ownerMine: row.ownerId === caller.personId,
    owned: row.ownerId !== null,
    mayDecide: row.openedBy !== caller.personId && row.aboutPersonId !== caller.personId && !decidedBefore.includes(caller.personId),
  })

  /** The case about a thing, for one who may decide it. @throws AppError not_found */
  const openCase = async (db: Db, kind: 'posting' | 'report' | 'appeal', subjectId: string, caller: Caller, scope: Scope) => {
    const about = await cases.about(db, kind, subjectId)
    if (about === null) throw new AppError('not_found')
    return cases.caseInScope(db, about.id, caller, scope)
  }

  const record = (tx: Tx, caller: Caller, now: number, act: { action: string; subjectKind: string; subjectId: string; aboutPersonId: string; scopePath: string; purpose: string }) =>
    audit.record(tx, caller, now, act)

  const decidePosting = ({ caller, now, write }: Command, jobId: string, version: number, reason: string | null, scope: Scope) =>
    write(async (tx) => {
      const found = await postingInScope(tx, jobId, scope, now)
      await cases.close(tx, await openCase(tx, 'posting', jobId, caller, scope), caller, reason === null ? 'accepted' : 'refused', now)
      if (reason === null) await postings.publish(tx, jobId, version, now)
      else await postings.refuse(tx, jobId, version, reason, now)
      await record(tx, caller, now, {
        action: reason === null ? 'supervision.publish' : 'supervision.refuse', subjectKind: 'job', subjectId: jobId, aboutPersonId: found.employerId,
        scopePath: found.marketPath, purpose: reason === null ? 'published' : 'refused',
      })
      return done
    })

  return {
    /** A posting with its case, for staff of its market. @throws AppError not_found */
    posting: (caller: Caller, jobId: string, scope: Scope, now: number) =>
      store.read(async (db) => {
        const { posting } = await postingInScope(db, jobId, scope, now)
        const about = await cases.about(db, 'posting', jobId)
        return { posting, case: about === null ? null : caseView(about, caller) }
      }),

    /** @throws AppError not_found, own_case, case_taken, step_not_allowed, changed_meanwhile when it was edited since it was read */
    publish: (command: Command, jobId: string, version: number, scope: Scope) => decidePosting(command, jobId, version, null, scope),

    async refuse(command: Command, jobId: string, version: number, reason: string, scope: Scope) {
      refuseProblems(reasonProblem('reason', reason))
      return decidePosting(command, jobId, version, keptText(reason), scope)
    },

    /**
     * Reports a posting, once; its employer is never told by whom.
     * @throws AppError not_found, own_job, already_reported
     */
    async report({ caller: { personId }, now, write }: Command, jobId: string, { reason, text }: { reason: ReportReason; text: string }) {
      const found = await store.read((db) => findPosting(db, jobId))
      if (found === null || ['in_review', 'refused'].includes(found.job.status)) throw new AppError('not_found')
      const { job, market } = found
      if (job.employerId === personId) throw new AppError('own_job')
      const id = uuidv7()
      const kept = keptText(text)
      return write(async (tx) => {
        const row = { id, jobId, reporterId: personId, reason, textSealed: kept === '' ? null : vault.seal(kept, textAt(id)), at: now }
        if (!(await insertReport(tx, row))) throw new AppError('already_reported')
        await cases.open(tx, { kind: 'report', subjectId: id, openedBy: personId, aboutPersonId: job.employerId, marketId: job.marketId, scopePath: market.path }, now)
        await tx.append({ kind: 'report.made', subjectId: id, marketId: job.marketId, at: now, data: { jobId, reason } })
        return done
      })
    },

    /** A report with the posting it is about. @throws AppError not_found */
    getReport: (caller: Caller, reportId: string, scope: Scope, now: number) =>
      store.read(async (db) => {
        const report = await findReport(db, reportId)
        if (report === null) throw new AppError('not_found')
        const { row } = await openCase(db, 'report', reportId, caller, scope)
        const { posting } = await postingInScope(db, report.jobId, scope, now)
        const { points } = await rulebooks.inForce(db, now)
        return {
          reason: report.reason,
          text: report.textSealed === null ? null : vault.open(report.textSealed, textAt(reportId)),
          at: report.at,
          suggestedPoints: points.reports[report.reason] ?? 1,
          others: (await countReports(db, report.jobId)).map(({ reason, times }) => ({ reason, times: reason === report.reason ? times - 1 : times })).filter(({ times }) => times > 0),
          posting,
          case: caseView(row, caller),
        }
      }),

    /**
     * Decides a report. A takedown frees who has applied; points may bring notice of a stop of posting.
     * @throws AppError not_found, invalid_fields, own_case, case_taken, step_not_allowed
     */
    async decideReport({ caller, now, write }: Command, reportId: string, decision: { decision: ReportDecision; reason: string; points: number }, scope: Scope) {
      refuseProblems(decisionProblems(decision))
      const reason = keptText(decision.reason)
      return write(async (tx) => {
        const report = await findReport(tx, reportId)
        if (report === null) throw new AppError('not_found')
        const found = await openCase(tx, 'report', reportId, caller, scope)
        const { employerId, marketId, marketPath } = await postingInScope(tx, report.jobId, scope, now)
        await cases.close(tx, found, caller, decision.decision === 'nothing' ? 'dismissed' : 'upheld', now)
        const rulebook = await rulebooks.inForce(tx, now)
        const decided: Decided = { personId: employerId, jobId: report.jobId, marketId, caseId: found.row.id, reason, clause: clauseOf(report.reason, rulebook) }
        if (decision.decision === 'warning') await sanctions.add(tx, 'warning', 0, caller.personId, now, decided)
        if (decision.decision === 'points') await sanctions.add(tx, 'points', decision.points, caller.personId, now, decided)
        if (decision.decision === 'takedown' || decision.decision === 'blacklist') {
          await postings.takeDown(tx, report.jobId, reason, caller.personId, now)
          await sanctions.add(tx, 'takedown', decision.points, caller.personId, now, decided)
        }
        if (decision.decision === 'blacklist') await sanctions.propose(tx, caller.personId, now, rulebook.points, decided)
        else if (decision.points > 0) await sanctions.noticeIfDue(tx, caller.personId, now, decided)
        await tx.append({ kind: 'report.decided', subjectId: reportId, marketId, at: now, data: { jobId: report.jobId, reporterId: report.reporterId, decision: decision.decision } })
        await record(tx, caller, now, { action: 'supervision.decide_report', subjectKind: 'report', subjectId: reportId, aboutPersonId: employerId, scopePath: marketPath, purpose: decision.decision })
        return done
      })
    },

    /**
     * Appeals against staff's refusal of the caller's posting, once.
     * @throws AppError not_found, invalid_fields, step_not_allowed
     */
    async appealPosting({ caller: { personId }, now, write }: Command, jobId: string, text: string) {
      refuseProblems(reasonProblem('text', text))
      const found = await store.read((db) => findPosting(db, jobId))
      if (found === null || found.job.employerId !== personId) throw new AppError('not_found')
      if (found.job.status !== 'refused') throw new AppError('step_not_allowed')
      return write(async (tx) => {
        await appeals.open(tx, { personId, against: 'posting', targetId: jobId, text: keptText(text), marketId: found.job.marketId, scopePath: found.market.path }, now)
        return done
      })
    },

    /** An appeal with what it is against. @throws AppError not_found */
    getAppeal: (caller: Caller, appealId: string, scope: Scope, now: number) =>
      store.read(async (db) => {
        const appeal = await findAppeal(db, appealId)
        if (appeal === null) throw new AppError('not_found')
        const { row } = await openCase(db, 'appeal', appealId, caller, scope)
        const sanction = appeal.against === 'sanction' ? await sanctions.find(db, appeal.targetId) : null
        const jobId = sanction === null ? appeal.targetId : sanction.sanction.jobId
        const { points } = await rulebooks.inForce(db, now)
        return {
          against: appeal.against,
          text: appeals.textOf(appeal),
          at: appeal.at,
          sanction: sanction === null ? null : sanctions.view(sanction, now, points),
          posting: jobId === null ? null : ((await reviewed(db, jobId, now))?.posting ?? null),
          case: caseView(row, caller, await decidedBefore(db, appeal)),
        }
      }),

    /**
     * Decides an appeal: upheld, a posting is published and a sanction lifted.
     * @throws AppError not_found, invalid_fields, own_case, case_taken, second_person_needed (who decided before), step_not_allowed, changed_meanwhile
     */
    async decideAppeal({ caller, now, write }: Command, appealId: string, { upheld, answer }: { upheld: boolean; answer: string }, scope: Scope) {
      refuseProblems(reasonProblem('answer', answer))
      const kept = keptText(answer)
      return write(async (tx) => {
        const appeal = await findAppeal(tx, appealId)
        if (appeal === null) throw new AppError('not_found')
        const found = await openCase(tx, 'appeal', appealId, caller, scope)
        if ((await decidedBefore(tx, appeal)).includes(caller.personId)) throw new AppError('second_person_needed')
        await cases.close(tx, found, caller, upheld ? 'upheld' : 'dismissed', now)
        if (!(await decideAppeal(tx, appealId, { decidedAt: now, decidedBy: caller.personId, upheld, answer: kept }))) throw new AppError('step_not_allowed')
        await carryOut(tx, appeal, upheld, kept, caller.personId, now)
        await tx.append({
          kind: 'appeal.decided', subjectId: appealId, marketId: found.row.marketId, at: now,
          data: { personId: appeal.personId, against: appeal.against, targetId: appeal.targetId, upheld },
        })
        await record(tx, caller, now, {
          action: 'supervision.decide_appeal', subjectKind: 'appeal', subjectId: appealId, aboutPersonId: appeal.personId, scopePath: found.row.scopePath, purpose: upheld ? 'upheld' : 'dismissed',
        })
        return done
      })
    },
  }

  type Appeal = NonNullable<Awaited<ReturnType<typeof findAppeal>>>

  async function decidedBefore(db: Db, { against, targetId }: Appeal): Promise<(string | null)[]> {
    if (against === 'posting') return [await whoClosed(db, targetId)]
    const row = await sanctions.find(db, targetId)
    return row === null ? [] : [row.sanction.proposedBy, row.sanction.confirmedBy]
  }

  async function carryOut(tx: Tx, { against, targetId }: Appeal, upheld: boolean, answer: string, by: string, now: number): Promise<void> {
    if (against === 'posting') return postings.settleAppeal(tx, targetId, upheld, answer, now)
    const row = upheld ? await sanctions.find(tx, targetId) : null
    if (row !== null) await sanctions.lift(tx, row, by, now)
  }
}
