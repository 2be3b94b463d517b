import { Type, type Static } from 'typebox'
import { defineEndpoint, strict } from '../endpoint'
import { Day, Id, Instant, literals, Nullable } from '../values'

export const CheckIn = Type.Object({
  id: Id,
  marketId: Id,
  marketName: Type.String(),
  gateName: Type.String(),
  day: Day,
  /** Place in the market's queue of the day, from 1. */
  number: Type.Integer(),
  at: Instant,
  /** A printed code can be photographed, so alone it proves little: `low`. */
  assurance: literals(['low', 'high']),
})
export type CheckIn = Static<typeof CheckIn>

export const checkInEndpoints = {
  create: defineEndpoint({
    action: 'check_in.create',
    summary: 'Check in at a gate; a second scan on the same day gives the same number',
    method: 'POST',
    path: '/api/check-ins',
    who: 'worker',
    changes: true,
    body: strict({ code: Type.String({ minLength: 1, maxLength: 512 }) }),
    response: CheckIn,
    errors: ['code_unknown', 'code_revoked', 'market_closed'],
  }),
  current: defineEndpoint({
    action: 'check_in.current',
    summary: "The caller's latest check-in of today, in any market",
    method: 'GET',
    path: '/api/check-ins/current',
    who: 'signed_in',
    changes: false,
    response: Type.Object({ checkIn: Nullable(CheckIn) }),
    errors: [],
  }),
} as const
