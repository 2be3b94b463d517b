import { randomUUID } from 'node:crypto'
import type { Static } from 'typebox'
import type { Endpoint, PartOf } from '@market/shared/endpoint'
import { AppError, type ErrorCode, type FieldProblem } from '@market/shared/errors'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { buildApp, type AppOptions } from '../../src/app'
import type { Patience } from '../../src/http/connections'
import type { Config } from '../../src/config'
import type { Gateways } from '../../src/features'
import type { Chores } from '../../src/feed/chores'
import type { Feed } from '../../src/feed/feed'
import { noCrowd, type Crowd } from '../../src/http/waiting-room'
import { accessTokens } from '../../src/http/access-token'
import { createVault, type Vault } from '../../src/store/vault'
import type { Store } from '../../src/store/store'
import { testClock, type TestClock } from './clock'
import { testConfig } from './config'
import { keyRing } from './keys'
import { createMarket, type TestMarket } from './market'
import { createPerson, type PersonFacts, type SignedIn } from './people'
import { createTestStore } from './test-store'

export type Answer<E extends Endpoint> = { status: number; body: Static<E['response']> }
export type Refusal = { code: ErrorCode; message: string; fields?: FieldProblem[]; requestId: string }

type Part<E extends Endpoint, K extends 'params' | 'query' | 'body'> = undefined extends PartOf<E, K> ? { [P in K]?: PartOf<E, K> } : { [P in K]: PartOf<E, K> }
/** What a call needs: exactly the parts its endpoint declares. `key` repeats an act; without it each call is a new one. */
export type Request<E extends Endpoint> = Part<E, 'params'> & Part<E, 'query'> & Part<E, 'body'> & { key?: string }
export type RequestArgs<E extends Endpoint> = object extends Request<E> ? [request?: Request<E>] : [request: Request<E>]

/** Somebody with a phone (or nobody in particular): calls the API as the mini-program does. */
export interface TestCaller {
  /** Calls and expects 200; otherwise the test fails with the answer. */
  call<E extends Endpoint>(endpoint: E, ...request: RequestArgs<E>): Promise<Static<E['response']>>
  /** Calls and expects a refusal. */
  refused<E extends Endpoint>(endpoint: E, ...request: RequestArgs<E>): Promise<Refusal & { status: number }>
  /** Calls with whatever the test likes, typed or not. */
  raw(endpoint: Endpoint, request?: { params?: unknown; query?: unknown; body?: unknown; key?: string }): Promise<{ status: number; body: unknown; text: string }>
}

export interface TestPerson extends TestCaller, SignedIn {
  token: string
}

export interface TestApp {
  app: FastifyInstance
  feed: Feed
  chores: Chores
  store: Store
  vault: Vault
  clock: TestClock
  config: Config
  stranger: TestCaller
  person(facts?: PersonFacts): Promise<TestPerson>
  market(changes?: Parameters<typeof createMarket>[1]): Promise<TestMarket>
  /** Somebody who signed in by other means. */
  withToken(token: string): TestCaller
  close(): Promise<void>
}

const noWechat: Gateways['wechat'] = {
  sessionFromCode: () => Promise.reject(new AppError('upstream_unavailable')),
  readIdCard: () => Promise.reject(new AppError('upstream_unavailable')),
  // Whoever taps the phone button has the number they say.
  phoneNumber: (code) => Promise.resolve(code),
  sendMessage: () => Promise.resolve({ result: 'busy', errcode: null }),
}

/** An authority that knows everybody: for tests whose subject is something else. */
const everybodyFits: Gateways['identity'] = {
  checkPerson: () => Promise.resolve('match'),
  checkBusiness: () => Promise.resolve({ result: 'match', wrong: [] }),
  compareFace: null,
}

/** Away, so that what is signed stays so until a test wants it sealed: the chore would do it at any moment. */
const noTimestamps: Gateways['tsa'] = { stamp: () => Promise.reject(new AppError('upstream_unavailable')) }

/** Everybody outside, as tests have them that say nothing of it. */
export const usualGateways: Gateways = { wechat: noWechat, identity: everybodyFits, sms: null, tsa: noTimestamps }

/** JSON as what it says, documents as their bytes. */
const bodyOf = ({ headers, body, rawPayload }: LightMyRequestResponse): unknown => {
  if (body === '') return null
  return String(headers['content-type']).startsWith('application/json') ? JSON.parse(body) : rawPayload
}

/** The production app on this project's engine, with a clock to turn and no port. */
export async function createTestApp(
  options: { config?: Partial<Config>; gateways?: Partial<Gateways>; requestsPerMinute?: number; patience?: Patience; logger?: AppOptions['logger']; crowd?: Pick<Crowd, 'load' | 'now'> } = {},
): Promise<TestApp> {
  const { store, close } = await createTestStore()
  const clock = testClock()
  const config = testConfig(options.config)
  const { app, feed, chores } = await buildApp({
    config,
    store,
    clock,
    gateways: { ...usualGateways, ...options.gateways },
    keyRing,
    requestsPerMinute: options.requestsPerMinute ?? 1_000_000,
    patience: options.patience,
    logger: options.logger,
    // A test asks as fast as it can, on a machine that does other things as well.
    crowd: options.crowd ?? noCrowd,
  })
  await app.ready()
  const vault = createVault({ keys: config.keys.vault, indexKeys: config.keys.index })
  const tokens = accessTokens(app.jwt)

  const callerWith = (token: () => string | null): TestCaller => {
    const raw: TestCaller['raw'] = async (endpoint, request = {}) => {
      const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String((request.params as Record<string, unknown>)[name])))
      const query = Object.entries((request.query ?? {}) as Record<string, unknown>).filter(([, value]) => value !== undefined)
      const search = query.length > 0 ? `?${new URLSearchParams(query.map(([name, value]): [string, string] => [name, String(value)])).toString()}` : ''
      const bearer = token()
      const response = await app.inject({
        method: endpoint.method,
        url: path + search,
        headers: {
          ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
          ...(endpoint.changes ? { 'idempotency-key': request.key ?? randomUUID() } : {}),
        },
        ...(request.body === undefined ? {} : { payload: request.body as object }),
      })
      return { status: response.statusCode, body: bodyOf(response), text: response.body }
    }
    return {
      raw,
      async call<E extends Endpoint>(endpoint: E, ...[request]: RequestArgs<E>) {
        const answer = await raw(endpoint, request)
        if (answer.status !== 200) throw new Error(`${endpoint.action} answered ${answer.status}: ${answer.text}`)
        return answer.body as Static<E['response']>
      },
      async refused<E extends Endpoint>(endpoint: E, ...[request]: RequestArgs<E>) {
        const answer = await raw(endpoint, request)
        if (answer.status === 200) throw new Error(`${endpoint.action} was not refused: ${answer.text}`)
        return { ...(answer.body as Refusal), status: answer.status }
      },
    }
  }

  return {
    app,
    feed,
    chores,
    store,
    vault,
    clock,
    config,
    stranger: callerWith(() => null),
    withToken: (token) => callerWith(() => token),
    market: (changes) => createMarket(store, changes),
    async person(facts) {
      const signedIn = await createPerson(store, vault, clock.now(), facts)
      // A fresh token for every call: tests turn the clock by hours, and expiry has tests of its own.
      const token = () => tokens.sign(signedIn, clock.now()).token
      return { ...signedIn, token: token(), ...callerWith(token) }
    },
    async close() {
      await app.close()
      await close()
    },
  }
}
