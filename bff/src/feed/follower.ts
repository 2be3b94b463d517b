import { and, eq, sql } from 'drizzle-orm'
import { beforeAllEvents, type Position } from '../store/event-log'
import { given, prepared } from '../store/prepared'
import type { Db, Tx } from '../store/store'
import type { StoredEvent } from './events'

/**
 * Derives something from the events: an inbox, a day's figures. `on` gets each event once as far as its own tables are
 * concerned, because they change in the same write as the position. It must do nothing outside of the tx.
 */
export interface Follower {
  /** Its position is kept under this name: never change it. */
  readonly name: string
  on(event: StoredEvent, tx: Tx): Promise<void>
  /**
   * Runs after events were handled and committed, outside of any write and before the next are handled: for what follows
   * from `on` and is too long for its write. It may never run (the server dies between the two), so whatever it does must be
   * found again by other means. What it throws is not the events' fault: they are handled all the same.
   */
  after?(): Promise<void>
  /** Deletes what `on` derived, so that all events can be handled again. */
  reset(tx: Tx): Promise<void>
}

/** Somebody else has handled these events: another process that runs the same follower, or a rebuild. */
export class PositionMovedError extends Error {
  override readonly name = 'PositionMovedError'
}

export function atOrAfter(position: Position, other: Position): boolean {
  return position.xid > other.xid || (position.xid === other.xid && position.seq >= other.seq)
}

// Every follower asks these for every event: built once.
const findPosition = prepared<Position, { follower: string }>(({ q, t: { followerPositions: positions } }) =>
  q.select({ xid: positions.xid, seq: positions.seq }).from(positions).where(eq(positions.follower, sql.placeholder('follower'))))

const beginPosition = prepared<{ follower: string }, { follower: string; now: number }>(({ q, t: { followerPositions: positions } }) =>
  q.insert(positions).values({ follower: sql.placeholder('follower'), ...beforeAllEvents, updatedAt: sql.placeholder('now') }).onConflictDoNothing().returning({ follower: positions.follower }))

const replacePosition = prepared<{ follower: string }, { follower: string; fromXid: number; fromSeq: number; toXid: number; toSeq: number; now: number }>(({ q, t: { followerPositions: positions } }) =>
  q
    .update(positions)
    .set({ xid: given('toXid'), seq: given('toSeq'), updatedAt: given('now') })
    .where(and(eq(positions.follower, sql.placeholder('follower')), eq(positions.xid, sql.placeholder('fromXid')), eq(positions.seq, sql.placeholder('fromSeq'))))
    .returning({ follower: positions.follower }))

export async function positionOf(db: Db, follower: string): Promise<Position> {
  const [row] = await findPosition(db, { follower })
  return row ?? beforeAllEvents
}

/**
 * Moves a follower from one position to the next, first thing in the write that does the work: the row's lock makes a
 * second process wait here, and then find nothing to move.
 */
export async function movePosition(tx: Tx, follower: string, from: Position, to: Position, now: number): Promise<void> {
  await beginPosition(tx, { follower, now })
  const moved = await replacePosition(tx, { follower, fromXid: from.xid, fromSeq: from.seq, toXid: to.xid, toSeq: to.seq, now })
  if (moved.length === 0) throw new PositionMovedError(follower)
}

/** Begins again: forgets what was derived, whatever the position is. */
export async function moveToStart(tx: Tx, follower: Follower, now: number): Promise<void> {
  const { q, t: { followerPositions: positions } } = tx
  const start = { ...beforeAllEvents, updatedAt: now }
  await q.insert(positions).values({ follower: follower.name, ...start })
    .onConflictDoUpdate({ target: positions.follower, set: start })
  await follower.reset(tx)
}
