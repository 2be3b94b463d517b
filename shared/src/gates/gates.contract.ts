import { Type, type Static } from 'typebox'
import { defineEndpoint, FileReply, strict } from '../endpoint'
import { Id, Instant, literals, Nullable } from '../values'
import { longestGateName, posterSizes, withdrawalReasons } from './gates.rules'

export const GateCode = Type.Object({
  token: Type.String(),
  /** What a QR code of it holds. */
  link: Type.String(),
  /** As it is printed to be typed. */
  readable: Type.String(),
  createdAt: Instant,
})
export type GateCode = Static<typeof GateCode>

/** A screen that shows the gate's code of the moment. What bound it is told once, when it is made. */
export const GateScreen = Type.Object({ id: Type.String(), createdAt: Instant })
export type GateScreen = Static<typeof GateScreen>

/** What the screen of a gate shows now. */
export const ScreenCode = Type.Object({
  marketName: Type.String(),
  gateName: Type.String(),
  link: Type.String(),
  /** After so many ms there is another one. */
  nextInMs: Type.Integer({ minimum: 1 }),
  /** So many ms from now it is scanned in vain: a screen that has no other by then shows none. */
  goodForMs: Type.Integer({ minimum: 1 }),
})
export type ScreenCode = Static<typeof ScreenCode>

/** A gate that stands, with the codes that lead to it. */
export const Gate = Type.Object({
  id: Id,
  marketId: Id,
  marketName: Type.String(),
  name: Type.String(),
  createdAt: Instant,
  /** Newest first: the first is the one that posters carry. Empty when all were taken out of use. */
  codes: Type.Array(GateCode),
  /** Newest first. */
  screens: Type.Array(GateScreen),
  /** When a code of it was last taken out of use. */
  lastRevokedAt: Nullable(Instant),
})
export type Gate = Static<typeof Gate>

const inCharge = ['manager', 'operator'] as const
const atTheMarket = ['staff', 'manager', 'operator', 'officer'] as const

const gateId = strict({ gateId: Id })
const Reason = literals(withdrawalReasons)
/** Longer than a name may be: the rule has words for that, the schema has none. */
const typedName = strict({ name: Type.String({ maxLength: longestGateName * 10 }) })

export const gatesEndpoints = {
  list: defineEndpoint({
    action: 'gates.list',
    summary: 'The gates of a market and their codes',
    method: 'GET',
    path: '/api/markets/:marketId/gates',
    who: atTheMarket,
    changes: false,
    params: strict({ marketId: Id }),
    response: Type.Object({ marketName: Type.String(), mayChange: Type.Boolean(), gates: Type.Array(Gate) }),
    errors: ['not_found'],
  }),
  show: defineEndpoint({
    action: 'gates.show',
    summary: 'One gate and its codes',
    method: 'GET',
    path: '/api/gates/:gateId',
    who: atTheMarket,
    changes: false,
    params: gateId,
    response: Type.Object({ gate: Gate, mayChange: Type.Boolean() }),
    errors: ['not_found'],
  }),
  make: defineEndpoint({
    action: 'gates.make',
    summary: 'Set up a gate, with its first code',
    method: 'POST',
    path: '/api/markets/:marketId/gates',
    who: inCharge,
    changes: true,
    params: strict({ marketId: Id }),
    body: typedName,
    response: Gate,
    errors: ['not_found', 'market_gone', 'too_many_gates'],
  }),
  rename: defineEndpoint({
    action: 'gates.rename',
    summary: 'Give a gate another name; its codes stay good, its posters show the old one',
    method: 'POST',
    path: '/api/gates/:gateId/name',
    who: inCharge,
    changes: true,
    params: gateId,
    body: typedName,
    response: Gate,
    errors: ['not_found'],
  }),
  retire: defineEndpoint({
    action: 'gates.retire',
    summary: 'Close a gate: all its codes are out of use, what happened there stays',
    method: 'POST',
    path: '/api/gates/:gateId/retire',
    who: inCharge,
    changes: true,
    params: gateId,
    body: strict({ reason: Reason }),
    response: Type.Object({ retired: Type.Literal(true) }),
    errors: ['not_found'],
  }),
  makeCode: defineEndpoint({
    action: 'gates.make_code',
    summary: 'Another code for a gate, for a new poster; the one on the wall stays good until it is revoked',
    method: 'POST',
    path: '/api/gates/:gateId/codes',
    who: inCharge,
    changes: true,
    params: gateId,
    response: Gate,
    errors: ['not_found', 'too_many_codes'],
  }),
  revokeCode: defineEndpoint({
    action: 'gates.revoke_code',
    summary: 'Take a code out of use: whoever scans the old poster is told so',
    method: 'POST',
    path: '/api/gates/:gateId/code-revocations',
    who: inCharge,
    changes: true,
    params: gateId,
    body: strict({ token: Type.String({ minLength: 1, maxLength: 40 }), reason: Reason }),
    response: Gate,
    errors: ['not_found'],
  }),
  makeScreen: defineEndpoint({
    action: 'gates.make_screen',
    summary: 'What makes a device the screen of a gate: whoever opens the link there, or types the code, sees a code that changes every ten seconds',
    method: 'POST',
    path: '/api/gates/:gateId/screens',
    who: inCharge,
    changes: true,
    params: gateId,
    response: Type.Object({ gate: Gate, screen: GateCode }),
    errors: ['not_found', 'too_many_screens'],
  }),
  revokeScreen: defineEndpoint({
    action: 'gates.revoke_screen',
    summary: 'Take a screen out of use: it shows nothing any more, and what it showed is good for nothing',
    method: 'POST',
    path: '/api/gates/:gateId/screen-revocations',
    who: inCharge,
    changes: true,
    params: gateId,
    body: strict({ screen: Type.String({ minLength: 1, maxLength: 40 }) }),
    response: Gate,
    errors: ['not_found'],
  }),
  screenCode: defineEndpoint({
    action: 'gates.screen_code',
    summary: 'What the screen of a gate shows now; asked by the screen itself, which holds nothing but this',
    method: 'POST',
    path: '/api/gate-screens/code',
    who: 'everyone',
    changes: false,
    urgent: true,
    body: strict({ screen: Type.String({ minLength: 1, maxLength: 512 }) }),
    response: ScreenCode,
    errors: ['code_unknown', 'code_revoked'],
  }),
  poster: defineEndpoint({
    action: 'gates.poster',
    summary: 'The poster of a gate with its newest code, ready for print',
    method: 'GET',
    path: '/api/gates/:gateId/poster',
    who: atTheMarket,
    changes: false,
    params: gateId,
    query: strict({ size: literals(posterSizes) }),
    response: FileReply,
    download: 'application/pdf',
    errors: ['not_found', 'gate_without_code'],
  }),
} as const
