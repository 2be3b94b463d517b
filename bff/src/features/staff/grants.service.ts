import { AppError, refuseProblems, type FieldProblem } from '@market/shared/errors'
import type { Grant, GrantPlace } from '@market/shared/staff/staff.contract'
import { fitsScope, mayGive, rolesToGive, termOf, termProblems, type EndReason, type GrantDays, type RefuseReason } from '@market/shared/staff/staff.rules'
import type { StaffRole } from '@market/shared/words/lists'
import { uuidv7 } from 'uuidv7'
import type { Caller } from '../../http/caller'
import type { Command } from '../../http/command'
import type { Scope } from '../../store/scope'
import type { Db, Store, Tx } from '../../store/store'
import type { AuditService } from '../audit/audit.service'
import type { CasesService } from '../cases/cases.service'
import type { SessionService } from '../session/session.service'
import { grantViews } from './grant-view'
import {
  clearLapsed, confirmGrant, endGrant, findGrant, giversOtherThan, holdGiver, insertProposal, listGrants, overlapsAnother, refuseGrant, type GrantRow,
} from './grants.queries'
import { findPerson } from './people.queries'
import { codesWithMore, findPlace, placesAt, placesUnder, type PlaceRow } from './places.queries'

const usualPage = 30
/** How many are told that a proposal waits; one of them is enough. */
const mostAsked = 20

export type Proposal = GrantDays & { personId: string; role: StaffRole; scopePath: string }

type Parts = {
  store: Store
  audit: Pick<AuditService, 'record'>
  session: Pick<SessionService, 'endAll'>
  cases: Pick<CasesService, 'releaseAllOf'>
}

export type GrantsService = ReturnType<typeof grantsService>

