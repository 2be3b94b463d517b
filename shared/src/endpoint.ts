import { Type, type Static, type TProperties, type TSchema } from 'typebox'
import type { ErrorCode } from './errors'
import type { StaffRole } from './words/lists'

/** Worker and employer are what a person registers as; the others are granted. */
export type Role = 'worker' | 'employer' | StaffRole

/** The parts of the mini-program: what a person opens it as. */
export type Part = 'worker' | 'employer' | 'staff' | 'manager'

/** Who may call: anyone, anyone signed in, or a person with (one of) the role(s). The app refuses to start without it. */
export type Audience = 'everyone' | 'signed_in' | Role | readonly Role[]

/** What another system's key may be made for. */
export const apiScopes = ['jobs.read', 'jobs.write'] as const
export type ApiScope = (typeof apiScopes)[number]

/** Those a WeChat phone can send: it has no PATCH. */
export type Method = 'GET' | 'POST' | 'DELETE'

/** One call of the API as a value: the server registers it, OpenAPI prints it, the client is typed by it. */
export type Endpoint = {
  /** `<feature>.<verb>`, unique; the word used in logs and in the permission table. */
  action: string
  summary: string
  method: Method
  path: string
  who: Audience
  /** Another system may call it too, with an API key made for this; no key opens anything else. */
  apiScope?: ApiScope
  /** True when it changes facts: it then needs an `Idempotency-Key`, and runs as one command. */
  changes: boolean
  /** Somebody stands at a gate, at work or before an agreement and waits: when more is asked than can be answered, this comes first. */
  urgent?: true
  params?: TSchema
  query?: TSchema
  body?: TSchema
  /** Fields of the body that are looked at and kept nowhere, not even in the fingerprint by which a resend is known. */
  forgets?: readonly string[]
  response: TSchema
  /** Refusals of its own; those every call can meet (401, 404, 429 …) are not repeated. */
  errors: readonly ErrorCode[]
  /** Largest body in bytes, where it differs from the app's default. */
  bodyLimit?: number
  /** The body is a file as it is, `application/octet-stream`, and is kept on disk and not in memory; `body` is then `FileBody`. */
  upload?: true
  /** The reply is a file of this type to keep or open; `response` is then `FileReply`. */
  download?: 'application/pdf' | 'application/json; charset=utf-8' | 'text/csv; charset=utf-8' | 'text/html; charset=utf-8'
  /** The reply carries an `ETag`; whoever has it already gets 304 and no body. */
  conditional?: true
}

/** Who comes first when more is asked than can be answered: arrivals, signing and paying; then what changes something; looking around last. */
export const urgencies = ['first', 'next', 'last'] as const
export type Urgency = (typeof urgencies)[number]

export const urgencyOf = ({ urgent, changes }: Pick<Endpoint, 'urgent' | 'changes'>): Urgency => (urgent ? 'first' : changes ? 'next' : 'last')

export const defineEndpoint = <const E extends Endpoint>(endpoint: E): E => endpoint

/** Static type of a part of an endpoint, `undefined` where it has none. */
export type PartOf<E, K extends 'params' | 'query' | 'body' | 'response'> = E extends { [P in K]: infer S extends TSchema }
  ? Static<S>
  : undefined

/** An object that refuses unknown properties, so that `{"role":"admin"}` is an error and not ignored. */
export const strict = <P extends TProperties>(properties: P) => Type.Object(properties, { additionalProperties: false })

/** A body that may be left out altogether. */
export const optional = <S extends TSchema>(schema: S) => Type.Unsafe<Static<S> | undefined>(Type.Union([schema, Type.Null()]))

/** A file as the body of a call: bytes on the phone, a file on the server. */
export type FileContents = { readonly byteLength: number }
export const FileBody = Type.Unsafe<FileContents>({})

/** A file as the reply of a call. `fileName` may be Chinese. */
export type FileAnswer = { fileName: string; content: string | Uint8Array }
export const FileReply = Type.Unsafe<FileAnswer>({})

/** The reply of a call that only has to say that it worked. */
export const Done = Type.Object({ done: Type.Literal(true) })
