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
  lastAt: Instant,
  revokedAt: Nullable(Instant),
  /** Numbers of its scans that never came, `from` to `to`. */
  gaps: Type.Array(Type.Object({ from: Type.Integer(), to: Type.Integer() })),
})
export type StaffPhone = Static<typeof StaffPhone>

const inCharge = ['manager', 'operator'] as const

export const phonesEndpoints = {
  list: defineEndpoint({
    action: 'arrive.phones',
    summary: 'The phones that staff of a market scan with, those in use first, and what of their scans never came',
    method: 'GET',
    path: '/api/markets/:marketId/staff-phones',
    who: inCharge,
    changes: false,
    params: strict({ marketId: Id }),
    response: Type.Object({ marketName: Type.String(), phones: Type.Array(StaffPhone) }),
    errors: ['not_found'],
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
