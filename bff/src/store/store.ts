import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { FeedEvent } from '../feed/events'
import type { EventLog } from './event-log'
import type { Tables } from './schema'

/**
 * What a query is written with on either engine. Always `await` it; never `.get()/.all()/.run()`, no `FOR UPDATE`.
 * What an UPDATE or DELETE touched is known by `.returning()` only: the bare results differ between engines.
 */
export type Queries = Pick<NodePgDatabase, 'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | '$with' | 'with' | '$count'>

/** A place to query: `q` builds the statement, `t` has the tables. */
export interface Db {
  readonly q: Queries
  readonly t: Tables
}

/** A running write. Its statements and events become visible together, or not at all. */
export interface Tx extends Db {
  /** Appends a fact to the event table; followers see it after the commit. */
  append(event: FeedEvent): Promise<void>
  /** The same of any number, in their order, with one statement. */
  appendAll(events: readonly FeedEvent[]): Promise<void>
}

/** The only way to the database. Facts go in through `write`; everything else is a `read`. */
export interface Store {
  readonly engine: 'sqlite' | 'postgres'
  /** Runs queries that change nothing. Sees what was committed. Throws inside a `write`: use its tx there. */
  read<T>(query: (db: Db) => Promise<T>): Promise<T>
  /**
   * The same for going through much of a database once, as when an index is filled at the start: on SQLite over a connection of
   * its own that maps the file into memory instead of copying each page out of it.
   */
  readThrough<T>(query: (db: Db) => Promise<T>): Promise<T>
  /**
   * Runs the effect as one transaction and resolves after it is durable. The effect awaits the tx's own statements and
   * nothing else (no network, no hashing of passwords, no files), and may be run again after a conflict.
   */
  write<T>(effect: (tx: Tx) => Promise<T>): Promise<T>
  /** How long what waits for its turn longest has waited, ms by a clock that only goes forward; 0 where nothing waits. */
  waited(): number
  /** What was appended by writes, in the order in which followers may see it. */
  readonly events: EventLog
  /** Brings the tables up to date. Safe when several processes start at once; call it before serving. */
  migrate(): Promise<void>
  /** Waits for running writes, then lets go of the database. */
  close(): Promise<void>
}

/** Somebody who only looks: a command beside a running server. */
export type Reader = Pick<Store, 'read' | 'close'>
