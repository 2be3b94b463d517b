import { vi } from 'vitest'
import { messageOf, statusOf, type ErrorCode, type FieldProblem } from '@market/shared/errors'

export type Asked = { call: string; query: Record<string, string>; body: unknown; key: string | null }
type Answer = unknown | ((asked: Asked) => unknown)

/** A refusal as the API words it. */
export class Refusal {
  constructor(
    readonly code: ErrorCode,
    readonly fields: readonly FieldProblem[] = [],
  ) {}
}

/**
 * The API as this test wants it: answers by `METHOD /path`, given as they stand or as a function of what was asked. A
 * call that the test did not expect answers 404, so that it cannot go unnoticed.
 */
export function answerWith(answers: Record<string, Answer>): Asked[] {
  const asked: Asked[] = []
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    const call = `${init.method ?? 'GET'} ${url.split('?')[0]}`
    const headers = (init.headers ?? {}) as Record<string, string>
    const one: Asked = { call, query: Object.fromEntries(new URLSearchParams(url.split('?')[1])), body: typeof init.body === 'string' ? JSON.parse(init.body) : null, key: headers['idempotency-key'] ?? null }
    asked.push(one)
    const found = answers[call]
    const answer = found === undefined ? new Refusal('unknown_route') : typeof found === 'function' ? (found as (asked: Asked) => unknown)(one) : found
    return answer instanceof Refusal
      ? new Response(JSON.stringify({ code: answer.code, message: messageOf(answer.code), fields: answer.fields, requestId: 'r' }), { status: statusOf(answer.code) })
      : new Response(JSON.stringify(answer), { status: 200 })
  })
  return asked
}
