import { useEffect, useRef, useState } from 'react'
import type { InboxMessage } from '@market/shared/inbox/inbox.contract'
import { api } from '../../client/market'
import { useRead, type Reading } from '../../client/use-read'
import { randomId } from '../../platform/random'
import { useSession } from '../session/session.store'

export type Inbox = { messages: InboxMessage[]; unread: number }

export const useInbox = (): Reading<Inbox> => {
  const signedIn = useSession(({ tokens }) => tokens !== null)
  return useRead('GET /api/inbox', signedIn ? {} : null)
}

/**
 * The inbox as it is looked at: what was unread when it was opened stays marked, and is read from now on. Telling the
 * server so is no act of the person: when it fails, nothing is shown and the next look does it.
 */
export function useOpenedInbox(): { reading: Reading<Inbox>; isNew: (message: InboxMessage) => boolean } {
  const reading = useInbox()
  const [fresh, setFresh] = useState<readonly string[]>([])
  const told = useRef('')
  const { value } = reading
  useEffect(() => {
    const unread = value?.messages.filter(({ readAt }) => readAt === null).map(({ id }) => id) ?? []
    const newest = unread[0]
    if (newest === undefined || told.current === newest) return
    told.current = newest
    setFresh((before) => [...before, ...unread])
    void randomId().then((key) => api.call('POST /api/inbox/read', {}, key))
  }, [value])
  return { reading, isNew: ({ id }) => fresh.includes(id) }
}
