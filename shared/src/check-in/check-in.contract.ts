import { Type, type Static } from 'typebox'
import { defineEndpoint, strict } from '../endpoint'
import { Day, Id, Instant, Latitude, literals, Longitude, Nullable } from '../values'
import { assurances, leaveReasons } from '../words/lists'
import { presenceEndpoints } from './presence.contract'

export const CheckIn = Type.Object({
  id: Id,
  marketId: Id,
  marketName: Type.String(),
  gateName: Type.String(),
  day: Day,
  /** Place in the market's queue of the day, from 1. */
  number: Type.Integer(),
  at: Instant,
  /** A printed code can be photographed, so alone it proves little: `low`. What a screen shows is good for seconds: `high`. */
  assurance: literals(assurances),
  /** Since when the person waits; later than `at` for one who was away for long. */
  waitingSince: Instant,
  /** Null while the person is there. */
  leftAt: Nullable(Instant),
  leftReason: Nullable(literals(leaveReasons)),
})
export type CheckIn = Static<typeof CheckIn>

export const checkInEndpoints = {
  create: defineEndpoint({
    action: 'check_in.create',
    summary: 'Check in at a gate; a second scan on the same day gives the same number, and brings back whoever had left',
    method: 'POST',
    path: '/api/check-ins',
    who: 'worker',
    changes: true,
    urgent: true,
    body: strict({
      code: Type.String({ minLength: 1, maxLength: 512 }),
      /** Roughly where the phone is, to two decimals: asked of whoever comes by a printed code, and forgotten once it is judged. */
      place: Type.Optional(strict({ lat: Latitude, lng: Longitude })),
    }),
    forgets: ['place'],
    response: CheckIn,
    errors: ['code_unknown', 'code_revoked', 'gate_code_over', 'market_closed', 'place_needed', 'not_near_market'],
  }),
  current: defineEndpoint({
    action: 'check_in.current',
    summary: "The caller's latest check-in of today, in any market",
    method: 'GET',
    path: '/api/check-ins/current',
    who: 'signed_in',
    changes: false,
    urgent: true,
    response: Type.Object({ checkIn: Nullable(CheckIn) }),
    errors: [],
  }),
  leave: defineEndpoint({
    action: 'check_in.leave',
    summary: 'Leave the market; who has left already is answered as they are',
    method: 'POST',
    path: '/api/check-ins/current/leave',
    who: 'worker',
    changes: true,
    urgent: true,
    response: CheckIn,
    errors: ['not_present'],
  }),
  ...presenceEndpoints,
} as const
