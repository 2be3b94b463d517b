import { Type, type Static } from 'typebox'
import { defineEndpoint, Done } from '../endpoint'
import { Id, Instant, Nullable } from '../values'

export const InboxMessage = Type.Object({
  id: Id,
  kind: Type.String(),
  title: Type.String(),
  body: Type.String(),
  /** What it is about, so that the client can open it: an application or a job id. */
  applicationId: Nullable(Id),
  jobId: Nullable(Id),
  createdAt: Instant,
  readAt: Nullable(Instant),
})
export type InboxMessage = Static<typeof InboxMessage>

export const inboxEndpoints = {
  list: defineEndpoint({
    action: 'inbox.list',
    summary: 'Messages to this person, newest first, at most 50',
    method: 'GET',
    path: '/api/inbox',
    who: 'signed_in',
    changes: false,
    response: Type.Object({ messages: Type.Array(InboxMessage), unread: Type.Integer() }),
    errors: [],
  }),
  readAll: defineEndpoint({
    action: 'inbox.read_all',
    summary: 'Mark all messages as read',
    method: 'POST',
    path: '/api/inbox/read',
    who: 'signed_in',
    changes: true,
    response: Done,
    errors: [],
  }),
} as const
