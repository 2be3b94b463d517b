import { desc, sql, type SQL } from 'drizzle-orm'
import type { StoredEvent } from '../feed/events'
import { prepared, type Builds } from './prepared'
import type { Db } from './store'

/** A place in the event table. On SQLite `xid` is always 0; events are ordered by xid, then seq, on both engines. */
export interface Position {
  readonly xid: number
  readonly seq: number
}

export const beforeAllEvents: Position = { xid: 0, seq: 0 }

/**
 * What a look at the event table has seen: a snapshot on Postgres, a number on SQLite. Only the log that made it reads it.
 */
export interface Look {
  readonly seen: string
  /** More was to be seen than fitted: where to go on, and what the look as a whole sees. */
  readonly page?: { readonly upTo: string; readonly after: Position }
}

/** The event table as followers and projections read it. */
export interface EventLog {
  /**
   * The events after a position that no transaction still running can come before, oldest first. `held` says that there
   * are committed events which must wait for an older transaction to end.
   */
  after(position: Position, limit: number): Promise<{ events: StoredEvent[]; held: boolean }>
  /** The place of the newest committed event. */
  newest(): Promise<Position>
  /** A look that has seen what is committed by now, to go on from with `since`. */
  look(): Promise<Look>
  /**
   * The committed events that a look had not seen, each once, whatever transactions are still running: one of them that
   * commits later is seen by a later look. Their order is that of the table as far as one answer goes.
   * @param limit at most so many; `more` says that `since` of the new look has further ones at once
   */
  since(look: Look, limit: number): Promise<{ events: StoredEvent[]; look: Look; more: boolean }>
  /** Calls the listener after commits that appended events, in this process or another; returns how to stop it. */
  onAppended(listener: () => void): () => void
}

/** Both engines' reading part. `settled` is true of an event when every transaction older than its own has ended. */
export function eventReader(read: <T>(query: (db: Db) => Promise<T>) => Promise<T>, settled: SQL): Pick<EventLog, 'after' | 'newest'> {
  const findAfter = prepared<StoredEvent & { settled: boolean }, { xid: number; seq: number; limit: number }>(({ q, t: { events } }) =>
    q.select({
      seq: events.seq, xid: events.xid, kind: events.kind, subjectId: events.subjectId,
      marketId: events.marketId, at: events.at, data: events.data,
      settled: settled.mapWith(Boolean),
    })
      .from(events)
      .where(sql`(${events.xid}, ${events.seq}) > (${sql.placeholder('xid')}, ${sql.placeholder('seq')})`)
      .orderBy(events.xid, events.seq)
      .limit(sql.placeholder('limit')) as unknown as Builds<StoredEvent & { settled: boolean }>)
  return {
    async after(position, limit) {
      const rows = await read((db) => findAfter(db, { xid: position.xid, seq: position.seq, limit }))
      // Ordered by xid, so the settled ones come first.
      const events = rows.filter((row) => row.settled).map(({ settled: _settled, ...event }) => event as StoredEvent)
      return { events, held: events.length < rows.length }
    },
    async newest() {
      const [row] = await read(({ q, t: { events } }) =>
        q.select({ xid: events.xid, seq: events.seq }).from(events).orderBy(desc(events.xid), desc(events.seq)).limit(1))
      return row ?? beforeAllEvents
    },
  }
}

/** A set of listeners that are all called together. */
export function listeners() {
  const registered = new Set<() => void>()
  return {
    add(listener: () => void): () => void {
      registered.add(listener)
      return () => void registered.delete(listener)
    },
    call: () => registered.forEach((listener) => listener()),
  }
}
