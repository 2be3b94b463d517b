import { Type, type Static } from 'typebox'
import { Application } from '../apply/apply.contract'
import { defineEndpoint, strict } from '../endpoint'
import { applicationStates } from '../journey'
import { Market } from '../markets/markets.contract'
import { Id, Instant, literals, Nullable } from '../values'

export const scanReasons = [
  'accepted',
  'duplicate_upload',
  'already_arrived',
  'not_hired',
  'cancelled',
  'wrong_job',
  'wrong_market',
  'expired_code',
  'clock_skew',
  'bad_signature',
  'revoked',
  'unknown_key',
  'outside_window',
  'retry_later',
] as const
export type ScanReason = (typeof scanReasons)[number]

/** A scan's result is a result, never a bare error: status, reason, who (masked), since when. */
export const ArrivalResult = Type.Object({
  scanId: Id,
  status: literals(['accepted', 'refused']),
  reason: literals(scanReasons),
  /** Large word for the screen, and one sentence of what to do. */
  word: Type.String(),
  say: Type.String(),
  /** A slip stands in for the work pass of who has no phone, and is marked. */
  shown: literals(['work_pass', 'slip']),
  applicationId: Nullable(Id),
  workerMasked: Nullable(Type.String()),
  number: Nullable(Type.Integer()),
  jobTitle: Nullable(Type.String()),
  address: Nullable(Type.String()),
  startsAt: Nullable(Instant),
  /** When the arrival was first confirmed. */
  since: Nullable(Instant),
  arrivedToday: Type.Integer(),
})
export type ArrivalResult = Static<typeof ArrivalResult>

export const WorkPass = Type.Object({
  /** What the phone signs together with the time, hex; see `makePass`. Good until `expiresAt`, also without a network. */
  credential: Type.String({ pattern: '^[0-9a-f]+$' }),
  expiresAt: Instant,
  /** From here on the phone asks for the next one when it has a network. */
  renewAt: Instant,
  /** What stands before the pass in the QR code. */
  linkStart: Type.String(),
  /** The server's clock: what the phone shows is dated by it. */
  serverNow: Instant,
  workerMasked: Type.String(),
  number: Nullable(Type.Integer()),
  jobTitle: Type.String(),
  address: Type.String(),
  startsAt: Instant,
})
export type WorkPass = Static<typeof WorkPass>

/** A staff member's day at their own market. */
export const Duty = Type.Object({
  market: Market,
  expected: Type.Integer(),
  arrived: Type.Integer(),
  people: Type.Array(
    Type.Object({
      applicationId: Id,
      workerMasked: Type.String(),
      number: Nullable(Type.Integer()),
      jobTitle: Type.String(),
      address: Type.String(),
      startsAt: Instant,
      state: literals(applicationStates),
      arrivedAt: Nullable(Instant),
      /** Entered by hand, and nobody else has confirmed it yet. */
      byHand: Type.Boolean(),
    }),
  ),
})
export type Duty = Static<typeof Duty>

export const arriveEndpoints = {
  workPass: defineEndpoint({
    action: 'arrive.work_pass',
    summary: "A credential for the worker's phone, for one signed job and at most a day; another phone's then counts no more",
    method: 'POST',
    path: '/api/applications/:applicationId/work-pass',
    who: 'worker',
    changes: true,
    urgent: true,
    params: strict({ applicationId: Id }),
    // A compressed point on P-256.
    body: strict({ deviceKey: Type.String({ pattern: '^0[23][0-9a-f]{64}$' }) }),
    response: WorkPass,
    errors: ['not_found', 'step_not_allowed'],
  }),
  confirm: defineEndpoint({
    action: 'arrive.confirm',
    summary: "Staff scan a worker's pass or printed slip; refused scans are kept too",
    method: 'POST',
    path: '/api/arrivals',
    who: 'staff',
    changes: true,
    urgent: true,
    body: strict({ code: Type.String({ maxLength: 20_000 }), scanId: Id, capturedAt: Instant }),
    response: ArrivalResult,
    errors: ['forbidden'],
  }),
  duty: defineEndpoint({
    action: 'arrive.duty',
    summary: 'Who is expected at this market today, and who has arrived',
    method: 'GET',
    path: '/api/duty',
    who: 'staff',
    changes: false,
    urgent: true,
    response: Duty,
    errors: [],
  }),
  finish: defineEndpoint({
    action: 'arrive.finish',
    summary: 'The worker or the employer marks the end of work',
    method: 'POST',
    path: '/api/applications/:applicationId/finish',
    who: 'signed_in',
    changes: true,
    urgent: true,
    params: strict({ applicationId: Id }),
    response: Application,
    errors: ['not_found', 'step_not_allowed'],
  }),
} as const
