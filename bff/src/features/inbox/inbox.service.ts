import type { InboxMessage } from '@market/shared/inbox/inbox.contract'
import type { Command } from '../../http/command'
import { uuidv7 } from 'uuidv7'
import type { Store, Tx } from '../../store/store'
import { countUnread, markAllRead, newestMessages, putMessage } from './inbox.queries'
import type { MessageDraft } from './inbox.text'

const mostShown = 50

export type InboxService = ReturnType<typeof inboxService>

/** A person's own messages. */
export const inboxService = ({ store }: { store: Store }) => ({
  /** Newest first, at most 50, and how many of all are unread. */
  list: (personId: string): Promise<{ messages: InboxMessage[]; unread: number }> =>
    store.read(async (db) => ({ messages: await newestMessages(db, personId, mostShown), unread: await countUnread(db, personId) })),

  /** Puts a message there that no event alone decides, within a running write; for one event and kind it is there once. */
  put: (tx: Tx, message: MessageDraft & { eventSeq: number; createdAt: number }): Promise<void> => putMessage(tx, { ...message, id: uuidv7() }),

  readAll: ({ caller, now, write }: Command): Promise<{ done: true }> =>
    write(async (tx) => {
      await markAllRead(tx, caller.personId, now)
      return { done: true as const }
    }),
})