/** Giving rights and taking them away: proposed by one person, confirmed by a second, ended by any one who could have given it. */
export const grantsService = ({ store, audit, session, cases }: Parts) => {
  const inScopeOf = async (db: Db, id: string, scope: Scope): Promise<GrantRow> => {
    const found = await findGrant(db, id, scope)
    if (found === null) throw new AppError('not_found')
    return found
  }

  const viewOf = async (tx: Tx, id: string, { caller, now }: Command, scope: Scope): Promise<Grant> => {
    const [view] = await grantViews(tx, [await inScopeOf(tx, id, scope)], caller, now)
    if (view === undefined) throw new Error('a grant that was just written was not found')
    return view
  }

  /** Keeps the act for the grantee's and the manager's eyes, and tells followers. */
  const tell = async (tx: Tx, { caller, now }: Command, { row }: GrantRow, verb: 'propose' | 'confirm' | 'refuse' | 'end', purpose: string): Promise<void> => {
    const { id, personId, role, scopePath, marketId } = row
    await audit.record(tx, caller, now, { action: `staff.${verb}`, subjectKind: 'grant', subjectId: id, aboutPersonId: personId, scopePath, purpose })
    const event = { subjectId: id, marketId, at: now }
    const data = { personId, role, scopePath, by: caller.personId }
    if (verb === 'propose') {
      const toConfirm = await giversOtherThan(tx, [personId, caller.personId], row, mostAsked, now)
      await tx.append({ kind: 'grant.proposed', ...event, data: { ...data, toConfirm } })
    } else {
      const kind = { confirm: 'grant.confirmed', refuse: 'grant.refused', end: 'grant.ended' } as const
      await tx.append({ kind: kind[verb], ...event, data })
    }
  }

  const placeViews = async (db: Db, rows: readonly PlaceRow[], caller: Caller): Promise<GrantPlace[]> => {
    const more = await codesWithMore(db, rows.flatMap(({ code }) => (code === null ? [] : [code])))
    return rows.map(({ kind, path, name, code }) => ({
      scopePath: path, name, kind, roles: rolesToGive(caller.grants, { kind, path }), hasMore: code !== null && more.has(code),
    }))
  }

  return {
    /** Where the caller may give rights: without `under` the highest places they hold, else what lies directly below. @throws AppError not_found */
    places: (caller: Caller, scope: Scope, under: string | undefined): Promise<GrantPlace[]> =>
      store.read(async (db) => {
        if (under === undefined) return placeViews(db, await placesAt(db, scope), caller)
        const place = await findPlace(db, under, scope)
        if (place === null) throw new AppError('not_found')
        return placeViews(db, place.code === null ? [] : await placesUnder(db, place.code), caller)
      }),

    /** @throws AppError invalid_fields, not_found (person, place), own_case, not_verified, forbidden, already_granted */
    async propose(command: Command, scope: Scope, { personId, role, scopePath, ...days }: Proposal): Promise<Grant> {
      const { caller, now, write } = command
      const problems: FieldProblem[] = termProblems(days, now)
      const { place, person } = await store.read(async (db) => ({ place: await findPlace(db, scopePath, scope), person: await findPerson(db, personId) }))
      if (place === null || person === null) throw new AppError('not_found')
      if (personId === caller.personId) throw new AppError('own_case')
      if (!fitsScope(role, place.kind)) problems.push({ field: 'role', message: place.kind === 'region' ? '这个岗位只能给到一个市场' : '这个岗位只能给到一个地区' })
      refuseProblems(problems)
      if (!mayGive(caller.grants, { role, scopePath })) throw new AppError('forbidden')
      if (person.verifiedUntil === null || person.verifiedUntil <= now) throw new AppError('not_verified')
      const term = termOf(days)
      if (term === null) throw new AppError('invalid_fields')

      const id = uuidv7()
      const row = { id, personId, role, scopePath, marketId: place.marketId, ...term, proposedBy: caller.personId, proposedAt: now }
      return write(async (tx) => {
        if (!(await holdGiver(tx, caller.personId, row, now))) throw new AppError('forbidden')
        await clearLapsed(tx, row, now)
        if (!(await insertProposal(tx, row))) throw new AppError('already_granted')
        if (await overlapsAnother(tx, row)) throw new AppError('already_granted')
        await tell(tx, command, await inScopeOf(tx, id, scope), 'propose', role)
        return viewOf(tx, id, command, scope)
      })
    },

    /** Newest first, a page at a time. `after` is `next` of the page before. */
    list: (caller: Caller, scope: Scope, { state, after }: { state: 'open' | 'current' | 'past'; after?: string }, now: number): Promise<{ grants: Grant[]; next: string | null }> =>
      store.read(async (db) => {
        const rows = await listGrants(db, { state, scope, after, limit: usualPage + 1 }, now)
        const page = rows.slice(0, usualPage)
        return { grants: await grantViews(db, page, caller, now), next: rows.length > usualPage ? (page.at(-1)?.row.id ?? null) : null }
      }),

    /**
     * The second person's yes. The proposer must still be somebody who could propose it.
     * @throws AppError not_found, forbidden, second_person_needed, step_not_allowed, already_granted
     */
    confirm: (command: Command, id: string, scope: Scope): Promise<Grant> =>
      command.write(async (tx) => {
        const { caller, now } = command
        const found = await inScopeOf(tx, id, scope)
        const { row } = found
        if (!(await holdGiver(tx, caller.personId, row, now))) throw new AppError('forbidden')
        if (row.personId === caller.personId || row.proposedBy === caller.personId) throw new AppError('second_person_needed')
        if (row.proposedBy === null || !(await holdGiver(tx, row.proposedBy, row, now))) throw new AppError('step_not_allowed')
        if (!(await confirmGrant(tx, { id, wanted: row, by: caller.personId }, now))) throw new AppError('step_not_allowed')
        if (await overlapsAnother(tx, row)) throw new AppError('already_granted')
        await tell(tx, command, found, 'confirm', row.role)
        return viewOf(tx, id, command, scope)
      }),

    /** No by somebody who could have said yes, or the proposer taking it back. @throws AppError not_found, forbidden, step_not_allowed */
    refuse: (command: Command, id: string, reason: RefuseReason, scope: Scope): Promise<Grant> =>
      command.write(async (tx) => {
        const { caller, now } = command
        const found = await inScopeOf(tx, id, scope)
        if (found.row.proposedBy !== caller.personId && !(await holdGiver(tx, caller.personId, found.row, now))) throw new AppError('forbidden')
        if (!(await refuseGrant(tx, id, caller.personId, now))) throw new AppError('step_not_allowed')
        await tell(tx, command, found, 'refuse', reason)
        return viewOf(tx, id, command, scope)
      }),

    /**
     * Ends a right at once, together with every session of its person and their hold on open cases.
     * @throws AppError not_found, forbidden, step_not_allowed
     */
    end: (command: Command, id: string, reason: EndReason, scope: Scope): Promise<Grant> =>
      command.write(async (tx) => {
        const { caller, now } = command
        const found = await inScopeOf(tx, id, scope)
        const { row } = found
        if (row.personId !== caller.personId && !(await holdGiver(tx, caller.personId, row, now))) throw new AppError('forbidden')
        if (!(await endGrant(tx, id, caller.personId, now))) throw new AppError('step_not_allowed')
        await session.endAll(tx, row.personId, now)
        await cases.releaseAllOf(tx, row.personId, row.scopePath)
        await tell(tx, command, found, 'end', reason)
        return viewOf(tx, id, command, scope)
      }),
  }
}
