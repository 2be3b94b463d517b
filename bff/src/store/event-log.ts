import { desc, sql, type SQL } from 'drizzle-orm'
import type { StoredEvent } from '../feed/events'
import type { Db } from './store'

/** A place in the event table. On SQLite `xid` is always 0; events are ordered by xid, then seq, on both engines. */
export interface Position {
  readonly xid: number
  readonly seq: number
}

export const beforeAllEvents: Position = { xid: 0, seq: 0 }

/** The event table as followers read it. */
export interface EventLog {
  /**
   * The events after a position that no transaction still running can come before, oldest first. `held` says that there
   * are committed events which must wait for an older transaction to end.
   */
  after(position: Position, limit: number): Promise<{ events: StoredEvent[]; held: boolean }>
  /** The place of the newest committed event. */
  newest(): Promise<Position>
  /** Calls the listener after commits that appended events, in this process or another; returns how to stop it. */
  onAppended(listener: () => void): () => void
}

/** Both engines' reading part. `settled` is true of an event when every transaction older than its own has ended. */
export function eventReader(read: <T>(query: (db: Db) => Promise<T>) => Promise<T>, settled: SQL): Omit<EventLog, 'onAppended'> {
  return {
    async after(position, limit) {
      const rows = await read(({ q, t: { events } }) =>
        q.select({
          seq: events.seq, xid: events.xid, kind: events.kind, subjectId: events.subjectId,
          marketId: events.marketId, at: events.at, data: events.data,
          settled: settled.mapWith(Boolean),
        })
          .from(events)
          .where(sql`(${events.xid}, ${events.seq}) > (${position.xid}, ${position.seq})`)
          .orderBy(events.xid, events.seq)
          .limit(limit))
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
