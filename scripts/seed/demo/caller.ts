import { createHash } from 'node:crypto'
import type { App } from '@market/bff/app'
import type { Endpoint, PartOf } from '@market/shared/endpoint'
import type { ErrorCode } from '@market/shared/errors'

type Part<E extends Endpoint, K extends 'params' | 'query' | 'body'> = undefined extends PartOf<E, K> ? { [P in K]?: PartOf<E, K> } : { [P in K]: PartOf<E, K> }
export type Input<E extends Endpoint> = Part<E, 'params'> & Part<E, 'query'> & Part<E, 'body'>

export type Reply<E extends Endpoint> = { ok: true; body: PartOf<E, 'response'> } | { ok: false; code: ErrorCode }

/** Calls the product's own API inside this process, typed by its endpoints. */
export const callerOf = (app: App['app']) =>
  async <E extends Endpoint>(endpoint: E, input: Input<E>, headers: { token?: string; key?: string } = {}): Promise<Reply<E>> => {
    const params = (input.params ?? {}) as Record<string, string>
    const query = new URLSearchParams(Object.entries((input.query ?? {}) as Record<string, unknown>).map(([name, value]): [string, string] => [name, String(value)]))
    const response = await app.inject({
      method: endpoint.method,
      url: endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? '')) + (query.size > 0 ? `?${query.toString()}` : ''),
      headers: {
        ...(headers.token === undefined ? {} : { authorization: `Bearer ${headers.token}` }),
        ...(headers.key === undefined ? {} : { 'idempotency-key': headers.key }),
      },
      ...(input.body === undefined ? {} : { payload: input.body }),
    })
    if (response.statusCode === 200) return { ok: true, body: response.json<PartOf<E, 'response'>>() }
    const refusal = response.json<{ code: ErrorCode; message: string; fields?: unknown }>()
    if (response.statusCode >= 500) throw new Error(`${endpoint.action} failed with ${refusal.code}`)
    // A form the server does not take is a fault of this program, not something that happens in a market.
    if (refusal.code === 'invalid_fields' || refusal.code === 'posting_refused') {
      throw new Error(`${endpoint.action} refused: ${JSON.stringify(refusal.fields)}`)
    }
    return { ok: false, code: refusal.code }
  }

export type Call = ReturnType<typeof callerOf>

/** One call by one person; null when the product refused it. `key` names the act within the plan. */
export type Act = <E extends Endpoint>(openid: string, endpoint: E, input: Input<E>, key: string) => Promise<PartOf<E, 'response'> | null>

/** Short, and the same for the same act of the same plan: for idempotency keys and scan ids. */
export const actId = (...parts: string[]): string => createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32)
