import { Type, type Static } from 'typebox'
import { Fen, Instant, literals, Nullable } from '../values'
import { settleWays } from '../words/lists'

/** Hours and pay of one application, as far as they have come. */
export const Settlement = Type.Object({
  minutes: Type.Integer(),
  amountFen: Fen,
  note: Nullable(Type.String()),
  /** Counts the employer's proposals; the worker confirms exactly one of them. */
  round: Type.Integer(),
  proposedAt: Instant,
  disputedReason: Nullable(Type.String()),
  agreedAt: Nullable(Instant),
  paidAt: Nullable(Instant),
  paidHow: Nullable(literals(settleWays)),
  receivedAt: Nullable(Instant),
})
export type Settlement = Static<typeof Settlement>
