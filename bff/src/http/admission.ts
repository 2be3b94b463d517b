import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyServerFactory } from 'fastify'
import findMyWay, { type HTTPMethod } from 'find-my-way'
import { uuidv7 } from 'uuidv7'
import { urgencies, type Urgency } from '@market/shared/endpoint'
import { messageOf, statusOf } from '@market/shared/errors'
import { openServer, type Patience } from './connections'
import { waitingRoom, type Crowd } from './waiting-room'

/** `always` never waits: what asks whether we live. */
type Admitted = Urgency | 'always'

declare module 'fastify' {
  interface FastifyContextConfig {
    urgency?: Admitted
  }
}

/** Seconds after which to ask again, from and to: not all in the same second. */
export const askAgain: Record<Urgency, readonly [from: number, to: number]> = { first: [1, 2], next: [2, 5], last: [3, 10] }
/** Another process takes over. */
const whenStopping = [1, 3] as const

const bodyBegins = `${JSON.stringify({ code: 'service_busy', message: messageOf('service_busy') }).slice(0, -1)},"requestId":"`
const idLength = 36
const headers = [
  'content-type', 'application/json; charset=utf-8', 'cache-control', 'no-store', 'x-content-type-options', 'nosniff',
  'content-length', String(Buffer.byteLength(bodyBegins) + idLength + 2),
]

/** At five times what can be answered, four are answered with this for each that is served: the server’s own objects for a request are not made. */
function turnAway(response: ServerResponse, [from, to]: readonly [number, number]): void {
  const wait = from + Math.floor(Math.random() * (to - from + 1))
  response.writeHead(statusOf('service_busy'), [...headers, 'retry-after', String(wait)])
  response.end(`${bodyBegins}${uuidv7()}"}`)
}

/**
 * Turns away what we shall not get to in time, before anything is done about it: nobody has been looked up, no body read, nothing
 * written, so that asking again with the same key is safe. It stands before the framework, whose work with a request costs more than
 * the whole refusal.
 */
export function admission({ load, now }: Pick<Crowd, 'load' | 'now'>, patience: Patience): { serverFactory: FastifyServerFactory; watch(app: FastifyInstance): void } {
  let connected = false
  const connecting = () => {
    const since = connected
    connected = false
    return since
  }
  const come = waitingRoom({ load, now, connecting })
  const routes = findMyWay()
  const turnedAway: Record<Urgency, number> = { first: 0, next: 0, last: 0 }
  let log: FastifyInstance['log'] | null = null
  let told: NodeJS.Timeout | null = null
  let stopping = false

  /** One line a second for all of them: a line each would be work for the one who has too much. */
  const count = (urgency: Urgency): void => {
    turnedAway[urgency] += 1
    told ??= setTimeout(() => {
      log?.warn({ turnedAway: { ...turnedAway } }, 'more is asked than can be answered')
      told = null
      for (const each of urgencies) turnedAway[each] = 0
    }, 1_000).unref()
  }

  const admit = (request: IncomingMessage, response: ServerResponse, enter: () => void): void => {
    const route = routes.find(request.method as HTTPMethod, request.url ?? '/')
    const urgency = (route?.store as Admitted | undefined) ?? 'next'
    if (urgency === 'always') return enter()
    if (stopping) return turnAway(response, whenStopping)
    come(urgency, {
      enter,
      gone: () => request.socket.destroyed,
      refuse() {
        count(urgency)
        turnAway(response, askAgain[urgency])
      },
    })
  }

  return {
    serverFactory(answer: RequestListener) {
      const server = openServer((request, response) => admit(request, response, () => answer(request, response)), patience)
      server.on('connection', () => { connected = true })
      return server
    },

    /** Learns how urgent each route is: to be called before there are any. */
    watch(app) {
      log = app.log
      app.addHook('onRoute', ({ method, url, config }) => {
        for (const each of [method].flat()) routes.on(each as HTTPMethod, url, () => undefined, config?.urgency ?? 'next')
      })
      app.addHook('preClose', (done) => {
        stopping = true
        done()
      })
    },
  }
}
