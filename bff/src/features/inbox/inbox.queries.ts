import { and, count, desc, eq, isNull, sql } from 'drizzle-orm'
import type { InboxMessage } from '@market/shared/inbox/inbox.contract'
import type { Db, Tx } from '../../store/store'
import type { MessageDraft } from './inbox.text'

type NewMessage = MessageDraft & { id: string; eventSeq: number; createdAt: number }

/** One message for a person, event and kind. Handled again it gets today's words and stays as read as it was. */
export const putMessage = async ({ q, t }: Tx, message: NewMessage): Promise<void> => {
  const { inboxMessages } = t
  await q
    .insert(inboxMessages)
    .values(message)
    .onConflictDoUpdate({
      target: [inboxMessages.personId, inboxMessages.eventSeq, inboxMessages.kind],
      set: { title: sql`excluded.title`, body: sql`excluded.body` },
    })
}

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
