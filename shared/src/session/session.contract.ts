import { Type, type Static } from 'typebox'
import { defineEndpoint, Done, strict } from '../endpoint'
import { Fen, Id, Instant, literals, Nullable } from '../values'
import { employerKinds, payUnits, skillLevels, staffRoles } from '../words/lists'

/** The person signed in, as shown to themselves. Even here names are masked: phones are looked at over shoulders. */
export const Me = Type.Object({
  personId: Id,
  roles: Type.Array(literals(['worker', 'employer', ...staffRoles])),
  nameMasked: Nullable(Type.String()),
  phoneMasked: Nullable(Type.String()),
  worker: Nullable(
    Type.Object({
      trades: Type.Array(Type.String()),
      skillLevel: literals(skillLevels),
      wishedPayFen: Fen,
      wishedPayUnit: literals(payUnits),
    }),
  ),
  employer: Nullable(
    Type.Object({
      kind: literals(employerKinds),
      name: Type.String(),
      /** Until when licence and standing count as checked; always null for a household. */
      verifiedUntil: Nullable(Instant),
    }),
  ),
  /** Until when name and ID number count as checked; null while they never were. */
  verifiedUntil: Nullable(Instant),
  /** The market whose desk a member of staff works at. */
  staff: Nullable(Type.Object({ marketId: Id, marketName: Type.String() })),
  grants: Type.Array(
    Type.Object({
      role: literals(staffRoles),
      /** Name of the region or market it is for. */
      scopeName: Type.String(),
      scopePath: Type.String(),
      marketId: Nullable(Id),
      untilAt: Nullable(Instant),
    }),
  ),
})
export type Me = Static<typeof Me>

export const Tokens = Type.Object({
  accessToken: Type.String(),
  accessExpiresAt: Instant,
  refreshToken: Type.String(),
})
export type Tokens = Static<typeof Tokens>

export const sessionEndpoints = {
  about: defineEndpoint({
    action: 'session.about',
    summary: 'What this server is: alive, and in sandbox mode or not',
    method: 'GET',
    path: '/api/about',
    who: 'everyone',
    changes: false,
    response: Type.Object({ sandbox: Type.Boolean(), serverTime: Instant }),
    errors: [],
  }),
  signIn: defineEndpoint({
    action: 'session.sign_in',
    summary: 'Exchange a wx.login code for tokens',
    method: 'POST',
    path: '/api/session',
    who: 'everyone',
    changes: false,
    urgent: true,
    body: strict({ code: Type.String({ minLength: 1, maxLength: 128 }) }),
    response: Type.Object({ tokens: Tokens, me: Me }),
    errors: ['wechat_code_refused', 'upstream_unavailable'],
  }),
  refresh: defineEndpoint({
    action: 'session.refresh',
    summary: 'Rotate the refresh token; a refresh token used twice revokes the session',
    method: 'POST',
    path: '/api/session/refresh',
    who: 'everyone',
    changes: false,
    urgent: true,
    body: strict({ refreshToken: Type.String({ minLength: 20, maxLength: 200 }) }),
    response: Type.Object({ tokens: Tokens, me: Me }),
    errors: ['session_revoked'],
  }),
  signOut: defineEndpoint({
    action: 'session.sign_out',
    summary: 'End this session',
    method: 'DELETE',
    path: '/api/session',
    who: 'signed_in',
    changes: false,
    response: Done,
    errors: [],
  }),
  signOutEverywhere: defineEndpoint({
    action: 'session.sign_out_everywhere',
    summary: 'End all sessions of this person, on every phone',
    method: 'DELETE',
    path: '/api/sessions',
    who: 'signed_in',
    changes: false,
    response: Done,
    errors: [],
  }),
  me: defineEndpoint({
    action: 'session.me',
    summary: 'The person signed in',
    method: 'GET',
    path: '/api/me',
    who: 'signed_in',
    changes: false,
    urgent: true,
    response: Me,
    errors: [],
  }),
} as const
