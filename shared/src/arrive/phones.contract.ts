import { Type, type Static } from 'typebox'
import { defineEndpoint, strict } from '../endpoint'
import { Id, Instant, literals, Nullable } from '../values'
import { phoneReasons } from './phones.rules'

/** A phone that scans of this market came from without a network. */
export const StaffPhone = Type.Object({
  deviceId: Id,
  /** Whoever sent scans from it last. */
  personMasked: Type.String(),
  firstAt: Instant,
  /** When it last sent anything, and when the newest of its scans came in; null where none did. */
  lastAt: Instant,
  lastScanAt: Nullable(Instant),
  revokedAt: Nullable(Instant),
  /** Of its last thousand numbers those that never came, `from` to `to`. */
  gaps: Type.Array(Type.Object({ from: Type.Integer(), to: Type.Integer() })),
})
export type StaffPhone = Static<typeof StaffPhone>

const inCharge = ['manager', 'operator'] as const

export const phonesEndpoints = {
  list: defineEndpoint({
    action: 'arrive.phones',
    summary: 'The phones that staff of a market scan with, a page at a time, those in use first, and what of their scans never came',
    method: 'GET',
    path: '/api/markets/:marketId/staff-phones',
    who: inCharge,
    changes: false,
    params: strict({ marketId: Id }),
    query: strict({ after: Type.Optional(Type.String({ maxLength: 80 })) }),
    response: Type.Object({
      marketName: Type.String(),
      phones: Type.Array(StaffPhone),
      /** To be given as `after` for the page behind; null at the end. */
      next: Nullable(Type.String()),
    }),
    errors: ['not_found', 'invalid_fields'],
  }),
  revoke: defineEndpoint({
    action: 'arrive.revoke_phone',
    summary: 'Put a staff phone out of use, for good: what it still sends is kept apart and confirms nobody',
    method: 'POST',
    path: '/api/staff-phones/:deviceId/revocation',
    who: inCharge,
    changes: true,
    params: strict({ deviceId: Id }),
    body: strict({ reason: literals(phoneReasons) }),
    response: StaffPhone,
    errors: ['not_found'],
  }),
} as const
