import { AppError, refuseProblems } from '@market/shared/errors'
import { keptText } from '@market/shared/jobs/jobs.rules'
import { isSuspended, noticeDue, pointsLeft, pointsTotal, standingOf, suspensionFrom, type Suspension } from '@market/shared/supervision/points.rules'
import { reasonProblem, type SanctionKind } from '@market/shared/supervision/reports.rules'
import type { PointRules } from '@market/shared/supervision/rulebook'
import type { MyStanding, Sanction } from '@market/shared/supervision/supervision.contract'
import { uuidv7 } from 'uuidv7'
import type { Caller } from '../../http/caller'
import type { Command } from '../../http/command'
import { covers, type Scope } from '../../store/scope'
import type { Db, Store, Tx } from '../../store/store'
import type { AuditService } from '../audit/audit.service'
import type { AppealsService } from './appeals.service'
import type { RulebookService } from './rulebook.service'
import {
  confirmSanction, creditCodeOf, dropSanction, findSanction, hasOpenedCase, hasOpenStop, insertSanction, liftSanction, openProposals, pointEntries, queueEmployers,
  sanctionsOf, type SanctionRow,
} from './sanctions.queries'

const mostShown = 100

/** What is decided about somebody, and about which posting. */
export type Decided = { personId: string; jobId: string; marketId: string; caseId: string; reason: string; clause: string | null }

export type SanctionsService = ReturnType<typeof sanctionsService>

type Parts = { store: Store; audit: AuditService; appeals: Pick<AppealsService, 'open'>; rulebooks: Pick<RulebookService, 'inForce'> }

/**
 * Points and their reasons, and the stop of posting they may lead to. A stop needs notice, a second person, and waits for an
 * appeal that was made before it begins.
 */
