import { Type, type Static } from 'typebox'
import { defineEndpoint, FileReply, optional, strict } from '../endpoint'
import { Confirm, confirmBody, confirmErrors, SentCode } from '../sign/sign.contract'
import { Instant, literals, Nullable } from '../values'
import { dataClassNames, openThings } from './data-classes'

/** What somebody is told of the data about them before they take it away or close their account. */
export const MyData = Type.Object({
  classes: Type.Array(Type.Object({
    name: literals(dataClassNames),
    title: Type.String(),
    purpose: Type.String(),
    ground: Type.String(),
    kept: Type.String(),
    atClosing: literals(['at_once', 'nameless', 'kept']),
  })),
  /** What still has to be finished before the account can be closed. */
  open: Type.Array(Type.Object({ thing: literals(openThings), count: Type.Integer() })),
  /** Asked for, and not done yet. */
  closing: Nullable(Type.Object({ askedAt: Instant, dueAt: Instant })),
  /** Whether closing has to be confirmed by the registered phone; whoever registered none has shown nothing to protect. */
  needsPhone: Type.Boolean(),
})
export type MyData = Static<typeof MyData>

export const myDataEndpoints = {
  get: defineEndpoint({
    action: 'my_data.get',
    summary: 'What is held about the caller, by class, and whether their account can be closed',
    method: 'GET',
    path: '/api/my-data',
    who: 'signed_in',
    changes: false,
    response: MyData,
    errors: [],
  }),
  page: defineEndpoint({
    action: 'my_data.page',
    summary: 'Everything that is held about the caller as one page to read and print; five times a day',
    method: 'GET',
    path: '/api/my-data/page',
    who: 'signed_in',
    changes: false,
    response: FileReply,
    download: 'text/html; charset=utf-8',
    errors: ['quota_used'],
  }),
  record: defineEndpoint({
    action: 'my_data.record',
    summary: 'The same for programs; counted together with the page',
    method: 'GET',
    path: '/api/my-data/record',
    who: 'signed_in',
    changes: false,
    response: FileReply,
    download: 'application/json; charset=utf-8',
    errors: ['quota_used'],
  }),
  sendCode: defineEndpoint({
    action: 'my_data.send_code',
    summary: 'Send a code to the caller’s phone that confirms the closing of their account',
    method: 'POST',
    path: '/api/my-data/closing-codes',
    who: 'signed_in',
    changes: true,
    response: SentCode,
    errors: ['phone_missing', 'phone_unreachable', 'code_too_soon', 'quota_used', 'sms_too_many', 'sms_unavailable'],
  }),
  close: defineEndpoint({
    action: 'my_data.close',
    summary: 'Ask for the account to be closed: done after seven days unless it is taken back',
    method: 'POST',
    path: '/api/my-data/closing',
    who: 'signed_in',
    changes: true,
    body: optional(strict({ confirm: Confirm })),
    bodyLimit: confirmBody,
    response: MyData,
    errors: ['still_open', 'invalid_fields', ...confirmErrors],
  }),
  keepOpen: defineEndpoint({
    action: 'my_data.keep_open',
    summary: 'Take the request back',
    method: 'DELETE',
    path: '/api/my-data/closing',
    who: 'signed_in',
    changes: true,
    response: MyData,
    errors: ['not_found'],
  }),
} as const
