import type { Api, Call } from '@market/shared/api'
import type { Endpoint, PartOf } from '@market/shared/endpoint'
import { errorCodes, messageOf, type ErrorCode, type FieldProblem } from '@market/shared/errors'
import type { HttpReply } from '../platform/request'

/** What a call gave: an answer, or why there is none. A refusal is a value, not an exception. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; problem: Problem }

export type Problem =
  /** The server said no, why in words a person understands, and where it said so after how long to ask again. */
  | { kind: 'refused'; status: number; code: ErrorCode; message: string; fields: readonly FieldProblem[]; retryAfterMs?: number }
  /** No network, or no reply in time: it may or may not have happened. */
  | { kind: 'unreachable'; message: string }
  /** The person decided not to send it after all. */
  | { kind: 'dropped'; message: string }
  /** It came, and this phone has nothing to show it with. */
  | { kind: 'not_shown'; message: string }

type Parts = 'params' | 'query' | 'body'
type Given<E, K extends Parts> = PartOf<E, K>

/** What a call needs: exactly the parts its endpoint declares. A query of optional fields, and a body that is optional, may be left out. */
export type ArgsOf<C extends Call> = {
  [K in Parts as undefined extends Given<Api[C], K> ? never : K extends 'query' ? never : K]: Given<Api[C], K>
} & (undefined extends Given<Api[C], 'query'>
  ? unknown
  : Record<never, never> extends Given<Api[C], 'query'>
    ? { query?: Given<Api[C], 'query'> }
    : { query: Given<Api[C], 'query'> }) &
  (Given<Api[C], 'body'> extends undefined ? unknown : undefined extends Given<Api[C], 'body'> ? { body?: Given<Api[C], 'body'> } : unknown)

export type ReplyOf<C extends Call> = PartOf<Api[C], 'response'>

type CallsWhere<Shape> = { [C in Call]: Api[C] extends Shape ? C : never }[Call]
/** Calls that change nothing and can be shown from memory. */
export type ReadCall = CallsWhere<{ method: 'GET' }>
/** Calls that change facts: each needs a key, and is sent until it is answered. */
export type ActCall = CallsWhere<Endpoint & { changes: true }>

export const unreachable: Problem = { kind: 'unreachable', message: '没连上网，请看看网络再试。' }
export const dropped: Problem = { kind: 'dropped', message: '没有发出去。' }
export const notShown: Problem = { kind: 'not_shown', message: '文件收到了，这部手机打不开，请换一部手机或电脑。' }

const isCode = (code: unknown): code is ErrorCode => (errorCodes as readonly unknown[]).includes(code)

const isFieldProblem = (value: unknown): value is FieldProblem => {
  const { field, message } = (value ?? {}) as Partial<FieldProblem>
  return typeof field === 'string' && typeof message === 'string'
}

/**
 * A reply that is not a success, as a problem. Something in between (a proxy, the operator's login page) may answer
 * in a language of its own: from 500 up that counts as busy, below as our fault, and its words are not shown.
 */
export function problemOf(reply: HttpReply): Problem {
  if (reply.status === 'unreachable') return unreachable
  const { code, message, fields } = (reply.body ?? {}) as { code?: unknown; message?: unknown; fields?: unknown }
  const wait = reply.retryAfterMs === undefined ? {} : { retryAfterMs: reply.retryAfterMs }
  if (isCode(code)) {
    return {
      kind: 'refused',
      status: reply.status,
      code,
      message: typeof message === 'string' ? message : messageOf(code),
      fields: Array.isArray(fields) ? fields.filter(isFieldProblem) : [],
      ...wait,
    }
  }
  const stand: ErrorCode = reply.status >= 500 ? 'service_busy' : 'internal'
  return { kind: 'refused', status: reply.status, code: stand, message: messageOf(stand), fields: [], ...wait }
}

/** What is wrong with one field of a refused form, or null. */
export const fieldProblem = (problem: Problem | null, field: string): string | null =>
  problem?.kind === 'refused' ? (problem.fields.find((one) => one.field === field)?.message ?? null) : null
