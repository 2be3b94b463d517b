import type { Case, MyCase } from '@market/shared/cases/cases.contract'
import { caseDueAt, kindsDecidedBy, mayDecide, type CaseKind, type CaseOutcome } from '@market/shared/cases/cases.rules'
import { AppError } from '@market/shared/errors'
import { uuidv7 } from 'uuidv7'
import type { Caller } from '../../http/caller'
import type { Command } from '../../http/command'
import { covers, type Scope } from '../../store/scope'
import type { Db, Store, Tx } from '../../store/store'
import {
  casesOf, closeCase, countDecidedBy, countOpenAt, countOverdue, findCase, findCaseAbout, insertCase, openCases, releaseCase, releaseCasesOf, takeCase, withdrawCase, type CaseRow,
} from './cases.queries'

const mostShown = 200

export type NewCase = {
  kind: CaseKind
  subjectId: string
  /** Who asked; null when the product did. */
  openedBy: string | null
  /** Whom the decision touches. */
  aboutPersonId: string | null
  marketId: string | null
  /** The path of the market or region whose staff decide it. */
  scopePath: string
}

export type CasesService = ReturnType<typeof casesService>

/**
 * What waits for a decision, of every kind in one queue. What a case is about belongs to the feature that opens it; that
 * feature also closes it, in the transaction in which it carries the decision out.
 */
export const casesService = ({ store }: { store: Store }) => {
  /** @throws AppError not_found outside of the scope, and for kinds the caller does not decide: they need not know of it */
  const caseInScope = async (db: Db, id: string, caller: Caller, scope: Scope): Promise<CaseRow> => {
    const found = await findCase(db, id)
    if (found === null || !covers(scope, found.row.scopePath) || !mayDecide(found.row.kind, rolesAt(caller, found.row.scopePath))) throw new AppError('not_found')
    return found
  }

  const refuseOwn = ({ row }: CaseRow, personId: string): void => {
    if (row.openedBy === personId || row.aboutPersonId === personId) throw new AppError('own_case')
  }

  return {
    /** The id of the case; null when one about the same thing is open already. */
    async open(tx: Tx, draft: NewCase, now: number): Promise<string | null> {
      const id = uuidv7()
      const opened = await insertCase(tx, { ...draft, id, openedAt: now, dueAt: caseDueAt(draft.kind, now) })
      if (!opened) return null
      await tx.append({ kind: 'case.opened', subjectId: id, marketId: draft.marketId, at: now, data: { kind: draft.kind, subjectId: draft.subjectId } })
      return id
    },

    caseInScope,

    /** The open case about a thing, else the last closed one. */
    about: async (db: Db, kind: CaseKind, subjectId: string) => (await findCaseAbout(db, kind, subjectId))?.row ?? null,

    /**
     * Decides a case, as part of the write that carries the decision out.
     * @throws AppError own_case, case_taken (by a colleague), step_not_allowed (decided already)
     */
    async close(tx: Tx, found: CaseRow, caller: Caller, outcome: CaseOutcome, now: number): Promise<void> {
      const { row } = found
      refuseOwn(found, caller.personId)
      if (!(await closeCase(tx, row.id, caller.personId, outcome, now))) {
        const current = await findCase(tx, row.id)
        throw new AppError(current?.row.closedAt === null ? 'case_taken' : 'step_not_allowed')
      }
      await tx.append({
        kind: 'case.closed', subjectId: row.id, marketId: row.marketId, at: now,
        data: { kind: row.kind, subjectId: row.subjectId, ownerId: caller.personId, outcome, inTime: now <= row.dueAt },
      })
    },

    /** Gives back to the queue whatever a person who lost their right in a place was responsible for there. */
    releaseAllOf: (tx: Tx, personId: string, scopePath: string): Promise<void> => releaseCasesOf(tx, personId, [scopePath]),

    /** How many of a kind wait at one place. */
    countOpen: (db: Db, kind: CaseKind, scopePath: string): Promise<number> => countOpenAt(db, kind, scopePath),

    /** How many cases each of these people decided in a scope since an instant (UTC ms), and when last. */
    countDecided: (db: Db, wanted: { scope: Scope; personIds: readonly string[]; since: number }) => countDecidedBy(db, wanted),

    /** What nobody needs to decide any more, such as a posting taken back by its employer. */
    withdraw: (tx: Tx, kind: CaseKind, subjectId: string, now: number): Promise<void> => withdrawCase(tx, kind, subjectId, now),

    /** Open cases in scope of the kinds that the caller decides, soonest deadline first, and how many are late. */
    async queue(caller: Caller, query: { kind?: CaseKind; mine?: boolean }, now: number): Promise<{ cases: Case[]; overdue: number }> {
      const places = kindsDecidedBy(caller.roles)
        .filter((kind) => query.kind === undefined || kind === query.kind)
        .map((kind) => ({ kind, scope: caller.grants.filter(({ role }) => mayDecide(kind, [role])).map(({ scopePath }) => scopePath) }))
      return store.read(async (db) => {
        const rows = await openCases(db, places, { ownerId: query.mine ? caller.personId : undefined, limit: mostShown })
        return { cases: rows.map((row) => toCase(row, caller.personId)), overdue: await countOverdue(db, places, now) }
      })
    },

    /** What a person asked for, newest first. */
    mine: (personId: string): Promise<MyCase[]> => store.read(async (db) => (await casesOf(db, personId, mostShown)).map(toMyCase)),

    /** @throws AppError not_found, own_case, case_taken */
    take: ({ caller, now, write }: Command, id: string, scope: Scope): Promise<Case> =>
      write(async (tx) => {
        const found = await caseInScope(tx, id, caller, scope)
        refuseOwn(found, caller.personId)
        if (!(await takeCase(tx, id, caller.personId, now))) throw new AppError('case_taken')
        return toCase(await caseInScope(tx, id, caller, scope), caller.personId)
      }),

    /** @throws AppError not_found, step_not_allowed when it is not the caller's */
    release: ({ caller, write }: Command, id: string, scope: Scope): Promise<Case> =>
      write(async (tx) => {
        await caseInScope(tx, id, caller, scope)
        if (!(await releaseCase(tx, id, caller.personId))) throw new AppError('step_not_allowed')
        return toCase(await caseInScope(tx, id, caller, scope), caller.personId)
      }),
  }
}

/** The roles a caller has at one place. */
const rolesAt = (caller: Caller, path: string): string[] => caller.grants.filter(({ scopePath }) => covers([scopePath], path)).map(({ role }) => role)

const toCase = ({ row, marketName, aboutMasked, ownerMasked }: CaseRow, personId: string): Case => ({
  id: row.id,
  kind: row.kind,
  subjectId: row.subjectId,
  marketName,
  aboutMasked,
  openedAt: row.openedAt,
  dueAt: row.dueAt,
  owner: row.ownerId === null ? null : { personId: row.ownerId, nameMasked: ownerMasked ?? '*', mine: row.ownerId === personId },
  mayDecide: row.openedBy !== personId && row.aboutPersonId !== personId,
  closedAt: row.closedAt,
  outcome: row.outcome,
})

const toMyCase = ({ row, ownerMasked }: CaseRow): MyCase => ({
  id: row.id,
  kind: row.kind,
  subjectId: row.subjectId,
  openedAt: row.openedAt,
  dueAt: row.dueAt,
  ownerMasked,
  closedAt: row.closedAt,
  outcome: row.outcome,
})
