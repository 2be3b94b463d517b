import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { urgencyOf, type ApiScope, type Endpoint, type FileAnswer, type PartOf } from '@market/shared/endpoint'
import { AppError } from '@market/shared/errors'
import type { Clock } from '../clock'
import type { Scope } from '../store/scope'
import { requireAudience, scopeFor, type Caller } from './caller'
import type { Command, RunCommand } from './command'
import { answerIfChanged } from './conditional'
import { errorBody } from './error-body'
import { assertUploaded } from './uploads'

/** What a handler gets: validated input, who is asking and, where facts change, the command to do it with. */
export type CallOf<E extends Endpoint> = {
  params: PartOf<E, 'params'>
  query: PartOf<E, 'query'>
  body: PartOf<E, 'body'>
  /** The server's clock when the request came in, UTC ms. */
  now: number
  caller: E['who'] extends 'everyone' ? null : Caller
  /** Where the caller may do this, by their grants; it belongs into the statement. Empty where no grant is asked for. */
  scope: Scope
  command: E['changes'] extends true ? Command : undefined
}

/** A reply that was put together as JSON already, for a call that is asked very often; it says what `T` says, which a test holds. */
export class JsonText<T> {
  declare readonly says: T

  /** @param bytes UTF-8 */
  constructor(readonly bytes: Buffer) {}
}

/** What a handler replies. A ready text may come without a promise: whoever asks very often waits for none. */
type Answer<T> = Promise<T | JsonText<T>> | JsonText<T>

export type Route = <E extends Endpoint>(endpoint: E, handler: (call: CallOf<E>) => Answer<Static<E['response']>>) => void

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null
    receivedAt: number
  }
  interface FastifyContextConfig {
    action?: string
    /** Bytes a file sent to this route may have; routes without it take none. */
    uploadLimit?: number
  }
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
const keyPattern = /^[\x21-\x7e]{8,80}$/

/**
 * Makes the function that registers endpoints. A handler does three things: take validated input, call one service,
 * reply; who may call, what a body may hold and how an act is repeated safely are decided here, once.
 */
