import { Type, type Static } from 'typebox'
import { defineEndpoint, strict } from '../endpoint'
import { Id, literals, Nullable } from '../values'
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
} as const
