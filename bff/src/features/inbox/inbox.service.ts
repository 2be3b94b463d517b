import type { InboxMessage } from '@market/shared/inbox/inbox.contract'
import type { Command } from '../../http/command'
import type { Store } from '../../store/store'
import { countUnread, markAllRead, newestMessages } from './inbox.queries'

const mostShown = 50

export type InboxService = ReturnType<typeof inboxService>

/** A person's own messages. */
export const inboxService = ({ store }: { store: Store }) => ({
  /** Newest first, at most 50, and how many of all are unread. */
  list: (personId: string): Promise<{ messages: InboxMessage[]; unread: number }> =>
    store.read(async (db) => ({ messages: await newestMessages(db, personId, mostShown), unread: await countUnread(db, personId) })),

  readAll: ({ caller, now, write }: Command): Promise<{ done: true }> =>
    write(async (tx) => {
      await markAllRead(tx, caller.personId, now)
      return { done: true as const }
    }),
})
