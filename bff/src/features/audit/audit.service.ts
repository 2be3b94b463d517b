import { covers } from '../../store/scope'
import type { StaffRole } from '@market/shared/words/lists'
import { uuidv7 } from 'uuidv7'
import type { Caller } from '../../http/caller'
import type { Tx } from '../../store/store'
import { insertEntry } from './audit.queries'

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

export type AuditService = ReturnType<typeof auditService>

/** What people with a grant reveal, override and decide, kept in the same transaction as the act itself. */
export const auditService = () => ({
  /**
   * Records an act of the caller. The role is the one whose grant covers the place.
   * @throws Error when no grant of the caller covers it: then the act should not have been possible
   */
  async record(tx: Tx, caller: Caller, now: number, act: AuditedAct): Promise<void> {
    await insertEntry(tx, {
      ...act, aboutPersonId: act.aboutPersonId ?? null, id: uuidv7(), at: now, actorId: caller.personId, role: actingRole(caller, act.scopePath),
    })
  },
})

const actingRole = (caller: Caller, path: string): StaffRole => {
  const grant = caller.grants.find(({ scopePath }) => covers([scopePath], path))
  if (grant === undefined) throw new Error('an audited act without a grant that covers it')
  return grant.role
}
