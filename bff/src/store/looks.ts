import { asc, desc, gt, sql, type SQL } from 'drizzle-orm'
import type { StoredEvent } from '../feed/events'
import type { EventLog } from './event-log'
import type { Tables } from './schema'
import { prepared, type Builds } from './prepared'
import type { Db } from './store'

type Read = <T>(query: (db: Db) => Promise<T>) => Promise<T>
type Looks = Pick<EventLog, 'look' | 'since'>

const columnsOf = ({ events }: Tables) => ({
  seq: events.seq, xid: events.xid, kind: events.kind, subjectId: events.subjectId,
  marketId: events.marketId, at: events.at, data: events.data,
})

const findSince = prepared<StoredEvent, { seq: number; limit: number }>(({ q, t }) =>
  q.select(columnsOf(t)).from(t.events).where(gt(t.events.seq, sql.placeholder('seq'))).orderBy(asc(t.events.seq)).limit(sql.placeholder('limit')) as unknown as Builds<StoredEvent>)

/** On SQLite events are committed in the order of their numbers, so the last number seen says it all. */
export const looksByNumber = (read: Read): Looks => ({
  look: () =>
    read(async ({ q, t: { events } }) => {
      const [newest] = await q.select({ seq: events.seq }).from(events).orderBy(desc(events.seq)).limit(1)
      return { seen: String(newest?.seq ?? 0) }
    }),
  since: (look, limit) =>
    read(async (db) => {
      const rows = await findSince(db, { seq: Number(look.seen), limit })
      return {
        events: rows,
        look: { seen: String(rows.at(-1)?.seq ?? look.seen) },
        more: rows.length === limit,
      }
    }),
})

/**
 * On Postgres transactions commit in any order, and one list of postings may run for seconds. A look is a snapshot, which
 * names the transactions that were running: what is new is what one snapshot sees and the one before did not, so nothing
 * waits for the long one and nothing is missed or seen twice when it commits.
 */
export const looksBySnapshot = (read: Read): Looks => {
  const now = sql<string>`pg_current_snapshot()::text`
  const sees = (snapshot: string, xid: SQL) => sql`pg_visible_in_snapshot(${xid}, ${snapshot}::pg_snapshot)`
  return {
    look: () =>
      read(async ({ q }) => {
        const [row] = await q.select({ seen: now }).from(sql`(select 1) as one`)
        if (row === undefined) throw new Error('a select of one row gave none')
        return { seen: row.seen }
      }),
    since: ({ seen, page }, limit) =>
      read(async ({ q, t }) => {
        const { events } = t
        const xid = sql`${events.xid}::text::xid8`
        // Older transactions had all ended when the look was taken.
        const from = page?.after ?? { xid: Number(seen.split(':')[0]), seq: 0 }
        const rows = await q
          .select({ ...columnsOf(t), now })
          .from(events)
          .where(sql`(${events.xid}, ${events.seq}) > (${from.xid}, ${from.seq})
            and not ${sees(seen, xid)} ${page === undefined ? sql`` : sql`and ${sees(page.upTo, xid)}`}`)
          .orderBy(events.xid, events.seq)
          .limit(limit)
        const last = rows.at(-1)
        const more = rows.length === limit
        // Nothing new: the look stays as it is, and the next one begins at the same place.
        const upTo = page?.upTo ?? last?.now ?? seen
        return {
          events: rows.map(({ now: _now, ...event }) => event as StoredEvent),
          look: more && last !== undefined ? { seen, page: { upTo, after: { xid: last.xid, seq: last.seq } } } : { seen: upTo },
          more,
        }
      }),
  }
}
