import { sql } from 'drizzle-orm'
import type { Columns } from '../columns'
import type { People } from './people'
import type { Places } from './places'

/** What followers derive from the events; can be rebuilt from them. */
export function viewTables(c: Columns, { markets }: Places, { people }: People) {
  const inboxMessages = c.table('inbox_messages', {
    id: c.id().primaryKey(),
    personId: c.id().notNull().references(() => people.id),
    eventSeq: c.bigint().notNull(),
    kind: c.text().notNull(),
    title: c.text().notNull(),
    body: c.text().notNull(),
    /** What it is about, for the tap that opens it. */
    applicationId: c.id(),
    jobId: c.id(),
    createdAt: c.instant().notNull(),
    readAt: c.instant(),
  }, (t) => [
    c.uniqueIndex('inbox_messages_once').on(t.personId, t.eventSeq, t.kind),
    c.index('inbox_messages_person').on(t.personId, t.createdAt),
    c.index('inbox_messages_unread').on(t.personId).where(sql`${t.readAt} is null`),
  ])

  const marketDays = c.table('market_days', {
    marketId: c.id().notNull().references(() => markets.id),
    day: c.text().notNull(),
    checkedIn: c.integer().notNull().default(0),
    applied: c.integer().notNull().default(0),
    signed: c.integer().notNull().default(0),
    arrived: c.integer().notNull().default(0),
    settled: c.integer().notNull().default(0),
    wagesFen: c.fen().notNull().default(0),
  }, (t) => [c.primaryKey({ columns: [t.marketId, t.day] })])
  return { inboxMessages, marketDays }
}

export type Views = ReturnType<typeof viewTables>
