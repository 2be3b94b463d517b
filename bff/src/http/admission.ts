import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { urgencies, type Urgency } from '@market/shared/endpoint'
import { messageOf, statusOf } from '@market/shared/errors'
import { waitingRoom, type Crowd } from './waiting-room'

declare module 'fastify' {
  interface FastifyRequest {
    /** Answered here, before anything was done about it. */
    turnedAway: boolean
  }
  interface FastifyContextConfig {
    /** `always` never waits: what asks whether we live. */
    urgency?: Urgency | 'always'
  }
}

/** Seconds after which to ask again, from and to: not all in the same second. */
const askAgain: Record<Urgency, readonly [from: number, to: number]> = { first: [1, 2], next: [2, 5], last: [3, 10] }
/** Another process takes over. */
const whenStopping = [1, 3] as const

const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }
const bodyBegins = `${JSON.stringify({ code: 'service_busy', message: messageOf('service_busy') }).slice(0, -1)},"requestId":"`

/** Costs some µs: at five times what can be answered, four are answered with this for each that is served. */
function turnAway(request: FastifyRequest, reply: FastifyReply, [from, to]: readonly [number, number]): void {
  request.turnedAway = true
  const body = `${bodyBegins}${request.id}"}`
  const wait = from + Math.floor(Math.random() * (to - from + 1))
  void reply.hijack()
  reply.raw.writeHead(statusOf('service_busy'), { ...headers, 'content-length': Buffer.byteLength(body), 'retry-after': String(wait) })
  reply.raw.end(body)
}

/**
 * Turns away what we shall not get to in time, before anything is done about it: nobody has been looked up, no body read, nothing
 * written, so that asking again with the same key is safe. To be registered before everything else that looks at requests.
 */
export function admitRequests(app: FastifyInstance, { load, now }: Pick<Crowd, 'load' | 'now'>): void {
  let connected = false
  app.server.on('connection', () => { connected = true })
  const connecting = () => {
    const since = connected
    connected = false
    return since
  }
  const come = waitingRoom({ load, now, connecting })
  const turnedAway: Record<Urgency, number> = { first: 0, next: 0, last: 0 }
  let told: NodeJS.Timeout | null = null
  let stopping = false

  /** One line a second for all of them: a line each would be work for the one who has too much. */
  const count = (urgency: Urgency): void => {
    turnedAway[urgency] += 1
    told ??= setTimeout(() => {
      app.log.warn({ turnedAway: { ...turnedAway } }, 'more is asked than can be answered')
      told = null
      for (const each of urgencies) turnedAway[each] = 0
    }, 1_000).unref()
  }

  app.decorateRequest('turnedAway', false)
  // With a callback: a promise for each request would be dearer than the rest of it.
  app.addHook('onRequest', (request, reply, done) => {
    const { urgency = 'next' } = request.routeOptions.config
    if (urgency === 'always') return done()
    if (stopping) return turnAway(request, reply, whenStopping)
    come(urgency, {
      enter: done,
      gone: () => request.raw.socket.destroyed,
      refuse() {
        count(urgency)
        turnAway(request, reply, askAgain[urgency])
      },
    })
  })
  app.addHook('preClose', (done) => {
    stopping = true
    done()
  })
}
