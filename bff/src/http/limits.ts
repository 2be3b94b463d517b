import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError, type ErrorCode } from '@market/shared/errors'
import { day, startOfMarketDay } from '@market/shared/words/time'

/** People and phones counted at a time; who was not heard of for longest is forgotten first. */
const mostCounted = 50_000

const devicePattern = /^[0-9A-Za-z-]{16,64}$/

/**
 * Whom a request is counted for: the person, on however many phones; where nobody is signed in, the phone, by the number it made up for
 * itself at its first start. A whole market stands behind one address, so an address stands for nobody but a program that names no
 * phone. A phone that makes up a new number each time is not held back here: what is read without signing in is made to be read,
 * and floods are for the proxy in front.
 */
export function countedFor({ caller, headers, ip }: Pick<FastifyRequest, 'caller' | 'headers' | 'ip'>): string {
  if (caller) return `person ${caller.personId}`
  const device = headers['x-device']
  return typeof device === 'string' && devicePattern.test(device) ? `phone ${device}` : `address ${ip}`
}

/**
 * Slows down whoever asks without end. Counted in each process: with several, a person has so many from each of them. What must hold
 * for all together (places, reveals, readings, messages to a phone) is counted in the statement of its own act. Pages and files are not
 * counted: a phone loads a dozen at once before it can say which phone it is.
 */
export const limitRequests = (app: FastifyInstance, requestsPerMinute: number) =>
  app.register(rateLimit, {
    max: requestsPerMinute,
    timeWindow: '1 minute',
    cache: mostCounted,
    // It runs behind the route's own `onRequest`, which has found out who is asking.
    hook: 'onRequest',
    keyGenerator: countedFor,
    allowList: ({ routeOptions }: FastifyRequest) => routeOptions.config.action === undefined,
    errorResponseBuilder: () => new AppError('rate_limited'),
  })

/** Seconds after which it is worth asking again. Daily numbers begin anew with the market's day. */
const waits: Partial<Record<ErrorCode, number | 'tomorrow'>> = {
  quota_used: 'tomorrow', code_too_soon: 60, sms_unavailable: 60, sms_too_many: 3_600, rate_limited: 2, service_busy: 2, upstream_unavailable: 2,
}

/** Null where it never is, or nobody knows. @param now UTC ms */
export function worthRetryingAfter(code: ErrorCode, now: number): number | null {
  const wait = waits[code] ?? null
  return wait === 'tomorrow' ? Math.ceil((startOfMarketDay(now) + day - now) / 1_000) : wait
}
