import type { Colleague, Grant } from '@market/shared/staff/staff.contract'
import { grantState, mayGive, movesOn, type Authority } from '@market/shared/staff/staff.rules'
import type { Caller } from '../../http/caller'
import type { Db } from '../../store/store'
import { authorityOf, type GrantRow } from './grants.queries'

const colleague = (personId: string | null, nameMasked: string | null): Colleague | null => (personId === null ? null : { personId, nameMasked: nameMasked ?? '*' })

/** Grants as this caller sees them, with what they may do with each. Asks once who of the proposers still may propose. */
export async function grantViews(db: Db, rows: readonly GrantRow[], caller: Caller, now: number): Promise<Grant[]> {
  const proposers = rows.flatMap(({ row }) => (row.grantedAt === null && row.proposedBy !== null ? [row.proposedBy] : []))
  const held = await authorityOf(db, proposers, now)
  const ownOf = (personId: string | null): Authority[] => held.filter((authority) => authority.personId === personId)
  return rows.map(({ row, ...names }) => ({
    id: row.id,
    person: { personId: row.personId, nameMasked: names.personMasked ?? '*' },
    role: row.role,
    scopePath: row.scopePath,
    scopeName: names.marketName ?? names.regionName ?? '',
    state: grantState(row, now),
    fromAt: row.fromAt,
    untilAt: row.untilAt,
    proposedBy: colleague(row.proposedBy, names.proposerMasked),
    proposedAt: row.proposedAt,
    grantedBy: colleague(row.grantedBy, names.granterMasked),
    grantedAt: row.grantedAt,
    endedBy: colleague(row.endedBy, names.enderMasked),
    endedAt: row.endedAt,
    may: movesOn(row, { personId: caller.personId, held: caller.grants, proposerMay: mayGive(ownOf(row.proposedBy), row) }, now),
  }))
}
