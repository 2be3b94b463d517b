import { AppError } from '@market/shared/errors'
import type { Transfer } from '@market/shared/transfer/transfer.contract'
import type { Db } from '../../store/store'
import { findDestinations, type TransferRow } from './transfer.queries'

/** Transfers as their worker sees them. */
export async function transferViews(db: Db, rows: readonly TransferRow[]): Promise<Transfer[]> {
  const markets = rows.length === 0 ? new Map<string, Transfer['to']>() : await findDestinations(db, [...new Set(rows.flatMap(({ transfer }) => [transfer.fromMarketId, transfer.toMarketId]))])
  return rows.map(({ transfer, group, job }) => {
    const [from, to] = [markets.get(transfer.fromMarketId), markets.get(transfer.toMarketId)]
    if (from === undefined || to === undefined) throw new AppError('not_found')
    return {
      id: transfer.id,
      state: transfer.state,
      from: { id: from.id, name: from.name },
      to,
      job,
      applicationId: transfer.applicationId,
      until: transfer.until,
      bus: group && { groupId: group.id, leavesAt: group.leavesAt, meetAt: group.meetAt, seatsLeft: group.seats - group.taken },
    }
  })
}
