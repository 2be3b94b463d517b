import type { AuditEntry } from '@market/shared/audit/audit.contract'
import { AppError } from '@market/shared/errors'
import type { StaffRole } from '@market/shared/words/lists'
import { marketDay } from '@market/shared/words/time'
import { uuidv7 } from 'uuidv7'
import type { Caller } from '../../http/caller'
import { covers, type Scope } from '../../store/scope'
import type { Db, Store, Tx } from '../../store/store'
import { countEntries, insertEntry, listEntries, noteOnce, pathOfMarket, watchersOf } from './audit.queries'

export type AuditedAct = {
  /** `<feature>.<verb>`, as in the endpoints. */
  action: string
  subjectKind: string
  subjectId: string
  /** Whose data or rights it touched, where it was one person's. */
  aboutPersonId?: string | null
  /** The path of the market or region it happened in. */
  scopePath: string
  /** Why, as a word of a closed list or as typed. No personal data. */
  purpose: string
}

/** Who is told of an alarm: those who read these entries. How many, the nearest first. */
const watching: readonly StaffRole[] = ['manager', 'inspector', 'officer']
const mostTold = 10
/** Who runs a market from day to day. */
const running: readonly StaffRole[] = ['manager', 'operator']

/** Entries on one page. */
const usualPage = 40

export type AuditService = ReturnType<typeof auditService>

/** What people with a grant reveal, override and decide, kept in the same transaction as the act itself. */
export const auditService = ({ store }: { store: Store }) => ({
  /**
   * Records an act of the caller. The role is the one whose grant covers the place.
   * @throws Error when no grant of the caller covers it: then the act should not have been possible
   */
  async record(tx: Tx, caller: Caller, now: number, act: AuditedAct): Promise<void> {
    await insertEntry(tx, {
      ...act, aboutPersonId: act.aboutPersonId ?? null, id: uuidv7(), at: now, actorId: caller.personId, role: actingRole(caller, act.scopePath),
    })
  },

  /**
   * Records that somebody was stopped, and tells those who watch over the place, once a day for each person and action. In a write of
   * its own: the act itself was refused, and leaves nothing else.
   */
  raiseAlarm: (caller: Caller, now: number, act: AuditedAct & { marketId: string | null }): Promise<void> =>
    store.write(async (tx) => {
      const { marketId, ...entry } = act
      if (!(await noteOnce(tx, `alarm:${act.action}:${caller.personId}:${marketDay(now)}`))) return
      await insertEntry(tx, { ...entry, aboutPersonId: act.aboutPersonId ?? null, id: uuidv7(), at: now, actorId: caller.personId, role: actingRole(caller, act.scopePath) })
      const toTell = await watchersOf(tx, { path: act.scopePath, roles: watching, but: caller.personId, limit: mostTold, now })
      await tx.append({ kind: 'audit.alarm', subjectId: caller.personId, marketId, at: now, data: { action: act.action, toTell } })
    }),

  /** Those who run a market, to be told of what happened there; not the one who did it. */
  async whoRuns(db: Db, marketId: string, but: string, now: number): Promise<string[]> {
    const path = await pathOfMarket(db, marketId)
    return path === null ? [] : watchersOf(db, { path, roles: running, but, limit: mostTold, now })
  },

  /** How often each of these people did what in a scope since an instant (UTC ms), and when last. */
  countActs: (db: Db, wanted: { scope: Scope; actorIds: readonly string[]; since: number }) => countEntries(db, wanted),

  /**
   * Entries of a scope, newest first, a page at a time.
   * @param query.after `next` of the page before
   * @throws AppError invalid_fields when `after` is not one of ours
   */
  async list(scope: Scope, query: { actorId?: string; aboutPersonId?: string; action?: string; after?: string }): Promise<{ entries: AuditEntry[]; next: string | null }> {
    const after = query.after === undefined ? undefined : readCursor(query.after)
    const rows = await store.read((db) => listEntries(db, { ...query, scope, after, limit: usualPage + 1 }))
    const page = rows.slice(0, usualPage)
    const last = rows.length > usualPage ? page.at(-1)?.row : undefined
    return {
      entries: page.map(({ row, actorMasked, aboutMasked, marketName, regionName }) => ({
        id: row.id,
        at: row.at,
        actor: { personId: row.actorId, nameMasked: actorMasked ?? '*' },
        role: row.role,
        action: row.action,
        subjectKind: row.subjectKind,
        subjectId: row.subjectId,
        aboutMasked,
        scopeName: marketName ?? regionName ?? '',
        purpose: row.purpose,
      })),
      next: last === undefined ? null : `${last.at}_${last.id}`,
    }
  },
})

function readCursor(after: string): { at: number; id: string } {
  const [, at, id] = /^(\d{1,13})_([0-9A-Za-z-]{8,40})$/.exec(after) ?? []
  if (at === undefined || id === undefined) throw new AppError('invalid_fields', { fields: [{ field: 'after', message: '请从第一页重新看' }] })
  return { at: Number(at), id }
}

const actingRole = (caller: Caller, path: string): StaffRole => {
  const grant = caller.grants.find(({ scopePath }) => covers([scopePath], path))
  if (grant === undefined) throw new Error('an audited act without a grant that covers it')
  return grant.role
}