export const sanctionsService = ({ store, audit, appeals, rulebooks }: Parts) => {
  const add = async (tx: Tx, kind: SanctionKind, points: number, by: string, now: number, { marketId, ...decided }: Decided) => {
    const id = uuidv7()
    const creditCode = await creditCodeOf(tx, decided.personId)
    await insertSanction(tx, { ...decided, id, kind, points, creditCode, fromAt: now, proposedBy: by, confirmedBy: by, at: now })
    await tx.append({ kind: 'sanction.made', subjectId: id, marketId, at: now, data: { personId: decided.personId, kind, points, fromAt: now } })
  }

  /** Proposes a stop of posting; nothing when one is under way. It counts once a second person has confirmed it. */
  const propose = async (tx: Tx, by: string, now: number, rules: PointRules, { marketId, ...decided }: Decided) => {
    if (await hasOpenStop(tx, decided.personId, now)) return
    const id = uuidv7()
    const { fromAt, untilAt } = suspensionFrom(now, rules)
    const creditCode = await creditCodeOf(tx, decided.personId)
    await insertSanction(tx, { ...decided, id, kind: 'blacklist', points: 0, creditCode, fromAt, untilAt, proposedBy: by, at: now })
    await tx.append({ kind: 'sanction.proposed', subjectId: id, marketId, at: now, data: { personId: decided.personId, kind: 'blacklist', fromAt } })
  }

  const totalOf = async (db: Db, personId: string, now: number, rules: PointRules): Promise<number> => pointsTotal(await pointEntries(db, [personId]), now, rules)

  const standingIn = async (db: Db, personId: string, now: number): Promise<MyStanding> => {
    const { points: rules } = await rulebooks.inForce(db, now)
    const rows = await sanctionsOf(db, personId, mostShown)
    const points = pointsTotal(rows.map(({ sanction }) => sanction), now, rules)
    const stop = rows.map(suspensionOf).find((one) => one !== null && isSuspended(one, now)) ?? null
    return {
      points,
      warningAt: rules.warningAt,
      suspensionAt: rules.suspensionAt,
      daysPerPoint: rules.daysPerPoint,
      standing: standingOf(points, stop, now, rules),
      sanctions: rows.map((row) => sanctionView(row, now, rules)),
    }
  }

  /** @throws AppError not_found outside of the scope */
  const inScopeOf = async (db: Db, id: string, scope: Scope): Promise<SanctionRow & { marketPath: string }> => {
    const row = await findSanction(db, id)
    if (row === null || row.marketPath === null || !covers(scope, row.marketPath)) throw new AppError('not_found')
    return { ...row, marketPath: row.marketPath }
  }

  const record = (tx: Tx, caller: Caller, now: number, action: string, row: SanctionRow & { marketPath: string }) =>
    audit.record(tx, caller, now, {
      action, subjectKind: 'sanction', subjectId: row.sanction.id, aboutPersonId: row.sanction.personId, scopePath: row.marketPath, purpose: row.sanction.kind,
    })

  return {
    add,
    propose,
    view: sanctionView,
    find: findSanction,

    /** Gives notice where points have become too many, within the write that added them. */
    async noticeIfDue(tx: Tx, by: string, now: number, decided: Decided): Promise<void> {
      const { points: rules } = await rulebooks.inForce(tx, now)
      const total = await totalOf(tx, decided.personId, now, rules)
      if (noticeDue(total, null, now, rules)) await propose(tx, by, now, rules, { ...decided, reason: `记分到了 ${total} 分。${decided.reason}` })
    },

    totalNow: async (db: Db, personId: string, now: number) => totalOf(db, personId, now, (await rulebooks.inForce(db, now)).points),

    /** The caller's own points and what was decided, each with its reason. */
    mine: (personId: string, now: number): Promise<MyStanding> => store.read((db) => standingIn(db, personId, now)),

    /**
     * Appeals against a decision about the caller, once.
     * @throws AppError not_found, invalid_fields, step_not_allowed
     */
    async appeal({ caller: { personId }, now, write }: Command, id: string, text: string): Promise<MyStanding> {
      refuseProblems(reasonProblem('text', text))
      const row = await store.read((db) => findSanction(db, id))
      if (row === null || row.sanction.personId !== personId) throw new AppError('not_found')
      if (row.sanction.liftedAt !== null) throw new AppError('step_not_allowed')
      return write(async (tx) => {
        await appeals.open(tx, { personId, against: 'sanction', targetId: id, text: keptText(text), marketId: row.marketId, scopePath: row.marketPath ?? '/' }, now)
        return standingIn(tx, personId, now)
      })
    },

    /** Stops of posting in scope that wait for a second person. */
    proposals: (caller: Caller, scope: Scope, now: number) =>
      store.read(async (db) => {
        const { points: rules } = await rulebooks.inForce(db, now)
        const rows = await openProposals(db, scope, mostShown)
        const entries = await pointEntries(db, rows.map(({ sanction }) => sanction.personId))
        return rows.map((row) => ({
          sanction: sanctionView(row, now, rules),
          employerName: row.employerName ?? '',
          nameMasked: row.nameMasked ?? '*',
          points: pointsTotal(entries.filter(({ personId }) => personId === row.sanction.personId), now, rules),
          mine: row.sanction.proposedBy === caller.personId,
        }))
      }),

    /** @throws AppError not_found, own_case (about the caller, or from their own report), second_person_needed, step_not_allowed */
    confirm: ({ caller, now, write }: Command, id: string, scope: Scope): Promise<{ done: true }> =>
      write(async (tx) => {
        const row = await inScopeOf(tx, id, scope)
        const { sanction } = row
        if (sanction.personId === caller.personId || (await hasOpenedCase(tx, sanction.caseId, caller.personId))) throw new AppError('own_case')
        if (sanction.proposedBy === caller.personId) throw new AppError('second_person_needed')
        await queueEmployers(tx, sanction.personId, sanction.creditCode)
        const fromAt = Math.max(sanction.fromAt, now)
        if (!(await confirmSanction(tx, id, caller.personId, fromAt))) throw new AppError('step_not_allowed')
        await record(tx, caller, now, 'supervision.confirm_sanction', row)
        await tx.append({ kind: 'sanction.made', subjectId: id, marketId: row.marketId, at: now, data: { personId: sanction.personId, kind: 'blacklist', points: 0, fromAt } })
        return { done: true }
      }),

    /** @throws AppError not_found, own_case, step_not_allowed */
    drop: ({ caller, now, write }: Command, id: string, scope: Scope): Promise<{ done: true }> =>
      write(async (tx) => {
        const row = await inScopeOf(tx, id, scope)
        if (row.sanction.personId === caller.personId) throw new AppError('own_case')
        if (!(await dropSanction(tx, id, caller.personId, now))) throw new AppError('step_not_allowed')
        await record(tx, caller, now, 'supervision.drop_sanction', row)
        await tx.append({ kind: 'sanction.dropped', subjectId: id, marketId: row.marketId, at: now, data: { personId: row.sanction.personId, kind: 'blacklist' } })
        return { done: true }
      }),

    /** Lifts what an appeal overturned, within its write. */
    async lift(tx: Tx, row: SanctionRow, by: string, now: number): Promise<void> {
      if (!(await liftSanction(tx, row.sanction.id, by, now))) return
      await tx.append({ kind: 'sanction.lifted', subjectId: row.sanction.id, marketId: row.marketId, at: now, data: { personId: row.sanction.personId, kind: row.sanction.kind } })
    },
  }
}

const suspensionOf = ({ sanction, appeal }: SanctionRow): Suspension | null =>
  sanction.kind !== 'blacklist' || sanction.confirmedBy === null
    ? null
    : { fromAt: sanction.fromAt, untilAt: sanction.untilAt, liftedAt: sanction.liftedAt, appealOpen: appeal !== null && appeal.decidedAt === null && appeal.at < sanction.fromAt }

const sanctionView = ({ sanction, jobTitle, appeal }: SanctionRow, now: number, rules: PointRules): Sanction => ({
  id: sanction.id,
  kind: sanction.kind,
  points: sanction.points,
  pointsLeft: pointsLeft(sanction, now, rules),
  reason: sanction.reason,
  clause: sanction.clause,
  jobId: sanction.jobId,
  jobTitle,
  at: sanction.at,
  fromAt: sanction.fromAt,
  untilAt: sanction.untilAt,
  confirmed: sanction.confirmedBy !== null,
  lifted: sanction.liftedAt !== null,
  appeal,
})
