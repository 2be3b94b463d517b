import type { Columns } from '../columns'

/** Events, positions of followers, answers of commands, counters. */
export function machineryTables(c: Columns) {
  const events = c.table('events', {
    seq: c.sequence(),
    xid: c.transactionId(),
    kind: c.text().notNull(),
    subjectId: c.id().notNull(),
    marketId: c.id(),
    at: c.instant().notNull(),
    data: c.json<unknown>().notNull(),
  }, (t) => [c.index('events_order').on(t.xid, t.seq)])

  const followerPositions = c.table('follower_positions', {
    follower: c.id().primaryKey(),
    xid: c.bigint().notNull(),
    seq: c.bigint().notNull(),
    updatedAt: c.instant().notNull(),
  })

  const idempotencyResults = c.table('idempotency_results', {
    personId: c.id().notNull(),
    key: c.id().notNull(),
    bodyHash: c.text().notNull(),
    /** The reply as it was given; it may name people, so it is sealed. */
    responseSealed: c.text().notNull(),
    createdAt: c.instant().notNull(),
  }, (t) => [c.primaryKey({ columns: [t.personId, t.key] }), c.index('idempotency_results_age').on(t.createdAt)])

  /** Queue numbers and the like: `insert … on conflict do update set value = value + 1 returning value`. */
  const counters = c.table('counters', {
    name: c.id().primaryKey(),
    value: c.bigint().notNull(),
  })
  return { events, followerPositions, idempotencyResults, counters }
}

export type Machinery = ReturnType<typeof machineryTables>
