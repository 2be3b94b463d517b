import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { urgencies, type Urgency } from '@market/shared/endpoint'
import { messageOf, statusOf } from '@market/shared/errors'
import type { Load, LoadGauge } from './load-gauge'

declare module 'fastify' {
  interface FastifyRequest {
    /** Answered here, before anything was done about it. */
    turnedAway: boolean
  }
  interface FastifyContextConfig {
    /** `always` is never turned away: what asks whether we live. */
    urgency?: Urgency | 'always'
  }
}

/** Behind for so long, what waits is no burst that passes; until then everybody may wait for `burst`. Both ms. */
const behindTooLong = 300
const burst = 400

/** When we are behind, so long may what comes now have waited, ms. Nobody is answered later than about three times the longest. */
const patience: Record<Urgency, number> = { first: 200, next: 100, last: 40 }

/** Who is less urgent than somebody turned away is turned away as well, for so long, ms: nobody looks around while the gate waits. */
const giveWayFor = 250

/** Seconds after which to ask again, from and to: not all in the same second. */
const askAgain: Record<Urgency, readonly [from: number, to: number]> = { first: [1, 2], next: [2, 5], last: [3, 10] }

/** Decides who is served. @param now ms of any clock that only goes forward */
export function admission(gauge: LoadGauge, now: () => number) {
  const givesWayUntil: Record<Urgency, number> = { first: 0, next: 0, last: 0 }
  const limitOf = (urgency: Urgency, { behindFor }: Load): number => (behindFor > behindTooLong ? patience[urgency] : burst)
  return (urgency: Urgency): boolean => {
    const load = gauge()
    // Nearly always.
    if (load.waited <= patience.last && load.behindFor <= behindTooLong) return true
    const at = now()
    if (load.behindFor > behindTooLong && at < givesWayUntil[urgency]) return false
    if (load.waited <= limitOf(urgency, load)) return true
    for (const less of urgencies.slice(urgencies.indexOf(urgency) + 1)) givesWayUntil[less] = at + giveWayFor
    return false
  }
}

/**
 * Turns away what we shall not get to in time, before anything is done about it: nobody has been looked up, no body read, nothing
 * written, so that asking again with the same key is safe. To be registered before everything else that looks at requests.
 * @param random 0 up to 1
 */
export function admitRequests(app: FastifyInstance, { gauge, random = Math.random, now = () => performance.now() }: { gauge: LoadGauge; random?: () => number; now?: () => number }): void {
  const admits = admission(gauge, now)
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

  const refuse = (request: FastifyRequest, reply: FastifyReply, [from, to]: readonly [number, number]): void => {
    request.turnedAway = true
    const body = `${bodyBegins}${request.id}"}`
    reply.hijack()
    reply.raw.writeHead(statusOf('service_busy'), { ...headers, 'content-length': Buffer.byteLength(body), 'retry-after': String(from + Math.floor(random() * (to - from + 1))) })
    reply.raw.end(body)
  }

  app.decorateRequest('turnedAway', false)
  // With a callback: a promise for each request would be dearer than the rest of it.
  app.addHook('onRequest', (request, reply, done) => {
    const { urgency = 'next' } = request.routeOptions.config
    if (urgency === 'always') return done()
    if (stopping) return refuse(request, reply, whenStopping)
    if (admits(urgency)) return done()
    count(urgency)
    refuse(request, reply, askAgain[urgency])
  })
  app.addHook('preClose', (done) => {
    stopping = true
    done()
  })
}

/** Another process takes over. */
const whenStopping = [1, 3] as const
const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }
const bodyBegins = `${JSON.stringify({ code: 'service_busy', message: messageOf('service_busy') }).slice(0, -1)},"requestId":"`
