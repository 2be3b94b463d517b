import type { TransferState } from '@market/shared/transfer/transfer.rules'
import { sql } from 'drizzle-orm'
import type { Columns } from '../columns'
import type { Journey } from './journey'
import type { People } from './people'
import type { Places } from './places'

/** People on their way from one market to the next, by themselves or on a bus that staff have ordered. */
export function transferTables(c: Columns, { markets }: Places, { people, workers }: People, { jobs, applications }: Journey) {
  const transferGroups = c.table('transfer_groups', {
    id: c.id().primaryKey(),
    fromMarketId: c.id().notNull().references(() => markets.id),
    toMarketId: c.id().notNull().references(() => markets.id),
    jobId: c.id().references(() => jobs.id),
    seats: c.integer().notNull(),
    /** Seats that somebody has said yes to. */
    taken: c.integer().notNull().default(0),
    leavesAt: c.instant().notNull(),
    /** Until when the bus is expected; whoever has not checked in by then is not on the way any more. */
    arrivesBy: c.instant().notNull(),
    meetAt: c.text().notNull(),
    madeBy: c.id().notNull().references(() => people.id),
    createdAt: c.instant().notNull(),
    cancelledAt: c.instant(),
  }, (t) => [
    c.check('transfer_groups_seats', sql`${t.taken} >= 0 and ${t.taken} <= ${t.seats}`),
    c.index('transfer_groups_from').on(t.fromMarketId, t.leavesAt),
    c.index('transfer_groups_to').on(t.toMarketId, t.leavesAt),
  ])

  const transfers = c.table('transfers', {
    id: c.id().primaryKey(),
    workerId: c.id().notNull().references(() => workers.personId),
    fromMarketId: c.id().notNull().references(() => markets.id),
    toMarketId: c.id().notNull().references(() => markets.id),
    /** The place at the other market that was taken with the transfer. */
    jobId: c.id().references(() => jobs.id),
    applicationId: c.id().references(() => applications.id),
    groupId: c.id().references(() => transferGroups.id),
    state: c.text<TransferState>().notNull(),
    offeredAt: c.instant().notNull(),
    /** When the worker said yes, or set off by themselves. */
    acceptedAt: c.instant(),
    /** Until when an offer can be answered; once moving, until when the person is expected. */
    until: c.instant().notNull(),
    endedAt: c.instant(),
  }, (t) => [
    c.uniqueIndex('transfers_one_moving').on(t.workerId).where(sql`${t.state} = 'moving'`),
    c.uniqueIndex('transfers_one_seat').on(t.groupId, t.workerId),
    c.index('transfers_worker').on(t.workerId, t.offeredAt),
    c.index('transfers_expected').on(t.toMarketId, t.state),
    c.index('transfers_from').on(t.fromMarketId, t.state),
    c.index('transfers_until').on(t.until).where(sql`${t.state} in ('offered', 'moving')`),
  ])

  return { transferGroups, transfers }
}
