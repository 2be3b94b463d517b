import { AppError } from '@market/shared/errors'
import type { BusJob, Transfer } from '@market/shared/transfer/transfer.contract'
import { beThereBy, standingOf } from '@market/shared/transfer/transfer.rules'
import type { Db } from '../../store/store'
import { findDestinations, type TransferRow } from './transfer.queries'

/** A job elsewhere as it stands at `now`: it may have filled up or been closed since somebody chose it. */
export const busJob = (job: NonNullable<TransferRow['job']>, now: number): BusJob => {
  const { id, title, trade, payFen, payUnit, startsAt, endsAt, headcount, filled } = job
  return { id, title, trade, payFen, payUnit, startsAt, endsAt, places: Math.max(0, headcount - filled), standing: standingOf(job, now) }
}

/** Transfers as their worker sees them. */
export async function transferViews(db: Db, rows: readonly TransferRow[], now: number): Promise<Transfer[]> {
  const markets = rows.length === 0 ? new Map<string, Transfer['to']>() : await findDestinations(db, [...new Set(rows.flatMap(({ transfer }) => [transfer.fromMarketId, transfer.toMarketId]))])
  return rows.map(({ transfer, group, job }) => {
    const [from, to] = [markets.get(transfer.fromMarketId), markets.get(transfer.toMarketId)]
    if (from === undefined || to === undefined) throw new AppError('not_found')
    return {
      id: transfer.id,
      state: transfer.state,
      from: { id: from.id, name: from.name },
      to,
      job: job && busJob(job, now),
      applicationId: transfer.applicationId,
      until: transfer.state === 'moving' ? beThereBy(transfer.until, job && job.startsAt) : transfer.until,
      bus: group && { groupId: group.id, leavesAt: group.leavesAt, meetAt: group.meetAt, seatsLeft: group.seats - group.taken },
    }
  })
}