export function routeFor(
  app: FastifyInstance,
  { clock, findCaller, findByKey, runCommand }: {
    clock: Clock
    findCaller: (authorization: string | undefined, now: number) => Promise<Caller | null>
    /** The account behind another system's key; counts the use. */
    findByKey: (key: string, apiScope: ApiScope, now: number) => Promise<Caller>
    runCommand: RunCommand
  },
): { route: Route; complete(contract: readonly Endpoint[]): void } {
  const methodsOf = new Map<string, Set<string>>()
  const actions = new Set<string>()

  const idempotencyKey = (request: FastifyRequest): string => {
    const key = request.headers['idempotency-key']
    if (typeof key !== 'string' || !keyPattern.test(key)) throw new AppError('idempotency_key_missing')
    return key
  }

  const route: Route = (endpoint, handler) => {
    const used = methodsOf.get(endpoint.path) ?? new Set()
    methodsOf.set(endpoint.path, used.add(endpoint.method))
    actions.add(endpoint.action)
    const run = handler as (call: CallOf<Endpoint>) => Answer<unknown>
    /** Does it once, however often it is asked for under the same key. */
    const change = async (request: FastifyRequest, call: CallOf<Endpoint>): Promise<unknown> => {
      const { caller, now } = call
      if (!caller) throw new AppError('unauthenticated')
      const act = { caller, now, idempotencyKey: idempotencyKey(request), method: request.method, url: request.url, body: request.body, ...(endpoint.forgets ? { forgets: endpoint.forgets } : {}) }
      return runCommand(act, async (command) => run({ ...call, command } as unknown as CallOf<Endpoint>))
    }
    app.route({
      method: endpoint.method,
      url: endpoint.path,
      config: { action: endpoint.action, urgency: urgencyOf(endpoint), ...(endpoint.upload ? { uploadLimit: endpoint.bodyLimit ?? 0 } : {}) },
      ...(endpoint.bodyLimit ? { bodyLimit: endpoint.bodyLimit } : {}),
      schema: {
        tags: [endpoint.action.split('.')[0] ?? ''],
        summary: endpoint.summary,
        description: describe(endpoint),
        ...(endpoint.who === 'everyone' ? {} : { security: [{ accessToken: [] }, ...(endpoint.apiScope === undefined ? [] : [{ apiKey: [] }])] }),
        ...(endpoint.params ? { params: endpoint.params } : {}),
        ...(endpoint.query ? { querystring: endpoint.query } : {}),
        ...(endpoint.body ? { body: endpoint.body } : {}),
        response: { 200: endpoint.download ? fileOf(endpoint.download) : endpoint.response, '4xx': errorBody, '5xx': errorBody },
      },
      // Who is asking is settled before the body is read: a stranger's megabyte is never parsed.
      onRequest: async (request) => {
        request.receivedAt = clock.now()
        const key = request.headers['x-api-key']
        if (typeof key === 'string' && endpoint.apiScope !== undefined) {
          request.caller = await findByKey(key, endpoint.apiScope, request.receivedAt)
          if (endpoint.who !== 'everyone') requireAudience(endpoint.who, request.caller)
          return
        }
        // What is for everyone is the same for everyone: a stale token must not keep anybody from reading it.
        if (endpoint.who === 'everyone') return
        request.caller = await findCaller(request.headers.authorization, request.receivedAt)
        requireAudience(endpoint.who, request.caller)
      },
      ...(endpoint.changes ? { preParsing: async (request: FastifyRequest) => void idempotencyKey(request) } : {}),
      ...(endpoint.upload ? { preValidation: assertUploaded } : {}),
      ...(endpoint.conditional ? { onSend: answerIfChanged } : {}),
      handler: (request, reply) => {
        const { receivedAt: now } = request
        const caller = endpoint.who === 'everyone' ? null : request.caller
        const call = { params: request.params, query: request.query, body: request.body, now, caller, scope: scopeFor(endpoint.who, caller), command: undefined } as CallOf<Endpoint>
        if (endpoint.changes) return change(request, call)
        const answer = run(call)
        if (endpoint.download) return file(reply, endpoint.download, answer)
        return answer instanceof JsonText ? ready(reply, answer) : answer.then((found) => (found instanceof JsonText ? ready(reply, found) : found))
      },
    })
  }

  return {
    route,
    /**
     * To be called once, after the last route. A known path with another method then says so (405 and `Allow`), and does
     * not look like a wrong address.
     * @throws Error when an endpoint of the contract has no handler: clients would be promised what nobody keeps
     */
    complete(contract) {
      const missing = contract.filter(({ action }) => !actions.has(action)).map(({ action }) => action)
      if (missing.length > 0) throw new Error(`no handler for ${missing.join(', ')}`)
      for (const [url, used] of methodsOf) {
        const others = methods.filter((method) => !used.has(method))
        app.route({
          method: others,
          url,
          schema: { hide: true },
          // Before the body is read: nothing in it could matter.
          onRequest: async (_request, reply) => {
            void reply.header('allow', [...used].join(', '))
            throw new AppError('method_not_allowed')
          },
          handler: async () => undefined,
        })
      }
    },
  }
}

/** Sends what was put together as JSON already. */
function ready(reply: FastifyReply, { bytes }: JsonText<unknown>): Buffer {
  void reply.type('application/json; charset=utf-8')
  return bytes
}

async function file(reply: FastifyReply, type: string, answer: Answer<unknown>): Promise<FastifyReply> {
  const { fileName, content } = (await answer) as FileAnswer
  return reply
    .type(type)
    // RFC 6266: the plain name is for programs that know no other letters.
    .header('content-disposition', `attachment; filename="file"; filename*=UTF-8''${encodeURIComponent(fileName)}`)
    .send(content)
}

const fileOf = (type: string) => ({ description: 'The file', content: { [type]: { schema: { type: 'string', format: 'binary' } } } })

const describe = (endpoint: Endpoint): string =>
  [
    `Action \`${endpoint.action}\`, for ${(typeof endpoint.who === 'string' ? [endpoint.who] : endpoint.who).join(', ').replace('_', ' ')}.`,
    ...(endpoint.changes ? ['Needs an `Idempotency-Key` header; the same key and body get the same answer.'] : []),
    ...(endpoint.apiScope === undefined ? [] : [`Other systems may call it with an \`X-API-Key\` made for \`${endpoint.apiScope}\`; each call counts towards the key's daily quota.`]),
    ...(endpoint.conditional ? ['Answers 304 to an `If-None-Match` that still holds.'] : []),
    ...(endpoint.upload ? ['The body is the file itself, `application/octet-stream`.'] : []),
    ...(endpoint.errors.length > 0 ? [`Refusals: ${endpoint.errors.map((code) => `\`${code}\``).join(', ')}.`] : []),
  ].join('\n\n')
