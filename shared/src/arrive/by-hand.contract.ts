import { Type, type Static } from 'typebox'
import { defineEndpoint, strict } from '../endpoint'
import { Id, Instant, literals, Nullable } from '../values'
import { byHandReasons } from './by-hand.rules'

/** What became of somebody who was entered by hand. */
export const ByHandResult = Type.Object({
  /** It is entered, and another person has to confirm it: not an arrival yet. */
  waits: Type.Boolean(),
  /** Large word for the screen, and one sentence of what to do. */
  word: Type.String(),
  say: Type.String(),
  workerMasked: Type.String(),
  number: Nullable(Type.Integer()),
  jobTitle: Type.String(),
})
export type ByHandResult = Static<typeof ByHandResult>

/** Whose hours at a market are over, whom nobody confirmed, and who may still be entered; newest hours first. */
export const Unconfirmed = Type.Object({
  people: Type.Array(
    Type.Object({
      applicationId: Id,
      workerMasked: Type.String(),
      jobTitle: Type.String(),
      address: Type.String(),
      startsAt: Instant,
      endsAt: Instant,
      /** Entered already, and nobody else has confirmed it yet. */
      byHand: Type.Boolean(),
    }),
  ),
  /** To be given as `after` for the page behind; null at the end. */
  next: Nullable(Type.String()),
})
export type Unconfirmed = Static<typeof Unconfirmed>

export const byHandEndpoints = {
  enter: defineEndpoint({
    action: 'arrive.by_hand',
    summary: 'Enter somebody expected here who has nothing to scan; it is an arrival once another person has confirmed it',
    method: 'POST',
    path: '/api/arrivals/by-hand',
    who: 'staff',
    changes: true,
    urgent: true,
    // By their application and not by their number, which two people have past midnight.
    body: strict({ scanId: Id, applicationId: Id, reason: literals(byHandReasons) }),
    response: ByHandResult,
    errors: ['forbidden', 'not_found', 'own_case'],
  }),
  unconfirmed: defineEndpoint({
    action: 'arrive.unconfirmed',
    summary: "Who had signed for work at the caller's own market that is over and was never scanned there, a page at a time",
    method: 'GET',
    path: '/api/duty/unconfirmed',
    who: 'staff',
    changes: false,
    query: strict({ after: Type.Optional(Type.String({ maxLength: 80 })) }),
    response: Unconfirmed,
    errors: ['forbidden', 'invalid_fields'],
  }),
} as const
