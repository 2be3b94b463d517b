import type { FastifyInstance } from 'fastify'
import { AppError } from '@market/shared/errors'

/** Fifteen minutes: long enough for a slow morning, short enough that a stolen token is soon worthless. */
export const accessTokenLifetime = 15 * 60_000

export type AccessClaims = { personId: string; sessionId: string }

export interface AccessTokens {
  /** `expiresAt` in UTC ms. */
  sign(claims: AccessClaims, now: number): { token: string; expiresAt: number }
  /** @throws AppError unauthenticated (forged or foreign), token_expired */
  verify(token: string, now: number): AccessClaims
}

type Payload = { sub: string; sid: string; iat: number; exp: number }

/** HS256 tokens on the app's clock: expiry is judged here, so that a test that turns the clock sees it expire. */
export function accessTokens(jwt: FastifyInstance['jwt']): AccessTokens {
  return {
    sign({ personId, sessionId }, now) {
      const expiresAt = now + accessTokenLifetime
      const payload: Payload = { sub: personId, sid: sessionId, iat: Math.floor(now / 1000), exp: Math.floor(expiresAt / 1000) }
      return { token: jwt.sign(payload), expiresAt }
    },
    verify(token, now) {
      let payload: Payload
      try {
        payload = jwt.verify<Payload>(token, { ignoreExpiration: true })
      } catch {
        throw new AppError('unauthenticated')
      }
      if (typeof payload.sub !== 'string' || typeof payload.sid !== 'string' || typeof payload.exp !== 'number') throw new AppError('unauthenticated')
      if (payload.exp * 1000 <= now) throw new AppError('token_expired')
      return { personId: payload.sub, sessionId: payload.sid }
    },
  }
}
