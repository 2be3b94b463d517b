import { and, count, desc, eq, isNull, sql } from 'drizzle-orm'
import type { InboxMessage } from '@market/shared/inbox/inbox.contract'
import { prepared } from '../../store/prepared'
import type { Tables } from '../../store/schema'
import type { Db, Tx } from '../../store/store'
import type { MessageDraft } from './inbox.text'

type MessageRow = Pick<Tables['inboxMessages']['$inferSelect'], 'id' | 'personId' | 'eventSeq' | 'kind' | 'title' | 'body' | 'applicationId' | 'jobId' | 'createdAt'>
type NewMessage = MessageDraft & { id: string; eventSeq: number; createdAt: number }

/** One message for a person, event and kind. Handled again it gets today's words and stays as read as it was. */
export const putMessage = async (tx: Tx, { applicationId = null, jobId = null, ...message }: NewMessage): Promise<void> => {
  await upsertMessage(tx, { ...message, applicationId, jobId })
}

const upsertMessage = prepared<{ id: string }, MessageRow>(({ q, t: { inboxMessages } }) =>
  q
    .insert(inboxMessages)
    .values({
      id: sql.placeholder('id'), personId: sql.placeholder('personId'), eventSeq: sql.placeholder('eventSeq'), kind: sql.placeholder('kind'), title: sql.placeholder('title'),
      body: sql.placeholder('body'), applicationId: sql.placeholder('applicationId'), jobId: sql.placeholder('jobId'), createdAt: sql.placeholder('createdAt'),
    })
    .onConflictDoUpdate({
      target: [inboxMessages.personId, inboxMessages.eventSeq, inboxMessages.kind],
      set: { title: sql`excluded.title`, body: sql`excluded.body` },
    })
    .returning({ id: inboxMessages.id }))

/** The newest messages to a person. */
export const newestMessages = async ({ q, t }: Db, personId: string, limit: number): Promise<InboxMessage[]> => {
  const { id, kind, title, body, applicationId, jobId, createdAt, readAt } = t.inboxMessages
  return q
    .select({ id, kind, title, body, applicationId, jobId, createdAt, readAt })
    .from(t.inboxMessages)
    .where(eq(t.inboxMessages.personId, personId))
    .orderBy(desc(t.inboxMessages.createdAt), desc(t.inboxMessages.eventSeq))
    .limit(limit)
}

export const countUnread = async ({ q, t }: Db, personId: string): Promise<number> => {
  const [row] = await q.select({ unread: count() }).from(t.inboxMessages).where(and(eq(t.inboxMessages.personId, personId), isNull(t.inboxMessages.readAt)))
  return row?.unread ?? 0
}

export const markAllRead = async ({ q, t }: Tx, personId: string, now: number): Promise<void> => {
  await q.update(t.inboxMessages).set({ readAt: now }).where(and(eq(t.inboxMessages.personId, personId), isNull(t.inboxMessages.readAt)))
}
